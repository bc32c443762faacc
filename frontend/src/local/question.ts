// Answering a saved question with other values than its page was made with: as the server would, as a table or a graph.
import present from "../../../queries/pages/present.rq";
import { askable, asked } from "../asked";
import type { Name } from "../sparql/names";
import { element } from "../sparql/elements";
import type { Engine } from "./engine";
import { file } from "./files";
import { filled, named, nameOf, type Row, rows } from "./naming";
import { iri, Misfit, type Parameter, written } from "./parameters";
import { problem } from "./problems";
import { same } from "./search/index";
import type { Search } from "./searching";
import { link } from "./site";
import { table } from "./table";
import { count, known, say } from "./words";

/** What the page tells of its question: the SPARQL with places for its parameters, and what it selects. */
type Question = { name: string; sparql: string; parameters: Parameter[]; columns: string[]; drawn: boolean };

type Parts = { engine: Engine; search: Search; root: string; base: string };
type Given = Map<string, string>;
type Wrong = { parameter: Parameter; misfit: Misfit };
type Choice = { name: string; path: string };

const ADDRESS = /^\/?(?:id|def)[/#]|^[A-Za-z][0-9A-Za-z+.-]*:\/\//;
const MOST_CANDIDATES = 8;
const FILES = { rows: { csv: "CSV", json: "JSON" }, graph: { ttl: "Turtle", jsonld: "JSON-LD" } };

/** Fills the form with what the address gives, and puts the answer below it in place of what stands there. */
export async function answerQuestion(parts: Parts, form: HTMLFormElement, wanted: Given): Promise<void> {
  const block = document.querySelector("#vraag-gegevens")?.textContent;
  if (!block) return;
  const question = JSON.parse(block) as Question;
  if (question.parameters.every(({ name, default: usual }) => (wanted.get(name) ?? usual) === usual)) return;
  fill(form, wanted);
  const place = element("div", { class: "local-place" });
  below(form, place);
  if (!(await parts.engine.ready(place, new AbortController().signal))) return;
  let asking = new Asking(parts, question, place);
  askAgainHere(form, (given) => {
    asking.leave();
    asking = new Asking(parts, question, place);
    void asking.show(given);
  });
  await asking.show(wanted);
}

/** Answers what is filled in next on this same page: the engine is there. */
function askAgainHere(form: HTMLFormElement, ask: (given: Given) => void): void {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const filledIn = new URLSearchParams([...new FormData(form)].map(([name, value]) => [name, String(value)]));
    history.pushState(null, "", `?${filledIn}`);
    ask(asked(filledIn, askable(form)));
  });
  window.addEventListener("popstate", () => location.reload());
}

function fill(form: HTMLFormElement, wanted: Given): void {
  for (const [name, value] of wanted) {
    const field = form.elements.namedItem(name);
    if (field instanceof HTMLSelectElement && ![...field.options].some((option) => option.value === value)) field.append(element("option", { value }, value));
    if (field instanceof HTMLSelectElement || field instanceof HTMLInputElement) field.value = value;
  }
}

function below(form: HTMLElement, place: HTMLElement): void {
  while (form.nextSibling) form.nextSibling.remove();
  form.after(place);
}

class Asking {
  private readonly stop = new AbortController();
  private left = false;

  constructor(
    private readonly parts: Parts,
    private readonly question: Question,
    private readonly place: HTMLElement,
  ) {}

  /** Makes way for another: what is still under way ends, and is not shown. */
  leave(): void {
    this.left = true;
    this.stop.abort();
  }

  async show(wanted: Given): Promise<void> {
    const button = element("button", { type: "button", class: "quiet" }, say("local.stop"));
    button.addEventListener("click", () => this.stop.abort());
    this.place.replaceChildren(element("p", { class: "count", role: "status" }, `${say("local.answering")} `, button));
    const made = await this.told(wanted);
    if (!this.left) this.place.replaceChildren(...made);
  }

  /** Returns the answer, or why there is none. */
  private async told(wanted: Given): Promise<HTMLElement[]> {
    try {
      const { given, wrong } = await this.understood(wanted);
      return wrong.length > 0 ? wrong.map((each) => this.complaint(each, wanted)) : await this.answer(given);
    } catch (error) {
      return [element("p", { class: "notice", role: "alert" }, this.stop.signal.aborted ? say("local.stopped") : this.refused(error))];
    }
  }

  private refused(error: unknown): string {
    const { limit, detail } = problem(this.question.sparql, error);
    return limit === undefined ? `${say("local.unanswered")} (${detail})` : say(`local.limit.${limit}`);
  }

  /** Returns the texts with each name of a thing replaced by its path, and what does not fit. */
  private async understood(wanted: Given): Promise<{ given: Given; wrong: Wrong[] }> {
    const given: Given = new Map();
    const wrong: Wrong[] = [];
    for (const parameter of this.question.parameters) {
      try {
        const text = await this.meant(parameter, wanted.get(parameter.name) ?? parameter.default);
        written(parameter, text, this.parts.base);
        given.set(parameter.name, text);
      } catch (error) {
        if (!(error instanceof Misfit)) throw error;
        wrong.push({ parameter, misfit: error });
      }
    }
    return { given, wrong };
  }

  /** Returns the value that a text means: that of the only thing of this name, or else the text itself. */
  private async meant(parameter: Parameter, text: string): Promise<string> {
    if (parameter.kind !== "iri" || ADDRESS.test(text)) return text;
    const listed = parameter.choices ? await this.choices(parameter.choices) : await this.found(text);
    const alike = listed.filter(({ name }) => same(name, text));
    const [only, ...others] = [...new Map(alike.map((each) => [each.path, each])).values()];
    if (only && others.length === 0) return only.path;
    if (!only && new RegExp(parameter.pattern, "u").test(text)) return text;
    const near = only ? [only, ...others] : await this.near(listed, text);
    throw new Misfit(only ? "several" : "name", near.slice(0, MOST_CANDIDATES));
  }

  /** Returns those to choose from whose names hold the text, and then those that are found by it. */
  private async near(listed: Choice[], text: string): Promise<Choice[]> {
    const holding = listed.filter(({ name }) => name.toLowerCase().includes(text.toLowerCase()));
    const found = (await this.found(text)).map(({ path }) => path);
    return [...new Set([...holding, ...listed.filter(({ path }) => found.includes(path))])];
  }

  private async choices(query: string): Promise<Choice[]> {
    const found = await rows(this.parts.engine, query, this.stop.signal);
    return found.map((row) => ({ name: row["label"]?.value ?? "", path: this.path(row["value"]?.value ?? "") }));
  }

  private async found(text: string): Promise<Choice[]> {
    const index = await this.parts.search.index();
    return index.find(text, new Map(), 1, 4 * MOST_CANDIDATES).hits.map(({ label, path }) => ({ name: label, path: `id/${path}` }));
  }

  private path(value: string): string {
    return value.startsWith(`${this.parts.base}/id/`) ? value.slice(this.parts.base.length + 1) : value;
  }

  private complaint({ parameter, misfit }: Wrong, wanted: Given): HTMLElement {
    const label = parameter.label.charAt(0).toUpperCase() + parameter.label.slice(1);
    const values = { label, value: (wanted.get(parameter.name) ?? "").slice(0, 80), allowed: parameter.values.join(", ") };
    const why = say(misfit.why === "kind" ? `problem.kind.${parameter.kind}` : `problem.${misfit.why}`, values);
    const items = misfit.candidates.map(({ name, path }) => {
      const href = link(this.parts.root, `/vragen/${this.question.name}`, [...wanted, [parameter.name, path]].filter(([key], at, all) => all.findLastIndex(([other]) => other === key) === at) as [string, string][]);
      return element("li", {}, element("a", { href }, misfit.why === "several" ? `${name} (${path})` : name));
    });
    const meant = items.length > 0 ? [element("p", {}, say("problem.meant")), element("ul", {}, ...items)] : [];
    return element("div", { class: "notice", role: "alert" }, element("p", {}, element("strong", {}, say("question.problem")), ` ${why}`), ...meant);
  }

  private async answer(given: Given): Promise<HTMLElement[]> {
    const { parameters, sparql, columns } = this.question;
    const terms = Object.fromEntries(parameters.map((parameter) => [parameter.name, written(parameter, given.get(parameter.name) ?? "", this.parts.base)]));
    const query = filled(sparql, terms).trim();
    const doubts = await this.doubts(given);
    const shown = columns.length > 0 ? await this.rows(query, doubts.length > 0) : await this.graph(query);
    return [...doubts, ...shown, this.same(query)];
  }

  /** Returns which things that were given the graph does not know. */
  private async doubts(given: Given): Promise<HTMLElement[]> {
    const found: HTMLElement[] = [];
    for (const { name } of this.question.parameters.filter(({ kind }) => kind === "iri")) {
      const thing = iri(given.get(name) ?? "", this.parts.base);
      const { text } = await this.parts.engine.text(filled(present, { thing: `<${thing}>` }), { rows: "text/tab-separated-values", graph: "text/turtle" }, this.stop.signal);
      if (text !== "true") found.push(element("p", { class: "notice", role: "status" }, say("notice.absent", { name: thing })));
    }
    return found;
  }

  private async rows(query: string, doubted: boolean): Promise<HTMLElement[]> {
    const found = await rows(this.parts.engine, query, this.stop.signal);
    const things = found.flatMap((row) => Object.values(row).flatMap((term) => (term.kind === "iri" ? [term.value] : [])));
    const called: Record<string, Name> = await named(this.parts.engine, this.parts.root, this.parts.base, things);
    const name = (thing: string): string => nameOf(this.parts.base, thing, called);
    const bar = this.bar(query, FILES.rows, element("p", { class: "count", role: "status" }, count("answers", found.length)));
    const empty = element("p", {}, `${say("question.nothing")} `, element("a", { href: link(this.parts.root, "/over") }, say("coverage.link")));
    const told = this.question.drawn && found.length > 0 ? [element("p", { class: "note" }, say("local.table"))] : [];
    if (found.length === 0) return doubted ? [bar] : [bar, empty];
    return [bar, table(document.querySelector("h1")?.textContent ?? "", this.question.columns, found as Row[], { called, name }), ...told];
  }

  private async graph(query: string): Promise<HTMLElement[]> {
    const { text } = await this.parts.engine.text(query, { rows: "text/turtle", graph: "text/turtle" }, this.stop.signal);
    return [this.bar(query, FILES.graph), element("div", { class: "scroll", role: "region", tabindex: 0, "aria-label": say("question.graph") }, element("pre", {}, text))];
  }

  private bar(query: string, files: Record<string, string>, ...told: HTMLElement[]): HTMLElement {
    const links = Object.entries(files).flatMap(([extension, name], number) => [number > 0 ? ", " : " ", this.file(query, extension, name)]);
    return element("div", { class: "answer-bar" }, ...told, element("p", { class: "downloads" }, say("question.download"), ...links));
  }

  /** Returns a link to a file that is made when it is asked for. */
  private file(query: string, extension: string, name: string): HTMLElement {
    const made = element("a", { href: "#", download: `${this.question.name}.${extension}` }, name);
    made.addEventListener("click", async (event) => {
      if (made.href.startsWith("blob:")) return;
      event.preventDefault();
      made.href = URL.createObjectURL(await file(this.parts.engine, query, extension));
      made.click();
    });
    return made;
  }

  private same(query: string): HTMLElement {
    const editor = element("p", {}, element("a", { href: link(this.parts.root, "/sparql", [["query", query]]) }, say("question.editor")));
    const text = element("div", { class: "scroll", role: "region", tabindex: 0, "aria-label": say("question.sparql") }, element("pre", {}, query));
    const own = element("details", { class: "same" }, element("summary", {}, say("question.sparql")), editor, text);
    return element("section", { class: "reuse", "aria-labelledby": "verder" }, element("h2", { id: "verder" }, known("question.reuse", "")), own);
  }
}
