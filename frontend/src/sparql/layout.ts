// Where the things of a network stand: pushed apart by one another, pulled together by their relations, the same each time.
export type Place = { x: number; y: number };
export type Pair = [number, number];

const STEPS = 300;

/** Returns a place for each of so many nodes within a width and a height. */
export function layout(nodes: number, pairs: Pair[], width: number, height: number): Place[] {
  const places = Array.from({ length: nodes }, (_, number) => spiral(number, nodes, width, height));
  const apart = 0.85 * Math.sqrt((width * height) / Math.max(nodes, 1));
  for (let step = 0; step < STEPS; step += 1) {
    const moves = pushes(places, apart);
    for (const [from, to] of pairs) pull(places, moves, [from, to], apart);
    const most = (0.12 * Math.min(width, height) * (STEPS - step)) / STEPS;
    places.forEach((place, number) => move(place, moves[number] ?? { x: 0, y: 0 }, most, { x: width / 2, y: height / 2 }));
  }
  return fitted(places, width, height);
}

function spiral(number: number, nodes: number, width: number, height: number): Place {
  const [turn, away] = [number * 2.399963, Math.sqrt((number + 0.5) / nodes) * 0.45];
  return { x: width * (0.5 + away * Math.cos(turn)), y: height * (0.5 + away * Math.sin(turn)) };
}

function pushes(places: Place[], apart: number): Place[] {
  const moves = places.map(() => ({ x: 0, y: 0 }));
  for (let one = 0; one < places.length; one += 1) {
    for (let other = one + 1; other < places.length; other += 1) {
      const [a, b, first, second] = [places[one], places[other], moves[one], moves[other]] as [Place, Place, Place, Place];
      const [x, y] = [a.x - b.x || 0.01, a.y - b.y];
      const force = (apart * apart) / (x * x + y * y);
      first.x += x * force;
      first.y += y * force;
      second.x -= x * force;
      second.y -= y * force;
    }
  }
  return moves;
}

function pull(places: Place[], moves: Place[], [from, to]: Pair, apart: number): void {
  const [a, b, first, second] = [places[from], places[to], moves[from], moves[to]] as [Place, Place, Place, Place];
  const [x, y] = [a.x - b.x, a.y - b.y];
  const force = Math.hypot(x, y) / apart;
  first.x -= x * force;
  first.y -= y * force;
  second.x += x * force;
  second.y += y * force;
}

function move(place: Place, by: Place, most: number, middle: Place): void {
  by.x += (middle.x - place.x) * 0.35; // loose parts do not drift away
  by.y += (middle.y - place.y) * 0.35;
  const length = Math.hypot(by.x, by.y) || 1;
  const step = Math.min(length, most) / length;
  place.x += by.x * step;
  place.y += by.y * step;
}

function fitted(places: Place[], width: number, height: number): Place[] {
  const [xs, ys] = [places.map(({ x }) => x), places.map(({ y }) => y)];
  const [across, down] = [spread(xs), spread(ys)];
  return places.map((_, number) => ({ x: (across[number] ?? 0) * width, y: (down[number] ?? 0) * height }));
}

/** Returns values from 0 to 1, half by size and half by rank: a dense middle opens up, and one far away does not squeeze the rest. */
function spread(values: number[]): number[] {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const order = [...values.keys()].sort((one, other) => (values[one] ?? 0) - (values[other] ?? 0));
  const found = values.map((value) => (high - low < 1 ? 0.5 : (value - low) / (high - low)) / 2);
  order.forEach((number, rank) => (found[number] = (found[number] ?? 0) + (values.length > 1 ? rank / (values.length - 1) : 0.5) / 2));
  return found;
}
