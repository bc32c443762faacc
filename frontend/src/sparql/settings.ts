// What the page tells its scripts: where to ask what, the prefixes, and the words in the language of the page.
export type Settings = {
  language: string;
  base: string;
  release: string;
  endpoint: string;
  files: string;
  citation: string;
  completions: string;
  names: string;
  examples: string;
  suggestions: string;
  things: string;
  prefixes: Record<string, string>;
  kinds: Record<string, string>;
  words: Record<string, string>;
};

const block = document.querySelector("#sparql-gegevens")?.textContent;
export const settings = JSON.parse(block ?? "{}") as Settings;

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

const figures = new Intl.NumberFormat(settings.language, { maximumFractionDigits: 20 });
const rounded = new Intl.NumberFormat(settings.language, { maximumSignificantDigits: 3 });
const hundredths = new Intl.NumberFormat(settings.language, { maximumFractionDigits: 2 });

/** Returns a number as the language of the page writes it. */
export function figure(number: number): string {
  return figures.format(number);
}

/** Returns how many bytes, in a unit that reads well. */
export function size(bytes: number): string {
  const units = ["bytes", "kB", "MB", "GB"];
  let [unit, number] = [0, bytes];
  while (number >= 1000 && unit < units.length - 1) [unit, number] = [unit + 1, number / 1000];
  return `${rounded.format(number)} ${units[unit]}`;
}

/** Returns a time in seconds as the language of the page writes it. */
export function seconds(number: number): string {
  return say("editor.seconds", { number: (number < 10 ? hundredths : rounded).format(Math.max(number, 0.01)) });
}
