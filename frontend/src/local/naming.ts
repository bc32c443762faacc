// What things are called, asked of the engine: as names.json of a server tells it.
import names from "../../../queries/pages/names.rq";
import type { Name } from "../sparql/names";
import { type Term, term } from "../sparql/terms";
import type { Engine } from "./engine";
import { kindOf, OWN_BASE, pageOf, readable } from "./site";
import { language } from "./words";

const NAMINGS = ["http://www.w3.org/2000/01/rdf-schema#label", "http://www.w3.org/2004/02/skos/core#prefLabel", "http://purl.org/dc/terms/title"];
const IRI = /^[A-Za-z][0-9A-Za-z+.-]*:[^\s<>"{}|\\^`]+$/;

export type Row = Record<string, Term>;

/** Returns a saved query under the base of this site. */
export function rebased(text: string, base: string): string {
  return text.replaceAll(`<${OWN_BASE}/`, `<${base}/`);
}

/** Returns a saved query with terms for its parameters. */
export function filled(text: string, values: Record<string, string>): string {
  return text.replace(/\$(?:\$|\{(\w+)\}|(\w+))/g, (_, braced?: string, bare?: string) => {
    const name = braced ?? bare;
    return name === undefined ? "$" : (values[name] ?? "");
  });
}

/** Returns the rows of an answer; a variable without a value is not there. */
export async function rows(engine: Engine, query: string, stop?: AbortSignal): Promise<Row[]> {
  const { text } = await engine.text(query, { rows: "text/tab-separated-values", graph: "application/n-triples" }, stop);
  const [header = "", ...lines] = text.split("\n").slice(0, -1);
  const columns = header.split("\t").map((name) => name.slice(1));
  return lines.map((line) => {
    const cells = line.split("\t");
    return Object.fromEntries(columns.flatMap((name, number) => {
      const found = term(cells[number] ?? "");
      return found ? [[name, found]] : [];
    }));
  });
}

/** Returns how a page names these things and where it links to; what is not ours and has no name is left out. */
export async function named(engine: Engine, root: string, base: string, iris: Iterable<string>): Promise<Record<string, Name>> {
  const wanted = [...new Set(iris)].filter((iri) => IRI.test(iri));
  if (wanted.length === 0) return {};
  const things = wanted.map((iri) => `<${iri}>`).join(" ");
  const known = new Map<string, Row[]>();
  for (const row of await rows(engine, filled(rebased(names, base), { things }))) {
    const subject = row["subject"]?.value ?? "";
    known.set(subject, [...(known.get(subject) ?? []), row]);
  }
  const found = wanted.filter((iri) => known.has(iri) || kindOf(base, iri) !== "");
  return Object.fromEntries(found.map((iri) => [iri, called(root, base, iri, known.get(iri) ?? [])]));
}

function called(root: string, base: string, iri: string, said: Row[]): Name {
  const own = { kind: kindOf(base, iri), href: pageOf(root, base, iri) };
  const found = chosen(said, NAMINGS) ?? chosen(said, [`${base}/def#locator`]);
  return { name: found?.value ?? "", language: found?.language ?? "", ...own };
}

function chosen(said: Row[], predicates: string[]): Term | undefined {
  const texts = predicates.flatMap((predicate) => said.filter((row) => row["predicate"]?.value === predicate).flatMap((row) => (row["value"]?.kind === "literal" ? [row["value"]] : [])));
  const rank = (text: Term): number => (text.language === language ? 0 : text.language === "nl" ? 1 : 2);
  return texts.sort((one, other) => rank(one) - rank(other))[0];
}

/** Returns what a thing is called on a page: one without a name after its IRI. */
export function nameOf(base: string, iri: string, found: Record<string, Name>): string {
  return found[iri]?.name || readable(base, iri);
}
