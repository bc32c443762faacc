// RDF terms as they stand in tab-separated answers and N-Triples, which write them alike.
export type Term = { kind: "iri" | "blank" | "literal"; value: string; language?: string; datatype?: string };

const XSD = "http://www.w3.org/2001/XMLSchema#";
const ESCAPES: Record<string, string> = { t: "\t", b: "\b", n: "\n", r: "\r", f: "\f" };
const LITERAL = /^"((?:[^"\\]|\\.)*)"(?:@([\w-]+)|\^\^<([^>]*)>)?$/s;
const TRIPLE = /^(\S+) (\S+) (.*) \.$/s;
const NUMERIC = new Set(
  ["integer", "decimal", "double", "float", "int", "long", "short", "byte", "nonNegativeInteger", "positiveInteger"].map((name) => XSD + name),
);
const POINTS_IN_TIME = new Set(["gYear", "gYearMonth", "date", "dateTime"].map((name) => XSD + name));

/** Returns the term that is written in a cell, or nothing when the cell is empty. */
export function term(cell: string): Term | undefined {
  if (cell === "") return undefined;
  if (cell.startsWith("<")) return { kind: "iri", value: unescaped(cell.slice(1, -1)) };
  if (cell.startsWith("_:")) return { kind: "blank", value: cell };
  if (cell.startsWith('"')) return quoted(cell);
  return { kind: "literal", value: cell, datatype: XSD + plainType(cell) };
}

/** Returns the cells of a line: the values of a row, or the three terms of a triple. */
export function cells(line: string, triples: boolean): string[] {
  return triples ? (TRIPLE.exec(line)?.slice(1) ?? []) : line.split("\t");
}

/** Returns the number that a term is, or NaN. */
export function numeric(found: Term | undefined): number {
  return found?.datatype !== undefined && NUMERIC.has(found.datatype) ? Number(found.value) : NaN;
}

/** Returns a point in time as a year with a fraction, or NaN. */
export function instant(found: Term | undefined): number {
  if (found?.datatype === undefined || !POINTS_IN_TIME.has(found.datatype)) return NaN;
  const [year = NaN, month = 1, day = 1] = found.value.split(/[-T]/, 3).map(Number);
  return year + (month - 1) / 12 + (day - 1) / 366;
}

function quoted(cell: string): Term {
  const [, text = "", language, datatype] = LITERAL.exec(cell) ?? [];
  return { kind: "literal", value: unescaped(text), ...(language ? { language } : {}), ...(datatype ? { datatype } : {}) };
}

function plainType(cell: string): string {
  if (cell === "true" || cell === "false") return "boolean";
  if (/[eE]/.test(cell)) return "double";
  return cell.includes(".") ? "decimal" : "integer";
}

function unescaped(text: string): string {
  if (!text.includes("\\")) return text;
  return text.replace(/\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))/gs, (_, four?: string, eight?: string, one?: string) =>
    one === undefined ? String.fromCodePoint(parseInt(four ?? eight ?? "0", 16)) : (ESCAPES[one] ?? one),
  );
}
