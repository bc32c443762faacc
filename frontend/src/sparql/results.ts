// The answer on the page: how much it is and whether it is whole, its views as tabs, and the ways to take it along.
import type { Answer } from "./answer";
import { Chart, type Hint as ChartHint } from "./chart";
import { type StandIn, standIn } from "../static";
import { element } from "./elements";
import { iriColumns, Network } from "./network";
import { count, figure, say, seconds, settings, size } from "./settings";
import { Table, tally } from "./table";

export type Hints = { chart?: ChartHint | null; network?: [string, string] | null };
type View = { key: string; make: () => HTMLElement };

const KEPT_MS = 60_000;
const MOST_RAW = 200_000;
const LARGEST_WORKBOOK = 5_000_000; // bytes of ours; the server makes workbooks of larger answers for nobody
const FORMATS = { rows: ["csv", "xlsx", "json", "tsv"], graph: ["ttl", "jsonld", "nt"], truth: ["json"] };
const NAMES: Record<string, string> = { csv: "CSV", xlsx: "XLSX", json: "JSON", tsv: "TSV", ttl: "Turtle", jsonld: "JSON-LD", nt: "N-Triples" };

/** Returns what is told of an answer, aloud too. */
export function told(answer: Answer): string {
  const much = { answer: tally(answer), seconds: seconds(answer.seconds), size: size(answer.bytes) };
  return say(answer.end === "whole" ? "editor.told" : "editor.told.part", much);
}

/** Returns the answer as it is shown: a warning when it is not whole, its views, and how to take it along. */
export function results(answer: Answer, hints: Hints, link: string): HTMLElement[] {
  const warning = answer.end === "whole" ? [] : [element("p", { class: "notice notice--warning", role: "alert" }, element("strong", {}, say("editor.part")), ` ${say(`editor.part.${answer.end}`, { lines: figure(answer.lines.length) })}`)];
  const files = answer.end === "whole" || answer.end === "long" ? [downloads(answer)] : [];
  return [...warning, ...shown(answer, hints), ...files, ...sharing(link)];
}

function shown(answer: Answer, hints: Hints): HTMLElement[] {
  if (answer.kind === "truth") return [element("p", { class: "truth" }, say(answer.truth ? "editor.yes" : "editor.no"))];
  if (answer.lines.length === 0) return [element("p", {}, say("editor.empty"))];
  return tabs(views(answer, hints), answer.kind === "graph" ? "network" : "table");
}

function views(answer: Answer, hints: Hints): View[] {
  const drawn = answer.kind === "rows" && answer.columns.length > 0;
  return [
    { key: "table", make: () => new Table(answer).element },
    ...(drawn ? [{ key: "chart", make: () => new Chart(answer, hints.chart ?? undefined).element }] : []),
    ...(iriColumns(answer).length > 1 ? [{ key: "network", make: () => new Network(answer, hints.network ?? undefined).element }] : []),
    { key: "raw", make: () => raw(answer) },
  ];
}

/** Returns tabs (as in the ARIA patterns) and their panel; a view is made when it is first looked at. */
function tabs(all: View[], first: string): HTMLElement[] {
  const made = new Map<string, HTMLElement>();
  const panel = element("div", { id: "weergave", class: "panel-view", role: "tabpanel" });
  const list = element("div", { class: "tabs", role: "tablist", "aria-label": say("editor.views") });
  const buttons = all.map(({ key }) => element("button", { type: "button", role: "tab", id: `tab-${key}`, "aria-controls": panel.id }, say(`editor.view.${key}`)));
  const open = (number: number): void => {
    const view = all[number];
    if (!view) return;
    buttons.forEach((button, each) => {
      button.setAttribute("aria-selected", String(each === number));
      button.tabIndex = each === number ? 0 : -1;
    });
    panel.setAttribute("aria-labelledby", `tab-${view.key}`);
    const content = made.get(view.key) ?? view.make();
    made.set(view.key, content);
    panel.replaceChildren(content);
  };
  buttons.forEach((button, number) => button.addEventListener("click", () => open(number)));
  list.addEventListener("keydown", (event) => {
    const from = buttons.findIndex((button) => button === document.activeElement);
    const to = { ArrowLeft: from - 1, ArrowRight: from + 1, Home: 0, End: buttons.length - 1 }[event.key];
    if (to === undefined || from < 0) return;
    event.preventDefault();
    const place = (to + buttons.length) % buttons.length;
    open(place);
    buttons[place]?.focus();
  });
  list.append(...buttons);
  queueMicrotask(() => open(Math.max(0, all.findIndex(({ key }) => key === first)))); // a picture measures the page it stands in
  return [list, panel];
}

function raw(answer: Answer): HTMLElement {
  const header = answer.kind === "rows" ? [answer.columns.map((name) => `?${name}`).join("\t")] : [];
  let [text, used] = ["", 0];
  for (const line of [...header, ...answer.lines.slice(0, MOST_RAW / 10)]) {
    if (text.length > MOST_RAW) break;
    text += `${line}\n`;
    used += 1;
  }
  const cut = used < answer.lines.length + header.length ? [element("p", { class: "note" }, say("editor.raw.cut", { lines: figure(used), total: figure(answer.lines.length + header.length) }))] : [];
  const place = element("div", { class: "scroll raw", role: "region", tabindex: 0, "aria-label": say("editor.view.raw") }, element("pre", {}, text));
  return element("div", {}, element("p", { class: "note" }, say("editor.raw.told", { type: answer.mediaType })), ...cut, place);
}

function downloads(answer: Answer): HTMLElement {
  const local = standIn();
  if (local) return downloadsHere(answer, local);
  const query = element("input", { type: "hidden", name: "query", value: answer.query });
  const formats = FORMATS[answer.kind].filter((format) => format !== "xlsx" || answer.bytes < LARGEST_WORKBOOK);
  const buttons = formats.map((format) => element("button", { class: "quiet", formaction: `${settings.files}.${format}` }, NAMES[format] ?? format));
  const form = element("form", { method: "post", class: "take", "aria-label": say("editor.download") }, element("span", { class: "take__label" }, say("editor.download")), query, ...buttons);
  return form;
}

/** Returns buttons for the files that can be made without a server. */
function downloadsHere(answer: Answer, local: StandIn): HTMLElement {
  const formats = FORMATS[answer.kind].filter((format) => local.formats.includes(format));
  const buttons = formats.map((format) => {
    const button = element("button", { type: "button", class: "quiet" }, NAMES[format] ?? format);
    button.addEventListener("click", () => void keep(answer.query, format, local));
    return button;
  });
  return element("div", { class: "take", role: "group", "aria-label": say("editor.download") }, element("span", { class: "take__label" }, say("editor.download")), ...buttons);
}

async function keep(query: string, format: string, local: StandIn): Promise<void> {
  const href = URL.createObjectURL(await local.file(query, format));
  element("a", { href, download: `${say("editor.file")}.${format}` }).click();
  window.setTimeout(() => URL.revokeObjectURL(href), KEPT_MS);
}

function sharing(link: string): HTMLElement[] {
  if (!link) return [element("p", { class: "note" }, say("editor.share.long"))];
  const field = element("input", { id: "deellink", type: "text", readonly: true, value: link });
  const said = element("span", { role: "status", class: "note" });
  const button = element("button", { type: "button", class: "quiet" }, say("editor.share.copy"));
  button.addEventListener("click", () => {
    field.select();
    const copied = navigator.clipboard ? navigator.clipboard.writeText(link) : Promise.reject(new Error("no clipboard"));
    copied.then(
      () => (said.textContent = say("editor.share.copied")),
      () => (said.textContent = say("editor.share.select")),
    );
  });
  const label = element("label", { for: field.id }, say("editor.share.label"));
  const cited = standIn() ? [] : [citations(link)]; // which a server writes
  return [element("div", { class: "share" }, label, element("span", { class: "share__row" }, field, button), said), ...cited];
}

/** Returns the links to how this answer is cited, as of today. */
function citations(link: string): HTMLElement {
  const asked = new URL(link, window.location.href).searchParams;
  asked.delete("release"); // the citation names the release itself
  const address = new URLSearchParams({ adres: `/sparql?${asked}`, lang: document.documentElement.lang });
  const forms = Object.entries({ txt: "TXT", bib: "BibTeX", ris: "RIS" });
  const links = forms.flatMap(([suffix, name]) => [" ", element("a", { href: `${settings.citation}.${suffix}?${address}` }, name)]);
  return element("p", { class: "note" }, say("cite.lead"), ...links);
}

/** Returns what is told while an answer comes in. */
export function underway(lines: number, bytes: number): string {
  return lines > 0 ? say("editor.underway", { lines: count("editor.rows", lines), size: size(bytes) }) : "";
}
