// The graph in vis-network, at its quickest: positions given, no physics, straight lines that are hidden while it moves.
import { DataSet } from "vis-data";
import { Network } from "vis-network";

const { nodes, edges } = await (await fetch("graph.json")).json();
const data = {
  nodes: new DataSet(nodes.map(([id, label, color, x, y]) => ({ id, label, color, x, y, shape: "dot", size: 6 }))),
  edges: new DataSet(edges.map(([from, to], id) => ({ id, from, to }))),
};
const options = {
  physics: false,
  layout: { improvedLayout: false },
  edges: { smooth: false },
  interaction: { hideEdgesOnDrag: true, hideEdgesOnZoom: true },
};
const drawn = new Network(document.querySelector("#picture"), data, options);
drawn.once("afterDrawing", () => requestAnimationFrame(() => requestAnimationFrame(() => (window.settled = window.first = performance.now()))));
