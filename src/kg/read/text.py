"""A plain text file as the text edition of a document."""

import unicodedata
from pathlib import Path

from kg.errors import MissingFileError, RdfError
from kg.model.passages import TextEdition


def text_editions(folder: Path) -> list[TextEdition]:
    """Return the text edition in each `<document id>.txt` of a folder, by document id."""
    if not folder.is_dir():
        raise MissingFileError(f"{folder}: no such folder")
    return [text_edition(file) for file in sorted(folder.glob("*.txt"))]


def text_edition(file: Path) -> TextEdition:
    """Return the text of a UTF-8 file, its line ends made line feeds and its characters NFC."""
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise RdfError(str(file), "not UTF-8; save the text as UTF-8") from error
    return TextEdition(file.stem, unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")))
