"""Where a reader finds a passage back: by the headings as they are printed, then by counting under the nearest one."""

from collections import Counter
from collections.abc import Iterator, Sequence

from kg.model.passages import Shape
from kg.read.blocks import Block

_BEGIN = "begin"
_BETWEEN = " › "
_LONGEST = 80
_COUNTED = {Shape.PARAGRAPH: "alinea", Shape.CAPTION: "onderschrift"}

Path = tuple[str, ...]


def locators(blocks: Sequence[Block], trails: Sequence[Path], words: Sequence[str]) -> list[str]:
    """Return where each block is found back, no two the same; `trails` are the headings above it, `words` what it says."""
    paths = [
        tuple(shortened(text) for text in (*trail, said))
        for block, trail, said in zip(blocks, trails, words, strict=True)
        if block.shape is Shape.HEADING
    ]
    headings = iter(_apart(_named(paths), Counter({_BEGIN: 1})))
    section, counts, found = _BEGIN, _Counts(), []
    for block in blocks:
        if block.shape is Shape.HEADING:
            section, counts = next(headings), _Counts()
            found.append(_paged(block, section))
        else:
            found.append(_paged(block, f"{section}, {counts.of(block)}"))
    return list(_apart(found, Counter()))


def shortened(text: str) -> str:
    """Return a heading of at most 80 signs, cut off at a word.

    >>> shortened("Wij werken samen met inwoners, ondernemers en instellingen aan een stad waar het goed is")
    'Wij werken samen met inwoners, ondernemers en instellingen aan een stad waar…'
    """
    line = " ".join(text.split()).removesuffix(":")
    if len(line) <= _LONGEST:
        return line
    cut = line[:_LONGEST]
    return cut[: cut.rfind(" ") if " " in cut else _LONGEST - 1].rstrip(" ,;:–-") + "…"


def _paged(block: Block, place: str) -> str:
    return f"p. {block.page}, {place}" if block.page else place


def _named(paths: Sequence[Path]) -> list[str]:
    """Return for each heading its text, with as many of the headings above it as tell it from the others."""
    names = [""] * len(paths)
    alike = [list(range(len(paths)))]
    depth = 0
    while alike:
        depth += 1
        groups: dict[Path, list[int]] = {}
        for group in alike:
            for place in group:
                groups.setdefault(paths[place][-depth:], []).append(place)
        for path, places in groups.items():
            for place in places:
                names[place] = _BETWEEN.join(path)
        alike = [places for path, places in groups.items() if len(places) > 1 and any(len(paths[place]) > depth for place in places)]
    return names


def _apart(names: Sequence[str], taken: Counter[str]) -> Iterator[str]:
    """Yield the names, those that came before with a number that nothing has."""
    kept = set(names) | set(taken)
    for name in names:
        taken[name] += 1
        if taken[name] == 1:
            yield name
            continue
        while f"{name} ({taken[name]})" in kept:
            taken[name] += 1
        kept.add(f"{name} ({taken[name]})")
        yield f"{name} ({taken[name]})"


class _Counts:
    """What was counted under one heading: paragraphs, items of lists by their nesting, tables and their rows."""

    def __init__(self) -> None:
        self._counted: Counter[object] = Counter()
        self._items: list[tuple[int, int]] = []
        self._columns: set[str] = set()
        self._in_table = False

    def of(self, block: Block) -> str:
        """Count this block, and return what it is and the number it has."""
        if block.shape is Shape.ROW:
            return self._row(block)
        self._in_table = False
        if block.shape is Shape.ITEM:
            return f"punt {self._item(block.level)}"
        self._counted[block.shape] += 1
        return f"{_COUNTED[block.shape]} {self._counted[block.shape]}"

    def _item(self, level: int) -> str:
        while self._items and self._items[-1][0] >= level:
            self._items.pop()
        above = tuple(number for _, number in self._items)
        self._counted[above] += 1
        self._items.append((level, self._counted[above]))
        return ".".join(str(number) for _, number in self._items)

    def _row(self, block: Block) -> str:
        """Return the numbers of table and row; a table ends where something else comes, or where no column is called what it was."""
        columns = {column for column, _ in block.cells if column}
        if not self._in_table or (columns and self._columns and columns.isdisjoint(self._columns)):
            self._counted["table"] += 1
            self._counted["row"] = 0
            self._columns = set()
        self._in_table = True
        self._columns |= columns
        self._counted["row"] += 1
        return f"tabel {self._counted['table']}, rij {self._counted['row']}"
