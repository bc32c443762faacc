// What the address asks of a page, and what the page was made for. A server makes each page for its address; elsewhere they may differ.
import { withoutServer } from "./static";

/** What a search can be narrowed down by, in the order in which it is shown (kg.publish.facets). */
export const FACETS = ["kind", "municipality", "theme", "status", "type", "years", "owner", "organisation", "document"];

/** What stands between several values of one name; no value holds it. */
export const BETWEEN = "\n";

const CONTROL = /[\x00-\x1f\x7f]/g;

/** Returns what some parameters ask for of all these names: those that are filled in, several values of one name in one text. */
export function asked(parameters: URLSearchParams, names: Iterable<string>): Map<string, string> {
  const given = new Map<string, string>();
  for (const [name, value] of parameters) {
    const text = value.replace(CONTROL, " ").trim();
    const before = FACETS.includes(name) ? (given.get(name)?.split(BETWEEN) ?? []) : [];
    if (text || before.length === 0) given.set(name, [...new Set([...before, text])].filter(Boolean).join(BETWEEN));
  }
  if (given.get("bladzijde") === "1") given.delete("bladzijde");
  return new Map([...new Set(names)].flatMap((name) => (given.get(name) ? [[name, given.get(name) ?? ""] as const] : [])));
}

/** Returns the names of what a form can ask for: its own fields, and for a search its facets and pages. */
export function askable(form: HTMLFormElement): string[] {
  const fields = [...form.elements].flatMap((field) => (field instanceof HTMLInputElement || field instanceof HTMLSelectElement) && field.name && field.name !== "lang" ? [field.name] : []);
  return form.getAttribute("role") === "search" ? [...fields, ...FACETS, "bladzijde"] : fields;
}

function same(one: Map<string, string>, other: Map<string, string>): boolean {
  return one.size === other.size && [...one].every(([name, value]) => other.get(name) === value);
}

/** Lets the page be answered here when it was made for something else than its address asks, which happens only without a server. */
export async function answerHere(form: HTMLFormElement): Promise<void> {
  const names = askable(form);
  const wanted = asked(new URLSearchParams(location.search), names);
  if (same(wanted, asked(new URLSearchParams(form.dataset["asked"]), names))) return;
  const local = await withoutServer();
  await (form.getAttribute("role") === "search" ? local?.search(form, wanted) : local?.question(form, wanted));
}

/** Leads to a search for what the address of a list asks, when the list was made for something else, which happens only without a server. */
export async function narrowElsewhere(bar: HTMLElement): Promise<void> {
  const given = new URLSearchParams(location.search);
  const wanted = asked(given, FACETS);
  if (wanted.size === 0 || same(wanted, asked(new URLSearchParams(bar.dataset["asked"]), FACETS))) return;
  const pairs = [...given].filter(([name]) => FACETS.includes(name));
  (await withoutServer())?.searchFor([["kind", bar.dataset["list"] ?? ""], ...pairs]);
}
