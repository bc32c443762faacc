// The page of the overview: the picture on a canvas instead of the discs, and picture and list that follow each choice at once.
import { type Chart, chart, islandKey, islandName, resized } from "./data";
import { List } from "./list";
import { narrowed, type Narrowing } from "./narrowing";
import { count, figure, say, settings } from "./settings";
import { Stage } from "./stage";

const TYPING_MS = 150;

function one<Found extends HTMLElement>(selector: string): Found {
  const found = document.querySelector<Found>(selector);
  if (!found) throw new Error(`no ${selector} on this page`);
  return found;
}

class Page {
  private readonly form = one<HTMLFormElement>("#beperken");
  private readonly told = one("[data-shown]");
  private readonly stage: Stage;
  private readonly list: List;
  private waiting = 0;
  private asked: Narrowing;

  constructor(private readonly chart: Chart) {
    const names = chart.islands.map((island) => islandName(island)[0]);
    this.stage = new Stage(one("[data-overview]"), chart, names, () => this.keep());
    this.list = new List(one("[data-list]"), chart);
    if (settings.alone && !this.served) this.read();
    this.asked = this.choices();
    this.begin();
    one("[data-keys]").hidden = false;
    if (!this.served) this.follow();
  }

  /** Whether the server narrows down, because what there is here is not all. */
  private get served(): boolean {
    return settings.short || settings.cut;
  }

  /** Draws the picture before all else. */
  private begin(): void {
    const shown = this.remaining();
    this.stage.show(shown);
    this.stage.home();
    if (this.asked.eiland && !settings.short) this.look();
    this.stage.camera.take(location.hash.slice(1));
    this.stage.begin();
    if (!this.served) setTimeout(() => this.tell(this.remaining()));
  }

  /** Puts in the form what the address asks, where no server did. */
  private read(): void {
    const asked = new URLSearchParams(location.search);
    for (const name of settings.names) {
      const field = this.form.elements.namedItem(name) as HTMLInputElement | HTMLSelectElement | null;
      if (field) field.value = asked.get(name) ?? "";
    }
  }

  /** Lets picture and list follow the form without asking the server; what the chart does not hold, the server has. */
  private follow(): void {
    if (settings.alone && location.search) this.list.write(this.remaining());
    one("#beperken [type=submit]").hidden = true;
    const later = (): void => {
      clearTimeout(this.waiting);
      this.waiting = window.setTimeout(() => this.narrow(), TYPING_MS);
    };
    this.form.addEventListener("input", later);
    this.form.addEventListener("submit", (event) => (event.preventDefault(), this.narrow()));
    one("[data-clear]").addEventListener("click", (event) => {
      if (settings.part) return;
      event.preventDefault();
      for (const field of this.form.querySelectorAll<HTMLInputElement | HTMLSelectElement>("input:not([type=hidden]), select")) field.value = "";
      this.narrow();
      one("#o-q").focus();
    });
    window.addEventListener("hashchange", () => (this.stage.camera.take(location.hash.slice(1)), this.stage.still()));
  }

  private choices(): Narrowing {
    const data = new FormData(this.form);
    return Object.fromEntries(settings.names.map((name) => [name, String(data.get(name) ?? "").trim()])) as Narrowing;
  }

  private narrow(): void {
    const before = this.asked;
    this.asked = this.choices();
    if (settings.names.every((name) => before[name as keyof Narrowing] === this.asked[name as keyof Narrowing])) return;
    if (settings.part && before.eiland !== this.asked.eiland) return this.form.submit();
    const shown = this.remaining();
    this.stage.show(shown);
    this.tell(shown);
    this.list.write(shown);
    for (const paging of document.querySelectorAll(".paging")) paging.remove();
    if (before.eiland !== this.asked.eiland) this.look();
    this.keep();
  }

  /** Returns which marks are shown; where the server narrows down, all that stand for something. */
  private remaining(): Uint8Array {
    if (this.served) return Uint8Array.from(this.chart.labels, (_, mark) => (this.chart.sizes?.[mark] === 0 ? 0 : 1));
    return narrowed(this.chart, this.asked);
  }

  private tell(shown: Uint8Array): void {
    const number = shown.reduce((sum, each) => sum + each, 0);
    this.told.replaceChildren(Object.assign(document.createElement("b"), { textContent: count("shown", number) }));
    if (number < settings.total) this.told.append(` ${say("of", { total: figure(settings.total) })}`);
    one("[data-clear]").hidden = settings.names.every((name) => !this.asked[name as keyof Narrowing]);
  }

  /** Shows the island that was chosen, or all. */
  private look(): void {
    const island = this.chart.islands.findIndex((each) => islandKey(each) === this.asked.eiland);
    if (island < 0) this.stage.fit();
    else this.stage.approach(island);
  }

  /** Puts what is asked and what is seen in the address, so that it leads here again. */
  private keep(): void {
    const query = new URLSearchParams(settings.query);
    for (const name of settings.names) if (this.asked[name as keyof Narrowing]) query.set(name, this.asked[name as keyof Narrowing]);
    const text = this.served ? location.search.slice(1) : String(query);
    const seen = this.stage.camera.told;
    history.replaceState(null, "", `${location.pathname}${text && `?${text}`}${seen && `#${seen}`}`);
  }
}

chart(settings.source)
  .then((found) => new Page(settings.sizes ? resized(found, settings.sizes) : found))
  .catch((error: unknown) => {
    one("[data-overview]").dataset["failed"] = "";
    one("[data-overview]").append(Object.assign(document.createElement("p"), { className: "notice", textContent: say("failed") }));
    console.warn(error);
  });
