"""The parts of a DOCX file, as XML of which names stand without their namespace; nothing in it is run or fetched."""

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element, ParseError

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException

from kg.errors import UnreadableError

LARGEST_BYTES = 200_000_000
"""What the XML of a document may unpack to; a small file can hide a huge one."""

_BROKEN = (zipfile.BadZipFile, zlib.error, KeyError, EOFError, NotImplementedError, OSError, ValueError)


@dataclass(frozen=True, slots=True)
class Parts:
    """The XML of a document and of what belongs to it; an empty element for what is not there."""

    document: Element
    styles: Element
    numbering: Element
    footnotes: Element
    endnotes: Element
    properties: Element


def parts(content: bytes) -> Parts:
    """Return the parts of a Word file, with or without macros; raises UnreadableError when it is none or not to be trusted."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _refuse_bomb(archive)
            return _parts(archive)
    except RuntimeError as error:
        raise UnreadableError("the Word file asks for a password; save a copy without password and read that") from error
    except _BROKEN as error:
        raise UnreadableError("the Word file is damaged or cut off; open it in Word and save it again") from error


def name(element: Element) -> str:
    """Return the name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def value(element: Element | None, key: str = "val") -> str:
    """Return an attribute, whatever its namespace; "" when there is none, or no element."""
    if element is None:
        return ""
    return next((text for attribute, text in element.attrib.items() if attribute.rpartition("}")[2] == key), "")


def child(element: Element | None, *path: str) -> Element | None:
    """Return the first element on a path of names below an element; None when there is none."""
    for step in path:
        element = next((each for each in element if name(each) == step), None) if element is not None else None
    return element


def children(element: Element, key: str) -> Iterator[Element]:
    """Yield the elements of this name directly in an element."""
    return (each for each in element if name(each) == key)


def on(element: Element | None) -> bool:
    """Tell whether a switch such as bold is there and not set to off."""
    return element is not None and value(element).casefold() not in {"0", "false", "off", "none"}


def _refuse_bomb(archive: zipfile.ZipFile) -> None:
    """Refuse a file whose XML is larger than any report's; pictures do not count, for they are not unpacked."""
    if sum(part.file_size for part in archive.infolist() if part.filename.endswith((".xml", ".rels"))) > LARGEST_BYTES:
        raise UnreadableError(
            f"the Word file unpacks to more than {LARGEST_BYTES // 1_000_000} MB, as one made to exhaust the machine does"
        )


def _parts(archive: zipfile.ZipFile) -> Parts:
    main = _target(_related(archive, ""), "officeDocument") or "word/document.xml"
    beside = _related(archive, main)
    return Parts(
        _read(archive, main),
        _other(archive, _target(beside, "styles")),
        _other(archive, _target(beside, "numbering")),
        _other(archive, _target(beside, "footnotes")),
        _other(archive, _target(beside, "endnotes")),
        _other(archive, _target(_related(archive, ""), "core-properties")),
    )


def _related(archive: zipfile.ZipFile, part: str) -> Mapping[str, str]:
    """Return the parts that a part names as belonging to it, by the last word of what they are to it; never one outside the file."""
    folder, file = posixpath.split(part)
    listed = posixpath.join(folder, "_rels", f"{file}.rels")
    if listed not in archive.namelist():
        return {}
    inside = [each for each in _read(archive, listed) if value(each, "TargetMode") != "External"]
    return {
        value(each, "Type").rpartition("/")[2]: posixpath.normpath(posixpath.join("/", folder, value(each, "Target"))) for each in inside
    }


def _target(related: Mapping[str, str], kind: str) -> str:
    return related.get(kind, "").lstrip("/")


def _other(archive: zipfile.ZipFile, part: str) -> Element:
    return _read(archive, part) if part in archive.namelist() else Element("none")


def _read(archive: zipfile.ZipFile, part: str) -> Element:
    if not part.endswith(".xml") and not part.endswith(".rels"):
        raise UnreadableError(f"the Word file keeps its text in {part}, which is no XML")
    try:
        found: Element = ElementTree.fromstring(archive.read(part), forbid_dtd=True)
    except DefusedXmlException as error:
        raise UnreadableError("the Word file declares entities, as one made to attack does and Word never does; it is not read") from error
    except ParseError as error:
        raise UnreadableError(f"the Word file is damaged: {part} is no XML; open it in Word and save it again") from error
    return found
