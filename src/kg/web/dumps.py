"""The files of a release to take along: whole, in parts, packed, each with its digest."""

import json
import re
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path, PurePosixPath

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response

from kg.build.dumps import DUMPS, dump_at, dump_path, files
from kg.build.release import MANIFEST
from kg.build.series import series
from kg.publish.catalogue import offered
from kg.publish.library import Library
from kg.publish.signposts import Signpost, link_header
from kg.web.coding import chosen, coded_tag
from kg.web.documents import licence
from kg.web.paths import located
from kg.web.responses import FOREVER, FRESH, held
from kg.web.served import Served

_RANGE = re.compile(r"[0-9]{1,15}-[0-9]{0,15}|-[0-9]{1,15}", re.ASCII)
_MOST_RANGES = 16
_GZIP = "application/gzip"
_OFFERED = ("gzip",)
"""The coding in which a dump is at hand."""

_TYPES = {dump.file: dump.media_type for dump in DUMPS}
_PACKED = frozenset(dump.file for dump in DUMPS if dump.packed)


@dataclass(frozen=True, slots=True)
class _File:
    """A file of a release: where it is, its media type, its digest (SHA-256, hexadecimal) and its coding."""

    path: Path
    media_type: str
    sha256: str
    coding: str = ""

    @property
    def tag(self) -> str:
        """Return its strong entity tag."""
        tag = f'"{self.sha256[:32]}"'
        return coded_tag(tag, self.coding) if self.coding else tag

    @property
    def digest(self) -> str:
        """Return its digest as a header tells it (RFC 9530 §3): of the bytes that are sent, in their coding."""
        return f"sha-256=:{b64encode(bytes.fromhex(self.sha256)).decode()}:"


def dump(served: Served, request: Request) -> Response:
    """Return a file of this release or of one that was published; without the name of a release, send on to that of this one."""
    path = f"/dump/{request.path_params['path']}"
    place = dump_at(path)
    if place is None:
        return _latest(served, request, path)
    found = _found(served.library, *place)
    small = found.path.with_name(f"{found.path.name}.gz")
    if place[0] in _PACKED and "range" not in request.headers and chosen(", ".join(request.headers.getlist("accept-encoding")), _OFFERED):
        found = _File(small, found.media_type, _digests(small, place[0])[f"{place[0]}.gz"], "gzip")
    return _sent(served.library, request, found, packed=place[0] in _PACKED)


def _sent(library: Library, request: Request, file: _File, *, packed: bool) -> Response:
    links = [*(Signpost("license", str(page)) for page in licence(library))]
    if library.publication:
        links.append(Signpost("describedby", located(request, "/catalog")))
    headers = {
        "ETag": file.tag,
        "Cache-Control": FOREVER,
        "Repr-Digest": file.digest,
        **({"Link": link_header(links)} if links else {}),
        **({"Vary": "Accept-Encoding"} if packed else {}),
        **({"Content-Encoding": file.coding} if file.coding else {}),
    }
    return sent(request, file.path, file.media_type, headers)


def sent(request: Request, file: Path, media_type: str, headers: Mapping[str, str]) -> Response:
    """Return a file that never changes, or the parts of it that are asked for; 304 when the client holds it by its tag (`ETag`)."""
    if held(request, headers["ETag"]):
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
    if not _is_range(request.headers.get("range", "")):
        request.scope["headers"] = [header for header in request.scope["headers"] if header[0] != b"range"]
    return FileResponse(file, headers=headers, media_type=media_type, stat_result=file.stat())


def _is_range(header: str) -> bool:
    """Tell whether a header asks for some parts in bytes; what is none, or asks for a great many, counts as not sent (RFC 9110 §14.2)."""
    unit, _, parts = header.partition("=")
    asked = parts.split(",", _MOST_RANGES)
    return unit == "bytes" and len(asked) <= _MOST_RANGES and all(_RANGE.fullmatch(part.strip()) for part in asked)


def _found(library: Library, file: str, release: str) -> _File:
    """Return a file of a release that is served or was published; raises 404 when it is neither or has no such file."""
    folder = library.folder
    absent = HTTPException(HTTPStatus.NOT_FOUND, f"no file of release {release} here; /catalog lists what there is")
    if folder is None or not (release == folder.name or any(each.release == release for each in series(folder.parent))):
        raise absent
    path = folder.parent / release / file
    if not path.is_file():
        raise absent
    media_type = _GZIP if path.suffix == ".gz" else _TYPES[file]
    return _File(path, media_type, _digests(path, file)[file])


def _digests(path: Path, file: str) -> Mapping[str, str]:
    """Return the digests of the files of the release that this file is in."""
    folder = path.parents[len(PurePosixPath(file).parts) - 1]
    manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    return {name: told["sha256"] for name, told in manifest["files"].items()}


def _latest(served: Served, request: Request, path: str) -> Response:
    """Send the name of a file without a release on to that of the release that the catalogue offers (307)."""
    release = str(offered(served.library.manifest).get("release", ""))
    for file in files():
        own = dump_path(file, release)
        if own.replace(f"-{release}", "", 1) == path:
            return RedirectResponse(located(request, own), HTTPStatus.TEMPORARY_REDIRECT, {"Cache-Control": FRESH})
    raise HTTPException(HTTPStatus.NOT_FOUND, f"no file {path} here; /catalog lists what there is")
