// What completion offers: classes and properties of this graph, concepts, things by name, prefixes, variables and words of SPARQL.
import { type Completion, type CompletionContext, type CompletionResult, pickedCompletion } from "@codemirror/autocomplete";
import type { EditorView } from "@codemirror/view";
import { type Suggestion, suggestions } from "../static";
import { type Place, position } from "./position";
import { declared, shortened, written } from "./prefixes";
import { figure, settings } from "./settings";

type Entry = { iri: string; nl: string; en: string; count?: number };
type Vocabulary = { classes: Entry[]; properties: Entry[]; concepts: Entry[] };
type Ranked = { rank: number; option: Completion };

const MOST = 40;
const FEWEST_LETTERS = 2;
const PATTERNS = "OPTIONAL FILTER BIND VALUES MINUS UNION GRAPH EXISTS NOT".split(" ");
const OUTSIDE = "PREFIX SELECT DISTINCT CONSTRUCT DESCRIBE ASK WHERE GROUP HAVING ORDER BY ASC DESC LIMIT OFFSET VALUES COUNT SUM AVG MIN MAX SAMPLE GROUP_CONCAT AS";
const FUNCTIONS =
  "BOUND IF COALESCE EXISTS NOT IN STR LANG DATATYPE IRI CONCAT STRLEN SUBSTR UCASE LCASE CONTAINS STRSTARTS STRENDS STRBEFORE STRAFTER REPLACE REGEX ABS ROUND CEIL FLOOR YEAR MONTH DAY COUNT SUM AVG MIN MAX SAMPLE GROUP_CONCAT AS isIRI isLiteral isNumeric";
const WORDS: Partial<Record<Place, string[]>> = {
  subject: PATTERNS,
  prologue: OUTSIDE.split(" "),
  expression: FUNCTIONS.split(" "),
};
const LISTS: Partial<Record<Place, (keyof Vocabulary)[]>> = {
  predicate: ["properties"],
  class: ["classes"],
  object: ["concepts", "classes"],
  expression: ["concepts", "properties", "classes"],
  subject: ["concepts"],
};
const WITH_THINGS: Place[] = ["subject", "object", "expression"];

let asked: Promise<Vocabulary> | undefined;

/** Returns the terms of this graph; they are asked for once, and again after a failure. */
export function vocabulary(): Promise<Vocabulary> {
  asked ??= fetch(settings.completions, { headers: { Accept: "application/json" } }).then((answer) => {
    if (!answer.ok) throw new Error(`no terms: ${answer.status}`);
    return answer.json() as Promise<Vocabulary>;
  });
  return asked.catch((error: unknown) => {
    asked = undefined;
    throw error;
  });
}

/** Returns what can stand at the cursor, the best fit first. */
export async function completions(context: CompletionContext): Promise<CompletionResult | null> {
  const { place, typed } = position(context.state.sliceDoc(0, context.pos));
  if (place === "nowhere" || (typed === "" && !context.explicit)) return null;
  const options = typed.startsWith("?") || typed.startsWith("$") ? variables(context, typed) : await terms(context, place, typed);
  return options.length > 0 && !context.aborted ? { from: context.pos - typed.length, options, filter: false } : null;
}

function variables(context: CompletionContext, typed: string): Completion[] {
  const text = context.state.sliceDoc(0, context.pos - typed.length) + context.state.sliceDoc(context.pos);
  const names = new Set(text.match(/[?$][\p{L}\p{N}_]+/gu) ?? []);
  return [...names].filter((name) => name.startsWith(typed) && name !== typed).sort().map((label) => ({ label, type: "variable" }));
}

async function terms(context: CompletionContext, place: Place, typed: string): Promise<Completion[]> {
  if (place === "prefix") return prefixes(typed);
  const wanted = typed.replace(/^</, "").toLowerCase();
  const [known, things] = await Promise.all([vocabulary().catch(() => undefined), WITH_THINGS.includes(place) ? named(context, wanted) : []]);
  const found: Ranked[] = (WORDS[place] ?? []).filter((word) => wanted !== "" && word.toLowerCase().startsWith(wanted)).map((label) => ({ rank: 1, option: { label, type: "keyword" } }));
  if (place === "predicate" && wanted === "") found.push({ rank: 0, option: { label: "a", detail: "rdf:type", type: "keyword" } });
  for (const list of LISTS[place] ?? []) found.push(...(known?.[list] ?? []).flatMap((entry) => ranked(entry, wanted)));
  found.push(...things);
  return found
    .sort((one, other) => one.rank - other.rank)
    .slice(0, MOST)
    .map((each) => each.option);
}

function prefixes(typed: string): Completion[] {
  const wanted = typed.replace(/:$/, "");
  return Object.entries(settings.prefixes)
    .filter(([name]) => name.startsWith(wanted))
    .map(([name, iri]) => ({ label: `${name}:`, detail: iri, apply: `${name}: <${iri}>`, type: "namespace" }));
}

/** Returns an entry with how well it fits: its prefixed name, its local name or its names in Dutch or English. */
function ranked(entry: Entry, wanted: string): Ranked[] {
  const name = shortened(entry.iri).text;
  const local = entry.iri.replace(/^.*[/#]/, "");
  const rank = best([name, local, entry.nl, entry.en].map((text) => text.toLowerCase()), wanted);
  if (rank === undefined) return [];
  const told = [...new Set([settings.language === "en" ? entry.en || entry.nl : entry.nl || entry.en])].filter(Boolean);
  if (entry.count !== undefined) told.push(figure(entry.count));
  const label = name.startsWith("<") ? (told.shift() ?? local) : name;
  return [{ rank: rank - (entry.count ?? 0) / 1e6, option: { label, detail: told.join(" · ") || local, apply: inserting(entry.iri), type: "class" } }];
}

function best(texts: string[], wanted: string): number | undefined {
  if (wanted === "" || texts.includes(wanted)) return 1;
  if (texts.some((text) => text.startsWith(wanted))) return 2;
  if (texts.some((text) => text.split(/[\s:(-]+/).some((word) => word.startsWith(wanted)))) return 3;
  return wanted.length > FEWEST_LETTERS && texts.some((text) => text.includes(wanted)) ? 4 : undefined;
}

/** Returns the things whose name begins so, from the suggestions of the search field. */
async function named(context: CompletionContext, wanted: string): Promise<Ranked[]> {
  if (wanted.length < FEWEST_LETTERS || wanted.includes(":")) return [];
  const asking = new AbortController();
  context.addEventListener("abort", () => asking.abort());
  try {
    return (await suggestions(wanted.replaceAll("-", " "), asking.signal)).map(thing);
  } catch {
    return [];
  }
}

function thing({ label, kind, href }: Suggestion): Ranked {
  const iri = `${settings.base}/id${href.slice(settings.things.length)}`;
  return { rank: 2.5, option: { label, detail: settings.kinds[kind] ?? kind, apply: inserting(iri), type: "constant" } };
}

/** Returns what writes an IRI in the query, with its prefix declared. */
function inserting(iri: string) {
  return (view: EditorView, completion: Completion, from: number, to: number): void => {
    const query = view.state.sliceDoc(0, from) + view.state.sliceDoc(to);
    const { text, addition } = written(iri, query);
    const behind = view.state.sliceDoc(to, to + 1);
    const end = text.startsWith("<") && behind === ">" ? to + 1 : to;
    const changes = [{ from, to: end, insert: text }];
    if (addition && addition.at <= from) changes.unshift({ from: addition.at, to: addition.at, insert: addition.text });
    const before = addition && addition.at <= from ? addition.text.length : 0;
    view.dispatch({
      changes,
      selection: { anchor: from + before + text.length },
      annotations: pickedCompletion.of(completion),
      userEvent: "input.complete",
      scrollIntoView: true,
    });
  };
}

/** Returns the prefixes that a text uses, declares not, and we know. */
export function missing(query: string, prefix: string): boolean {
  return prefix in settings.prefixes && !declared(query).has(prefix);
}
