// An answer as a network: who stands beside whom, in two columns or in triples; each thing is a link to its page.
import type { Answer } from "./answer";
import { choice, element, fitted, plainTable, svg, width as widthOf } from "./elements";
import { layout, type Pair, type Place } from "./layout";
import { learn, name } from "./names";
import { count, figure, say, settings } from "./settings";
import { shown } from "./table";
import { cells } from "./terms";

export const MOST_NODES = 150;
const MOST_LISTED = 500;
const LINE = 15;

type Edge = { from: string; to: string; by: string };
type Shown = { iris: string[]; edges: Edge[]; total: number; pairs: Pair[] };
type Hint = [string, string];

export class Network {
  readonly element = element("div", { class: "answer-network" });
  private readonly holder = element("div");
  private readonly columns: string[];
  private from: string;
  private to: string;

  constructor(
    private readonly answer: Answer,
    hint: Hint | undefined,
  ) {
    this.columns = iriColumns(answer);
    const given = hint?.every((each) => this.columns.includes(each)) ? hint : undefined;
    const [first = "", second = ""] = [...this.columns].sort((one, other) => Number(about(answer, other)) - Number(about(answer, one)));
    [this.from, this.to] = given ?? (answer.kind === "graph" ? ["subject", "object"] : [first, second]);
    if (answer.kind === "rows") this.element.append(this.choices());
    this.element.append(this.holder);
    void this.draw();
  }

  private choices(): HTMLElement {
    const options = this.columns.map((column): [string, string] => [column, column]);
    const from = choice(say("editor.network.from"), options, this.from, (value) => ((this.from = value), void this.draw()));
    const to = choice(say("editor.network.to"), options, this.to, (value) => ((this.to = value), void this.draw()));
    return element("div", { class: "choices" }, from, to);
  }

  private async draw(): Promise<void> {
    const shown = largest(this.edges());
    if (shown.iris.length === 0) return this.holder.replaceChildren(element("p", { class: "note" }, say("editor.network.nothing")));
    await learn([...shown.iris, ...shown.edges.map(({ by }) => by).filter(Boolean)]);
    const title = say("editor.network.title", { nodes: count("editor.things", shown.iris.length), edges: count("editor.relations", shown.edges.length) });
    const more = shown.total > shown.iris.length ? ` ${say("editor.network.more", { shown: figure(shown.iris.length), total: figure(shown.total) })}` : "";
    const caption = element("figcaption", { class: "note" }, `${title}${more} ${say("editor.network.keys")}`);
    const list = element("details", { class: "same" }, element("summary", {}, say("editor.network.table")), listed(shown, title));
    this.holder.replaceChildren(element("figure", { class: "net" }, picture(shown, Math.max(280, this.holder.clientWidth || 900), title), legend(shown), caption), list);
  }

  private edges(): Edge[] {
    const graph = this.answer.kind === "graph";
    const [from, to] = [this.answer.columns.indexOf(this.from), this.answer.columns.indexOf(this.to)];
    const found = new Map<string, Edge>();
    for (const line of this.answer.lines) {
      const row = cells(line, graph);
      const [start = "", end = ""] = [row[from], row[to]];
      const by = graph ? (row[1] ?? "").slice(1, -1) : "";
      if (start.startsWith("<") && end.startsWith("<") && start !== end && !by.endsWith("#type")) found.set(`${start}${end}${by}`, { from: start.slice(1, -1), to: end.slice(1, -1), by });
    }
    return [...found.values()];
  }
}

/** Tells which columns hold IRIs. */
export function iriColumns(answer: Answer): string[] {
  const rows = answer.lines.slice(0, 200).map((line) => cells(line, answer.kind === "graph"));
  return answer.columns.filter((_, column) => rows.some((row) => row[column]?.startsWith("<")));
}

/** Tells whether a column holds things of ours that one would draw: no concepts, passages and documents. */
function about(answer: Answer, column: string): boolean {
  const place = answer.columns.indexOf(column);
  const first = answer.lines.map((line) => cells(line, false)[place] ?? "").find((cell) => cell.startsWith("<")) ?? "";
  return first.startsWith(`<${settings.base}/id/`) && !/\/id\/(?:concept|passage|document)\//.test(first);
}

/** Returns the things with the most relations, no more than can be read, and the relations between them. */
function largest(edges: Edge[]): Shown {
  const degree = new Map<string, number>();
  for (const { from, to } of edges) for (const iri of [from, to]) degree.set(iri, (degree.get(iri) ?? 0) + 1);
  const most = new Set([...degree].sort(([, one], [, other]) => other - one).slice(0, MOST_NODES).map(([iri]) => iri));
  const kept = edges.filter(({ from, to }) => most.has(from) && most.has(to));
  const joined = new Set(kept.flatMap(({ from, to }) => [from, to]));
  const iris = [...most].filter((iri) => joined.has(iri));
  const place = new Map(iris.map((iri, number) => [iri, number]));
  return { iris, edges: kept, total: degree.size, pairs: kept.map(({ from, to }) => [place.get(from) ?? 0, place.get(to) ?? 0]) };
}

function picture({ iris, edges, pairs }: Shown, width: number, title: string): SVGSVGElement {
  const height = Math.round(Math.min(Math.max(320, 60 * Math.sqrt(iris.length) + iris.length * 3), 820));
  const margin = { x: Math.min(110, width * 0.16), y: 22 };
  const places = layout(iris.length, pairs, width - 2 * margin.x, height - 2 * margin.y).map(({ x, y }) => ({ x: x + margin.x, y: y + margin.y }));
  const lines = edges.map((edge, number) => {
    const [one, other] = (pairs[number] ?? [0, 0]).map((each) => places[each]) as [Place, Place];
    return svg("line", { x1: one.x, y1: one.y, x2: other.x, y2: other.y, class: "net__line", "data-from": edge.from, "data-to": edge.to });
  });
  const names = iris.map((iri, number) => naming(iri, places[number] ?? { x: 0, y: 0 }, width));
  const nodes = iris.map((iri, number) => node(iri, places[number] ?? { x: 0, y: 0 }, names[number]?.[0] ?? 0));
  unhide(nodes, names, [...nodes.keys()], places.map(({ x, y }) => [x - 6, y - 6, x + 6, y + 6]));
  const made = svg("svg", { viewBox: `0 0 ${width} ${height}`, width, height, role: "group", "aria-label": title, class: "net__picture" }, ...lines, ...nodes);
  walk({ picture: made, nodes, names, lines, places });
  return made;
}

type Box = [number, number, number, number];
type Naming = Box;
type Drawn = { picture: SVGSVGElement; nodes: SVGAElement[]; names: Naming[]; lines: SVGLineElement[]; places: Place[] };

/** Returns the room for the name of a thing: at its right, else at its left, else as far as the picture goes. */
function naming(iri: string, { x, y }: Place, width: number): Naming {
  const length = widthOf(label(iri)) + 4;
  const wanted = x + 8 + length <= width ? x + 8 : x - 8 - length;
  const left = Math.max(2, Math.min(wanted, width - length - 2));
  return [left, y - LINE / 2, left + length, y + LINE / 2];
}

/** Shows the names of these things that cover nothing before them; the others stay hidden. */
function unhide(nodes: SVGAElement[], names: Naming[], which: number[], taken: Box[]): void {
  for (const number of which) {
    const [left, top, right, bottom] = names[number] ?? [0, 0, 0, 0];
    const free = taken.every(([a, b, c, d]) => right < a || left > c || bottom < b || top > d);
    if (free) taken.push([left, top, right, bottom]);
    nodes[number]?.classList.toggle("net__node--named", free);
  }
}

function label(iri: string): string {
  return fitted(name(iri).name, 200);
}

function node(iri: string, { x, y }: Place, left: number): SVGAElement {
  const { name: whole, kind, href } = name(iri);
  const text = svg("text", { x: left, y, class: "net__name" }, label(iri));
  const shape = svg("circle", { cx: x, cy: y, r: 6, class: "net__dot" });
  const touch = svg("circle", { cx: x, cy: y, r: 12, class: "net__touch" });
  const attributes = { href: href || undefined, class: kind ? `net__node kind-${kind}` : "net__node", tabindex: -1, "aria-label": whole, "data-iri": iri };
  return svg("a", attributes, svg("title", {}, whole), touch, shape, text);
}

/** One Tab stop; the arrow keys go to the nearest thing in their direction. What is pointed at lights up with its neighbours. */
function walk(drawn: Drawn): void {
  const { nodes, places } = drawn;
  nodes[0]?.setAttribute("tabindex", "0");
  nodes.forEach((each, number) => {
    for (const event of ["focus", "pointerenter"]) each.addEventListener(event, () => light(drawn, number));
    for (const event of ["blur", "pointerleave"]) each.addEventListener(event, () => light(drawn, -1));
    each.addEventListener("keydown", (event) => {
      const next = nodes[nearest(places, number, event.key)];
      if (!next || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      for (const other of nodes) other.setAttribute("tabindex", other === next ? "0" : "-1");
      next.focus();
    });
  });
}

/** Lights one thing, its relations and its neighbours, with those names that fit; all others when there is none to light. */
function light({ picture, nodes, names, lines, places }: Drawn, chosen: number): void {
  const iri = nodes[chosen]?.dataset["iri"];
  const near = new Set([iri]);
  picture.classList.toggle("lit", iri !== undefined);
  for (const line of lines) {
    const { from = "", to = "" } = line.dataset;
    const touched = iri !== undefined && (from === iri || to === iri);
    line.classList.toggle("lit", touched);
    if (touched) near.add(from).add(to);
  }
  const lit = [...nodes.keys()].filter((number) => iri !== undefined && near.has(nodes[number]?.dataset["iri"]));
  nodes.forEach((each, number) => each.classList.toggle("lit", lit.includes(number)));
  if (iri === undefined) return unhide(nodes, names, [...nodes.keys()], places.map(({ x, y }) => [x - 6, y - 6, x + 6, y + 6]));
  for (const each of nodes) each.classList.remove("net__node--named");
  unhide(nodes, names, [chosen, ...lit.filter((number) => number !== chosen)], []);
}

const WAYS: Record<string, [number, number]> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

function nearest(places: Place[], from: number, key: string): number {
  const [way, start] = [WAYS[key], places[from]];
  if (!way || !start) return -1;
  let [best, least] = [-1, Infinity];
  places.forEach(({ x, y }, number) => {
    const [along, aside] = [(x - start.x) * way[0] + (y - start.y) * way[1], Math.abs((x - start.x) * way[1]) + Math.abs((y - start.y) * way[0])];
    if (along > 1 && along + 2 * aside < least) [best, least] = [number, along + 2 * aside];
  });
  return best;
}

function legend({ iris }: Shown): HTMLElement {
  const kinds = [...new Set(iris.map((iri) => name(iri).kind))].filter((kind) => settings.kinds[kind] !== undefined);
  return element("ul", { class: "net__kinds" }, ...kinds.map((kind) => element("li", { class: `kind-${kind}` }, element("span", { class: "dot", "aria-hidden": "true" }), settings.kinds[kind] ?? "")));
}

function listed({ edges }: Shown, title: string): HTMLElement {
  const rows = edges.slice(0, MOST_LISTED).map(({ from, by, to }) => [shown(from), ...(by ? [shown(by)] : []), shown(to)]);
  const columns = [say("editor.network.from"), ...(edges.some(({ by }) => by) ? [say("editor.network.by")] : []), say("editor.network.to")];
  const more = edges.length > MOST_LISTED ? [element("p", { class: "note" }, say("editor.chart.first", { shown: figure(MOST_LISTED), total: figure(edges.length) }))] : [];
  return element("div", {}, plainTable(title, columns, rows), ...more);
}
