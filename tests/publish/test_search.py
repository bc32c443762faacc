"""Searching finds what people mean, and nothing they type can break it."""

import sqlite3
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.build.release import INDEX, Release
from kg.errors import MissingFileError, ReleaseError
from kg.publish.search import SearchIndex
from kg.terms import mint


@pytest.fixture(scope="module")
def file(real_release: Release) -> Path:
    return real_release.folder / INDEX


@pytest.fixture(scope="module")
def index(file: Path) -> Iterator[SearchIndex]:
    index = SearchIndex(file)
    yield index
    index.close()


@pytest.mark.parametrize(
    ("text", "first"),
    [
        pytest.param("Regiodeal Twente", "Regiodeal Twente", id="exact name"),
        pytest.param("regio deal", "Regiodeal Twente", id="split word"),
        pytest.param("regiodeal", "Regiodeal Twente", id="first word"),
        pytest.param("Regio Deal Twente II", "Regio Deal Twente II", id="exact name of the second"),
        pytest.param("house of skils", "House of Skills", id="typing error"),
        pytest.param("houseofskills", "House of Skills", id="joined words"),
        pytest.param("LNV", "Ministerie van LNV", id="abbreviation in the name"),
        pytest.param("BZK", "Ministerie van Binnenlandse Zaken en Koninkrijksrelaties", id="abbreviation"),
        pytest.param("TES", "Twentse energie strategie", id="abbreviation of an initiative"),
        pytest.param("AKAS", "Almelose Klimaat Adaptatie Strategie (AKAS)", id="abbreviation between brackets"),
        pytest.param("UT", "Universiteit Twente", id="two letters"),
        pytest.param("RES Twente", "RES Twente", id="name of a programme"),
        pytest.param("F35", "Fietssnelweg F35", id="letter and digits"),
        pytest.param("almelo", "Gemeente Almelo", id="municipality by its place"),
        pytest.param("gemeente hengelo", "Gemeente Hengelo", id="municipality by its name"),
        pytest.param("twentse energiestrategie", "Twentse energie strategie", id="joined in the query, split in the name"),
        pytest.param("fietsnelweg", "Fietssnelweg F35", id="letter left out"),
        pytest.param("munster", "Stadt Münster", id="without umlaut"),
        pytest.param("MÜNSTER", "Stadt Münster", id="capitals"),
        pytest.param("laaggeletterdheid", "Aanvalsplan laaggeletterdheid", id="second word"),
        pytest.param("eenzaamheid", "Coalitie tegen eenzaamheid", id="last word"),
        pytest.param("warmtevisies almelo", "Warmtevisie Almelo", id="plural"),
        pytest.param("mobiliteitsplan hengelo", "Mobiliteitsplan 2040", id="words in name and description"),
        pytest.param("binnenstadsplan", "Binnenstadsplan", id="the plan before its third phase"),
        pytest.param("kennispark", "Kennispark Twente", id="organisation before its documents"),
        pytest.param("vliegbasis hightech", "Technology Base", id="words of the description"),
        pytest.param("groene daken", "Subsidie groene daken", id="two words at the end"),
        pytest.param("woonvisie enschede", "Woonvisie Enschede 2024", id="two words at the beginning"),
        pytest.param("innoveren", "Innoveren", id="programme before documents"),
        pytest.param("VRT", "Veiligheidsregio Twente", id="abbreviation of an organisation"),
        pytest.param("werkgelegenheid en inkomen van Regiodeal Twente", "Regiodeal Twente", id="not all words occur"),
    ],
)
def test_a_text_finds_first(index: SearchIndex, text: str, first: str) -> None:
    assert index.find(text, {}).hits[0].label == first


@pytest.mark.parametrize(
    ("text", "label"),
    [
        pytest.param("energie", "Regionale Energiestrategie Twente", id="first part of a compound"),
        pytest.param("strategie", "Regionale Energiestrategie Twente", id="last part of a compound"),
        pytest.param("energie strategie", "Twentse energie strategie", id="split word"),
        pytest.param("strategieën", "Verstedelijkingsstrategie Twente", id="plural with diaeresis"),
        pytest.param("warmtenet", "Intentieovereenkomst haalbaarheid regionaal warmtenet", id="last word of a name"),
        pytest.param("GR", "SamenTwente", id="abbreviation in another name"),
        pytest.param("regelingen", "Gemeenschappelijke regeling SamenTwente", id="plural"),
        pytest.param("huizen", "Twents Huis van de Logistiek", id="plural with another letter"),
        pytest.param("wijk", "Wijkuitvoeringsplan Manderveen", id="first part"),
        pytest.param("regio's", "Regio Twente", id="plural with apostrophe"),
        pytest.param("werklozen", "Aantal werklozen", id="indicator"),
        pytest.param("trekker", "trekker", id="concept"),
        pytest.param("lead", "trekker", id="concept by its English name"),
        pytest.param("jaarverslag 2018", "Jaarverslag en jaarrekening 2018 gemeente Hengelo", id="document"),
        pytest.param("80 miljoen euro geïnvesteerd", "80 miljoen euro geïnvesteerd tot en met 2017", id="result"),
    ],
)
def test_a_text_finds_among_others(index: SearchIndex, text: str, label: str) -> None:
    assert label in {hit.label for hit in index.find(text, {}, size=2000).hits}


def test_a_hit_says_what_it_is_and_where_the_words_stand(index: SearchIndex) -> None:
    hit = index.find("IenM", {}).hits[0]
    assert (hit.iri, hit.kind, hit.matched) == (mint("organisatie", "ministerie-ienw"), "organisatie", "IenM")
    assert hit.facts["kind"] == ("organisatie",)
    assert hit.facts["type"] == ("ministerie",)


def test_words_of_a_description_are_shown_in_it(index: SearchIndex) -> None:
    hit = next(hit for hit in index.find("vliegbasis hightech", {}).hits if hit.label == "Technology Base")
    assert "vliegbasis" in hit.matched
    assert hit.matched.removeprefix("… ").removesuffix(" …") in hit.description


def test_a_mended_typing_error_is_told(index: SearchIndex) -> None:
    assert index.find("Huose of Skills", {}).corrected == "house of skills"
    assert index.find("samenwreking", {}).corrected == "samenwerking"
    assert index.find("house of skills", {}).corrected == ""


@pytest.mark.parametrize("text", ["qzxw", "xqj7 wvvk", "998877", "zzz"])
def test_what_occurs_nowhere_finds_nothing(index: SearchIndex, text: str) -> None:
    found = index.find(text, {})
    assert (found.total, found.hits, found.corrected, dict(found.facets)) == (0, (), "", {})


@pytest.mark.parametrize(
    "text",
    [
        '"',
        "***",
        "*",
        "NEAR(",
        "()",
        "{name} :",
        "' OR 1=1 --",
        "🙂",
        "\x00",
        "energie\x00* OR twente",
        "-energie",
        "name:^energie + twente",
        "NOT AND OR",
        "\ud800",
        "energie " * 5000,
        "a" * 100_000,
        "regio deal " * 50,
        "\u202eenergie",
    ],
    ids=ascii,
)
def test_hostile_text_never_raises_and_never_finds_everything(index: SearchIndex, text: str) -> None:
    everything = index.find("", {}).total
    assert index.find(text, {}).total < everything / 2
    assert len(index.suggest(text)) <= 8


@given(text=st.text(max_size=60), facet=st.text(max_size=8), value=st.text(max_size=8))
@settings(max_examples=60, deadline=None)
def test_no_text_raises(index: SearchIndex, text: str, facet: str, value: str) -> None:
    index.find(text, {facet: value})
    index.suggest(text)
    assert index.english(facet, value) in {value, index.english(facet, value)}


def test_half_a_character_as_facet_finds_nothing(index: SearchIndex) -> None:
    assert index.find("", {"kind": "\ud800"}).total == 0
    assert index.english("theme", "\ud800") == "\ud800"


def test_operators_are_words_like_any_other(index: SearchIndex) -> None:
    assert index.find("NEAR(energie twente)", {}).hits[0].label == "Regionale Energiestrategie Twente"


def test_without_text_facets_list_things(index: SearchIndex) -> None:
    found = index.find("", {"kind": "doel", "theme": "energie"})
    assert found.total == 0
    goals = index.find("", {"kind": "doel", "municipality": "Gemeente Almelo"})
    assert goals.total > 20
    assert {(hit.kind, "Gemeente Almelo" in hit.facts["municipality"]) for hit in goals.hits} == {("doel", True)}
    assert goals.hits[0].matched == goals.hits[0].label


@pytest.mark.parametrize("facets", [{}, {"kind": "initiatief"}, {"kind": "initiatief", "theme": "energie"}, {"years": "2018"}])
def test_a_count_says_what_choosing_that_value_would_find(index: SearchIndex, facets: Mapping[str, str]) -> None:
    found = index.find("twente", facets)
    for facet, counts in found.facets.items():
        for value, count in counts[:3]:
            assert index.find("twente", {**facets, facet: value}).total == count


def test_a_facet_that_does_not_exist_finds_nothing(index: SearchIndex) -> None:
    assert index.find("twente", {"colour": "red"}).total == 0


def test_pages_follow_on_each_other_and_hold_everything_once(index: SearchIndex) -> None:
    whole = index.find("almelo", {}, size=1000)
    pages = [index.find("almelo", {}, page=page, size=30).hits for page in range(1, whole.total // 30 + 2)]
    assert sum(pages, ()) == whole.hits
    assert len({hit.iri for hit in whole.hits}) == whole.total


def test_a_page_before_the_first_is_the_first_and_one_past_the_last_is_empty(index: SearchIndex) -> None:
    assert index.find("almelo", {}, page=-3).hits == index.find("almelo", {}).hits
    assert index.find("almelo", {}, page=10**12).hits == ()
    assert len(index.find("almelo", {}, size=0).hits) == 1


def test_initiatives_and_goals_come_before_documents_that_match_as_well(index: SearchIndex) -> None:
    kinds = [hit.kind for hit in index.find("twentse energie strategie", {}).hits[:3]]
    assert kinds == ["initiatief", "programma", "document"]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("regiod", "Regiodeal Twente"),
        ("gemeente ens", "Gemeente Enschede"),
        ("ln", "Ministerie van LNV"),
        ("house of sk", "House of Skills"),
    ],
)
def test_suggestions_go_on_as_the_text_begins(index: SearchIndex, text: str, label: str) -> None:
    assert label in [hit.label for hit in index.suggest(text)]


def test_no_more_suggestions_than_asked_for(index: SearchIndex) -> None:
    assert [len(index.suggest("gemeente", limit)) for limit in (3, 0, -1)] == [3, 0, 0]
    assert index.suggest("") == ()


def test_values_have_english_names_where_concepts_do(index: SearchIndex) -> None:
    assert index.english("status", "afgerond") == "completed"
    assert index.english("owner", "Gemeente Almelo") == "Gemeente Almelo"


def test_threads_search_at_the_same_time(index: SearchIndex) -> None:
    texts = ["energie", "regio deal", "house of skils", "almelo", "LNV", "twente"] * 10
    expected = [index.find(text, {}) for text in texts]
    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(lambda text: index.find(text, {}), texts)) == expected


def test_a_closed_index_says_so(file: Path) -> None:
    index = SearchIndex(file)
    index.close()
    with pytest.raises(ReleaseError, match="this search index is closed"):
        index.find("energie", {})


def test_a_search_that_runs_while_the_index_is_closed_ends_well(file: Path) -> None:
    index = SearchIndex(file)
    with index._connection() as database:  # noqa: SLF001 - what a search in another thread holds
        index.close()
        assert database.execute("SELECT count(*) > 0 FROM thing").fetchone() == (1,)
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        database.execute("SELECT 1")


def test_an_index_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(MissingFileError, match=r"absent: no such search index; build a release"):
        SearchIndex(tmp_path / "absent")


def test_a_file_that_is_no_index_is_refused(tmp_path: Path) -> None:
    (tmp_path / "text").write_text("no database, but long enough to be taken for one" * 100)
    with pytest.raises(ReleaseError, match=r"text: not a search index \(file is not a database\)"):
        SearchIndex(tmp_path / "text")


def test_an_index_of_another_version_is_refused(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "old")) as database:
        database.execute("PRAGMA user_version=99")
    with pytest.raises(ReleaseError, match=r"old: a search index of another version of kg"):
        SearchIndex(tmp_path / "old")


def test_an_index_is_never_written(file: Path) -> None:
    before = file.read_bytes()
    index = SearchIndex(file)
    with index._connection() as database, pytest.raises(sqlite3.OperationalError, match="readonly"):  # noqa: SLF001 - no public way to try
        database.execute("DELETE FROM thing")
    index.close()
    assert file.read_bytes() == before
