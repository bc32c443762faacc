// On the page of a question: a field with suggestions is typed over at once, and a citation says when it was read.
/** Select what stands in the field when one comes to it, so that typing gives all suggestions and not only those like it. */
export function typeOver(field: HTMLInputElement): void {
  field.addEventListener("focus", () => field.select());
}

for (const field of document.querySelectorAll<HTMLInputElement>("[data-choose]")) typeOver(field);

/** Fill in today's date where a citation says when it was read: pages are kept for longer than a day. */
export function fillToday(place: HTMLElement): void {
  const language = document.documentElement.lang === "en" ? "en-US" : "nl"; // the month before the day, as in the files
  place.textContent = new Intl.DateTimeFormat(language, { dateStyle: "long" }).format(new Date());
}

for (const place of document.querySelectorAll<HTMLElement>("[data-today]")) fillToday(place);
