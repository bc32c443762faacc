// A button that opens or closes the evidence of every claim in its section; on paper all of it is open.
import { words } from "./words";

export function offerToOpenAll(place: HTMLElement): void {
  const section = place.closest("section");
  if (!section?.querySelector("details.proof")) return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "quiet";
  let open = false;
  const show = (): void => {
    button.textContent = open ? words.close : words.open;
    button.setAttribute("aria-pressed", String(open));
  };
  button.addEventListener("click", () => {
    open = !open;
    for (const details of section.querySelectorAll<HTMLDetailsElement>("details.proof")) details.open = open;
    show();
  });
  show();
  place.replaceChildren(button);
}

/** Opens the evidence of every claim, and what more there is, while the page is printed. */
export function openOnPaper(): void {
  let opened: HTMLDetailsElement[] = [];
  window.addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll<HTMLDetailsElement>("main details:is(.proof, .more):not([open])")];
    for (const details of opened) details.open = true;
  });
  window.addEventListener("afterprint", () => {
    for (const details of opened) details.open = false;
  });
}
