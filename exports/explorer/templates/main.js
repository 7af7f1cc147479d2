// Everything joined: the data's indexes, the focus, and what the keyboard does.

function readData() {
  const data = JSON.parse(byId("data").textContent);
  const index = (items) => new Map(items.map((item) => [item.id, item]));
  const gather = (items, keysOf) => {
    const found = new Map();
    for (const item of items)
      for (const key of new Set(keysOf(item))) found.set(key, [...(found.get(key) || []), item]);
    return found;
  };
  const { styles, kinds } = data;
  const grey = { shape: "dot", light: "#858b93", dark: "#9ba3ad" };
  const called = (kind, names) => (own(names, kind) || [kind])[0];
  Object.assign(data, {
    entity: index(data.entities),
    statement: index(data.statements),
    edge: index(data.edges),
    drawn: new Set(data.network.nodes.map((node) => node.id)),
    about: gather(data.statements, (s) => s.about || []),
    said: gather(data.statements, (s) => [s.speaker, ...(s.via || [])].filter((id) => id !== undefined)),
    statementKinds: [...new Set([...styles.order.statement, ...data.statements.map((s) => s.kind)])],
    nodeStyle: (kind) => own(styles.node, kind) || grey,
    edgeStyle: (kind) => own(styles.edge, kind) || grey,
    lineStyle: (status) => own(styles.line, status) || { dash: [], strength: 0.6 },
    kindName: (kind) => called(kind, kinds.entity),
    statementKindName: (kind) => (kind === data.definition ? "By definition" : called(kind, kinds.statement)),
  });
  data.statementsOf = (edge) => (edge.statements || []).map((id) => data.statement.get(id));
  return data;
}

const data = readData();
let focus = null;

// On a narrow page buttons, or the details, cover the foot of the picture.
const narrow = window.matchMedia("(max-width: 860px)");
const covered = () =>
  !narrow.matches ? 0 : document.body.classList.contains("with-panel") ? byId("panel").offsetHeight : 56;

const filters = makeFilters(data, () => refresh());
const visible = {
  edge(edge) {
    const ends = [edge.from, edge.to].every((id) => filters.entity(data.entity.get(id).kind));
    return (
      ends && (edge.kind === data.definition ? filters.definition() : data.statementsOf(edge).some(filters.statement))
    );
  },
};
const graph = makeGraph({
  data,
  visible,
  onNode: (id) => selectNode(id),
  onEdge: (id) => selectEdge(id),
  onNothing: reset,
  onHover: hover,
  onReshape: () => graph.fit([], covered(), false),
});
const cards = makeCards(data, (id) => selectNode(id, true));
const panel = makePanel({ data, filters, cards, goEdge: (id) => selectEdge(id, true), close: reset });
const search = makeSearch({
  find: makeIndex(data.entities),
  icon: (entity) => shapeIcon(data.nodeStyle(entity.kind)),
  kindName: data.kindName,
  conceptName: cards.concept,
  choose: (id) => selectNode(id, true),
});

function refresh() {
  const shown = graph.paint();
  const empty = byId("empty");
  empty.hidden = shown.edges.size > 0;
  if (!empty.hidden)
    empty.textContent = data.edges.length
      ? "No line passes all of the legend's switches."
      : "There is nothing to draw yet.";
  byId("counts").textContent = counts(shown);
  graph.describe(
    `Graph of ${plural(shown.nodes.size, "entity", "entities")} and ${plural(shown.edges.size, "line")}. The search and the details say the same in words.`,
  );
  showPanel();
}

function counts(shown) {
  const statements = data.statements.filter(filters.statement).length;
  const all = filters.everything();
  const of = all ? "" : ` of ${data.statements.length.toLocaleString("en")}`;
  const parts = [
    plural(data.entities.length, "entity", "entities"),
    `${statements.toLocaleString("en")}${of} statements`,
    plural(Object.keys(data.sources).length, "source"),
  ];
  return (all ? parts : [...parts, `${plural(shown.edges.size, "line")} shown`]).join(" · ");
}

function showPanel() {
  if (focus === null) panel.start();
  else panel[focus.type](focus.id);
  byId("show-panel").textContent = focus === null ? "About" : "Details";
}

function setSheet(open) {
  document.body.classList.toggle("with-panel", open);
  byId("show-panel").setAttribute("aria-expanded", String(open));
}

function bringNear(travel) {
  if (travel || narrow.matches) graph.fit(graph.near(), covered());
  if (travel) byId("panel").focus({ preventScroll: true });
}

function take(next) {
  focus = next;
  hover(null);
  graph.focusOn(data.drawn.has(next.id) || next.type === "edge" ? next : null);
  document.body.classList.remove("with-legend");
  setSheet(true);
  refresh();
}

// Light up an entity and its neighbours; `travel` also brings them into view.
function selectNode(id, travel = false) {
  if (!data.entity.has(id)) return;
  take({ type: "node", id });
  bringNear(travel);
}

function selectEdge(id, travel = false) {
  if (!data.edge.has(id)) return;
  take({ type: "edge", id });
  bringNear(travel);
}

function reset() {
  focus = null;
  search.clear();
  graph.focusOn(null);
  setSheet(false);
  document.body.classList.remove("with-legend");
  refresh();
}

function hover(type, id, event) {
  const tip = byId("tip");
  tip.hidden = !type;
  graph && graph.point(type ? "pointer" : "default");
  if (!type) return;
  const record = type === "node" ? data.entity.get(id) : data.edge.get(id);
  tip.replaceChildren(...(type === "node" ? nodeTip(record) : edgeTip(record)));
  const box = byId("stage").getBoundingClientRect();
  const [x, y] = [event.clientX - box.left, event.clientY - box.top];
  tip.style.left = `${Math.min(x + 14, box.width - tip.offsetWidth - 8)}px`;
  tip.style.top = `${y + 18 + tip.offsetHeight > box.height ? y - tip.offsetHeight - 10 : y + 18}px`;
}

function nodeTip(entity) {
  const chinese = entity.names.find(([, lang, use]) => use === "pref" && lang.startsWith("zh"));
  const title = el("strong", null, el("bdi", { text: entity.label }));
  const second = chinese && chinese[0] !== entity.label ? el("bdi", { lang: chinese[1], text: ` ${chinese[0]}` }) : "";
  return [
    el("p", null, title, second),
    el("p", { class: "muted", text: `${data.kindName(entity.kind)} · ${plural(entity.weight || 0, "statement")}` }),
  ];
}

function edgeTip(edge) {
  const names = [edge.from, edge.to].map((id) => el("bdi", { text: data.entity.get(id).label }));
  const count = (edge.statements || []).length;
  const status = count ? ` · ${plural(count, "statement")}, ${cards.concept("status", edge.status)}` : "";
  return [
    el("p", null, el("strong", null, names[0], " → ", names[1])),
    el("p", { class: "muted", text: `${data.statementKindName(edge.kind)}: ${edge.label}${status}` }),
  ];
}

byId("zoom-in").addEventListener("click", () => graph.zoom(1.35));
byId("zoom-out").addEventListener("click", () => graph.zoom(1 / 1.35));
byId("fit").addEventListener("click", () => graph.fit([], covered()));
byId("show-panel").addEventListener("click", () => setSheet(!document.body.classList.contains("with-panel")));
byId("show-legend").addEventListener("click", () => {
  const open = document.body.classList.toggle("with-legend");
  byId("show-legend").setAttribute("aria-expanded", String(open));
});
document.addEventListener("keydown", (event) => {
  const typing = event.target instanceof HTMLInputElement;
  if (event.key === "Escape") reset();
  else if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    search.focus();
  }
});
theme.onChange(showPanel);

refresh();
graph.fit([], covered(), false);

// For tests and for the curious: the data, the network, where things are, and what a click does.
window.alliance = Object.freeze({ data, network: graph.network, spot: graph.spot, selectNode, selectEdge, reset });
