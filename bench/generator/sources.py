"""Synthetic documents and what stands in them: passages, text editions, positions, checksums, and what documents say of things."""

from collections.abc import Iterator
from hashlib import sha256

from generator.dutch import HEADINGS, PAPERS, SORTS, THEMES, subject, town
from generator.growth import (
    Statement,
    Thing,
    World,
    concept,
    document_number,
    document_slug,
    iri,
    nl,
    organisation_slug,
    passage,
    passage_slug,
    scrambled,
    typed,
)

_EDITION_EVERY = 1280
_POSITION_EVERY = 80


def periods() -> Iterator[Thing]:
    """Yield the reporting periods."""
    for year in range(2008, 2027):
        yield Thing(
            f"periode:{year}",
            [
                ("a", "beleid:ReportingPeriod"),
                ("a", "dcterms:PeriodOfTime"),
                ("rdfs:label", nl(str(year))),
                ("beleid:year", typed(year, "integer")),
                ("dcat:startDate", typed(f"{year}-01-01", "date")),
                ("dcat:endDate", typed(f"{year}-12-31", "date")),
            ],
        )


def passages(world: World, number: int) -> Iterator[Thing]:
    """Yield a passage, after its document when that is new, and with its place in the text when that is known."""
    block, place = divmod(number, 8)
    if place < 3:
        yield document(world, block * 3 + place)
    slug, document_ = passage_slug(number), document_slug(document_number(number))
    statements: list[Statement] = [
        ("a", "beleid:Fragment"),
        ("a", "oa:SpecificResource"),
        ("beleid:locator", f'"{HEADINGS[number % len(HEADINGS)]}, p. {1 + scrambled(number) % 90}"'),
        ("dcterms:isPartOf", f"document:{document_}"),
    ]
    if number % _POSITION_EVERY < _POSITION_EVERY - 1:
        yield Thing(f"passage:{slug}", [*statements, ("oa:hasSource", f"document:{document_}")])
        return
    if number % _EDITION_EVERY == _POSITION_EVERY - 1:
        yield from _edition(document_)
    position, checked = iri("passage", f"{slug}#positie"), iri("passage", f"{slug}#sha256")
    more = ("oa:hasSource", f"teksteditie:{document_}"), ("oa:hasSelector", position), ("spdx:checksum", checked)
    yield Thing(f"passage:{slug}", [*statements, *more])
    yield _position(world, position)
    yield _checksum(checked)


def document(world: World, number: int) -> Thing:
    """Return a document."""
    paper = PAPERS[number % len(PAPERS)]
    title = f"{paper.capitalize()} {subject(number)} {town(number * 7)}"
    year = 2009 + number % 16
    statements: list[Statement] = [
        ("a", "beleid:Document"),
        ("a", "foaf:Document"),
        ("rdfs:label", nl(title)),
        ("dcterms:title", nl(title)),
        ("dcterms:type", concept("documenttype", paper)),
    ]
    if world.chance(0.833):
        statements.append(("dcterms:publisher", f"organisatie:{world.organisation()}"))
    else:
        statements.append(("dc:publisher", f'"Weekblad {town(number)}"'))
    if world.chance(0.998):
        statements.append(("foaf:page", f"<https://www.{town(number * 7).lower()}.example.org/{paper}/{number}>"))
    if world.chance(0.704):
        statements += [("beleid:year", typed(year, "integer")), ("beleid:reportingPeriod", f"periode:{year}")]
    if world.chance(0.236):
        statements.append(("dcterms:issued", typed(f"{year}-{1 + number % 12:02d}-{1 + number % 28:02d}", "date")))
    if world.chance(0.094):
        statements.append(("skos:note", nl("Gelezen in de versie van het archief.")))
    return Thing(f"document:{document_slug(number)}", statements)


def _edition(document_: str) -> Iterator[Thing]:
    checked = iri("teksteditie", f"{document_}#sha256")
    yield Thing(
        f"teksteditie:{document_}",
        [
            ("a", "beleid:TextEdition"),
            ("rdfs:label", nl(f"Tekst van {document_}")),
            ("dcterms:isPartOf", f"document:{document_}"),
            ("prov:wasDerivedFrom", f"document:{document_}"),
            ("spdx:checksum", checked),
        ],
    )
    yield _checksum(checked)


def _position(world: World, name: str) -> Thing:
    start = world.below(40_000)
    end = start + 40 + world.below(900)
    return Thing(name, [("a", "oa:TextPositionSelector"), ("oa:start", typed(start, "integer")), ("oa:end", typed(end, "integer"))])


def _checksum(name: str) -> Thing:
    return Thing(
        name,
        [
            ("a", "spdx:Checksum"),
            ("spdx:algorithm", "spdx:checksumAlgorithm_sha256"),
            ("spdx:checksumValue", typed(sha256(name.encode()).hexdigest(), "hexBinary")),
        ],
    )


def mentions(world: World, thing: str, name: str, sort: str) -> Iterator[tuple[str, Thing]]:
    """Yield two passages that speak of a thing, each with what it says in its own words."""
    first = world.passage_number()
    for order, number in enumerate((first, (first + 1) % world.count("passage")), start=1):
        slug = passage_slug(number)
        statements: list[Statement] = [
            ("a", "beleid:Mention"),
            ("beleid:mentionOf", thing),
            ("beleid:order", typed(order, "integer")),
            ("rdfs:label", nl(name)),
            ("beleid:evidencedBy", passage(number)),
            *_said(world, sort, name),
        ]
        yield passage(number), Thing(f"vermelding:{thing.split(':')[1]}--{slug}", statements)


def _said(world: World, sort: str, name: str) -> Iterator[Statement]:
    if world.chance(0.4):
        yield "skos:altLabel", nl(name.upper())
    if sort == "initiatief":
        yield "dcterms:type", concept("initiatieftype", world.one(SORTS))
        yield "beleid:theme", concept("thema", world.one(THEMES))
        yield "dcterms:description", nl(f"Bron over {name.lower()}.")
        if world.chance(0.4):
            yield "schema:startDate", typed(world.year(), "gYear")
    elif sort not in {"", "groep"}:
        yield "org:classification", concept("organisatietype", sort)
        if world.chance(0.4):
            yield "foaf:homepage", f"<https://www.{organisation_slug(world.below(world.count('organisatie')))}.example.org>"
