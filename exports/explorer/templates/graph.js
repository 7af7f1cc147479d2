// The canvas: vis-network without physics. Only what differs from what is drawn is told to it.

const LARGE = 1200;

// A DataSet of which only changed items are touched.
function makeSheet(items = []) {
  const set = new vis.DataSet(items);
  const told = new Map();
  return {
    set,
    tell(changes) {
      const fresh = changes.filter((item) => {
        const before = told.get(item.id) || {};
        return Object.keys(item).some((key) => !same(before[key], item[key]));
      });
      for (const item of fresh) told.set(item.id, { ...told.get(item.id), ...item });
      if (fresh.length) set.update(fresh);
      return fresh.length;
    },
    has: (id) => told.has(id),
    drop(ids) {
      ids.forEach((id) => told.delete(id));
      if (ids.length) set.remove(ids);
    },
    ids: () => [...told.keys()],
  };
}

function makeGraph({ data, state, showing, t, on }) {
  const holder = byId("graph");
  const FACE = getComputedStyle(document.body).fontFamily;
  const scene = makeScene(data, state, showing);
  const palette = makePalette({ data, state });
  const atlas = makeAtlas({ data, scene, palette, holder, state });
  const say = makeLineWords({ data, state, t });
  const nodes = makeSheet();
  const edges = makeSheet();
  const large = data.network.edges.length > LARGE;
  const options = {
    autoResize: true,
    physics: false,
    layout: { improvedLayout: false, randomSeed: 1 },
    interaction: {
      hover: true,
      selectConnectedEdges: false,
      keyboard: false,
      zoomSpeed: 0.7,
      hideEdgesOnDrag: large,
      hideEdgesOnZoom: large,
    },
    nodes: {
      borderWidth: 1.5,
      shadow: false,
      chosen: false,
      font: { face: FACE, strokeWidth: 3.5, vadjust: -2 },
      scaling: { label: { drawThreshold: 0, maxVisible: 60 } },
    },
    edges: {
      chosen: false,
      arrows: { to: { enabled: true, scaleFactor: 0.5 } },
      arrowStrikethrough: false,
      hoverWidth: 0,
      font: { face: FACE, size: 0 },
    },
  };
  const bends = new Map(data.network.edges.map((edge) => [edge.id, edge.smooth]));
  const pen = document.createElement("canvas").getContext("2d");
  const choose = makeLabeller((text, px) => {
    pen.font = `${px}px ${FACE}`;
    return pen.measureText(text).width;
  });
  let portrait = atlas.tall();
  let network = null;
  let started = false;

  // Lines and dots in the light of the focus.
  function around(now, view) {
    const near = { nodes: new Set(), edges: new Set() };
    const path = on.lit();
    if (path) {
      path.nodes.forEach((id) => near.nodes.add(view.stand(id)));
      path.edges.forEach((id) => view.lines.has(id) && near.edges.add(id));
      return near;
    }
    if (!now.focus) return near;
    const { type, id } = now.focus;
    const stand = type === "node" ? view.stand(id) : null;
    for (const line of view.lines.values()) {
      const hit = type === "edge" ? line.id === id || (line.edges || []).includes(id) : line.from === stand || line.to === stand;
      if (!hit) continue;
      near.edges.add(line.id);
      near.nodes.add(line.from).add(line.to);
    }
    if (stand !== null) near.nodes.add(stand);
    return near;
  }

  let near = { nodes: new Set(), edges: new Set() };

  function changesByDot(view) {
    const found = new Map();
    for (const line of view.lines.values())
      for (const end of [line.from, line.to]) found.set(end, (found.get(end) || new Set()).add(line.change));
    return found;
  }

  function paint() {
    const [now, view] = [state.now(), scene.now()];
    near = around(now, view);
    const changes = now.compare === null ? null : changesByDot(view);
    const chosen = now.focus && now.focus.type === "node" ? view.stand(now.focus.id) : null;
    const dots = new Set([...nodes.ids(), ...view.dots]);
    nodes.tell(
      [...dots].map((id) => {
        const item = atlas.item(id);
        const look = {
          shown: view.dots.has(id),
          lit: !near.nodes.size || near.nodes.has(id),
          chosen: id === chosen,
          pinned: Object.hasOwn(now.pinned, id),
          changes,
        };
        const place = atlas.place(id);
        const unnamed = nodes.has(id) ? {} : { label: "" };
        return { ...unnamed, shape: item.shape || "dot", x: place[0], y: place[1], ...palette.dot(item, look) };
      }),
    );
    const focused = near.nodes.size > 0;
    edges.tell([
      ...[...view.lines.values()].map((line) => ({
        from: line.from,
        to: line.to,
        smooth: bends.get(line.id) ?? false,
        ...(edges.has(line.id) ? {} : { label: "" }),
        ...palette.line(line, {
          focused,
          lit: near.edges.has(line.id),
          chosen: now.focus && now.focus.type === "edge" && near.edges.has(line.id),
        }),
      })),
      ...edges
        .ids()
        .filter((id) => !view.lines.has(id) && !id.startsWith("~"))
        .map((id) => ({ id, hidden: true })),
    ]);
    edges.drop(edges.ids().filter((id) => id.startsWith("~") && !view.lines.has(id)));
    if (network) label();
  }

  // Lines have words where there is room: those in focus always, others when they bundle several and are near.
  function lineLabels(view, scale) {
    const lit = [...near.edges].map((id) => view.lines.get(id)).filter(Boolean);
    const rest = near.nodes.size || scale < 0.95 ? [] : [...view.lines.values()].filter((line) => line.statements.length > 2);
    const frame = atlas.frame(network);
    return [...lit, ...rest].slice(0, 300).flatMap((line) => {
      const drawn = own(network.body.edges, line.id);
      if (!drawn || !drawn.from || !drawn.to) return [];
      const { x, y } = drawn.edgeType.getPoint(0.5);
      if (!atlas.inside({ x, y }, frame)) return [];
      const length = Math.hypot(drawn.from.x - drawn.to.x, drawn.from.y - drawn.to.y);
      const text = near.edges.has(line.id) ? say(line) : `×${line.statements.length}`;
      return [{ id: line.id, text, px: 11, x, y, length }];
    });
  }

  function label() {
    if (!started) return;
    const scale = network.getScale();
    const view = scene.now();
    const now = state.now();
    const frame = atlas.frame(network);
    const candidates = [];
    for (const id of near.nodes.size ? near.nodes : view.dots) {
      const item = atlas.item(id);
      const body = own(network.body.nodes, id);
      if (!body || !view.dots.has(id) || !atlas.inside(body, frame)) continue;
      candidates.push({ ...item, name: atlas.name(id), size: body.options.size, x: body.x, y: body.y });
    }
    const centre = now.focus && (now.focus.type === "edge" ? near.nodes : [view.stand(now.focus.id)]);
    const lines = lineLabels(view, scale);
    const chosen = choose(candidates, new Set(centre || []), scale, lines);
    const [color, strokeColor] = [theme.ink(), theme.ground()];
    const font = (id) => ({ size: chosen.get(id), color, strokeColor, strokeWidth: 3.5 / scale });
    nodes.tell(
      nodes.ids().map((id) => (chosen.has(id) ? { id, label: atlas.name(id), font: font(id) } : { id, label: "" })),
    );
    const words = new Map(lines.map((line) => [line.id, line.text]));
    edges.tell(
      edges
        .ids()
        .map((id) => (chosen.has(id) ? { id, label: words.get(id), font: { ...font(id), align: "horizontal" } } : { id, label: "" })),
    );
  }

  paint();
  network = new vis.Network(holder, { nodes: nodes.set, edges: edges.set }, options);
  // Its own frame takes no part in the order of the Tab key: the holder does.
  holder.querySelector(".vis-network").tabIndex = -1;
  const canvas = holder.querySelector("canvas");
  canvas.setAttribute("role", "img");
  const view = makeCamera({ network, holder, scene, atlas, label });
  bindGraph({ network, nodes, holder, atlas, on, label: view.later, state });
  // Until the reader moves the picture, it fits whatever size the window has.
  let moved = false;
  for (const event of ["zoom", "dragEnd"]) network.on(event, () => (moved = true));
  network.on("resize", () => {
    const turned = portrait !== atlas.tall();
    portrait = atlas.tall();
    if (turned) paint();
    // vis puts the camera back after this event.
    setTimeout(() => (turned || !moved ? on.reshape() : view.later()), 0);
  });
  theme.onChange(paint);

  return {
    network,
    holder,
    scene,
    atlas,
    paint,
    ...view,
    canvas: () => canvas,
    // Names are written from here on: what comes before is not seen.
    start(covered) {
      started = true;
      view.fit([], covered, false);
    },
    still: () => (moved = true),
    describe: (text) => canvas.setAttribute("aria-label", text),
    point: (cursor) => (holder.style.cursor = cursor),
    near: () => [...near.nodes],
    // Where a node, or the middle of an edge, is in the window.
    spot(id) {
      const line = own(network.body.edges, id);
      const place = network.canvasToDOM(line ? line.edgeType.getPoint(0.5) : network.getPosition(id));
      const frame = holder.getBoundingClientRect();
      return { x: place.x + frame.x, y: place.y + frame.y };
    },
  };
}
