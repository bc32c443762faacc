"""Synthetic indicators with what was observed, and results."""

from collections.abc import Iterator

from generator.dutch import sentence, subject, town
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
    organisation_slug,
    title,
    typed,
    unit_slug,
)
from generator.things import Told

_GROUP_EVERY = 8
_VALUE_KINDS = ["realisatie"] * 7 + ["streefwaarde", "streefwaarde", "ambitie", "raming", "begroting", "verwachting"]


def indicators(world: World, number: int) -> Iterator[Thing]:
    """Yield an indicator, and the series of what was observed."""
    slug, name = named("indicator", number), title("Aandeel", number)
    unit = concept("eenheid", unit_slug(_unit_number(world)))
    told = Told(world, concept("indicator", slug), name)
    told.say("skos:prefLabel", nl(name))
    for class_ in ("beleid:Indicator", "skos:Concept"):
        told.say("a", class_)
    told.say("skos:definition", nl(f"Het deel van {subject(number)} in {town(number)} dat wordt gemeten."))
    for predicate in ("skos:inScheme", "skos:topConceptOf"):
        told.say(predicate, "begrippenkader:indicator")
    told.say("sdmx-a:unitMeasure", unit)
    if world.chance(0.739):
        told.relate("beleid:measures", "meet", f"doel:{named('doel', world.below(world.count('doel'), 1.3))}")
    yield from told.source(0, name, "")
    _observe(told, slug, unit)
    yield from told.things()


def _unit_number(world: World) -> int:
    """Return the number of a unit that is there: every eighth concept is a comparison group."""
    number = world.below(world.count("begrip"), 2.0)
    return max(0, number - 1 - number // _GROUP_EVERY) if number % _GROUP_EVERY == _GROUP_EVERY - 1 else number - number // _GROUP_EVERY


def _observe(told: Told, slug: str, unit: str) -> None:
    """Add a value for each of some years; the last may be of a year that the source does not tell."""
    world = told.world
    area, begin = _area(world), 2008 + world.below(6)
    years = 1 + min(12, int(0.5 / (1e-9 + world.random()) ** 0.72))
    for year in range(begin, begin + years):
        known = year < begin + years - 1 or not world.chance(0.15)
        groups = world.count("begrip") // _GROUP_EVERY
        group = group_slug(world.below(groups)) if groups and world.chance(0.19) else "eigen-waarde"
        where = area if group == "eigen-waarde" else concept("vergelijkingsgroep", group)
        kind, value = world.one(_VALUE_KINDS), 1 + world.below(900, 3.0)
        names = where.split("/")[-1].rstrip(">").split(":")[-1], year if known else "onbekend", group, kind, value
        statements: list[Statement] = [
            ("a", "qb:Observation"),
            ("qb:dataSet", "dataset:indicatoren"),
            ("beleid:indicator", told.iri),
            ("beleid:refArea", where),
            ("beleid:refPeriod", f"periode:{names[1]}"),
            ("beleid:comparisonGroup", concept("vergelijkingsgroep", group)),
            ("beleid:valueKind", concept("waardesoort", kind)),
            ("sdmx-m:obsValue", typed(value, "decimal")),
            ("sdmx-a:unitMeasure", unit),
        ]
        if known:
            statements.append(("beleid:year", typed(year, "integer")))
        told.claim(f"waarneming:{slug}--{'--'.join(str(name) for name in names)}", *statements)


def _area(world: World) -> str:
    """Return an area that somebody governs, or an organisation."""
    number = world.below(world.count("organisatie"), 3.0)
    code = area_code(number)
    return f"gebied:{code.lower()}" if code else f"organisatie:{organisation_slug(number)}"


def results(world: World, number: int) -> Iterator[Thing]:
    """Yield a result, of an initiative or for a goal."""
    told = Told(world, f"resultaat:{named('resultaat', number)}", title("Bereikt:", number))
    told.say("a", "beleid:Result")
    told.say("dcterms:description", nl(sentence(world.random)))
    if world.chance(0.873):
        other = max(0, world.count("initiatief") - 1 - world.below(40))
        told.say("beleid:resultOf", f"initiatief:{named(initiative_sort(other), other)}")
    else:
        told.say("beleid:resultFor", f"doel:{named('doel', world.below(world.count('doel'), 1.3))}")
    if world.chance(0.91):
        year = world.year()
        told.say("beleid:year", typed(year, "integer"))
        told.say("beleid:reportingPeriod", f"periode:{year}")
    yield from told.source(0, title("Bereikt:", number), "")
    yield from told.things()
