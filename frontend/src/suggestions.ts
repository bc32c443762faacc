// Names under a search field while one types (a combobox as in the ARIA patterns); Enter without a choice searches as ever.
import { type Suggestion, suggestions } from "./static";
import { words } from "./words";

const WAIT_MS = 120;
const FEWEST_LETTERS = 2;

let lists = 0;

export function suggestWhileTyping(box: HTMLElement): void {
  const field = box.querySelector<HTMLInputElement>("input[type=search]");
  if (!document.documentElement.dataset["suggestions"] || !field) return;
  const list = document.createElement("ul");
  const said = document.createElement("span");
  lists += 1;
  list.id = `suggesties-${lists}`;
  list.className = "suggestions";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", words.suggestions(2).replace(/^\d+ /, ""));
  said.className = "unseen";
  said.setAttribute("role", "status");
  box.append(list, said);
  for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-expanded", "false"], ["aria-controls", list.id]] as const) {
    field.setAttribute(name, value);
  }

  let chosen = -1;
  let timer = 0;
  let asking: AbortController | undefined;
  const options = (): HTMLElement[] => [...list.children] as HTMLElement[];

  const close = (): void => {
    list.hidden = true;
    chosen = -1;
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
  };
  const choose = (place: number): void => {
    const all = options();
    chosen = (place + all.length) % all.length;
    all.forEach((option, number) => option.setAttribute("aria-selected", String(number === chosen)));
    field.setAttribute("aria-activedescendant", all[chosen]?.id ?? "");
    all[chosen]?.scrollIntoView({ block: "nearest" });
  };
  const show = (found: Suggestion[]): void => {
    list.replaceChildren(...found.map((each, number) => option(each, `${list.id}-${number}`)));
    said.textContent = found.length > 0 ? words.suggestions(found.length) : "";
    if (found.length === 0) return close();
    list.hidden = false;
    chosen = -1;
    field.setAttribute("aria-expanded", "true");
  };
  const ask = async (): Promise<void> => {
    asking?.abort();
    asking = new AbortController();
    const text = field.value.trim();
    if (text.length < FEWEST_LETTERS) return show([]);
    try {
      const { signal } = asking;
      const found = await suggestions(text, signal);
      if (!signal.aborted) show(found);
    } catch (error) {
      if (!(error instanceof DOMException && error.name === "AbortError")) close();
    }
  };

  field.addEventListener("input", () => {
    window.clearTimeout(timer);
    timer = window.setTimeout(() => void ask(), WAIT_MS);
  });
  field.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !list.hidden) return event.preventDefault(), close();
    if (list.hidden) return;
    if (event.key === "ArrowDown") return event.preventDefault(), choose(chosen + 1);
    if (event.key === "ArrowUp") return event.preventDefault(), choose(chosen < 0 ? -1 : chosen - 1);
    const href = options()[chosen]?.dataset["href"];
    if (event.key === "Enter" && href) {
      event.preventDefault();
      window.location.assign(href);
    }
  });
  list.addEventListener("pointerdown", (event) => {
    const href = (event.target as Element).closest<HTMLElement>("[data-href]")?.dataset["href"];
    if (!href) return;
    event.preventDefault();
    window.location.assign(href);
  });
  field.addEventListener("blur", close);
}

function option(suggestion: Suggestion, id: string): HTMLLIElement {
  const item = document.createElement("li");
  const kind = document.createElement("span");
  item.id = id;
  item.setAttribute("role", "option");
  item.setAttribute("aria-selected", "false");
  item.dataset["href"] = suggestion.href;
  kind.className = "note";
  kind.textContent = suggestion.kind;
  item.append(`${suggestion.label} `, kind);
  return item;
}
