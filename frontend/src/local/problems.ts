// What the engine says of a query it does not answer, as the server would tell it: with the place, and what is wrong there.
import type { Problem } from "../sparql/answer";
import { EngineError, LONGEST_S, TimeLimit } from "./thread";

const PLACE = /^error at (\d+):(\d+): (?:expected (?:one of )?)?([\s\S]*)$/;
const SENTENCE = /(?:^|, )([A-Z]\w*(?: \w+)* [a-z]\w*(?: \w+)*)(?=,|\s*$)/;
const QUIET = /"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|<[^<>"{}|^`\\\s]*>|#[^\n]*|(prefix\s+)?(?<![\w?$:-])((?:[A-Za-z][\w.-]*)?):(?!\/\/)/gi;

/** Returns why a query is not answered. */
export function problem(query: string, error: unknown): Problem {
  if (error instanceof TimeLimit) return { status: 503, detail: error.message, limit: "time", again: LONGEST_S };
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof EngineError && error.fatal) return { status: 503, detail: message, limit: "memory" };
  if (/^The service /.test(message)) return { status: 400, detail: "SERVICE is not allowed here: this site fetches nothing from elsewhere" };
  const place = PLACE.exec(message);
  return place ? misread(query, Number(place[1]), Number(place[2]), place[3] ?? "") : { status: 400, detail: message };
}

function misread(query: string, line: number, column: number, expected: string): Problem {
  const found = undeclared(query);
  if (found) return told(query, ...placed(query, found.at), `the prefix ${found.prefix}: is not declared`);
  return told(query, line, column, SENTENCE.exec(expected)?.[1]?.replace(/^The /, "the ") ?? "it cannot be read from here on");
}

function told(query: string, line: number, column: number, why: string): Problem {
  const text = query.split("\n")[line - 1] ?? "";
  return { status: 400, detail: `not a SPARQL 1.1 query: line ${line}, column ${column}: ${why}`, line, column, text };
}

/** Returns the first prefix that is used before it is declared, and where. */
function undeclared(query: string): { prefix: string; at: number } | undefined {
  const declared = new Set<string>();
  for (const { 1: declares, 2: prefix, index } of query.matchAll(QUIET)) {
    if (prefix === undefined || prefix === "_") continue;
    if (declares) declared.add(prefix);
    else if (!declared.has(prefix)) return { prefix, at: index };
  }
  return undefined;
}

/** Returns the line and column of a place, counted from 1 and in characters. */
function placed(query: string, at: number): [number, number] {
  const lines = query.slice(0, at).split("\n");
  return [lines.length, [...(lines.at(-1) ?? "")].length + 1];
}
