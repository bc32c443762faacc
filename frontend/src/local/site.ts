// A site without a server: what it says of itself, and where its pages stand.

/**
 * What /site.json says. A server has no such file. The addresses stand below the root of the site ("/dump/…").
 *
 * `base` is the base of the IRIs in the graph; `dump` is the graph as N-Triples, packed with gzip or not, and `dumpBytes`
 * what is fetched of it; `search` is the search index (kg.publish.portable_index), packed or not. The same content may
 * stand at /zoek/suggesties, so that whoever asks for suggestions finds out without an error on the console.
 */
export type Site = {
  static: true;
  release: string;
  base: string;
  dump: string;
  dumpBytes: number;
  triples: number;
  search: string;
};

/** The base that the saved queries and the search index are written with. */
export const OWN_BASE = "https://samenspel.example.org";

/** Returns a link to a path of the site, in the language of the page: what is not Dutch stands below its own step. */
export function link(root: string, path: string, query: Iterable<readonly [string, string]> = []): string {
  const pairs = new URLSearchParams([...query].filter(([, value]) => value !== "").map(([name, value]) => [name, value]));
  const { lang } = document.documentElement;
  return `${root}${lang === "nl" ? "" : `/${lang}`}${path}${pairs.size > 0 ? `?${pairs}` : ""}`;
}

/** Returns the link to the page about a thing; of what is not ours its own web address, empty when it has none. */
export function pageOf(root: string, base: string, iri: string): string {
  if (iri.startsWith(`${base}/id/`)) {
    const [path = "", part] = iri.slice(base.length + 4).split("#", 2);
    return link(root, `/doc/${encodeURI(path)}`) + (part === undefined ? "" : `#${part}`);
  }
  if (iri.startsWith(`${base}/def`)) return link(root, iri.slice(base.length));
  return /^https?:\/\/[^\s<>"]+$/.test(iri) ? iri : "";
}

/** Returns what sort of thing an IRI of ours names; an indicator is one, any other concept a `begrip`. */
export function kindOf(base: string, iri: string): string {
  if (!iri.startsWith(`${base}/id/`)) return "";
  const [kind = "", scheme] = iri.slice(base.length + 4).split("/");
  if (kind !== "concept") return kind;
  return scheme === "indicator" ? "indicator" : "begrip";
}

/** Returns an IRI without a name as words. */
export function readable(base: string, iri: string): string {
  if (!iri.startsWith(`${base}/id/`)) return iri;
  return iri.slice(iri.lastIndexOf("/") + 1).replaceAll("--", " – ").replaceAll("-", " ").replaceAll("#", ", ");
}
