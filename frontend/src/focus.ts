// The page of a focus picture: choices apply at once, what one picks shows its relations, and the address follows.
import { offerCopy } from "./copy";
import { walkThroughPicture } from "./picture";

type Said = { added: string; gone: string; total: string; same: string; things: string; ties: string };

const place = document.querySelector<HTMLElement>("[data-focus]");
const status = document.querySelector<HTMLElement>("[data-said]");
let asking = new AbortController();

if (place && status) {
  place.addEventListener("click", (event) => followed(event));
  place.addEventListener("change", (event) => applied(event, (event.target as HTMLElement).closest("form")));
  place.addEventListener("submit", (event) => applied(event, event.target as HTMLFormElement));
  place.addEventListener("keydown", closes);
  document.addEventListener("pointerdown", (event) => {
    for (const open of place.querySelectorAll<HTMLDetailsElement>("details.facet[open]")) if (!open.contains(event.target as Element)) open.open = false;
  });
  addEventListener("popstate", () => void show(location.href, false));
  prepare();
}

/** Makes ready what stands on the page now. */
function prepare(): void {
  for (const button of place!.querySelectorAll<HTMLElement>("form button[type=submit]")) button.hidden = true;
  for (const link of nodes()) {
    let pressed = false;
    link.addEventListener("pointerdown", () => (pressed = link.classList.contains("picked")));
    link.addEventListener("focus", () => pick(link));
    link.addEventListener("click", (event: MouseEvent) => {
      if (event.detail === 0 || event.ctrlKey || event.metaKey || event.shiftKey || pressed) return;
      event.preventDefault();
      pick(link);
    });
    link.addEventListener("keydown", (event: KeyboardEvent) => pressedOn(link, event));
  }
}

function nodes(): SVGAElement[] {
  return [...place!.querySelectorAll<SVGAElement>("[data-node]")];
}

function pressedOn(link: SVGAElement, event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape") {
    if (!unpick()) link.closest<HTMLElement>(".canvas")?.focus();
  } else if (event.key === "e") {
    const told = relations(link);
    const ways = told?.querySelector<HTMLAnchorElement>("[data-opens], [data-closes]") ?? told?.querySelector<HTMLAnchorElement>("[data-key] [data-swap]");
    if (ways) void show(ways.href, true);
  }
}

/** The relations of a node, as they stand in the list. */
function relations(link: SVGAElement): HTMLElement | null {
  return place!.querySelector<HTMLElement>(`.same [data-thing="${CSS.escape(link.dataset["node"] ?? "")}"]`);
}

function unpick(): boolean {
  const panel = place!.querySelector<HTMLElement>("[data-pick]");
  const picked = place!.querySelector(".picked");
  picked?.classList.remove("picked");
  picked?.dispatchEvent(new Event("pointerleave"));
  if (panel) panel.hidden = true;
  return picked !== null;
}

/** Closes the panel and goes back to the node that it tells of. */
function dismiss(): void {
  const link = place!.querySelector<SVGAElement>(".picked");
  unpick();
  link?.focus();
  unpick();
}

/** Shows beside the picture what a node hangs together with, and where that stands. */
function pick(link: SVGAElement): void {
  const panel = place!.querySelector<HTMLElement>("[data-pick]");
  const told = relations(link);
  if (!panel || !told || link.classList.contains("picked")) return;
  place!.querySelector(".picked")?.classList.remove("picked");
  link.classList.add("picked");
  const name = document.createElement("p");
  name.className = "pick__name";
  name.textContent = link.getAttribute("aria-label");
  const close = document.createElement("button");
  close.type = "button";
  close.className = "quiet";
  close.textContent = "×";
  close.setAttribute("aria-label", panel.dataset["close"] ?? "");
  close.addEventListener("click", dismiss);
  name.append(close);
  const parts = [...told.children].filter((each) => each.tagName !== "SUMMARY").map((each) => each.cloneNode(true));
  const own = document.createElement("a");
  own.href = link.href.baseVal;
  own.textContent = panel.dataset["page"] ?? "";
  panel.replaceChildren(name, ...parts, evidence(link));
  panel.querySelector(".opens__ways")?.prepend(own);
  panel.hidden = false;
  const covered = link.getBoundingClientRect().bottom + 16 - panel.getBoundingClientRect().top;
  if (covered > 0 && panel.getBoundingClientRect().top > innerHeight / 3) scrollBy({ top: covered });
}

/** The ties of a node that are drawn, each with its evidence, as they stand in the table. */
function evidence(link: SVGAElement): HTMLElement {
  const path = CSS.escape(link.dataset["node"] ?? "");
  const rows = place!.querySelectorAll<HTMLTableRowElement>(`tr[data-from="${path}"], tr[data-to="${path}"]`);
  const details = document.createElement("details");
  const summary = document.createElement("summary");
  const list = document.createElement("ul");
  summary.textContent = `${said().ties} (${rows.length})`;
  details.append(summary, list);
  details.addEventListener("toggle", () => {
    if (list.childElementCount > 0) return;
    for (const row of rows) {
      const item = document.createElement("li");
      for (const cell of row.cells) item.append(...[...cell.childNodes].map((each) => each.cloneNode(true)), " ");
      list.append(item);
    }
  });
  return details;
}

function plain(event: MouseEvent): boolean {
  return event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
}

function followed(event: MouseEvent): void {
  const link = (event.target as Element).closest<HTMLAnchorElement>("a[data-swap]");
  if (!link || !plain(event)) return;
  event.preventDefault();
  void show(link.href, true);
}

function applied(event: Event, form: HTMLFormElement | null): void {
  if (!form) return;
  event.preventDefault();
  const address = new URL(form.action);
  for (const [name, value] of new FormData(form)) address.searchParams.append(name, String(value));
  void show(address.href, true);
}

/** Escape closes the choices or the panel one is in. */
function closes(event: KeyboardEvent): void {
  if (event.key !== "Escape") return;
  const within = event.target as Element;
  if (within.closest("[data-pick]")) return dismiss();
  const open = within.closest<HTMLDetailsElement>("details.facet[open]");
  if (!open) return;
  open.open = false;
  open.querySelector<HTMLElement>("summary")?.focus();
}

/** Shows another view in place of this one; when that fails, the browser goes there itself. */
async function show(address: string, push: boolean): Promise<void> {
  asking.abort();
  const own = (asking = new AbortController());
  place!.setAttribute("aria-busy", "true");
  try {
    const reply = await fetch(address, { signal: own.signal, headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await reply.text(), "text/html");
    const next = page.querySelector("[data-focus]");
    if (!reply.ok || !next) throw new Error(String(reply.status));
    if (push) history.pushState(null, "", address);
    swap(page, next);
  } catch (problem) {
    if (!own.signal.aborted) location.assign(address);
  }
}

function swap(page: Document, next: Element): void {
  const before = kinds();
  const restore = remembered();
  document.title = page.title;
  const [around, others] = [document, page].map((each) => [...each.querySelectorAll<HTMLAnchorElement>("a.language, .past a")]);
  around!.forEach((each, number) => each.setAttribute("href", others![number]?.getAttribute("href") ?? each.href));
  place!.replaceChildren(...next.childNodes);
  place!.removeAttribute("aria-busy");
  prepare();
  if ("clipboard" in navigator) for (const button of place!.querySelectorAll<HTMLButtonElement>("button[data-copy]")) offerCopy(button);
  for (const picture of place!.querySelectorAll<SVGSVGElement>("[data-picture]")) walkThroughPicture(picture);
  restore();
  status!.textContent = told(before, kinds());
}

/** Returns what puts back where one was: which parts were open, which node was picked, and what had the focus. */
function remembered(): () => void {
  const open = [...place!.querySelectorAll<HTMLDetailsElement>("details")].filter((each) => !each.closest("[data-pick]")).map((each) => [mark(each), each.open] as const);
  const active = document.activeElement;
  const focused = active && place!.contains(active) ? mark(active) : "";
  const picked = place!.querySelector<SVGAElement>(".picked")?.dataset["node"];
  const [canvas, left] = [place!.querySelector(".canvas"), place!.querySelector(".canvas")?.scrollLeft];
  return () => {
    for (const [key, was] of open) {
      const details = key ? place!.querySelector<HTMLDetailsElement>(key) : null;
      if (details instanceof HTMLDetailsElement) details.open = was;
    }
    const now = place!.querySelector(".canvas");
    if (canvas && now && left !== undefined) now.scrollLeft = left;
    const node = picked ? nodes().find((each) => each.dataset["node"] === picked) : undefined;
    if (node) pick(node);
    const target = focused ? (place!.querySelector<HTMLElement>(focused) ?? place!.querySelector<HTMLElement>(focused.replace(/^#open-/, "#dicht-")) ?? place!.querySelector<HTMLElement>("h2")) : null;
    if (target?.tagName === "H2") target.tabIndex = -1;
    target?.focus({ preventScroll: true });
  };
}

/** How to find an element again on the next page. */
function mark(element: Element): string {
  if (element.id) return `#${CSS.escape(element.id)}`;
  const node = element.getAttribute("data-node");
  if (node) return `[data-node="${CSS.escape(node)}"]`;
  const thing = element.closest("[data-thing]")?.getAttribute("data-thing");
  if (thing) return `.same [data-thing="${CSS.escape(thing)}"]${element.tagName === "DETAILS" ? "" : " > summary"}`;
  return element.closest("[data-pick]") ? ".picked" : "";
}

function kinds(): Map<string, string> {
  return new Map(nodes().map((each) => [each.dataset["node"] ?? "", /kind-(\w+)/.exec(each.getAttribute("class") ?? "")?.[1] ?? ""]));
}

function said(): Said {
  return JSON.parse(status!.dataset["said"] ?? "{}") as Said;
}

/** What has changed, in a line. */
function told(before: Map<string, string>, after: Map<string, string>): string {
  const words = said();
  const heading = place!.querySelector("#beeld-kop")?.textContent ?? "";
  if (after.size === 0) return [heading, place!.querySelector(".notice strong")?.textContent ?? ""].join(". ");
  const added = [...after].filter(([path]) => !before.has(path)).map(([, kind]) => kind);
  const gone = [...before].filter(([path]) => !after.has(path)).map(([, kind]) => kind);
  const told = [counted(words.added, added), counted(words.gone, gone)].filter(Boolean);
  return [...(told.length > 0 ? told : [words.same]), words.total.replace("{number}", String(after.size))].join(", ");
}

function counted(text: string, found: string[]): string {
  if (found.length === 0) return "";
  const kind = new Set(found).size === 1 ? found[0] : undefined;
  const one = kind && found.length === 1 ? place!.querySelector(`.legend .kind-${kind}`) : null;
  const name = (one ?? (kind ? place!.querySelector(`label:has(> #soort-${kind}) .first-upper`) : null))?.textContent?.trim().toLowerCase();
  return text.replace("{number}", String(found.length)).replace("{kind}", name ?? said().things);
}
