// What the address asks of a page, and what the page was made for. A server makes each page for its address; elsewhere they may differ.
import { withoutServer } from "./static";

/** What a search can be narrowed down by. */
export const FACETS = ["kind", "municipality", "owner", "status", "theme", "type", "years"];

const CONTROL = /[\x00-\x1f\x7f]/g;

/** Returns what some parameters ask for of all these names: those that are filled in. */
export function asked(parameters: URLSearchParams, names: Iterable<string>): Map<string, string> {
  const given = new Map([...parameters].map(([name, value]) => [name, value.replace(CONTROL, " ").trim()]));
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
