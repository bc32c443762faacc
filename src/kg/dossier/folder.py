"""The folder of one document: what was read of it and what it may state, in and out."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kg.dossier.plain import line, plain, read_line, read_lines
from kg.errors import DossierError, MissingFileError
from kg.model.candidates import Candidate
from kg.model.passages import Passage, Source, TextEdition, Transcript
from kg.model.tables import Row
from kg.store import files

DOCUMENT, TEXT, PASSAGES, CANDIDATES, VERDICTS = "document.json", "text.txt", "passages.jsonl", "candidates.jsonl", "verdicts.jsonl"


@dataclass(frozen=True, slots=True)
class Cover:
    """What `document.json` tells: the file that was read, with what, the document's own row, and digests of what was read."""

    source: Source
    document: str
    title: str
    row: Mapping[str, str] = field(hash=False)
    sha256: Mapping[str, str] = field(hash=False)
    reader: str = ""
    notices: tuple[str, ...] = ()


def save_transcript(folder: Path, transcript: Transcript, row: Row, reader: str = "") -> None:
    """Write what was read of a document and its own row of `documents`; candidates and verdicts of an earlier reading stay.

    `reader` names the version that read it. `document.json` is written last: until then the folder is as it was, or is
    told to be damaged.
    """
    parts = {
        TEXT: transcript.edition.text.encode(),
        PASSAGES: "".join(map(line, transcript.passages)).encode(),
    }
    digests = {name: hashlib.sha256(content).hexdigest() for name, content in parts.items()}
    cover = Cover(transcript.source, transcript.edition.document, transcript.title, row.cells, digests, reader, transcript.notices)
    for name, content in parts.items():
        files.replace(folder / name, [content])
    _write_cover(folder, cover)


def save_row(folder: Path, row: Row) -> None:
    """Write the document's own row anew; all else stays."""
    found = cover(folder)
    _write_cover(folder, Cover(found.source, found.document, found.title, row.cells, found.sha256, found.reader, found.notices))


def _write_cover(folder: Path, found: Cover) -> None:
    text = json.dumps(plain(found), ensure_ascii=False, indent=1) + "\n"
    files.replace(folder / DOCUMENT, [text.encode()])


def cover(folder: Path) -> Cover:
    """Return what is told of the document; raises MissingFileError when the folder is no dossier."""
    return read_line(Cover, _bytes(folder, DOCUMENT), (folder / DOCUMENT, 0))


def document_row(folder: Path) -> Row:
    """Return the document's own row of the fact table of documents."""
    return Row("documents", dict(cover(folder).row), str(folder / DOCUMENT))


def transcript(folder: Path) -> Transcript:
    """Return what was read of the document; raises DossierError naming the file that is damaged or was changed, and the line."""
    told = cover(folder)
    content = _bytes(folder, TEXT)
    _refuse_changed(folder / TEXT, content, told)
    text = content.decode()
    passages = tuple(read_lines(Passage, _existing(folder, PASSAGES)))
    _refuse_changed(folder / PASSAGES, _bytes(folder, PASSAGES), told)
    return Transcript(told.source, told.title, TextEdition(told.document, text), passages, told.notices)


def _refuse_changed(file: Path, content: bytes, told: Cover) -> None:
    if hashlib.sha256(content).hexdigest() != told.sha256.get(file.name):
        raise DossierError(file, 0, "was changed after the document was read; read the document again with kg read")


def save_candidates(folder: Path, found: Iterable[Candidate]) -> None:
    """Write what the document may state, in place of what was found before."""
    _existing(folder, DOCUMENT)
    files.replace(folder / CANDIDATES, (line(each).encode() for each in found))


def candidates(folder: Path) -> tuple[Candidate, ...]:
    """Return what the document may state, in the order it was found; none when nothing was looked for yet."""
    _existing(folder, DOCUMENT)
    file = folder / CANDIDATES
    return tuple(read_lines(Candidate, file)) if file.exists() else ()


def dossiers(work: Path) -> Iterator[Path]:
    """Yield the dossiers in a folder, by name; a folder that is itself one is the only one."""
    if (work / DOCUMENT).is_file():
        yield work
    else:
        yield from sorted(file.parent for file in work.glob(f"*/{DOCUMENT}"))


def _existing(folder: Path, name: str) -> Path:
    if not (folder / name).is_file():
        raise MissingFileError(f"{folder / name}: no such file; make the dossier with kg read")
    return folder / name


def _bytes(folder: Path, name: str) -> bytes:
    return _existing(folder, name).read_bytes()
