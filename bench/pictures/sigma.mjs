// The graph in sigma.js 3, at its quickest: positions given, lines hidden while it moves.
import { MultiDirectedGraph } from "graphology";
import Sigma from "sigma";

const { nodes, edges } = await (await fetch("graph.json")).json();
const graph = new MultiDirectedGraph();
for (const [id, label, colour, x, y] of nodes) graph.addNode(id, { label, color: colour, x, y: -y, size: 3 });
for (const [from, to] of edges) graph.addEdge(from, to, { color: "#b0b8c0", size: 0.5 });
new Sigma(graph, document.querySelector("#picture"), { hideEdgesOnMove: true }); // it renders at once
requestAnimationFrame(() => requestAnimationFrame(() => (window.settled = window.first = performance.now())));
