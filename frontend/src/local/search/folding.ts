// Text as the search index knows it (kg.build.words): words without case and accents.
const WORD = /[\p{L}\p{N}]+/gu;
const PLURAL = /(?<=[\p{L}\p{N}_])['’]s(?![\p{L}\p{N}_])/giu;
const STOP = new Set(
  "aan als bij dat de den der des die dit door een en er het hun in is met na naar of om ons onze op over te tot uit van voor wat wij zijn a an and by for from on the to with".split(" "),
);

/** Returns the text without case and accents. */
export function folded(text: string): string {
  const plain = text.replace(PLURAL, "").toLowerCase().replaceAll("ß", "ss");
  return plain.normalize("NFKD").replace(/\p{M}/gu, "");
}

/** Returns the words of a text in their order, folded. */
export function words(text: string): string[] {
  return folded(text).match(WORD) ?? [];
}

/** Returns the words without those that stand in any sentence; when there are no others, all of them. */
export function telling(found: string[]): string[] {
  const kept = found.filter((word) => !STOP.has(word));
  return kept.length > 0 ? kept : found;
}
