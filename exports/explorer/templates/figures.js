// The figures of an entity: one small chart for each measure, and the same values as a table.

function makeFigures({ data, state, t, cards, passes }) {
  const DOUBTS = ["garbled", "hedged", "mistranslated", "inverted"];
  const MORE = { greater: 1, "at-least": 1, less: -1, "at-most": -1 };
  const whole = (day) => Number.isInteger(day);

  const against = (statement) => (statement.fields || []).find(([label]) => label === "against");
  const doubtful = (statement) => (statement.flags || []).some((flag) => DOUBTS.includes(flag));

  // A change is told apart from a level, and units are never mixed.
  function series(statements) {
    const found = new Map();
    for (const statement of statements) {
      const { measure, unit } = statement.figure;
      const change = Boolean(against(statement));
      const key = `${measure}\n${unit}\n${change}`;
      if (!found.has(key)) found.set(key, { key, measure, unit, change, statements: [] });
      found.get(key).statements.push(statement);
    }
    const start = ({ figure, order }) => (whole(figure.from) ? isoDay(figure.from) : order || "9999");
    for (const one of found.values())
      one.statements.sort((a, b) => start(a).localeCompare(start(b)) || (a.id < b.id ? -1 : 1));
    return [...found.values()].sort((a, b) => b.statements.length - a.statements.length || (a.key < b.key ? -1 : 1));
  }

  function title({ measure, unit, change }) {
    const name = cards.concept("measure", measure);
    const told = change ? t("figure.change", name) : name;
    if (!unit || unit === "none") return told;
    return `${told} (${unit === "percent" ? "%" : cards.concept("unit", unit)})`;
  }

  function points(one, sources) {
    const timed = one.statements.filter(({ figure }) => whole(figure.from) && whole(figure.to));
    return timed.map((statement) => ({
      ...statement.figure,
      to: Math.max(statement.figure.to, statement.figure.from + 1),
      upper: statement.figure.upper ?? undefined,
      more: own(MORE, statement.figure.operator) || 0,
      source: sources.indexOf(statement.source),
      doubtful: doubtful(statement),
      title: `${data.when(statement)}: ${cards.quantity(statement.figure)}`,
    }));
  }

  function icon(place) {
    const mark = svg("path", { d: SHAPES[MARKS[place % MARKS.length]], class: "blot" });
    return svg("svg", { viewBox: "0 0 16 16", class: `icon point s${place}`, "aria-hidden": "true" }, mark);
  }

  function chart(one, sources) {
    const drawn = points(one, sources);
    if (drawn.length < 2) return null;
    const label = t("figure.chart", title(one), drawn.length);
    const box = el("figure", null, makeChart(drawn, { label, tickText: (day) => data.monthText(Math.floor(day)) }));
    const key = sources.map((id, place) => {
      const source = own(data.sources, id) || {};
      return el("li", null, icon(place), el("span", null, el("bdi", { text: source.title || id })));
    });
    box.append(el("figcaption", null, el("ul", null, ...key)));
    if (drawn.some((point) => point.doubtful))
      box.lastChild.append(el("p", { class: "note", text: t("figure.hollow") }));
    return box;
  }

  // The source in few words: who published it, and when; a chart's key has told the rest.
  function published(statement, place, charted) {
    const source = own(data.sources, statement.source) || {};
    const told = source.published || cards.concept("source-kind", source.kind || "background");
    const date = el("span", { class: "muted nowrap", text: told });
    if (charted || source.publisher === undefined) return el("td", null, icon(place), " ", date);
    return el("td", null, cards.name(source.publisher), " ", date);
  }

  function rows(statement, sources, charted) {
    const row = el("tr", { "data-id": statement.id });
    const below = el("tr", { hidden: true }, el("td", { colspan: 3 }));
    const number = statement.figure.value;
    const value = button("", toggle, { class: "link", "aria-expanded": "false", "data-value": number });
    const compared = against(statement);
    const plus = compared && !statement.figure.operator && number > 0 ? "+" : "";
    value.append(el("bdi", { text: plus + cards.quantity(statement.figure) }));
    function toggle() {
      below.hidden = !below.hidden;
      value.setAttribute("aria-expanded", String(!below.hidden));
      if (!below.firstChild.childElementCount) below.firstChild.append(cards.list([statement]));
    }
    const cell = el("td", { class: "value" }, value);
    if (compared) cell.append(el("span", { class: "muted", text: ` ${t("figure.against", compared[1][0].text)}` }));
    for (const flag of statement.flags || []) cell.append(" ", cards.chip("flag", flag, "flag"));
    row.append(
      el("td", null, cards.time(statement)),
      cell,
      published(statement, sources.indexOf(statement.source), charted),
    );
    return [row, below];
  }

  function table(one, sources, charted) {
    const heads = [t("figure.period"), t("figure.value"), t("figure.source")];
    const head = el("tr", null, ...heads.map((text) => el("th", { scope: "col", text })));
    const body = el("tbody", null, ...one.statements.flatMap((statement) => rows(statement, sources, charted)));
    return el("table", { class: "values" }, el("thead", null, head), body);
  }

  function measure(one) {
    const sources = [...new Set(one.statements.map((statement) => statement.source))];
    const drawn = chart(one, sources);
    const heading = el("h5", { text: title(one), title: cards.meaning("measure", one.measure) });
    return el("section", { class: "measure" }, heading, drawn, table(one, sources, drawn !== null));
  }

  return function figuresOf(id) {
    const isOf = (statement) => (statement.about || []).includes(id) && statement.kind === "figure" && statement.figure;
    const statements = (data.about.get(id) || []).filter((statement) => isOf(statement) && passes(statement));
    if (!statements.length) return null;
    const count = el("span", { class: "count", text: cards.number(statements.length) });
    const head = el("summary", null, el("span", { text: t("figure.title") }), count);
    const box = el("details", { class: "group figures", open: true, "data-key": "figures" }, head);
    box.append(...series(statements).map(measure));
    return box;
  };
}
