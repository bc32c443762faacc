from base64 import b64encode
from hashlib import sha256

from kg.web.headers import stand_alone_policy


def test_a_stand_alone_page_runs_the_scripts_it_came_with_and_no_others() -> None:
    digests = sorted(f"'sha256-{b64encode(sha256(text).digest()).decode()}'" for text in (b"draw()", b"let a = 1\n"))
    policy = stand_alone_policy('<script>draw()</script><p onclick="x()"></p><SCRIPT type="module">let a = 1\n</SCRIPT>')
    assert policy == (
        f"default-src 'none'; script-src {digests[0]} {digests[1]}; style-src 'unsafe-inline'; img-src data:; connect-src 'none'; "
        "form-action 'none'; base-uri 'none'; frame-ancestors 'self'"
    )


def test_a_stand_alone_page_without_scripts_runs_none() -> None:
    assert "script-src 'none';" in stand_alone_policy("<p>nothing</p>")
