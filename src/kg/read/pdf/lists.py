"""How deep an item of a list is: by how far its mark is set in."""

from kg.read.pdf.lines import Line

_SAME = 4.0
_OTHER_COLUMN = 100.0


class Nesting:
    """The places of the marks of the list that is being read, the outermost first."""

    def __init__(self) -> None:
        self._places: list[float] = []
        self._text = 0.0

    def depth(self, line: Line) -> int:
        """Return the depth of the item that begins with this line, and remember it."""
        if self._places and abs(line.start - self._places[-1]) > _OTHER_COLUMN:
            self._move(line)
        while self._places and self._places[-1] > line.start + _SAME:
            self._places.pop()
        if not self._places or line.start > self._places[-1] + _SAME:
            self._places.append(line.start)
        self._text = line.left
        return len(self._places) - 1

    def paragraph(self, line: Line) -> None:
        """End the list, unless the paragraph is set in as far as the text of the last item."""
        if line.start < self._text - _SAME or not self._places:
            self.end()

    def end(self) -> None:
        """End the list."""
        self._places.clear()

    def _move(self, line: Line) -> None:
        """Take the innermost place to be that of an item in the next column, and move the others along."""
        shift = line.start - self._places[-1]
        self._places = [place + shift for place in self._places]
