"""Initiatives and organisations: the things that passages name, headings announce and rows list."""

from collections.abc import Iterator

from kg.extract.mentions import Mention, kind_of
from kg.extract.ruling import because, every, first
from kg.extract.scenes import Role
from kg.extract.stage import Stage
from kg.extract.statements import part, stated, whole
from kg.extract.things import Thing, recognised
from kg.model.candidates import Candidate, Kind, Reason
from kg.model.passages import Passage, Shape, Stretch


def named(stage: Stage) -> Iterator[Candidate]:
    """Yield the organisations and initiatives that a passage names; in a heading that announces something only known ones."""
    titled = stage.passage.shape is Shape.HEADING and any(every("documents", stage.passage.text))
    for mention in stage.mentions:
        if _in_source(stage.passage, mention):
            continue
        quote = part(stage.passage, mention.start, mention.end)
        if mention.thing.table == "organisations":
            yield _organisation(stage, mention, quote)
        elif mention.thing.table == "initiatives" and not titled and (mention.thing.known or stage.scene.announced is None):
            yield _initiative(
                stage, (mention.thing, mention.kind, mention.short), quote, (Reason(mention.rule, mention.weight), *_placed(stage))
            )


def _in_source(passage: Passage, mention: Mention) -> bool:
    """Tell whether a name stands in a column that only says where figures come from."""
    start = passage.stretch.start + mention.start
    cell = next((cell for cell in passage.cells if cell.stretch.start <= start < cell.stretch.end), None)
    found = first("columns", cell.column) if cell is not None else None
    return found is not None and found.rule.says == "source" and first("tables", cell.column if cell else "") is None


def _placed(stage: Stage) -> tuple[Reason, ...]:
    """Return what makes a name surer to be an initiative: that it stands where doing or results are told."""
    return (because("waar-gedaan-wordt"),) if stage.scene.role in {Role.ACTION, Role.RESULT} else ()


def announced(stage: Stage) -> Iterator[Candidate]:
    """Yield the initiative that a heading is about."""
    told = stage.scene.announced
    if told is not None and told.thing.table == "initiatives":
        yield _initiative(stage, (told.thing, kind_of(told.thing.name), ""), whole(stage.passage), (told.reason,))


def _organisation(stage: Stage, mention: Mention, quote: Stretch) -> Candidate:
    found = mention.thing
    told = {"id": found.id, "name": found.name, "alt_names": mention.short, "type": "" if found.known else mention.kind}
    reasons = (Reason(mention.rule, mention.weight), *recognised(found))
    return stated(Kind.ORGANISATION, ("organisations", told), (stage.passage, quote), reasons, found.choices)


def _initiative(stage: Stage, told: tuple[Thing, str, str], quote: Stretch, reasons: tuple[Reason, ...]) -> Candidate:
    found, kind, short = told
    row = {"id": found.id, "name": found.name, "alt_names": short, "type": kind}
    return stated(Kind.INITIATIVE, ("initiatives", row), (stage.passage, quote), (*reasons, *recognised(found)), found.choices)
