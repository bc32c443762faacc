"""Tables without a grid: texts that stand under each other in columns, row by row."""

import statistics
from collections.abc import Sequence
from itertools import pairwise

from kg.read.columns import Entry, numeric
from kg.read.pdf.marks import Box, Word, union
from kg.read.pdf.table import Table, entry, table
from kg.read.pdf.words import pieces, rows

COLUMN_GAP = 0.9
_SHARED = 0.6
_MEASURED = 0.5
_FULL = 0.6
_WRAPPED = 1.45
_FEWEST = 2
_SAME_END = 4
_RULES_BETWEEN = 4
"""With so many rules there are some between the rows, and not only around the table and below its head."""


def looks_like_table(left: Sequence[Word], right: Sequence[Word]) -> bool:
    """Tell whether what stands left and right of a gap are cells of the same rows, rather than two columns of running text."""
    lines = rows([*left, *right])
    ours = {id(word) for word in left}
    shared = [line for line in lines if len({id(word) in ours for word in line}) > 1]
    if len(shared) < max(2, _SHARED * min(len(rows(left)), len(rows(right)))):
        return False
    texts = [" ".join(word.text for word in piece) for row in rows(right) for piece in pieces(row, COLUMN_GAP)]
    if sum(numeric(text) for text in texts) >= _MEASURED * len(texts):
        return True
    return _fullness(left) < _FULL and _fullness(right) < _FULL


def _fullness(words: Sequence[Word]) -> float:
    """Return how much of the width of a column its usual line fills, from 0 to 1."""
    lines = rows(words)
    hull = union([word.box for word in words])
    filled = [sum(word.box.right - word.box.left for word in line) / max(hull.right - hull.left, 1) for line in lines]
    return statistics.median(filled)


def aligned(words: Sequence[Word], heights: Sequence[float] = ()) -> Table | None:
    """Return the table that words make; `heights` are where rules part its rows. None when there are no two columns and rows."""
    lines = rows(words)
    edges = _edges(lines)
    if len(edges) < _FEWEST:
        return None
    entries = _entries(_groups(lines, edges, heights), edges)
    return table(union([word.box for word in words]), entries, edges) if len(entries) > 1 else None


def _edges(lines: Sequence[Sequence[Word]]) -> list[float]:
    """Return where the columns begin: after each strip that no row, or only a row with few pieces, prints in."""
    cut = [pieces(line, COLUMN_GAP) for line in lines]
    most = statistics.median_high([len(one) for one in cut])
    spans = sorted(
        (piece[0].box.left, piece[-1].box.right) for one in cut if len(one) >= min(most, 2) for piece in one if len(one) >= most - 1
    )
    size = statistics.median(word.style.size for line in lines for word in line)
    edges, end = [], float("-inf")
    for left, right in spans:
        if left - end >= COLUMN_GAP / 2 * size:
            edges.append(left)
        end = max(end, right)
    return edges


def _column(word: Word, edges: Sequence[float]) -> int:
    middle = (word.box.left + word.box.right) / 2
    return max((index for index, edge in enumerate(edges) if edge <= middle), default=0)


def _groups(lines: Sequence[list[Word]], edges: Sequence[float], heights: Sequence[float]) -> list[list[Word]]:
    """Return the words of each row; a line that goes on with a cell of the row above it belongs to that row."""
    if len(heights) >= _RULES_BETWEEN:
        return _ruled_groups(lines, heights)
    groups: list[list[Word]] = []
    height = 0.0
    for line in lines:
        if groups and _goes_on(line, groups[-1], height, edges):
            groups[-1].extend(line)
        else:
            groups.append(list(line))
        height = line[0].baseline
    return groups


def _ruled_groups(lines: Sequence[list[Word]], heights: Sequence[float]) -> list[list[Word]]:
    groups: dict[int, list[Word]] = {}
    for line in lines:
        groups.setdefault(sum(height <= line[0].baseline for height in heights), []).extend(line)
    return list(groups.values())


def _goes_on(line: Sequence[Word], group: Sequence[Word], height: float, edges: Sequence[float]) -> bool:
    """Tell whether a line only goes on with texts of the row above: close under it, without quantities, and not with a new first cell."""
    if line[0].baseline - height > _WRAPPED * line[0].style.size or line[0].style.bold != group[0].style.bold:
        return False
    columns = {_column(word, edges) for word in line}
    above = {_column(word, edges) for word in group}
    if any(numeric(word.text) for word in line) or not columns <= above:
        return False
    return 0 not in columns or (line[0].text[0].islower() and len(columns) < len(edges))


def _entries(groups: Sequence[Sequence[Word]], edges: Sequence[float]) -> list[list[Entry]]:
    return [_spanned(group, edges) for group in groups if group]


def _spanned(group: Sequence[Word], edges: Sequence[float]) -> list[Entry]:
    """Return the entry of each column; of a head that stands over several columns, the same in each."""
    line = [entry([word for word in group if _column(word, edges) == index]) for index in range(len(edges))]
    lines = rows(group)
    for piece in pieces(lines[0], COLUMN_GAP) if len(lines) == 1 else ():
        first, last = _column(piece[0], edges), _column(piece[-1], edges)
        others = {_column(word, edges) for word in group if word not in piece}
        if first < last and not numeric(piece[-1].text) and others.isdisjoint(range(first, last + 1)):
            line[first : last + 1] = [entry(piece)] * (last - first + 1)
    return line


def level_tables(level: Sequence[Box], words: Sequence[Word]) -> list[tuple[Table, list[Word]]]:
    """Return the tables between level rules of one width, each with the words that are in it."""
    found = []
    for group in _same_width(level):
        inside = [word for word in words if group[0].left - 2 <= word.box.left and word.box.right <= group[0].right + 2]
        inside = [word for word in inside if group[0].top <= (word.box.top + word.box.bottom) / 2 <= group[-1].top]
        made = aligned(inside, [rule.top for rule in group]) if len(group) > _FEWEST and inside else None
        if made:
            found.append((made, inside))
    return found


def _same_width(level: Sequence[Box]) -> list[list[Box]]:
    """Return groups of level rules that begin and end at the same places, each from the top down."""
    groups: list[list[Box]] = []
    for rule in sorted(level, key=lambda rule: (round(rule.left / 4), round(rule.right / 4), rule.top)):
        last = groups[-1][-1] if groups else None
        if last and abs(last.left - rule.left) <= _SAME_END and abs(last.right - rule.right) <= _SAME_END and rule.top > last.top:
            groups[-1].append(rule)
        else:
            groups.append([rule])
    return groups


def strips(lines: Sequence[Sequence[Word]]) -> list[tuple[float, float]]:
    """Return the gaps between pieces in rows: from where to where nothing is printed."""
    return [(former[-1].box.right, later[0].box.left) for line in lines for former, later in pairwise(pieces(line, COLUMN_GAP))]
