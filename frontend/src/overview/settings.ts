// What the page tells this script: where the marks are, where things are shown, and the words in the language of the page.
export type Settings = {
  source: string;
  doc: string;
  picture: string;
  query: string;
  /** Whether each mark stands for several things. */
  short: boolean;
  /** Whether the marks are those of one island. */
  part: boolean;
  total: number;
  names: string[];
  language: string;
  words: Record<string, string>;
};

const block = document.querySelector("#overzicht-gegevens")?.textContent;
export const settings = JSON.parse(block ?? "{}") as Settings;
const figures = new Intl.NumberFormat(settings.language);

/** Returns the text with this key, its places filled in; an unknown key is a mistake of ours. */
export function say(key: string, values: Record<string, string> = {}): string {
  const text = settings.words[key];
  if (text === undefined) throw new RangeError(`no words for ${key}`);
  return text.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? "");
}

/** Returns a number with its noun, in the singular or the plural. */
export function count(key: string, number: number): string {
  return say(`${key}.${number === 1 ? "one" : "many"}`, { number: figure(number) });
}

/** Returns a number as the language of the page writes it. */
export function figure(number: number): string {
  return figures.format(number);
}
