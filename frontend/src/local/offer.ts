// What a reader sees before a question can be answered here: what will be fetched, and then how far that is.
import { element } from "../sparql/elements";
import { figure, say, size } from "./words";

const AGREED = "samenspel-ophalen";

type Sizes = { engine: number; data: number; triples: number };

/** Returns whether the reader lets the engine and the graph be fetched; who agreed once in this tab is not asked again. */
export function offered(place: HTMLElement, sizes: Sizes, stop: AbortSignal): Promise<boolean> {
  if (agreed()) return Promise.resolve(true);
  const yes = element("button", { type: "button" }, say("local.fetch"));
  const no = element("button", { type: "button", class: "quiet" }, say("local.later"));
  const told = say("local.offer", { size: size(sizes.engine + sizes.data), engine: size(sizes.engine), data: size(sizes.data), triples: figure(sizes.triples) });
  const panel = element("div", { class: "notice local-offer", role: "group", "aria-label": say("local.label") }, element("p", {}, told), element("p", { class: "local-offer__choice" }, yes, " ", no));
  place.replaceChildren(panel);
  return new Promise((resolve) => {
    const answer = (given: boolean) => (): void => {
      panel.remove();
      if (given) agree();
      resolve(given);
    };
    yes.addEventListener("click", answer(true));
    no.addEventListener("click", answer(false));
    stop.addEventListener("abort", answer(false));
    if (document.activeElement !== document.body) yes.focus(); // who acted goes on here; who just arrived is left where they are
  });
}

/** How far it is: a bar, and words beside it; the words are read aloud at each new step only. */
export class Progress {
  private readonly bar = element("progress", { max: 1, value: 0, "aria-label": say("local.label") });
  private readonly words = element("span", { class: "note" });
  private readonly step = element("span", { class: "unseen", role: "status" });
  private readonly panel = element("div", { class: "local-progress" }, this.bar, this.words, this.step);

  constructor(private readonly place: HTMLElement) {
    place.replaceChildren(this.panel);
    this.step.textContent = say("local.begun");
  }

  fetching(bytes: number, all: number): void {
    this.show(bytes / all, say("local.fetching", { done: size(Math.min(bytes, all)), all: size(all) }));
  }

  loading(triples: number, all: number): void {
    this.show(triples / all, say("local.loading", { done: figure(triples), all: figure(all) }));
  }

  failed(error: unknown): void {
    const why = error instanceof Error ? error.message : String(error);
    const key = /Content Security Policy|WebAssembly|wasm/i.test(why) ? "local.forbidden" : "local.failed";
    const detail = element("span", { lang: "en" }, ` (${why})`);
    this.place.append(element("p", { class: "notice", role: "alert" }, say(key), detail));
  }

  end(): void {
    this.panel.remove();
  }

  private show(share: number, words: string): void {
    this.bar.value = Math.min(1, share);
    this.words.textContent = words;
  }
}

function agreed(): boolean {
  try {
    return sessionStorage.getItem(AGREED) !== null;
  } catch {
    return false; // a browser that keeps nothing asks each time
  }
}

function agree(): void {
  try {
    sessionStorage.setItem(AGREED, "1");
  } catch {
    // as above
  }
}
