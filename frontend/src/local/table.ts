// The answer to a question as a table (question.html): things by name with a link, numbers and dates as the language writes them.
import type { Name } from "../sparql/names";
import { element } from "../sparql/elements";
import { numeric, type Term } from "../sparql/terms";
import type { Row } from "./naming";
import { date, decimal, known, language } from "./words";

const XSD = "http://www.w3.org/2001/XMLSchema#";
const DATES = ["date", "gYear", "gYearMonth"].map((name) => XSD + name);
const CLAIMS = ["bedrag", "bijdrage", "deelname", "statusvaststelling", "verband", "vermelding", "waarneming"];

/** What things are called where something calls them at all, and what a page calls them anyway. */
type Naming = { called: Record<string, Name>; name: (thing: string) => string };

export function table(title: string, selected: string[], found: Row[], naming: Naming): HTMLElement {
  const columns = shownColumns(selected, found);
  const numbers = columns.map((column) => found.every((row) => !row[column] || !Number.isNaN(numeric(row[column]))));
  const head = columns.map((column, number) => element("th", { scope: "col", class: numbers[number] ? "num" : undefined }, text(heading(column), "nl")));
  const body = found.map((row) => element("tr", {}, ...columns.map((column, number) => element("td", { "data-label": heading(column), class: numbers[number] ? "num" : undefined }, ...cell(row, column, naming)))));
  const made = element("table", { class: "cards" }, element("caption", { class: "unseen" }, title), element("thead", {}, element("tr", {}, ...head)), element("tbody", {}, ...body));
  return element("div", { class: "scroll", role: "region", tabindex: 0, "aria-label": title }, made);
}

/** Returns the variables that have a value somewhere; the name of a thing has no column of its own. */
function shownColumns(selected: string[], found: Row[]): string[] {
  const bound = new Set(found.flatMap((row) => Object.keys(row)));
  const naming = new Set([...bound].map(namingOf));
  return selected.filter((column) => bound.has(column) && !naming.has(column));
}

/** Returns the variable with what a thing is called. */
function namingOf(variable: string): string {
  return variable === "document" ? "bron" : `${variable}Naam`;
}

/** Returns a variable as words. */
function heading(variable: string): string {
  const said = variable.replace(/Naam$/, "") || variable;
  const words = said.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`).trimStart();
  return words.charAt(0).toUpperCase() + words.slice(1).toLowerCase();
}

function cell(row: Row, column: string, { called, name }: Naming): (Node | string)[] {
  const term = row[column];
  if (!term) return [];
  if (term.kind !== "iri") return linked(literal(term), /^https?:\/\/[^\s<>"]+$/.test(term.value) ? term.value : "");
  const { href = webAddress(term.value), kind = "", language: spoken = "", name: own = "" } = called[term.value] ?? {};
  const given = row[namingOf(column)];
  if (given) return linked(literal(given), href);
  if (CLAIMS.includes(kind) && !own) return linked(text(known(`kind.${kind}`, kind)), href);
  return linked(text(name(term.value), spoken), href);
}

function webAddress(iri: string): string {
  return /^https?:\/\//.test(iri) ? iri : "";
}

function linked(content: Node | string, href: string): (Node | string)[] {
  return [href ? element("a", { href }, content) : content];
}

/** Returns a literal as this language writes it; years stay as they are. */
function literal(term: Term): Node | string {
  if (DATES.includes(term.datatype ?? "")) return date(term.value);
  if (term.datatype === `${XSD}decimal`) return decimal(term.value);
  return text(term.value, term.language);
}

function text(value: string, spoken = ""): Node | string {
  return spoken && spoken !== language ? element("span", { lang: spoken }, value) : value;
}
