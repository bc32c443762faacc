// The words of a search index (kg.publish.vocabulary): which of them a typed word may mean, and which one a typing error meant.
const PREFIX_FROM = 2;
const PART_FROM = 4;
const INSIDE_FROM = 5;
const MENDED_FROM = 4;
const TWO_ERRORS_FROM = 7;
const BEGUN_FROM = 5;
const MOST = 200;
const ENDINGS = ["", "en", "s", "n", "e", "es", "je", "jes", "tje", "tjes", "den", "ing", "ingen"];

/** A word, its stem (none when it is the word itself), and how often it occurs; -1 for what is only two neighbouring words joined. */
export type Entry = [word: string, stem: string, count: number];

export class Vocabulary {
  private readonly stemOf: Map<string, string>;
  private readonly counts: Map<string, number>;
  private readonly stemsThere: Set<string>;
  private readonly words: string[];
  private readonly run: string;

  constructor(entries: Entry[]) {
    this.stemOf = new Map(entries.map(([word, stem]) => [word, stem || word]));
    this.counts = new Map(entries.filter(([, , count]) => count >= 0).map(([word, , count]) => [word, count]));
    this.words = [...this.counts.keys()];
    this.stemsThere = new Set(this.words.map((word) => this.stemOf.get(word) ?? word));
    this.run = `\n${this.words.join("\n")}\n`;
  }

  /** Returns the stem of a word; one that does not occur has that of a word which differs in its ending only, if there is such a word. */
  stem(word: string): string {
    return this.stemOf.get(word) ?? this.inflected(word) ?? word;
  }

  /** Returns the stems of those words that occur. */
  stems(texts: string[]): Set<string> {
    return new Set(texts.flatMap((word) => this.stemOf.get(word) ?? []));
  }

  /** Returns the stem of two words written as one, empty when nobody writes them so. */
  joined(first: string, second: string): string {
    return this.stemOf.get(first + second) ?? "";
  }

  /** Returns the stems a word may mean, its own first: of the words it is part of, or begins when it is unfinished. */
  meant(word: string, unfinished: boolean): string[] {
    const stem = this.stem(word);
    const own = this.stemsThere.has(stem) ? [stem] : [];
    const others = this.holding(word).filter((known) => mayMean(word, known, unfinished)).map((known) => this.stemOf.get(known) ?? known);
    return [...new Set([...own, ...others])].slice(0, MOST);
  }

  /** Returns the known word that a misspelt word most resembles, or the word itself when none comes near. */
  mended(word: string): string {
    if ([...word].length < MENDED_FROM || /\p{Nd}/u.test(word)) return word;
    const errors = word.length >= TWO_ERRORS_FROM ? 2 : 1;
    const near = this.words.flatMap((known) => {
      const far = distance(word, known, errors);
      return far <= errors ? [{ known, far, other: known[0] !== word[0] ? 1 : 0, count: this.counts.get(known) ?? 0 }] : [];
    });
    near.sort((one, two) => one.far - two.far || one.other - two.other || two.count - one.count || (one.known < two.known ? -1 : 1));
    return near[0]?.known ?? this.begun(word);
  }

  /** Returns the known word of which a misspelt word is the beginning, the most usual first, or the word itself. */
  private begun(word: string): string {
    const { length } = word;
    if (length < BEGUN_FROM) return word;
    const near = this.words.filter((known) => known[0] === word[0] && [length, length + 1].some((end) => distance(word, known.slice(0, end), 1) <= 1));
    const often = (known: string): number => this.counts.get(known) ?? 0;
    return near.reduce<string | undefined>((best, known) => (best !== undefined && often(best) >= often(known) ? best : known), undefined) ?? word;
  }

  /** Returns the words in which the part stands, in their order. */
  private holding(part: string): string[] {
    const found: string[] = [];
    for (let place = this.run.indexOf(part); place >= 0; ) {
      const end = this.run.indexOf("\n", place);
      found.push(this.run.slice(this.run.lastIndexOf("\n", place) + 1, end));
      place = this.run.indexOf(part, end);
    }
    return found;
  }

  /** Returns the stem of a known word that has another ending (a plural, a diminutive) on the same beginning. */
  private inflected(word: string): string | undefined {
    if (word.length < PART_FROM) return undefined;
    const begins = this.run.includes(`\n${word}`); // it may be going on, and then has no ending yet
    for (const base of bases(word)) {
      if (begins && base.length >= word.length) continue;
      for (const ending of begins ? [""] : ENDINGS) {
        const stem = this.stemOf.get(base + ending);
        if (stem !== undefined && this.stemsThere.has(stem)) return stem;
      }
    }
    return undefined;
  }
}

/** Yields what a word may be without its ending, the longest first, with the spelling that goes with a closed or an open syllable. */
function* bases(word: string): Generator<string> {
  for (const ending of [...ENDINGS].sort((one, other) => one.length - other.length)) {
    const base = word.slice(0, word.length - ending.length);
    if (!word.endsWith(ending) || base.length < PART_FROM - 1) continue;
    yield base;
    yield base.replace(/([aeou])([^aeiou])$/, "$1$1$2"); // jar-en, jaar
    yield base.replace(/([^aeiou])\1$/, "$1"); // plann-en, plan
    yield base.replace(/v$/, "f").replace(/z$/, "s"); // briev-en, brief
    yield base.replace(/([aeou])v$/, "$1$1f").replace(/([aeou])z$/, "$1$1s"); // gav-en, gaaf
    yield base.replace(/([aeou])\1([^aeiou])$/, "$1$2"); // jaar, jar-en
    yield base.replace(/f$/, "v").replace(/s$/, "z"); // brief, briev-en
    yield base.replace(/([aeiou][^aeiou])$/, (end) => end + (end[1] ?? "")); // plan, plann-en
  }
}

function mayMean(word: string, known: string, unfinished: boolean): boolean {
  if (known.startsWith(word)) return word.length >= (unfinished ? PREFIX_FROM : PART_FROM);
  return word.length >= (known.endsWith(word) ? PART_FROM : INSIDE_FROM);
}

/** Returns how many letters are left out, added, replaced or swapped with a neighbour (optimal string alignment); more than `most` is not counted on. */
export function distance(one: string, other: string, most: number): number {
  if (Math.abs(one.length - other.length) > most) return most + 1;
  let before: number[] = [];
  let above = Array.from({ length: other.length + 1 }, (_, number) => number);
  for (let row = 1; row <= one.length; row += 1) {
    const here = [row];
    for (let column = 1; column <= other.length; column += 1) {
      const same = one[row - 1] === other[column - 1] ? 0 : 1;
      let least = Math.min((above[column] ?? 0) + 1, (here[column - 1] ?? 0) + 1, (above[column - 1] ?? 0) + same);
      const swapped = row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      if (swapped) least = Math.min(least, (before[column - 2] ?? 0) + 1);
      here.push(least);
    }
    if (Math.min(...here) > most) return most + 1;
    [before, above] = [above, here];
  }
  return above[other.length] ?? 0;
}
