"""Small questions with a parameter of every kind, a graph for an answer, and figures to draw."""

import shutil
from pathlib import Path

from kg.store.queries import Queries

ROOT = Path(__file__).parents[1]

EVERYTHING = """# title@nl: Wat past bij alles?
# title@en: What fits everything?
# description@nl: Initiatieven rond een thema, met wat er is gegeven.
# description@en: Initiatives on a theme, with what was given.
# param thema: iri = https://samenspel.example.org/id/concept/thema/arbeidsmarkt ; het thema / the theme
# choices thema: themas
# param jaar: integer ; het jaar / the year
# param deel: decimal = 0.5 ; het deel / the part
# param dag: date = 2018-12-31 ; de dag / the day
# param woord: string = =1+1 ; het woord / the word
# param soort: string = a ; de soort / the kind
# choices soort: a | b
# param rang: integer = 1 ; de rang
# choices rang: 1 | 2
PREFIX beleid: <https://samenspel.example.org/def#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?initiatief ?initiatiefNaam ?gegevenJaar ?helft ?datum ?tekst ?keuze ?plaats ?waar ?dubbel ?leeg WHERE {
  ?initiatief a beleid:Initiative ; beleid:theme $thema ; rdfs:label ?initiatiefNaam .
  BIND($jaar AS ?gegevenJaar) BIND($deel AS ?helft) BIND($dag AS ?datum)
  BIND($woord AS ?tekst) BIND($soort AS ?keuze) BIND($rang AS ?plaats)
  BIND(true AS ?waar) BIND(1.5e0 AS ?dubbel) OPTIONAL { ?initiatief beleid:niets ?leeg }
}
ORDER BY ?initiatiefNaam
"""

GRAPH = """# title@nl: Hoe heet een thema?
# param thema: iri = https://samenspel.example.org/id/concept/thema/arbeidsmarkt ; het thema
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
CONSTRUCT { $thema skos:prefLabel ?naam } WHERE { $thema skos:prefLabel ?naam }
"""

FIGURES = """# title@nl: Welke cijfers zijn er?
# title@en: Which figures are there?
# chart: line jaar waarde reeks
# network: van naar
PREFIX doel: <https://samenspel.example.org/id/doel/>
PREFIX initiatief: <https://samenspel.example.org/id/initiatief/>
SELECT ?jaar ?waarde ?reeks ?van ?vanNaam ?naar WHERE {
  VALUES (?jaar ?waarde ?reeks ?van ?vanNaam ?naar) {
    (2018 3 "Almelo" initiatief:a "A"@nl doel:x)
    (2019 5 "Almelo" initiatief:a "A"@nl doel:y)
    (2020 4.5 "Almelo" initiatief:b "B"@nl doel:x)
    (2018 2 "Borne" initiatief:b "B"@nl doel:x)
    (2019 1 "Borne" UNDEF UNDEF doel:x)
    (2019 7 "Borne" UNDEF UNDEF UNDEF)
    (2020 -1 "Borne" UNDEF UNDEF UNDEF)
    (2021 UNDEF "Borne" UNDEF UNDEF UNDEF)
  }
}
ORDER BY ?reeks ?jaar ?waarde
"""


def kinds(folder: Path) -> Queries:
    """Return these questions, and the parts of the product that pages are made from."""
    saved = folder / "queries"
    for part in ("pages", "choices", "network"):
        shutil.copytree(ROOT / "queries" / part, saved / part)
    for name, text in (("alles", EVERYTHING), ("graaf", GRAPH), ("cijfers", FIGURES)):
        (saved / f"{name}.rq").write_text(text, encoding="utf-8")
    return Queries(saved)
