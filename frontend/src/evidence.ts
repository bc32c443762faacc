// A button that opens or closes the evidence of every claim in its section.
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
