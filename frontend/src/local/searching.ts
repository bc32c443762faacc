// Searching without a server: what is found below the form, and suggestions, from the index that the site carries.
import { BETWEEN, FACETS } from "../asked";
import { element, svg } from "../sparql/elements";
import { unpacked } from "./download";
import { pieces } from "./pieces";
import { type Found, type Hit, Index, type Stored } from "./search/index";
import { link } from "./site";
import { count, figure, known, language, say } from "./words";

/** A thing to choose; `meant` is what was looked for in place of a typing error. */
export type Suggestion = { label: string; kind: string; href: string; meant?: string };

type Asked = Map<string, string>;

const SIZE = 20;
const SHOWN = 8;
const OPEN = 3;
const MOST = 60;
const FACTS = ["owner", "type", "status"];
const PICTURED = ["programma", "doel", "initiatief", "organisatie", "indicator", "resultaat", "document", "begrip"];

export class Search {
  private loading: Promise<Index> | undefined;

  constructor(
    private readonly root: string,
    private readonly address: string,
  ) {}

  /** Returns the index, fetched when it is first needed, and again after a failure. */
  index(): Promise<Index> {
    this.loading ??= loaded(this.address).catch((error: unknown) => {
      this.loading = undefined;
      throw error;
    });
    return this.loading;
  }

  async suggest(text: string, kinds = ""): Promise<Suggestion[]> {
    const { hits, corrected } = (await this.index()).suggest(text, SHOWN, kinds.split(" ").filter(Boolean));
    return hits.map(({ label, kind, path }) => ({ label, kind, href: `${this.root}/doc/${encodeURI(path)}`, ...(corrected ? { meant: corrected } : {}) }));
  }

  /** Shows what is found in place of all that stands below the form, and the text in its field. */
  async show(form: HTMLFormElement, wanted: Asked): Promise<void> {
    const text = wanted.get("q") ?? "";
    fill(form, wanted);
    const waiting = element("p", { class: "count", role: "status" }, say("local.searching"));
    below(form, waiting);
    try {
      const index = await this.index();
      const facets = new Map([...wanted].filter(([name]) => FACETS.includes(name)));
      const page = Number(wanted.get("bladzijde") ?? 1) || 1;
      below(form, ...new Page(this.root, index, { text, facets, page }).made());
    } catch {
      waiting.textContent = say("local.failed");
    }
  }
}

async function loaded(address: string): Promise<Index> {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  const text = await new Response(unpacked(new Uint8Array(await answer.arrayBuffer()))).text();
  return new Index(JSON.parse(text) as Stored);
}

function fill(form: HTMLFormElement, wanted: Asked): void {
  const field = form.querySelector<HTMLInputElement>("input[type=search]");
  const text = wanted.get("q") ?? "";
  if (field) field.value = text;
  for (const hidden of form.querySelectorAll<HTMLInputElement>("input[type=hidden]")) if (FACETS.includes(hidden.name)) hidden.remove();
  form.append(...[...wanted].filter(([name]) => FACETS.includes(name)).flatMap(([name, values]) => values.split(BETWEEN).map((value) => element("input", { type: "hidden", name, value }))));
  const heading = document.querySelector("h1");
  if (!heading || text === "") return;
  document.title = document.title.replace(heading.textContent ?? "", say("search.title", { text }));
  heading.textContent = say("search.title", { text });
}

function below(form: HTMLElement, ...made: HTMLElement[]): void {
  while (form.nextSibling) form.nextSibling.remove();
  form.after(...made);
}

/** What was found, as the page of a server shows it (search.html). */
class Page {
  private readonly found: Found;
  private readonly pages: number;

  constructor(
    private readonly root: string,
    private readonly index: Index,
    private readonly asked: { text: string; facets: Asked; page: number },
  ) {
    this.found = index.find(asked.text, asked.facets, asked.page, SIZE);
    this.pages = Math.max(1, Math.ceil(this.found.total / SIZE));
  }

  made(): HTMLElement[] {
    const { facets, page } = this.asked;
    const { corrected, total, hits } = this.found;
    const searched = corrected ? [element("p", { class: "notice" }, `${say("search.corrected")} `, element("strong", {}, corrected), ".")] : [];
    const place = this.pages > 1 ? `, ${say("page_of", { page: figure(page), pages: figure(this.pages) })}` : "";
    const free = facets.size > 0 ? [this.chips()] : [];
    const list = element("ol", { class: "matches", start: (page - 1) * SIZE + 1 }, ...hits.map((hit) => this.match(hit)));
    const main = element("div", { class: "split__main" }, ...(hits.length > 0 ? [list, ...this.paging()] : [this.nothing()]));
    const side = hits.length > 0 || facets.size > 0 ? [this.side()] : [];
    return [...searched, element("p", { class: "count", role: "status" }, count("found", total) + place), ...free, element("div", { class: "split" }, main, ...side)];
  }

  private link(facets: Asked, page: number): string {
    const pairs = [...facets].flatMap(([name, values]) => values.split(BETWEEN).map((value) => [name, value] as const));
    return link(this.root, "/zoek", [["q", this.asked.text], ...pairs, ["bladzijde", page > 1 ? String(page) : ""]]);
  }

  /** Returns what is chosen when one more value is, or one that was chosen no longer is. */
  private turned(facet: string, value: string): Asked {
    const held = this.held(facet);
    const values = held.includes(value) ? held.filter((each) => each !== value) : [...held, value];
    const others = [...this.asked.facets].filter(([name]) => name !== facet);
    return new Map(values.length > 0 ? [...others, [facet, values.join(BETWEEN)]] : others);
  }

  private held(facet: string): string[] {
    return this.asked.facets.get(facet)?.split(BETWEEN) ?? [];
  }

  private named(facet: string, value: string): string {
    return facet === "kind" ? known(`kinds.${value}`, value) : language === "en" ? this.index.english(facet, value) : value;
  }

  /** Returns what was chosen, each with a link that lets it go. */
  private chips(): HTMLElement {
    const chosen = [...this.asked.facets.keys()].flatMap((facet) => this.held(facet).map((value) => [facet, value] as const));
    const chips = chosen.map(([facet, value]) => {
      const text = element("span", {}, element("span", { class: "unseen" }, `${say("facet.remove")} `), `${say(`facet.${facet}`)}: ${this.named(facet, value)}`);
      return element("li", {}, element("a", { class: "chip chip--away", href: this.link(this.turned(facet, value), 1) }, text));
    });
    const all = element("li", {}, element("a", { class: "chip chip--all", href: this.link(new Map(), 1) }, say("search.without")));
    return element("ul", { class: "chips", "aria-label": say("facet.chips") }, ...chips, all);
  }

  private match(hit: Hit): HTMLElement {
    const { text } = this.asked;
    const words = this.found.corrected || text;
    const name = element("a", { href: link(this.root, `/doc/${encodeURI(hit.path)}`), ...foreign() }, ...pieces(hit.label, words));
    const facts = [...FACTS.flatMap((facet) => (hit.facts[facet] ?? []).slice(0, 3)), ...years(hit.facts["years"])].map((fact) => ` · ${fact}`);
    const kind = element("p", { class: "match__facts" }, ...icon(hit.kind), ` ${known(`kind.${hit.kind}`, hit.kind)}`, ...(facts.length > 0 ? [element("span", foreign(), ...facts)] : []));
    const other = hit.matched === hit.label || hit.description.includes(hit.matched.replace(/^[… ]+|[… ]+$/g, ""));
    const also = other ? [] : [element("p", { class: "match__also" }, `${say("search.also")} `, element("span", foreign(), ...pieces(hit.matched, words)))];
    const about = hit.description ? [element("p", { class: "match__text", ...foreign() }, ...pieces(hit.description, words))] : [];
    return element("li", { class: "match" }, element("h2", { class: "match__name" }, name), kind, ...also, ...about);
  }

  private paging(): HTMLElement[] {
    const { facets, page } = this.asked;
    if (this.pages === 1) return [];
    const back = page > 1 ? [element("a", { rel: "prev", href: this.link(facets, page - 1) }, say("previous"))] : [];
    const forth = page < this.pages ? [element("a", { rel: "next", href: this.link(facets, page + 1) }, say("next"))] : [];
    const here = element("span", {}, say("page_of", { page: figure(page), pages: figure(this.pages) }));
    return [element("nav", { class: "paging", "aria-label": say("paging") }, ...back, here, ...forth)];
  }

  private nothing(): HTMLElement {
    const advice = ["spelling", "fewer", ...(this.asked.facets.size > 0 ? ["filters"] : [])].map((key) => element("li", {}, say(`search.advice.${key}`)));
    const about = element("li", {}, `${say("search.advice.absence")} `, element("a", { href: link(this.root, "/over") }, say("coverage.link")));
    return element("div", { class: "notice" }, element("p", {}, element("strong", {}, say("search.nothing"))), element("ul", {}, ...advice, about));
  }

  private side(): HTMLElement {
    const counted = new Map(this.found.facets);
    const shown = FACETS.flatMap((facet) => (counted.get(facet)?.length ? [[facet, counted.get(facet) ?? []] as const] : []));
    return element("aside", { class: "split__side", id: "verfijnen", "aria-label": say("facet.label") }, ...shown.map(([facet, values], number) => this.facet(facet, values, number < OPEN)));
  }

  private facet(facet: string, values: [string, number][], open: boolean): HTMLElement {
    const title = say(`facet.${facet}`);
    const held = this.held(facet);
    const shown = values.filter(([value], number) => number < MOST || held.includes(value));
    const choices = shown.map(([value, number]) => this.choice(facet, value, number));
    const rest = choices.length - SHOWN;
    const more = element("summary", {}, rest > 0 ? count("more", rest) : "", element("span", { class: "unseen" }, `: ${title}`));
    const left = values.length > shown.length ? [element("p", { class: "note" }, count("facet.rest", values.length - shown.length))] : [];
    const hidden = rest > 0 ? [element("details", { class: "more" }, more, element("ul", {}, ...choices.slice(SHOWN)), ...left)] : [];
    const tally = held.length > 0 ? [" ", element("span", { class: "tally" }, String(held.length), element("span", { class: "unseen" }, ` ${say("facet.held")}`))] : [];
    const body = element("div", { class: "facet__body" }, element("ul", {}, ...choices.slice(0, SHOWN)), ...hidden);
    return element("details", { class: "facet", open: open || held.length > 0 }, element("summary", {}, title, ...tally), body);
  }

  private choice(facet: string, value: string, number: number): HTMLElement {
    const chosen = this.held(facet).includes(value);
    const unseen = chosen ? [" ", element("span", { class: "unseen" }, say("facet.chosen"))] : [];
    const href = this.link(this.turned(facet, value), 1);
    return element("li", {}, element("a", { href, "aria-current": chosen ? "true" : undefined }, this.named(facet, value), ...unseen), " ", element("span", { class: "note" }, figure(number)));
  }
}

/** Returns the first and the last of some years in one text; nothing when there are none. */
function years(known: string[] = []): string[] {
  const [first, last] = [known[0], known.at(-1)];
  return first === undefined ? [] : [first === last ? first : `${first}–${last}`];
}

/** Returns the attribute of a Dutch text on an English page. */
function foreign(): { lang: string | undefined } {
  return { lang: language === "nl" ? undefined : "nl" };
}

function icon(kind: string): SVGElement[] {
  if (!PICTURED.includes(kind)) return [];
  return [svg("svg", { class: `icon kind-${kind}`, "aria-hidden": "true", width: 16, height: 16 }, svg("use", { href: `#i-${kind}` }))];
}
