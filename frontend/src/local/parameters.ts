// What is given for the parameters of a saved question, as terms (kg.store.parameters): a text can never end its own quotes.
import { OWN_BASE } from "./site";

/** A parameter as the page tells it; `default` as it stands in an address, `choices` the query that lists what to choose from. */
export type Parameter = { name: string; kind: string; pattern: string; default: string; label: string; values: string[]; choices: string };

/** Why a text does not fit, and what may have been meant, as paths. */
export class Misfit extends Error {
  constructor(
    readonly why: "kind" | "long" | "missing" | "name" | "several" | "value",
    readonly candidates: { name: string; path: string }[] = [],
  ) {
    super(why);
  }
}

const XSD = "http://www.w3.org/2001/XMLSchema#";
const LONGEST = 1000;
const LARGEST = 10n ** 15n;
const FRACTION = 18;
const HALF = /\p{Surrogate}/u; // half of a character, as broken escapes leave
const ESCAPES: Record<string, string> = { '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t" };

/** Returns a text as a term of the parameter's kind, as SPARQL writes it; raises Misfit when it is none. */
export function written(parameter: Parameter, text: string, base: string): string {
  if (text === "") throw new Misfit("missing");
  if ([...text].length > LONGEST) throw new Misfit("long");
  if (parameter.values.length > 0 && !parameter.values.includes(text)) throw new Misfit("value");
  const found = new RegExp(parameter.pattern, "u").test(text) && !HALF.test(text) ? term(parameter.kind, text, base) : "";
  if (found === "") throw new Misfit("kind");
  return found;
}

function term(kind: string, text: string, base: string): string {
  if (kind === "iri") return `<${iri(text, base)}>`;
  if (kind === "string") return quoted(text);
  const value = kind === "decimal" ? decimal(text) : kind === "date" ? day(text) : text;
  return value && `"${value}"^^<${XSD}${kind}>`;
}

/** Returns an IRI, given as such or as a path below the base. */
export function iri(text: string, base: string): string {
  if (/^\/?(?:id|def)[/#]/.test(text)) return `${base}/${text.replace(/^\//, "")}`;
  return text.startsWith(`${OWN_BASE}/`) ? base + text.slice(OWN_BASE.length) : text;
}

/** Returns a text in quotes; nothing in it can be taken for an escape of a code point, which some engines read before the grammar (SPARQL 1.1 §19.2). */
export function quoted(text: string): string {
  const escaped = text.replace(/\\([uU])?|["\n\r\t]/g, (found, letter?: string) => {
    if (found.startsWith("\\")) return `\\\\${letter ? `\\U${(letter.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(8, "0")}` : ""}`;
    return ESCAPES[found] ?? found;
  });
  return `"${escaped}"`;
}

/** Returns a number without exponent, cut to the digits that engines keep; empty when it is too large for them. */
function decimal(text: string): string {
  const [, sign = "", whole = "", fraction = "", exponent = "0"] = /^([+-]?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(text) ?? [];
  const point = whole.length + Number(exponent);
  const digits = (whole + fraction).padEnd(Math.max(0, point), "0").padStart(whole.length + fraction.length + Math.max(0, -point), "0");
  const place = Math.max(0, point);
  const above = digits.slice(0, place) || "0";
  if (BigInt(above) >= LARGEST) return "";
  const rest = digits.slice(place).slice(0, FRACTION);
  return `${sign === "-" ? "-" : ""}${above}${rest ? `.${rest}` : ""}`;
}

/** Returns a date when there is such a day, else nothing. */
function day(text: string): string {
  const found = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(found.getTime()) && found.toISOString().startsWith(text) ? text : "";
}
