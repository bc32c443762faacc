"""Addresses of every class of answer there is, and the headers that programs send."""

THING = "initiatief/regiodeal-twente"
CONCEPT = "concept/rol/partner"
KINDS = [
    THING,
    CONCEPT,
    "begrippenkader/rol",
    "document/almelo-jaarverantwoording-2018-innoveren",
    "deelname/afvalloos-twente--regio-twente--partner",
]
FORMATS = {
    "html": "text/html; charset=utf-8",
    "ttl": "text/turtle; charset=utf-8",
    "jsonld": "application/ld+json",
    "nt": "application/n-triples",
    "rdf": "application/rdf+xml",
    "n3": "text/n3; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
}
RDF = {"ttl": "turtle", "jsonld": "json-ld", "nt": "nt", "rdf": "xml", "n3": "turtle"}
CHROME = (
    "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,*/*;q"
    "=0.8,application/signed-exchange;v=b3;q=0.7"
)
EVERY_CLASS = [
    "/", "/en", "/zoek", "/zoek?q=energie", "/zoek/suggesties?q=reg", f"/id/{THING}", f"/doc/{THING}", f"/en/doc/{THING}",
    "/doc/doel", "/doc/doel/bladzijde/2", f"/doc/{CONCEPT}/verwijzingen", "/def", "/catalog", "/catalog.ttl", "/void", "/vragen",
    "/vragen/doelen-van-initiatief", "/vragen/doelen-van-initiatief.csv", "/vragen/doelen-van-initiatief.xlsx", "/v1/queries",
    "/v1/queries/doelen-van-initiatief.json", "/v1/openapi.json", "/over", "/sparql", "/sparql?query=ASK%7B%7D",
    f"/netwerk/{THING}.html", "/robots.txt", "/sitemap.xml", "/sitemap-1.xml", "/healthz", "/.well-known/api-catalog",
    "/.well-known/void", "/.well-known/security.txt", "/def/context.jsonld", "/nergens", "/id/doel/%ZZ", "/zoek/",
    "/dump/samenspel.ttl", *(f"/doc/{THING}.{extension}" for extension in (*FORMATS, "linkset.json")),
]  # fmt: skip
