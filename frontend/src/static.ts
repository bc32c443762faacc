// Whether this site has a server. Nothing is asked beforehand: only what a server would not have answered so leads to /site.json.
import type { Local, Site, Suggestion } from "./local/main";

export type { Local as StandIn, Suggestion };

declare const LOCAL_SCRIPT: string;

let looked: Promise<Local | undefined> | undefined;
let found: Local | undefined;

/** Returns what stands in for the server, when it was found before that there is none. */
export function standIn(): Local | undefined {
  return found;
}

/** Returns what stands in for the server, or nothing where there is one; it is looked for once. */
export function withoutServer(): Promise<Local | undefined> {
  looked ??= look().catch(() => undefined);
  return looked;
}

async function look(): Promise<Local | undefined> {
  const root = (document.documentElement.dataset["suggestions"] ?? "").replace(/\/zoek\/suggesties$/, "");
  const answer = await fetch(`${root}/site.json`, { headers: { Accept: "application/json" } });
  if (!answer.ok) return undefined;
  const site = (await answer.json()) as Site;
  if (site.static !== true) return undefined;
  const { opened } = (await import(new URL(LOCAL_SCRIPT, import.meta.url).href)) as typeof import("./local/main");
  found = opened(site, root);
  return found;
}

/** Returns the things of these kinds, or of any, whose names hold the words typed so far; without a server from the index that the site carries. */
export async function suggestions(text: string, signal: AbortSignal, kinds = ""): Promise<Suggestion[]> {
  if (found) return found.suggest(text, kinds);
  const query = new URLSearchParams({ q: text, lang: document.documentElement.lang, ...(kinds ? { kind: kinds } : {}) });
  const answer = await fetch(`${document.documentElement.dataset["suggestions"]}?${query}`, { signal, headers: { Accept: "application/json" } });
  const named = answer.ok ? ((await answer.json().catch(() => undefined)) as unknown) : undefined;
  if (Array.isArray(named)) return named as Suggestion[];
  const local = answer.ok || answer.status === 404 ? await withoutServer() : undefined;
  return local ? local.suggest(text, kinds) : [];
}
