// SPARQL as the editor knows it: its grammar, its colours, how lines indent, and where a text stops being SPARQL.
import { ensureSyntaxTree, indentService, LanguageSupport, LRLanguage } from "@codemirror/language";
import type { EditorState } from "@codemirror/state";
import { styleTags, tags } from "@lezer/highlight";
import { sparql } from "codemirror-lang-sparql";

const STEP = 2;
const PARSING_MS = 500;

const names = styleTags({ "Pname_ln Pname_ns IriRef Iri": tags.namespace, Langtag: tags.annotation, A_predicate: tags.keyword });

/** Indents a line as the one before it, further behind a bracket that opens, back at one that closes. */
const indentation = indentService.of((context, place) => {
  const line = context.lineAt(place);
  const before = line.from > 0 ? context.lineAt(line.from - 1, -1) : undefined;
  if (!before) return 0;
  const opens = /[{([]\s*$/.test(before.text) ? STEP : 0;
  const closes = /^\s*[})\]]/.test(line.text) ? STEP : 0;
  return Math.max(0, context.lineIndent(before.from) + opens - closes);
});

export function language(): LanguageSupport {
  const known = sparql().language;
  if (!(known instanceof LRLanguage)) throw new TypeError("SPARQL comes with no grammar");
  return new LanguageSupport(known.configure({ props: [names] }), indentation);
}

/** Returns the first stretch of text that the grammar has no place for; nothing when all of it is SPARQL. */
export function mistaken(state: EditorState): { from: number; to: number } | undefined {
  let found: { from: number; to: number } | undefined;
  ensureSyntaxTree(state, state.doc.length, PARSING_MS)?.iterate({
    enter(node) {
      if (found) return false;
      if (node.type.isError) found = { from: node.from, to: node.to };
      return true;
    },
  });
  return found;
}
