// Marks by the square of the chart that they lie in, to find those at a point or in a part without looking at all.
import type { Box, Chart } from "./data";

const SIDE = 64;

export class Grid {
  private readonly squares = new Map<number, number[]>();
  private readonly left: number;
  private readonly top: number;
  private readonly columns: number;

  constructor(private readonly chart: Chart) {
    const [left, top, right] = chart.box;
    [this.left, this.top, this.columns] = [left, top, Math.ceil((right - left) / SIDE) + 1];
    for (let mark = 0; mark < chart.x.length; mark += 1) {
      const square = this.square(this.column(chart.x[mark]!), this.row(chart.y[mark]!));
      const own = this.squares.get(square);
      if (own) own.push(mark);
      else this.squares.set(square, [mark]);
    }
  }

  /** Yields the marks of the squares that a part touches. */
  *within([left, top, right, bottom]: Box): Generator<number> {
    for (let row = this.row(top); row <= this.row(bottom); row += 1) {
      for (let column = Math.max(this.column(left), 0); column <= Math.min(this.column(right), this.columns - 1); column += 1) {
        yield* this.squares.get(this.square(column, row)) ?? [];
      }
    }
  }

  /** Returns the nearest mark that is shown and no farther from a point than its own radius and this room. */
  at(x: number, y: number, room: number, shown: Uint8Array): number | undefined {
    const { chart } = this;
    const reach = room + Math.max(0, ...(chart.radii ?? []));
    let [found, nearest]: [number | undefined, number] = [undefined, room];
    for (const mark of this.within([x - reach, y - reach, x + reach, y + reach])) {
      const distance = Math.hypot(chart.x[mark]! - x, chart.y[mark]! - y) - (chart.radii?.[mark] ?? 0);
      if (shown[mark] && distance <= nearest) [found, nearest] = [mark, distance];
    }
    return found;
  }

  private column(x: number): number {
    return Math.floor((x - this.left) / SIDE);
  }

  private row(y: number): number {
    return Math.floor((y - this.top) / SIDE);
  }

  private square(column: number, row: number): number {
    return row * this.columns + column;
  }
}
