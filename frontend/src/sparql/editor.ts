// The field for the query: CodeMirror in a shadow root, where it styles itself without a <style> that our policy forbids.
import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, isolateHistory } from "@codemirror/commands";
import { bracketMatching } from "@codemirror/language";
import { Compartment, EditorState, Prec, StateEffect, StateField } from "@codemirror/state";
import { Decoration, type DecorationSet, drawSelection, EditorView, highlightActiveLineGutter, keymap, lineNumbers } from "@codemirror/view";
import { completions } from "./completion";
import { looks } from "./highlighting";
import { language, mistaken } from "./language";
import type { Found } from "./faults";
import type { Insertion } from "./prefixes";
import { say } from "./settings";

export type Place = { line: number; column: number };
export type Mistake = { from: number; to: number };

const marked = StateEffect.define<Mistake | undefined>();
const LINE = Decoration.line({ class: "mistake-line" });
const WORD = Decoration.mark({ class: "mistake" });

const mistake = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marks, transaction) {
    for (const effect of transaction.effects) {
      if (effect.is(marked)) return effect.value ? marking(transaction.state, effect.value) : Decoration.none;
    }
    return transaction.docChanged ? Decoration.none : marks;
  },
  provide: (field) => EditorView.decorations.from(field),
});

/** Tells whether this browser can show the editor under our policy; others keep the plain field. */
export function possible(): boolean {
  return "adoptedStyleSheets" in Document.prototype;
}

export class Editor {
  private readonly view: EditorView;
  private readonly invalid = new Compartment();

  constructor(
    private readonly field: HTMLTextAreaElement,
    hint: string,
    run: () => void,
  ) {
    const host = document.createElement("div");
    host.className = "editor";
    field.after(host);
    const root = host.attachShadow({ mode: "open" });
    const attributes = { "aria-label": `${say("sparql.label")}. ${hint}`, spellcheck: "false", autocapitalize: "off", autocorrect: "off", translate: "no", tabindex: "0" };
    const extensions = [
      Prec.highest(keymap.of([{ key: "Mod-Enter", run: () => (run(), true) }])),
      lineNumbers(),
      highlightActiveLineGutter(),
      history(),
      drawSelection(),
      bracketMatching(),
      closeBrackets(),
      EditorView.lineWrapping,
      EditorView.domEventHandlers({ beforeinput: replaced }),
      language(),
      autocompletion({ override: [completions], icons: false, closeOnBlur: true }),
      keymap.of([...closeBracketsKeymap, ...completionKeymap, ...historyKeymap, ...defaultKeymap]),
      EditorView.contentAttributes.of(attributes),
      EditorState.phrases.of({ Completions: say("editor.completions") }),
      this.invalid.of([]),
      mistake,
      looks,
    ];
    this.view = new EditorView({ root, parent: root, state: EditorState.create({ doc: field.value, extensions }) });
    field.hidden = true;
    // The numbers of the lines lie where they belong once the lines were measured, in the frame after the first.
    host.style.visibility = "hidden";
    requestAnimationFrame(() => requestAnimationFrame(() => host.style.removeProperty("visibility")));
    const label = document.querySelector<HTMLLabelElement>(`label[for="${field.id}"]`);
    label?.addEventListener("click", () => this.view.focus());
    this.view.dom.addEventListener("focusout", () => (field.value = this.text));
  }

  get text(): string {
    return this.view.state.doc.toString();
  }

  /** Puts another text in place of what stands there; undo brings that back. */
  replace(text: string): void {
    const changes = { from: 0, to: this.view.state.doc.length, insert: text };
    this.view.dispatch({ changes, selection: { anchor: 0 }, annotations: isolateHistory.of("full"), scrollIntoView: true });
    this.field.value = text;
  }

  insert({ at, text }: Insertion): void {
    this.view.dispatch({ changes: { from: at, insert: text } });
    this.field.value = this.text;
  }

  /** Returns the stretch where the text stops being SPARQL by its grammar, if it does. */
  mistake(): Mistake | undefined {
    return mistaken(this.view.state);
  }

  /** Returns the word at a place, or before it when nothing stands there. */
  word(place: Place): Mistake {
    return wordAt(this.view.state, place);
  }

  /** Returns where a mistake stands, counted from 1, what stands there, and whether the text ends there. */
  where({ from, to }: Mistake): Found {
    const { state } = this.view;
    const line = state.doc.lineAt(from);
    const column = [...line.text.slice(0, from - line.from)].length + 1;
    return { line: line.number, column, word: state.sliceDoc(from, to), last: state.sliceDoc(from).trim() === "" };
  }

  /** Marks a mistake, or takes the mark away. */
  mark(mistake?: Mistake): void {
    const state = this.invalid.reconfigure(mistake ? EditorView.contentAttributes.of({ "aria-invalid": "true" }) : []);
    this.view.dispatch({ effects: [marked.of(mistake), state] });
  }

  /** Puts the cursor at a mistake. */
  goTo({ from }: Mistake): void {
    this.view.dispatch({ selection: { anchor: from }, scrollIntoView: true });
    this.view.focus();
  }

  focus(): void {
    this.view.focus();
  }
}

/** Types over a selection ourselves: the browser would write the colours into a style attribute, which our policy forbids. */
function replaced(event: InputEvent, view: EditorView): boolean {
  const { from, to, empty } = view.state.selection.main;
  const text = event.data;
  if (event.inputType !== "insertText" || empty || view.composing || text === null) return false;
  event.preventDefault();
  const typed = () => view.state.update(view.state.replaceSelection(text), { userEvent: "input.type", scrollIntoView: true });
  if (!view.state.facet(EditorView.inputHandler).some((take) => take(view, from, to, text, typed))) view.dispatch(typed());
  return true;
}

function wordAt(state: EditorState, { line, column }: Place): Mistake {
  const found = state.doc.line(Math.min(Math.max(line, 1), state.doc.lines));
  const place = [...found.text].slice(0, column - 1).join("").length; // the server counts code points, not UTF-16 units
  const length = /^\S*/.exec(found.text.slice(place))?.[0].length ?? 0;
  const before = /\S*\s*$/.exec(found.text.slice(0, place))?.index ?? place;
  return length > 0 ? { from: found.from + place, to: found.from + place + length } : { from: found.from + before, to: found.from + place };
}

function marking(state: EditorState, { from, to }: Mistake): DecorationSet {
  const start = from === to ? Math.max(state.doc.lineAt(from).from, from - 1) : from;
  const word = start < to ? [WORD.range(start, to)] : [];
  return Decoration.set([LINE.range(state.doc.lineAt(from).from), ...word]);
}
