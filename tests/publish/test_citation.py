import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.publish.citation import LONGEST, Citation, bibtex, citation, cited, lasting, plain, ris
from kg.publish.library import Language, Library, View

BASE = "https://samenspel.example.org"
PATH = "/vragen/doelen-van-initiatief?initiatief=id/initiatief/skills-twente"
DAY = date(2026, 3, 5)
DIGEST = "7b6b94460607fa495edef6d0d1b4a540bfbe337a31647b58b5fe7fee6b282e84"
MADE = Citation("Welke doelen?", f"{BASE}{PATH}&release=0123456789ab", "Samenspel", "0123456789ab", DIGEST)


def test_a_citation_holds_what_the_manifest_says_of_the_release(library: Library) -> None:
    told = replace(library, manifest={"release": "0123456789ab", "rdfc10Sha256": DIGEST})
    assert citation(told, Language.NL, " Welke\n doelen? ", PATH) == MADE


@pytest.mark.parametrize(
    ("language", "told"),
    [
        (
            Language.NL,
            f"Samenspel. (z.d.). Welke doelen? (release 0123456789ab) [Dataset]. Geraadpleegd op 5 maart 2026, van {MADE.address}",
        ),
        (
            Language.EN,
            f"Samenspel. (n.d.). Welke doelen? (release 0123456789ab) [Data set]. Retrieved March 5, 2026, from {MADE.address}",
        ),
    ],
)
def test_a_citation_is_a_line_in_the_language_of_the_reader(language: Language, told: str) -> None:
    assert plain(replace(MADE, language=language), DAY) == f"{told} (RDFC-1.0 SHA-256: {DIGEST})\n"


def test_a_graph_without_a_release_is_cited_without_one() -> None:
    made = replace(MADE, title="Welke doelen", address=f"{BASE}/vragen/x", release="", digest="")
    assert plain(made, DAY) == f"Samenspel. (z.d.). Welke doelen. [Dataset]. Geraadpleegd op 5 maart 2026, van {BASE}/vragen/x\n"
    assert "version" not in bibtex(made, DAY)
    assert "N1" not in ris(made, DAY)


def test_a_citation_for_bibtex() -> None:
    assert re.sub("-[0-9a-f]{8},", "-KEY,", bibtex(MADE, DAY), count=1) == (
        "@misc{samenspel-doelen-van-initiatief-KEY,\n"
        "  title = {{Welke doelen?}},\n"
        "  author = {{Samenspel}},\n"
        "  version = {0123456789ab},\n"
        f"  url = {{{MADE.address}}},\n"
        "  urldate = {2026-03-05},\n"
        f"  note = {{RDFC-1.0 SHA-256: {DIGEST}}},\n"
        "  langid = {dutch},\n"
        "}\n"
    )


def test_a_citation_for_reference_managers_has_their_line_ends() -> None:
    assert ris(MADE, DAY) == (
        "TY  - DATA\r\n"
        "TI  - Welke doelen?\r\n"
        "AU  - Samenspel\r\n"
        "Y2  - 2026/03/05\r\n"
        "ET  - 0123456789ab\r\n"
        f"UR  - {MADE.address}\r\n"
        f"N1  - RDFC-1.0 SHA-256: {DIGEST}\r\n"
        "LA  - nl\r\n"
        "ER  - \r\n"
    )


@pytest.mark.parametrize(
    ("title", "written"),
    [
        ("50 % van {alles} & #1_$", r"50 \% van \{alles\} \& \#1\_\$"),
        (r"a\b^c~d", r"a\textbackslash{}b\textasciicircum{}c\textasciitilde{}d"),
        ("coöperatie, één, garçon, Straße", r"co{\"o}peratie, {\'e}{\'e}n, gar{\c c}on, Stra{\ss}e"),
        ("“aanvraag” – ’s morgens", "``aanvraag'' -- 's morgens"),
        ("Việt 中", "Việt 中"),
    ],
)
def test_what_tex_reads_otherwise_is_written_so_that_it_is_read_as_it_is(title: str, written: str) -> None:
    assert f"  title = {{{{{written}}}}},\n" in bibtex(replace(MADE, title=title), DAY)


@given(st.text())
def test_no_title_ends_its_field(title: str) -> None:
    made = citation_of(title)
    entry = bibtex(made, DAY)
    unescaped = re.sub(r"\\[{}]", "", entry)
    depths = [unescaped[:end].count("{") - unescaped[:end].count("}") for end in range(1, len(unescaped))]
    assert min(depths) >= 0
    assert entry.endswith(",\n}\n")
    assert unescaped.count("{") == unescaped.count("}")
    assert all(re.fullmatch(r"[A-Z][A-Z0-9]  - .*", line) for line in ris(made, DAY).removesuffix("\r\n").split("\r\n"))


def citation_of(title: str) -> Citation:
    """A citation as citation() makes it: its title is one line."""
    return replace(MADE, title=re.sub(r"[\s\x00-\x1f\x7f]+", " ", title).strip())


def test_each_address_has_a_key_of_its_own() -> None:
    addresses = [MADE.address, f"{MADE.address}x", MADE.address.replace("0123", "9999"), f"{BASE}/sparql?query=ASK%20%7B%7D"]
    keys = {bibtex(replace(MADE, address=address), DAY).split(",", 1)[0] for address in addresses}
    assert len(keys) == len(addresses)
    assert all(re.fullmatch(r"@misc\{samenspel-[a-z0-9-]+-[0-9a-f]{8}", key) for key in keys)


@pytest.mark.parametrize(
    ("path", "whole"),
    [
        ("/vragen/x", "/vragen/x?release=2026-11-25-test"),
        ("/vragen/x?jaar=2018", "/vragen/x?jaar=2018&release=2026-11-25-test"),
        ("/vragen/x?release=old&jaar=2018&release=older", "/vragen/x?jaar=2018&release=2026-11-25-test"),
        ("/vragen/x?jaar=2018#grafiek", "/vragen/x?jaar=2018&release=2026-11-25-test"),
        ('/vragen/x?naam=één "twee" {3}', "/vragen/x?naam=%C3%A9%C3%A9n%20%22twee%22%20%7B3%7D&release=2026-11-25-test"),
        ("/sparql?query=ASK%20%7B%7D&&", "/sparql?query=ASK%20%7B%7D&release=2026-11-25-test"),
    ],
)
def test_a_lasting_address_names_the_release_once(library: Library, path: str, whole: str) -> None:
    assert lasting(library, path) == whole


def test_a_page_shows_the_citation_around_the_day(library: Library) -> None:
    found = cited(library, View(Language.EN, root="/kg"), "Which goals?", "/vragen/x?a=b c")
    assert found is not None
    assert f"{found.before}March 5, 2026{found.middle}{found.address}{found.after}\n" == plain(
        citation(library, Language.EN, "Which goals?", "/vragen/x?a=b c"), DAY
    )
    assert found.href == "/kg/vragen/x?a=b%20c&release=2026-11-25-test&lang=en"
    assert found.files == (
        ("TXT", "/kg/citaat.txt?adres=%2Fvragen%2Fx%3Fa%3Db+c&lang=en"),
        ("BibTeX", "/kg/citaat.bib?adres=%2Fvragen%2Fx%3Fa%3Db+c&lang=en"),
        ("RIS", "/kg/citaat.ris?adres=%2Fvragen%2Fx%3Fa%3Db+c&lang=en"),
    )


def test_what_is_too_long_for_an_address_has_no_citation(library: Library) -> None:
    assert cited(library, View(), "x", "/sparql?query=" + "x" * LONGEST) is None
