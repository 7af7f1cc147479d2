// The legend, which is also the filter: kinds of nodes, kinds of statements, statuses; all must agree.

function makeFilters(data, changed) {
  const off = { entity: new Set(), statement: new Set(), status: new Set() };
  const groups = [];

  const shows = {
    entity: (kind) => !off.entity.has(kind),
    statement: (statement) => !off.statement.has(statement.kind) && !off.status.has(statement.status),
    definition: () => !off.statement.has(data.definition),
    everything: () => Object.values(off).every((set) => set.size === 0),
  };

  function paint() {
    for (const { name, rows } of groups)
      for (const { key, toggle } of rows) toggle.setAttribute("aria-pressed", String(!off[name].has(key)));
    reset.hidden = shows.everything();
  }

  function set(name, keys) {
    off[name] = new Set(keys);
    paint();
    changed();
  }

  function flip(name, key) {
    const next = new Set(off[name]);
    if (!next.delete(key)) next.add(key);
    set(name, next);
  }

  // The one row alone; a second time, all again.
  function only(name, key, rows) {
    const others = rows.map((row) => row.key).filter((other) => other !== key);
    const alone = !off[name].has(key) && others.every((other) => off[name].has(other));
    set(name, alone ? [] : others);
  }

  function group(name, title, entries, note) {
    const rows = [];
    const list = el("ul");
    for (const { key, icon, label, meaning, count } of entries) {
      const toggle = button("", () => flip(name, key), { class: "toggle", title: meaning, "aria-pressed": "true" });
      toggle.append(
        icon(),
        el("span", { text: label }),
        el("span", { class: "count", text: count.toLocaleString("en") }),
      );
      toggle.dataset.key = key;
      const alone = button("only", () => only(name, key, rows), { class: "only", "aria-label": `only ${label}` });
      rows.push({ key, toggle, icon });
      list.append(el("li", null, toggle, alone));
    }
    groups.push({ name, rows });
    return el("section", null, el("h2", { text: title }), note ? el("p", { class: "note", text: note }) : null, list);
  }

  const tally = (items, key) =>
    items.reduce((sums, item) => sums.set(item[key], (sums.get(item[key]) || 0) + 1), new Map());

  function entityEntries() {
    const counts = tally(data.entities, "kind");
    const kinds = [...new Set([...data.styles.order.entity, ...counts.keys()])].filter((kind) => counts.has(kind));
    return kinds.map((key) => {
      const [label, meaning] = own(data.kinds.entity, key) || [key, ""];
      return { key, label, meaning, count: counts.get(key), icon: () => shapeIcon(data.nodeStyle(key)) };
    });
  }

  function statementEntries() {
    const counts = tally(data.statements, "kind");
    const kinds = [...new Set([...data.styles.order.statement, ...counts.keys()])].filter((kind) => counts.has(kind));
    const entries = kinds.map((key) => {
      const [label, meaning] = own(data.kinds.statement, key) || [key, ""];
      return { key, label, meaning, count: counts.get(key), icon: () => lineIcon(theme.of(data.edgeStyle(key))) };
    });
    const defined = data.edges.filter((edge) => edge.kind === data.definition).length;
    const meaning = "Follows from what the thing is: a post is a post in its organization.";
    if (defined)
      entries.push({
        key: data.definition,
        label: "By definition",
        meaning,
        count: defined,
        icon: () => lineIcon(theme.of(data.edgeStyle(data.definition)), [2, 3]),
      });
    return entries;
  }

  function statusEntries() {
    const counts = tally(data.statements, "status");
    const keys = [...new Set([...data.styles.order.status, ...counts.keys()])].filter((key) => counts.has(key));
    return keys.map((key) => {
      const [label, meaning] = data.concepts[`status/${key}`] || [key, ""];
      const line = data.lineStyle(key);
      return {
        key,
        label,
        meaning,
        count: counts.get(key),
        icon: () => lineIcon(theme.alpha(theme.ink(), 0.25 + 0.75 * line.strength), line.dash),
      };
    });
  }

  const reset = button("Show all again", () => clear(), { class: "reset", hidden: true });
  function clear() {
    for (const name of Object.keys(off)) off[name] = new Set();
    paint();
    changed();
  }

  byId("legend").replaceChildren(
    el(
      "div",
      { class: "legend-head" },
      el("h2", { text: "Legend" }),
      reset,
      button("×", () => document.body.classList.remove("with-legend"), {
        class: "close",
        "aria-label": "Close the legend",
      }),
    ),
    group("entity", "Nodes", entityEntries(), "The larger, the more is said of it."),
    group("statement", "Lines", statementEntries(), "A bar across: an end, or denied."),
    group("status", "How sure", statusEntries(), "A line is drawn by the surest of its statements."),
  );
  theme.onChange(() => {
    for (const { rows } of groups) for (const { toggle, icon } of rows) toggle.firstChild.replaceWith(icon());
  });
  return { ...shows, clear };
}
