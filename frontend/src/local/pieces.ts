// A text with the words marked that begin with a word searched for, or together are one (kg.publish.finding).
import { element } from "../sparql/elements";

const WORD = /[\p{L}\p{N}_]+/gu;
const FEWEST = 2;

export function pieces(text: string, wanted: string): (string | HTMLElement)[] {
  const asked = (wanted.match(WORD) ?? []).filter((word) => [...word].length >= FEWEST).map((word) => word.toLowerCase());
  const parts = text.split(/([\p{L}\p{N}_]+)/u);
  const marked = new Set<number>();
  for (let place = 1; place < parts.length; place += 2) {
    const alone = (parts[place] ?? "").toLowerCase();
    const joined = alone + (parts[place + 2] ?? "").toLowerCase();
    if (asked.some((word) => alone.startsWith(word))) marked.add(place);
    else if (asked.includes(joined)) [place, place + 1, place + 2].forEach((each) => marked.add(each));
  }
  return runs(parts, marked).map(([piece, mark]) => (mark ? element("mark", {}, piece) : piece));
}

/** Returns the parts with neighbours that are marked alike as one. */
function runs(parts: string[], marked: Set<number>): [string, boolean][] {
  const found: [string, boolean][] = [];
  parts.forEach((part, place) => {
    const last = found.at(-1);
    if (last && last[1] === marked.has(place)) last[0] += part;
    else if (part) found.push([part, marked.has(place)]);
  });
  return found;
}
