"""The settings of a publication: what they become, and what is told of those that are wrong."""

import tomllib
from datetime import date
from pathlib import Path

import pytest
from rdflib import Literal, URIRef

from kg.errors import MissingFileError, PublicationError
from kg.publisher import Agent, Contact, Licence, Publication, Security, Worded
from kg.read.publication import SETTINGS, outdated, publication

ROOT = Path(__file__).parents[2]
OURS = ROOT / "data" / "publication.toml"
EU = "http://publications.europa.eu/resource/authority/"

SMALL = """
licence = "cc-by-4.0"
themes = ["GOVE"]
languages = ["nl"]
access_rights = "PUBLIC"
title = { nl = "Proef", en = "Trial" }
description = { nl = "Een  proef\\nop twee regels.", en = "A trial." }
keywords = { nl = ["proef"] }
publisher = { name = { nl = "Dorp", en = "Village" } }
contact = { name = { nl = "Redactie", en = "Editors" }, email = "redactie@dorp.example.nl" }
"""

FULL = (
    SMALL.replace('["GOVE"]', '["GOVE", "https://identifier.overheid.nl/tooi/def/thes/top/c_1"]')
    + """
[creator]
name = { nl = "Streek", en = "Region" }
iri = "https://identifier.overheid.nl/tooi/id/provincie/pv23"
type = "RegionalAuthority"
homepage = "https://www.streek.example.nl"

[security]
contact = ["lek@dorp.example.nl", "https://dorp.example.nl/lek"]
expires = 2027-01-31T12:00:00Z
languages = ["nl"]
policy = "https://dorp.example.nl/lekken"
"""
)


def written(folder: Path, text: str) -> Path:
    file = folder / "publication.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_our_own_settings_are_whole() -> None:
    told = publication(OURS)
    assert (told.title.nl, told.publisher.name.nl, told.licence.name) == (
        "Samenspel: wat gemeenten beloven en berichten",
        "Samenspel",
        "CC0 1.0",
    )
    assert told.creator == told.publisher


def test_settings_become_a_publication(tmp_path: Path) -> None:
    village, editors = Agent(Worded("Dorp", "Village")), Contact(Worded("Redactie", "Editors"), "redactie@dorp.example.nl")
    assert publication(written(tmp_path, SMALL)) == Publication(
        title=Worded("Proef", "Trial"),
        description=Worded("Een proef op twee regels.", "A trial."),
        keywords=(Literal("proef", lang="nl"),),
        publisher=village,
        creator=village,
        contact=editors,
        licence=Licence(
            URIRef("https://definities.geostandaarden.nl/dcat-ap-nl/id/waardelijst/licenties/naamsvermelding40"),
            URIRef("https://creativecommons.org/licenses/by/4.0/"),
            "CC BY 4.0",
        ),
        themes=(URIRef(f"{EU}data-theme/GOVE"),),
        languages=(URIRef(f"{EU}language/NLD"),),
        access=URIRef(f"{EU}access-right/PUBLIC"),
    )


def test_an_iri_stays_what_it_is_and_a_time_becomes_its_day(tmp_path: Path) -> None:
    told = publication(written(tmp_path, FULL))
    assert told.themes == (URIRef(f"{EU}data-theme/GOVE"), URIRef("https://identifier.overheid.nl/tooi/def/thes/top/c_1"))
    assert told.creator == Agent(
        Worded("Streek", "Region"),
        URIRef("https://identifier.overheid.nl/tooi/id/provincie/pv23"),
        URIRef("http://purl.org/adms/publishertype/RegionalAuthority"),
        URIRef("https://www.streek.example.nl"),
    )
    contacts = ("lek@dorp.example.nl", "https://dorp.example.nl/lek")
    assert told.security == Security(contacts, date(2027, 1, 31), ("nl",), URIRef("https://dorp.example.nl/lekken"))


def test_a_licence_may_be_any_address(tmp_path: Path) -> None:
    address = "https://dorp.example.nl/voorwaarden"
    told = publication(written(tmp_path, SMALL.replace("cc-by-4.0", address)))
    assert told.licence == Licence(URIRef(address), URIRef(address), address)


def test_a_site_may_have_a_name_of_its_own(tmp_path: Path) -> None:
    named = SMALL + '\n[site]\nname = { nl = "Beleid in Dorp", en = "Policy in Village" }\n'
    assert publication(written(tmp_path, named)).site == Worded("Beleid in Dorp", "Policy in Village")
    with pytest.raises(PublicationError, match=r"site\.name\.en: is missing"):
        publication(written(tmp_path, SMALL + '\n[site]\nname = { nl = "Beleid in Dorp" }\n'))


@pytest.mark.parametrize(
    ("old", "new", "setting", "why"),
    [
        pytest.param('licence = "cc-by-4.0"', "", "licence", "is missing; fill it in", id="missing"),
        pytest.param('title = { nl = "Proef", en = "Trial" }', "", "title.nl", "is missing; fill it in", id="missing table"),
        pytest.param('nl = "Proef",', 'nl = " ",', "title.nl", "is empty; fill it in", id="empty"),
        pytest.param('["GOVE"]', "[]", "themes", "is empty; name at least one", id="empty list"),
        pytest.param('nl = "Proef",', "nl = 3,", "title.nl", "3 is no text; write it between quotation marks", id="number for text"),
        pytest.param('nl = "Proef",', "nl = true,", "title.nl", "true is no text; write it between quotation marks", id="truth for text"),
        pytest.param('["GOVE"]', '"GOVE"', "themes", '"GOVE" is no list; write it between square brackets, as in ["GOVE"]', id="no list"),
        pytest.param(
            'nl = "Proef",', r'nl = "Pr\u0007oef",', "title.nl", "holds an invisible control character; type the text again", id="bell"
        ),
        pytest.param(
            '["GOVE"]',
            '["GOVE", "GOV"]',
            "themes",
            "no 'GOV' in the list; use one of AGRI, ECON, EDUC, ENER, ENVI, GOVE, HEAL, INTR, JUST, OP_DATPRO, REGI, SOCI, TECH, TRAN",
            id="unknown theme",
        ),
        pytest.param(
            '["GOVE"]',
            '["https://identifier.overheid.nl/tooi/def/thes/top/c_1"]',
            "themes",
            "none is from the European list; name at least one of AGRI, ECON, EDUC, ENER, ENVI, GOVE, HEAL, INTR, JUST, OP_DATPRO, REGI, "
            "SOCI, TECH, TRAN",
            id="no European theme",
        ),
        pytest.param(
            '"PUBLIC"', '"OPEN"', "access_rights", "no 'OPEN' in the list; use one of PUBLIC, RESTRICTED, NON_PUBLIC", id="access"
        ),
        pytest.param('["nl"]', '["xx"]', "languages", "no 'xx' in the list; use one of nl, en, fy, de, fr", id="language"),
        pytest.param('"cc-by-4.0"', '"MIT"', "licence", "no 'MIT' in the list; use one of cc0, cc-by-4.0", id="licence"),
        pytest.param(
            "redactie@dorp.example.nl",
            "redactie at dorp",
            "contact.email",
            "'redactie at dorp' is no e-mail address; write it as in redactie@example.nl",
            id="no e-mail",
        ),
        pytest.param(
            ', email = "redactie@dorp.example.nl"', "", "contact", "has no way to reach it; give email, url or both", id="no way to reach"
        ),
        pytest.param(
            "publisher = {",
            'publisher = { homepage = "dorp.example.nl",',
            "publisher.homepage",
            "'dorp.example.nl' is no web address; write it in full, as in https://www.example.nl",
            id="no address",
        ),
        pytest.param(
            "publisher = {",
            'publisher = { homepage = "https://dorp.example.nl/<script>",',
            "publisher.homepage",
            "'https://dorp.example.nl/<script>' is no web address; write it in full, as in https://www.example.nl",
            id="an address that is no IRI",
        ),
        pytest.param(
            'licence = "cc',
            'license = "a"\nlicence = "cc',
            "license",
            "no such setting; did you mean licence?",
            id="unknown, with suggestion",
        ),
        pytest.param('licence = "cc', 'xyz = "a"\nlicence = "cc', "xyz", "no such setting", id="unknown"),
        pytest.param(
            'title = { nl = "Proef", en = "Trial" }', 'title = "Proef"', "title", "is a table; write title.nl and title.en", id="table"
        ),
    ],
)
def test_what_is_wrong_is_told_with_the_setting_and_what_to_do(tmp_path: Path, old: str, new: str, setting: str, why: str) -> None:
    assert SMALL.count(old) == 1
    file = written(tmp_path, SMALL.replace(old, new))
    with pytest.raises(PublicationError) as caught:
        publication(file)
    assert (setting, why) in caught.value.problems
    assert f"  {setting}: {why}" in str(caught.value).splitlines()


@pytest.mark.parametrize(
    ("old", "new", "setting", "why"),
    [
        pytest.param("expires = 2027-01-31T12:00:00Z", "", "security.expires", "is missing; fill it in", id="no end"),
        pytest.param(
            "2027-01-31T12:00:00Z",
            '"2027-01-31"',
            "security.expires",
            '"2027-01-31" is no date; write it without quotation marks, as in 2027-11-30',
            id="text for a date",
        ),
        pytest.param(
            '"lek@dorp.example.nl"',
            r'"lek@dorp.example.nl\nContact: x"',
            "security.contact",
            r"'lek@dorp.example.nl\nContact: x' is neither an e-mail address nor a web address (https://…)",
            id="two lines for one",
        ),
        pytest.param(
            'languages = ["nl"]\npolicy',
            'languages = ["n l"]\npolicy',
            "security.languages",
            "'n l' is no language; write it as nl or en",
            id="tag",
        ),
        pytest.param(
            'name = { nl = "Streek", en = "Region" }\n', "", "creator.name.nl", "is missing; fill it in", id="a maker without name"
        ),
        pytest.param("RegionalAuthority", "Regional", "creator.type", "no 'Regional' in the list; use one of Academia", id="type"),
    ],
)
def test_what_may_be_left_out_must_be_whole_when_it_is_there(tmp_path: Path, old: str, new: str, setting: str, why: str) -> None:
    assert FULL.count(old) == 1
    with pytest.raises(PublicationError) as caught:
        publication(written(tmp_path, FULL.replace(old, new)))
    ((told, reason),) = [problem for problem in caught.value.problems if problem[0] == setting]
    assert told == setting
    assert reason.startswith(why)


def test_all_problems_are_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(PublicationError) as caught:
        publication(written(tmp_path, "thems = ['GOVE']"))
    required = [setting.name for setting in SETTINGS if setting.required and not setting.name.startswith(("creator", "security", "site"))]
    assert [name for name, _ in caught.value.problems] == [*required, "contact", "thems"]
    assert str(caught.value).startswith(f"{tmp_path / 'publication.toml'}: {len(required) + 2} to put right:\n  title.nl: is missing")


@pytest.mark.parametrize(
    ("content", "why"),
    [
        pytest.param(b"title = \n", r"publication\.toml: 1 to put right:\n  not TOML: .*\(at line 1, column 9\)", id="no TOML"),
        pytest.param('title = "é"'.encode("latin-1"), r"not UTF-8; save the file as UTF-8", id="no UTF-8"),
    ],
)
def test_a_file_that_cannot_be_read_says_where(tmp_path: Path, content: bytes, why: str) -> None:
    file = tmp_path / "publication.toml"
    file.write_bytes(content)
    with pytest.raises(PublicationError, match=why):
        publication(file)


def test_a_file_that_is_not_there_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(MissingFileError, match=r"no such file; describe the publication in it, or name another with --publication"):
        publication(tmp_path / "nietes.toml")


@pytest.mark.parametrize(
    ("text", "today", "told"),
    [
        pytest.param(FULL, date(2027, 1, 31), "", id="the last day"),
        pytest.param(
            FULL,
            date(2027, 2, 1),
            "security.expires: 2027-01-31 is past, so nobody will trust /.well-known/security.txt; check the contact and give a new date",
            id="the day after",
        ),
        pytest.param(SMALL, date(2027, 2, 1), "", id="no contact for leaks"),
    ],
)
def test_a_contact_that_holds_no_longer_is_told_and_stops_nothing(tmp_path: Path, text: str, today: date, told: str) -> None:
    assert outdated(publication(written(tmp_path, text)), today) == told


def test_every_setting_is_explained() -> None:
    explained = (ROOT / "docs" / "catalogue.md").read_text(encoding="utf-8")
    told = {setting.name.replace("creator.", "publisher.").removesuffix(".nl").removesuffix(".en") for setting in SETTINGS}
    assert {name for name in told if f"`{name}`" not in explained} == set()
    assert tomllib.loads(OURS.read_text(encoding="utf-8"))
