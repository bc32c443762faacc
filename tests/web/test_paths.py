import pytest
from starlette.exceptions import HTTPException

from kg.errors import NotFoundError
from kg.terms import BASE
from kg.web.paths import LONGEST_PATH, check_path, thing


@pytest.mark.parametrize(
    ("path", "status"),
    [
        pytest.param(b"/id/doel/%", 400, id="percent sign alone"),
        pytest.param(b"/id/doel/%zz", 400, id="no hexadecimal digits"),
        pytest.param(b"/id/doel/%00", 400, id="NUL"),
        pytest.param(b"/id/doel/%0D%0Aset-cookie", 400, id="line break"),
        pytest.param(b"/id/doel/%FF", 400, id="not UTF-8"),
        pytest.param(b"/id/doel/%C3", 400, id="half a letter"),
        pytest.param(b"/id/../sparql", 400, id="dots"),
        pytest.param(b"/id/%2e%2E/sparql", 400, id="dots, encoded"),
        pytest.param(b"/id/.", 400, id="one dot at the end"),
        pytest.param(b"/id/doel%2Fx", 404, id="encoded slash"),
        pytest.param(b"/id/doel%2fx", 404, id="encoded slash, lower case"),
        pytest.param(b"/" + b"a" * LONGEST_PATH, 414, id="too long"),
    ],
)
def test_a_path_that_is_not_what_it_seems_is_refused(path: bytes, status: int) -> None:
    with pytest.raises(HTTPException) as refused:
        check_path(path)
    assert refused.value.status_code == status


@pytest.mark.parametrize("path", [b"/", b"/id/doel/%C3%A9%C3%A9n", b"/doc/doel/a.ttl", b"/a..b/c"])
def test_a_well_formed_path_is_let_through(path: bytes) -> None:
    check_path(path)


@pytest.mark.parametrize("path", ["doel/almelo-doel-banenmotor", "concept/rol/partner", "passage/almelo--0a1b2c3d"])
def test_a_path_below_id_names_a_thing(path: str) -> None:
    assert str(thing(path)) == f"{BASE}/id/{path}"


@pytest.mark.parametrize(
    "path", ["", "doel", "doel/", "doel/A", "doel/a/b", "dier/kat", "concept/rol", "concept/rol/", "concept/a/b/c", "doel/één"]
)
def test_a_path_that_cannot_be_one_of_ours_names_nothing(path: str) -> None:
    with pytest.raises(NotFoundError, match="no statements about"):
        thing(path)
