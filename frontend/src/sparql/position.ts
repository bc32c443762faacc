// Where in a query the cursor stands, so far as completion needs to know.
export type Place = "subject" | "predicate" | "object" | "class" | "expression" | "prologue" | "prefix" | "nowhere";
export type Position = { place: Place; typed: string };

const TOKEN =
  /"""(?:\\.|(?!""")[^\\])*(?:"""|$)|'''(?:\\.|(?!''')[^\\])*(?:'''|$)|"(?:\\.|[^"\\\n])*(?:"|\n|$)|'(?:\\.|[^'\\\n])*(?:'|\n|$)|<[^<>"{}|^`\\\s]*>|#[^\n]*\n?|[?$][\p{L}\p{N}_]+|@[\w-]+|(?:[\p{L}_][\p{L}\p{N}_.-]*)?:[\p{L}\p{N}_.:%-]*|[\p{L}\p{N}_][\p{L}\p{N}_.-]*|\^\^|[^\s]/gsu;
const BEING_TYPED = /(?:[?$][\p{L}\p{N}_]*|<[^<>"{}|^`\\\s]*|[\p{L}_][\p{L}\p{N}_.-]*(?::[\p{L}\p{N}_.-]*)?|:[\p{L}\p{N}_.-]*)$/u;
const BETWEEN_PATTERNS = /^(?:optional|union|minus|where|exists|not|graph|service|silent|lateral)$/i;
const WITH_EXPRESSION = /^(?:filter|bind|having)$/i;
const ENDING: Record<string, number> = { ".": 0, ";": 1, ",": 2, "/": 1, "|": 1, "^": 1 };
const SLOTS = ["subject", "predicate", "object"] as const;

/** Returns what is being typed at the end of a text in SPARQL, and which part of a triple it would be. */
export function position(before: string): Position {
  const typed = BEING_TYPED.exec(before)?.[0] ?? "";
  const text = before.slice(0, before.length - typed.length);
  const tokens = text.match(TOKEN) ?? [];
  if (open(tokens.at(-1) ?? "", text)) return { place: "nowhere", typed };
  return { place: reached(tokens), typed };
}

function open(last: string, text: string): boolean {
  if (last.startsWith("#")) return !text.endsWith("\n");
  const quote = /^("""|'''|"|')/.exec(last)?.[0];
  return quote !== undefined && text.endsWith(last) && (last.length < 2 * quote.length || !last.endsWith(quote));
}

/** Reads what stands before the cursor, as far as it tells which part of a triple comes next. */
class Reading {
  braces = 0;
  brackets = 0;
  private slot = 0;
  private verb = "";
  private called = false;
  private values: "no" | "named" | "open" = "no";
  private readonly outer: number[] = [];

  take(token: string): void {
    if (token === "(") this.brackets += 1;
    else if (token === ")") this.closed();
    else if (this.brackets > 0) return;
    else if (token === "{" || token === "}") this.brace(token);
    else if (token === "[") this.outer.push(this.slot), (this.slot = 1);
    else if (token === "]") this.slot = (this.outer.pop() ?? 0) + 1;
    else this.word(token);
  }

  place(): Place {
    if (this.braces <= 0) return "prologue";
    if (this.brackets > 0 || this.values === "open") return "expression";
    const place = SLOTS[this.slot % SLOTS.length] ?? "subject";
    return place === "object" && (this.verb === "a" || this.verb === "rdf:type") ? "class" : place;
  }

  private closed(): void {
    if (this.brackets > 0) this.brackets -= 1;
    if (this.brackets > 0) return;
    this.slot = this.called ? 0 : this.slot + 1;
    [this.called, this.verb] = [false, ""];
  }

  private brace(token: string): void {
    this.braces += token === "{" ? 1 : -1;
    this.values = token === "{" && this.values === "named" ? "open" : "no";
    [this.slot, this.called] = [0, false];
  }

  private word(token: string): void {
    const place = ENDING[token];
    if (place !== undefined) this.slot = place;
    else if (/^values$/i.test(token)) [this.slot, this.values] = [0, "named"];
    else if (BETWEEN_PATTERNS.test(token)) this.slot = 0;
    else if (WITH_EXPRESSION.test(token)) [this.slot, this.called] = [0, true];
    else if (!/^(?:[*+?!=<>&-]|\^\^|@.*)$/.test(token)) {
      if (this.slot === 1) this.verb = token;
      this.slot += 1;
    }
  }
}

function reached(tokens: string[]): Place {
  const reading = new Reading();
  const words = tokens.filter((token) => !token.startsWith("#"));
  if (/^prefix$/i.test(words.at(-1) ?? "")) return "prefix";
  for (const token of words) reading.take(token);
  return reading.place();
}
