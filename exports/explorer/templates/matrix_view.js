// The matrix: stages down, brands across, each cell in the colour of who leads it on the day.

function makeMatrixView({ data, state, t, cards, go }) {
  const parts = makeViewParts({ data, state, t, cards, go });
  const cells = makeMatrixCells({ data, t });
  let open = null;
  let at = null;
  let box = null;

  function render(container = box) {
    box = container;
    const now = state.now();
    const matrix = cells.chosen(now);
    if (!matrix || !matrix.brands.length) {
      redraw(box, parts.head(t("matrix.title")), parts.empty(parts.leftOut("matrix") || t("matrix.empty")));
      return;
    }
    const seen = look(matrix, now);
    if (!seen.brands.length || !seen.stages.length) redraw(box, heading(seen), parts.empty(t("matrix.none")));
    else redraw(box, heading(seen), table(seen), key(seen));
  }

  // Everything that the drawing needs of the moment.
  function look(matrix, now) {
    const day = now.day ?? data.latest;
    const days = comparedDays(data, now);
    const stages = matrix.stages.filter((stage) => !now.off.stage.includes(stage));
    const shown = parts.timeless(now).statements;
    return {
      matrix,
      day,
      days,
      stages,
      brands: cells.brandsOn(matrix, days || [day]),
      shown,
      cell: cells.on(matrix, day),
      colours: cells.coloursOf(matrix),
      changes: days ? cells.changes(matrix, days) : new Map(),
    };
  }

  function heading({ matrix, day, days, changes }) {
    const said = day === null ? [] : [t("view.on", data.dayText(day))];
    if (days) said.push(t("matrix.changed", changes.size, data.dayText(days[0]), data.dayText(days[1])));
    const options = data.matrix.map(({ alliance }) => [
      alliance || "",
      alliance ? data.label(alliance) : t("matrix.all"),
    ]);
    const choose = (alliance) => state.change({ matrix: { ...state.now().matrix, alliance } });
    const tools =
      data.matrix.length > 1 ? [parts.picker(t("matrix.alliance"), options, matrix.alliance || "", choose)] : [];
    return parts.head(t("matrix.title"), parts.note(said.join(" · ")), ...tools);
  }

  function table(seen) {
    const { brands, stages } = seen;
    const entry = at && brands.includes(at[0]) && stages.includes(at[1]) ? at : [brands[0], stages[0]];
    const body = el("tbody", { onkeydown: keyed });
    for (const stage of stages) {
      const name = data.concept(`stage/${stage}`);
      const row = el("tr", null, el("th", { scope: "row", title: data.meaning(`stage/${stage}`), text: name }));
      for (const brand of brands) row.append(cell(seen, brand, stage, brand === entry[0] && stage === entry[1]));
      body.append(row);
      if (open && open[1] === stage && brands.includes(open[0])) body.append(opened(seen));
    }
    const heads = brands.map((brand) => el("th", { scope: "col" }, parts.name(brand)));
    const corner = el("td", { class: "corner" }, el("span", { class: "unseen", text: t("view.stage") }));
    const grid = el(
      "table",
      { class: "matrix", role: "grid", "aria-readonly": "true" },
      el("caption", { class: "unseen", text: t("matrix.caption") }),
      el("thead", null, el("tr", null, corner, ...heads)),
      body,
    );
    grid.style.setProperty("--brands", brands.length);
    return el("div", { class: "matrix-scroll", "data-scroll": "matrix" }, grid);
  }

  function cell(seen, brand, stage, reached) {
    const found = seen.cell(brand, stage);
    const id = cells.key(brand, stage);
    const isOpen = Boolean(open) && cells.key(...open) === id;
    const told = found.statements || [];
    const hidden = told.length > 0 && !told.some((statement) => seen.shown.has(statement));
    const change = seen.changes.get(id);
    const state = found.state.replace(/[^a-z]+/g, "-");
    const box = el("td", {
      class: `cell is-${state}${isOpen ? " is-open" : ""}${hidden ? " is-hidden" : ""}${change ? " is-changed" : ""}`,
      role: "gridcell",
      tabindex: reached ? 0 : -1,
      "data-key": `cell ${id}`,
      "aria-expanded": String(isOpen),
      title: cells.stateWords(found)[1],
      onclick: (event) => event.target.closest("button") || toggle(brand, stage),
      onfocus: () => (at = [brand, stage]),
    });
    box.dataset.brand = brand;
    box.dataset.stage = stage;
    box.append(el("div", { class: "leaders" }, ...who(found, seen)));
    const remark = [cells.stateRemark(found), hidden ? t("view.hidden") : ""].filter(Boolean).join(" · ");
    if (remark) box.append(el("div", { class: "remark", text: remark }));
    if (change) {
      const [before, after] = change.map((text) => el("bdi", { text }));
      box.append(el("div", { class: "change" }, before, " ⇒ ", after));
    }
    return box;
  }

  // The names as `cells.words` has them, each in its colour and able to be chosen.
  function who(found, { colours }) {
    const leaders = cells.leaders(found);
    if (!leaders.length) return takingPart(found);
    const named = leaders.map(([id, certainty]) => {
      const holder = el("span", { class: `holder ${certainty}` }, parts.name(id, true));
      if (certainty !== "certain") holder.append(el("small", { text: cells.certaintyWord(certainty) }));
      holder.style.setProperty("--c", theme.of(colours.get(id) || OTHER_LEADERS));
      return holder;
    });
    const joint = own(JOINTS, found.state);
    const sign = (text) => el("span", { class: "joint", text });
    const joined = (between) => named.flatMap((node, i) => (i ? [sign(between), node] : [node]));
    if (found.state === "incoming") return [sign("→ "), ...joined(" + ")];
    if (found.state === "contested" && named.length === 1)
      named.push(el("span", { class: "denied" }, el("bdi", { text: t("cell.not", data.label(leaders[0][0])) })));
    return joined(joint ? ` ${joint} ` : ", ");
  }

  function takingPart(found) {
    if (found.state === "unknown") return [el("span", { class: "unknown", text: t("cell.unknown") })];
    const named = [
      ...(found.participants || []).map(([id, sure]) =>
        el("span", { class: "part" }, parts.name(id, true), sure === "certain" ? null : "?"),
      ),
      ...(found.denied || []).map((id) =>
        el("span", { class: "denied" }, el("bdi", { text: t("cell.not", data.label(id)) })),
      ),
    ];
    return named.flatMap((node, i) => (i ? [", ", node] : [node]));
  }

  function opened({ brands, cell, day }) {
    const [brand, stage] = open;
    const found = cell(brand, stage);
    const [word, meaning] = cells.stateWords(found);
    const certainties = cells.leaders(found).map(([id, certainty]) =>
      el("li", null, parts.name(id), el("span", { class: "muted", text: ` ${cells.certaintyWord(certainty)}` })),
    );
    const title = el("h3", null, parts.name(brand), ` · ${data.concept(`stage/${stage}`)}`);
    if (day !== null) title.append(el("span", { class: "muted", text: ` · ${data.dayText(day)}` }));
    return el(
      "tr",
      { class: "opened" },
      el(
        "td",
        { colspan: brands.length + 1 },
        el(
          "div",
          { class: "opened-inner" },
          title,
          el("p", { class: "note", text: meaning ? `${word}: ${meaning}` : word }),
          certainties.length ? el("ul", { class: "holders" }, ...certainties) : null,
          parts.list(found.statements || []),
        ),
      ),
    );
  }

  function toggle(brand, stage) {
    open = open && cells.key(...open) === cells.key(brand, stage) ? null : [brand, stage];
    at = [brand, stage];
    render();
  }

  // Arrows go from cell to cell, Enter and the space bar open and close one.
  function keyed(event) {
    const here = event.target.closest("td.cell");
    if (!here || event.target.closest("button") || event.ctrlKey || event.metaKey || event.altKey) return;
    const rows = [...here.closest("tbody").querySelectorAll("tr:not(.opened)")].map((row) => [
      ...row.querySelectorAll("td.cell"),
    ]);
    const y = rows.findIndex((row) => row.includes(here));
    const x = rows[y].indexOf(here);
    const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    const last = rows[y].length - 1;
    let next = null;
    if (step) next = (rows[y + step[1]] || [])[x + step[0]];
    else if (event.key === "Home" || event.key === "End") next = rows[y][event.key === "Home" ? 0 : last];
    else if (event.key === "Enter" || event.key === " ") toggle(here.dataset.brand, here.dataset.stage);
    else return;
    event.preventDefault();
    if (!next) return;
    here.tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  }

  function key({ brands, colours, stages, cell }) {
    const now = brands.flatMap((brand) => stages.map((stage) => cell(brand, stage)));
    const present = new Set(now.flatMap((found) => cells.leaders(found).map(([id]) => id)));
    const leaders = [...colours].filter(([id, colour]) => present.has(id) && colour !== OTHER_LEADERS);
    const swatch = (kind, colour, ...text) => {
      const sample = el("span", { class: `swatch holder ${kind}`, "aria-hidden": "true" });
      sample.style.setProperty("--c", theme.of(colour));
      return el("li", null, sample, ...text);
    };
    const signs = { handover: "A → B", contested: "A × B", shared: "A + B", incoming: "→ A" };
    const states = Object.keys(signs).filter((state) => now.some((found) => found.state === state));
    return el(
      "ul",
      { class: "matrix-key", "aria-label": t("view.key") },
      ...leaders.map(([id, colour]) => swatch("certain", colour, el("bdi", { text: data.label(id) }))),
      swatch("possible", OTHER_LEADERS, t("view.possible")),
      swatch("guessed", OTHER_LEADERS, t("cell.guessed")),
      ...states.map((s) => el("li", null, el("strong", { text: signs[s] }), ` ${cells.stateWords({ state: s })[1]}`)),
    );
  }

  return { render };
}
