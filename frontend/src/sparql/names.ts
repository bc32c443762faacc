// What things are called, asked for by the IRIs that are in sight and kept from then on.
import { standIn } from "../static";
import { shortened } from "./prefixes";
import { settings } from "./settings";
import type { Term } from "./terms";

export type Name = { name: string; language: string; kind: string; href: string };

const MOST = 500;
const known = new Map<string, Name>();

/** Learns what these things are called; those that nobody knows keep their IRI. */
export async function learn(iris: Iterable<string>): Promise<void> {
  const wanted = [...new Set(iris)].filter((iri) => !known.has(iri));
  for (let start = 0; start < wanted.length; start += MOST) {
    const some = wanted.slice(start, start + MOST);
    const found = await asked(some).catch((): Record<string, Name> => ({}));
    for (const iri of some) {
      const name = found[iri];
      if (name) known.set(iri, name.name ? name : { ...name, name: shortened(iri).text });
    }
  }
}

async function asked(iris: string[]): Promise<Record<string, Name>> {
  const local = standIn();
  if (local) return local.named(iris);
  const answer = await fetch(settings.names, { method: "POST", body: JSON.stringify(iris), headers: { "Content-Type": "application/json" } });
  return answer.ok ? ((await answer.json()) as Record<string, Name>) : {};
}

/** Returns the name of a thing with its page; without a name its IRI, shortened, with its own web address. */
export function name(iri: string): Name {
  return known.get(iri) ?? { name: shortened(iri).text, language: "", kind: "", href: /^https?:\/\//.test(iri) ? iri : "" };
}

/** Returns a term as text. */
export function text(term: Term | undefined): string {
  if (!term) return "";
  return term.kind === "iri" ? name(term.value).name : term.value;
}
