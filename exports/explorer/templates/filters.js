// The legend, which is also the filter: six groups that must all agree, two switches, and what they leave.

const OPEN_AT_FIRST = ["entity", "statement", "status"];

// The rows of each group: {key, label, meaning, icon}, in the order of the styles where they have one.
function makeLegendRows({ data, t }) {
  const present = (order, keys) => {
    const held = new Set(keys);
    return [...new Set([...order, ...held])].filter((key) => held.has(key));
  };
  const { order } = data.styles;
  const byCount = (keys) => {
    const sums = keys.reduce((found, key) => found.set(key, (found.get(key) || 0) + 1), new Map());
    return [...sums.keys()].sort((a, b) => sums.get(b) - sums.get(a) || (a < b ? -1 : 1));
  };
  const entity = (key) => ({
    key,
    label: data.kindName(key),
    meaning: data.kindMeaning(key),
    icon: () => shapeIcon(data.nodeStyle(key)),
  });
  const statement = (key) => ({
    key,
    label: data.statementKindName(key),
    meaning: key === data.definition ? t("byDefinitionMeaning") : data.statementKindMeaning(key),
    icon: () => lineIcon(theme.of(data.edgeStyle(key)), key === data.definition ? [2, 3] : []),
  });
  const status = (key) => {
    const line = data.lineStyle(key);
    const icon = () => lineIcon(theme.alpha(theme.ink(), 0.25 + 0.75 * line.strength), line.dash);
    return { key, label: data.concept(`status/${key}`), meaning: data.meaning(`status/${key}`), icon };
  };
  const stage = (key) => ({ key, label: data.concept(`stage/${key}`), meaning: data.meaning(`stage/${key}`) });
  const source = (key) => {
    const found = own(data.sources, key) || {};
    return { key, label: found.title || key, meaning: [found.title, found.published].filter(Boolean).join(" · ") };
  };
  const alliance = (key) => ({
    key,
    label: key === "" ? t("noAlliance") : data.label(key),
    meaning: key === "" ? t("noAllianceMeaning") : "",
  });
  const defined = data.edges.some((edge) => edge.kind === data.definition);
  return {
    entity: present(order.entity, data.entities.map((e) => e.kind)).map((key) => () => entity(key)),
    statement: [...present(order.statement, data.statements.map((s) => s.kind)), ...(defined ? [data.definition] : [])].map(
      (key) => () => statement(key),
    ),
    status: present(order.status, data.statements.map((s) => s.status)).map((key) => () => status(key)),
    stage: byCount(data.statements.flatMap((s) => s.stage || [])).map((key) => () => stage(key)),
    source: byCount(data.statements.map((s) => s.source)).map((key) => () => source(key)),
    alliance: (data.alliances.length ? byCount(data.statements.flatMap(data.alliancesOf)) : []).map(
      (key) => () => alliance(key),
    ),
  };
}

function makeFilters({ data, state, showing, t, close }) {
  const box = byId("legend");
  const entries = makeLegendRows({ data, t });
  let rows = [];
  let parts = {};

  const setOff = (group, keys) => state.change({ off: { ...state.now().off, [group]: [...keys].sort() } });

  function flip(group, key) {
    const off = state.now().off[group];
    setOff(group, off.includes(key) ? off.filter((other) => other !== key) : [...off, key]);
  }

  // The one row alone; a second time, all again.
  function only(group, key) {
    const others = rows.filter((row) => row.group === group && row.key !== key).map((row) => row.key);
    const off = state.now().off[group];
    const alone = !off.includes(key) && others.every((other) => off.includes(other));
    setOff(group, alone ? [] : others);
  }

  const clear = () =>
    state.change(Object.fromEntries(["off", "day", "compare", "ended", "background", ...LISTS].map((key) => [key, START[key]])));

  function row(group, { key, label, meaning, icon }) {
    const count = el("span", { class: "count" });
    const toggle = button("", () => flip(group, key), { class: "toggle", title: meaning, "aria-pressed": "true" });
    toggle.append(icon ? icon() : el("span", { class: "pip" }), el("span", { class: "label" }, el("bdi", { text: label })), count);
    toggle.dataset.key = key;
    toggle.dataset.group = group;
    const alone = button(t("only"), () => only(group, key), { class: "only", "aria-label": t("onlyThis", label) });
    rows.push({ group, key, toggle, icon, count });
    return el("li", null, toggle, alone);
  }

  function group(name, open) {
    if (!entries[name].length) return null;
    const mark = el("span", { class: "off-mark" });
    const summary = el("summary", null, el("h2", { text: t(`group.${name}`) }), mark);
    const note = WORDS.en[`note.${name}`] ? el("p", { class: "note", text: t(`note.${name}`) }) : null;
    const box = el("details", { class: "legend-group", open }, summary, note, el("ul", null, ...entries[name].map((entry) => row(name, entry()))));
    box.dataset.group = name;
    parts.marks.push({ name, mark });
    return box;
  }

  function toggle(key) {
    const box = el("input", { type: "checkbox", onchange: (event) => state.change({ [key]: event.target.checked }) });
    parts.switches.push({ key, box });
    return el("label", { class: "switch" }, box, el("span", { text: t(`switch.${key}`) }));
  }

  function sizes() {
    const choices = [["", t("sizeStatements")], ["uniform", t("sizeUniform")]];
    const zh = state.now().lang === "zh";
    data.rankings.forEach((ranking, index) => {
      const title = [(zh && ranking.title_zh) || ranking.title, (zh && ranking.measure_title_zh) || ranking.measure_title];
      choices.push([String(index), title.filter(Boolean).join(": ")]);
    });
    parts.sizes = el("select", { onchange: (event) => state.change({ size: event.target.value }) });
    parts.sizes.append(...choices.map(([value, text]) => el("option", { value, text })));
    return el("label", { class: "size" }, el("span", { text: t("size") }), parts.sizes);
  }

  // What the day and the comparison mean, told only when one is chosen.
  function keys() {
    const key = (icon, word) => el("li", null, icon, el("span", { text: t(word) }));
    const ink = theme.alpha(theme.ink(), 0.9);
    const day = [key(lineIcon(ink), "keyCertain"), key(lineIcon(theme.alpha(theme.ink(), 0.45), [12, 7]), "keyPossible")];
    const changes = ["began", "ended", "both"].map((change) =>
      key(lineIcon(theme.css(`--${change}`), change === "ended" ? [8, 5] : []), `key.${change}`),
    );
    const over = key(lineIcon(theme.css("--over")), "keyOver");
    const { day: chosen, compare, ended } = state.now();
    return [
      ...(chosen !== null || compare !== null ? day : []),
      ...(compare !== null ? changes : []),
      ...(ended ? [over] : []),
    ];
  }

  function build() {
    const opened = Object.fromEntries([...box.querySelectorAll("details")].map((d) => [d.dataset.group, d.open]));
    rows = [];
    parts = { marks: [], switches: [] };
    parts.reset = button(t("showAll"), clear, { class: "reset", hidden: true });
    parts.result = el("p", { class: "result" });
    parts.keys = el("ul", { class: "keys" });
    const closer = button("×", close, { class: "close", "aria-label": t("closeLegend") });
    box.replaceChildren(
      el("div", { class: "legend-head" }, el("h2", { text: t("legend") }), parts.reset, closer),
      parts.result,
      parts.keys,
      el("div", { class: "switches" }, toggle("ended"), toggle("background"), sizes()),
      ...GROUPS.map((name) => group(name, opened[name] ?? OPEN_AT_FIRST.includes(name))).filter(Boolean),
    );
    render();
  }

  function render() {
    const [now, shown] = [state.now(), showing()];
    for (const { group, key, toggle, count } of rows) {
      const text = (shown.counts[group].get(key) || 0).toLocaleString("en");
      toggle.setAttribute("aria-pressed", String(!now.off[group].includes(key)));
      toggle.classList.toggle("none", text === "0");
      if (count.textContent !== text) count.textContent = text;
    }
    for (const { name, mark } of parts.marks) mark.textContent = now.off[name].length ? t("offCount", now.off[name].length) : "";
    for (const { key, box } of parts.switches) box.checked = now[key];
    parts.sizes.value = now.size;
    parts.result.textContent = t("result", shown.statements.size, data.statements.length, shown.nodes.size);
    parts.reset.hidden =
      GROUPS.every((group) => !now.off[group].length) &&
      ["day", "compare", "ended", "background", ...LISTS].every((key) => same(now[key], START[key]));
    parts.keys.replaceChildren(...keys());
  }

  theme.onChange(() => {
    for (const { toggle, icon } of rows) if (icon) toggle.firstChild.replaceWith(icon());
    render();
  });
  return { build, render, clear };
}

// Why nothing is seen, and which single step back would show something again.
function makeEmpty({ data, state, showing, t, clear }) {
  const box = byId("empty");
  const trial = makeShowing(data, state);

  function steps() {
    const now = state.now();
    const found = [];
    const attempt = (word, patch) => trial({ ...now, ...patch }).edges.size && found.push([word, patch]);
    for (const group of GROUPS) if (now.off[group].length) attempt(`group.${group}`, { off: { ...now.off, [group]: [] } });
    if (now.day !== null || now.compare !== null) attempt("allTimes", { day: null, compare: null });
    if (!now.ended) attempt("switch.ended", { ended: true });
    if (!now.background) attempt("switch.background", { background: true });
    return found;
  }

  return function render(drawn) {
    box.hidden = drawn > 0;
    if (drawn > 0) return;
    if (!data.edges.length) return box.replaceChildren(el("p", { text: t("emptyData") }));
    const now = state.now();
    if (showing().edges.size) {
      const back = button(t("menuRestore"), () => state.change({ hidden: [], collapsed: [], grown: [] }), { class: "reset" });
      return box.replaceChildren(el("p", { text: t("emptyHidden", now.hidden.length) }), back);
    }
    const ways = steps();
    const lead = now.day === null ? t("empty") : t("emptyDay", data.dayText(now.day));
    box.replaceChildren(
      el("p", { text: lead }),
      ways.length ? el("p", { class: "note", text: t("emptyWays") }) : null ?? "",
      el(
        "div",
        { class: "ways" },
        ...ways.map(([word, patch]) => button(t("emptyUndo", t(word)), () => state.change(patch), { class: "reset" })),
        button(t("showAll"), clear, { class: "reset" }),
      ),
    );
  };
}
