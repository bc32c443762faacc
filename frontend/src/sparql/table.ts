// An answer as a table: only the rows of one page are drawn, whatever their number.
import type { Answer } from "./answer";
import { choice, element } from "./elements";
import { learn, name } from "./names";
import { shortened } from "./prefixes";
import { count, figure, say, settings } from "./settings";
import { cells, numeric, type Term, term } from "./terms";

const SIZES = [50, 100, 500];
const MANY = 20_000; // beyond this, comparing as a language does takes too long
const collator = new Intl.Collator(settings.language, { numeric: true });

type Sorting = { column: number; down: boolean };

export class Table {
  readonly element: HTMLElement;
  private readonly holder = element("div");
  private readonly said = element("span", { role: "status", class: "note" });
  private readonly steps: [HTMLButtonElement, () => number][];
  private page = 0;
  private size = 50;
  private named = true;
  private sorting: Sorting | undefined;
  private order: Uint32Array;

  constructor(private readonly answer: Answer) {
    this.order = Uint32Array.from(answer.lines, (_, number) => number);
    const back = [this.step("first", () => 0), this.step("previous", () => this.page - 1)];
    const forth = [this.step("next", () => this.page + 1), this.step("last", () => this.pages - 1)];
    this.steps = [...back, ...forth];
    const buttons = (steps: typeof back): HTMLElement[] => steps.map(([button]) => button);
    const paging = element("nav", { class: "paging", "aria-label": say("editor.table.paging") }, ...buttons(back), this.said, ...buttons(forth));
    this.element = element("div", { class: "answer-table" }, this.choices(), this.holder, ...(answer.lines.length > (SIZES[0] ?? 0) ? [paging] : []));
    this.draw();
  }

  private get triples(): boolean {
    return this.answer.kind === "graph";
  }

  private get pages(): number {
    return Math.max(1, Math.ceil(this.answer.lines.length / this.size));
  }

  private row(number: number): (Term | undefined)[] {
    const found = cells(this.answer.lines[this.order[number] ?? 0] ?? "", this.triples);
    return this.answer.columns.map((_, column) => term(found[column] ?? ""));
  }

  private draw(): void {
    const [from, total] = [this.page * this.size, this.answer.lines.length];
    const rows = Array.from({ length: Math.min(this.size, total - from) }, (_, number) => this.row(from + number));
    this.holder.replaceChildren(this.table(rows));
    for (const [button, to] of this.steps) button.setAttribute("aria-disabled", String(!this.there(to())));
    this.said.textContent = say("editor.table.range", { from: figure(from + 1), to: figure(from + rows.length), total: figure(total) });
    void this.nameAll(rows);
  }

  private async nameAll(rows: (Term | undefined)[][]): Promise<void> {
    if (!this.named) return;
    await learn(rows.flat().flatMap((each) => (each?.kind === "iri" ? [each.value] : [])));
    for (const place of this.holder.querySelectorAll<HTMLElement>("td [data-iri]")) place.replaceChildren(shown(place.dataset["iri"] ?? ""));
  }

  private choices(): HTMLElement {
    const box = element("input", { type: "checkbox", checked: this.named });
    box.addEventListener("change", () => ((this.named = box.checked), this.draw()));
    const names = element("label", { class: "tick" }, box, element("span", {}, say("editor.table.names")));
    const sizes = SIZES.map((size): [string, string] => [String(size), figure(size)]);
    const rows = choice(say("editor.table.size"), sizes, String(this.size), (value) => ((this.size = Number(value)), (this.page = 0), this.draw()));
    return element("div", { class: "choices" }, names, ...(this.answer.lines.length > (SIZES[0] ?? 0) ? [rows] : []));
  }

  private there(page: number): boolean {
    return page >= 0 && page < this.pages && page !== this.page;
  }

  /** Returns a button to another page; at an end it stays, so that focus is not lost, and does nothing. */
  private step(key: string, to: () => number): [HTMLButtonElement, () => number] {
    const button = element("button", { type: "button", class: "quiet" }, say(`editor.table.${key}`));
    button.addEventListener("click", () => {
      if (!this.there(to())) return;
      this.page = to();
      this.draw();
    });
    return [button, to];
  }

  private table(rows: (Term | undefined)[][]): HTMLElement {
    const right = this.answer.columns.map((_, number) => rows.some((row) => row[number]) && rows.every((row) => !row[number] || inLine(row[number])));
    const head = element("tr", { "data-label": say("editor.table.by") }, ...this.answer.columns.map((column, number) => this.heading(column, number, right[number] === true)));
    const body = rows.map((row) => element("tr", {}, ...row.map((each, number) => this.cell(each, this.answer.columns[number] ?? ""))));
    const caption = element("caption", { class: "unseen" }, say("editor.answer"));
    const table = element("table", { class: "cards" }, caption, element("thead", {}, head), element("tbody", {}, ...body));
    return element("div", { class: "scroll", role: "region", tabindex: 0, "aria-label": say("editor.view.table") }, table);
  }

  private heading(column: string, number: number, right: boolean): HTMLElement {
    const sorted = this.sorting?.column === number ? (this.sorting.down ? "descending" : "ascending") : undefined;
    const button = element("button", { type: "button", class: "sort", "data-sort": number, title: say("editor.table.sort") }, column);
    button.addEventListener("click", () => this.sort(number));
    return element("th", { scope: "col", "aria-sort": sorted, class: right ? "num" : undefined }, button);
  }

  private cell(each: Term | undefined, column: string): HTMLElement {
    const cell = element("td", { "data-label": column, class: inLine(each) ? "num" : undefined });
    if (!each) return cell;
    if (each.kind === "iri") cell.append(this.named ? element("span", { "data-iri": each.value }, shown(each.value)) : address(each.value));
    else cell.append(element("span", { lang: each.language !== settings.language ? each.language : undefined }, each.value));
    return cell;
  }

  private sort(column: number): void {
    const down = this.sorting?.column === column && !this.sorting.down;
    this.sorting = { column, down };
    const keys = this.answer.lines.map((line) => key(term(cells(line, this.triples)[column] ?? "")));
    const words = keys.length > MANY ? plainly : collator.compare;
    this.order = this.order.map((_, number) => number).sort((one, other) => compared(keys[one], keys[other], words) * (down ? -1 : 1) || one - other);
    this.page = 0;
    this.draw();
    this.holder.querySelector<HTMLElement>(`[data-sort="${column}"]`)?.focus();
  }
}

/** Tells whether a term is a number, to stand in line with others below one another. */
function inLine(each: Term | undefined): boolean {
  return !Number.isNaN(numeric(each));
}

/** Returns the link to a thing, by its name. */
export function shown(iri: string): HTMLElement {
  const { name: label, language, kind, href } = name(iri);
  const lang = language && language !== settings.language ? language : undefined;
  if (!href) return element("span", { lang, title: iri }, label);
  return element("a", { href, lang, title: iri, class: kind ? `thing-link kind-${kind}` : undefined }, label);
}

function address(iri: string): HTMLElement {
  const { href } = name(iri);
  const text = element("span", { class: "mono" }, shortened(iri).text);
  return href ? element("a", { href, title: iri }, text) : text;
}

function key(each: Term | undefined): string | number {
  const number = numeric(each);
  if (!Number.isNaN(number)) return number;
  return each?.kind === "iri" ? name(each.value).name : (each?.value ?? "");
}

function compared(one: string | number = "", other: string | number = "", words: (one: string, other: string) => number): number {
  if (typeof one === "number" && typeof other === "number") return one - other;
  if (typeof one === "number") return -1;
  return typeof other === "number" ? 1 : words(one, other);
}

function plainly(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

/** Returns how many rows, triples, or yes or no. */
export function tally(answer: Answer): string {
  if (answer.kind === "truth") return say(answer.truth ? "editor.yes" : "editor.no");
  return count(answer.kind === "graph" ? "editor.triples" : "editor.rows", answer.lines.length);
}
