"""What every reader of a format yields: the blocks of a document in reading order, before they are placed in a text edition."""

from dataclasses import dataclass

from kg.model.passages import Shape, Stretch


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, paragraph, item of a list, row of a table or caption, as it stands in a document.

    `text` is on one line, without bullet; of a row it is empty, and `cells` hold the name of the column and
    the text of each cell, empty cells left out. `level` is the rank of a heading (1 is the highest) or the depth
    of an item (0 is the outermost); `page` counts from 1, and is 0 in formats without pages. `stretch` is where the
    block stands in a text that is kept as it is; a reader of another format leaves it out, and the text is made.
    """

    shape: Shape
    text: str
    level: int = 0
    page: int = 0
    cells: tuple[tuple[str, str], ...] = ()
    stretch: Stretch | None = None
