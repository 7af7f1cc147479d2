// The table: every statement that shows, in columns that sort; it says in words what the picture draws.

function makeTableView({ data, state, showing, t, cards, go }) {
  const parts = makeViewParts({ data, state, t, cards, go });
  const source = makeTableRows({ data, showing, t });
  const PAGE = 200;
  const MOST_NAMES = 4;
  let page = 0;
  let asked = "";
  let open = null;
  let box = null;

  function render(container = box) {
    box = container;
    const now = state.now();
    const rows = source.rows(now);
    const question = JSON.stringify([now.table, now.table.by && now.focus, rows.length]);
    if (question !== asked) [asked, page] = [question, 0];
    page = Math.min(page, Math.max(Math.ceil(rows.length / PAGE) - 1, 0));
    const shown = rows.slice(page * PAGE, (page + 1) * PAGE);
    redraw(
      box,
      heading(now, rows),
      rows.length ? table(now, shown) : parts.empty(t("table.empty")),
      rows.length > PAGE ? pages(rows) : null,
    );
  }

  function heading(now, rows) {
    const check = el("input", {
      type: "checkbox",
      "data-key": "only selected",
      checked: now.table.by === "selected",
      disabled: !now.focus,
      onchange: ({ target }) => state.change({ table: { ...state.now().table, by: target.checked ? "selected" : null } }),
    });
    const only = el("label", { class: "only-selected" }, check, el("span", { text: t("table.only") }));
    const day = now.day === null ? [] : [t("view.on", data.dayText(now.day))];
    const note = parts.note([t("view.statements", rows.length), ...day].join(" · "));
    note.setAttribute("role", "status");
    return parts.head(t("table.title"), note, only);
  }

  function table(now, rows) {
    const heads = TABLE_COLUMNS.map((column) => head(now, column));
    const body = el("tbody", { onkeydown: keyed }, ...rows.flatMap((row) => line(row)));
    return el(
      "div",
      { class: "table-scroll", "data-scroll": "table" },
      el(
        "table",
        { class: "statements" },
        el("caption", { class: "unseen", text: t("table.caption") }),
        el("thead", null, el("tr", null, el("td", { class: "opener" }), ...heads)),
        body,
      ),
    );
  }

  function head(now, column) {
    const { column: chosen, down } = source.order(now);
    const sorted = chosen === column;
    const sort = sorted && !down ? `-${column}` : column;
    const press = () => state.change({ table: { ...state.now().table, sort: sort === "when" ? null : sort } });
    const title = button(source.head(column), press, { class: "sort", "data-key": `sort ${column}` });
    const [way, sign] = !sorted ? [null, "↕"] : down ? ["descending", "▼"] : ["ascending", "▲"];
    title.append(el("span", { class: "sorted-by", "aria-hidden": "true", text: sign }));
    return el("th", { scope: "col", class: `col-${column}`, "aria-sort": way }, title);
  }

  function line(row) {
    const { statement } = row;
    const isOpen = open === statement.id;
    const toggle = () => {
      open = isOpen ? null : statement.id;
      render();
    };
    const opener = button("", toggle, {
      class: "open-row",
      "aria-expanded": String(isOpen),
      "aria-label": t("table.open", statement.summary || statement.id),
      "data-key": `row ${statement.id}`,
    });
    const made = el(
      "tr",
      {
        class: `row ${row.certainty}${isOpen ? " is-open" : ""}`,
        onclick: (event) => event.target.closest("button, a") || String(getSelection()) || toggle(),
      },
      el("td", { class: "opener" }, opener),
      ...TABLE_COLUMNS.map((column) => cell(row, column)),
    );
    made.dataset.statement = statement.id;
    if (!isOpen) return [made];
    const card = el("td", { colspan: TABLE_COLUMNS.length + 1 }, parts.list([statement.id]));
    return [made, el("tr", { class: "opened" }, card)];
  }

  function cell(row, column) {
    const made = el("td", { class: `col-${column}` });
    if (column === "entities") made.append(...sides(row.statement));
    else if (column === "publisher" && source.source(row.statement).publisher !== undefined)
      made.append(parts.name(source.source(row.statement).publisher));
    else if (column === "status") made.append(...status(row));
    else made.append(el("bdi", { text: source.text(row, column), lang: column === "summary" ? "en" : null }));
    return made;
  }

  function status(row) {
    const line = data.lineStyle(row.statement.status);
    const icon = lineIcon(theme.of(data.edgeStyle(row.statement.kind)), line.dash);
    return [icon, el("bdi", { text: source.text(row, "status") })];
  }

  function sides(statement) {
    const names = (ids) => {
      const links = ids.slice(0, MOST_NAMES).flatMap((id, i) => (i ? [", ", parts.name(id)] : [parts.name(id)]));
      return ids.length > MOST_NAMES ? [...links, ` +${ids.length - MOST_NAMES}`] : links;
    };
    const [from, to] = source.ends(statement);
    if (!to.length) return names(from);
    return [...names(from), el("span", { class: "arrow", text: " → " }), ...names(to)];
  }

  // Arrows go from row to row while one is at the rows' openers.
  function keyed(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || !event.target.classList.contains("open-row")) return;
    const all = [...event.currentTarget.querySelectorAll(".open-row")];
    const next = all[all.indexOf(event.target) + step];
    if (next) next.focus();
    event.preventDefault();
  }

  function pages(rows) {
    const last = Math.ceil(rows.length / PAGE) - 1;
    const turn = (to) => {
      page = to;
      render();
      const scroll = box.querySelector(".table-scroll");
      if (scroll) scroll.scrollTop = 0;
    };
    const from = page * PAGE + 1;
    return el(
      "nav",
      { class: "pages", "aria-label": t("table.pages") },
      button(t("table.back"), () => turn(page - 1), { disabled: page === 0, "data-key": "page back" }),
      el("span", { text: t("table.range", from, Math.min(from + PAGE - 1, rows.length), rows.length) }),
      button(t("table.next"), () => turn(page + 1), { disabled: page === last, "data-key": "page next" }),
    );
  }

  return { render };
}
