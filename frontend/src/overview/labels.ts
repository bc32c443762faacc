// Which names are on the screen: those of islands first, then of marks with many ties, none over another.
import { type Camera, NARROW } from "./camera";
import type { Chart } from "./data";
import type { Grid } from "./grid";

export type Label = { text: string; x: number; y: number; size: number; strong: boolean };

const MOST = 160;
const CELL = 8;
const SIZE = 12;
const LONGEST = 34;
const MARK = 6;
const SMALLEST = 1.1;
const LARGEST = 11;
const SMALLEST_ISLAND = 13;
/** On a narrow screen the name of an island is at most so many times its radius wide. */
const ROOMY = 2.6;
/** From this many pixels for a measure of the chart on, marks are named. */
export const NAMED = 0.85;

function* cells(left: number, top: number, width: number, height: number): Generator<number> {
  for (let row = Math.floor(top / CELL); row <= Math.floor((top + height) / CELL); row += 1) {
    for (let column = Math.floor(left / CELL); column <= Math.floor((left + width) / CELL); column += 1) yield row * 4096 + column;
  }
}

/** Squares of the screen that are taken. */
class Taken {
  private readonly cells = new Set<number>();

  /** Takes a box, unless something lies there. */
  place(left: number, top: number, width: number, height: number): boolean {
    for (const cell of cells(left, top, width, height)) if (this.cells.has(cell)) return false;
    this.take(left, top, width, height);
    return true;
  }

  take(left: number, top: number, width: number, height: number): void {
    for (const cell of cells(left, top, width, height)) this.cells.add(cell);
  }
}

export class Namer {
  private readonly widths = new Map<string, number>();

  constructor(
    private readonly chart: Chart,
    private readonly grid: () => Grid,
    private readonly names: string[],
    private readonly measure: (text: string, size: number, strong: boolean) => number,
  ) {}

  /** Returns the names of islands, in pixels; of one that is larger than the screen, at its upper edge. */
  islands(camera: Camera, shown: Uint8Array, taken = new Taken()): Label[] {
    const labels: Label[] = [];
    const inhabited = lived(this.chart, shown);
    this.chart.islands.forEach((island, number) => {
      if (!inhabited.has(number)) return;
      const [x, y] = camera.screen(island.x, island.y);
      const radius = island.radius * camera.scale;
      if (radius < SMALLEST_ISLAND || x + radius < 0 || x - radius > camera.width || y + radius < 0 || y - radius > camera.height) return;
      const size = Math.round(Math.min(20, Math.max(12, radius / 7)));
      const text = this.names[number]!;
      const width = this.width(text, size, true);
      if (camera.width < NARROW && width > ROOMY * radius) return;
      const middle = Math.min(Math.max(x, width / 2 + 8), camera.width - width / 2 - 8);
      const top = Math.min(Math.max(y - radius + 4, 6), y + radius - size - 8);
      if (top + size < camera.height && taken.place(middle - width / 2 - 3, top - 2, width + 6, size + 4)) labels.push({ text, x: middle, y: top + size / 2 + 1, size, strong: true });
    });
    return labels;
  }

  /** Returns all names, in pixels. */
  all(camera: Camera, shown: Uint8Array): Label[] {
    const taken = new Taken();
    const labels = this.islands(camera, shown, taken);
    if (camera.scale < NAMED || this.chart.sizes) return labels;
    const candidates = this.candidates(camera).filter((mark) => shown[mark]);
    const places = candidates.map((mark) => camera.screen(this.chart.x[mark]!, this.chart.y[mark]!));
    const radius = markRadius(camera.scale);
    for (const [x, y] of places) taken.take(x - radius / 2, y - radius / 2, radius, radius);
    for (const [each, [x, y]] of places.entries()) {
      if (labels.length >= MOST) break;
      const text = cut(this.chart.labels[candidates[each]!]!);
      const width = this.width(text, SIZE, false);
      if (x < width / 2 || y < 0 || x > camera.width - width / 2 || y > camera.height) continue;
      const top = [y + 1.3 * radius + 2, y - 1.3 * radius - 2 - SIZE].find((above) => taken.place(x - width / 2, above, width, SIZE));
      if (top !== undefined) labels.push({ text, x, y: top + SIZE / 2, size: SIZE, strong: false });
    }
    return labels;
  }

  /** Returns the marks that may be named, those with most ties first. */
  private candidates(camera: Camera): number[] {
    const within = [...this.grid().within(camera.part)];
    return within.sort((one, other) => this.chart.ties[other]! - this.chart.ties[one]! || one - other);
  }

  private width(text: string, size: number, strong: boolean): number {
    const key = `${size}${strong ? "b" : ""}${text}`;
    let width = this.widths.get(key);
    if (width === undefined) this.widths.set(key, (width = this.measure(text, size, strong)));
    return width;
  }
}

/** Returns the islands on which something is shown. */
export function lived(chart: Chart, shown: Uint8Array): Set<number> {
  const found = new Set<number>();
  for (let mark = 0; mark < shown.length; mark += 1) if (shown[mark]) found.add(chart.island[mark]!);
  return found;
}

/** Returns how large the sign of one thing is, in pixels, at so many pixels for a measure of the chart. */
export function markRadius(scale: number): number {
  return Math.min(Math.max(MARK * scale, SMALLEST), LARGEST);
}

/** Returns a name short enough for the picture; the card and the list tell it whole. */
export function cut(text: string): string {
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 1).trimEnd()}…`;
}
