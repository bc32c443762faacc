// Buttons that copy a text: the text of data-copy itself, or of the element that aria-controls names. A piece of text with data-copy gets a button.
const WORDS = document.documentElement.lang === "en" ? { copy: "Copy", copied: "Copied" } : { copy: "Kopieer", copied: "Gekopieerd" };

const SAID_MS = 2500;

let said: HTMLElement | undefined;

/** Tells a screen reader that something was copied; the place for it must be there before it says anything. */
function say(text: string): void {
  if (said) said.textContent = text;
}

function textOf(button: HTMLElement): string {
  const other = document.getElementById(button.getAttribute("aria-controls") ?? "");
  return button.dataset["copy"] || (other instanceof HTMLInputElement || other instanceof HTMLTextAreaElement ? other.value : (other?.textContent ?? "")).trim();
}

/** Shows a button and lets it copy; it says so on itself and aloud. */
export function offerCopy(button: HTMLButtonElement, text: () => string = () => textOf(button)): void {
  const name = button.textContent;
  let timer = 0;
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(text());
    } catch {
      return; // the browser does not let this page copy: the text stands there to select
    }
    window.clearTimeout(timer);
    button.textContent = WORDS.copied;
    say(WORDS.copied);
    timer = window.setTimeout(() => {
      button.textContent = name;
      say("");
    }, SAID_MS);
  });
}

/** Puts a button before a piece of text that scrolls in a box of its own. */
function offerBefore(text: HTMLElement): void {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "quiet";
  button.textContent = WORDS.copy;
  text.parentElement?.before(button);
  offerCopy(button, () => text.textContent ?? "");
}

/** Makes all texts in the page that can be copied do so; nothing where the browser has no way to (a page that is not secure). */
export function offerToCopy(): void {
  const places = [...document.querySelectorAll<HTMLElement>("[data-copy]")];
  if (!("clipboard" in navigator) || places.length === 0) return;
  said = document.createElement("span");
  said.className = "unseen";
  said.setAttribute("role", "status");
  document.body.append(said);
  for (const place of places) place instanceof HTMLButtonElement ? offerCopy(place) : offerBefore(place);
}
