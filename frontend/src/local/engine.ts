// Answering SPARQL in the browser: the engine and the graph are fetched once, after the reader agreed, and kept as long as the page is open.
import { fetched } from "./download";
import { offered, Progress } from "./offer";
import type { Site } from "./site";
import { EngineError, LONGEST_S, Thread, TimeLimit, type Written } from "./thread";

type Held = { engine: Uint8Array<ArrayBuffer>; graph: Uint8Array<ArrayBuffer> };

export class Engine {
  private held: Held | undefined;
  private thread: Thread | undefined;
  private starting: Promise<Thread> | undefined;

  constructor(
    private readonly site: Site,
    private readonly root: string,
  ) {}

  /** Makes the engine ready, telling so in a place on the page: first whether it may, then how far it is. Returns whether it is. */
  async ready(place: HTMLElement, stop: AbortSignal): Promise<boolean> {
    if (this.thread && !this.thread.ended) return true;
    if (!this.held && !(await offered(place, { engine: ENGINE_BYTES, data: this.site.dumpBytes, triples: this.site.triples }, stop))) return false;
    const progress = new Progress(place);
    try {
      this.held ??= await this.fetch(progress, stop);
      await this.started((loaded) => progress.loading(loaded, this.site.triples));
      return true;
    } catch (error) {
      if (!stop.aborted) progress.failed(error);
      return false;
    } finally {
      progress.end();
    }
  }

  /** Returns the answer to a query; raises EngineError when there is none, TimeLimit when it takes too long, an AbortError when it is stopped. */
  async text(query: string, formats: { rows: string; graph: string }, stop?: AbortSignal): Promise<Written> {
    const thread = await this.started();
    const timer = window.setTimeout(() => thread.end(new TimeLimit(`the query took more than ${LONGEST_S} seconds`)), LONGEST_S * 1000);
    const stopped = (): void => thread.end(new DOMException("stopped", "AbortError"));
    stop?.addEventListener("abort", stopped);
    try {
      stop?.throwIfAborted();
      return await thread.ask({ query, base: this.site.base, ...formats });
    } finally {
      window.clearTimeout(timer);
      stop?.removeEventListener("abort", stopped);
    }
  }

  private async fetch(progress: Progress, stop: AbortSignal): Promise<Held> {
    const all = ENGINE_BYTES + this.site.dumpBytes;
    const done = { engine: 0, graph: 0 };
    const told = (part: keyof typeof done) => (bytes: number): void => {
      done[part] = bytes;
      progress.fetching(done.engine + done.graph, all);
    };
    const [engine, graph] = await Promise.all([
      fetched(new URL(ENGINE_FILE, import.meta.url).href, stop, told("engine")),
      fetched(this.root + this.site.dump, stop, told("graph")),
    ]);
    return { engine, graph };
  }

  /** Returns a thread that answers; one that was ended makes way for another, from what was fetched before. */
  private started(told: (loaded: number) => void = () => undefined): Promise<Thread> {
    if (this.thread && !this.thread.ended) return Promise.resolve(this.thread);
    this.starting ??= this.start(told).finally(() => (this.starting = undefined));
    return this.starting;
  }

  private async start(told: (loaded: number) => void): Promise<Thread> {
    if (!this.held) throw new EngineError("the engine was not fetched", true);
    const thread = new Thread(new URL(WORKER_SCRIPT, import.meta.url).href);
    await thread.start(this.held.engine, this.held.graph, told);
    this.thread = thread;
    return thread;
  }
}
