// The card of what was chosen: what it is, and where it leads.
import { type Chart, islandKey, islandName, KINDS } from "./data";
import { count, figure, named, say, settings } from "./settings";

/** What was chosen, in words, with where it leads. */
export type Told = { name: string; language: string; about: (string | HTMLElement)[]; links: [string, string][] };

export function markTold(chart: Chart, mark: number): Told {
  const kind = KINDS[chart.kinds[mark]!]!;
  const island = named(...islandName(chart.islands[chart.island[mark]!]!));
  if (chart.sizes) {
    const address = `${location.pathname}?${new URLSearchParams({ eiland: islandKey(chart.islands[chart.island[mark]!]!), soort: kind })}${settings.query.replace("?", "&")}`;
    return { name: `${say(`kinds.${kind}`)}: ${figure(chart.sizes[mark]!)}`, language: settings.language, about: [island], links: [[say("show"), address]] };
  }
  const path = encoded(chart.paths[mark]!);
  return {
    name: chart.labels[mark]!,
    language: "nl",
    about: [`${say(`kind.${kind}`)} · `, island, ` · ${count("card.ties", chart.ties[mark]!)}`],
    links: [
      [say("card.open"), `${settings.doc}/${path}${settings.query}`],
      [say("card.picture"), `${settings.picture}/${path}${settings.query}`],
    ],
  };
}

export function islandTold(chart: Chart, number: number, shown: number): Told {
  const island = chart.islands[number]!;
  const links: [string, string][] = island.path ? [[say("card.open"), `${settings.doc}/${encoded(island.path)}${settings.query}`]] : [];
  const [name, language] = islandName(island);
  return { name, language, about: [count("shown", shown)], links };
}

function encoded(path: string): string {
  return path.split("/").map(encodeURIComponent).join("/");
}

export class Card {
  private readonly box = document.createElement("div");

  constructor(
    stage: HTMLElement,
    private readonly closed: () => void,
  ) {
    this.box.className = "chosen";
    this.box.hidden = true;
    this.box.setAttribute("role", "group");
    this.box.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      this.close();
    });
    stage.after(this.box);
  }

  get isOpen(): boolean {
    return !this.box.hidden;
  }

  show({ name, language, about, links }: Told): void {
    const title = document.createElement("p");
    title.append(Object.assign(document.createElement("b"), { textContent: name, lang: language }));
    const note = Object.assign(document.createElement("p"), { className: "note" });
    note.append(...about);
    const ways = Object.assign(document.createElement("p"), { className: "chosen__ways" });
    ways.append(...links.map(([text, href]) => Object.assign(document.createElement("a"), { textContent: text, href })));
    const close = Object.assign(document.createElement("button"), { type: "button", className: "quiet", textContent: say("card.close") });
    close.addEventListener("click", () => this.close());
    ways.append(close);
    this.box.setAttribute("aria-label", say("card.label", { name }));
    this.box.replaceChildren(title, note, ways);
    this.box.hidden = false;
  }

  focus(): void {
    this.box.querySelector<HTMLElement>("a, button")?.focus();
  }

  hide(): void {
    this.box.hidden = true;
  }

  private close(): void {
    this.hide();
    this.closed();
  }
}
