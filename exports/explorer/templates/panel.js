// The side panel: an entity, an edge, a path, or the way in.

function makePanel({ data, state, showing, t, cards, paths, actions, goEdge, close }) {
  const panel = byId("panel");
  const evidence = makeEvidence({ data, state, showing, t, cards });
  const namesOf = makeNames({ t, cards });
  const rolesOf = makeRoles({ data, state, t, cards, passes: evidence.passes });
  const figuresOf = makeFigures({ data, state, t, cards, passes: evidence.passes });
  const conflicts = makeConflicts({ data, state, t, cards });
  const about = makeAbout({ data, state, showing, t, cards, paths });
  const toolsOf = makeNodeTools({ data, state, t, paths, actions });
  let subject = null;

  const pairOf = (edge) => [edge.from, edge.to].sort().join("\n");
  function closer(name = "close") {
    return button("×", close, {
      class: name,
      "aria-label": t("panel.close"),
      title: t("panel.close"),
      "data-key": "close",
    });
  }

  const head = (...content) => el("div", { class: "head" }, ...content);

  function node(id) {
    const entity = data.entity.get(id);
    if (!entity) return [head(el("h2", null, el("bdi", { text: id })), closer())];
    const told = data.about.get(id) || [];
    const other = otherName(data, id);
    const lang = (text) => (HAN.test(text) ? "zh-Hans" : "en");
    const line = [data.kindName(entity.kind), t("panel.statements", told.length)];
    if (!data.drawn.has(id) && data.size.mode === "whole") line.push(t("panel.not-drawn"));
    return [
      head(
        shapeIcon(data.nodeStyle(entity.kind)),
        el(
          "div",
          null,
          el("h2", null, el("bdi", { text: data.label(id), lang: lang(data.label(id)) })),
          other ? el("p", { class: "second" }, el("bdi", { text: other, lang: lang(other) })) : null,
        ),
        closer(),
      ),
      el("p", { class: "kindline", text: line.join(" · ") }),
      toolsOf(id),
      state.now().path ? back() : null,
      entity.description ? el("p", { class: "lead", lang: "en" }, el("bdi", { text: entity.description })) : null,
      ...namesOf(entity),
      cards.fields(entity.fields),
      ...rolesOf(id),
      figuresOf(id),
      conflicts.ofNode(id),
      ...evidence.grouped(told),
      ...evidence.said(data.said.get(id) || []),
    ];
  }

  function back() {
    return el(
      "p",
      { class: "back" },
      button(t("path.back"), () => state.change({ focus: null }), { class: "link" }),
    );
  }

  function otherLines(edge) {
    const shown = showing().edges;
    const lines = (data.touching.get(edge.from) || []).filter(
      (one) => one.id !== edge.id && pairOf(one) === pairOf(edge),
    );
    if (!lines.length) return [];
    const item = (one) =>
      el(
        "li",
        { class: shown.has(one.id) ? null : "quiet" },
        lineIcon(theme.of(data.edgeStyle(one.kind)), data.lineStyle(one.status).dash),
        button(data.statementKindName(one.kind), () => goEdge(one.id), { class: "link" }),
        el("span", { class: "count", text: cards.number((one.statements || []).length) }),
      );
    return [el("h3", { text: t("edge.others") }), el("ul", { class: "others" }, ...lines.map(item))];
  }

  function edge(id) {
    const record = data.edge.get(id);
    if (!record) return [head(el("h2", { text: id }), closer())];
    const behind = data.statementsOf(record).filter(Boolean);
    const parts = [data.statementKindName(record.kind), behind.length ? t("panel.statements", behind.length) : null];
    const line = el("p", { class: "kindline", text: parts.filter(Boolean).join(" · ") });
    const says = state.now().lang === "zh" && record.label_zh ? record.label_zh : record.label;
    line.append(" · ", cards.inEnglish(says));
    return [
      head(
        lineIcon(theme.of(data.edgeStyle(record.kind)), data.lineStyle(record.status).dash),
        el(
          "h2",
          { class: "ends" },
          cards.name(record.from),
          el("span", { class: "arrow", "aria-label": t("edge.to"), role: "img", text: " → " }),
          cards.name(record.to),
        ),
        closer(),
      ),
      line,
      state.now().path ? back() : null,
      record.kind === data.definition
        ? el("p", { class: "lead", text: t("edge.definition", data.label(record.from)) })
        : null,
      ...evidence.grouped(behind),
      conflicts.ofStatements(record.statements || []),
      ...otherLines(record),
    ];
  }

  function path() {
    const shown = paths.render();
    return [
      head(el("h2", { text: t("path.title") }), closer()),
      shown,
      panelTool("clear-path", t("path.clear"), paths.clear),
    ];
  }

  function start() {
    return [head(el("h2", { text: t("about.title") }), closer("close narrow")), ...about()];
  }

  // What is open, where it is scrolled to and what has the keyboard outlive a change of the day or of the legend.
  function show(content) {
    const keyed = () => [...panel.querySelectorAll("[data-key]")];
    const open = new Map(keyed().map((node) => [node.dataset.key, node.open]));
    const active = panel.contains(document.activeElement) ? document.activeElement.closest("[data-key]") : null;
    const [key, top] = [active && active.dataset.key, panel.scrollTop];
    panel.replaceChildren(...content.filter(Boolean));
    for (const node of keyed())
      if (node.localName === "details" && open.has(node.dataset.key)) node.open = open.get(node.dataset.key);
    panel.scrollTop = top;
    const again = key && keyed().find((node) => node.dataset.key === key);
    if (again) (again.localName === "details" ? again.firstChild : again).focus({ preventScroll: true });
  }

  function render() {
    const { focus, path: ends } = state.now();
    const next = JSON.stringify(focus || ends);
    if (next !== subject) {
      panel.querySelectorAll("details[data-key]").forEach((node) => node.removeAttribute("data-key"));
      panel.scrollTop = 0;
    }
    subject = next;
    if (focus) show(focus.type === "node" ? node(focus.id) : edge(focus.id));
    else show(ends ? path() : start());
  }

  return { render };
}
