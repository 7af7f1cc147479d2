// The shortest ways from one node to another over what is shown, in words.

const CLAIMS = new Set(["assertion", "influence", "goal", "event", "termination"]);
// What many use without having to do with each other.
const SHARED = new Set(["channel-format", "offering", "document", "place", "affair"]);
const UNSURE = new Set(["rumour", "opinion", "forecast", "netizen", "derived"]);

function makePaths({ data, state, showing, t, cards, find = makeIndex(data) }) {
  const rank = new Map(data.styles.order.status.map((status, place) => [status, place]));
  const surest = (status) => rank.get(status) ?? rank.size;
  const form = makePathForm({ data, state, t, find, set });
  let last = null;

  // The edges shown between every two nodes: id → (id → edges).
  function netOf(edges) {
    const net = new Map();
    const add = (a, b, edge) => {
      if (!net.has(a)) net.set(a, new Map());
      net.get(a).set(b, [...(net.get(a).get(b) || []), edge]);
    };
    const hidden = new Set(state.now().hidden);
    for (const edge of edges) {
      if (edge.from === edge.to || hidden.has(edge.from) || hidden.has(edge.to)) continue;
      add(edge.from, edge.to, edge);
      add(edge.to, edge.from, edge);
    }
    return net;
  }

  // Ties are what was stated to join two: no opinions, wishes or events, nothing derived, and nothing that
  // runs through what many merely use.
  function isTie(edge, asked) {
    const shared = (id) => SHARED.has((data.entity.get(id) || {}).kind) && !asked.includes(id);
    if (shared(edge.from) || shared(edge.to)) return false;
    if (edge.kind === data.definition) return true;
    const shown = showing().edges.get(edge.id);
    const told = shown.statements.map((id) => data.statement.get(id));
    return !CLAIMS.has(edge.kind) && told.some((one) => !UNSURE.has(one.status) && !one.polarity);
  }

  const shownEdges = () => data.edges.filter((edge) => showing().edges.has(edge.id));
  const wantsTies = () => state.now().ways === "ties";

  const around = (net) => (id) => (net.has(id) ? net.get(id).keys() : []);

  function found(from, to) {
    const shown = showing();
    const { hidden, ways: asked } = state.now();
    const now = { shown, hidden, asked, from, to };
    if (last && Object.keys(now).every((key) => last[key] === now[key])) return last;
    const net = netOf(shownEdges().filter((edge) => !wantsTies() || isTie(edge, [from, to])));
    const status = (edge) => surest(shown.edges.get(edge.id).status);
    const cost = (a, b) => Math.min(...net.get(a).get(b).map(status));
    const ways = shortestPaths(from, to, around(net), cost);
    last = { ...now, net, ways };
    return last;
  }

  const ends = () => {
    const { path } = state.now();
    return path && path[0] !== null && path[1] !== null ? path : null;
  };

  function lit() {
    if (!ends() || state.now().focus) return null;
    const { ways, net } = found(...ends());
    const nodes = new Set([...ends(), ...ways.flat()]);
    const edges = new Set();
    for (const way of ways)
      for (let i = 0; i + 1 < way.length; i++) for (const edge of net.get(way[i]).get(way[i + 1])) edges.add(edge.id);
    return { nodes, edges };
  }

  function set(from, to) {
    state.change({ path: from || to ? [from || null, to || null] : null, focus: null });
  }

  // While a path is picked, a click on a node is its other end.
  function take(id) {
    const { path } = state.now();
    if (!path || ends()) return false;
    const other = path[0] ?? path[1];
    if (id === other) return false;
    set(...(path[0] === null ? [id, other] : [other, id]));
    return true;
  }

  // The statements shown of one step, the surest and plainest first.
  function behind(net, a, b) {
    const shown = showing();
    const all = net
      .get(a)
      .get(b)
      .flatMap((edge) => shown.edges.get(edge.id).statements);
    const told = [...new Set(all)].map((id) => data.statement.get(id)).filter(Boolean);
    const order = (s) => surest(s.status) + (s.kind === "assertion" ? 0.5 : 0);
    return told.sort((x, y) => order(x) - order(y) || (x.id < y.id ? -1 : 1));
  }

  function step(net, a, b, place) {
    const told = behind(net, a, b);
    const item = el("li", null, el("p", { class: "hop" }, cards.name(a), " – ", cards.name(b)));
    if (!told.length) {
      item.append(el("p", { class: "note", text: t("path.definition") }));
      return item;
    }
    const [first] = told;
    const sentence = el("p", { class: "summary", lang: "en" }, el("bdi", { text: first.summary || first.id }));
    const facts = el("p", { class: "muted small" }, cards.concept("status", first.status), " · ", cards.time(first));
    const more = el(
      "details",
      { class: "more", "data-key": `step ${place} ${a} ${b}` },
      el("summary", { text: t("path.evidence", told.length) }),
    );
    more.addEventListener("toggle", () => more.childElementCount > 1 || more.append(cards.list(told)));
    item.append(sentence, facts, more);
    return item;
  }

  function wayInWords(net, way, place) {
    const names = way.flatMap((id, i) => [i ? " – " : "", el("bdi", { text: data.label(id) })]).filter(Boolean);
    const steps = way.slice(1).map((id, i) => step(net, way[i], id, place));
    return el(
      "details",
      { class: "way", open: place === 0, "data-key": `way ${place}` },
      el("summary", null, ...names),
      el("ol", { class: "steps" }, ...steps),
    );
  }

  // How many nodes hang together with an end, and whether everything, unfiltered, would join the two.
  function apart(net, from, to) {
    const part = (id) => stepsFrom(id, around(net)).size;
    const words = (id) => t("path.part", data.label(id), part(id) - 1);
    const others = wantsTies() ? stepsFrom(from, around(netOf(shownEdges()))).get(to) : undefined;
    if (others !== undefined) {
      const every = button(t("path.use-all"), () => state.change({ ways: "all" }), { class: "link" });
      return [
        el("p", { class: "lead", text: t("path.no-ties", data.label(from), data.label(to)) }),
        el("p", { class: "note" }, `${t("path.any-line", others)} `, every),
      ];
    }
    const unfiltered = stepsFrom(from, around(netOf(data.edges))).get(to);
    return [
      el("p", { class: "lead", text: t("path.none", data.label(from), data.label(to)) }),
      el("ul", { class: "plain" }, el("li", { text: words(from) }), el("li", { text: words(to) })),
      unfiltered === undefined
        ? el("p", { class: "note", text: t("path.never") })
        : el("p", { class: "note", text: t("path.unfiltered", unfiltered) }),
    ];
  }

  function result() {
    const [from, to] = ends();
    if (from === to) return [el("p", { class: "note", text: t("path.same") })];
    const { net, ways } = found(from, to);
    if (!ways.length) return apart(net, from, to);
    const { day } = state.now();
    const told = [t("path.found", ways[0].length - 1)];
    if (ways.length > 1) told.push(t("path.several", ways.length));
    const when = day === null ? t("path.all-times") : t("path.on-day", data.dayText(day));
    return [
      el("p", { class: "lead", text: told.join(" · ") }),
      el("p", { class: "note", text: when }),
      ...ways.map((way, place) => wayInWords(net, way, place)),
    ];
  }

  // What the panel shows of a path: the form and, with both ends, the result.
  function render() {
    const { path } = state.now();
    if (!path) return null;
    const hint = ends() ? result() : [el("p", { class: "note", text: t("path.pick") })];
    return el("div", { class: "path" }, form(), ...hint);
  }

  return { take, lit, set, form, render, pick: (id) => set(id, null), clear: () => state.change({ path: null }) };
}
