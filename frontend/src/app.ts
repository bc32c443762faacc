// Adds to pages that work without it: suggestions while typing, arrow keys in the picture, opening all sources at once.
import { offerToOpenAll } from "./evidence";
import { walkThroughPicture } from "./picture";
import "./questions";
import { suggestWhileTyping } from "./suggestions";

for (const box of document.querySelectorAll<HTMLElement>("[data-suggest]")) suggestWhileTyping(box);
for (const picture of document.querySelectorAll<SVGSVGElement>("[data-picture]")) walkThroughPicture(picture);
for (const place of document.querySelectorAll<HTMLElement>("[data-open-all]")) offerToOpenAll(place);
