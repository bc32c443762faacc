// Prefixes: which a query declares, adding one, and writing an IRI with one.
import { settings } from "./settings";

const DECLARED = /^[ \t]*prefix\s+([\w.-]*):\s*<([^>]*)>/gim;
const LOCAL = /^(?:[A-Za-z0-9_](?:[\w.-]*[\w-])?)?$/;
const known = Object.entries(settings.prefixes ?? {}).sort(([, one], [, other]) => other.length - one.length);

export type Short = { text: string; prefix?: string };
export type Insertion = { at: number; text: string };

/** Returns the prefixes that a query declares, with what they stand for. */
export function declared(query: string): Map<string, string> {
  return new Map([...query.matchAll(DECLARED)].map(([, name = "", iri = ""]) => [name, iri]));
}

/** Returns an IRI with one of our prefixes; in angle brackets when none fits. */
export function shortened(iri: string): Short {
  for (const [prefix, namespace] of known) {
    const local = iri.slice(namespace.length);
    if (iri.startsWith(namespace) && local !== "" && LOCAL.test(local)) return { text: `${prefix}:${local}`, prefix };
  }
  return { text: `<${iri}>` };
}

/** Returns an IRI as the query can write it, and the declaration to add when the query lacks it. */
export function written(iri: string, query: string): Short & { addition?: Insertion } {
  const short = shortened(iri);
  if (short.prefix === undefined) return short;
  const there = declared(query).get(short.prefix);
  if (there === undefined) return { ...short, addition: declaration(short.prefix, query) };
  return there === settings.prefixes[short.prefix] ? short : { text: `<${iri}>` };
}

/** Returns where the declaration of one of our prefixes goes: after those there are, else after the comments at the top. */
export function declaration(prefix: string, query: string): Insertion {
  const last = [...query.matchAll(DECLARED)].at(-1);
  if (last) return { at: last.index + last[0].length, text: `\nPREFIX ${prefix}: <${settings.prefixes[prefix]}>` };
  const comments = /^(?:[ \t]*(?:#[^\n]*)?\n)*/.exec(query)?.[0].length ?? 0;
  return { at: comments, text: `PREFIX ${prefix}: <${settings.prefixes[prefix]}>\n` };
}
