"""A document as it was read: its text edition, and the passages in it that can be pointed at (frozen)."""

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class TextEdition:
    """The text of a document, normalised to NFC; positions count its code points from 0."""

    document: str
    text: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a text edition: code points from `start` up to, not including, `end`."""

    start: int
    end: int


class Shape(StrEnum):
    """What a passage is in its document."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    ROW = "row"
    CAPTION = "caption"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table's row: what its column is called (several header rows joined by " › "), and where its text stands.

    `text` is the text of the edition at `stretch`; the column of a table without header is "".
    """

    column: str
    text: str
    stretch: Stretch


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a document that can be pointed at.

    `text` is the text of the edition at `stretch`, on one line unless the edition is a text file's own.
    `locator` is how a reader finds it back, and in one document no two passages have the same; `trail`
    are the headings it stands under, outermost first, its own text not among them. `level` is the rank of
    a heading (1 is the highest) or the depth of an item of a list (0 is the outermost). `page` is the
    number of the page in the file from 1, and 0 when the format has no pages. `cells` are those of a row.
    """

    document: str
    locator: str
    stretch: Stretch
    shape: Shape
    text: str
    trail: tuple[str, ...] = ()
    level: int = 0
    page: int = 0
    cells: tuple[Cell, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """The file a document was read from, as it was given; `sha256` in hexadecimal digits, `size` in bytes.

    `url` is the address it was saved from, where the file tells it.
    """

    name: str
    media_type: str
    sha256: str
    size: int
    url: str = ""


@dataclass(frozen=True, slots=True)
class Transcript:
    """What was read of a document: its text edition, its passages in reading order, and what a reader should know of the reading.

    `notices` are sentences in English for who reads the document, such as that a page holds pictures only.
    """

    source: Source
    title: str
    edition: TextEdition
    passages: tuple[Passage, ...]
    notices: tuple[str, ...] = ()
