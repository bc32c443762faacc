// The thread in which the engine runs, seen from the page: what is asked of it, and what it tells.

/** What the page sends. */
export type Order = { id: number; start: { engine: Uint8Array<ArrayBuffer>; graph: Uint8Array<ArrayBuffer> } } | { id: number; ask: Inquiry };

/** A query, the base that its relative IRIs are read against, and in which formats rows and a graph are wanted. */
export type Inquiry = { query: string; base: string; rows: string; graph: string };

export type Written = { format: string; text: string };

/** What the thread sends: triples loaded so far, that it is done, an answer, or why there is none; after a `fatal` one it is of no use. */
export type Reply = { id: number; loaded?: number; ready?: true; answer?: Written; failed?: string; fatal?: boolean };

/** The query could not be answered; `fatal` when the engine gave up altogether. */
export class EngineError extends Error {
  constructor(
    message: string,
    readonly fatal: boolean,
  ) {
    super(message);
  }
}

/** How long a query may take. */
export const LONGEST_S = 60;

/** The query took too long. */
export class TimeLimit extends Error {}

type Waiting = { done: (reply: Reply) => void; failed: (reason: Error) => void; told: (loaded: number) => void };

export class Thread {
  private readonly worker: Worker;
  private readonly waiting = new Map<number, Waiting>();
  private sent = 0;
  ended = false;

  constructor(address: string) {
    this.worker = new Worker(address, { type: "module" });
    this.worker.addEventListener("message", ({ data }: MessageEvent<Reply>) => this.hear(data));
    this.worker.addEventListener("error", (event) => {
      event.preventDefault();
      this.end(new EngineError(event.message || "the worker did not start", true));
    });
  }

  /** Loads the engine and the graph; `told` hears how many triples there are so far. */
  async start(engine: Uint8Array<ArrayBuffer>, graph: Uint8Array<ArrayBuffer>, told: (loaded: number) => void): Promise<void> {
    await this.order((id) => ({ id, start: { engine, graph } }), told);
  }

  /** Returns the answer to a query; raises EngineError when there is none. */
  async ask(inquiry: Inquiry): Promise<Written> {
    const { answer } = await this.order((id) => ({ id, ask: inquiry }));
    if (!answer) throw new EngineError("no answer", true);
    return answer;
  }

  /** Ends the thread, whatever it does; who waits for it hears why. */
  end(reason: Error): void {
    this.ended = true;
    this.worker.terminate();
    for (const { failed } of this.waiting.values()) failed(reason);
    this.waiting.clear();
  }

  private order(made: (id: number) => Order, told: (loaded: number) => void = () => undefined): Promise<Reply> {
    const id = (this.sent += 1);
    return new Promise((done, failed) => {
      if (this.ended) return failed(new EngineError("the worker has ended", true));
      this.waiting.set(id, { done, failed, told });
      this.worker.postMessage(made(id));
    });
  }

  private hear(reply: Reply): void {
    const waiting = this.waiting.get(reply.id);
    if (reply.loaded !== undefined) return waiting?.told(reply.loaded);
    this.waiting.delete(reply.id);
    if (reply.failed === undefined) return waiting?.done(reply);
    const reason = new EngineError(reply.failed, reply.fatal === true);
    waiting?.failed(reason);
    if (reply.fatal) this.end(reason);
  }
}
