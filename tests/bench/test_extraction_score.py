"""The score of extraction counts what is right, wrong and missed, and its test documents are what they should be."""

from pathlib import Path

import pytest
from gold import THINGS, Gold, Statement, fit, gold
from score import PRIMARY, primary, sure
from stated import facts, stated
from stories import content, parts
from tally import Tally, remarks, tally
from wording import nearness

from kg.model.candidates import Candidate, Kind
from kg.model.passages import Passage, Shape, Stretch
from kg.model.tables import Row
from kg.read.formats import transcribed

FOLDER = Path(__file__).parents[2] / "bench" / "extraction"


def goal(*names: str, optional: bool = False) -> Statement:
    return Statement("doel", (names,), optional)


def said(kind: str, *told: str) -> Statement:
    return Statement(kind, tuple((part,) for part in told))


def candidate(kind: Kind, table: str, confidence: float = 1.0, **cells: str) -> Candidate:
    passage = Passage("d", "begin", Stretch(0, 1), Shape.PARAGRAPH, "x")
    return Candidate(kind, Row(table, cells), passage, Stretch(0, 1), confidence)


def test_right_wrong_and_missed_are_counted_once_each() -> None:
    made = tally([goal("Meer banen"), goal("Een schone stad")], [goal("Meer banen"), goal("Meer banen"), goal("Meer bomen en struiken")])
    assert (made.counts("doel"), made.score("doel")) == ((1, 3, 2), (1 / 3, 1 / 2, 0.4))
    assert list(remarks(made)) == ["= doel | Meer banen: more than once", "+ doel | Meer bomen en struiken", "- doel | Een schone stad"]


def test_what_is_optional_counts_neither_way() -> None:
    found, not_found = (tally([goal("Meer banen", optional=True)], some) for some in ([goal("Meer banen")], []))
    assert (found, not_found) == (Tally(), Tally())


def test_nothing_wanted_and_nothing_found_is_no_fault() -> None:
    assert Tally().score("doel") == (1.0, 1.0, 1.0)


def test_scores_of_documents_are_of_all_their_statements() -> None:
    made = tally([goal("Meer banen")], [goal("Meer banen")]) + tally([goal("Een schone stad")], [])
    assert made.counts("doel") == (1, 1, 2)


def test_the_best_match_is_made_first() -> None:
    near, exact = goal("Subsidie voor zonnepanelen op bestaande gebouwen"), goal("Subsidie voor zonnepanelen op bestaande grote gebouwen")
    assert tally([near, exact], [exact, near]) == Tally(right=(near, exact))
    assert tally([goal("Meer banen", optional=True), goal("Meer banen")], [goal("Meer banen")]) == Tally(right=(goal("Meer banen"),))


@pytest.mark.parametrize(
    ("one", "other", "answer"),
    [
        pytest.param("Project Zon op Daken", "zon op daken", 1.0, id="a word for its sort"),
        pytest.param("Regiodeal", "Regiodeal Twente", 0.0, id="half of the words"),
        pytest.param("Lasten Wonen, zorg en welzijn", "Baten Wonen, zorg en welzijn", 0.0, id="three of four words"),
        pytest.param("Stichting Jeugd Werk Sport Zuid", "Jeugd Werk Sport Zuid", 0.8, id="four of five words"),
        pytest.param("2018", "2019", 0.0, id="other numbers"),
        pytest.param("12,5", "12.50", 1.0, id="one number"),
        pytest.param("-250", "250", 0.0, id="a number below zero"),
        pytest.param("Eén tegen Eenzaamheid", "Een tegen eenzaamheid", 1.0, id="accents"),
        pytest.param("", "Meer banen", 0.0, id="nothing"),
    ],
)
def test_wordings_are_of_one_thing_by_most_of_their_words(one: str, other: str, answer: float) -> None:
    assert (nearness(one, other), nearness(other, one)) == (answer, answer)


def test_a_long_wording_is_also_one_that_holds_it_whole() -> None:
    short = "Jaarlijks vinden honderd jongeren betaald werk"
    longer = f"{short} bij een van de grote bedrijven uit de omgeving"
    assert (nearness(short, longer), nearness(short, longer, 7)) == (6 / 10, 0.0)


def test_another_role_year_or_kind_is_another_statement_and_that_is_told() -> None:
    wanted = [
        Statement("deelname", (("Saxion",), ("Leerwerkplein",), ("partner", "deelnemer"))),
        said("waarneming", "Banen", "eigen", "", "2018", "412"),
        said("initiatief", "Leerwerkplein"),
    ]
    found = [
        said("deelname", "Saxion", "Leerwerkplein", "trekker"),
        said("waarneming", "Banen", "eigen", "", "2019", "412"),
        said("organisatie", "Leerwerkplein"),
        said("waarneming", "Banen", "eigen", "", "2019", "413"),
    ]
    made = tally(wanted, found)
    assert made == Tally(wrong=tuple(found), missed=tuple(wanted))
    assert list(remarks(made)) == [
        "~ deelname | Saxion | Leerwerkplein | trekker: role is partner or deelnemer",
        "~ waarneming | Banen | eigen |  | 2019 | 412: year is 2018",
        "~ organisatie | Leerwerkplein: is a initiatief",
        "+ waarneming | Banen | eigen |  | 2019 | 413",
    ]
    assert fit(wanted[0], said("deelname", "Saxion", "Leerwerkplein", "deelnemer")) == 1.0


def test_details_are_asked_of_what_is_found_where_gold_tells_them() -> None:
    wanted = [said("initiatief", "Buurtfonds"), said("soort", "Buurtfonds", "fonds"), said("soort", "Woonvisie", "strategie")]
    found = [said("initiatief", "Buurtfonds"), said("soort", "Buurtfonds", "project"), said("soort", "Wijkbus", "pilot")]
    assert tally(wanted, found) == Tally((wanted[0],), (found[1],), (wanted[1],))


def test_candidates_are_stated_by_the_names_of_their_things() -> None:
    found = [
        candidate(Kind.INITIATIVE, "initiatives", id="new-1", name="Buurtfonds", type="fonds"),
        candidate(Kind.GOAL, "goals", id="new-2", name="Meer groen", part_of="known-1", programme="p"),
        candidate(Kind.RESULT, "results", id="new-3", name="Er staan 40 bomen", goal_or_initiative="new-1|new-2"),
        candidate(Kind.INDICATOR, "indicators", id="new-4", name="Bomen", unit="aantal"),
        candidate(Kind.PARTICIPATION, "participations", initiative="new-1", organisation="known-2", role="financier"),
        candidate(Kind.LINK, "links", subject="new-1", predicate="contributesTo", object="new-2"),
        candidate(Kind.STATUS, "initiatives", id="new-1", status="afgerond"),
        candidate(Kind.PERIOD, "initiatives", id="new-1", start="2019"),
        candidate(Kind.AMOUNT, "initiatives", id="new-1", budget_eur="500"),
        candidate(Kind.AMOUNT, "participations", initiative="new-1", organisation="known-2", amount_eur="200"),
        candidate(Kind.OBSERVATION, "observations", indicator="new-4", area="x", year="2019", value="40", comparison="streefwaarde"),
        candidate(Kind.OBSERVATION, "observations", indicator="new-4", area="Nederland", year="2019", value="7", comparison="Nederland"),
    ]
    made = [str(each) for each in stated(found, {"known-1": "Een gezonde stad", "known-2": "Rabobank"})]
    assert made == [
        "initiatief | Buurtfonds",
        "soort | Buurtfonds | fonds",
        "doel | Meer groen",
        "onder | Meer groen | Een gezonde stad",
        "binnen | Meer groen | p",
        "resultaat | Er staan 40 bomen",
        "van | Er staan 40 bomen | Buurtfonds",
        "eenheid | Bomen | aantal",
        "deelname | Rabobank | Buurtfonds | financier",
        "verband | Buurtfonds | contributesTo | Meer groen",
        "stand | Buurtfonds | afgerond",
        "looptijd | Buurtfonds | 2019 | ",
        "bedrag | Buurtfonds | 500",
        "bijdrage | Rabobank | Buurtfonds | 200",
        "waarneming | Bomen | eigen | streefwaarde | 2019 | 40",
        "waarneming | Bomen | Nederland |  | 2019 | 7",
    ]


def test_facts_of_a_source_are_stated_by_all_names_and_once() -> None:
    place = {"source": PRIMARY, "locator": "begin"}
    rows = [
        Row("initiatives", {"id": "i", "name": "Energiestrategie", "alt_names": "TES", "status": "in-uitvoering", **place}),
        Row("organisations", {"id": "o", "name": "Provincie Overijssel", **place}),
        Row("participations", {"initiative": "i", "organisation": "o", "role": "partner", "amount_eur": "200", **place}),
        Row("initiatives", {"id": "i", "name": "Energiestrategie", "alt_names": "RES", "source": "another"}),
    ]
    names = ("Energiestrategie", "TES", "RES")
    one, *others = facts(rows, PRIMARY)
    assert (one, [str(each) for each in others]) == (
        Statement("initiatief", (names,)),
        [
            "stand | Energiestrategie | in-uitvoering",
            "organisatie | Provincie Overijssel",
            "deelname | Provincie Overijssel | Energiestrategie | partner",
            "bijdrage | Provincie Overijssel | Energiestrategie | 200",
        ],
    )
    assert primary([*rows, rows[1]]).statements == (one, *others)


def test_what_is_not_sure_enough_does_not_count() -> None:
    doubtful, certain = (candidate(Kind.GOAL, "goals", how, id=str(how)) for how in (0.4, 0.5))
    assert sure([doubtful, certain], 0.5) == [certain]


def test_gold_gives_things_all_their_wordings_and_lists_of_roles_their_words(tmp_path: Path) -> None:
    lines = """# title: Jaarverslag: deel 2
organisatie | Rijksoverheid / Rijk
? initiatief | Wonen, werken
deelname | Rijk | Wonen, werken | partner, financier, trekker
waarneming | Banen / Aantal banen | eigen, begroting / eigen | 2018 | 4
"""
    (tmp_path / "x.gold").write_text(lines, encoding="utf-8")
    assert gold(tmp_path / "x.gold") == Gold(
        {"title": "Jaarverslag: deel 2"},
        (
            Statement("organisatie", (("Rijksoverheid", "Rijk"),)),
            Statement("initiatief", (("Wonen, werken",),), optional=True),
            Statement("deelname", (("Rijk", "Rijksoverheid"), ("Wonen, werken",), ("partner", "financier", "trekker"))),
            Statement("waarneming", (("Banen", "Aantal banen"), ("eigen",), ("begroting", ""), ("2018",), ("4",))),
        ),
    )


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("dool | B", id="no kind"),
        pytest.param("stand | B", id="a part too few"),
        pytest.param("waarneming | B | 2018 | 4", id="no area"),
        pytest.param("goal", id="nothing told"),
    ],
)
def test_a_line_that_is_no_statement_is_told(tmp_path: Path, line: str) -> None:
    (tmp_path / "x.gold").write_text(f"# title: X\ndoel | A\n{line}\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"x\.gold, line 3: no statement: "):
        gold(tmp_path / "x.gold")


@pytest.mark.parametrize("file", sorted(FOLDER.glob("*/*.gold")), ids=lambda file: file.stem)
def test_gold_is_of_a_document_that_is_read_and_speaks_of_things_it_names(file: Path) -> None:
    told = gold(file)
    assert {"title", "publisher", "year", "type"} <= set(told.about)
    assert len(told.statements) >= 10
    (source,) = (each for each in file.parent.iterdir() if each.name.startswith(f"{file.stem}.") and each != file)
    name, read = content(source)
    assert len(transcribed("d", name, read).passages) >= 5
    assert [str(each) for each in told.statements if unnamed(each, told)] == []


def unnamed(each: Statement, told: Gold) -> bool:
    """Tell whether a statement is about a thing that no line of the gold names."""
    two = dict.fromkeys(("deelname", "bijdrage", "onder", "binnen", "van"), frozenset({0, 1}))
    about = two | dict.fromkeys(("stand", "looptijd", "bedrag", "soort"), frozenset({0})) | {"verband": frozenset({0, 2})}
    names = {name for other in told.statements if other.kind in {*THINGS, "resultaat"} for name in other.parts[0]}
    return any(names.isdisjoint(each.parts[place]) for place in about.get(each.kind, frozenset()))


def test_a_story_made_twice_is_the_same_and_keeps_its_parts(tmp_path: Path) -> None:
    story = "# Kop\ntekst\n- punt\n| a | b |\n| 1 | 2 |\n"
    (tmp_path / "s.pdf.story").write_text(story, encoding="utf-8")
    assert content(tmp_path / "s.pdf.story") == content(tmp_path / "s.pdf.story")
    assert [part.kind for part in parts(story)] == ["heading", "paragraph", "item", "table"]
