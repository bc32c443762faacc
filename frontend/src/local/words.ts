// The words of the pages that are made here, and numbers and dates as the language of the page writes them.
import pages from "words:pages";

export const language = document.documentElement.lang === "en" ? "en" : "nl";

const texts = pages[language];
const figures = new Intl.NumberFormat(language, { maximumFractionDigits: 20 });
const rounded = new Intl.NumberFormat(language, { maximumSignificantDigits: 2 });

/** Returns the text with this key, its places filled in; an unknown key is a mistake of ours. */
export function say(key: string, values: Record<string, string> = {}): string {
  const text = texts[key];
  if (text === undefined) throw new RangeError(`no words for ${key}`);
  return text.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? "");
}

/** Returns the text with this key, or another when there is none. */
export function known(key: string, otherwise: string): string {
  return texts[key] ?? otherwise;
}

/** Returns a number with its noun, in the singular or the plural. */
export function count(key: string, number: number): string {
  return say(`${key}.${number === 1 ? "one" : "many"}`, { number: figure(number) });
}

/** Returns a number as the language of the page writes it. */
export function figure(number: number): string {
  return figures.format(number);
}

/** Returns a number of bytes as megabytes, or kilobytes when they are few. */
export function size(bytes: number): string {
  return bytes < 1e6 ? `${rounded.format(bytes / 1e3)} kB` : `${rounded.format(bytes / 1e6)} MB`;
}

/** Returns a decimal with all its digits; a whole one has no point. */
export function decimal(written: string): string {
  const [, sign = "", whole = "", fraction = ""] = /^([+-]?)(\d*)(?:\.(\d*?)0*)?$/.exec(written) ?? [];
  if (whole + fraction === "") return written;
  const [thousand, point] = language === "en" ? [",", "."] : [".", ","];
  const grouped = (whole || "0").replace(/\B(?=(?:\d{3})+$)/g, thousand);
  return `${sign === "-" ? "-" : ""}${grouped}${fraction ? point + fraction : ""}`;
}

/** Returns a date, a month or a year (as XML Schema writes them) in words; anything else as it stands. */
export function date(written: string): string {
  const [year = "", ...rest] = written.split("-");
  if (rest.length === 0 || ![year, ...rest].every((part) => /^\d+$/.test(part))) return written;
  const month = say("months").split(" ")[Number(rest[0]) - 1] ?? "";
  return [...rest.slice(1).map((day) => String(Number(day))), month, year].join(" ");
}
