// The picture: two canvases that take pointers, the wheel and keys, and the buttons beside them.
import { Camera } from "./camera";
import { Card, islandTold, markTold, type Told } from "./card";
import type { Chart } from "./data";
import { Drawing, type Pointed } from "./drawing";
import { Grid } from "./grid";
import { count, named, say } from "./settings";
import { tools } from "./tools";
import { isWay, islands, marks, next, things, type Way } from "./walking";

const STILL_MS = 130;
const TARGET_PX = 12;
const STEP = 1.5;
const CLICK_PX = 5;

export class Stage {
  readonly camera: Camera;
  private readonly element = document.createElement("div");
  private readonly said = document.createElement("p");
  private readonly drawing: Drawing;
  private readonly card: Card;
  private shown: Uint8Array;
  private at: Pointed = {};
  private squares: Grid | undefined;
  private readonly pointers = new Map<number, [number, number]>();
  private travelled = 0;
  private stilling = 0;
  private frame = 0;
  private resting = 0;

  constructor(
    place: HTMLElement,
    private readonly chart: Chart,
    names: string[],
    private readonly moved: () => void,
  ) {
    this.shown = new Uint8Array(chart.x.length).fill(1);
    const canvases = [document.createElement("canvas"), document.createElement("canvas")] as [HTMLCanvasElement, HTMLCanvasElement];
    for (const canvas of canvases) canvas.setAttribute("aria-hidden", "true");
    this.element.className = "stage";
    this.element.tabIndex = 0;
    this.element.setAttribute("role", "application");
    this.element.setAttribute("aria-label", say("application"));
    this.said.className = "unseen";
    this.said.setAttribute("aria-live", "polite");
    this.element.append(...canvases);
    place.replaceChildren(this.element, this.said, tools((move) => (move(this.camera), this.moving())));
    this.camera = new Camera(chart.box);
    this.drawing = new Drawing(canvases, chart, () => this.grid, this.camera, names, () => (this.element.dataset["settled"] = String(Math.round(performance.now()))));
    this.card = new Card(this.element, () => this.element.focus());
    this.resize();
    this.listen();
  }

  /** Where marks are to be found: made when it is first needed, which the first picture does not. */
  private get grid(): Grid {
    return (this.squares ??= new Grid(this.chart));
  }

  /** Shows the marks that remain; where none of them is on the screen, the picture goes to them. */
  show(shown: Uint8Array): void {
    this.shown = shown;
    this.at = {};
    this.card.hide();
    if (!this.seen()) this.home();
    this.still();
  }

  /** Goes to where the picture begins: all of it, or on a narrow screen the island on which most is shown. */
  home(): void {
    const count = new Map<number, number>();
    this.shown.forEach((is, mark) => is && count.set(this.chart.island[mark]!, (count.get(this.chart.island[mark]!) ?? 0) + 1));
    const [most] = [...count].sort(([, one], [, other]) => other - one);
    this.camera.home(most && this.chart.islands[most[0]]);
  }

  private seen(): boolean {
    const [left, top, right, bottom] = this.camera.part;
    const { x, y } = this.chart;
    return this.shown.some((is, mark) => is && x[mark]! > left && x[mark]! < right && y[mark]! > top && y[mark]! < bottom);
  }

  /** Draws at once, for the first time. */
  begin(): void {
    cancelAnimationFrame(this.resting);
    this.resting = 0;
    this.drawing.still(this.shown);
  }

  /** Comes so close that an island fills the picture. */
  approach(number: number): void {
    const { x, y, radius } = this.chart.islands[number]!;
    this.camera.show(x, y, radius);
    this.moving();
  }

  fit(): void {
    this.camera.fit();
    this.moving();
  }

  /** Draws all, with lines and names, in the next frame. */
  still(): void {
    delete this.element.dataset["settled"];
    this.resting ||= requestAnimationFrame(() => {
      this.resting = 0;
      this.drawing.still(this.shown);
      this.drawing.point(this.at, this.shown);
    });
  }

  private moving(): void {
    delete this.element.dataset["settled"];
    this.frame ||= requestAnimationFrame(() => {
      this.frame = 0;
      this.drawing.moving(this.shown);
      this.drawing.point(this.at, this.shown);
    });
    clearTimeout(this.stilling);
    this.stilling = window.setTimeout(() => (this.still(), this.moved()), STILL_MS);
  }

  private listen(): void {
    const { element } = this;
    new ResizeObserver(() => this.resize()).observe(element);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => (this.drawing.restyle(), this.still()));
    if (document.fonts.status !== "loaded") void document.fonts.ready.then(() => (this.drawing.restyle(), this.still()));
    element.addEventListener("pointerdown", (event) => this.press(event));
    element.addEventListener("pointermove", (event) => this.drag(event));
    for (const end of ["pointerup", "pointercancel"] as const) element.addEventListener(end, (event) => this.release(event));
    element.addEventListener("pointerleave", () => this.point({}));
    element.addEventListener("dblclick", (event) => (this.camera.zoom(STEP * STEP, this.position(event)), this.moving()));
    element.addEventListener("wheel", (event) => this.wheel(event), { passive: false });
    element.addEventListener("keydown", (event) => this.key(event));
  }

  private resize(): void {
    const { clientWidth, clientHeight } = this.element;
    if (clientWidth === this.camera.width && clientHeight === this.camera.height) return;
    this.camera.resize(clientWidth, clientHeight);
    this.drawing.resize(clientWidth, clientHeight);
    this.still();
  }

  private position(event: MouseEvent): [number, number] {
    const { left, top } = this.element.getBoundingClientRect();
    return [event.clientX - left, event.clientY - top];
  }

  private press(event: PointerEvent): void {
    if (event.button !== 0) return;
    if (!this.pointers.size) this.travelled = 0;
    this.pointers.set(event.pointerId, this.position(event));
    this.element.setPointerCapture(event.pointerId);
    this.element.focus({ preventScroll: true });
  }

  private drag(event: PointerEvent): void {
    const before = this.pointers.get(event.pointerId);
    const now = this.position(event);
    if (!before) return this.point(this.under(now));
    const [other] = [...this.pointers].filter(([id]) => id !== event.pointerId).map(([, place]) => place);
    this.pointers.set(event.pointerId, now);
    this.travelled += Math.hypot(now[0] - before[0], now[1] - before[1]);
    if (other) {
      const apart = (from: [number, number]): number => Math.max(Math.hypot(from[0] - other[0], from[1] - other[1]), 1);
      this.camera.zoom(apart(now) / apart(before), [(now[0] + other[0]) / 2, (now[1] + other[1]) / 2]);
      this.camera.pan((now[0] - before[0]) / 2, (now[1] - before[1]) / 2);
    } else if (this.travelled > CLICK_PX) this.camera.pan(now[0] - before[0], now[1] - before[1]);
    else return;
    this.moving();
  }

  private release(event: PointerEvent): void {
    if (!this.pointers.delete(event.pointerId) || this.pointers.size || this.travelled > CLICK_PX || event.type !== "pointerup") return;
    this.choose(this.under(this.position(event)));
  }

  private wheel(event: WheelEvent): void {
    if (!event.ctrlKey && document.activeElement !== this.element) return;
    event.preventDefault();
    const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1;
    this.camera.zoom(Math.exp((-event.deltaY * lines) / (event.ctrlKey ? 160 : 480)), this.position(event));
    this.moving();
  }

  /** Returns what lies at a point of the screen: a mark, else the island. */
  private under(point: [number, number]): Pointed {
    const [x, y] = this.camera.chart(...point);
    const mark = this.grid.at(x, y, TARGET_PX / this.camera.scale, this.shown);
    if (mark !== undefined) return { mark };
    const island = this.chart.islands.findIndex((each) => Math.hypot(each.x - x, each.y - y) < each.radius);
    return island < 0 ? {} : { island };
  }

  /** Lights up what the pointer is at; what was chosen stays lit while its card is open. */
  private point(pointed: Pointed): void {
    this.element.classList.toggle("stage--at", pointed.mark !== undefined);
    if (this.card.isOpen && pointed.mark === undefined) pointed = this.at;
    this.drawing.point(pointed, this.shown);
  }

  private choose(pointed: Pointed): void {
    this.at = pointed;
    this.drawing.point(pointed, this.shown);
    const told = this.told(pointed);
    if (told) this.card.show(told);
    else this.card.hide();
  }

  private told({ mark, island }: Pointed): Told | undefined {
    if (mark !== undefined) return markTold(this.chart, mark);
    return island === undefined ? undefined : islandTold(this.chart, island, things(this.chart, this.shown, island));
  }

  private key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || !this.pressed(event.key)) return;
    event.preventDefault();
  }

  /** Does what a key asks, and tells whether it asks anything. */
  private pressed(key: string): boolean {
    const zoomed = { "+": STEP, "=": STEP, "-": 1 / STEP }[key];
    if (zoomed) this.camera.zoom(zoomed), this.moving();
    else if (key === "0") this.fit();
    else if (isWay(key)) this.walk(key);
    else if (key === "Home") this.walkTo(this.first());
    else if (key === "Enter" || key === " ") this.enter();
    else if (key === "Escape") this.back();
    else return false;
    return true;
  }

  private first(): Pointed {
    const [first] = islands(this.chart, this.shown);
    return first ? { island: first.number } : {};
  }

  private walk(way: Way): void {
    const { mark, island } = this.at;
    const { chart, shown } = this;
    if (mark !== undefined) {
      const found = next(way, { number: mark, x: chart.x[mark]!, y: chart.y[mark]! }, marks(chart, shown, chart.island[mark]!));
      if (found !== undefined) this.walkTo({ mark: found });
    } else if (island !== undefined) {
      const found = next(way, { number: island, x: chart.islands[island]!.x, y: chart.islands[island]!.y }, islands(chart, shown));
      if (found !== undefined) this.walkTo({ island: found });
    } else this.walkTo(this.first());
  }

  private walkTo(pointed: Pointed): void {
    this.at = pointed;
    this.card.hide();
    const { mark, island } = pointed;
    if (mark !== undefined) this.camera.reveal(this.chart.x[mark]!, this.chart.y[mark]!);
    else if (island !== undefined) this.camera.reveal(this.chart.islands[island]!.x, this.chart.islands[island]!.y);
    this.said.replaceChildren(...this.spoken(pointed));
    this.moving();
  }

  private spoken(pointed: Pointed): (string | HTMLElement)[] {
    const told = this.told(pointed);
    if (!told) return [];
    const name = named(told.name, told.language);
    return pointed.mark === undefined ? [name, say("island.said", { name: "", count: String(told.about[0]) })] : [name, ", ", ...told.about];
  }

  /** From an island to its mark with most ties, from a mark to its card. */
  private enter(): void {
    const { mark, island } = this.at;
    if (mark !== undefined) {
      this.choose({ mark });
      this.card.focus();
    } else if (island !== undefined) {
      const found = [...marks(this.chart, this.shown, island)].sort((one, other) => this.chart.ties[other.number]! - this.chart.ties[one.number]!)[0];
      this.approach(island);
      if (found) this.walkTo({ mark: found.number });
    } else this.walkTo(this.first());
  }

  /** From a mark to its island, from an island to all. */
  private back(): void {
    const { mark } = this.at;
    if (mark !== undefined) return this.walkTo({ island: this.chart.island[mark]! });
    this.at = {};
    this.card.hide();
    this.said.textContent = count("shown", things(this.chart, this.shown));
    this.fit();
  }
}
