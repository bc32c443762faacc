// Which things a typed text means, and how well each one matches (kg.publish.matching).
import { telling, words } from "./folding";
import type { Vocabulary } from "./vocabulary";

const LONGEST = 200;
const MOST_WORDS = 10;
const NAMED_FROM = 2;
const WORDS_BEFORE = 8;
const WORDS_AFTER = 16;

/** Where a word stands, as bits. */
export const NAME = 1;
export const ALIAS = 2;
export const DESCRIPTION = 4;

/** Which things hold a stem, and where. */
export type Postings = Map<string, Map<number, number>>;

/** A name of a thing as one run of letters; `main` when it is the one shown. */
export type Naming = { thing: number; text: string; squashed: string; main: boolean };

/** What a typed text asks for: its words, those that tell something, the stems each may mean, its own stem, and that of it and the next as one word. */
export type Wanted = { words: string[]; telling: string[]; stems: string[][]; wholes: string[][]; joins: string[] };

/** How well a thing matches, best first. */
const LEVEL = { words: [6, 7], parts: 8, anywhere: 9, partsAnywhere: 10 } as const;
const NAMED = { same: [0, 1], word: [2, 3], part: [4, 5] } as const;

type Found = Set<number> | undefined;

/** Returns what these folded words ask for; the last one may be unfinished. */
export function wanted(typed: string[], vocabulary: Vocabulary): Wanted {
  const said = telling(typed);
  return {
    words: typed,
    telling: said,
    stems: said.map((word, number) => vocabulary.meant(word, number === said.length - 1)),
    wholes: said.map((word) => [vocabulary.stem(word)]),
    joins: [...said.slice(1).map((word, number) => vocabulary.joined(said[number] ?? "", word)), ""],
  };
}

/** Returns the words of a text that are searched for, folded: the first ten, of its first 200 characters. */
export function typedWords(text: string): string[] {
  return words([...text].slice(0, LONGEST).join("")).slice(0, MOST_WORDS);
}

/** Returns what was probably meant: words that occur nowhere make way for the known word they resemble most. */
export function mended(asked: Wanted, vocabulary: Vocabulary): Wanted {
  const unknown = new Set(asked.telling.filter((_, number) => asked.stems[number]?.length === 0));
  return wanted(asked.words.map((word) => (unknown.has(word) ? vocabulary.mended(word) : word)), vocabulary);
}

/** Returns the things that hold all the words, each with how well it matches. */
export function matches(postings: Postings, namings: Naming[], asked: Wanted): Map<number, number> {
  const levels = names(postings, namings, asked);
  const all = NAME | ALIAS | DESCRIPTION;
  add(levels, LEVEL.anywhere, allOf(postings, all, asked.wholes, asked.joins));
  add(levels, LEVEL.partsAnywhere, allOf(postings, all, asked.stems, asked.joins));
  return levels;
}

/** Returns the things whose names hold all the words, each with how well it matches. */
export function names(postings: Postings, namings: Naming[], asked: Wanted): Map<number, number> {
  const levels = new Map<number, number>();
  for (const [thing, level] of named(namings, asked)) levels.set(thing, Math.min(level, levels.get(thing) ?? level));
  add(levels, LEVEL.words[0], allOf(postings, NAME, asked.wholes, asked.joins));
  add(levels, LEVEL.words[1], allOf(postings, NAME | ALIAS, asked.wholes, asked.joins));
  add(levels, LEVEL.parts, allOf(postings, NAME | ALIAS, asked.stems, asked.joins));
  return levels;
}

/** Returns the things that hold at least half of several words, each with the number of words it lacks. */
export function some(postings: Postings, asked: Wanted): Map<number, number> {
  const held = new Map<number, number>();
  for (const stems of asked.stems) {
    for (const thing of anyOf(postings, NAME | ALIAS | DESCRIPTION, stems) ?? []) held.set(thing, (held.get(thing) ?? 0) + 1);
  }
  const lacking = [...held].map(([thing, count]) => [thing, asked.stems.length - count] as const);
  return new Map(lacking.filter(([, count]) => count <= Math.floor(asked.stems.length / 2)));
}

function add(levels: Map<number, number>, level: number, found: Found): void {
  for (const thing of found ?? []) if (!levels.has(thing)) levels.set(thing, level);
}

/** Yields the things with a name that is, or begins with, the words typed, however they are spaced. */
function* named(namings: Naming[], asked: Wanted): Generator<[number, number]> {
  const run = asked.words.join("");
  if ([...run].length < NAMED_FROM) return;
  for (const { thing, text, squashed, main } of namings) {
    if (!squashed.startsWith(run)) continue;
    const ending = squashed === run ? "same" : endsWithWord(text, run) ? "word" : "part";
    yield [thing, NAMED[ending][main ? 0 : 1]];
  }
}

/** Tells whether the run is the first words of the name, and not part of one of them. */
function endsWithWord(name: string, run: string): boolean {
  let length = 0;
  return words(name).some((word) => (length += word.length) === run.length);
}

function allOf(postings: Postings, where: number, stems: string[][], joins: string[]): Found {
  if (stems.length === 0) return undefined;
  const apart = andAll(postings, where, anyOf(postings, where, stems[0] ?? []), stems.slice(1), joins.slice(1));
  const joined = joins.slice(0, 1).filter(Boolean);
  const together = andAll(postings, where, anyOf(postings, where, joined), stems.slice(2), joins.slice(2));
  return apart && together ? new Set([...apart, ...together]) : (apart ?? together);
}

function andAll(postings: Postings, where: number, first: Found, stems: string[][], joins: string[]): Found {
  if (!first || stems.length === 0) return first;
  const rest = allOf(postings, where, stems, joins);
  return rest && new Set([...first].filter((thing) => rest.has(thing)));
}

/** Returns the things that hold any of these stems there; nothing at all when there are no stems. */
function anyOf(postings: Postings, where: number, stems: string[]): Found {
  if (stems.length === 0) return undefined;
  const found = new Set<number>();
  for (const stem of stems) {
    for (const [thing, places] of postings.get(stem) ?? []) if (places & where) found.add(thing);
  }
  return found;
}

/** Returns the name in which most of the words stand, or a part of the description when that holds more of them; `named` begins with the one shown. */
export function shown(asked: Wanted, named: string[], description: string, vocabulary: Vocabulary): string {
  const run = asked.words.join("");
  const held = named.map((name) => (run !== "" && words(name).join("").includes(run) ? asked.telling.length + 1 : met(asked, name, vocabulary).size));
  const most = Math.max(...held);
  if (most >= asked.telling.length || most >= met(asked, description, vocabulary).size) return named[held.indexOf(most)] ?? "";
  return fragment(asked, description, vocabulary);
}

/** Returns which of the telling words the text holds, as numbers. */
function met(asked: Wanted, text: string, vocabulary: Vocabulary): Set<number> {
  const stems = vocabulary.stems(words(text));
  return new Set(asked.stems.flatMap((meant, number) => (meant.some((stem) => stems.has(stem)) ? [number] : [])));
}

/** Returns a stretch of the text around the first word asked for, cut between words. */
function fragment(asked: Wanted, text: string, vocabulary: Vocabulary): string {
  const parts = text.split(/\s+/).filter(Boolean);
  const first = parts.findIndex((part) => met(asked, part, vocabulary).size > 0);
  const start = Math.max(0, first - WORDS_BEFORE);
  const end = first + WORDS_AFTER;
  return `${start > 0 ? "… " : ""}${parts.slice(start, end).join(" ")}${end < parts.length ? " …" : ""}`;
}
