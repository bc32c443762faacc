"""A release: a folder that is written once and never changed, named by a digest of what is in it and what it was made from."""

import hashlib
import json
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import Any, cast

from rdflib import VOID, Literal, URIRef

from kg import __version__
from kg.build.dumps import GRAPH, write_dumps
from kg.build.figures import Figures, figures, void
from kg.build.search_index import write_index
from kg.build.software import file_sha256, software
from kg.build.withdrawn import WITHDRAWN, refuse_unsound, withdrawn_json
from kg.errors import ReleaseError, ValidationError
from kg.model.findings import Finding, Report, Severity
from kg.read.withdrawn import Withdrawal, withdrawals
from kg.review.report import json_text, turtle_text
from kg.review.shapes import validate
from kg.store import moved_graph, turtle
from kg.store.canonical import canonical_form, contents
from kg.store.local import LocalEndpoint, open_files
from kg.store.queries import Queries
from kg.terms import BASE, mint, moved, moved_term, rebase

MANIFEST = "manifest.json"
INDEX = "search.sqlite"
DATASET = mint("dataset", "samenspel")

_LEFT_S = 3600
"""A folder of a build that has been going on for longer was left there when the build was killed."""

_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Sources:
    """What a release is made from: the graph's files, the shapes it must keep, the saved queries, and the reasons of withdrawals."""

    graph: tuple[Path, ...]
    shapes: tuple[Path, ...]
    queries: Path
    withdrawn: Path | None = None


@dataclass(frozen=True, slots=True)
class Release:
    """A release folder and what its manifest says."""

    folder: Path
    manifest: Mapping[str, object]

    @property
    def name(self) -> str:
        """Return the name of the release: the first 12 digits of a digest of its files and sources."""
        return str(self.manifest["release"])

    @property
    def graph_files(self) -> tuple[Path, ...]:
        """Return the files that hold the triples of the release, under its base."""
        return (self.folder / GRAPH,)

    def open(self) -> LocalEndpoint:
        """Return an endpoint over the graph of the release, under its base."""
        return open_files(self.graph_files, str(self.manifest["base"]))


def _silent(step: str) -> None:
    """Hear a step and tell nobody."""


def build_release(
    sources: Sources, out: Path, base: str = BASE, tell: Callable[[str], None] = _silent, *, allow_invalid: bool = False
) -> Release:
    """Return the release of the sources in the folder `out`, written unless it is there already.

    Each source is read once, so what is validated is what is released, and the same sources give the
    same bytes with the same software. `tell` hears the name of each step as it begins. Raises
    ValidationError on violations, unless `allow_invalid`; the manifest then says so. Raises WithdrawalError
    when the reasons of withdrawals do not fit the graph.
    """
    tell("read")
    read = contents(_files(sources))
    graph = canonical_form({file: read[file] for file in sources.graph})
    with tempfile.TemporaryDirectory() as folder:
        taken = _copied(sources, read, Path(folder))
        queries = Queries(taken.queries)
        tell("validate")
        report = _validated(graph, taken.shapes, allow_invalid=allow_invalid)
        gone = _withdrawals(taken, graph)
    with _new_folder(out) as new:
        tell("write")
        endpoint = _write_graph(new, graph, base)
        _write_report(new, report, base)
        (new / WITHDRAWN).write_text(withdrawn_json(gone), encoding="utf-8")
        counted = _write_figures(new, endpoint, queries)
        write_dumps(new, endpoint, queries)
        tell("index")
        write_index(endpoint, queries, new / INDEX)
        import_module("kg.build.layout").write_overview(new, endpoint, queries)
        origin = {"inputs": inputs(sources, read, base), "rdfc10Sha256": file_sha256(new / GRAPH)}
        return _published(new, out, _manifest(new, base, (counted, report), origin))


def current_release(sources: Sources, out: Path, base: str = BASE) -> Release | None:
    """Return the release in `out` that was made from exactly these sources, or None; damaged ones and other folders are passed over."""
    wanted = inputs(sources, contents(_files(sources)), base)
    for file in sorted(out.glob(f"[!.]*/{MANIFEST}")):
        with suppress(ReleaseError):
            if _read(file.parent)["inputs"] == wanted:
                return open_release(file.parent)
    return None


def open_release(folder: Path) -> Release:
    """Return the release in a folder; raises ReleaseError when it is absent, incomplete or changed."""
    manifest = _read(folder)
    for name, told in manifest["files"].items():
        file = folder / name
        if not file.is_file() or file_sha256(file) != told["sha256"]:
            raise ReleaseError(f"{file}: not as it was released; delete the folder and run kg build again")
    return Release(folder, manifest)


def _read(folder: Path) -> dict[str, Any]:
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ReleaseError(f"{folder}: no release here ({error}); delete the folder and run kg build") from error
    if not _ours(manifest):
        raise ReleaseError(f"{folder}: its manifest is not ours; delete the folder and run kg build")
    return cast("dict[str, Any]", manifest)


def _ours(manifest: object) -> bool:
    """Tell whether this is a manifest as we write them: a foreign manifest.json may hold anything."""
    if not isinstance(manifest, dict) or not all(isinstance(manifest.get(name), str) for name in ("base", "inputs", "release")):
        return False
    files = manifest.get("files")
    return isinstance(files, dict) and all(isinstance(told, dict) and "sha256" in told for told in files.values())


def inputs(sources: Sources, read: Mapping[Path, bytes], base: str) -> str:
    """Return a digest of all that decides the bytes of a release: the sources as read, the base, the software."""
    names = {file: file.relative_to(sources.queries).as_posix() if file.suffix == ".rq" else file.name for file in read}
    parts = [base, *software(), *(f"{names[file]} {_sha256(text)}" for file, text in read.items())]
    return _sha256("\n".join(parts).encode())


def _files(sources: Sources) -> list[Path]:
    reasons = [sources.withdrawn] if sources.withdrawn else []
    return [*sources.graph, *sources.shapes, *reasons, *sorted(sources.queries.rglob("*.rq"))]


def _copied(sources: Sources, read: Mapping[Path, bytes], folder: Path) -> Sources:
    """Return the sources as they were read, all but the graph in this folder: an edit during a build is for the next."""
    copies = {file: folder / "shapes" / f"{number}.ttl" for number, file in enumerate(sources.shapes)}
    copies |= {file: folder / file.relative_to(sources.queries) for file in read if file.suffix == ".rq"}
    copies |= {file: folder / "withdrawn" / file.name for file in read if file == sources.withdrawn}
    for file, copy in copies.items():
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(read[file])
    shapes = tuple(copies[file] for file in sources.shapes)
    return Sources(sources.graph, shapes, folder, copies[sources.withdrawn] if sources.withdrawn else None)


def _validated(graph: bytes, shapes: tuple[Path, ...], *, allow_invalid: bool) -> Report:
    report = validate(graph.decode(), shapes)
    violations = [finding for finding in report.findings if finding.severity is Severity.VIOLATION]
    if violations and not allow_invalid:
        shown = "\n".join(f"  <{finding.focus}>: {finding.messages.get('en', finding.shape)}" for finding in violations[:_SHOWN])
        more = f"\n  and {len(violations) - _SHOWN} more" if len(violations) > _SHOWN else ""
        raise ValidationError(f"no release made: {len(violations)} violations (kg check shows all)\n{shown}{more}")
    return report


def _withdrawals(sources: Sources, graph: bytes) -> tuple[Withdrawal, ...]:
    """Return what became of things that are no longer in the graph."""
    if not sources.withdrawn:
        return ()
    gone = withdrawals(sources.withdrawn)
    refuse_unsound(gone, graph, sources.withdrawn.name)
    return gone


@contextmanager
def _new_folder(out: Path) -> Iterator[Path]:
    """Give a folder to write a release in; what is left of it at the end goes, and so do those of builds that were killed."""
    out.mkdir(parents=True, exist_ok=True)
    for left in out.glob(".new-*"):
        with suppress(FileNotFoundError):  # another build may be sweeping too
            if time.time() - left.stat().st_mtime > _LEFT_S:
                shutil.rmtree(left, ignore_errors=True)
    new = Path(tempfile.mkdtemp(prefix=".new-", dir=out))
    try:
        yield new
    finally:
        shutil.rmtree(new, ignore_errors=True)


def _write_graph(folder: Path, graph: bytes, base: str) -> LocalEndpoint:
    """Write the validated graph under the base of the release, and return an endpoint over it."""
    released = graph if base == BASE else canonical_form({folder / GRAPH: graph}, base)
    (folder / GRAPH).write_bytes(released)
    return open_files([folder / GRAPH], base)


def _write_report(folder: Path, report: Report, base: str) -> None:
    told = Report(tuple(_moved(finding, base) for finding in report.findings))
    (folder / "shacl-report.ttl").write_text(turtle_text(told), encoding="utf-8")
    (folder / "shacl-report.json").write_text(json_text(told), encoding="utf-8")


def _moved(finding: Finding, base: str) -> Finding:
    return replace(
        finding,
        shape=URIRef(moved(finding.shape, BASE, base)),
        focus=moved_term(finding.focus, BASE, base),
        path=rebase(finding.path, BASE, base),
        value=None if finding.value is None else moved_term(finding.value, BASE, base),
    )


def _write_figures(folder: Path, endpoint: LocalEndpoint, queries: Queries) -> Figures:
    """Write the figures as VoID under the base of the release, and return them so."""
    base, counted = endpoint.base, figures(endpoint, queries)
    classes, properties = (
        tuple((URIRef(moved(iri, BASE, base)), number) for iri, number in each) for each in (counted.classes, counted.properties)
    )
    counted = replace(counted, classes=classes, properties=properties)
    told = moved_graph(void(counted), BASE, base)
    told.set((URIRef(moved(DATASET, BASE, base)), VOID.uriSpace, Literal(f"{base}/id/")))  # a text (VoID §4.2)
    prefixed = rebase("".join(turtle.lines(told)), BASE, base)
    (folder / "void.ttl").write_text(prefixed, encoding="utf-8")
    return counted


def _manifest(folder: Path, base: str, outcome: tuple[Figures, Report], origin: Mapping[str, str]) -> dict[str, object]:
    counted, report = outcome
    written = sorted(file for file in folder.rglob("*") if file.is_file())
    files = {file.relative_to(folder).as_posix(): {"bytes": file.stat().st_size, "sha256": file_sha256(file)} for file in written}
    return {
        **origin,
        "base": base,
        "counts": {str(kind): number for kind, number in counted.classes},
        "files": files,
        "release": _sha256(json.dumps([files, origin], sort_keys=True).encode())[:12],
        "software": f"kg {__version__}",
        "triples": counted.triples,
        "valid": report.conforms,
        "validation": {severity.value.lower(): number for severity, number in report.counts.items()},
    }


def _published(new: Path, out: Path, manifest: Mapping[str, object]) -> Release:
    """Move the new folder to its name in one step; a sound release of that name is the same release, a damaged one makes way."""
    (new / MANIFEST).write_text(json.dumps(manifest, indent=2, sort_keys=True, ensure_ascii=False) + "\n", encoding="utf-8")
    new.chmod(0o755)
    folder = out / str(manifest["release"])
    try:
        new.rename(folder)
    except OSError:  # it is there already, or another build was first
        with suppress(ReleaseError):
            return open_release(folder)
        with _new_folder(out) as aside:
            folder.rename(aside / folder.name)
        new.rename(folder)
    return Release(folder, manifest)


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
