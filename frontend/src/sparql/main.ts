// The page with the editor: choose an example, write a query, run it, and see, save or share what comes back.
import { standIn } from "../static";
import { type Answer, ask, NoServer, type Problem, refusal } from "./answer";
import { missing } from "./completion";
import { Editor, type Mistake, possible } from "./editor";
import { element } from "./elements";
import { type Fault, fault, undeclared } from "./faults";
import { declaration } from "./prefixes";
import { type Hints, results, told, underway } from "./results";
import { say, seconds, settings } from "./settings";

type Example = { name: string; title: string; description: string; query: string } & Hints;

const LONGEST_LINK = 8_000;
const DRAFT = "samenspel-sparql";

function one<Found extends HTMLElement>(selector: string): Found {
  const found = document.querySelector<Found>(selector);
  if (!found) throw new Error(`no ${selector} on this page`);
  return found;
}

class Page {
  private readonly form = one<HTMLFormElement>("#vraag");
  private readonly runButton = one<HTMLButtonElement>("#uitvoeren");
  private readonly stopButton = element("button", { type: "button", class: "quiet", hidden: true }, say("editor.stop"));
  private readonly clock = element("span", { class: "note clock", "aria-hidden": "true" });
  private readonly status = one("#stand");
  private readonly faults = one("#fout");
  private readonly place = one("#antwoord");
  private readonly editor: Editor;
  private examples: Example[] | undefined;
  private example: Example | undefined;
  private running: AbortController | undefined;
  private filling: Promise<void> = Promise.resolve();

  constructor(field: HTMLTextAreaElement) {
    if (field.dataset["given"] === undefined) field.value = draft() ?? field.value;
    this.editor = new Editor(field, one("#toetsen").textContent ?? "", () => void this.run());
    this.runButton.after(this.stopButton, this.clock);
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.run();
    });
    this.stopButton.addEventListener("click", () => this.running?.abort());
    one<HTMLFormElement>("#voorbeelden").addEventListener("submit", (event) => {
      event.preventDefault();
      this.filling = this.fill(one<HTMLSelectElement>("#voorbeeld").value);
    });
    window.addEventListener("pagehide", () => keep(this.editor.text));
    if (field.dataset["given"] === "query") void this.run();
    else if (field.dataset["given"] === undefined) this.open();
  }

  /** Takes up what the address asks; a server has put that in the page. */
  private open(): void {
    const { query, voorbeeld, release } = Object.fromEntries(new URLSearchParams(location.search));
    if (query) this.editor.replace(query);
    else if (voorbeeld) this.filling = this.fill(voorbeeld);
    if (query && release && release !== settings.release) this.form.before(element("p", { class: "notice" }, say("sparql.release", { asked: release, here: settings.release })));
    if (query) void this.run();
  }

  /** Runs the query that stands in the editor, or the example that is on its way there; a run that is still under way is stopped. */
  async run(): Promise<void> {
    this.running?.abort();
    const running = (this.running = new AbortController());
    await this.filling;
    if (this.running !== running) return;
    const local = standIn();
    if (local && !(await this.allowed(running))) return;
    const query = this.editor.text;
    this.begin();
    const end = this.timing();
    try {
      const told = (lines: number, bytes: number): string => (this.clock.dataset["read"] = underway(lines, bytes));
      const answer = await (local?.ask(query, running.signal) ?? ask(query, running.signal, told));
      if (this.running === running) this.show(answer);
    } catch (error) {
      if (this.running === running) this.failed(error, running);
    } finally {
      end();
      if (this.running === running) this.end();
    }
  }

  /** Makes ready to answer here, which a reader has to allow first. */
  private async allowed(running: AbortController): Promise<boolean> {
    this.editor.mark();
    this.faults.replaceChildren();
    this.say("");
    const ready = await standIn()?.ready(this.place, running.signal);
    return ready === true && this.running === running;
  }

  private failed(error: unknown, running: AbortController): void {
    const problem = refusal(error);
    if (running.signal.aborted) this.say(say("editor.stopped"));
    else if (problem) this.refused(problem);
    else if (error instanceof NoServer) queueMicrotask(() => void this.run()); // once more, now here
    else throw error;
  }

  private begin(): void {
    this.editor.mark();
    this.faults.replaceChildren();
    this.place.replaceChildren();
    this.place.setAttribute("aria-busy", "true");
    this.stopButton.hidden = false;
    this.say(say("editor.running"));
  }

  private end(): void {
    this.running = undefined;
    this.place.removeAttribute("aria-busy");
    if (document.activeElement === this.stopButton) this.runButton.focus();
    this.stopButton.hidden = true;
  }

  private timing(): () => void {
    const begin = performance.now();
    const tick = (): void => void (this.clock.textContent = `${seconds(Math.floor((performance.now() - begin) / 1000) || 0.1)} ${this.clock.dataset["read"] ?? ""}`);
    const timer = window.setInterval(tick, 500);
    return () => {
      window.clearInterval(timer);
      this.clock.textContent = "";
      delete this.clock.dataset["read"];
    };
  }

  private show(answer: Answer): void {
    const link = permalink(answer.query);
    if (link) history.replaceState(null, "", link);
    const own = this.example && answer.query.includes(this.example.title) ? this.example : {};
    this.say(told(answer));
    this.place.replaceChildren(...results(answer, own, link ? new URL(link, location.href).href : ""));
  }

  private refused(problem: Problem): void {
    const { line = 0, column = 1 } = problem;
    const mistake = line === 0 ? undefined : undeclared(problem) === undefined ? this.editor.mistake() : this.editor.word({ line, column });
    this.say("");
    this.faults.replaceChildren(this.told(fault(problem, mistake && this.editor.where(mistake)), mistake));
    this.editor.mark(mistake);
  }

  private told(found: Fault, mistake?: Mistake): HTMLElement {
    const english = found.english ? [element("span", { lang: "en" }, ` ${found.english}`)] : [];
    const made = element("div", { class: "notice notice--warning" }, element("p", {}, element("strong", {}, found.title), ` ${found.why}`, ...english));
    if (found.advice) made.append(element("p", {}, found.advice));
    if (mistake) made.append(button(say("editor.fault.go"), () => this.editor.goTo(mistake)));
    if (missing(this.editor.text, found.prefix)) {
      made.append(
        button(say("editor.fault.declare", { prefix: found.prefix }), () => {
          this.editor.insert(declaration(found.prefix, this.editor.text));
          void this.run();
          this.editor.focus();
        }),
      );
    }
    return made;
  }

  /** Puts an example in the editor; what stood there comes back with undo. */
  private async fill(name: string): Promise<void> {
    try {
      this.examples ??= await examples();
    } catch {
      return this.say(say("editor.fault.network"));
    }
    const found = this.examples.find((each) => each.name === name);
    if (!found) return;
    this.example = found;
    this.editor.replace(found.query);
    one("#over-voorbeeld").textContent = found.description;
    this.say(say("editor.filled"));
  }

  private say(text: string): void {
    this.status.textContent = text;
  }
}

function button(text: string, act: () => void): HTMLButtonElement {
  const made = element("button", { type: "button", class: "quiet" }, text);
  made.addEventListener("click", act);
  return made;
}

async function examples(): Promise<Example[]> {
  const answer = await fetch(settings.examples, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`no examples: ${answer.status}`);
  return (await answer.json()) as Example[];
}

/** Returns the address of this query on this release, empty when it is too long for one. */
function permalink(query: string): string {
  const step = settings.language === "nl" ? "" : `/${settings.language}`;
  const page = settings.endpoint.replace(/\/sparql$/, `${step}/sparql`);
  const address = `${page}?${new URLSearchParams({ query, release: settings.release })}`;
  return address.length <= LONGEST_LINK ? address : "";
}

/** Returns what was written here before in this tab; a browser that keeps nothing has none. */
function draft(): string | null {
  try {
    return sessionStorage.getItem(DRAFT);
  } catch {
    return null;
  }
}

function keep(text: string): void {
  try {
    sessionStorage.setItem(DRAFT, text);
  } catch {
    // a browser that keeps nothing: the text is lost on leaving, as in any form
  }
}

const field = document.querySelector<HTMLTextAreaElement>("#query");
if (field && possible()) {
  document.documentElement.classList.add("with-editor");
  new Page(field);
}
