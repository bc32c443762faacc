// Draws the chart: islands, lines, marks by kind and names on one canvas, what is pointed at on another above it.
import type { Camera } from "./camera";
import { type Chart, KINDS } from "./data";
import type { Grid } from "./grid";
import { cut, type Label, lived, markRadius, Namer } from "./labels";
import { figure } from "./settings";

type Pen = CanvasRenderingContext2D;
type Colours = { paper: string; panel: string; line: string; strong: string; ink: string; soft: string; accent: string; kinds: string[] };
export type Pointed = { mark?: number | undefined; island?: number | undefined };

/** Below this radius, in pixels, a sign is a dot. */
const PLAIN = 2.3;
const BATCH = 600;
const BUDGET_MS = 9;

export class Drawing {
  readonly namer: Namer;
  private readonly below: Pen;
  private readonly above: Pen;
  private colours!: Colours;
  private family = "sans-serif";
  private labels: Label[] = [];
  private ratio = 1;
  private round = 0;
  private readonly byKind: number[][];
  private readonly neighbours = new Map<number, number[]>();

  constructor(
    private readonly canvases: [HTMLCanvasElement, HTMLCanvasElement],
    private readonly chart: Chart,
    grid: () => Grid,
    private readonly camera: Camera,
    names: string[],
    private readonly settled: () => void,
  ) {
    [this.below, this.above] = canvases.map((canvas) => canvas.getContext("2d")!) as [Pen, Pen];
    this.namer = new Namer(chart, grid, names, (text, size, strong) => ((this.below.font = this.font(size, strong)), this.below.measureText(text).width));
    this.byKind = KINDS.map((_, kind) => [...chart.kinds.keys()].filter((mark) => chart.kinds[mark] === kind));
    this.restyle();
  }

  /** Takes the colours and letters of the page. */
  restyle(): void {
    const style = getComputedStyle(this.canvases[0]);
    const colour = (name: string): string => style.getPropertyValue(`--${name}`).trim();
    const [paper, panel, line, strong, ink, soft, accent] = ["paper", "panel", "line", "line-strong", "ink", "ink-soft", "accent"].map(colour) as [string, string, string, string, string, string, string];
    this.colours = { paper, panel, line, strong, ink, soft, accent, kinds: KINDS.map(colour) };
    this.family = style.fontFamily;
  }

  resize(width: number, height: number): void {
    this.ratio = Math.min(window.devicePixelRatio || 1, 3);
    for (const canvas of this.canvases) [canvas.width, canvas.height] = [Math.round(width * this.ratio), Math.round(height * this.ratio)];
  }

  /** Draws without lines, and with the names that were there: quick enough for every frame of a movement. */
  moving(shown: Uint8Array): void {
    this.round += 1;
    this.ground(shown);
    this.marks(shown);
    this.write(this.namer.islands(this.camera, shown));
  }

  /** Draws everything, marks first; lines come in batches, so that a large chart does not hold the page up. */
  still(shown: Uint8Array): void {
    const round = (this.round += 1);
    this.ground(shown);
    this.marks(shown);
    this.canvases[0].parentElement!.dataset["first"] ??= String(Math.round(performance.now()));
    this.labels = this.namer.all(this.camera, shown);
    const lines = this.visibleLines(shown);
    const finish = (): void => {
      this.marks(shown);
      this.write(this.labels);
      this.settled();
    };
    let next = 0;
    const go = (): void => {
      if (round !== this.round) return;
      const until = performance.now() + BUDGET_MS;
      while (next < lines.length && performance.now() < until) next = this.lines(lines, next);
      if (next >= lines.length) return finish();
      requestAnimationFrame(go);
    };
    go();
  }

  /** Draws what is pointed at: a mark with its ties and the names at their other ends, or an island. */
  point({ mark, island }: Pointed, shown: Uint8Array): void {
    const pen = this.above;
    pen.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
    pen.clearRect(0, 0, this.camera.width, this.camera.height);
    if (island !== undefined) this.ring(pen, island);
    if (mark !== undefined) this.lit(pen, mark, shown);
  }

  private ring(pen: Pen, number: number): void {
    const island = this.chart.islands[number]!;
    const [x, y] = this.camera.screen(island.x, island.y);
    pen.beginPath();
    pen.arc(x, y, island.radius * this.camera.scale, 0, 2 * Math.PI);
    [pen.strokeStyle, pen.lineWidth] = [this.colours.accent, 3];
    pen.stroke();
  }

  private lit(pen: Pen, mark: number, shown: Uint8Array): void {
    const [x, y] = this.place(mark);
    const ends = this.tied(mark).filter((other) => shown[other]);
    pen.beginPath();
    for (const other of ends) pen.moveTo(x, y), pen.lineTo(...this.place(other));
    [pen.strokeStyle, pen.lineWidth, pen.globalAlpha] = [this.colours.accent, 1.5, 0.75];
    pen.stroke();
    pen.globalAlpha = 1;
    for (const each of [...ends, mark]) {
      const [left, top] = this.place(each);
      const kind = this.chart.kinds[each]!;
      const radius = Math.max(this.radius(each), 4) + (each === mark ? 2 : 0);
      pen.beginPath();
      sign(pen, kind, left, top, radius);
      [pen.fillStyle, pen.strokeStyle, pen.lineWidth] = [this.colours.kinds[kind]!, each === mark ? this.colours.ink : this.colours.paper, each === mark ? 2.5 : 1];
      pen.fill();
      pen.stroke();
    }
    if (!this.chart.sizes) this.letter(pen, { text: cut(this.chart.labels[mark]!), x: this.clear(pen, mark, x), y: y - this.radius(mark) - 14, size: 14, strong: true });
  }

  /** Returns where the middle of a name must be so that it is on the screen whole. */
  private clear(pen: Pen, mark: number, x: number): number {
    pen.font = this.font(14, true);
    const half = pen.measureText(cut(this.chart.labels[mark]!)).width / 2 + 6;
    return Math.min(Math.max(x, half), this.camera.width - half);
  }

  private tied(mark: number): number[] {
    if (!this.neighbours.size) {
      const { sources, targets } = this.chart;
      const add = (one: number, other: number): void => void (this.neighbours.get(one)?.push(other) ?? this.neighbours.set(one, [other]));
      sources.forEach((source, line) => (add(source, targets[line]!), add(targets[line]!, source)));
    }
    return [...new Set(this.neighbours.get(mark))].filter((other) => other !== mark);
  }

  private ground(shown: Uint8Array): void {
    const { below: pen, camera, colours, chart } = this;
    pen.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
    pen.fillStyle = colours.paper;
    pen.fillRect(0, 0, camera.width, camera.height);
    const inhabited = lived(chart, shown);
    pen.beginPath();
    chart.islands.forEach((island, number) => {
      const [x, y] = camera.screen(island.x, island.y);
      const radius = island.radius * camera.scale;
      if (!inhabited.has(number) || x + radius < 0 || y + radius < 0 || x - radius > camera.width || y - radius > camera.height) return;
      pen.moveTo(x + radius, y);
      pen.arc(x, y, radius, 0, 2 * Math.PI);
    });
    [pen.fillStyle, pen.strokeStyle, pen.lineWidth] = [colours.panel, colours.strong, 1];
    pen.fill();
    pen.stroke();
  }

  /** Returns the lines between marks that are shown, at least one of them on the screen. */
  private visibleLines(shown: Uint8Array): number[] {
    const { sources, targets, x, y } = this.chart;
    const [left, top, right, bottom] = this.camera.part;
    const inside = (mark: number): boolean => x[mark]! > left && x[mark]! < right && y[mark]! > top && y[mark]! < bottom;
    const found: number[] = [];
    for (let line = 0; line < sources.length; line += 1) {
      const [source, target] = [sources[line]!, targets[line]!];
      if (shown[source] && shown[target] && (inside(source) || inside(target))) found.push(line);
    }
    return found;
  }

  /** Draws one batch of lines and returns where the next begins. */
  private lines(lines: number[], from: number): number {
    const { below: pen, chart } = this;
    const to = Math.min(from + BATCH, lines.length);
    pen.beginPath();
    for (let each = from; each < to; each += 1) {
      const line = lines[each]!;
      pen.moveTo(...this.place(chart.sources[line]!));
      pen.lineTo(...this.place(chart.targets[line]!));
    }
    [pen.strokeStyle, pen.lineWidth, pen.globalAlpha] = [this.colours.strong, 1, lines.length > 8000 ? 0.07 : 0.14];
    pen.stroke();
    pen.globalAlpha = 1;
    return to;
  }

  private marks(shown: Uint8Array): void {
    const { below: pen, camera, chart } = this;
    const { scale, width, height } = camera;
    const [right, down] = [width / 2 - camera.x * scale, height / 2 - camera.y * scale];
    this.byKind.forEach((marks, kind) => {
      pen.fillStyle = this.colours.kinds[kind]!;
      pen.beginPath();
      for (const mark of marks) {
        if (!shown[mark]) continue;
        const x = chart.x[mark]! * scale + right;
        const y = chart.y[mark]! * scale + down;
        const radius = this.radius(mark);
        if (x < -radius || y < -radius || x > width + radius || y > height + radius) continue;
        if (radius < PLAIN) pen.rect(x - radius, y - radius, 2 * radius, 2 * radius);
        else sign(pen, kind, x, y, radius);
      }
      pen.fill();
    });
    if (chart.sizes) this.figures(chart.sizes, shown);
  }

  /** Writes below each mark that stands for several things how many that are. */
  private figures(sizes: number[], shown: Uint8Array): void {
    sizes.forEach((size, mark) => {
      const [x, y] = this.place(mark);
      const radius = this.radius(mark);
      if (shown[mark] && radius > 5) this.letter(this.below, { text: figure(size), x, y: y + radius * 1.2 + 8, size: 13, strong: false });
    });
  }

  private write(labels: Label[]): void {
    for (const label of labels) this.letter(this.below, label);
  }

  private letter(pen: Pen, { text, x, y, size, strong }: Label): void {
    pen.font = this.font(size, strong);
    [pen.textAlign, pen.textBaseline, pen.lineJoin] = ["center", "middle", "round"];
    [pen.strokeStyle, pen.lineWidth, pen.fillStyle] = [this.colours.paper, 4, this.colours.ink];
    pen.strokeText(text, x, y);
    pen.fillText(text, x, y);
  }

  private radius(mark: number): number {
    const own = this.chart.radii?.[mark];
    return own === undefined ? markRadius(this.camera.scale) : own * this.camera.scale;
  }

  private place(mark: number): [number, number] {
    return this.camera.screen(this.chart.x[mark]!, this.chart.y[mark]!);
  }

  private font(size: number, strong: boolean): string {
    return `${strong ? 600 : 400} ${size}px ${this.family}`;
  }
}

/** Adds the sign of a kind to the path: a kind is never told by its colour alone. */
function sign(pen: Pen, kind: number, x: number, y: number, radius: number): void {
  const r = radius;
  switch (KINDS[kind]) {
    case "doel":
      pen.moveTo(x + r, y);
      pen.arc(x, y, r, 0, 2 * Math.PI);
      break;
    case "initiatief":
      shape(pen, [x, y - 1.2 * r], [x + 1.15 * r, y + 0.9 * r], [x - 1.15 * r, y + 0.9 * r]);
      break;
    case "organisatie":
      shape(pen, [x, y - 1.25 * r], [x + 1.25 * r, y], [x, y + 1.25 * r], [x - 1.25 * r, y]);
      break;
    case "programma":
      pen.rect(x - 0.9 * r, y - 0.9 * r, 1.8 * r, 1.8 * r);
      break;
    case "indicator":
      pen.rect(x - 0.5 * r, y - 1.2 * r, r, 2.4 * r);
      break;
    default: {
      const thin = 0.38 * r;
      shape(pen, [x - thin, y - r], [x + thin, y - r], [x + thin, y - thin], [x + r, y - thin], [x + r, y + thin], [x + thin, y + thin], [x + thin, y + r], [x - thin, y + r], [x - thin, y + thin], [x - r, y + thin], [x - r, y - thin], [x - thin, y - thin]);
    }
  }
}

function shape(pen: Pen, first: [number, number], ...rest: [number, number][]): void {
  pen.moveTo(...first);
  for (const corner of rest) pen.lineTo(...corner);
  pen.closePath();
}
