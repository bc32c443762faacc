// What went wrong, in the language of the reader, with what can be done about it.
import type { Problem } from "./answer";
import { figure, say } from "./settings";

/** Where the editor sees a mistake, and what stands there. */
export type Found = { line: number; column: number; word: string; last: boolean };
export type Fault = { title: string; why: string; english: string; advice: string; prefix: string };

const ENDS = /^not a SPARQL 1\.1 query: (?:line \d+, column \d+: )?/;
const PREFIX = /the prefix ([\w.-]*): is not declared/;
const SERVICE = /^SERVICE is not allowed here/;
const GUESS = /^the text ends here.*|^'.*' cannot stand here.*/s; // of a query whose grammar is right, that is not what is wrong
const EXPECTED = /expected ([^;]+)$/;
const BY_STATUS: Record<number, string> = { 0: "network", 403: "forbidden", 413: "large", 414: "large", 429: "many", 502: "away", 503: "busy" };
const SAME = ["time", "memory", "size"]; // the same query meets these again, whenever it is asked
const LIMITS = [...SAME, "places"];

/** Returns what to tell of a problem; `english` is the server's own sentence where we have no words for it. `found` is where the editor sees it. */
export function fault(problem: Problem, found?: Found): Fault {
  if (problem.status === 400 && SERVICE.test(problem.detail)) return plain("service", problem);
  if (problem.status === 400 && found) return syntax(problem, found);
  if (problem.status === 400) return plain(problem.line ? "meaning" : "refused", problem);
  if (problem.status === 503 && LIMITS.includes(problem.limit ?? "")) return plain(problem.limit ?? "", problem);
  return plain(BY_STATUS[problem.status] ?? "other", problem);
}

function plain(key: string, problem: Problem): Fault {
  const again = problem.again && !SAME.includes(key) ? ` ${say("editor.fault.again", { seconds: figure(problem.again) })}` : "";
  const own = ["refused", "meaning", "other"].includes(key) ? problem.detail.replace(ENDS, "").replace(GUESS, "") : "";
  return { title: say(`editor.fault.${key}`), why: "", english: own, advice: say(`editor.advice.${key}`) + again, prefix: "" };
}

function syntax(problem: Problem, found: Found): Fault {
  const title = say("editor.fault.syntax", { line: figure(found.line), column: figure(found.column) });
  const prefix = undeclared(problem);
  if (prefix !== undefined) return { title, why: say("editor.syntax.prefix", { prefix }), english: "", advice: "", prefix };
  const same = problem.line === found.line && problem.column === found.column;
  const why = [placed(found), same ? expected(problem.detail) : ""];
  return { title, why: why.filter(Boolean).join(" "), english: "", advice: "", prefix: "" };
}

/** Returns the prefix that a query uses and does not declare, when that is the problem. */
export function undeclared(problem: Problem): string | undefined {
  return PREFIX.exec(problem.detail)?.[1];
}

function placed({ word, last }: Found): string {
  if (word.trim() !== "") return say("editor.syntax.here", { word });
  return say(last ? "editor.syntax.end" : "editor.syntax.lacking");
}

function expected(detail: string): string {
  const words = EXPECTED.exec(detail)?.[1];
  return words ? say("editor.syntax.expected", { words: words.replace(/"([^"]*)"/g, "“$1”") }) : "";
}
