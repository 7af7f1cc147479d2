// The answer as a graph: what is tied to what, moved by dragging and drawn nearer by the wheel.

import { cut, round } from "./axes.js";
import { button, el, svg } from "./dom.js";
import { choose, tools } from "./fields.js";
import { place as placeNodes } from "./layout.js";
import { readResult } from "./result.js";
import { ends, MOST, readTies } from "./ties.js";
import { place } from "./vocabulary.js";
import { number, t } from "./words.js";

const SCALE = 78;

export class Picture {
  priority = 3;
  label = t("picture");

  constructor(yasr) {
    this.yasr = yasr;
  }

  canHandleResults() {
    const result = readResult(this.yasr.results);
    return Boolean(result) && ends(result).length > 0;
  }

  draw() {
    this.result = readResult(this.yasr.results);
    this.pairs = ends(this.result);
    this.box = el("div", { class: "picture-view" });
    this.yasr.resultsEl.append(this.box);
    this.show(this.pairs[0]);
  }

  show(pair) {
    const names = this.pairs.map((each) => each.join(" – "));
    const change = (name) => this.show(this.pairs[names.indexOf(name)]);
    const ties = readTies(this.result, pair);
    const { frame, view } = drawing(ties, this.yasr.resultsEl.clientWidth);
    const steps = [
      button("+", () => view.zoom(0.75), { "aria-label": t("nearer") }),
      button("−", () => view.zoom(1 / 0.75), { "aria-label": t("farther") }),
      button(t("picture_whole"), () => view.whole()),
    ];
    const field = names.length > 1 ? choose(t("picture"), names, pair.join(" – "), change) : null;
    this.box.replaceChildren(tools(...(field ? [field] : []), ...steps), frame);
    const [only, ...others] = new Set(ties.edges.map((edge) => edge.tie));
    if (only && !others.length) this.box.append(el("p", { class: "note", text: t("picture_only", { what: only }) }));
    if (ties.all > MOST) this.box.append(el("p", { class: "note", text: t("picture_more", { n: MOST, all: number(ties.all) }) }));
  }

  destroy() {
    this.result = null;
  }
}

function drawing(ties, width) {
  const places = placeNodes(ties.nodes.length, ties.edges.map((edge) => edge.ends)).map(([x, y]) => [x * SCALE, y * SCALE]);
  const names = new Set(ties.edges.map((edge) => edge.tie));
  const few = ties.edges.length <= 40 && names.size > 1;
  const lines = ties.edges.map((edge) => tie(edge, places, few));
  const nodes = ties.nodes.map((node, i) => thing(node, places[i]));
  const alt = t("picture_alt", { n: ties.nodes.length, m: ties.edges.length });
  const height = Math.max(340, Math.min(620, width * 0.6));
  const marker = svg("marker", { id: "arrow", viewBox: "0 0 8 8", refX: 8, refY: 4, markerWidth: 7, markerHeight: 7, orient: "auto" },
    svg("path", { class: "arrow", d: "M0 0L8 4L0 8z" }));
  const frame = svg("svg", { class: "ties", role: "group", "aria-label": alt, height }, svg("defs", {}, marker), ...lines, ...nodes);
  return { frame, view: movable(frame, places, width / height) };
}

function tie({ ends: [from, to], tie: words }, places, told) {
  const [[x1, y1], [x2, y2]] = [places[from], places[to]];
  const length = Math.hypot(x2 - x1, y2 - y1) || 1;
  const by = (distance) => [x1 + ((x2 - x1) * distance) / length, y1 + ((y2 - y1) * distance) / length];
  const [[ax, ay], [bx, by2]] = [by(9), by(Math.max(length - 10, 0))];
  const line = svg("line", { class: "tie", x1: round(ax), y1: round(ay), x2: round(bx), y2: round(by2), "marker-end": "url(#arrow)" });
  if (!words) return line;
  const middle = { x: round((x1 + x2) / 2), y: round((y1 + y2) / 2 - 4), "text-anchor": "middle", class: "tie-name" };
  return svg("g", {}, svg("title", { text: words }), line, told ? svg("text", { ...middle, text: words }) : null);
}

function thing({ iri, term, ties, name }, [x, y]) {
  const radius = Math.min(5 + Math.sqrt(ties) * 1.6, 16);
  const shape = svg("circle", { class: "thing s0", cx: round(x), cy: round(y), r: round(radius) });
  const words = svg("text", { class: "thing-name", x: round(x), y: round(y + radius + 13), "text-anchor": "middle", text: cut(name, 24) });
  const href = term.type === "uri" && place(iri);
  const props = { class: "node", "data-iri": iri };
  const parts = [svg("title", { text: `${name}\n${iri}` }), shape, words];
  return href ? svg("a", { ...props, href, target: "_blank", rel: "noopener noreferrer" }, ...parts) : svg("g", props, ...parts);
}

// Dragging moves the view, the wheel and two buttons change its size; nothing else of the picture changes.
function movable(frame, places, ratio) {
  const xs = places.map(([x]) => x), ys = places.map(([, y]) => y);
  const left = Math.min(...xs) - 80, top = Math.min(...ys) - 34;
  const wide = Math.max(Math.max(...xs) - left + 80, 320), high = Math.max(Math.max(...ys) - top + 44, 200);
  const full = Math.max(wide, high * ratio);
  const whole = { x: left - (full - wide) / 2, y: top - (full / ratio - high) / 2, w: full };
  let box = { ...whole }, held = null, moved = false;
  const show = () => frame.setAttribute("viewBox", [box.x, box.y, box.w, box.w / ratio].map(round).join(" "));
  const at = (event) => {
    const seen = frame.getBoundingClientRect();
    return [(event.clientX - seen.left) / seen.width, (event.clientY - seen.top) / seen.height];
  };
  const zoom = (by, [u, v] = [0.5, 0.5]) => {
    const w = Math.min(Math.max(box.w * by, 120), whole.w * 3);
    box = { x: box.x + (box.w - w) * u, y: box.y + ((box.w - w) / ratio) * v, w };
    show();
  };
  frame.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && !event.metaKey && document.activeElement !== frame && !held) return;
    event.preventDefault();
    zoom(event.deltaY < 0 ? 0.87 : 1.15, at(event));
  }, { passive: false });
  frame.addEventListener("pointerdown", (event) => {
    held = { from: at(event), box };
    moved = false;
  });
  frame.addEventListener("pointermove", (event) => {
    if (!held || !event.buttons) return;
    const [u, v] = at(event);
    moved ||= Math.hypot(u - held.from[0], v - held.from[1]) > 0.006;
    box = { ...box, x: held.box.x - (u - held.from[0]) * box.w, y: held.box.y - ((v - held.from[1]) * box.w) / ratio };
    show();
  });
  frame.addEventListener("pointerup", () => (held = null));
  frame.addEventListener("pointerleave", () => (held = null));
  frame.addEventListener("click", (event) => moved && event.preventDefault(), true);
  frame.addEventListener("dragstart", (event) => event.preventDefault());
  frame.setAttribute("tabindex", "0");
  show();
  return { zoom, whole: () => { box = { ...whole }; show(); } };
}
