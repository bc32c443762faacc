// Making elements: with their attributes and what is in them. A value that is not there leaves its attribute out.
type Attributes = Record<string, string | number | boolean | undefined>;
type Content = Node | string;

export function element<Tag extends keyof HTMLElementTagNameMap>(tag: Tag, attributes: Attributes = {}, ...content: Content[]): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  attribute(made, attributes);
  made.append(...content);
  return made;
}

export function svg<Tag extends keyof SVGElementTagNameMap>(tag: Tag, attributes: Attributes = {}, ...content: Content[]): SVGElementTagNameMap[Tag] {
  const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
  attribute(made, attributes);
  made.append(...content);
  return made;
}

function attribute(made: Element, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) made.setAttribute(name, value === true ? "" : String(value));
  }
}

const pen = document.createElement("canvas").getContext("2d");

/** Returns how wide a text is in a picture, in pixels. */
export function width(text: string): number {
  if (!pen) return 8 * text.length;
  pen.font = `13px ${getComputedStyle(document.body).fontFamily}`;
  return pen.measureText(text).width;
}

/** Returns a text cut to a width in pixels. */
export function fitted(text: string, room: number): string {
  if (width(text) <= room) return text;
  let most = text.length - 1;
  while (most > 3 && width(`${text.slice(0, most)}…`) > room) most -= 1;
  return `${text.slice(0, most)}…`;
}

/** Returns a labelled choice between values; `chosen` hears each new one. */
export function choice(label: string, options: [string, string][], value: string, chosen: (value: string) => void): HTMLLabelElement {
  const select = element("select", {}, ...options.map(([key, text]) => element("option", { value: key, selected: key === value }, text)));
  select.addEventListener("change", () => chosen(select.value));
  return element("label", { class: "choice" }, element("span", {}, label), select);
}

/** Returns a table of texts with a caption that is read but not seen. */
export function plainTable(caption: string, columns: string[], rows: Content[][]): HTMLElement {
  const head = element("tr", {}, ...columns.map((column) => element("th", { scope: "col" }, column)));
  const body = rows.map((row) => element("tr", {}, ...row.map((cell, number) => element("td", { "data-label": columns[number] ?? "" }, cell))));
  const table = element("table", { class: "cards" }, element("caption", { class: "unseen" }, caption), element("thead", {}, head), element("tbody", {}, ...body));
  return element("div", { class: "scroll", role: "region", tabindex: 0, "aria-label": caption }, table);
}
