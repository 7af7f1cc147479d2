// Everything joined: the data, the state and its address, the views, and what the keyboard does.

const data = readData(byId("data").textContent, () => state.now().lang);
const DEFAULTS = deepFreeze({ ...START, ...(data.start || {}) });
const state = makeState({ ...DEFAULTS, ...fromFragment(location.hash, data, DEFAULTS) });
const t = makeWords(state);
const showing = makeShowing(data, state);
const say = makeSay();
theme.set(state.now().theme);

// On a narrow page buttons, or the details, cover the foot of the picture.
const narrow = window.matchMedia("(max-width: 860px)");
const covered = () =>
  !narrow.matches ? 0 : document.body.classList.contains("with-panel") ? byId("panel").offsetHeight - byId("timebar").offsetHeight : 56;

const menu = makeMenu({ t });
let paths = null;
let hover = () => {};
const graph = makeGraph({
  data,
  state,
  showing,
  t,
  on: {
    node: (id, travel) => pickNode(id, travel),
    edge: (id) => selectEdge(id),
    nothing: reset,
    hover: (...what) => hover(...what),
    toggle: (id) => actions.toggle(id),
    menu: (id, x, y) => menu.open(actions.offers(id, (node) => selectNode(node, true)), x, y),
    reshape: () => graph.fit([], covered(), false),
    lit: () => paths && paths.lit(),
  },
});
hover = makeTips({ data, showing, t, point: graph.point });
const actions = makeActions({ data, state, graph, say, t });
const cursor = makeCursor({
  graph,
  data,
  state,
  say,
  t,
  on: {
    node: (id) => pickNode(id, true),
    toggle: (id) => actions.toggle(id),
    hide: (id) => actions.hide(id),
    pin: (id) => actions.pin(id),
    menu: (id, x, y) => menu.open(actions.offers(id, (node) => selectNode(node, true)), x, y),
    fit: () => graph.fit([], covered()),
  },
});
const go = (id) => selectNode(id, true);
const goEdge = (id) => selectEdge(id, true);
const cards = makeCards({ data, state, showing, t, go });
paths = makePaths({ data, state, showing, t, cards, go, goEdge });
const filters = makeFilters({ data, state, showing, t, close: closeLegend });
const explain = makeEmpty({ data, state, showing, t, clear: filters.clear });
const panel = makePanel({ data, state, showing, t, cards, paths, go, goEdge, close: reset, actions });
const search = makeSearch({ data, state, t, choose: (id) => selectNode(id, true) });
const making = { data, state, showing, t, cards, paths, go, goEdge };
const makers = { matrix: makeMatrixView, timeline: makeTimelineView, ranking: makeRankingView, table: makeTableView };
const views = Object.fromEntries(Object.entries(makers).map(([view, make]) => [view, make(making)]));
const exporting = makeExporting({ ...making, graph, views });
const tabs = makeTabs({ state, t, views: VIEWS });
const tools = makeTools({ state, t, menu, exporting, say });
const timebar = makeTimebar({ data, state, t, goStatement, say });

const headline = makeHeadline({ data, state, showing, t, say });
const address = makeAddress({ data, state, defaults: DEFAULTS });

function paintGraph() {
  graph.paint();
  const { dots, lines } = graph.scene.now();
  explain(data.size.mode === "communities" ? dots.size : lines.size);
  graph.describe(t("graphLabel", t("entities", dots.size), t("linesCount", lines.size)));
}

// The picture is drawn at once; what stands beside it, where a lot is told, when the canvas has been painted.
const beside = (() => {
  let waiting = 0;
  const draw = () => {
    waiting = 0;
    panel.render(state.now().focus);
    filters.render();
    headline.count();
  };
  return () => {
    if (data.statements.length < 2000) return draw();
    if (!waiting) waiting = setTimeout(draw, 0);
  };
})();

function showView() {
  const { view } = state.now();
  byId("stage").hidden = view !== "graph";
  byId("view").hidden = view === "graph";
  byId("view").setAttribute("aria-labelledby", `tab-${view}`);
  if (view === "graph") return;
  byId("view").dataset.view = view;
  views[view].render(byId("view"));
}

function renderAll() {
  t.fill();
  headline.title();
  tools.render();
  tabs.build();
  timebar.build();
  filters.build();
  showView();
  paintGraph();
  panel.render(state.now().focus);
  headline.count();
  byId("show-panel").textContent = t(state.now().focus ? "details" : "about");
}

function update(now, before) {
  const changed = (...keys) => keys.some((key) => now[key] !== before[key]);
  if (changed("theme")) theme.set(now.theme);
  if (changed("lang")) renderAll();
  else {
    if (changed("theme")) tools.render();
    if (changed("view")) tabs.render();
    if (changed("day", "compare")) timebar.render();
    showView();
    if (now.view === "graph") paintGraph();
    beside();
    byId("show-panel").textContent = t(now.focus || now.path ? "details" : "about");
  }
  if (changed("view") && now.view === "graph") requestAnimationFrame(() => graph.network.redraw());
  if (changed("path") && now.path) setSheet(true);
  if (changed("focus")) headline.tell(now.focus);
  address.write();
}

function setSheet(open) {
  document.body.classList.toggle("with-panel", open);
  byId("show-panel").setAttribute("aria-expanded", String(open));
}

function closeLegend() {
  document.body.classList.remove("with-legend");
  byId("show-legend").setAttribute("aria-expanded", "false");
}

function bringNear(travel) {
  if (state.now().view === "graph" && (travel || narrow.matches)) {
    graph.still();
    graph.fit(graph.near(), covered());
  }
  if (travel && !narrow.matches) byId("panel").focus({ preventScroll: true });
}

function take(focus) {
  hover(null);
  closeLegend();
  setSheet(true);
  state.change({ focus });
}

// On the picture a group opens in place; while a path is picked, a dot is its other end.
function pickNode(id, travel = false) {
  cursor.place(id);
  if (graph.scene.communities.has(id)) {
    actions.grow(id);
    graph.still();
    return graph.fit(graph.scene.communities.get(id).members, covered());
  }
  if (paths.take && paths.take(id)) return undefined;
  return selectNode(id, travel);
}

// Light up an entity and its neighbours; `travel` also brings them into view.
function selectNode(id, travel = false) {
  if (!data.entity.has(id)) return;
  const { grown, hidden } = state.now();
  if (graph.scene.communities.has(graph.scene.now().stand(id))) state.change({ grown: withIds(grown, id) });
  if (hidden.includes(id)) state.change({ hidden: without(hidden, id) });
  take({ type: "node", id });
  bringNear(travel);
}

function selectEdge(id, travel = false) {
  const folded = id.startsWith("~") ? graph.scene.now().lines.get(id) : null;
  const edge = folded ? folded.edges[0] : id;
  if (!data.edge.has(edge)) return;
  take({ type: "edge", id: edge });
  bringNear(travel);
}

function goStatement(id) {
  const [edge] = data.edgesOf.get(id) || [];
  const statement = data.statement.get(id);
  if (edge) selectEdge(edge.id, true);
  else if (statement && statement.about && statement.about.length) selectNode(statement.about[0], true);
}

function reset() {
  search.clear();
  setSheet(false);
  closeLegend();
  state.change({ focus: null, path: null });
}


for (const [id, factor] of [["zoom-in", 1.35], ["zoom-out", 1 / 1.35]]) byId(id).addEventListener("click", () => graph.zoom(factor));
byId("fit").addEventListener("click", () => graph.fit([], covered()));
byId("show-panel").addEventListener("click", () => setSheet(!document.body.classList.contains("with-panel")));
byId("show-legend").addEventListener("click", () => {
  const open = document.body.classList.toggle("with-legend");
  byId("show-legend").setAttribute("aria-expanded", String(open));
});
bindKeys({ state, search, tools, timebar, menu, reset });
theme.onChange(() => {
  showView();
  panel.render(state.now().focus);
});
state.on(update);

renderAll();
graph.start(covered());
if (state.now().focus) {
  setSheet(true);
  bringNear(narrow.matches);
}

// For tests and for the curious.
window.alliance = Object.freeze({
  data,
  network: graph.network,
  state,
  showing,
  spot: graph.spot,
  selectNode,
  selectEdge,
  reset,
  toFragment: (now = state.now()) => toFragment(now, DEFAULTS, data),
  fromFragment: (text) => fromFragment(text, data, DEFAULTS),
});
