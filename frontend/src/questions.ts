// On the page of a question: a field with suggestions is typed over at once, and what is to be copied has a button.
const WORDS = document.documentElement.lang === "en" ? { copy: "Copy", copied: "Copied" } : { copy: "Kopieer", copied: "Gekopieerd" };

const SAID_MS = 2000;

/** Select what stands in the field when one comes to it, so that typing gives all suggestions and not only those like it. */
export function typeOver(field: HTMLInputElement): void {
  field.addEventListener("focus", () => field.select());
}

/** Put a button before a piece of text that copies it; nothing where the browser does not let a page do so. */
export function offerToCopy(text: HTMLElement): void {
  const place = text.parentElement;
  if (!navigator.clipboard || !place) return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "quiet";
  button.textContent = WORDS.copy;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(text.textContent ?? "");
    button.textContent = WORDS.copied;
    window.setTimeout(() => (button.textContent = WORDS.copy), SAID_MS);
  });
  place.before(button);
}

for (const field of document.querySelectorAll<HTMLInputElement>("[data-choose]")) typeOver(field);
for (const text of document.querySelectorAll<HTMLElement>("[data-copy]")) offerToCopy(text);

/** Fill in today's date where a citation says when it was read: pages are kept for longer than a day. */
export function fillToday(place: HTMLElement): void {
  const language = document.documentElement.lang === "en" ? "en-US" : "nl"; // the month before the day, as in the files
  place.textContent = new Intl.DateTimeFormat(language, { dateStyle: "long" }).format(new Date());
}

for (const place of document.querySelectorAll<HTMLElement>("[data-today]")) fillToday(place);
