// How a query looks: colours from the style sheet of the site, so that light and dark follow it.
import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";

const MONO = 'ui-monospace, "Cascadia Code", Consolas, "Liberation Mono", monospace';

const tokens = HighlightStyle.define([
  { tag: tags.keyword, color: "var(--accent-strong)", fontWeight: "650" },
  { tag: tags.variableName, color: "var(--initiatief)" },
  { tag: [tags.namespace, tags.url, tags.typeName], color: "var(--doel)" },
  { tag: [tags.string, tags.annotation], color: "var(--resultaat)" },
  { tag: [tags.number, tags.bool], color: "var(--organisatie)" },
  { tag: tags.comment, color: "var(--ink-soft)", fontStyle: "italic" },
]);

const theme = EditorView.theme({
  "&": { fontSize: "var(--small)", color: "var(--ink)", backgroundColor: "var(--paper)", border: "1px solid var(--line-strong)", borderRadius: "var(--radius)" },
  "&.cm-focused": { outline: "3px solid var(--accent)", outlineOffset: "2px" },
  ".cm-scroller": { fontFamily: MONO, lineHeight: "1.55", minHeight: "12rem", maxHeight: "min(30rem, 65vh)" },
  ".cm-content": { padding: "0.6rem 0", caretColor: "var(--ink)" },
  ".cm-line": { padding: "0 0.75rem" },
  ".cm-gutters": { backgroundColor: "var(--panel)", color: "var(--ink-soft)", border: "0", borderRight: "1px solid var(--line)" },
  ".cm-lineNumbers .cm-gutterElement": { padding: "0 0.6rem 0 0.75rem", minWidth: "2rem" },
  ".cm-activeLineGutter": { backgroundColor: "var(--accent-wash)", color: "var(--ink)" },
  ".cm-cursor": { borderLeftColor: "var(--ink)", borderLeftWidth: "2px" },
  "&.cm-focused .cm-selectionBackground, .cm-selectionBackground": { backgroundColor: "color-mix(in srgb, var(--accent) 28%, transparent) !important" },
  "&.cm-focused .cm-matchingBracket": { backgroundColor: "var(--mark)", outline: "1px solid var(--line-strong)" },
  "&.cm-focused .cm-nonmatchingBracket": { backgroundColor: "var(--warning-wash)", color: "var(--warning)" },
  ".mistake": { textDecoration: "underline wavy var(--warning) 2px", textUnderlineOffset: "0.25em", backgroundColor: "var(--warning-wash)" },
  ".mistake-line": { backgroundColor: "var(--warning-wash)" },
  ".cm-tooltip": { backgroundColor: "var(--paper)", color: "var(--ink)", border: "1px solid var(--line-strong)", borderRadius: "var(--radius)", boxShadow: "0 12px 32px rgb(0 20 30 / 18%)" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": { fontFamily: "inherit", fontSize: "var(--small)", padding: "0.3rem", maxHeight: "18rem", maxWidth: "min(40rem, 92vw)" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": { padding: "0.35rem 0.6rem", borderRadius: "4px", lineHeight: "1.4", overflow: "hidden", textOverflow: "ellipsis" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]": { backgroundColor: "var(--accent)", color: "var(--on-accent)" },
  ".cm-completionLabel": { fontWeight: "600" },
  ".cm-completionDetail": { fontStyle: "normal", color: "var(--ink-soft)", marginLeft: "0.75em" },
  "[aria-selected] .cm-completionDetail": { color: "inherit" },
  ".cm-completionMatchedText": { textDecoration: "none" },
});

export const looks = [syntaxHighlighting(tokens), theme];
