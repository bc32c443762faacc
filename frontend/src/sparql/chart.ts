// An answer as a chart: bars, a line or points from two columns, drawn as SVG with its figures as a table below.
import type { Answer } from "./answer";
import { drawnBars, drawnLines } from "./drawing";
import { choice, element, plainTable } from "./elements";
import { type Figures, figures, type Hint, irisIn, numbers, type Plan, planned, ROWS } from "./figures";
import { learn } from "./names";
import { count, figure, say } from "./settings";
import { cells, instant, term } from "./terms";

export const MOST_BARS = 40;
const MOST_POINTS = 2_000;
const MOST_SERIES = 8;

const SAME = { bar: "sum", line: "each", points: "each" } as const;

export type { Hint };

export class Chart {
  readonly element = element("div", { class: "answer-chart" });
  private readonly numbers: string[];
  private readonly holder = element("div");
  private readonly choices = element("div", { class: "choices" });
  private plan: Plan;

  constructor(
    private readonly answer: Answer,
    hint: Hint | undefined,
  ) {
    this.numbers = numbers(answer);
    this.plan = hint && [hint.x, hint.y].every((name) => answer.columns.includes(name)) ? planned(hint) : this.guess();
    this.element.append(this.choices, this.holder);
    void this.draw();
    let width = 0;
    new ResizeObserver(([entry]) => {
      const now = Math.round(entry?.contentRect.width ?? 0);
      if (width > 0 && now > 0 && now !== width) this.paint();
      width = now;
    }).observe(this.holder);
  }

  private guess(): Plan {
    const { columns } = this.answer;
    const times = columns.filter((name, column) => this.inTime(column) || (this.numbers.includes(name) && /jaar|year/i.test(name)));
    const y = this.numbers.filter((name) => !times.includes(name)).at(-1) ?? ROWS;
    const x = times[0] ?? columns.find((name) => /naam|name|label/i.test(name)) ?? columns.find((name) => name !== y) ?? columns[0] ?? "";
    const kind = times.length > 0 && y !== ROWS ? "line" : "bar";
    return { kind, x, y, series: "", same: SAME[kind], figure: "" };
  }

  private inTime(column: number): boolean {
    const first = this.answer.lines.map((line) => term(cells(line, this.answer.kind === "graph")[column] ?? "")).find(Boolean);
    return !Number.isNaN(instant(first));
  }

  private async draw(): Promise<void> {
    await learn(irisIn(this.answer, [this.plan.x, this.plan.series]));
    this.paint();
  }

  private paint(): void {
    const found = figures(this.answer, this.plan);
    this.choose(found.joined);
    this.holder.replaceChildren(...this.picture(found));
  }

  private choose(joined: boolean): void {
    const focused = this.choices.querySelector<HTMLElement>("select:focus")?.closest("label")?.dataset["key"];
    const all = this.answer.columns.map((name): [string, string] => [name, name]);
    const kinds = (["bar", "line", "points"] as const).map((kind): [string, string] => [kind, say(`editor.chart.${kind}`)]);
    const counted: [string, string] = [ROWS, say("editor.chart.rows")];
    const same = (["sum", "mean", "each"] as const).map((way): [string, string] => [way, say(`editor.chart.${way}`)]);
    const made = [
      this.choice("kind", kinds),
      this.choice("x", all),
      this.choice("y", [...this.numbers.map((name): [string, string] => [name, name]), counted]),
      this.choice("series", [["", say("editor.chart.none")], ...all]),
      ...(joined ? [this.choice("same", same)] : []),
    ];
    this.choices.replaceChildren(...made);
    if (focused) this.choices.querySelector<HTMLElement>(`[data-key="${focused}"] select`)?.focus();
  }

  private choice(key: keyof Plan, options: [string, string][]): HTMLElement {
    const made = choice(say(`editor.chart.by.${key}`), options, this.plan[key], (value) => {
      this.plan = { ...this.plan, [key]: value, ...(key === "kind" && !this.plan.figure ? { same: SAME[value as Plan["kind"]] } : {}) } as Plan;
      void this.draw();
    });
    made.dataset["key"] = key;
    return made;
  }

  private picture(found: Figures): HTMLElement[] {
    const series = found.series.slice(0, MOST_SERIES);
    if (found.rows === 0) return [element("p", { class: "note" }, say("editor.chart.nothing"))];
    const most = this.plan.kind === "bar" ? MOST_BARS : MOST_POINTS;
    const kept = series.map(({ name, points }) => ({ name, points: points.slice(0, most) }));
    const notes = [
      ...(series.some(({ points }) => points.length > most) ? [say("editor.chart.first", { shown: figure(most), total: figure(Math.max(...series.map(({ points }) => points.length))) })] : []),
      ...(found.series.length > MOST_SERIES ? [say("editor.chart.series", { shown: figure(MOST_SERIES), total: figure(found.series.length) })] : []),
      ...(found.left > 0 ? [count("editor.chart.left", found.left)] : []),
      ...(found.joined && this.plan.same !== "each" ? [say(`editor.chart.${this.plan.same}.note`)] : []),
    ];
    const width = Math.max(280, Math.floor(this.holder.clientWidth || 720));
    const title = say("editor.chart.title", { x: this.plan.x, y: this.label });
    const drawn = this.plan.kind === "bar" ? drawnBars(kept, width, title) : drawnLines(kept, width, { title, y: this.label, joined: this.plan.kind === "line" });
    const rows = kept.flatMap(({ name, points }) => points.map(({ place, value }) => [...(this.plan.series ? [name] : []), place, figure(value)]));
    const columns = [...(this.plan.series ? [this.plan.series] : []), this.plan.x, this.label];
    const table = element("details", { class: "same" }, element("summary", {}, say("editor.chart.table")), plainTable(title, columns, rows));
    const caption = element("figcaption", { class: "note" }, [title, ...notes].join(" "));
    return [element("figure", { class: "plot" }, drawn, caption), table];
  }

  private get label(): string {
    return this.plan.y === ROWS ? say("editor.chart.rows") : this.plan.y;
  }
}
