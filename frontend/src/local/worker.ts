// The engine for SPARQL (Oxigraph, as WebAssembly) with the graph in memory, in a thread of its own: a heavy query holds up no page.
import init, { Store } from "oxigraph/web.js";
import { unpacked } from "./download";
import type { Inquiry, Order, Reply, Written } from "./thread";

const PIECE = 1 << 20; // characters that are loaded at a time
const OTHER_FORM = /^Not supported RDF format/;

let store: Store;

function tell(reply: Reply): void {
  (self as unknown as { postMessage(reply: Reply): void }).postMessage(reply);
}

async function start(id: number, engine: Uint8Array<ArrayBuffer>, graph: Uint8Array<ArrayBuffer>): Promise<void> {
  const module = new Response(unpacked(engine), { headers: { "Content-Type": "application/wasm" } });
  await init({ module_or_path: module });
  store = new Store();
  let loaded = 0;
  for await (const lines of inPieces(unpacked(graph))) {
    store.load(lines, { format: "application/n-triples", no_transaction: true, lenient: true });
    loaded += lines.split("\n").length - 1;
    tell({ id, loaded });
  }
  tell({ id, ready: true });
}

/** Yields a text in pieces of whole lines. */
async function* inPieces(content: ReadableStream<Uint8Array<ArrayBuffer>>): AsyncGenerator<string> {
  const reader = content.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    text += value;
    if (text.length < PIECE) continue;
    const end = text.lastIndexOf("\n") + 1;
    yield text.slice(0, end);
    text = text.slice(end);
  }
  if (text) yield text;
}

/** Returns the answer in the format that fits the query's form: the engine refuses to write a graph as rows before it begins. */
function answered({ query, base, rows, graph }: Inquiry): Written {
  try {
    return { format: rows, text: written(query, base, rows) };
  } catch (error) {
    if (!OTHER_FORM.test((error as Error).message)) throw error;
    return { format: graph, text: written(query, base, graph) };
  }
}

function written(query: string, base: string, format: string): string {
  return store.query(query, { base_iri: `${base}/`, results_format: format }) as string;
}

async function act(order: Order): Promise<void> {
  const { id } = order;
  try {
    if ("start" in order) await start(id, order.start.engine, order.start.graph);
    else tell({ id, answer: answered(order.ask) });
  } catch (error) {
    const fatal = "start" in order || error instanceof WebAssembly.RuntimeError || error instanceof RangeError;
    tell({ id, failed: error instanceof Error ? error.message : String(error), fatal });
  }
}

self.addEventListener("message", ({ data }: MessageEvent<Order>) => void act(data));
