// Who does what at which stage, and when: one row for each stage, one line for each role.

function makeRoles({ data, state, t, cards, passes }) {
  const FEW = 4;
  const LOOSE = new Set(["rumour", "opinion", "forecast", "netizen"]);
  const ORDER = ["certain", "possible", "later", "earlier", "not"];
  const list = (value) => (value === undefined || value === null ? [] : [].concat(value));
  const finite = (days) => days.filter((day) => Number.isInteger(day) && Math.abs(day) < 100000);

  function stages() {
    const told = data.styles.order.stage || (data.matrix[0] || {}).stages || [];
    return [...new Set([...told, ...data.statements.map((statement) => statement.stage).filter(Boolean)])];
  }

  // The time that the bars cover, with room before and after.
  function axisOf(statements) {
    const { day } = state.now();
    const days = finite([...statements.flatMap((statement) => statement.span || []), data.latest, day]);
    if (!days.length) return null;
    const [least, most] = days.reduce(([a, b], one) => [Math.min(a, one), Math.max(b, one)], [Infinity, -Infinity]);
    const room = Math.max(20, (most - least) * 0.06);
    return { from: least - room, to: most + room };
  }

  const share = (axis, day) =>
    (100 * (Math.min(Math.max(day, axis.from), axis.to) - axis.from)) / (axis.to - axis.from);

  function rectangle(axis, from, to, top, kind) {
    const [left, right] = [share(axis, from), share(axis, to)];
    return svg("rect", { class: kind, x: left, width: Math.max(right - left, 0.8), y: top, height: 5, rx: 0.6 });
  }

  // Possible time pale, certain time full; one strip for each statement.
  function bars(axis, statements) {
    const strips = statements.slice(0, 5);
    const height = strips.length * 7 - 2;
    const box = svg("svg", {
      viewBox: `0 0 100 ${height}`,
      preserveAspectRatio: "none",
      class: "span",
      height,
      "aria-hidden": "true",
    });
    strips.forEach((statement, i) => {
      const [earliest, latest, ends, over] = statement.span || [null, null, null, null];
      const loose = LOOSE.has(statement.status) ? " loose" : statement.status === "derived" ? " derived" : "";
      box.append(rectangle(axis, earliest ?? axis.from, over ?? axis.to, i * 7, `possible${loose}`));
      if (latest !== null && latest < (ends ?? axis.to))
        box.append(rectangle(axis, latest, ends ?? axis.to, i * 7, `certain${loose}`));
    });
    const { day } = state.now();
    const line = { class: "day", y1: 0, y2: height, "vector-effect": "non-scaling-stroke" };
    if (day !== null) box.append(svg("line", { ...line, x1: share(axis, day), x2: share(axis, day) }));
    return box;
  }

  function scale(axis) {
    const box = el("div", { class: "axis", "aria-hidden": "true" });
    const { day } = state.now();
    const marks = [
      [axis.from, ""],
      [axis.to, "end"],
    ];
    for (const [at, kind] of marks) box.append(el("span", { class: kind, text: data.monthText(Math.round(at)) }));
    if (day === null) return box;
    const place = share(axis, day);
    if (place < 28 || place > 72) return box;
    const told = el("span", { class: "now", text: data.monthText(day) });
    told.style.left = `${place}%`;
    box.append(told);
    return box;
  }

  // How the day sees the role: by the statement that holds most surely.
  function standing(statements) {
    const { day } = state.now();
    if (day !== null) {
      const all = statements.map((statement) => cards.standing(statement, day));
      return ORDER.find((how) => all.includes(how));
    }
    const over = ({ span, phase }) =>
      phase === "ended" || (span && Number.isInteger(span[3]) && span[3] <= data.latest);
    return statements.every(over) ? "ended" : null;
  }

  function standingChip(how) {
    if (how === null) return null;
    const { day } = state.now();
    const short = {
      certain: t("about.certain-word"),
      possible: t("about.possible-word"),
      later: t("roles.later"),
      earlier: t("roles.over"),
      not: t("roles.not"),
      ended: t("roles.ended"),
    };
    const title = day === null ? null : cards.standingText(how, day);
    return el("span", { class: `chip day ${how}`, text: short[how], title });
  }

  function words(role, held) {
    const [first] = role.statements;
    const did = el("span", { class: "did", text: cards.concept("involvement", first.involvement) });
    const against = first.polarity ? cards.chip("polarity", first.polarity, "strong") : null;
    const others = role.others.map(cards.name);
    if (!held) return [...cards.between(others), " ", did, against];
    if (!others.length) return [did, " ", el("span", { class: "muted", text: t("roles.unscoped") }), against];
    return [did, ` ${t("roles.for")} `, ...cards.between(others), against];
  }

  function line(role, held, axis) {
    const how = standing(role.statements);
    const statuses = [...new Set(role.statements.map((statement) => statement.status))];
    const ranks = data.styles.order.status;
    statuses.sort((a, b) => ranks.indexOf(a) - ranks.indexOf(b));
    const told = statuses.map((status) => cards.concept("status", status));
    const text = el("p", { class: "who" }, ...words(role, held).filter(Boolean));
    text.append(el("span", { class: "marks" }, standingChip(how), el("span", { text: told.join(" · ") })));
    const count = role.statements.length;
    const more = el(
      "details",
      { class: "more", "data-key": `role ${role.key}` },
      el("summary", null, cards.time(role.statements[0]), count > 1 ? ` · ${t("panel.statements", count)}` : ""),
    );
    more.addEventListener("toggle", () => more.childElementCount > 1 || more.append(cards.list(role.statements)));
    const quiet = ["later", "earlier", "not", "ended"].includes(how) ? " quiet" : "";
    return el("li", { class: `role${quiet}` }, text, axis ? bars(axis, role.statements) : null, more);
  }

  function rolesOf(statements, held) {
    const found = new Map();
    for (const statement of statements) {
      const others = held ? list(statement.scope) : list(statement.holder);
      const key = [statement.stage, statement.involvement, statement.polarity || "", ...others].join("\n");
      if (!found.has(key)) found.set(key, { key: `${held} ${key}`, others, statements: [] });
      found.get(key).statements.push(statement);
    }
    const place = (role) => ORDER.indexOf(standing(role.statements));
    const start = (role) => role.statements[0].order || "9999";
    return [...found.values()].sort((a, b) => place(a) - place(b) || start(a).localeCompare(start(b)));
  }

  function linesOf(stage, statements, held, axis) {
    const lines = rolesOf(statements, held).map((role) => line(role, held, axis));
    const list = el("ul", null, ...lines.slice(0, FEW));
    const rest = lines.slice(FEW);
    if (!rest.length) return list;
    const more = el("details", { class: "more", "data-key": `stage ${held} ${stage}` });
    more.append(el("summary", { text: t("card.further", rest.length) }), el("ul", null, ...rest));
    return el("div", null, list, more);
  }

  function grid(statements, held) {
    const axis = axisOf(statements);
    const rows = stages()
      .map((stage) => [stage, statements.filter((statement) => statement.stage === stage)])
      .filter(([, some]) => some.length)
      .map(([stage, some]) => {
        const title = el("h5", { text: cards.concept("stage", stage), title: cards.meaning("stage", stage) });
        return el("li", { class: "stage-row" }, title, linesOf(stage, some, held, axis));
      });
    const { day } = state.now();
    const when = day === null ? null : el("p", { class: "note", text: t("roles.on-day", data.dayText(day)) });
    return [when, axis ? scale(axis) : null, el("ul", { class: "stages" }, ...rows)].filter(Boolean);
  }

  function section(key, title, statements, held, open) {
    if (!statements.length) return null;
    const count = el("span", { class: "count", text: cards.number(statements.length) });
    const box = el(
      "details",
      { class: "group roles", "data-key": key },
      el("summary", null, el("span", { text: title }), count),
    );
    const fill = () => box.childElementCount > 1 || box.append(...grid(statements, held));
    box.open = open;
    if (open) fill();
    box.addEventListener("toggle", () => box.open && fill());
    return box;
  }

  return function rolesOfNode(id) {
    const roles = (data.about.get(id) || []).filter((s) => s.stage && s.involvement && s.holder && passes(s));
    const at = roles.filter((statement) => list(statement.scope).includes(id));
    const held = roles.filter((statement) => list(statement.holder).includes(id));
    const sections = [
      section("roles at", t("roles.at", data.label(id)), at, false, at.length >= held.length),
      section("roles held", t("roles.held", data.label(id)), held, true, held.length > at.length),
    ];
    return (held.length > at.length ? sections.reverse() : sections).filter(Boolean);
  };
}
