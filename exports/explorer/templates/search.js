// The box at the top and its results: entities and, after them, sources.

// One result: what it is called, what it is, and by which other name it was found.
function makeOption({ data, t }) {
  function why(hit) {
    const id = hit.entity.id;
    if ([data.label(id), hit.entity.label].includes(hit.name)) return null;
    const line = el("span", { class: "why" }, `${t("search.found")} `, el("q", { text: hit.name }));
    if (hit.use === "pinyin" || hit.use === "initials") line.append(` (${t("names.pinyin")})`);
    if (hit.use === "hidden") line.append(` (${data.concept(`name-kind/${hit.kind}`)})`);
    return line;
  }

  return function option(hit) {
    if (hit.source) {
      const count = data.statements.filter((statement) => statement.source === hit.source.id).length;
      const what = el("span", { class: "what" }, el("bdi", { text: hit.source.title || hit.source.id }));
      const under = [hit.source.published, t("panel.statements", count)].filter(Boolean).join(" · ");
      what.append(el("span", { class: "why", text: under }));
      return [el("span", { class: "icon paper", "aria-hidden": "true" }), what, kind(t("search.source"))];
    }
    const { id } = hit.entity;
    const other = otherName(data, id);
    const what = el("span", { class: "what" }, el("bdi", { text: data.label(id) }));
    if (other) what.append(el("bdi", { class: "also", text: other }));
    const found = why(hit);
    if (found && hit.name !== other) what.append(found);
    return [shapeIcon(data.nodeStyle(hit.entity.kind)), what, kind(data.kindName(hit.entity.kind))];
  };

  function kind(text) {
    return el("span", { class: "kind", text });
  }
}

// The preferred name in the language that is not the reader's.
function otherName(data, id) {
  const entity = data.entity.get(id);
  const shown = data.label(id);
  const chinese = entity.names.find(([, lang, use]) => use === "pref" && lang.startsWith("zh-Han"));
  return [entity.zh || (chinese && chinese[0]), entity.label].find((name) => name && name !== shown);
}

// The box at the top: it finds entities and, after them, sources, whose statements open in the table.
function makeSearch({ data, state, t, choose, find = makeIndex(data) }) {
  function take(hit) {
    if (hit.entity) return choose(hit.entity.id);
    const others = Object.keys(data.sources).filter((id) => id !== hit.source.id);
    state.change({ view: "table", off: { ...state.now().off, source: others.sort() } });
  }

  const box = makeCombobox({
    input: byId("search"),
    list: byId("results"),
    said: byId("said"),
    find: (text) => find(text, 12, true),
    option: makeOption({ data, t }),
    text: (hit) => (hit.entity ? data.label(hit.entity.id) : ""),
    t,
    choose: take,
  });
  return { focus: box.focus, clear: box.clear, render: () => {} };
}
