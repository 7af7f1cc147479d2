// What mouse, finger and keyboard do on the canvas.

function bindGraph({ network, nodes, holder, atlas, on, label, state }) {
  network.on("zoom", label);
  network.on("animationFinished", label);
  network.on("click", ({ nodes: [node], edges: [edge] }) =>
    node !== undefined ? on.node(node) : edge !== undefined ? on.edge(edge) : on.nothing(),
  );
  network.on("doubleClick", ({ nodes: [node] }) => node !== undefined && on.toggle(node));
  network.on("oncontext", ({ event, pointer }) => {
    event.preventDefault();
    const frame = holder.getBoundingClientRect();
    on.menu(network.getNodeAt(pointer.DOM), pointer.DOM.x + frame.x, pointer.DOM.y + frame.y);
  });
  for (const what of ["Node", "Edge"]) {
    network.on(`hover${what}`, (event) => on.hover(what.toLowerCase(), event[what.toLowerCase()], event.event));
    network.on(`blur${what}`, () => on.hover(null));
  }
  network.on("dragStart", () => on.hover(null));
  // A dot that was dragged stays where it was put.
  network.on("dragEnd", ({ nodes: dragged }) => {
    const pinned = { ...state.now().pinned };
    for (const [id, { x, y }] of Object.entries(network.getPositions(dragged))) pinned[id] = [Math.round(x), Math.round(y)];
    if (dragged.length) state.change({ pinned });
    label();
  });
}

const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

// A ring on the canvas that the arrow keys move from dot to dot.
function makeCursor({ graph, data, state, on, say, t }) {
  const { network, holder, atlas, scene } = graph;
  const ring = byId("ring");
  let at = null;

  const spotOf = (id) => network.body.nodes[id];
  const valid = (id) => id !== null && scene.now().dots.has(id) && own(network.body.nodes, id);

  function draw() {
    const shown = valid(at) && document.activeElement === holder;
    ring.hidden = !shown;
    if (!shown) return;
    const { x, y } = network.canvasToDOM(spotOf(at));
    const radius = spotOf(at).options.size * network.getScale() + 7;
    Object.assign(ring.style, { left: `${x}px`, top: `${y}px`, width: `${2 * radius}px`, height: `${2 * radius}px` });
  }

  function start() {
    const now = state.now();
    const focus = now.focus && now.focus.type === "node" ? scene.now().stand(now.focus.id) : null;
    if (valid(focus)) return focus;
    return [...scene.now().dots].reduce((a, b) => (a === null || atlas.item(b).rank > atlas.item(a).rank ? b : a), null);
  }

  // The nearest in a direction: neighbours before strangers, straight ahead before aside.
  function next(from, [dx, dy]) {
    const origin = spotOf(from);
    const linked = new Set(scene.around(from));
    const cost = (id) => {
      const [x, y] = [spotOf(id).x - origin.x, spotOf(id).y - origin.y];
      const [ahead, aside] = [x * dx + y * dy, Math.abs(x * dy) + Math.abs(y * dx)];
      return ahead <= 0 || aside > ahead * 1.8 ? Infinity : ahead + 1.5 * aside + (linked.has(id) ? 0 : 1e6);
    };
    let best = null;
    let least = Infinity;
    for (const id of scene.now().dots) {
      if (id === from || !own(network.body.nodes, id)) continue;
      const price = cost(id);
      if (price < least) [best, least] = [id, price];
    }
    return best;
  }

  function tell(id) {
    const entity = data.entity.get(id);
    const links = t("linksCount", scene.around(id).length);
    say(`${atlas.name(id).replaceAll("\n", " ")}${entity ? `, ${data.kindName(entity.kind)}` : ""}, ${links}`);
  }

  function move(id) {
    if (id === null) return;
    at = id;
    graph.show(id);
    draw();
    tell(id);
  }

  function menu() {
    const { x, y } = graph.spot(at);
    on.menu(at, x, y);
  }

  holder.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const step = STEPS[event.key];
    if (step && event.shiftKey) graph.pan(...step);
    else if (step) move(valid(at) ? next(at, step) : start());
    else if ((event.key === "Enter" || event.key === " ") && valid(at)) on.node(at, true);
    else if ((event.key === "ContextMenu" || (event.key === "F10" && event.shiftKey)) && valid(at)) menu();
    else if (event.key.toLowerCase() === "h" && valid(at)) on.hide(at);
    else if (event.key.toLowerCase() === "e" && valid(at)) on.toggle(at);
    else if (event.key.toLowerCase() === "p" && valid(at)) on.pin(at);
    else if (event.key === "+" || event.key === "=") graph.zoom(1.25);
    else if (event.key === "-") graph.zoom(0.8);
    else if (event.key === "0") on.fit();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  holder.addEventListener("focus", () => {
    if (holder.matches(":focus-visible")) move(start());
  });
  holder.addEventListener("blur", draw);
  network.on("afterDrawing", draw);
  return { at: () => (valid(at) ? at : null), place: (id) => (at = id) };
}
