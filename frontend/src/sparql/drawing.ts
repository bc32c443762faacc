// The pictures of a chart: horizontal bars, whose names have room, and lines or points over an axis.
import { element, fitted, svg, width as widthOf } from "./elements";
import { type Point, type Series, ticks } from "./figures";
import { figure } from "./settings";

const BAR = 18;
const MARKS = ["circle", "square", "diamond", "triangle"] as const;
const COLOURS = 8;

/** Returns bars, a group for each place with one bar for each series. */
export function drawnBars(series: Series[], width: number, title: string): HTMLElement {
  const places = placesOf(series);
  const values = series.flatMap(({ points }) => points.map(({ value }) => value));
  const longest = Math.max(...places.map(widthOf));
  const above = width < 560;
  const left = above ? 0 : Math.min(longest + 12, width * 0.4);
  const right = 14 + Math.max(...values.map((value) => widthOf(shown(value)))); // a figure stands behind its bar, whole
  const scale = scaled([Math.min(0, ...values), Math.max(0, ...values)], [left, width - right]);
  const step = BAR * series.length + (above ? 30 : 10);
  const made = places.flatMap((place, row) => {
    const top = row * step + 4;
    const found = series.map(({ points }) => points.find((point) => point.place === place)?.value);
    const room = above ? width - 2 : left - 10;
    const label = svg("text", { x: above ? 1 : left - 8, y: top + (above ? 12 : (BAR * series.length) / 2), class: above ? "plot__above" : "plot__name" }, fitted(place, room));
    return [label, ...found.flatMap((value, number) => (value === undefined ? [] : bar(value, scale, top + (above ? 18 : 0) + number * BAR, number)))];
  });
  const zero = svg("line", { x1: scale(0), x2: scale(0), y1: 0, y2: places.length * step, class: "plot__axis" });
  return framed([zero, ...made], [width, places.length * step + 6], title, series);
}

/** Returns the places of the bars: numbers and dates in their order, names in the order of the rows. */
function placesOf(series: Series[]): string[] {
  const points = series.flatMap((each) => each.points);
  if (points.every(({ at }) => !Number.isNaN(at))) points.sort((one, other) => one.at - other.at);
  return [...new Set(points.map(({ place }) => place))];
}

function bar(value: number, scale: (value: number) => number, y: number, number: number): SVGElement[] {
  const [start, end] = [Math.min(scale(0), scale(value)), Math.max(scale(0), scale(value))];
  const shape = svg("rect", { x: start, y: y + 1, width: Math.max(1, end - start), height: BAR - 2, class: `plot__fill plot__${number % COLOURS}` });
  return [shape, svg("text", { x: end + 6, y: y + BAR / 2, class: "plot__value" }, shown(value))];
}

/** Returns a figure as it stands behind its bar: all its digits, without what adding up fractions leaves. */
function shown(value: number): string {
  return figure(Number(value.toPrecision(12)));
}

type Axis = { title: string; y: string; joined: boolean };

/** Returns lines or points; places that are neither numbers nor dates stand at even distances, in the order of the rows. */
export function drawnLines(series: Series[], width: number, axis: Axis): HTMLElement {
  const points = series.flatMap((each) => each.points);
  const even = points.some(({ at }) => Number.isNaN(at));
  const places = [...new Set(points.map(({ place }) => place))];
  const across = ({ at, place }: Point): number => (even ? places.indexOf(place) : at);
  const levels = ticks(Math.min(0, ...points.map(({ value }) => value)), Math.max(...points.map(({ value }) => value)));
  const [height, left] = [320, 12 + Math.max(...levels.map((level) => widthOf(figure(level))))];
  const range: [number, number] = [Math.min(...points.map(across)), Math.max(...points.map(across))];
  const x = scaled(range, [left + 8, width - 24]);
  const y = scaled([levels[0] ?? 0, levels.at(-1) ?? 1], [height - 36, 34]);
  const made = series.flatMap((each, number) => line(each, (point) => [x(across(point)), y(point.value)], number, axis.joined));
  const rules = levels.flatMap((level) => [
    svg("line", { x1: left, x2: width - 12, y1: y(level), y2: y(level), class: level === 0 ? "plot__axis" : "plot__rule" }),
    svg("text", { x: left - 8, y: y(level), class: "plot__name" }, figure(level)),
  ]);
  const whole = points.every(({ at }) => Number.isInteger(at));
  const steps = even ? places.map((_, number) => number) : ticks(range[0], range[1]).filter((step) => !whole || Number.isInteger(step));
  const below = marked(steps, range, (width - left) / (even ? 90 : 56)).map((at) =>
    svg("text", { x: x(at), y: height - 12, class: "plot__below" }, even ? fitted(places[at] ?? "", 84) : String(at)),
  );
  const unit = svg("text", { x: 0, y: 10, class: "plot__unit" }, axis.y);
  return framed([...rules, ...below, ...made, unit], [width, height], axis.title, series);
}

function line({ points }: Series, at: (point: Point) => [number, number], number: number, joined: boolean): SVGElement[] {
  const sorted = joined ? [...points].sort((one, other) => at(one)[0] - at(other)[0]) : points;
  const path = svg("path", { d: sorted.map((point, step) => `${step ? "L" : "M"}${at(point).map((each) => each.toFixed(1)).join(" ")}`).join(""), class: `plot__line plot__${number % COLOURS}` });
  const marks = sorted.map((point) => svg("path", { d: mark(...at(point), number), class: `plot__fill plot__${number % COLOURS}` }, svg("title", {}, `${point.place}: ${figure(point.value)}`)));
  return joined ? [path, ...marks] : marks;
}

function mark(x: number, y: number, number: number): string {
  const at = `M${x.toFixed(1)} ${y.toFixed(1)}`;
  switch (MARKS[number % MARKS.length]) {
    case "square":
      return `${at}m-4 -4h8v8h-8z`;
    case "diamond":
      return `${at}m0 -5.5l5.5 5.5l-5.5 5.5l-5.5 -5.5z`;
    case "triangle":
      return `${at}m0 -5.5l5 9h-10z`;
    default:
      return `${at}m-4.5 0a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0 -9 0z`;
  }
}

function marked(all: number[], [low, high]: [number, number], room: number): number[] {
  const inside = all.filter((at) => at >= low && at <= high);
  const step = Math.max(1, Math.ceil(inside.length / Math.max(1, Math.floor(room))));
  return inside.filter((_, number) => number % step === 0);
}

function framed(content: SVGElement[], [width, height]: [number, number], title: string, series: Series[]): HTMLElement {
  const picture = svg("svg", { viewBox: `0 0 ${width} ${height}`, width, height, role: "img", "aria-label": title, class: "plot__picture" }, ...content);
  const keys = series.map(({ name }, number) => {
    const swatch = svg("svg", { width: 14, height: 14, viewBox: "-7 -7 14 14", "aria-hidden": "true" }, svg("path", { d: mark(0, 0, number), class: `plot__fill plot__${number % COLOURS}` }));
    return element("li", {}, swatch, name || "–");
  });
  return element("div", {}, ...(series.length > 1 ? [element("ul", { class: "plot__keys" }, ...keys)] : []), picture);
}

function scaled([from, to]: [number, number], [start, end]: [number, number]): (value: number) => number {
  const span = to - from || 1;
  return (value) => start + ((value - from) / span) * (end - start);
}
