// The search index of a release as a file (kg.publish.portable_index), and finding things in it as kg.publish.search does.
import { BETWEEN } from "../../asked";
import { telling, words } from "./folding";
import { ALIAS, DESCRIPTION, matches, mended, NAME, names, type Naming, type Postings, shown, some, typedWords, type Wanted, wanted } from "./matching";
import { type Entry, Vocabulary } from "./vocabulary";

/** What the file holds; a thing is called by its place in `things`, and its path is that below /id/. */
export type Stored = {
  format: 1;
  things: [path: string, kind: string, label: string, description: string][];
  names: [thing: number, text: string, short?: 1][];
  facts: Record<string, Record<string, number[]>>;
  english: Record<string, Record<string, string>>;
  words: Entry[];
};

/** One thing found, with the name or the part of the description in which the words stand, and per facet its values. */
export type Hit = { path: string; kind: string; label: string; matched: string; description: string; facts: Record<string, string[]> };

/** One page of what was found, best first; `corrected` is the text searched for instead of a typing error. */
export type Found = { total: number; hits: Hit[]; corrected: string; facets: [facet: string, values: [value: string, count: number][]][] };

export class Index {
  readonly vocabulary: Vocabulary;
  private readonly names: string[][];
  private readonly namings: Naming[];
  private readonly postings: Postings = new Map();

  constructor(private readonly stored: Stored) {
    this.vocabulary = new Vocabulary(stored.words);
    this.names = stored.things.map(([, , label]) => [label]);
    for (const [thing, text, short] of stored.names) if (!short) this.names[thing]?.push(text);
    const others = stored.names.map(([thing, text, short]) => ({ thing, text, main: short === 1 }));
    const all = [...stored.things.map(([, , text], thing) => ({ thing, text, main: true })), ...others];
    this.namings = all.map((each) => ({ ...each, squashed: words(each.text).join("") }));
    for (const { thing, text, main } of this.namings) this.post(thing, main ? NAME : ALIAS, nameTokens(text));
    stored.things.forEach(([, , , description], thing) => this.post(thing, DESCRIPTION, telling(words(description))));
  }

  /** Returns the things that hold all words of the text and have one of the values of each of these facets; without text, all with the facets. */
  find(text: string, facets: Map<string, string>, page: number, size: number): Found {
    const { numbers, asked, corrected } = this.ranked(text);
    const having = new Map([...facets].map(([facet, values]) => [facet, new Set(values.split(BETWEEN).flatMap((value) => this.stored.facts[facet]?.[value] ?? []))]));
    const left = numbers.filter((number) => [...having.values()].every((members) => members.has(number)));
    const hits = left.slice((page - 1) * size, page * size).map((number) => this.hit(number, asked));
    return { total: left.length, hits, corrected, facets: this.counts(numbers, left, having) };
  }

  /** Returns the things, of these kinds or of any, whose names hold the words typed so far, the last one perhaps unfinished; best first. */
  suggest(text: string, limit: number, kinds: string[] = []): { hits: Hit[]; corrected: string } {
    const typed = wanted(typedWords(text), this.vocabulary);
    const found = names(this.postings, this.namings, typed);
    const asked = found.size > 0 ? typed : mended(typed, this.vocabulary);
    const ranked = inOrder(found.size > 0 ? found : names(this.postings, this.namings, asked));
    const allowed = ranked.filter((number) => kinds.length === 0 || kinds.includes(this.stored.things[number]?.[1] ?? ""));
    const hits = allowed.slice(0, limit).map((number) => this.hit(number, asked));
    return { hits, corrected: hits.length > 0 && asked !== typed && asked.words.join(" ") !== typed.words.join(" ") ? asked.words.join(" ") : "" };
  }

  /** Returns the paths of the things with exactly this name. */
  called(name: string): string[] {
    return this.find(name, new Map(), 1, 32).hits.flatMap((hit) => (same(hit.label, name) ? [hit.path] : []));
  }

  /** Returns the English name of a facet's value, or the value itself when it has none. */
  english(facet: string, value: string): string {
    return this.stored.english[facet]?.[value] ?? value;
  }

  private post(thing: number, where: number, tokens: string[]): void {
    for (const word of tokens) {
      const stem = this.vocabulary.stem(word);
      const things = this.postings.get(stem) ?? new Map<number, number>();
      things.set(thing, (things.get(thing) ?? 0) | where);
      this.postings.set(stem, things);
    }
  }

  private ranked(text: string): { numbers: number[]; asked: Wanted; corrected: string } {
    const asked = wanted(typedWords(text), this.vocabulary);
    if (text.trim() === "") return { numbers: [...this.stored.things.keys()], asked, corrected: "" };
    const found = matches(this.postings, this.namings, asked);
    if (found.size > 0) return { numbers: inOrder(found), asked, corrected: "" };
    const meant = mended(asked, this.vocabulary);
    const all = matches(this.postings, this.namings, meant);
    const other = all.size > 0 ? all : some(this.postings, meant);
    const changed = meant.words.join(" ") !== asked.words.join(" ");
    return { numbers: inOrder(other), asked: meant, corrected: other.size > 0 && changed ? meant.words.join(" ") : "" };
  }

  private hit(number: number, asked: Wanted): Hit {
    const [path = "", kind = "", label = "", description = ""] = this.stored.things[number] ?? [];
    const matched = shown(asked, this.names[number] ?? [label], description, this.vocabulary);
    const facts = Object.entries(this.stored.facts).map(([facet, values]) => [facet, Object.keys(values).filter((value) => values[value]?.includes(number))] as const);
    return { path, kind, label, matched, description, facts: Object.fromEntries(facts) };
  }

  private counts(numbers: number[], left: number[], having: Map<string, Set<number>>): Found["facets"] {
    const all = Object.keys(this.stored.facts).map((facet) => [facet, this.counted(facet, left)] as const);
    const counted = new Map(all.filter(([, values]) => values.length > 0));
    for (const facet of having.keys()) {
      const others = [...having].filter(([other]) => other !== facet).map(([, members]) => members);
      counted.set(facet, this.counted(facet, numbers.filter((number) => others.every((members) => members.has(number)))));
    }
    return [...counted];
  }

  private counted(facet: string, numbers: number[]): [string, number][] {
    const there = new Set(numbers);
    const counts = Object.entries(this.stored.facts[facet] ?? {}).map(([value, things]): [string, number] => [value, things.filter((thing) => there.has(thing)).length]);
    return counts.filter(([, count]) => count > 0).sort(([one, few], [other, many]) => many - few || (one < other ? -1 : 1));
  }
}

/** Returns whether two names are the same but for case and spaces. */
export function same(one: string, other: string): boolean {
  const plain = (text: string): string => text.toLowerCase().split(/\s+/).filter(Boolean).join(" ");
  return plain(one) === plain(other);
}

/** Returns the words of a name and its neighbouring words joined. */
function nameTokens(text: string): string[] {
  const found = words(text);
  return [...telling(found), ...found.slice(1).map((word, number) => (found[number] ?? "") + word)];
}

function inOrder(levels: Map<number, number>): number[] {
  return [...levels].sort(([one, level], [other, least]) => level - least || one - other).map(([number]) => number);
}
