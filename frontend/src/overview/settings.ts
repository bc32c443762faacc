// What the page tells this script: where the marks are, where things are shown, and the words in the language of the page.
export type Settings = {
  source: string;
  doc: string;
  picture: string;
  query: string;
  /** Whether each mark stands for several things. */
  short: boolean;
  /** How many of the things that were asked for each of those marks stands for; none when all were. */
  sizes: number[] | null;
  /** Whether the marks are those of one island. */
  part: boolean;
  /** Whether that island holds more than its marks: then the server narrows it down, picture and all. */
  cut: boolean;
  /** Whether no server is there to answer what an address asks. */
  alone: boolean;
  total: number;
  names: string[];
  language: string;
  words: Record<string, string>;
};

const block = document.querySelector("#overzicht-gegevens")?.textContent;
export const settings = JSON.parse(block ?? "{}") as Settings;
let figures: Intl.NumberFormat | undefined;

/** Returns the text with this key, its places filled in; an unknown key is a mistake of ours. */
export function say(key: string, values: Record<string, string> = {}): string {
  const text = settings.words[key];
  if (text === undefined) throw new RangeError(`no words for ${key}`);
  return text.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? "");
}

/** Returns a name in the language it is in, for among words in that of the page; all names are Dutch. */
export function named(name: string, language = "nl"): HTMLElement {
  return Object.assign(document.createElement("span"), { textContent: name, lang: language });
}

/** Returns a number with its noun, in the singular or the plural. */
export function count(key: string, number: number): string {
  return say(`${key}.${number === 1 ? "one" : "many"}`, { number: figure(number) });
}

/** Returns a number as the language of the page writes it; the first takes a browser long, so none comes before the picture. */
export function figure(number: number): string {
  return (figures ??= new Intl.NumberFormat(settings.language)).format(number);
}
