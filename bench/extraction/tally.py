"""How what was found stands to what was wanted: each statement of the one matched with one of the other, the best match first."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from gold import DETAILS, PARTS, THINGS, Statement, fit, fits  # beside this file
from wording import CONTAINED

GROUPS: Mapping[str, tuple[str, ...]] = {
    "goals": ("doel",),
    "organisations": ("organisatie",),
    "figures": ("bedrag", "bijdrage", "waarneming"),
    "initiatives": ("initiatief",),
    "links": ("deelname", "verband"),
}
AIMS: Mapping[str, float] = {"goals": 0.90, "organisations": 0.90, "figures": 0.90, "initiatives": 0.80, "links": 0.75}


@dataclass(frozen=True, slots=True)
class Tally:
    """The statements that were right, wrong (found, not wanted) and missed (wanted, not found); optional ones are in none."""

    right: tuple[Statement, ...] = ()
    wrong: tuple[Statement, ...] = ()
    missed: tuple[Statement, ...] = ()

    def __add__(self, other: "Tally") -> "Tally":
        """Return the statements of both."""
        return Tally(self.right + other.right, self.wrong + other.wrong, self.missed + other.missed)

    def counts(self, *kinds: str) -> tuple[int, int, int]:
        """Return how many statements of these kinds were right, found and wanted."""
        right, wrong, missed = (sum(Counter(each.kind for each in some)[kind] for kind in kinds) for some in self._all())
        return right, right + wrong, right + missed

    def score(self, *kinds: str) -> tuple[float, float, float]:
        """Return precision, recall and F1 of these kinds together; 1 where nothing was wanted or found."""
        right, found, wanted = self.counts(*kinds)
        precision, recall = right / found if found else 1.0, right / wanted if wanted else 1.0
        return precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0

    def _all(self) -> tuple[tuple[Statement, ...], ...]:
        return self.right, self.wrong, self.missed


def tally(wanted: Sequence[Statement], found: Iterable[Statement], contained: int = CONTAINED) -> Tally:
    """Return how what was found stands to what was wanted; details are asked of what was found, and only what gold tells of."""
    listed = list(found)
    asked = [each for each in wanted if each.kind not in DETAILS or _about(each, DETAILS[each.kind], listed)]
    given = [each for each in listed if each.kind not in DETAILS or _about(each, each.kind, asked)]
    matched = dict(_matches(asked, given, contained))
    wrong = tuple(each for place, each in enumerate(given) if place not in matched.values())
    missed = tuple(each for place, each in enumerate(asked) if place not in matched and not each.optional)
    return Tally(tuple(asked[place] for place in sorted(matched) if not asked[place].optional), wrong, missed)


def _about(detail: Statement, kind: str, others: Iterable[Statement]) -> bool:
    """Tell whether another statement of the kind is about the thing that the detail is of."""
    own = Statement(kind, detail.parts[:1])
    return any(fit(Statement(kind, other.parts[:1]), own) for other in others if other.kind == kind)


def _matches(wanted: Sequence[Statement], found: Sequence[Statement], contained: int) -> Iterator[tuple[int, int]]:
    """Yield the places of what belongs together, each place once: the best first, and what is not optional before what is."""
    pairs = (
        (-how, one.optional, mine, theirs)
        for mine, one in enumerate(wanted)
        for theirs, other in enumerate(found)
        if (how := fit(one, other, contained))
    )
    taken: set[int] = set()
    given: set[int] = set()
    for _, _, mine, theirs in sorted(pairs):
        if mine not in taken and theirs not in given:
            taken.add(mine)
            given.add(theirs)
            yield mine, theirs


def remarks(made: Tally) -> Iterator[str]:
    """Yield a line for each statement that is not right: found twice, right but for one part or its kind, wrong, or missed."""
    missed = list(made.missed)
    for each in made.wrong:
        near = next(((other, said) for other in missed if (said := _apart(other, each))), None)
        if near is not None:
            missed.remove(near[0])
            yield f"~ {each}: {near[1]}"
        elif any(fit(other, each) for other in made.right):
            yield f"= {each}: more than once"
        else:
            yield f"+ {each}"
    yield from (f"- {each}" for each in missed)


def _apart(wanted: Statement, found: Statement) -> str:
    """Return the one thing in which what was found is not what was wanted; empty when they are further apart, or the same.

    Figures are near by their value, other statements by the thing that they are about.
    """
    if wanted.kind != found.kind:
        both = wanted.kind in THINGS and found.kind in THINGS
        return f"is a {wanted.kind}" if both and fit(Statement(found.kind, wanted.parts), found) else ""
    how = fits(wanted, found)
    differing = [place for place, part in enumerate(how) if not part]
    telling = how[-1] if wanted.kind in GROUPS["figures"] else how[0]
    if len(how) == 1 or len(differing) != 1 or not telling:
        return ""
    return f"{PARTS[wanted.kind][differing[0]]} is {' or '.join(wanted.parts[differing[0]])}"
