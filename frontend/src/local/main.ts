// What stands in for the server on a site that has none: answers to queries and questions, names, and searching.
import { type Answer, Refusal, whole } from "../sparql/answer";
import type { Name } from "../sparql/names";
import { Engine } from "./engine";
import { file, FORMATS } from "./files";
import { named } from "./naming";
import { problem } from "./problems";
import { answerQuestion } from "./question";
import { type Suggestion, Search } from "./searching";
import { link, type Site } from "./site";

export type { Site, Suggestion };

export class Local {
  private readonly engine: Engine;
  private readonly index: Search;

  constructor(
    private readonly site: Site,
    private readonly root: string,
  ) {
    this.engine = new Engine(site, root);
    this.index = new Search(root, root + site.search);
  }

  /** The formats that answers can be had in as files. */
  readonly formats = FORMATS;

  /** Makes the engine ready, which a reader has to allow first; returns whether it is. */
  ready(place: HTMLElement, stop: AbortSignal): Promise<boolean> {
    return this.engine.ready(place, stop);
  }

  /** Returns the answer to a query, as an endpoint would give it; raises Refusal when there is none. */
  async ask(query: string, stop: AbortSignal): Promise<Answer> {
    const begin = performance.now();
    try {
      const { text, format } = await this.engine.text(query, { rows: "text/tab-separated-values", graph: "application/n-triples" }, stop);
      return whole(query, text, format, (performance.now() - begin) / 1000);
    } catch (error) {
      if (stop.aborted) throw error;
      throw new Refusal(problem(query, error));
    }
  }

  /** Returns the answer to a query as a file. */
  file(query: string, extension: string): Promise<Blob> {
    return file(this.engine, query, extension);
  }

  /** Returns what things are called, by IRI. */
  named(iris: string[]): Promise<Record<string, Name>> {
    return named(this.engine, this.root, this.site.base, iris);
  }

  /** Returns the things whose names hold the words typed so far. */
  suggest(text: string, kinds = ""): Promise<Suggestion[]> {
    return this.index.suggest(text, kinds);
  }

  /** Leads to the page that searches for this. */
  searchFor(pairs: [string, string][]): void {
    location.replace(link(this.root, "/zoek", pairs));
  }

  /** Shows what is found, below the form, for what the address asks. */
  search(form: HTMLFormElement, wanted: Map<string, string>): Promise<void> {
    return this.index.show(form, wanted);
  }

  /** Answers the question of the page, below its form, with what the address gives for its parameters. */
  question(form: HTMLFormElement, wanted: Map<string, string>): Promise<void> {
    return answerQuestion({ ...this.parts, search: this.index }, form, wanted);
  }

  private get parts(): { engine: Engine; root: string; base: string } {
    return { engine: this.engine, root: this.root, base: this.site.base };
  }
}

export function opened(site: Site, root: string): Local {
  return new Local(site, root);
}
