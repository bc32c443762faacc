// Which marks remain by name, kind, island, year and theme: as src/kg/publish/overview/narrowing.py does it.
import { type Chart, islandKey, KINDS } from "./data";

export type Narrowing = { q: string; soort: string; eiland: string; jaar: string; thema: string };

/** Returns a text without capitals and accents, as names are compared. */
export function folded(text: string): string {
  return text.normalize("NFD").replace(/\p{Mn}/gu, "").toLowerCase();
}

/** Returns for each mark whether it remains. */
export function narrowed(chart: Chart, asked: Narrowing): Uint8Array {
  const words = folded(asked.q).split(/\s+/).filter(Boolean);
  const year = Number(asked.jaar);
  const islands = new Set(chart.islands.flatMap((island, number) => (islandKey(island) === asked.eiland ? [number] : [])));
  const remains = (mark: number): boolean =>
    (!asked.soort || KINDS[chart.kinds[mark]!] === asked.soort) &&
    (!asked.eiland || islands.has(chart.island[mark]!)) &&
    (!asked.jaar || chart.years[mark]!.includes(year)) &&
    (!asked.thema || chart.themes[mark]!.includes(asked.thema)) &&
    (!words.length || words.every((word) => name(mark).includes(word)));
  const names = known(chart);
  const name = (mark: number): string => (names[mark] ??= folded(chart.labels[mark]!));
  return Uint8Array.from(chart.labels, (_, mark) => (remains(mark) ? 1 : 0));
}

const foldedNames = new WeakMap<Chart, string[]>();

function known(chart: Chart): string[] {
  const names = foldedNames.get(chart) ?? [];
  foldedNames.set(chart, names);
  return names;
}
