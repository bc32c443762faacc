// Everything in the network with its place, as src/kg/build/overview_file.py writes it: of each sort a list per property.
import { say, settings } from "./settings";

type Columns<Row> = { [Name in keyof Row]: Row[Name][] };
export type Island = { path: string; label: string; x: number; y: number; radius: number };
type Mark = { path: string; kind: string; label: string; x: number; y: number; island: number; ties: number; themes: number[]; years: number[] };
type Line = { source: number; target: number; term: number; year: number };
type Named = { iri: string; nl: string; en: string };
type Written = {
  format: number;
  box: Box;
  islands: Columns<Island>;
  marks: Columns<Mark> & { sizes?: number[]; radii?: number[] };
  lines: Columns<Line>;
  themes: Columns<Named>;
};

export type Box = [left: number, top: number, right: number, bottom: number];
export const KINDS = ["programma", "doel", "initiatief", "organisatie", "indicator", "resultaat"] as const;
const FORMAT = 1;

/** What is drawn; a mark is a place in each of its lists. `sizes` tells how many things a mark stands for, when it stands for several. */
export type Chart = {
  box: Box;
  islands: Island[];
  paths: string[];
  labels: string[];
  kinds: Uint8Array;
  x: Float32Array;
  y: Float32Array;
  island: Uint16Array;
  ties: number[];
  years: number[][];
  themes: string[][];
  sources: Uint32Array;
  targets: Uint32Array;
  sizes: number[] | undefined;
  radii: number[] | undefined;
};

/** Fetches the chart; fails when there is none, or it is written in a way that this script does not know. */
export async function chart(source: string): Promise<Chart> {
  const response = await fetch(source);
  if (!response.ok) throw new Error(`${source}: ${response.status}`);
  const told = (await response.json()) as Written;
  if (told.format !== FORMAT) throw new Error(`${source}: format ${told.format}`);
  return unpacked(told);
}

function unpacked({ box, islands, marks, lines, themes }: Written): Chart {
  const keys = themes.iri.map((iri) => iri.slice(iri.lastIndexOf("/") + 1));
  return {
    box,
    islands: islands.path.map((path, each) => ({ path, label: islands.label[each]!, x: islands.x[each]!, y: islands.y[each]!, radius: islands.radius[each]! })),
    paths: marks.path,
    labels: marks.label,
    kinds: Uint8Array.from(marks.kind, (kind) => KINDS.indexOf(kind as (typeof KINDS)[number])),
    x: Float32Array.from(marks.x),
    y: Float32Array.from(marks.y),
    island: Uint16Array.from(marks.island),
    ties: marks.ties,
    years: marks.years,
    themes: marks.themes.map((own) => own.map((each) => keys[each]!)),
    sources: Uint32Array.from(lines.source),
    targets: Uint32Array.from(lines.target),
    sizes: marks.sizes,
    radii: marks.radii,
  };
}

/** Returns the chart with marks that stand for other numbers of things: their area follows. */
export function resized(chart: Chart, sizes: number[]): Chart {
  const radii = chart.radii!.map((radius, mark) => radius * Math.sqrt(sizes[mark]! / chart.sizes![mark]!));
  return { ...chart, sizes, radii };
}

/** Returns what an island is called and the language of that name: all names are Dutch. */
export function islandName(island: Island): [string, string] {
  return island.label ? [island.label, "nl"] : [say("nobody"), settings.language];
}

/** Returns how an address names an island: as its organisation, without the kind. */
export function islandKey(island: Island): string {
  return island.path.slice(island.path.lastIndexOf("/") + 1) || "zonder";
}
