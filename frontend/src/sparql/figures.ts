// What of an answer can be drawn: pairs of a place and a number, and how several rows with one place become one.
import type { Answer } from "./answer";
import { text } from "./names";
import { cells, instant, numeric, type Term, term } from "./terms";

/** What to draw. `figure` is the variable with what a figure is about: rows that say the same of one thing are one figure. */
export type Plan = { kind: "bar" | "line" | "points"; x: string; y: string; series: string; same: "sum" | "mean" | "each"; figure: string };
export type Point = { place: string; at: number; value: number };
export type Series = { name: string; points: Point[] };
export type Figures = { series: Series[]; rows: number; left: number; joined: boolean };

/** What the header of a saved question says of what to draw. */
export type Hint = { kind: "bar" | "line"; x: string; y: string; series: string };

/** Returns the plan of a saved question: a figure is what is said of one x, counted once, and figures are never added up. */
export function planned({ kind, x, y, series }: Hint): Plan {
  return { kind, x, y, series, same: "each", figure: x };
}

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

type Read = { row: string[]; place: Term; value: number };
type Place = { name: string; at: number; values: number[] };

/** Returns what to draw; rows without a number are left out and counted. */
export function figures(answer: Answer, plan: Plan): Figures {
  const found = answer.lines.flatMap((line) => read(answer, plan, cells(line, answer.kind === "graph")));
  const counted = plan.figure && plan.y !== ROWS ? once(answer, plan, found) : found;
  const all = new Map<string, Map<string, Place>>();
  for (const { row, place, value } of counted) {
    const name = called(answer, plan.series, row);
    const places = all.get(name) ?? new Map<string, Place>();
    all.set(name, places);
    const key = row[answer.columns.indexOf(plan.x)] ?? "";
    const known = places.get(key);
    if (known) known.values.push(value);
    else places.set(key, { name: called(answer, plan.x, row), at: placed(place), values: [value] });
  }
  const joined = plan.y !== ROWS && [...all.values()].some((places) => [...places.values()].some(({ values }) => values.length > 1));
  const series = [...all].map(([name, places]): Series => ({ name, points: apart([...places.values()].flatMap((one) => together(one, plan)), plan) }));
  return { series, rows: found.length, left: answer.lines.length - found.length, joined };
}

/** Returns a row with its place and its number, or nothing when it lacks one of them. */
function read(answer: Answer, plan: Plan, row: string[]): Read[] {
  const value = plan.y === ROWS ? 1 : numeric(term(row[answer.columns.indexOf(plan.y)] ?? ""));
  const place = term(row[answer.columns.indexOf(plan.x)] ?? "");
  return Number.isNaN(value) || !place ? [] : [{ row, place, value }];
}

/** Returns the first of the rows that say the same number of the same thing, such as those of several sources. */
function once(answer: Answer, plan: Plan, found: Read[]): Read[] {
  const columns = [plan.figure, plan.x, plan.series].map((name) => answer.columns.indexOf(name));
  const first = new Map<string, Read>();
  for (const each of found) {
    const key = [...columns.map((column) => each.row[column] ?? ""), each.value].join("\t");
    if (!first.has(key)) first.set(key, each);
  }
  return [...first.values()];
}

/** Returns what a value of a row is called: a thing by the name that the row gives it. */
function called(answer: Answer, variable: string, row: string[]): string {
  const found = term(row[answer.columns.indexOf(variable)] ?? "");
  const naming = found?.kind === "iri" ? row[answer.columns.indexOf(variable === "document" ? "bron" : `${variable}Naam`)] : undefined;
  return text(naming ? term(naming) : found);
}

function placed(place: Term): number {
  const number = numeric(place);
  return Number.isNaN(number) ? instant(place) : number;
}

function together({ name, at, values }: Place, plan: Plan): Point[] {
  if (plan.y !== ROWS && plan.same === "each") return values.map((value) => ({ place: name, at, value }));
  const sum = values.reduce((one, other) => one + other, 0);
  return [{ place: name, at, value: plan.same === "mean" && plan.y !== ROWS ? sum / values.length : sum }];
}

/** Returns the points; as bars the second with one name is numbered, for a name has one bar. */
function apart(points: Point[], plan: Plan): Point[] {
  if (plan.kind !== "bar") return points;
  const times = new Map<string, number>();
  return points.map((point) => {
    const time = (times.get(point.place) ?? 0) + 1;
    times.set(point.place, time);
    return time === 1 ? point : { ...point, place: `${point.place} (${time})` };
  });
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
