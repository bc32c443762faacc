"""Which standard asks for what, with the section that does."""

from functools import partial

from kg.build.gate_file import Standard


def _section(name: str, href: str, section: str, anchor: str) -> Standard:
    """Return a section of a standard."""
    return Standard(f"{name} {section}", href + anchor)


shacl = partial(_section, "SHACL", "https://www.w3.org/TR/shacl/")
dcat_ap_nl = partial(_section, "DCAT-AP-NL 3.0", "https://docs.geostandaarden.nl/dcat/dcat-ap-nl30/")
nl_sbb = partial(_section, "NL-SBB", "https://docs.geostandaarden.nl/nl-sbb/nl-sbb/")
void = partial(_section, "VoID", "https://www.w3.org/TR/void/")
sparql_description = partial(_section, "SPARQL 1.1 Service Description", "https://www.w3.org/TR/sparql11-service-description/")
canonicalization = partial(_section, "RDF Dataset Canonicalization", "https://www.w3.org/TR/rdf-canon/")
rdf = partial(_section, "RDF 1.1 Concepts", "https://www.w3.org/TR/rdf11-concepts/")
csvw = partial(_section, "CSVW", "https://www.w3.org/TR/tabular-data-primer/")
digest_fields = partial(_section, "RFC 9530", "https://www.rfc-editor.org/rfc/rfc9530")
cool_uris = partial(_section, "Cool URIs", "https://www.w3.org/TR/cooluris/")
best_practices = partial(_section, "Data on the Web Best Practices", "https://www.w3.org/TR/dwbp/")
http = partial(_section, "RFC 9110", "https://www.rfc-editor.org/rfc/rfc9110")
html = partial(_section, "HTML", "https://html.spec.whatwg.org/multipage/")
linkset = partial(_section, "RFC 9264", "https://www.rfc-editor.org/rfc/rfc9264")
sitemaps = partial(_section, "Sitemaps", "https://www.sitemaps.org/protocol.html")
signposting = partial(_section, "FAIR Signposting", "https://signposting.org/FAIR/")
well_known = partial(_section, "RFC 8615", "https://www.rfc-editor.org/rfc/rfc8615")
cors = partial(_section, "Fetch", "https://fetch.spec.whatwg.org/")
csp = partial(_section, "CSP 3", "https://www.w3.org/TR/CSP3/")
wcag = partial(_section, "WCAG 2.2", "https://www.w3.org/TR/WCAG22/")
ours = partial(_section, "Samenspel", "/def")
