// The picture of the graph as it stands on the canvas, in the words of SVG.

function makeGraphSvg({ data, graph, t }) {
  const OUTLINES = {
    square: [[-1, -1], [1, -1], [1, 1], [-1, 1]],
    diamond: [[0, -1], [1, 0], [0, 1], [-1, 0]],
    triangle: [[0, -1], [1, 0.73], [-1, 0.73]],
    triangleDown: [[0, 1], [1, -0.73], [-1, -0.73]],
    hexagon: [0, 1, 2, 3, 4, 5].map((i) => [Math.cos((i * Math.PI) / 3), Math.sin((i * Math.PI) / 3)]),
    star: Array.from({ length: 10 }, (_, i) => {
      const reach = i % 2 ? 0.5 : 1.3;
      return [reach * Math.sin((i * Math.PI) / 5), 0.1 - reach * Math.cos((i * Math.PI) / 5)];
    }),
  };
  const round = (value) => Math.round(value * 10) / 10;

  // The colour and strength of a paint; the canvas takes more kinds than SVG does.
  function paint(value, fallback) {
    const found = /^rgba\((.+),([\d.]+)\)$/.exec(value || "");
    return found ? [`rgb(${found[1]})`, Number(found[2])] : [value || fallback, 1];
  }

  function place() {
    const { network, holder } = graph;
    const [scale, view] = [network.getScale(), network.getViewPosition()];
    const [width, height] = [holder.clientWidth, holder.clientHeight];
    const at = ({ x, y }) => ({ x: (x - view.x) * scale + width / 2, y: (y - view.y) * scale + height / 2 });
    const near = ({ x, y }, margin = 40) => x > -margin && y > -margin && x < width + margin && y < height + margin;
    return { network, scale, width, height, at, near };
  }

  function dot(node, { scale, at, near }) {
    const { options } = node;
    const centre = at(node);
    if (options.hidden || !near(centre)) return null;
    const size = options.size * scale;
    const color = options.color || {};
    const [fill, strength] = paint(color.background, theme.ink());
    const [stroke, edge] = paint(color.border, theme.ink());
    const opacity = options.opacity ?? 1;
    const look = {
      fill,
      "fill-opacity": round(strength * 100) / 100,
      stroke,
      "stroke-opacity": edge,
      "stroke-width": round(Math.max((options.borderWidth || 1) * scale, 0.4)),
      ...(opacity < 1 ? { opacity } : {}),
    };
    const outline = own(OUTLINES, options.shape);
    if (!outline) return svg("circle", { cx: round(centre.x), cy: round(centre.y), r: round(size), ...look });
    const points = outline.map(([x, y]) => `${round(centre.x + x * size)},${round(centre.y + y * size)}`);
    return svg("polygon", { points: points.join(" "), ...look });
  }

  function line(edge, { scale, at, near }) {
    const { options, from, to } = edge;
    if (options.hidden || !from || !to || !edge.edgeType || from.options.hidden || to.options.hidden) return [];
    const [a, b, middle] = [at(from), at(to), at(edge.edgeType.getPoint(0.5))];
    if (!near(a) && !near(b) && !near(middle)) return [];
    // the control point of the curve through its middle
    const turn = { x: 2 * middle.x - (a.x + b.x) / 2, y: 2 * middle.y - (a.y + b.y) / 2 };
    const [stroke, strength] = paint((options.color || {}).color, theme.ink());
    const opacity = strength * ((options.color || {}).opacity ?? 1);
    const width = Math.max((options.width || 1) * scale, 0.5);
    const lengths = Array.isArray(options.dashes) ? options.dashes.map((length) => round(length * scale)) : [];
    const dashes = lengths.length ? { "stroke-dasharray": lengths.join(" ") } : {};
    const d = `M${round(a.x)} ${round(a.y)}Q${round(turn.x)} ${round(turn.y)} ${round(b.x)} ${round(b.y)}`;
    const look = { stroke, "stroke-opacity": round(opacity * 100) / 100 };
    const found = [svg("path", { d, fill: "none", "stroke-width": round(width), ...look, ...dashes })];
    const arrows = options.arrows || {};
    if (arrows.to && arrows.to.enabled) {
      const angle = Math.atan2(b.y - turn.y, b.x - turn.x);
      const reach = (to.options.size || 0) * scale;
      const tip = { x: b.x - Math.cos(angle) * reach, y: b.y - Math.sin(angle) * reach };
      const size = (5 + 2.5 * (options.width || 1)) * scale;
      found.push(arrow(tip, angle, size, arrows.to.type, look));
    }
    return found;
  }

  function arrow(tip, angle, size, type, look) {
    const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
    const at = (along, across) =>
      `${round(tip.x - cos * along - sin * across)} ${round(tip.y - sin * along + cos * across)}`;
    if (type === "bar")
      return svg("path", { d: `M${at(1, size * 0.7)}L${at(1, -size * 0.7)}`, "stroke-width": 2, ...look });
    const d = `M${at(0, 0)}L${at(size, size * 0.4)}L${at(size, -size * 0.4)}z`;
    return svg("path", { d, fill: look.stroke, "fill-opacity": look["stroke-opacity"] });
  }

  function names(text, x, y, size, opacity) {
    const node = svg("text", {
      "text-anchor": "middle",
      "font-size": round(size),
      fill: theme.ink(),
      stroke: theme.ground(),
      "stroke-width": 3.5,
      "stroke-linejoin": "round",
      "paint-order": "stroke",
      ...(opacity < 1 ? { opacity } : {}),
    });
    text.split("\n").forEach((row, i) => {
      const part = svg("tspan", { x: round(x), y: round(y + i * size * 1.15) });
      part.textContent = row;
      node.append(part);
    });
    return node;
  }

  function dotName(node, { scale, at, near }) {
    const { label, font, hidden, size, opacity } = node.options;
    const centre = at(node);
    if (hidden || !label || !near(centre)) return null;
    const px = font.size * scale;
    return names(label, centre.x, centre.y + size * scale + px, px, opacity ?? 1);
  }

  function lineName(edge, { scale, at }) {
    const { label, font, hidden } = edge.options;
    if (hidden || !label || !edge.edgeType || !font.size) return null;
    const { x, y } = at(edge.edgeType.getPoint(0.5));
    return names(label, x, y + 3, font.size * scale, 1);
  }

  // What is seen of the plane, as {group, width, height}.
  function body() {
    const seen = place();
    const { nodes, edges } = seen.network.body;
    const dots = seen.network.body.nodeIndices.map((id) => nodes[id]);
    const lines = seen.network.body.edgeIndices.map((id) => edges[id]);
    const clip = "sheet-frame";
    const frame = svg("clipPath", { id: clip }, svg("rect", { width: seen.width, height: seen.height }));
    const parts = [
      ...lines.flatMap((edge) => line(edge, seen)),
      ...dots.map((node) => dot(node, seen)),
      ...lines.map((edge) => lineName(edge, seen)),
      ...dots.map((node) => dotName(node, seen)),
    ].filter(Boolean);
    const inner = svg("g", { "clip-path": `url(#${clip})` }, ...parts);
    return { group: svg("g", {}, svg("defs", {}, frame), inner), width: seen.width, height: seen.height };
  }

  // The kinds that are drawn: dots by shape and colour, lines by colour, and how sure by their dashes.
  function key() {
    const drawn = graph.network.body;
    const ids = drawn.nodeIndices.filter((id) => !drawn.nodes[id].options.hidden && data.entity.has(id));
    const kinds = new Set(ids.map((id) => data.entity.get(id).kind));
    const lines = drawn.edgeIndices.filter((id) => !drawn.edges[id].options.hidden && data.edge.has(id));
    const edgeKinds = new Set(lines.map((id) => data.edge.get(id).kind));
    const statuses = new Set(lines.map((id) => data.edge.get(id).status));
    const stroke = (colour, dash, strength = 1) => {
      const look = { stroke: colour, "stroke-width": 2.4, "stroke-opacity": 0.2 + 0.8 * strength };
      const props = { d: "M0 7h26", fill: "none", ...look };
      if (dash && dash.length) props["stroke-dasharray"] = dash.join(" ");
      return svg("g", {}, svg("path", props));
    };
    const shape = (kind) => {
      const style = data.nodeStyle(kind);
      const mark = svg("path", { d: own(SHAPES, style.shape) || SHAPES.dot, fill: theme.of(style) });
      return svg("g", {}, mark);
    };
    const { order } = data.styles;
    return [
      ...order.entity.filter((kind) => kinds.has(kind)).map((kind) => [shape(kind), data.kindName(kind), 16]),
      ...data.statementKinds
        .filter((kind) => edgeKinds.has(kind))
        .map((kind) => [stroke(theme.of(data.edgeStyle(kind))), data.statementKindName(kind), 26]),
      ...order.status
        .filter((status) => statuses.has(status))
        .map((status) => {
          const { dash, strength } = data.lineStyle(status);
          return [stroke(theme.ink(), dash, strength), data.concept(`status/${status}`), 26];
        }),
    ];
  }

  return { body, key, title: () => t("export.graph") };
}
