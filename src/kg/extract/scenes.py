"""Where each passage of a document stands: under which programme, goal and initiative, and in a section about what."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import takewhile

from kg.extract.about import Setting
from kg.extract.fields import fields
from kg.extract.naming import bare, capitalised, shortened, squashed
from kg.extract.ruling import Match, because, every, first
from kg.extract.things import Thing, thing
from kg.extract.years import stated_year
from kg.model.candidates import Reason
from kg.model.passages import Passage, Shape


class Role(StrEnum):
    """What a section is about; `NONE` when no heading says it, `OUTSIDE` when it holds no policy."""

    AIM = "aim"
    ACTION = "action"
    RESULT = "result"
    COST = "cost"
    INDICATORS = "indicators"
    PARTIES = "parties"
    OUTSIDE = "outside"
    NONE = ""


_LABELS = frozenset({"trekker", "partner", "uitvoerder", "financier", "opdrachtgever", "deelnemer", "adviseur"})
_CARD, _TWO, _SHORT_NAME = 8, 2, 6
_CARD_LABELS = frozenset({"trekker", "partner", "uitvoerder", "financier", "opdrachtgever", "status", "budget", "end", "start", "period"})
_NAMING = {"programme": "programmes", "goal": "goals", "subgoal": "goals", "initiative": "initiatives"}
_ORDER = ("programmes", "goals", "initiatives")
_PREFIX = re.compile(
    r"^(?:jaar|programma|concern|bestuurs|tussen)?(?:rekening|verslag|stukken|begroting|rapportage|verantwoording)\s+(?:19|20)[0-9]{2}(?:\s*[-–]\s*20[0-9]{2})?\s*[-–:|]\s+",
    re.IGNORECASE,
)
_CHAPTER = re.compile(r"^hoofdstuk\s+[0-9]+\s*[:.–-]?\s+(?=\S)", re.IGNORECASE)
_BARE_GOAL = re.compile(r"(?:(?:hoofd|sub|deel)?doel(?:stelling)?|ambitie|speerpunt)\s*[0-9]+(?:\.[0-9]+)*[a-z]?\s*:?", re.IGNORECASE)
_GENERAL = re.compile(r"algeme(?:en|ne)|hoofddoel|maatschappelijke?\s+effect|overkoepelend|missie|strategisch", re.IGNORECASE)
_LONGEST_HEADING = 16
"""How many words a line may have to count as a heading when nothing else marks it as one."""
_LONGEST_LABEL = 45
"""Before which sign of a line the name after its label begins."""
_LINES = 100
"""The rank of a line that stands as a heading, below that of all headings."""


@dataclass(frozen=True, slots=True)
class Announced:
    """A thing that a heading or a line announces, with the reason to think so, and what it stands under."""

    thing: Thing
    reason: Reason
    under: tuple[Thing, ...] = ()


@dataclass(frozen=True, slots=True)
class Scene:
    """A passage and what it stands under; `announced` is the thing it announces itself, `above` the items that it is nested in.

    `goals` are the goal it stands under and the goals above that one, nearest first; `year` is the one its
    headings state, else that of the document. `lead` is the text of the line that introduces the list it is in; `label` the role
    that the heading right above it names, such as Financiers.
    """

    passage: Passage
    role: Role = Role.NONE
    rule: str = ""
    year: str = ""
    programme: Thing | None = None
    goals: tuple[Thing, ...] = ()
    initiative: Thing | None = None
    announced: Announced | None = None
    above: tuple[Passage, ...] = ()
    lead: str = ""
    label: str = ""

    @property
    def mixed(self) -> bool:
        """Tell whether its section holds both what is wanted and what was done: its headings are goals, its lines are not."""
        return self.rule == "afdeling-gemengd"

    @property
    def goal(self) -> Thing | None:
        """Return the goal it stands under, if any."""
        return self.goals[0] if self.goals else None


@dataclass(frozen=True, slots=True)
class _Frame:
    """One heading that is open: its rank, and what it says."""

    level: int
    role: Role = Role.NONE
    rule: str = ""
    thing: Thing | None = None
    year: str = ""
    sub: bool = False
    label: str = ""


@dataclass(frozen=True, slots=True)
class _Heard:
    """The goals heard before a heading, and whether it stands right above a section of the policy questions."""

    aims: frozenset[str]
    bears: bool
    carded: bool
    after: str = ""


def scenes(passages: Sequence[Passage], setting: Setting) -> Iterator[Scene]:
    """Yield the scene of every passage, in their order."""
    bearing = _bearing(passages)
    open_frames: tuple[_Frame, ...] = ()
    aims: frozenset[str] = frozenset()
    above: tuple[Passage, ...] = ()
    lead = ""
    for place, passage in enumerate(passages):
        above = _above(above, passage)
        said = _said(passage)
        announced = None
        if passage.shape is Shape.ROW and (aimed := _goal_row(passage, open_frames, setting)) is not None:
            open_frames = (*(frame for frame in open_frames if frame.rule != aimed.rule), aimed)
            announced = _announced(aimed, open_frames[:-1], None)
        elif said is None and _titles(passages, place, open_frames):
            line = _Frame(_LINES, rule="regel-boven-tekst", thing=thing("initiatives", plain(passage.text), setting))
            open_frames = (*(frame for frame in open_frames if frame.level < _LINES), line)
            announced = _announced(line, open_frames[:-1], None)
        elif said is not None or passage.shape is Shape.HEADING:
            rank = _rank(passage, open_frames, said)
            frame = _opened(
                passage,
                said,
                _kept(open_frames, rank, said),
                setting,
                _Heard(aims, bears=place in bearing, carded=_carded(passages, place), after=_after(passages, place)),
            )
            kept = _kept(open_frames, rank, said, frame)
            announced = _announced(frame, kept, said)
            open_frames = (*kept, frame)
            lead = ""
        over = tuple(item for item in above if item is not passage)
        aims = _heard(passage, open_frames, aims)
        scene = replace(_scene(passage, open_frames, setting, announced), above=over, lead=lead)
        yield _by_first_cell(scene)
        lead = _lead(passage, lead)


def _goal_row(passage: Passage, frames: Sequence[_Frame], setting: Setting) -> _Frame | None:
    """Return what a row of one cell under what is wanted opens: the goal that the rows below it are of."""
    told = [cell for cell in passage.cells if cell.text.strip()]
    if len(told) != 1 or _section(frames).role is not Role.AIM or " " not in told[0].text.strip():
        return None
    sub = any(frame.thing is not None and frame.thing.table == "goals" for frame in frames if frame.level < _LINES)
    return _Frame(_LINES + 50, rule="rij-van-doel", thing=thing("goals", told[0].text, setting), sub=sub)


def _by_first_cell(scene: Scene) -> Scene:
    """Return a row's scene with the role that its first cell tells: "Wat gaan we doen?" with what that is beside it."""
    if scene.passage.shape is not Shape.ROW or len(scene.passage.cells) < _TWO:
        return scene
    said = first("headings", plain(scene.passage.cells[0].text))
    if said is None or said.rule.says in _NAMING:
        return scene
    return replace(scene, role=Role(said.rule.says), rule=said.rule.name)


def _heard(passage: Passage, frames: Sequence[_Frame], aims: frozenset[str]) -> frozenset[str]:
    """Return the goals heard so far, with what an item or line under what is wanted says; a heading may repeat it later."""
    if passage.shape in {Shape.ITEM, Shape.PARAGRAPH} and _section(frames).role is Role.AIM:
        return aims | {squashed(bare(passage.text))}
    return aims


def _after(passages: Sequence[Passage], place: int) -> str:
    """Return the line right under a heading; empty when that is another heading or a row."""
    after = passages[place + 1] if place + 1 < len(passages) else None
    return after.text if after is not None and after.shape in {Shape.PARAGRAPH, Shape.ITEM} else ""


def _titles(passages: Sequence[Passage], place: int, frames: Sequence[_Frame]) -> bool:
    """Tell whether a short line stands above a piece of text on what is done, and names what that is about."""
    passage = passages[place]
    after = passages[place + 1] if place + 1 < len(passages) else None
    if passage.shape is not Shape.PARAGRAPH or after is None or after.shape is not Shape.PARAGRAPH:
        return False
    doing = next((frame.role for frame in reversed(frames) if frame.role is not Role.NONE), Role.NONE) in {Role.ACTION, Role.RESULT}
    text = plain(passage.text)
    short = 1 <= len(text.split()) <= _SHORT_NAME and not text.endswith((".", ":", "?", "!", ",", ";"))
    return doing and short and bare(text)[:1].isupper() and after.text.rstrip().endswith(".") and not any(every("statuses", text))


def _carded(passages: Sequence[Passage], place: int) -> bool:
    """Tell whether labels such as Status, Partners and Budget stand under a heading, before the next."""
    under = takewhile(lambda each: each.shape is not Shape.HEADING, passages[place + 1 : place + 1 + _CARD])
    return any(field.rule.says in _CARD_LABELS for each in under for field in fields(each.text))


def inherited(found: Sequence[Scene], setting: Setting) -> tuple[Scene, ...]:
    """Return the scenes with the goal that what is done serves where no heading names one: the only one that is wanted above it."""
    wanted: dict[str, Thing] = {}
    general: Thing | None = None
    done: list[Scene] = []
    for each in found:
        scene = _below(each, general)
        if scene.announced is not None and scene.announced.thing.table == "programmes":
            general = None
        if scene.announced is not None and scene.announced.thing.table in {"programmes", "goals"}:
            wanted = {}
        elif (
            scene.role is Role.AIM
            and not scene.mixed
            and not scene.goals
            and scene.passage.shape in {Shape.ITEM, Shape.PARAGRAPH}
            and not scene.above
        ):
            told = [line for _, line in goal_lines(scene.passage.text)] or [scene.passage.text]
            stated = [thing("goals", goal_name(line), setting) for line in told]
            wanted = wanted | {named.id: named for named in stated}
            if len(stated) == 1 and scene.passage.shape is Shape.PARAGRAPH and _GENERAL.search(" ".join(scene.passage.trail[-1:])):
                general = stated[0]
        only = tuple(wanted.values()) if len(wanted) == 1 and scene.role in {Role.ACTION, Role.RESULT} else ()
        done.append(scene if scene.goals or not only else replace(scene, goals=only))
    return tuple(done)


def _below(scene: Scene, general: Thing | None) -> Scene:
    """Return the scene of a goal that a heading announces, under the general goal that was told before."""
    told = scene.announced
    if told is None or general is None or told.thing.table != "goals" or told.thing.id == general.id:
        return scene
    return replace(scene, announced=replace(told, under=(*told.under, general)))


def goal_lines(text: str) -> tuple[tuple[int, str], ...]:
    r"""Return the lines of a text that each begin with a number, with where they begin; none when some line does not.

    >>> goal_lines("2.1 Inwoners zijn veilig.\n2.2 De stad is groen.")
    ((0, '2.1 Inwoners zijn veilig.'), (26, '2.2 De stad is groen.'))
    """
    lines = [(found.start(), found[0]) for found in re.finditer(r"[^\n]+", text)]
    return tuple(lines) if lines and all(re.match(r"[0-9]+(?:\.[0-9]+)*[.)]?\s+\S", line) for _, line in lines) else ()


def goal_name(text: str) -> str:
    """Return the goal that an item or line states: its first sentence, its label left out."""
    first = re.split(r"(?<=[a-zà-ÿ)])[.;]\s+(?=[A-Z])", text.strip(), maxsplit=1)[0]
    return capitalised(shortened(bare(first), 140))


def _lead(passage: Passage, before: str) -> str:
    """Return the line that introduces a list: it holds for the items after it."""
    if passage.shape is Shape.ITEM:
        return before
    return passage.text if passage.text.rstrip().endswith(":") else ""


def _above(above: tuple[Passage, ...], passage: Passage) -> tuple[Passage, ...]:
    """Return the items open at this passage, the passage itself last when it is an item."""
    if passage.shape is not Shape.ITEM:
        return ()
    return (*(item for item in above if item.level < passage.level), passage)


def _said(passage: Passage) -> Match | None:
    """Return what a passage says as a heading: of any heading what a rule makes of it, of another line only when it stands as one."""
    text = plain(passage.text)
    if passage.shape is Shape.ROW or passage.shape is Shape.CAPTION:
        return None
    found = first("headings", text)
    if found is None or passage.shape is Shape.HEADING:
        return found
    if len(text.split()) > _LONGEST_HEADING:
        return None
    named = bool(found.group("name"))
    return found if (named and passage.shape is Shape.PARAGRAPH and _labelled(found)) or (not named and text.endswith((":", "?"))) else None


def plain(text: str) -> str:
    """Return a line without marks of emphasis, and without the kind of document and its year before a dash.

    >>> plain("**Doel 1** Meer banen"), plain("Jaarrekening 2021 – Programma Haven")
    ('Doel 1 Meer banen', 'Programma Haven')
    """
    return _CHAPTER.sub("", _PREFIX.sub("", text.replace("**", "").replace("__", "").strip(" \t\n*_")))


def _labelled(found: Match) -> bool:
    """Tell whether a line is a label with a name after it, as in "Doel: …", and no sentence that begins so."""
    return ":" in found.rule.name or found.place("name") - found.start <= _LONGEST_LABEL


def _rank(passage: Passage, frames: Sequence[_Frame], said: Match | None) -> int:
    """Return the rank of a heading; of a line that stands as one: below the last real heading, beside its like."""
    if passage.shape is Shape.HEADING:
        return passage.level
    deepest = max((frame.level for frame in frames), default=0)
    if said is not None:
        for frame in frames:
            if frame.rule == said.rule.name and frame.level >= _LINES:
                return frame.level
    return max(_LINES, deepest + 1)


def _kept(frames: tuple[_Frame, ...], rank: int, said: Match | None, new: _Frame | None = None) -> tuple[_Frame, ...]:
    """Return the headings that stay open when one of this rank comes.

    A heading that only says what its section is about leaves open the programme and goal of its own rank: in many
    reports "Doel: …" and "Behaalde resultaten" are headings of one rank, and the second belongs to the first. So does
    "Subdoel: …".
    """
    about = said is not None and said.rule.says not in _NAMING
    below = said is not None and said.rule.says == "subgoal"
    stays = tuple(
        frame for frame in frames if frame.level < rank or (frame.level == rank and (about or (below and not frame.sub)) and frame.thing)
    )
    if new is None or new.thing is None:
        return stays
    return tuple(frame for frame in stays if not _closes(new, frame))


def _closes(new: _Frame, frame: _Frame) -> bool:
    """Tell whether a heading that names a thing ends what a line, not a heading, had opened before it."""
    if frame.level < _LINES or new.thing is None:
        return False
    return frame.thing is None or (_ORDER.index(frame.thing.table) >= _ORDER.index(new.thing.table) and not new.sub)


def _opened(passage: Passage, said: Match | None, frames: Sequence[_Frame], setting: Setting, heard: _Heard) -> _Frame:
    """Return what a heading opens, with the role that it names as a label does."""
    told = fields(f"{plain(passage.text)}: x")
    label = told[0].rule.says if len(told) == 1 and told[0].begin == 0 and told[0].rule.says in _LABELS else ""
    if label:
        level = passage.level if passage.shape is Shape.HEADING else _LINES
        return _Frame(level, _section(frames).role, year=stated_year(passage.text), label=label)
    return _frame(passage, said, frames, setting, heard)


def _frame(passage: Passage, said: Match | None, frames: Sequence[_Frame], setting: Setting, heard: _Heard) -> _Frame:
    """Return what a heading opens: a section about something, or a thing it names."""
    level = passage.level if passage.shape is Shape.HEADING else _LINES + sum(frame.level >= _LINES for frame in frames)
    year = stated_year(passage.text)
    if said is not None and said.rule.says not in _NAMING:
        return _Frame(level, Role(said.rule.says), said.rule.name, year=year)
    if said is not None:
        named = thing(_NAMING[said.rule.says], said.group("name"), setting)
        return _Frame(level, rule=said.rule.name, thing=named, year=year, sub=said.rule.says == "subgoal")
    if heard.after and _BARE_GOAL.fullmatch(plain(passage.text)):
        return _Frame(level, rule="kop-met-doel-eronder", thing=thing("goals", goal_name(heard.after), setting), year=year)
    return _unlabelled(plain(passage.text), level, frames, setting, heard)


def _unlabelled(text: str, level: int, frames: Sequence[_Frame], setting: Setting, heard: _Heard) -> _Frame:
    """Return what a heading without a label opens: known names first, then what its section makes of it."""
    rule, table = _known(text, setting) or _by_section(text, frames, heard)
    year = stated_year(text)
    if not table:
        return _Frame(level, _section(frames).role, rule, year=year)
    sub = table == "goals" and any(frame.thing is not None and frame.thing.table == "goals" for frame in frames)
    return _Frame(level, rule=rule, thing=thing(table, text, setting), year=year, sub=sub)


def _known(text: str, setting: Setting) -> tuple[str, str] | None:
    """Return how a heading is known: as a goal, programme or initiative of the graph."""
    for table in ("goals", "programmes", "initiatives"):
        found = thing(table, text, setting)
        if found.known:
            return "bekende-naam", table
    return None


def _by_section(text: str, frames: Sequence[_Frame], heard: _Heard) -> tuple[str, str]:
    """Return why a heading without label names something, and the table of that: by what it repeats, else by its section."""
    if squashed(bare(text)) in heard.aims:
        return "kop-herhaalt-doel", "goals"
    role = _section(frames).role
    if heard.carded:
        return "kop-met-kaart", "initiatives"
    if role is Role.NONE:
        return _outside_sections(text, heard)
    if role is Role.RESULT and not _under_goal(frames):
        return ("kop-los-onder-resultaat", "initiatives") if len(text.split()) <= _SHORT_NAME else ("", "")
    return _IN_SECTION.get(role, ("", ""))


_IN_SECTION = {
    Role.AIM: ("kop-onder-bereiken", "goals"),
    Role.ACTION: ("kop-onder-doen", "initiatives"),
    Role.RESULT: ("kop-onder-resultaat", "initiatives"),
}


def _outside_sections(text: str, heard: _Heard) -> tuple[str, str]:
    if any(every("documents", text)):
        return "", ""
    if heard.bears:
        return "kop-boven-vragen", "programmes"
    return ("kop-noemt-initiatief", "initiatives") if any(every("names", text)) else ("", "")


def _under_goal(frames: Sequence[_Frame]) -> bool:
    return any(frame.thing is not None and frame.thing.table == "goals" for frame in frames)


def _section(frames: Sequence[_Frame]) -> _Frame:
    """Return the innermost frame that says what the section is about; a thing named after it begins anew."""
    for frame in reversed(frames):
        if frame.role is not Role.NONE or frame.thing is not None:
            return frame
    return _Frame(0)


def _announced(frame: _Frame, frames: Sequence[_Frame], said: Match | None) -> Announced | None:
    if frame.thing is None:
        return None
    reason = Reason(said.rule.name, said.rule.weight) if said is not None else because(frame.rule)
    under = tuple(each.thing for each in reversed(frames) if each.thing is not None and each.thing.id != frame.thing.id)
    return Announced(frame.thing, reason, under)


def _scene(
    passage: Passage,
    frames: Sequence[_Frame],
    setting: Setting,
    announced: Announced | None,
) -> Scene:
    section = next((frame for frame in reversed(frames) if frame.role is not Role.NONE), _Frame(0))
    named = [frame.thing for frame in reversed(frames) if frame.thing is not None]
    own = announced.thing if announced is not None else None
    by_table = {table: tuple(each for each in named if each.table == table and each is not own) for table in _ORDER}
    return Scene(
        passage=passage,
        role=section.role,
        rule=section.rule,
        year=next((frame.year for frame in reversed(frames) if frame.year), setting.year),
        programme=next(iter(by_table["programmes"]), None),
        goals=by_table["goals"],
        initiative=next(iter(by_table["initiatives"]), None),
        announced=announced,
        label=frames[-1].label if frames else "",
    )


def _bearing(passages: Sequence[Passage]) -> frozenset[int]:
    """Return the places of the headings without label right above a section of the policy questions, or a goal."""
    found: set[int] = set()
    stack: list[tuple[int, int, bool]] = []
    for place, passage in enumerate(passages):
        said = _said(passage)
        if passage.shape is not Shape.HEADING and said is None:
            continue
        level = passage.level if passage.shape is Shape.HEADING else _LINES
        stack = [each for each in stack if each[0] < level]
        if said is not None and said.rule.says in {"aim", "action", "result", "goal", "subgoal"}:
            found.update(each[1] for each in stack[-1:] if not each[2])
        stack.append((level, place, said is not None))
    return frozenset(found)
