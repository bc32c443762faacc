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


@dataclass(frozen=True, slots=True)
class Found:
    """What a reader finds in a document: its title, its blocks in reading order, and what who reads it should know.

    `text` is given by a reader that keeps the text as it is, and then every block has its stretch in it.
    `url` is the address the document was saved from, where the file tells it.
    """

    title: str
    blocks: tuple[Block, ...]
    notices: tuple[str, ...] = ()
    text: str | None = None
    url: str = ""
