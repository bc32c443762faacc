"""Programmes and goals: what headings, items, rows and sentences say is to be reached, and under which programme."""

import re
from collections.abc import Iterator

from kg.extract.about import Setting
from kg.extract.columns import Column, column_of
from kg.extract.masking import Sentence
from kg.extract.naming import bare, capitalised, shortened
from kg.extract.ruling import because, first, rules
from kg.extract.scenes import Role, Scene, goal_lines, goal_name
from kg.extract.stage import Stage
from kg.extract.statements import part, stated, whole
from kg.extract.things import Thing, recognised, thing
from kg.extract.years import years
from kg.model.candidates import Candidate, Kind, Reason
from kg.model.passages import Shape, Stretch

_MOST_WORDS, _LONGEST_WORDS = 30, 40
_LONG_WORD = 8
_LABEL_WORDS = 8
_PLANS = frozenset({"begroting", "perspectiefnota", "rapport"})
_FINITE = re.compile(r"\b(?:is|zijn|was|waren|heeft|hebben|had|hadden|werd|werden)\b", re.IGNORECASE)


def programmes(stage: Stage, setting: Setting) -> Iterator[Candidate]:
    """Yield the programme that a heading announces, its owner the publisher."""
    announced = stage.scene.announced
    if announced is not None and announced.thing.table == "programmes":
        above = next((each for each in announced.under if each.table == "programmes"), None)
        cells = {"name": announced.thing.name, "owner": setting.owner, "part_of": above.id if above else ""}
        yield _thing(Kind.PROGRAMME, announced.thing, cells, (stage, whole(stage.passage)), (announced.reason,))


def goals(stage: Stage, setting: Setting) -> Iterator[Candidate]:
    """Yield the goals that a passage states."""
    scene = stage.scene
    if scene.announced is not None:
        if scene.announced.thing.table == "goals":
            reasons = (scene.announced.reason,)
            yield _goal(stage, setting, (scene.announced.thing, whole(stage.passage)), reasons)
        return
    if scene.role is Role.OUTSIDE or scene.passage.shape is Shape.HEADING:
        return
    if scene.passage.shape is Shape.ROW:
        yield from _in_row(stage, setting)
    else:
        yield from _in_text(stage, setting)


def _in_row(stage: Stage, setting: Setting) -> Iterator[Candidate]:
    """Yield the goals in the cells of a row, each under the one in the column before it."""
    above: Thing | None = None
    for cell in stage.passage.cells:
        if column_of(cell.column) is Column.GOAL and _plausible(cell.text):
            named = thing("goals", cell.text, setting)
            yield _goal(stage, setting, (named, cell.stretch), (because("kolom-doel"),), above)
            above = named


def _in_text(stage: Stage, setting: Setting) -> Iterator[Candidate]:
    scene, text = stage.scene, stage.passage.text
    base = _standing(scene)
    lines = goal_lines(stage.passage.text)
    if base is not None and len(lines) > 1:
        for start, line in lines:
            quote = part(stage.passage, start, start + len(line))
            yield _goal(stage, setting, (thing("goals", goal_name(line), setting), quote), (base,))
        return
    if base is not None and _plausible(text):
        yield _goal(stage, setting, (thing("goals", goal_name(text), setting), whole(stage.passage)), (base,))
        return
    labelled = _after_label(stage)
    if labelled is not None:
        start, line = labelled
        quote = part(stage.passage, start, start + len(line))
        yield _goal(stage, setting, (thing("goals", goal_name(line), setting), quote), (because("label-wat-men-wil"),))
        return
    for sentence in stage.sentences:
        yield from _in_sentence(stage, setting, sentence)


def _after_label(stage: Stage) -> tuple[int, str] | None:
    """Return what stands behind a question as a label, and where it begins: "Wat willen we bereiken: …"."""
    label, sign, line = stage.passage.text.partition(": ")
    found = first("headings", label) if sign and len(label.split()) <= _LABEL_WORDS else None
    if found is None or found.rule.says != Role.AIM or not _plausible(line):
        return None
    return len(label) + len(sign), line


def _in_sentence(stage: Stage, setting: Setting, sentence: Sentence) -> Iterator[Candidate]:
    """Yield the goal that the words of a sentence state, by the first rule that finds one."""
    for rule in rules("aims"):
        found = rule.pattern.search(sentence.text)
        if found and _worth(rule.name, stage.scene, setting):
            name = capitalised(shortened(bare(found["name"])))
            quote = part(stage.passage, sentence.start + found.start("name"), sentence.start + found.end("name"))
            yield _goal(stage, setting, (thing("goals", name, setting), quote), (Reason(rule.name, rule.weight), *_placed(stage.scene)))
            return


def _standing(scene: Scene) -> Reason | None:
    """Return why a passage would state a goal by where it stands: an item or a short line under what is to be reached."""
    if scene.role is not Role.AIM or scene.mixed:
        return None
    if scene.passage.shape is Shape.ITEM:
        return because("punt-onder-doel" if scene.goals else "punt-onder-bereiken")
    if scene.passage.shape is Shape.PARAGRAPH and not scene.goals and len(scene.passage.text.split()) <= _MOST_WORDS:
        return because("regel-onder-bereiken")
    return None


def _worth(rule: str, scene: Scene, setting: Setting) -> bool:
    """Tell whether a sentence may state a goal where it stands: fragments only as items or lines of their own."""
    if rule == "zin-het-vergroten":
        return scene.passage.shape is Shape.ITEM or len(scene.passage.text.split()) <= _LONGEST_WORDS
    planning = scene.role is Role.NONE and setting.document["type"] in _PLANS
    return rule != "zin-willen" or scene.role is Role.AIM or planning


def _placed(scene: Scene) -> tuple[Reason, ...]:
    if scene.role is Role.ACTION:
        return (because("staat-onder-uitvoering"),)
    return (because("staat-onder-bereiken"),) if scene.role is Role.AIM and not scene.goals else ()


def _plausible(text: str) -> bool:
    """Tell whether a text can be a goal: some words, no list of figures, not a question."""
    if re.fullmatch(r"(?:doel|doelstelling|ambitie)?\s*[0-9.]+", text.strip(), re.IGNORECASE):
        return False
    count = len(re.findall(r"[^\W\d_]{2,}", text))
    if count == 1:
        return len(text) >= _LONG_WORD and text[:1].isupper()
    return 1 < count <= _LONGEST_WORDS and not text.rstrip().endswith(("?", ":"))


def _goal(stage: Stage, setting: Setting, told: tuple[Thing, Stretch], reasons: tuple[Reason, ...], over: Thing | None = None) -> Candidate:
    named, quote = told
    above = over or next((each for each in _above(stage.scene) if each.id != named.id), None)
    programme = stage.scene.programme
    stated_years = [year for year in years(named.name) if not setting.year or year > setting.year]
    cells = {
        "name": named.name,
        "owner": setting.owner,
        "programme": programme.id if programme else "",
        "part_of": above.id if above else "",
        "target_year": stated_years[-1] if len(stated_years) == 1 else "",
    }
    return _thing(Kind.GOAL, named, cells, (stage, quote), reasons)


def _above(scene: Scene) -> tuple[Thing, ...]:
    """Return the goals that a goal may be a sub-goal of: of a heading, the goals it stands under, else the goal of the section."""
    if scene.announced is not None:
        return tuple(each for each in scene.announced.under if each.table == "goals")
    return scene.goals


def _thing(kind: Kind, named: Thing, cells: dict[str, str], place: tuple[Stage, Stretch], reasons: tuple[Reason, ...]) -> Candidate:
    stage, quote = place
    table = {Kind.PROGRAMME: "programmes", Kind.GOAL: "goals"}[kind]
    return stated(kind, (table, {"id": named.id, **cells}), (stage.passage, quote), (*reasons, *recognised(named)), named.choices)
