// One Tab stop into the picture; arrow keys go up and down a column and sideways along the relations.
const MOVES = ["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", "Home", "End"];

type Node = { link: SVGAElement; path: string; column: number; middle: number };

export function walkThroughPicture(picture: SVGSVGElement): void {
  const nodes = [...picture.querySelectorAll<SVGAElement>("[data-node]")].map(asNode);
  const lines = [...picture.querySelectorAll<SVGPathElement>("[data-from]")];
  const joined = new Map<string, Set<string>>();
  for (const line of lines) {
    const { from = "", to = "" } = line.dataset;
    joined.set(from, (joined.get(from) ?? new Set()).add(to));
    joined.set(to, (joined.get(to) ?? new Set()).add(from));
  }
  const enter = (target: Node): void => {
    for (const node of nodes) node.link.setAttribute("tabindex", node === target ? "0" : "-1");
  };
  const light = (node: Node | undefined): void => {
    picture.classList.toggle("lit", node !== undefined);
    for (const line of lines) {
      line.classList.toggle("lit", node !== undefined && (line.dataset["from"] === node.path || line.dataset["to"] === node.path));
    }
    for (const other of nodes) {
      other.link.classList.toggle("lit", node !== undefined && (other === node || joined.get(node.path)?.has(other.path) === true));
    }
  };
  // What was picked stays lit while one looks elsewhere.
  const rest = (): void => light(nodes.find((node) => node.link.classList.contains("picked")));
  const first = nodes.find((node) => node.link.classList.contains("node--centre")) ?? nodes[0];
  if (first) {
    enter(first);
    bringIntoView(first.link);
  }
  for (const node of nodes) {
    node.link.addEventListener("focus", () => (enter(node), light(node)));
    node.link.addEventListener("blur", rest);
    node.link.addEventListener("pointerenter", () => light(node));
    node.link.addEventListener("pointerleave", rest);
    node.link.addEventListener("keydown", (event: KeyboardEvent) => {
      if (!MOVES.includes(event.key) || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      const target = next(event.key, node, nodes, joined);
      target?.link.focus();
      target?.link.scrollIntoView({ block: "nearest", inline: "nearest" });
    });
  }
  const hint = picture.closest("figure")?.querySelector<HTMLElement>("[data-keys]");
  if (hint) hint.hidden = false;
}

/** Scrolls a picture that is wider than its place sideways, so that a node stands in the middle of it. */
export function bringIntoView(link: SVGAElement): void {
  const canvas = link.closest<HTMLElement>(".canvas");
  if (!canvas || canvas.scrollWidth <= canvas.clientWidth) return;
  const box = link.getBoundingClientRect();
  canvas.scrollLeft += box.x + box.width / 2 - canvas.getBoundingClientRect().x - canvas.clientWidth / 2;
}

function asNode(link: SVGAElement): Node {
  const box = link.getBBox();
  return { link, path: link.dataset["node"] ?? "", column: Number(link.dataset["column"]), middle: box.y + box.height / 2 };
}

function next(key: string, from: Node, nodes: Node[], joined: Map<string, Set<string>>): Node | undefined {
  const column = nodes.filter((node) => node.column === from.column);
  const place = column.indexOf(from);
  if (key === "ArrowUp") return column[place - 1];
  if (key === "ArrowDown") return column[place + 1];
  if (key === "Home") return column[0];
  if (key === "End") return column.at(-1);
  const side = nodes.filter((node) => (key === "ArrowLeft" ? node.column < from.column : node.column > from.column));
  const related = side.filter((node) => joined.get(from.path)?.has(node.path));
  return nearest(from, related.length > 0 ? related : side);
}

function nearest(from: Node, nodes: Node[]): Node | undefined {
  const distance = (node: Node): number => Math.abs(node.column - from.column) * 1e5 + Math.abs(node.middle - from.middle);
  return nodes.reduce<Node | undefined>((best, node) => (best && distance(best) <= distance(node) ? best : node), undefined);
}
