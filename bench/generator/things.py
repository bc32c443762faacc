"""Synthetic organisations, programmes, goals, initiatives, indicators and results, with the claims about them and the evidence."""

from collections.abc import Iterator

from generator.dutch import THEMES, sentence, subject, town, unit
from generator.growth import (
    Statement,
    Thing,
    World,
    area_code,
    concept,
    group_slug,
    initiative_sort,
    named,
    nl,
    organisation_name,
    organisation_slug,
    organisation_type,
    title,
    typed,
    unit_slug,
)
from generator.sources import mentions

_PUBLIC = {"gemeente", "provincie", "waterschap", "ministerie", "gemeenschappelijke-regeling", "uitvoeringsorganisatie"}
_GROUP_EVERY = 8
_STATUSES = ["idee", "in-voorbereiding", "in-uitvoering", "afgerond", "gestopt"]
_ROLES = ["trekker", "partner", "partner", "financier", "opdrachtgever", "uitvoerder", "deelnemer", "deelnemer", "adviseur"]


class Told:
    """What is said of one thing, and the claims that back it; each claim has its own evidence."""

    def __init__(self, world: World, iri: str, name: str) -> None:
        self.world = world
        self.iri = iri
        self.slug = iri.rsplit("/", maxsplit=1)[-1].rstrip(">").split(":")[-1]
        self.statements: list[Statement] = [("rdfs:label", nl(name))]
        self.claims: list[Thing] = []

    def say(self, predicate: str, value: str) -> None:
        """Add a statement."""
        self.statements.append((predicate, value))

    def claim(self, iri: str, *statements: Statement) -> None:
        """Add a claim, with evidence and now and then with a second source."""
        world = self.world
        evidence = [("beleid:evidencedBy", world.evidence()) for _ in range(2 if world.chance(0.02) else 1)]
        self.claims.append(Thing(iri, [*statements, *evidence]))

    def relate(self, predicate: str, kind: str, to: str) -> None:
        """Add a relation in short, and as a claim; not twice, and not with itself."""
        if to == self.iri or (predicate, to) in self.statements:
            return
        self.say(predicate, to)
        target = to.rsplit("/", maxsplit=1)[-1].rstrip(">").split(":")[-1]
        year = self.world.year() if self.world.chance(0.166) else None
        self.claim(
            f"verband:{self.slug}--{kind}--{target}" + (f"--{year}" if year else ""),
            ("a", "beleid:Relation"),
            ("beleid:relationFrom", self.iri),
            ("beleid:relationTo", to),
            ("beleid:relationKind", concept("verbandsoort", kind)),
            *(_year(year) if year else ()),
        )

    def source(self, share: float, name: str, sort: str) -> Iterator[Thing]:
        """Add the evidence; in this share of the cases two sources tell of the thing, and their mentions are yielded."""
        if not self.world.chance(share):
            self.say("beleid:evidencedBy", self.world.evidence())
            return
        for passage, mention in mentions(self.world, self.iri, name, sort):
            self.say("beleid:evidencedBy", passage)
            yield mention

    def things(self) -> Iterator[Thing]:
        """Yield the thing, then its claims."""
        yield Thing(self.iri, self.statements)
        yield from self.claims


def _year(year: int) -> tuple[Statement, ...]:
    return (("beleid:year", typed(year, "integer")),)


def concepts(_: World, number: int) -> Iterator[Thing]:
    """Yield a unit of measure, and now and then a comparison group."""
    place, rest = divmod(number, _GROUP_EVERY)
    if rest == _GROUP_EVERY - 1:
        yield _concept("vergelijkingsgroep", group_slug(place), group_slug(place).replace("-", " "))
    else:
        yield _concept("eenheid", unit_slug(number - place), unit(number - place))


def _concept(scheme: str, name: str, label: str) -> Thing:
    return Thing(
        concept(scheme, name),
        [
            ("a", "skos:Concept"),
            ("skos:prefLabel", nl(label)),
            ("skos:definition", nl(f"Wat een bron noemt: {label}.")),
            ("skos:inScheme", f"begrippenkader:{scheme}"),
            ("skos:topConceptOf", f"begrippenkader:{scheme}"),
        ],
    )


def organisations(world: World, number: int) -> Iterator[Thing]:
    """Yield an organisation, and the area that it governs."""
    sort, name, code = organisation_type(number), organisation_name(number), area_code(number)
    told = Told(world, f"organisatie:{organisation_slug(number)}", name)
    told.say("skos:prefLabel", nl(name))
    for class_ in _organisation_classes(sort):
        told.say("a", class_)
    if sort != "groep":
        told.say("org:classification", concept("organisatietype", sort))
    if code:
        yield Thing(
            f"gebied:{code.lower()}", [("a", "dcterms:Location"), ("rdfs:label", nl(town(number))), ("dcterms:identifier", f'"{code}"')]
        )
        told.say("beleid:governs", f"gebied:{code.lower()}")
        told.say("dcterms:identifier", f'"{code}"')
    if world.chance(0.16 if sort == "groep" else 0.55):
        told.say("skos:altLabel", nl(f"{name.split()[0][:1]}{subject(number)[:3]}".upper()))
    if world.chance(0.59 if sort in _PUBLIC else 0.03 if sort == "groep" else 0.28):
        told.say("foaf:homepage", f"<https://www.{told.slug}.example.org>")
    if number and world.chance(0.21 if sort in _PUBLIC else 0.04):
        told.relate("org:subOrganizationOf", "onderdeel-van-organisatie", f"organisatie:{organisation_slug(world.below(number, 3.0))}")
    yield from told.source(0.05 if sort == "groep" else 0.27, name, sort)
    yield from told.things()


def _organisation_classes(sort: str) -> Iterator[str]:
    yield "org:Organization"
    if sort == "samenwerkingsverband":
        yield "org:OrganizationalCollaboration"
    elif sort != "groep":
        yield "org:FormalOrganization"
    if sort in _PUBLIC:
        yield "m8g:PublicOrganisation"


def programmes(world: World, number: int) -> Iterator[Thing]:
    """Yield a programme."""
    told = Told(world, f"programma:{named('programma', number)}", title("Programma", number))
    told.say("a", "beleid:Programme")
    told.say("dcterms:description", nl(sentence(world.random)))
    if world.chance(0.98):
        told.relate("beleid:owner", "eigenaar", f"organisatie:{world.organisation()}")
    if number and world.chance(0.4):
        told.relate("beleid:partOf", "onderdeel-van", f"programma:{named('programma', world.below(number, 2.0))}")
    _dates(told, 0.459, 0.311)
    _also_called(told, 0.175, title("Opgave", number))
    yield from told.source(0.02, title("Programma", number), "")
    yield from told.things()


def goals(world: World, number: int) -> Iterator[Thing]:
    """Yield a goal."""
    told = Told(world, f"doel:{named('doel', number)}", title("Meer", number))
    told.say("a", "beleid:Goal")
    told.say("dcterms:description", nl(sentence(world.random)))
    if world.chance(0.88) or not number:
        told.relate("beleid:goalOf", "doel-van", f"programma:{named('programma', world.below(world.count('programma'), 1.5))}")
    if world.chance(0.838):
        told.relate("beleid:owner", "eigenaar", f"organisatie:{world.organisation()}")
    if number and world.chance(0.452):
        told.relate("beleid:subGoalOf", "subdoel-van", f"doel:{named('doel', world.below(number, 1.5))}")
    if world.chance(0.278):
        told.say("beleid:targetYear", typed(world.year() + 4, "integer"))
    yield from told.source(0.005, title("Meer", number), "")
    yield from told.things()


def initiatives(world: World, number: int) -> Iterator[Thing]:
    """Yield an initiative with its statuses, contributions, participations, amounts and relations."""
    sort = initiative_sort(number)
    name = title(sort.capitalize(), number)
    told = Told(world, f"initiatief:{named(sort, number)}", name)
    told.say("a", "beleid:Initiative")
    told.say("dcterms:description", nl(sentence(world.random)))
    told.say("dcterms:type", concept("initiatieftype", sort))
    told.say("beleid:theme", concept("thema", world.one(THEMES)))
    _dates(told, 0.321, 0.12)
    _also_called(told, 0.3, title("Aanpak", number))
    _statuses(told)
    _contributions(told)
    _participations(told)
    _neighbours(told, number)
    if world.chance(0.061):
        _amount(told, told.statements, f"{told.slug}--begroot", "begroot")
    yield from told.source(0.06, name, "initiatief")
    yield from told.things()


def _dates(told: Told, begun: float, ended: float) -> None:
    start, chance = told.world.year(), told.world.random()
    if chance < begun:
        told.say("schema:startDate", typed(start, "gYear"))
        told.say("beleid:startYear", typed(start, "integer"))
    if chance < ended:
        end = start + 1 + told.world.below(4)
        told.say("schema:endDate", typed(end, "gYear"))
        told.say("beleid:endYear", typed(end, "integer"))


def _also_called(told: Told, share: float, name: str) -> None:
    if told.world.chance(share):
        told.say("skos:altLabel", nl(name))


def _statuses(told: Told) -> None:
    """Say the status, which is that of the latest year a source speaks of, and what sources say of it."""
    world, chance = told.world, told.world.random()
    if chance > 0.796:
        return
    status, year = world.below(4), world.year()
    told.say("adms:status", concept("status", _STATUSES[status]))
    stated = world.random()
    when = f"{year}" if stated < 0.812 else f"verslagjaar-{year}" if stated < 0.864 else "zonder-jaar"
    _status(told, status, when)
    if chance < 0.031 and when != "zonder-jaar":
        _status(told, max(0, status - 1), f"{year - 2}")


def _status(told: Told, status: int, when: str) -> None:
    """Say that a source gives a status, for a day or year it states, for the year it reports on, or for none."""
    iri = f"statusvaststelling:{told.slug}--{_STATUSES[status]}--{when}"
    year = when.removeprefix("verslagjaar-")
    years = [("beleid:year", typed(year, "integer"))] if year.isdecimal() else []
    dates = [("dcterms:date", typed(when, "gYear"))] if when.isdecimal() else []
    told.say("beleid:hasStatusAssertion", iri)
    told.claim(iri, ("a", "beleid:StatusAssertion"), ("beleid:assertedStatus", concept("status", _STATUSES[status])), *years, *dates)


def _contributions(told: Told) -> None:
    world = told.world
    if not world.chance(0.324):
        return
    for goal in {world.below(world.count("doel"), 1.3): None for _ in range(1 + world.below(3, 2.2))}:
        slug = named("doel", goal)
        years = _year(world.year()) if world.chance(0.793) else ()
        iri = f"bijdrage:{told.slug}--{slug}" + "".join(f"--{value[1:5]}" for _, value in years)
        told.say("beleid:contributesTo", f"doel:{slug}")
        told.say("beleid:hasContribution", iri)
        told.claim(iri, ("a", "beleid:Contribution"), ("beleid:contributor", told.iri), ("beleid:toGoal", f"doel:{slug}"), *years)


def _participations(told: Told) -> None:
    """Say who takes part: mostly one or two, now and then dozens (as in the real graph, a Pareto tail)."""
    world = told.world
    if not world.chance(0.702):
        return
    many = min(52, int(1.12 / (1e-9 + world.random()) ** 0.9))
    basis = concept("onderbouwing", "documentstructuur" if world.chance(0.11) else "expliciet")
    for organisation, role in {(world.organisation(), world.one(_ROLES)): None for _ in range(many)}:
        slug = f"{told.slug}--{organisation}--{role}"
        told.say("m8g:hasParticipation", f"deelname:{slug}")
        statements: list[Statement] = [
            ("a", "beleid:Participation"),
            ("a", "m8g:Participation"),
            ("m8g:hasParticipant", f"organisatie:{organisation}"),
            ("m8g:role", concept("rol", role)),
            ("beleid:basis", basis),
        ]
        if world.chance(0.042):
            _amount(told, statements, f"{slug}--toegezegd", "toegezegd")
        told.claim(f"deelname:{slug}", *statements)


def _amount(told: Told, carrier: list[Statement], slug: str, kind: str) -> None:
    value = (1 + told.world.below(900)) * 10 ** (3 + told.world.below(3))
    iri = f"bedrag:{slug}--{value}"
    carrier.append(("beleid:amount", iri))
    told.claim(
        iri,
        ("a", "schema:MonetaryAmount"),
        ("schema:value", typed(value, "decimal")),
        ("schema:currency", '"EUR"'),
        ("beleid:amountKind", concept("bedragsoort", kind)),
        *(_year(told.world.year()) if told.world.chance(0.397) else ()),
    )


def _neighbours(told: Told, number: int) -> None:
    """Say what an initiative is part of, follows and is related to; it knows only those before it, so there are no circles."""
    world = told.world
    if world.chance(0.4):
        told.relate("beleid:partOf", "onderdeel-van", f"programma:{named('programma', world.below(world.count('programma'), 2.0))}")
    for predicate, kind, share in (("beleid:relatedTo", "verwant-aan", 0.31), ("beleid:follows", "volgt-op", 0.056)):
        if number and world.chance(share):
            other = world.below(number, 1.5)
            told.relate(predicate, kind, f"initiatief:{named(initiative_sort(other), other)}")
