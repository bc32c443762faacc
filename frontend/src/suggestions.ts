// Names under a field while one types (a combobox as in the ARIA patterns). A search field goes to what is chosen; a chooser keeps it for its form.
import { type Suggestion, suggestions } from "./static";
import { words } from "./words";

const WAIT_MS = 120;
const FEWEST_LETTERS = 2;

let lists = 0;

/** A field with its list: where the list stands, which kinds of things it may hold, and what choosing one does. */
type Choosing = { field: HTMLInputElement; place: HTMLElement; kinds: string; choose: (suggestion: Suggestion) => void };

/**
 * Makes suggestions appear: at a box with a search field (`<span data-suggest>`), which leads to the page of what is chosen,
 * or at any other field (`<input data-suggest name="van">`), which is then a chooser.
 */
export function suggestWhileTyping(place: HTMLElement): void {
  if (!document.documentElement.dataset["suggestions"]) return;
  if (place instanceof HTMLInputElement) return chooser(place);
  const field = place.querySelector<HTMLInputElement>("input[type=search]");
  if (field) combobox({ field, place, kinds: "", choose: ({ href }) => window.location.assign(href) });
}

/**
 * A chooser sends the path of what is chosen in place of the name that was typed: the field gives its name to a hidden one.
 * `data-suggest` holds what stands before the path ("id/"), `data-kinds` the kinds there is a choice of, and `data-path`
 * the path of what stands in the field at first. Without a choice, or scripts, what was typed is sent.
 */
function chooser(field: HTMLInputElement): void {
  const { name } = field;
  const hidden = document.createElement("input");
  hidden.type = "hidden";
  const keep = (path: string): void => {
    hidden.value = path && (field.dataset["suggest"] ?? "") + path;
    hidden.name = path ? name : "";
    field.name = path ? "" : name;
  };
  const place = document.createElement("span");
  place.className = "chooser";
  field.before(place);
  place.append(field, hidden);
  keep(field.dataset["path"] ?? "");
  field.autocomplete = "off";
  field.addEventListener("input", () => keep(""));
  const choose = ({ label, href }: Suggestion): void => {
    field.value = label;
    keep(decodeURI(href.slice(href.indexOf("/doc/") + 5)));
    field.dispatchEvent(new Event("change", { bubbles: true }));
  };
  combobox({ field, place, kinds: field.dataset["kinds"] ?? "", choose });
}

function combobox({ field, place, kinds, choose }: Choosing): void {
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
  place.append(list, said);
  for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-expanded", "false"], ["aria-controls", list.id]] as const) {
    field.setAttribute(name, value);
  }

  let found: Suggestion[] = [];
  let lit = -1;
  let timer = 0;
  let asking: AbortController | undefined;

  const close = (): void => {
    window.clearTimeout(timer);
    asking?.abort();
    list.hidden = true;
    lit = -1;
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
  };
  const light = (number: number): void => {
    lit = (number + found.length) % found.length;
    [...list.children].forEach((option, each) => option.setAttribute("aria-selected", String(each === lit)));
    field.setAttribute("aria-activedescendant", list.children[lit]?.id ?? "");
    list.children[lit]?.scrollIntoView({ block: "nearest" });
  };
  const take = (suggestion: Suggestion | undefined): void => {
    if (suggestion) (close(), choose(suggestion));
  };
  const show = (named: Suggestion[]): void => {
    found = named;
    list.replaceChildren(...found.map((each, number) => option(each, `${list.id}-${number}`)));
    const meant = found[0]?.meant;
    said.textContent = found.length > 0 ? (meant ? words.meant(meant) : "") + words.suggestions(found.length) : "";
    if (meant) list.dataset["meant"] = words.meant(meant);
    else delete list.dataset["meant"];
    if (found.length === 0) return close();
    list.hidden = false;
    lit = -1;
    field.removeAttribute("aria-activedescendant");
    field.setAttribute("aria-expanded", "true");
  };
  const ask = async (): Promise<void> => {
    asking?.abort();
    asking = new AbortController();
    const text = field.value.trim();
    if (text.length < FEWEST_LETTERS) return show([]);
    try {
      const { signal } = asking;
      const named = await suggestions(text, signal, kinds);
      if (!signal.aborted) show(named);
    } catch (error) {
      if (!(error instanceof DOMException && error.name === "AbortError")) close();
    }
  };

  field.addEventListener("input", () => {
    window.clearTimeout(timer);
    timer = window.setTimeout(() => void ask(), WAIT_MS);
  });
  field.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      if (!list.hidden) event.preventDefault();
      return close();
    }
    if (event.key === "ArrowDown" && list.hidden && found.length > 0) return event.preventDefault(), show(found);
    if (list.hidden) return;
    if (event.key === "ArrowDown") return event.preventDefault(), light(lit + 1);
    if (event.key === "ArrowUp") return event.preventDefault(), light(lit < 0 ? -1 : lit - 1);
    if (event.key === "Enter" && lit >= 0) return event.preventDefault(), take(found[lit]);
  });
  list.addEventListener("pointerdown", (event) => {
    event.preventDefault(); // the field keeps the focus, also when one scrolls in the list
    const chosen = (event.target as Element).closest("[role=option]");
    if (chosen) take(found[[...list.children].indexOf(chosen)]);
  });
  field.addEventListener("blur", close);
}

function option({ label, kind }: Suggestion, id: string): HTMLLIElement {
  const item = document.createElement("li");
  const sort = document.createElement("span");
  item.id = id;
  item.setAttribute("role", "option");
  item.setAttribute("aria-selected", "false");
  sort.className = "note";
  sort.textContent = words.kinds[kind] ?? kind;
  item.append(`${label} `, sort);
  return item;
}
