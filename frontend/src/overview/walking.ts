// Where the arrow keys go: from island to island, and on an island from mark to mark.
import type { Chart } from "./data";
import { lived } from "./labels";

export type Way = "ArrowUp" | "ArrowDown" | "ArrowLeft" | "ArrowRight";
type Point = { number: number; x: number; y: number };

const AHEAD: Record<Way, [number, number]> = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };
const ASIDE = 2.2;

export function isWay(key: string): key is Way {
  return key in AHEAD;
}

/** Returns which point lies next in a direction: near, and more ahead than aside; none when nothing lies there. */
export function next(way: Way, from: Point, points: Iterable<Point>): number | undefined {
  const [right, down] = AHEAD[way];
  let [found, least]: [number | undefined, number] = [undefined, Infinity];
  for (const { number, x, y } of points) {
    const ahead = (x - from.x) * right + (y - from.y) * down;
    const aside = Math.abs((x - from.x) * down) + Math.abs((y - from.y) * right);
    const cost = ahead + ASIDE * aside;
    if (number !== from.number && ahead > 0 && cost < least) [found, least] = [number, cost];
  }
  return found;
}

/** Yields the islands on which something is shown. */
export function* islands(chart: Chart, shown: Uint8Array): Generator<Point> {
  for (const number of [...lived(chart, shown)].sort((one, other) => one - other)) yield { number, x: chart.islands[number]!.x, y: chart.islands[number]!.y };
}

/** Returns how many things are shown, on all islands or on one; a mark may stand for several. */
export function things(chart: Chart, shown: Uint8Array, island?: number): number {
  return shown.reduce((sum, is, mark) => sum + (is && (island === undefined || chart.island[mark] === island) ? (chart.sizes?.[mark] ?? 1) : 0), 0);
}

/** Yields the marks that are shown on an island. */
export function* marks(chart: Chart, shown: Uint8Array, island: number): Generator<Point> {
  for (let number = 0; number < shown.length; number += 1) {
    if (shown[number] && chart.island[number] === island) yield { number, x: chart.x[number]!, y: chart.y[number]! };
  }
}
