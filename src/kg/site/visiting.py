"""Visits a static site over HTTP: what it says of itself (site.json), and its answers as they come, with no redirect followed."""

import json
import re
import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from types import MappingProxyType
from urllib.parse import urljoin, urlsplit

from kg.errors import SiteError
from kg.web.documents import EXTENSIONS

SITE = "/site.json"

_ASSET = re.compile(r'<script[^>]* src="([^"]+)"|<link[^>]* href="([^"]+\.css)"')
_PATIENCE_S = 30
_NOTHING: Mapping[str, str] = MappingProxyType({})
_MOVED = frozenset({301, 302, 303, 307, 308})


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back; header names in lower case, lines of one name joined."""

    status: int
    headers: Mapping[str, str] = field(hash=False)
    body: bytes

    def __str__(self) -> str:
        """Return in short what came back, for who wanted something else."""
        where = self.headers.get("location", "")
        return f"status {self.status}" + (f" to {where}" if where else f" with {self.media_type or 'no type'}")

    @property
    def media_type(self) -> str:
        """Return its media type, without parameters."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def charset(self) -> str:
        """Return the charset that its media type names, in lower case; "" for none."""
        parameters = self.headers.get("content-type", "").lower().replace(" ", "").split(";")[1:]
        return next((each.removeprefix("charset=").strip('"') for each in parameters if each.startswith("charset=")), "")

    @property
    def vary(self) -> frozenset[str]:
        """Return the headers by which it varies, in lower case."""
        return frozenset(name.strip().lower() for name in self.headers.get("vary", "").split(","))


@dataclass(frozen=True, slots=True)
class Told:
    """What a site says of itself.

    `sample` has the SHA-256 of some files by their path, `things` are some paths below /id, `merged` and `withdrawn` what
    became of things that are no longer there. `publication`, `patch` and `node` are where the newest publication is, what
    differs in it, and its node of the stream; "" for none.
    """

    base: str
    release: str
    dump: str
    dump_bytes: int
    triples: int
    search: str
    sample: Mapping[str, str] = field(hash=False)
    things: tuple[str, ...]
    merged: Mapping[str, str] = field(default_factory=dict, hash=False)
    withdrawn: tuple[str, ...] = ()
    publication: str = ""
    patch: str = ""
    node: str = ""


class Site:
    """A site at an address: asks for its paths, and remembers to where it was sent on."""

    def __init__(self, url: str) -> None:
        """Begin a visit; raises SiteError when no site of ours is there."""
        self.url = _address(url)
        self.sent_on: list[str] = []
        self.told = _told(self.url, self.ask(SITE))

    @property
    def forms(self) -> list[str]:
        """Return the addresses of the data of a document: Turtle first, its links last."""
        extensions = [*(extension for extension in EXTENSIONS.values() if extension != "html"), "linkset.json"]
        return [f"/doc/{self.told.things[0]}.{extension}" for extension in extensions]

    @property
    def assets(self) -> list[str]:
        """Return the addresses of the styles and scripts of the start page."""
        found = (match[0] or match[1] for match in _ASSET.findall(self.ask("/").body.decode(errors="replace")))
        return [path.removeprefix(urlsplit(self.url).path) for path in found if path.startswith("/")]

    def ask(self, path: str, accept: str = "*/*", method: str = "GET", headers: Mapping[str, str] = _NOTHING) -> Answer:
        """Return the answer for a path below the site's address; raises SiteError when none comes."""
        parts = urlsplit(self.url)
        connection = _connection(parts.scheme, parts.netloc)
        try:
            connection.request(method, parts.path + path, headers={"Accept": accept, "User-Agent": "kg-site-check", **headers})
            answer = connection.getresponse()
            names = {name.lower() for name, _ in answer.getheaders()}
            found = Answer(answer.status, {name: answer.getheader(name, "") for name in names}, answer.read())
        except (OSError, HTTPException) as error:
            raise SiteError(f"{self.url}{path}: no answer ({error or type(error).__name__}); is the server running there?") from error
        finally:
            connection.close()
        if found.status in _MOVED:
            self.sent_on.append(self.location(path, found, absolute=True))
        return found

    def location(self, path: str, answer: Answer, *, absolute: bool = False) -> str:
        """Return to where a path is sent on: below the site's address a path, else the whole address; "" when it is not."""
        if "location" not in answer.headers:
            return ""
        target = urljoin(self.url + path, answer.headers["location"])
        return target if absolute or not target.startswith(f"{self.url}/") else target.removeprefix(self.url)

    def page(self, path: str, accept: str = "text/html", headers: Mapping[str, str] = _NOTHING) -> Answer:
        """Return a page as a browser gets it: on a host that knows folders only, its address is first given a slash."""
        answer = self.ask(path, accept, headers=headers)
        if answer.status in _MOVED and self.location(path, answer) == f"{path}/":
            return self.ask(f"{path}/", accept, headers=headers)
        return answer


def _address(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query or parts.fragment:
        raise SiteError(f"{url!r} is no address of a site; write it in full, as in https://data.example.nl")
    return url.rstrip("/")


def _connection(scheme: str, place: str) -> HTTPConnection:
    if scheme == "https":
        return HTTPSConnection(place, timeout=_PATIENCE_S, context=ssl.create_default_context())
    return HTTPConnection(place, timeout=_PATIENCE_S)


def _told(url: str, answer: Answer) -> Told:
    absent = f"{url}{SITE}: not there, or not as kg site writes it; give the address where the folder of the site is"
    if answer.status != HTTPStatus.OK:
        raise SiteError(f"{absent} (status {answer.status})")
    try:
        told = json.loads(answer.body)
        return Told(
            told["base"],
            told["release"],
            told["dump"],
            told["dumpBytes"],
            told["triples"],
            told["search"],
            dict(told["sample"]),
            tuple(told["things"]),
            dict(told.get("merged", {})),
            tuple(told.get("withdrawn", ())),
            *(str(told.get(name, "")) for name in ("publication", "patch", "node")),
        )
    except (ValueError, KeyError, TypeError) as error:
        raise SiteError(f"{absent} ({error})") from error
