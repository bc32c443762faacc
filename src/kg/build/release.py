"""A release: a folder that is written once and never changed, named by a digest of what is in it and what it was made from."""

import hashlib
import json
import shutil
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg import __version__
from kg.build.figures import Figures, figures, void
from kg.build.search_index import write_index
from kg.errors import ReleaseError, ValidationError
from kg.model import Report, Severity
from kg.review.report import json_text, turtle_text
from kg.review.shapes import validate
from kg.store import turtle
from kg.store.canonical import canonical, digest
from kg.store.local import LocalEndpoint, open_files
from kg.store.queries import Queries
from kg.terms import BASE, moved, rebase

MANIFEST = "manifest.json"
GRAPH = "graph.nt"
INDEX = "search.sqlite"
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Sources:
    """What a release is made from: the graph's files, the shapes it must keep, the saved queries."""

    graph: tuple[Path, ...]
    shapes: tuple[Path, ...]
    queries: Path


@dataclass(frozen=True, slots=True)
class Release:
    """A release folder and what its manifest says."""

    folder: Path
    manifest: Mapping[str, object]

    @property
    def name(self) -> str:
        """Return the name of the release: the first 12 digits of a digest of its files and sources."""
        return str(self.manifest["release"])

    def open(self) -> LocalEndpoint:
        """Return an endpoint over the graph of the release, under its base."""
        return open_files([self.folder / GRAPH], str(self.manifest["base"]))


def _silent(step: str) -> None:
    """Hear a step and tell nobody."""


def build_release(
    sources: Sources, out: Path, base: str = BASE, tell: Callable[[str], None] = _silent, *, allow_invalid: bool = False
) -> Release:
    """Return the release of the sources in the folder `out`, written unless it is there already.

    The same sources give the same bytes. `tell` hears the name of each step as it begins. Raises
    ValidationError on violations, unless `allow_invalid`; the manifest then says so.
    """
    tell("read")
    graph = canonical(sources.graph, base)
    tell("validate")
    report = _validated(sources, allow_invalid=allow_invalid)
    out.mkdir(parents=True, exist_ok=True)
    new = Path(tempfile.mkdtemp(prefix=".new-", dir=out))
    try:
        tell("write")
        (new / GRAPH).write_bytes(graph)
        endpoint = open_files([new / GRAPH], base)
        _write_report(new, report, base)
        counted = _write_figures(new, endpoint, Queries(sources.queries))
        tell("index")
        write_index(endpoint, Queries(sources.queries), new / INDEX)
        origin = {"inputs": inputs(sources, base), "rdfc10Sha256": digest(graph)}
        return _published(new, out, _manifest(new, base, (counted, report), origin))
    finally:
        shutil.rmtree(new, ignore_errors=True)


def current_release(sources: Sources, out: Path, base: str = BASE) -> Release | None:
    """Return the release in `out` that was made from exactly these sources, or None."""
    wanted = inputs(sources, base)
    folders = (file.parent for file in sorted(out.glob(f"[!.]*/{MANIFEST}")))
    return next((open_release(folder) for folder in folders if _read(folder).get("inputs") == wanted), None)


def open_release(folder: Path) -> Release:
    """Return the release in a folder; raises ReleaseError when it is absent, incomplete or changed."""
    manifest = _read(folder)
    for name, told in manifest["files"].items():
        file = folder / name
        if not file.exists() or _sha256(file) != told["sha256"]:
            raise ReleaseError(f"{file}: not as it was released; delete the folder and run kg build again")
    return Release(folder, manifest)


def _read(folder: Path) -> dict[str, Any]:
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ReleaseError(f"{folder}: no release here ({error}); delete the folder and run kg build") from error
    if not isinstance(manifest, dict):
        raise ReleaseError(f"{folder}: its manifest is not ours; delete the folder and run kg build")
    return manifest


def inputs(sources: Sources, base: str) -> str:
    """Return a digest of all a release depends on: its sources, the base, and the code that builds it."""
    files = [*sources.graph, *sources.shapes, *sorted(sources.queries.rglob("*.rq")), *sorted(Path(__file__).parent.glob("*.py"))]
    parts = [f"{__version__} {base}", *(f"{file.name} {_sha256(file)}" for file in files if file.exists())]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _validated(sources: Sources, *, allow_invalid: bool) -> Report:
    report = validate(canonical(sources.graph).decode(), sources.shapes)
    violations = [finding for finding in report.findings if finding.severity is Severity.VIOLATION]
    if violations and not allow_invalid:
        shown = "\n".join(f"  <{finding.focus}>: {finding.messages.get('en', finding.shape)}" for finding in violations[:_SHOWN])
        more = f"\n  and {len(violations) - _SHOWN} more" if len(violations) > _SHOWN else ""
        raise ValidationError(f"no release made: {len(violations)} violations (kg check shows all)\n{shown}{more}")
    return report


def _write_report(folder: Path, report: Report, base: str) -> None:
    (folder / "shacl-report.ttl").write_text(rebase(turtle_text(report), BASE, base), encoding="utf-8")
    (folder / "shacl-report.json").write_text(json_text(report).replace(f"{BASE}/", f"{base}/"), encoding="utf-8")


def _write_figures(folder: Path, endpoint: LocalEndpoint, queries: Queries) -> Figures:
    counted = figures(endpoint, queries)
    (folder / "void.ttl").write_text("".join(turtle.lines(void(counted))).replace(BASE, endpoint.base), encoding="utf-8")
    return counted


def _manifest(folder: Path, base: str, outcome: tuple[Figures, Report], origin: Mapping[str, str]) -> dict[str, object]:
    counted, report = outcome
    files = {file.name: {"bytes": file.stat().st_size, "sha256": _sha256(file)} for file in sorted(folder.iterdir())}
    return {
        **origin,
        "base": base,
        "counts": {moved(kind, BASE, base): number for kind, number in counted.classes},
        "files": files,
        "release": hashlib.sha256(json.dumps([files, origin], sort_keys=True).encode()).hexdigest()[:12],
        "software": f"kg {__version__}",
        "triples": counted.triples,
        "valid": report.conforms,
        "validation": {severity.value.lower(): number for severity, number in report.counts.items()},
    }


def _published(new: Path, out: Path, manifest: Mapping[str, object]) -> Release:
    """Move the new folder to its name in one step; a release of that name is the same release."""
    (new / MANIFEST).write_text(json.dumps(manifest, indent=2, sort_keys=True, ensure_ascii=False) + "\n", encoding="utf-8")
    folder = out / str(manifest["release"])
    if not folder.exists():
        new.chmod(0o755)
        new.rename(folder)
    return open_release(folder)


def _sha256(file: Path) -> str:
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()
