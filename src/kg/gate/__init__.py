"""The gate: every check of a release and of the site over it, in one table, and what they found together."""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal

from kg import __version__
from kg.build.gate_file import Assertion, Criterion, Judgement, Noticed, Outcome
from kg.gate import browser, dumps, evidence, figures, http, links, pages, standards, validation
from kg.gate.checking import Check, Examined, Found
from kg.gate.pages import on_pages
from kg.publish.library import Language
from kg.publish.words import words
from kg.publisher import Worded

CHECKS: tuple[Check, ...] = (
    Check("shacl-graph", "shacl", standards.shacl("§3.4", "#validation-definition"), validation.graph),
    Check("shacl-shapes", "shacl", standards.shacl("§2", "#shapes"), validation.shapes),
    Check("dcat-own", "dcat", standards.dcat_ap_nl("", "#dcat-ap-nl"), validation.catalogue),
    Check("dcat-official", "dcat", standards.dcat_ap_nl("SHACL", "#validatie"), validation.official_catalogue),
    Check("concepts-own", "concepts", standards.nl_sbb("", ""), validation.concepts),
    Check("concepts-official", "concepts", standards.nl_sbb("SHACL", ""), validation.official_concepts),
    Check("void-totals", "void", standards.void("§4.4", "#statistics"), figures.totals),
    Check("void-classes", "void", standards.void("§4.5", "#class-property-partitions"), figures.classes),
    Check("void-properties", "void", standards.void("§4.5", "#class-property-partitions"), figures.properties),
    Check("void-sparql", "void", standards.sparql_description("§3.4", "#sd-defaultGraph"), figures.endpoint),
    Check("files-manifest", "forms", standards.best_practices("BP 7", "#dataVersioning"), dumps.files),
    Check("files-canonical", "forms", standards.canonicalization("§4", "#canonicalization"), dumps.canonical),
    Check("dumps-graph", "forms", standards.rdf("§3.6", "#graph-isomorphism"), dumps.graphs),
    Check("dumps-served", "forms", standards.digest_fields("§3", "#section-3"), dumps.served),
    Check("dumps-tables", "forms", standards.csvw("", ""), dumps.rows),
    Check("documents-same", "forms", standards.rdf("§3.6", "#graph-isomorphism"), dumps.documents),
    Check("names-resolve", "links", standards.cool_uris("§3", "#cooluris"), links.names),
    Check("things-resolve", "links", standards.cool_uris("§4.2", "#r303gendocument"), links.things),
    Check("catalogue-links", "links", standards.best_practices("BP 10", "#identifiersWithinDatasets"), links.published),
    Check("pages-links", "links", standards.best_practices("BP 9", "#UniqueIdentifiers"), links.pages),
    Check("linksets-links", "links", standards.linkset("§4.2", "#section-4.2"), links.linksets),
    Check("sitemap-links", "links", standards.sitemaps("", ""), links.sitemap),
    Check("http-see-other", "http", standards.http("§15.4.4", "#section-15.4.4"), http.see_other),
    Check("http-accept", "http", standards.http("§12.5.1", "#section-12.5.1"), http.preferences),
    Check("http-not-acceptable", "http", standards.http("§15.5.7", "#section-15.5.7"), http.not_acceptable),
    Check("http-vary", "http", standards.http("§12.5.5", "#section-12.5.5"), http.vary),
    Check("http-location", "http", standards.http("§8.7", "#section-8.7"), http.fixed),
    Check("http-validators", "http", standards.http("§13.1", "#section-13.1"), http.validators),
    Check("http-head", "http", standards.http("§9.3.2", "#section-9.3.2"), http.head),
    Check("http-cors", "http", standards.cors("§3.2", "#http-cors-protocol"), http.elsewhere),
    Check("http-links", "http", standards.signposting("", ""), http.signposts),
    Check("http-not-found", "http", standards.http("§15.5.5", "#section-15.5.5"), http.not_found),
    Check("http-well-known", "http", standards.well_known("§3", "#section-3"), http.well_known),
    Check("http-policy", "http", standards.csp("§6", "#csp-directives"), http.policies),
    Check("page-language", "pages", standards.wcag("3.1.1", "#language-of-page"), on_pages("pages", pages.language)),
    Check("page-parts", "pages", standards.wcag("3.1.2", "#language-of-parts"), on_pages("parts", pages.parts)),
    Check("page-title", "pages", standards.wcag("2.4.2", "#page-titled"), on_pages("pages", pages.title)),
    Check("page-headings", "pages", standards.wcag("1.3.1", "#info-and-relationships"), on_pages("headings", pages.headings)),
    Check("page-images", "pages", standards.wcag("1.1.1", "#non-text-content"), on_pages("images", pages.images)),
    Check("page-forms", "pages", standards.wcag("4.1.2", "#name-role-value"), on_pages("fields", pages.forms)),
    Check("page-tables", "pages", standards.wcag("1.3.1", "#info-and-relationships"), on_pages("headers", pages.tables)),
    Check("page-link-texts", "pages", standards.wcag("2.4.4", "#link-purpose-in-context"), on_pages("links", pages.links)),
    Check("page-ids", "pages", standards.html("§3.2.6", "dom.html#the-id-attribute"), on_pages("ids", pages.ids)),
    Check("page-skip", "pages", standards.wcag("2.4.1", "#bypass-blocks"), on_pages("pages", pages.skip)),
    Check("page-keys", "pages", standards.html("§6.6.2", "interaction.html#the-accesskey-attribute"), on_pages("keys", pages.keys)),
    Check("page-landmarks", "pages", standards.wcag("1.3.1", "#info-and-relationships"), on_pages("landmarks", pages.landmarks)),
    Check("page-zoom", "pages", standards.wcag("1.4.4", "#resize-text"), on_pages("pages", pages.zoom)),
    Check("page-markup", "pages", standards.html("§13.1.2", "syntax.html#elements-2"), on_pages("pages", pages.pairs)),
    Check("page-axe", "pages", standards.wcag("A, AA", ""), browser.axe),
    Check("evidence-claims", "evidence", standards.ours("beleid:evidencedBy", "#evidencedBy"), evidence.claims),
    Check("evidence-passages", "evidence", standards.ours("beleid:locator", "#locator"), evidence.passages),
)
"""Every check, read top to bottom; its title is among the words of the pages, by its name."""

SHOWN = 10
"""How many failures and warnings of one check are told in full."""


def _silent(check: Check) -> None:
    """Hear of a check and tell nobody."""


def judgement(examined: Examined, tell: Callable[[Check], None] = _silent) -> Judgement:
    """Return what all checks find; `tell` hears of each as it begins."""
    found = tuple(_asserted(check, examined, tell) for check in CHECKS)
    moment = datetime.now(UTC).isoformat(timespec="seconds")
    return Judgement(examined.release.name, examined.base, f"kg {__version__}", moment, found)


def _asserted(check: Check, examined: Examined, tell: Callable[[Check], None]) -> Assertion:
    tell(check)
    begun = time.perf_counter()
    found = check.run(examined)
    seconds = round(time.perf_counter() - begun, 3)
    criterion = Criterion(check.name, check.group, _worded(f"gate.check.{check.name}"), check.standard)
    return Assertion(criterion, _outcome(found), _told(found), _noticed(found.failures), _noticed(found.warnings), seconds)


def _outcome(found: Found) -> Outcome:
    return found.outcome or (Outcome.FAILED if found.failures else Outcome.PASSED)


def _told(found: Found) -> Worded:
    """Return what was looked at, or why nothing was."""
    if found.outcome:
        return _worded(f"gate.because.{found.of}")
    key = f"gate.of.{found.of}.{'one' if found.checked == 1 else 'many'}"
    nl, en = (words(each)(key, number=words(each).number(Decimal(found.checked))) for each in Language)
    return Worded(nl, en)


def _worded(key: str) -> Worded:
    return Worded(words(Language.NL)(key), words(Language.EN)(key))


def _noticed(told: tuple[str, ...]) -> Noticed:
    return Noticed(len(told), told[:SHOWN])
