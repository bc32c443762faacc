// Which part of the chart is on the screen: its middle, and how many pixels a measure of the chart takes.
import type { Box, Island } from "./data";

const MARGIN = 24;
const CLOSEST = 6;
/** On a screen of fewer pixels all islands at once are too small to read. */
export const NARROW = 480;

export class Camera {
  x = 0;
  y = 0;
  scale = 1;
  width = 1;
  height = 1;
  private start: [x: number, y: number, scale: number] = [0, 0, 1];

  constructor(private readonly box: Box) {
    this.fit();
  }

  /** Takes the size of the screen, in pixels of the page, and shows the same part. */
  resize(width: number, height: number): void {
    const closer = this.closer;
    [this.width, this.height] = [Math.max(width, 1), Math.max(height, 1)];
    this.scale = this.fitting * closer;
  }

  /** How much closer than all of it. */
  get closer(): number {
    return this.scale / this.fitting;
  }

  get fitting(): number {
    const [left, top, right, bottom] = this.box;
    return Math.min(this.width / (right - left + MARGIN), this.height / (bottom - top + MARGIN));
  }

  fit(): void {
    const [left, top, right, bottom] = this.box;
    [this.x, this.y, this.scale] = [(left + right) / 2, (top + bottom) / 2, this.fitting];
  }

  /** Shows what there is to begin with: all, or on a narrow screen this island. */
  home(island?: Island): void {
    this.fit();
    if (island && this.width < NARROW) this.show(island.x, island.y, island.radius);
    this.start = [this.x, this.y, this.scale / this.fitting];
  }

  /** Shows a disc as large as fits. */
  show(x: number, y: number, radius: number): void {
    [this.x, this.y] = [x, y];
    this.scale = this.bounded(Math.min(this.width, this.height) / (2 * radius + MARGIN));
  }

  /** Comes closer by a factor and leaves in its place what lies at this point of the screen. */
  zoom(factor: number, at: [number, number] = [this.width / 2, this.height / 2]): void {
    const [x, y] = this.chart(...at);
    this.scale = this.bounded(this.scale * factor);
    this.x = x - (at[0] - this.width / 2) / this.scale;
    this.y = y - (at[1] - this.height / 2) / this.scale;
    this.stay();
  }

  pan(right: number, down: number): void {
    this.x -= right / this.scale;
    this.y -= down / this.scale;
    this.stay();
  }

  /** Moves so far that a point of the chart is on the screen, not at its very edge. */
  reveal(x: number, y: number): void {
    const [right, down] = [(this.width / 2) * 0.85, (this.height / 2) * 0.8].map((room) => room / this.scale) as [number, number];
    this.x = Math.min(Math.max(this.x, x - right), x + right);
    this.y = Math.min(Math.max(this.y, y - down), y + down);
  }

  screen(x: number, y: number): [number, number] {
    return [(x - this.x) * this.scale + this.width / 2, (y - this.y) * this.scale + this.height / 2];
  }

  chart(x: number, y: number): [number, number] {
    return [(x - this.width / 2) / this.scale + this.x, (y - this.height / 2) / this.scale + this.y];
  }

  /** The part of the chart that is on the screen. */
  get part(): Box {
    return [...this.chart(0, 0), ...this.chart(this.width, this.height)];
  }

  /** Returns this view as an address tells it, "" for the one that it began with. */
  get told(): string {
    const [x, y, closer] = this.start;
    const same = Math.abs(this.closer - closer) < 0.01 && Math.hypot(this.x - x, this.y - y) * this.scale < 2;
    return same ? "" : `${Math.round(this.x)},${Math.round(this.y)},${this.closer.toFixed(2)}`;
  }

  /** Takes the view from an address; leaves it when that tells none. */
  take(told: string): void {
    const [x, y, closer] = /^-?\d{1,6},-?\d{1,6},\d{1,3}(\.\d{1,2})?$/.test(told) ? told.split(",").map(Number) : [];
    if (x === undefined || y === undefined || !closer) return;
    this.scale = this.bounded(this.fitting * closer);
    [this.x, this.y] = [x, y];
    this.stay();
  }

  private bounded(scale: number): number {
    return Math.min(Math.max(scale, this.fitting * 0.7), Math.max(CLOSEST, this.fitting * 2));
  }

  private stay(): void {
    const [left, top, right, bottom] = this.box;
    this.x = Math.min(Math.max(this.x, left), right);
    this.y = Math.min(Math.max(this.y, top), bottom);
  }
}
