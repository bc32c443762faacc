"""What a static site keeps of linked data over HTTP on the host it is on: a table of checks, and what came of each."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from kg.errors import SiteError
from kg.site import contents, negotiating, sending
from kg.site.visiting import Site


class Outcome(StrEnum):
    """What came of a check: `lost` is what a plain file server cannot do."""

    PASSED = "passed"
    LOST = "lost"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Check:
    """What an expert looks at: what ought to be so, what to do when it is not, and what yields the places where it is not.

    What a plain file server cannot do is `beyond` it: then it is lost, and no failure.
    """

    name: str
    claim: str
    way_out: str
    faults: Callable[[Site], Iterator[str]]
    beyond: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """What came of a check, and the places where it does not hold, at most a few."""

    check: Check
    outcome: Outcome
    faults: tuple[str, ...]


_MOST = 5
_CONFIGURE = "use the nginx, Apache or Caddy configuration that comes with the site (docs/hosting.md)"
_UPLOAD = "copy the whole folder again, dot files included, and let nothing change the files on the way"

CHECKS = (
    Check("pages", "pages are there, in Dutch and English", _UPLOAD, contents.pages),
    Check("bytes", "files are to the byte what was written", _UPLOAD, contents.altered),
    Check("data", "every form of a document is there", _UPLOAD, contents.forms),
    Check("thing", "/id/… leads a browser to the document", _UPLOAD, contents.things),
    Check("head", "HEAD tells what GET sends", "let HEAD through", contents.heads),
    Check("missing", "what is not there is answered with 404", "let the host send 404.html with status 404, not 200", contents.missing),
    Check("elsewhere", "nothing is sent on to another site", "look for a redirect in the host's settings", contents.elsewhere),
    Check("dump", "the dump has the digest, size and triples that are told", _UPLOAD, contents.dump),
    Check("packed", "packed files stay packed", "take Content-Encoding off files that end in .gz", contents.packed),
    Check("scripts", "scripts come as JavaScript, styles as CSS", "set the media types of .js and .css", contents.scripts),
    Check("engine", "a browser may run what answers queries in it", "let the worker run WebAssembly (docs/hosting.md)", contents.engine),
    Check("crawlers", "robots.txt and the sitemap are there", _UPLOAD, contents.crawlers),
    Check("publications", "the publications, their feed and the stream of what changed are there", _UPLOAD, contents.publications),
    Check("see-other", "/id/… sends on with 303, in one step, to the form asked for", _CONFIGURE, negotiating.see_other, beyond=True),
    Check("negotiation", "a document comes in the form asked for, with Content-Location", _CONFIGURE, negotiating.documents, beyond=True),
    Check("editions", "a publication comes in the form asked for, its name leads there", _CONFIGURE, negotiating.publications, beyond=True),
    Check("stream", "the stream of what changed comes as data, in the form asked for", _CONFIGURE, negotiating.stream, beyond=True),
    Check("refused", "q=0 is heeded, and 406 says that no form fits", _CONFIGURE, negotiating.refusals, beyond=True),
    Check("vary", "what depends on Accept says so in Vary", _CONFIGURE, negotiating.vary, beyond=True),
    Check("types", "every form has its media type", _CONFIGURE, sending.media_types, beyond=True),
    Check("charset", "texts say that they are UTF-8", _CONFIGURE, sending.charsets, beyond=True),
    Check("direct", "a page needs no slash at the end of its address", _CONFIGURE, sending.direct, beyond=True),
    Check("slash", "an address with a slash at its end goes to the one without (308)", _CONFIGURE, sending.slashes, beyond=True),
    Check("html", "a page is also at its address with .html", _CONFIGURE, sending.aliases, beyond=True),
    Check("unchanged", "who holds a file already gets 304, by entity tag", _CONFIGURE, sending.unchanged, beyond=True),
    Check("caching", "pages are fresh for minutes, files with a digest in their name for ever", _CONFIGURE, sending.caching, beyond=True),
    Check("cors", "scripts on other sites may read the data (CORS)", _CONFIGURE, sending.cors, beyond=True),
    Check("range", "a part of a dump can be asked for", _CONFIGURE, sending.ranges, beyond=True),
    Check("gzip", "who reads gzip gets it", _CONFIGURE, sending.gzipped, beyond=True),
    Check("security", "pages say what they may run (CSP, nosniff and others)", _CONFIGURE, sending.security, beyond=True),
    Check("links", "documents tell what they are about (Link: cite-as, canonical)", _CONFIGURE, sending.links, beyond=True),
    Check("well-known", "/.well-known/void and api-catalog answer as their standards say", _CONFIGURE, sending.well_known, beyond=True),
    Check("latest", "/dump/samenspel.ttl goes to that of this release (307)", _CONFIGURE, sending.latest, beyond=True),
    Check("gone", "merged things go to the one in their place (308), withdrawn ones are gone (410)", _CONFIGURE, sending.gone, beyond=True),
    Check("methods", "what would change something is refused (405)", _CONFIGURE, sending.methods, beyond=True),
    Check("hidden", "dot files are for the server only", _CONFIGURE, sending.hidden, beyond=True),
)
"""What is checked, in this order; what comes first is what readers would miss most."""


def findings(site: Site) -> Iterator[Finding]:
    """Yield what comes of each check; an address that is not answered is a fault of the check that asks for it."""
    for check in CHECKS:
        found = _faults(check, site)
        wrong = Outcome.LOST if check.beyond else Outcome.FAILED
        yield Finding(check, wrong if found else Outcome.PASSED, found)


def _faults(check: Check, site: Site) -> tuple[str, ...]:
    try:
        found = list(check.faults(site))
    except SiteError as error:
        return (str(error),)
    more = (f"and {len(found) - _MOST} more",) if len(found) > _MOST else ()
    return (*found[:_MOST], *more)
