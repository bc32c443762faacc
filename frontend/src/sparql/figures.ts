// What of an answer can be drawn: pairs of a place and a number, and how several rows with one place become one.
import type { Answer } from "./answer";
import { text } from "./names";
import { cells, instant, numeric, type Term, term } from "./terms";

export type Plan = { kind: "bar" | "line" | "points"; x: string; y: string; series: string; same: "sum" | "mean" | "each" };
export type Point = { place: string; at: number; value: number };
export type Series = { name: string; points: Point[] };
export type Figures = { series: Series[]; rows: number; left: number; joined: boolean };

/** The name that stands for counting rows, where a variable could stand. */
export const ROWS = "#";
const LOOKED_AT = 200;

/** Returns the variables whose values are numbers, years and dates left out unless there is nothing else. */
export function numbers(answer: Answer): string[] {
  const rows = answer.lines.slice(0, LOOKED_AT).map((line) => cells(line, answer.kind === "graph").map(term));
  return answer.columns.filter((_, column) => {
    const found = rows.flatMap((row) => (row[column] ? [row[column]] : []));
    return found.length > 0 && found.every((each) => !Number.isNaN(numeric(each)));
  });
}

/** Returns the terms in a column that are IRIs, those that a drawing names. */
export function irisIn(answer: Answer, columns: string[]): string[] {
  const places = columns.map((column) => answer.columns.indexOf(column)).filter((place) => place >= 0);
  const found = new Set<string>();
  for (const line of answer.lines.slice(0, 5_000)) {
    const row = cells(line, answer.kind === "graph");
    for (const place of places) if (row[place]?.startsWith("<")) found.add(row[place].slice(1, -1));
  }
  return [...found].slice(0, 500);
}

/** Returns what to draw; rows without a number are left out and counted. */
export function figures(answer: Answer, plan: Plan): Figures {
  const [x, y, series] = [plan.x, plan.y, plan.series].map((name) => answer.columns.indexOf(name)) as [number, number, number];
  const found = new Map<string, Map<string, { at: number; sum: number; times: number; each: number[] }>>();
  let [rows, joined] = [0, false];
  for (const line of answer.lines) {
    const row = cells(line, answer.kind === "graph");
    const value = plan.y === ROWS ? 1 : numeric(term(row[y] ?? ""));
    const place = term(row[x] ?? "");
    if (Number.isNaN(value) || !place) continue;
    rows += 1;
    const name = series < 0 ? "" : text(term(row[series] ?? ""));
    const one = found.get(name) ?? new Map();
    found.set(name, one);
    const known = one.get(text(place)) ?? { at: placed(place), sum: 0, times: 0, each: [] };
    joined ||= known.times > 0 && plan.y !== ROWS;
    one.set(text(place), { ...known, sum: known.sum + value, times: known.times + 1, each: [...known.each.slice(0, 50), value] });
  }
  const all = [...found].map(([name, points]): Series => ({ name, points: [...points].flatMap(([place, known]) => together(place, known, plan)) }));
  return { series: all, rows, left: answer.lines.length - rows, joined };
}

function placed(place: Term): number {
  const number = numeric(place);
  return Number.isNaN(number) ? instant(place) : number;
}

function together(place: string, known: { at: number; sum: number; times: number; each: number[] }, plan: Plan): Point[] {
  const { at, sum, times, each } = known;
  if (plan.y !== ROWS && plan.same === "each") return each.map((value) => ({ place, at, value }));
  return [{ place, at, value: plan.same === "mean" && plan.y !== ROWS ? sum / times : sum }];
}

/** Returns round values that cover a range, at most some six. */
export function ticks(low: number, high: number, most = 6): number[] {
  const span = high - low || Math.abs(high) || 1;
  const rough = span / most;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((each) => each >= rough) ?? 10 * power;
  const first = Math.floor(low / step);
  return Array.from({ length: Math.ceil(high / step - 1e-9) - first + 1 }, (_, number) => Number(((first + number) * step).toPrecision(12)));
}
