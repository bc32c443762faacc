// Adds to pages that work without it: suggestions while typing, arrow keys in the picture, opening all sources at once.
import { answerHere, narrowElsewhere } from "./asked";
import { offerToCopy } from "./copy";
import { offerToOpenAll, openOnPaper } from "./evidence";
import { walkThroughPicture } from "./picture";
import "./questions";
import { suggestWhileTyping } from "./suggestions";

for (const box of document.querySelectorAll<HTMLElement>("[data-suggest]")) suggestWhileTyping(box);
offerToCopy();
openOnPaper();
for (const picture of document.querySelectorAll<SVGSVGElement>("[data-picture]")) walkThroughPicture(picture);
for (const place of document.querySelectorAll<HTMLElement>("[data-open-all]")) offerToOpenAll(place);
for (const form of document.querySelectorAll<HTMLFormElement>("form[data-asked]")) void answerHere(form);
for (const bar of document.querySelectorAll<HTMLElement>("[data-list]")) void narrowElsewhere(bar);
