"""How high the headings of a page stand: those marked as headings by their rank, the others below the last of those."""

from collections.abc import Collection
from dataclasses import dataclass, field

from kg.read.announcing import Rank, announced, introduces, is_section, numbered
from kg.read.html.tree import Element

BOLD = 46
"""The rank of a heading that is only bold: below a goal or an action that is named, above the sections of it."""
CONTROL = 35
"""The rank of a button that unfolds what is under it."""


@dataclass
class Ranks:
    """The headings that are open: the rank of the last marked one, those not marked below it, and how much deeper a panel makes them."""

    marked: int = 0
    open: list[int] = field(default_factory=list)
    under: int = 0
    deeper: int = 0
    _scopes: list[tuple[int, Element | None]] = field(default_factory=list)
    _before: list[tuple[int, list[int], int, int]] = field(default_factory=list)

    def of_marked(self, rank: int, scope: Element | None = None) -> int:
        """Return the level of a heading that is marked as one, with this rank; `scope` is the element in which it heads what follows."""
        if self.under:
            self.deeper = max(0, self.under + 1 - rank)
            self.under = 0
        self.marked = rank + self.deeper
        self.open = []
        while self._scopes and self._scopes[-1][0] >= self.marked:
            self._scopes.pop()
        self._scopes.append((self.marked, scope))
        return self.marked

    def of_control(self, around: Collection[Element]) -> int:
        """Return the level of the name of a panel in these elements: below the last heading that heads one of them."""
        held = next((level for level, scope in self._scopes[::-1] if scope is None or scope in around), 0)
        if held < self.marked and held:
            self.marked, self.open = held, []
        return self.of_other(CONTROL)

    def of_other(self, rank: int) -> int:
        """Return the level of a heading that its wording, weight or class makes one.

        A bold line is below a goal or action when one is open, and else above them.
        """
        if rank == BOLD and not any(Rank.GOAL <= above < BOLD for above in self.open):
            rank = int(Rank.ALONE)
        while self.open and self.open[-1] >= rank:
            self.open.pop()
        self.open.append(rank)
        return self.marked + len(self.open)

    def enter(self, level: int) -> None:
        """Go into a panel under a heading of this level."""
        self._before.append((self.marked, [*self.open], self.under, self.deeper))
        self.under = level

    def leave(self) -> None:
        """Go out of the panel: what was open before it is open again."""
        self.marked, self.open, self.under, self.deeper = self._before.pop()


def worded(text: str) -> int:
    """Return the rank of a heading by its wording, that of a bold line when the wording shows none."""
    named, depth = announced(text), numbered(text)
    if named is not None:
        return int(named)
    if depth:
        return Rank.CHAPTER + depth
    return int(Rank.SECTION) if is_section(text) or introduces(text) else BOLD
