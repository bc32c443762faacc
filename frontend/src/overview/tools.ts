// The buttons beside the picture: nearer, further, all of it.
import type { Camera } from "./camera";
import { say } from "./settings";

const STEP = 1.5;
const WAYS: [string, string, (camera: Camera) => void][] = [
  ["in", "+", (camera) => camera.zoom(STEP)],
  ["out", "−", (camera) => camera.zoom(1 / STEP)],
  ["fit", "⤢", (camera) => camera.fit()],
];

/** Returns the buttons; what one of them does with the camera is given to `use`. */
export function tools(use: (move: (camera: Camera) => void) => void): HTMLElement {
  const found = document.createElement("div");
  found.className = "tools";
  found.setAttribute("role", "group");
  found.setAttribute("aria-label", say("tools"));
  for (const [key, text, move] of WAYS) {
    const button = Object.assign(document.createElement("button"), { type: "button", className: "quiet", textContent: text, title: say(key) });
    button.setAttribute("aria-label", say(key));
    button.addEventListener("click", () => use(move));
    found.append(button);
  }
  return found;
}
