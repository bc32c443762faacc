// Answers as files, as the engine writes them.
import type { Engine } from "./engine";

/** Media types of the files there are, by their extensions. */
const TYPES: Record<string, string> = {
  csv: "text/csv",
  json: "application/sparql-results+json",
  tsv: "text/tab-separated-values",
  ttl: "text/turtle",
  jsonld: "application/ld+json",
  nt: "application/n-triples",
};
const MARK = "\ufeff"; // by which Excel knows that a CSV is UTF-8

export const FORMATS = Object.keys(TYPES);

/** Returns the answer to a query as a file with this extension. */
export async function file(engine: Engine, query: string, extension: string): Promise<Blob> {
  const type = TYPES[extension] ?? "text/plain";
  const { text } = await engine.text(query, { rows: type, graph: type });
  return new Blob(extension === "csv" ? [MARK, text] : [text], { type });
}
