// The canvas: vis-network without physics, painted anew whenever focus, filters, zoom or theme change.

function makeGraph({ data, visible, onNode, onEdge, onNothing, onHover, onReshape }) {
  const holder = byId("graph");
  const FACE = getComputedStyle(document.body).fontFamily;
  const nodes = new vis.DataSet(data.network.nodes.map((node) => ({ ...node, chosen: false, shadow: false })));
  const edges = new vis.DataSet(data.network.edges.map((edge) => ({ ...edge, chosen: false })));
  const names = new Map(data.network.nodes.map((node) => [node.id, node.label]));
  const options = {
    autoResize: true,
    physics: false,
    layout: { improvedLayout: false, randomSeed: 1 },
    interaction: { hover: true, selectConnectedEdges: false, keyboard: false, zoomSpeed: 0.7 },
    nodes: {
      borderWidth: 1.5,
      font: { face: FACE, strokeWidth: 3.5, vadjust: -2 },
      scaling: { label: { drawThreshold: 0, maxVisible: 60 } },
    },
    edges: {
      arrows: { to: { enabled: true, scaleFactor: 0.5 } },
      arrowStrikethrough: false,
      hoverWidth: 0,
      font: { face: FACE, size: 0 },
    },
  };
  let focus = null;
  let around = { nodes: new Set(), edges: new Set() };
  let portrait = false;

  const pen = document.createElement("canvas").getContext("2d");
  const measure = (text, px) => {
    pen.font = `${px}px ${FACE}`;
    return pen.measureText(text).width;
  };
  const choose = makeLabeller(measure);

  function arrange() {
    portrait = holder.clientWidth < holder.clientHeight * 0.9;
    if (portrait) nodes.update(data.network.nodes.map(({ id, portrait: [x, y] }) => ({ id, x, y })));
    else nodes.update(data.network.nodes.map(({ id, x, y }) => ({ id, x, y })));
  }

  arrange();
  const network = new vis.Network(holder, { nodes, edges }, options);
  const canvas = holder.querySelector("canvas");
  canvas.setAttribute("role", "img");

  function shownNow() {
    const lines = new Set();
    const ends = new Set();
    for (const edge of data.edges) {
      if (!visible.edge(edge)) continue;
      lines.add(edge.id);
      ends.add(edge.from).add(edge.to);
    }
    const dots = new Set(
      data.network.nodes.filter((node) => ends.has(node.id) || (focus && focus.id === node.id)).map((node) => node.id),
    );
    return { nodes: dots, edges: lines };
  }

  function surroundings(shown) {
    const near = { nodes: new Set(), edges: new Set() };
    if (!focus) return near;
    for (const edge of data.edges) {
      const hit = focus.type === "edge" ? edge.id === focus.id : edge.from === focus.id || edge.to === focus.id;
      if (!hit || !shown.edges.has(edge.id)) continue;
      near.edges.add(edge.id);
      near.nodes.add(edge.from).add(edge.to);
    }
    if (focus.type === "node") near.nodes.add(focus.id);
    return near;
  }

  function nodePaint(node, shown, lit) {
    const base = theme.of(data.nodeStyle(node.kind));
    const chosen = focus && focus.id === node.id;
    const ink = theme.ink();
    return {
      id: node.id,
      hidden: !shown.nodes.has(node.id),
      opacity: lit ? 1 : 0.13,
      borderWidth: chosen ? 3 : 1,
      size: chosen ? node.size + 3 : node.size,
      color: { background: base, border: chosen ? ink : theme.alpha(ink, 0.3) },
    };
  }

  function edgePaint(edge, record, shown, lit) {
    const base = theme.of(data.edgeStyle(record.kind));
    const line = data.lineStyle(record.status);
    const chosen = focus && focus.id === edge.id;
    const quiet = record.kind === "assertion" || record.kind === data.definition ? 0.6 : 1;
    const share = !focus ? 0.95 * line.strength * quiet : lit ? Math.max(line.strength, 0.75) : 0.06;
    const dash = record.kind === data.definition ? [2, 3] : line.dash;
    const count = (record.statements || []).length;
    const against =
      data.statementsOf(record).length > 0 && data.statementsOf(record).every((s) => s.polarity === "denied");
    return {
      id: edge.id,
      hidden: !shown.edges.has(edge.id),
      color: { color: theme.alpha(base, share), hover: base, inherit: false },
      dashes: dash.length ? dash : false,
      width: (chosen ? 2.5 : 0) + 1.1 + Math.min(3, 0.75 * Math.log2(Math.max(1, count))),
      arrows: {
        to: { enabled: record.kind !== "partnership", scaleFactor: 0.5 },
        middle: { enabled: against || record.kind === "termination", type: "bar", scaleFactor: 0.6 },
      },
    };
  }

  function label() {
    const scale = network.getScale();
    const places = network.getPositions();
    const shown = shownNow();
    const candidates = data.network.nodes
      .filter((node) => shown.nodes.has(node.id) && (!focus || around.nodes.has(node.id)))
      .map((node) => ({
        id: node.id,
        size: node.size,
        name: names.get(node.id),
        px: node.px,
        rank: node.rank,
        ...places[node.id],
      }));
    const first = new Set(focus ? (focus.type === "edge" ? around.nodes : [focus.id]) : []);
    const chosen = choose(candidates, first, scale);
    const [color, strokeColor] = [theme.ink(), theme.ground()];
    nodes.update(
      data.network.nodes.map(({ id }) => ({
        id,
        label: chosen.has(id) ? names.get(id) : "",
        font: { size: chosen.get(id) || 1, color, strokeColor, strokeWidth: 3.5 / scale },
      })),
    );
  }

  function paint() {
    const shown = shownNow();
    around = surroundings(shown);
    nodes.update(data.network.nodes.map((node) => nodePaint(node, shown, !focus || around.nodes.has(node.id))));
    edges.update(
      data.network.edges.map((edge) => edgePaint(edge, data.edge.get(edge.id), shown, around.edges.has(edge.id))),
    );
    label();
    return shown;
  }

  const moving = () => (theme.still() ? false : { duration: 350, easingFunction: "easeInOutQuad" });
  let wait = 0;
  const later = () => {
    cancelAnimationFrame(wait);
    wait = requestAnimationFrame(label);
  };

  // The corners of what is to be seen, with room for the names below the nodes.
  function extent(ids) {
    const sizes = new Map(data.network.nodes.map((node) => [node.id, node.size]));
    const corners = Object.entries(network.getPositions(ids)).map(([id, { x, y }]) => ({ x, y, r: sizes.get(id) }));
    const [left, top] = [Math.min(...corners.map((c) => c.x - c.r)), Math.min(...corners.map((c) => c.y - c.r))];
    const [right, bottom] = [Math.max(...corners.map((c) => c.x + c.r)), Math.max(...corners.map((c) => c.y + c.r))];
    return { width: right - left, height: bottom - top, position: { x: (left + right) / 2, y: (top + bottom) / 2 } };
  }

  // `covered` pixels at the bottom lie under a sheet and do not count as seen.
  function fit(ids = [], covered = 0, animation = moving()) {
    const seen = ids.length ? ids : [...shownNow().nodes];
    if (!seen.length) return;
    const { width, height, position } = extent(seen);
    const [side, above, below] = [Math.min(64, holder.clientWidth * 0.1), 26, 52];
    const room = [holder.clientWidth - 2 * side, holder.clientHeight - covered - above - below];
    const scale = Math.min(1.15, room[0] / Math.max(width, 1), room[1] / Math.max(height, 1));
    const offset = { x: 0, y: (above - below - covered) / 2 };
    network.moveTo({ position, offset, scale: Math.max(scale, 0.05), animation });
    if (!animation) label();
  }

  function zoom(factor) {
    network.moveTo({ scale: Math.min(4, Math.max(0.05, network.getScale() * factor)), animation: moving() });
    if (!moving()) label();
  }

  // Arrows move the picture, + and - zoom, 0 shows everything; the canvas's frame takes the focus.
  holder.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (step) {
      const [view, far] = [network.getViewPosition(), 60 / network.getScale()];
      network.moveTo({ position: { x: view.x + step[0] * far, y: view.y + step[1] * far } });
    } else if (event.key === "+" || event.key === "=") zoom(1.25);
    else if (event.key === "-") zoom(0.8);
    else if (event.key === "0") fit();
    else return;
    event.preventDefault();
  });
  network.on("zoom", later);
  network.on("animationFinished", later);
  network.on("dragEnd", later);
  network.on("click", ({ nodes: [node], edges: [edge] }) =>
    node !== undefined ? onNode(node) : edge !== undefined ? onEdge(edge) : onNothing(),
  );
  for (const what of ["Node", "Edge"]) {
    network.on(`hover${what}`, (event) => onHover(what.toLowerCase(), event[what.toLowerCase()], event.event));
    network.on(`blur${what}`, () => onHover(null));
  }
  network.on("dragStart", () => onHover(null));
  network.on("resize", () => {
    if (portrait !== holder.clientWidth < holder.clientHeight * 0.9) {
      arrange();
      onReshape();
    } else later();
  });
  theme.onChange(paint);

  return {
    network,
    paint,
    fit,
    zoom,
    point: (cursor) => (holder.style.cursor = cursor),
    describe: (text) => canvas.setAttribute("aria-label", text),
    // The focus shows at the next `paint`.
    focusOn: (next) => (focus = next),
    near: () => [...around.nodes],
    // Where a node, or the middle of an edge, is in the window.
    spot(id) {
      const line = own(network.body.edges, id);
      const place = network.canvasToDOM(line ? line.edgeType.getPoint(0.5) : network.getPosition(id));
      const frame = holder.getBoundingClientRect();
      return { x: place.x + frame.x, y: place.y + frame.y };
    },
  };
}
