// The same things as a list: per island and kind by name, as the page's own list; an island is written when it is opened.
import { type Chart, islandKey, islandName, KINDS } from "./data";
import { figure, say, settings } from "./settings";

const AT_ONCE = 400;

export class List {
  private readonly order: Intl.Collator = new Intl.Collator("nl");

  constructor(
    private readonly place: HTMLElement,
    private readonly chart: Chart,
  ) {}

  /** Writes the islands on which something is shown; those that were open stay so. */
  write(shown: Uint8Array): void {
    const open = new Set([...this.place.querySelectorAll<HTMLDetailsElement>("details[open]")].map((isle) => isle.dataset["island"]));
    const islands = new Map<number, number[]>();
    shown.forEach((is, mark) => {
      if (!is) return;
      const island = this.chart.island[mark]!;
      islands.get(island)?.push(mark) ?? islands.set(island, [mark]);
    });
    const found = [...islands].sort(([one], [other]) => one - other);
    this.place.replaceChildren(...found.map(([island, marks]) => this.isle(island, marks, open, found.length === 1)));
    if (!found.length) this.place.append(Object.assign(document.createElement("p"), { className: "notice", textContent: say("none") }));
  }

  private isle(number: number, marks: number[], open: Set<string | undefined>, only: boolean): HTMLElement {
    const isle = document.createElement("details");
    isle.className = "isle";
    isle.dataset["island"] = islandKey(this.chart.islands[number]!);
    const summary = document.createElement("summary");
    const [textContent, lang] = islandName(this.chart.islands[number]!);
    summary.append(Object.assign(document.createElement("b"), { textContent, lang }), " ", note(marks.length));
    isle.append(summary);
    const fill = (): void => {
      if (isle.open && isle.childElementCount === 1) isle.append(...this.kinds(marks));
    };
    isle.addEventListener("toggle", fill);
    isle.open = only || open.has(isle.dataset["island"]);
    fill();
    return isle;
  }

  private *kinds(marks: number[]): Generator<HTMLElement> {
    for (const [number, kind] of KINDS.entries()) {
      const own = marks.filter((mark) => this.chart.kinds[mark] === number).sort((one, other) => this.order.compare(this.chart.labels[one]!, this.chart.labels[other]!));
      if (!own.length) continue;
      const heading = document.createElement("h3");
      heading.className = `kind-${kind}`;
      heading.innerHTML = `<svg class="icon kind-${kind}" aria-hidden="true" width="16" height="16"><use href="#i-${kind}"/></svg>`;
      heading.append(say(`kinds.${kind}`), " ", note(own.length));
      yield heading;
      yield* this.entries(own);
    }
  }

  /** Yields a list of marks, and a button for the rest when they are very many. */
  private *entries(marks: number[]): Generator<HTMLElement> {
    const list = Object.assign(document.createElement("ul"), { lang: "nl" });
    list.append(...marks.slice(0, AT_ONCE).map((mark) => this.entry(mark)));
    yield list;
    if (marks.length <= AT_ONCE) return;
    const button = Object.assign(document.createElement("button"), { type: "button", className: "quiet", textContent: `${say("more")} (${figure(marks.length - AT_ONCE)})` });
    button.addEventListener("click", () => {
      const rest = marks.slice(AT_ONCE).map((mark) => this.entry(mark));
      list.append(...rest);
      button.remove();
      rest[0]?.querySelector("a")?.focus();
    });
    yield button;
  }

  private entry(mark: number): HTMLElement {
    const link = Object.assign(document.createElement("a"), { textContent: this.chart.labels[mark]! });
    link.href = `${settings.doc}/${this.chart.paths[mark]!.split("/").map(encodeURIComponent).join("/")}${settings.query}`;
    const entry = document.createElement("li");
    entry.append(link);
    return entry;
  }
}

function note(number: number): HTMLElement {
  return Object.assign(document.createElement("span"), { className: "note", textContent: figure(number) });
}
