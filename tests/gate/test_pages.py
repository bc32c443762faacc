"""What keeps people from reading a page is found, and what does not is left alone."""

import pytest

from gate.spoiling import asked, group_of, showing
from kg.gate.checking import Examined
from kg.gate.markup import markup

GOOD = (
    '<!doctype html><html lang="nl"><head><title>Titel</title><meta name="viewport" content="width=device-width"></head><body>'
    '<a href="#inhoud">Naar de inhoud</a><nav aria-label="Menu"><ul><li><a href="/">Begin</a></ul></nav>'
    '<main id="inhoud"><h1>Kop</h1>{}</main></body></html>'
)


def page(part: str) -> str:
    return GOOD.replace("{}", part)


@pytest.mark.parametrize(
    ("html", "notice"),
    [
        pytest.param(page(""), set(), id="nothing wrong"),
        pytest.param(page("").replace(' lang="nl"', ""), {"page-language"}, id="no language"),
        pytest.param(page("").replace('lang="nl"', 'lang="en"'), {"page-language"}, id="another language"),
        pytest.param(page('<p lang="english">Goals</p>'), {"page-parts"}, id="no language tag"),
        pytest.param(page("").replace("Titel", " "), {"page-title"}, id="no title"),
        pytest.param(page("<h1>Nog een</h1>"), {"page-headings"}, id="two main headings"),
        pytest.param(page("").replace("<h1>Kop</h1>", "<h2>Kop</h2>"), {"page-headings"}, id="no main heading"),
        pytest.param(page("<h3>Te diep</h3>"), {"page-headings"}, id="a level skipped"),
        pytest.param(page("<h2></h2>"), {"page-headings"}, id="an empty heading"),
        pytest.param(page('<img src="/a.png">'), {"page-images"}, id="a picture without a text"),
        pytest.param(page('<img src="/a.png" alt="">'), set(), id="a picture that is decoration"),
        pytest.param(page('<svg><path d="M0"/></svg>'), {"page-images"}, id="a drawing without a name"),
        pytest.param(page('<svg role="img" aria-label="Netwerk"></svg>'), set(), id="a drawing with a name"),
        pytest.param(page('<span aria-hidden="true"><svg></svg></span>'), set(), id="a drawing in what is hidden"),
        pytest.param(page('<input id="a">'), {"page-forms"}, id="a field without a label"),
        pytest.param(page('<label for="a">Naam</label><input id="a">'), set(), id="a field with a label"),
        pytest.param(page("<label>Naam <select></select></label>"), set(), id="a field in its label"),
        pytest.param(page('<input type="submit">'), set(), id="a button that names itself"),
        pytest.param(page("<button></button>"), {"page-forms"}, id="a button without a name"),
        pytest.param(page("<table><tr><td>1</td></tr></table>"), {"page-tables"}, id="a table without headers"),
        pytest.param(page("<table><caption>T</caption><tr><th>K</th></tr></table>"), {"page-tables"}, id="a header of nothing"),
        pytest.param(page('<table><caption>T</caption><tr><th scope="col">K</th></tr></table>'), set(), id="a table as it should be"),
        pytest.param(page('<p id="n">T</p><table aria-labelledby="n"><th scope="col">K</th></table>'), set(), id="named by another"),
        pytest.param(page('<a href="/"><svg aria-hidden="true"><title>x</title></svg></a>'), {"page-link-texts"}, id="an empty link"),
        pytest.param(page('<a href="/"><img src="/a.png" alt="Begin"></a>'), set(), id="a link that is a picture"),
        pytest.param(page('<p id="a"></p><p id="a"></p>'), {"page-ids"}, id="an id twice"),
        pytest.param(page('<p aria-describedby="weg"></p>'), {"page-ids"}, id="a reference to nothing"),
        pytest.param(page("").replace('href="#inhoud"', 'href="/"'), {"page-skip"}, id="no way past the menu"),
        pytest.param(page('<a href="/" accesskey="s">a</a><a href="/" accesskey="s">b</a>'), {"page-keys"}, id="an access key twice"),
        pytest.param(page("").replace("main", "div"), {"page-skip", "page-landmarks"}, id="no main part"),
        pytest.param(page('<nav aria-label="Menu"></nav>'), {"page-landmarks"}, id="two menus of one name"),
        pytest.param(page("").replace("width=device-width", "width=device-width, user-scalable=no"), {"page-zoom"}, id="no zoom"),
        pytest.param(page("<div><b>x</div>"), {"page-markup"}, id="a tag that is left open"),
        pytest.param(page("</section>"), {"page-markup"}, id="a tag that closes nothing"),
        pytest.param(page("").replace("</body></html>", ""), {"page-markup"}, id="cut off"),
    ],
)  # fmt: skip
def test_exactly_what_is_wrong_with_a_page_is_found(examined: Examined, html: str, notice: set[str]) -> None:
    spoilt = showing(examined, html)
    assert {name for name in group_of("page-title") if asked(name, spoilt).failures} == notice


def test_where_it_is_found_is_told(examined: Examined) -> None:
    assert asked("page-images", showing(examined, '<img id="a" src="/b.png">')).failures == (
        '/bladzijde: <img id="a" src="/b.png"> has no alt',
    )


@pytest.mark.parametrize(
    ("html", "name"),
    [
        pytest.param('<a href="/">een <b>twee</b></a>', "een twee", id="what stands in it"),
        pytest.param('<a href="/" aria-label="drie">een</a>', "drie", id="a label instead"),
        pytest.param('<p id="x">vier</p><a href="/" aria-labelledby="x y" aria-label="drie">een</a>', "vier", id="another element"),
        pytest.param('<a href="/" title="vijf"></a>', "vijf", id="a title at last"),
        pytest.param('<a href="/"><script>6</script><span hidden>7</span></a>', "", id="nothing that is read"),
    ],
)
def test_an_element_is_named_as_a_browser_names_it(html: str, name: str) -> None:
    read = markup("/", "nl", html)
    assert [read.named(each) for each in read.all("a")] == [name]
