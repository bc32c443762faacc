"""Whether graphs keep the shapes: ours on the graph, on its concepts and on the catalogue, and the official ones where they are at hand."""

import json
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from rdflib import SH, Graph

from kg.errors import RdfError
from kg.gate.checking import Examined, Found, cannot_tell, found, inapplicable
from kg.model.findings import Finding, Severity
from kg.review.shapes import validate
from kg.store import Formats, rows, written
from kg.store.local import open_files

REPORT = "shacl-report.json"
PUBLICATION = "publication.shacl.ttl"
DCAT = ("dcat-ap-SHACL.ttl", "dcat-ap-nl-SHACL.ttl", "dcat-ap-nl-SHACL-klassebereik.ttl")
CONCEPTS = ("skos-ap-nl.ttl",)
CATALOGUE = "/catalog.nt"


def graph(examined: Examined) -> Found:
    """Return what the build found of the graph: it validated it, and wrote what it found in the release."""
    told = json.loads((examined.release.folder / REPORT).read_text(encoding="utf-8"))["findings"]
    wrong, weak = ([_told(each) for each in told if (each["severity"] == Severity.VIOLATION) is bad] for bad in (True, False))
    return found("triples", int(str(examined.release.manifest["triples"])), wrong, weak)


def _told(finding: dict[str, Any]) -> str:
    return f"{finding['focus']}: {finding['messages'].get('en', finding['shape'])}"


def shapes(examined: Examined) -> Found:
    """Return whether our own shapes are shapes: a mistake in one would let everything pass."""
    faults = [fault for file in examined.shapes for fault in _faults(examined, file)]
    count = sum(_count(examined, file) for file in examined.shapes)
    return found("shapes", count, faults)


def _faults(examined: Examined, file: Path) -> Iterator[str]:
    try:
        validate("", [file])
    except RdfError as error:
        yield f"{file.name}: {error}"
        return
    for row in rows(open_files([file]), examined.library.queries.text("gate/shapes")):
        yield f"{row['shape']}: {row['fault']}"


def _count(examined: Examined, file: Path) -> int:
    try:
        return len(rows(open_files([file]), examined.library.queries.text("gate/shapes-all")))
    except RdfError:
        return 0


def catalogue(examined: Examined) -> Found:
    """Return what our shapes of DCAT-AP-NL find in the catalogue as the site gives it."""
    return _catalogue(examined, [file for file in examined.shapes if file.name == PUBLICATION])


def official_catalogue(examined: Examined) -> Found:
    """Return what the official shapes of DCAT-AP and DCAT-AP-NL find in it, if they are at hand."""
    files = _official(examined, DCAT)
    if not files:
        return cannot_tell("no_official")
    with tempfile.TemporaryDirectory() as folder:
        return _catalogue(examined, [_whole(files, Path(folder))])


def _catalogue(examined: Examined, files: Sequence[Path]) -> Found:
    if examined.library.publication is None:
        return inapplicable("no_catalogue")
    text = examined.call(CATALOGUE).text
    return _found(examined, text, files)


def concepts(examined: Examined) -> Found:
    """Return what our shapes of the NL-SBB find in our concepts."""
    return _found(examined, _concepts(examined), [file for file in examined.shapes if file.name == PUBLICATION])


def official_concepts(examined: Examined) -> Found:
    """Return what the official shapes of the NL-SBB find in them, if they are at hand."""
    files = _official(examined, CONCEPTS)
    return _found(examined, _concepts(examined), files) if files else cannot_tell("no_official")


def _concepts(examined: Examined) -> str:
    return written(examined.library.endpoint, examined.library.queries.text("gate/concepts"), Formats()).body.decode()


def _found(examined: Examined, text: str, files: Sequence[Path]) -> Found:
    """Return what shapes find in N-Triples about things of ours: what others say of theirs is theirs."""
    ours = [each for each in validate(text, files).findings if str(each.focus).startswith(examined.base)]
    wrong, weak = ([_line(each) for each in ours if (each.severity is Severity.VIOLATION) is bad] for bad in (True, False))
    return found("triples", len(text.splitlines()), wrong, weak)


def _line(finding: Finding) -> str:
    said = finding.messages.get("en") or next(iter(finding.messages.values()), str(finding.shape))
    return f"{finding.focus} {finding.path}: {said}".replace(" :", ":")


def _official(examined: Examined, names: Iterable[str]) -> list[Path]:
    """Return the files with these names somewhere below the folder of official shapes; none when one is not there."""
    folder = examined.tools.official
    places = [next(folder.rglob(name), None) for name in names] if folder else [None]
    return [place for place in places if place] if all(places) else []


def _whole(files: Iterable[Path], folder: Path) -> Path:
    """Return one file with these shapes, without the parts that DCAT-AP 3.0.1 refers to and does not contain."""
    told = Graph()
    for file in files:
        told.parse(file)
    for shape, part in set(told.subject_objects(SH.property)):
        if (part, SH.path, None) not in told:
            told.remove((shape, SH.property, part))
    whole = folder / "official.ttl"
    told.serialize(whole, format="turtle", encoding="utf-8")
    return whole
