// Asking the endpoint, and reading its answer line by line as it comes in; whether it came in whole is told with it.
import { withoutServer } from "../static";
import { settings } from "./settings";

/** How an answer ended: whole, broken off on its way, stopped by the reader, or longer than a page can show. */
export type End = "whole" | "cut" | "stopped" | "long";

export type Answer = {
  kind: "rows" | "graph" | "truth";
  query: string;
  columns: string[];
  lines: string[];
  truth: boolean;
  mediaType: string;
  bytes: number;
  seconds: number;
  end: End;
};

export type Problem = { status: number; detail: string; line?: number; column?: number; text?: string; limit?: string; again?: number };

/** What the server, or the way to it, answered instead of an answer. */
export class Refusal extends Error {
  override readonly name = "Refusal";

  constructor(readonly problem: Problem) {
    super(problem.detail);
  }
}

/** Returns what was answered instead, when an error is a Refusal: also one of another bundle, which has a class of its own. */
export function refusal(error: unknown): Problem | undefined {
  return error instanceof Error && error.name === "Refusal" ? (error as Refusal).problem : undefined;
}

/** Nobody answers at the address of the endpoint: this site has no server. */
export class NoServer extends Error {}

export const MOST_LINES = 500_000;
const MOST_BYTES = 256_000_000;
const LONGEST_ADDRESS = 2_000;
const NO_ENDPOINT = [403, 404, 405, 501]; // what hosts of files say to a query
const ACCEPT = "text/tab-separated-values, application/n-triples, application/problem+json;q=0.9";

/** Returns the answer to a query; raises Refusal when there is none. `told` hears how far it is. */
export async function ask(query: string, stop: AbortSignal, told: (lines: number, bytes: number) => void): Promise<Answer> {
  const begin = performance.now();
  const response = await sent(query, stop);
  const mediaType = response.headers.get("Content-Type")?.split(";")[0] ?? "";
  if ((NO_ENDPOINT.includes(response.status) || mediaType === "text/html") && (await withoutServer())) throw new NoServer();
  if (!response.ok) throw new Refusal(await problem(response));
  const reading = new Reading();
  const end = await read(response, stop, reading, told);
  return { ...shaped(reading.lines(), mediaType), query, mediaType, bytes: reading.bytes, seconds: (performance.now() - begin) / 1000, end };
}

async function sent(query: string, stop: AbortSignal): Promise<Response> {
  const address = `${settings.endpoint}?${new URLSearchParams({ query })}`;
  const form = new URLSearchParams({ query });
  try {
    return address.length <= LONGEST_ADDRESS
      ? await fetch(address, { signal: stop, headers: { Accept: ACCEPT } })
      : await fetch(settings.endpoint, { method: "POST", body: form, signal: stop, headers: { Accept: ACCEPT } });
  } catch (error) {
    if (stop.aborted) throw error;
    throw new Refusal({ status: 0, detail: String(error) });
  }
}

async function problem(response: Response): Promise<Problem> {
  const again = Number(response.headers.get("Retry-After")) || 0;
  const text = await response.text().catch(() => "");
  try {
    return { ...(JSON.parse(text) as Problem), status: response.status, again };
  } catch {
    return { status: response.status, detail: text.slice(0, 500), again };
  }
}

class Reading {
  bytes = 0;
  private readonly decoder = new TextDecoder();
  private readonly whole: string[] = [];
  private rest = "";

  take(piece: Uint8Array): void {
    this.bytes += piece.length;
    const parts = (this.rest + this.decoder.decode(piece, { stream: true })).split("\n");
    this.rest = parts.pop() ?? "";
    for (const part of parts) this.whole.push(part);
  }

  get count(): number {
    return this.whole.length;
  }

  /** Returns the lines; a last one without an end counts only when nothing is missing. */
  lines(): { lines: string[]; rest: string } {
    return { lines: this.whole, rest: this.rest };
  }
}

async function read(response: Response, stop: AbortSignal, reading: Reading, told: (lines: number, bytes: number) => void): Promise<End> {
  const reader = response.body?.getReader();
  if (!reader) return "cut";
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return "whole";
      reading.take(value);
      told(reading.count, reading.bytes);
      if (reading.count > MOST_LINES || reading.bytes > MOST_BYTES) {
        void reader.cancel();
        return "long";
      }
    }
  } catch {
    return stop.aborted ? "stopped" : "cut";
  }
}

/** Returns an answer that came in one piece; of too many lines the first. */
export function whole(query: string, text: string, mediaType: string, seconds: number): Answer {
  const lines = text.split("\n");
  const rest = lines.pop() ?? "";
  const end = lines.length > MOST_LINES ? "long" : "whole";
  return { ...shaped({ lines: lines.slice(0, MOST_LINES), rest }, mediaType), query, mediaType, bytes: new Blob([text]).size, seconds, end };
}

type Shape = Pick<Answer, "kind" | "columns" | "lines" | "truth">;

function shaped({ lines, rest }: { lines: string[]; rest: string }, mediaType: string): Shape {
  if (mediaType === "application/n-triples") return { kind: "graph", columns: ["subject", "predicate", "object"], lines: lines.filter(Boolean), truth: false };
  if (lines.length === 0) return { kind: "truth", columns: [], lines: [], truth: rest === "true" };
  const [header = "", ...rows] = lines;
  return { kind: "rows", columns: header === "" ? [] : header.split("\t").map((name) => name.slice(1)), lines: rows, truth: false };
}
