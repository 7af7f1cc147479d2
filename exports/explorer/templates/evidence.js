// Statements under their kinds: what was said before what follows, by date; long lists stay folded until asked for.

function makeEvidence({ data, state, showing, t, cards }) {
  const AT_ONCE = 8;
  const byDate = (a, b) =>
    (a.status === "derived") - (b.status === "derived") ||
    (a.order || "9999").localeCompare(b.order || "9999") ||
    (a.summary || "").localeCompare(b.summary || "") ||
    (a.id < b.id ? -1 : 1);

  function folded(key, title, statements, open, note = null) {
    const box = el("details", { class: "group", open, "data-key": key }, title, note);
    let filled = false;
    const fill = () => {
      if (!filled) box.append(cards.list([...statements].sort(byDate)));
      filled = true;
    };
    if (open) fill();
    box.addEventListener("toggle", () => box.open && fill());
    return box;
  }

  function title(text, count, icon) {
    const parts = [icon, el("span", { text }), el("span", { class: "count", text: cards.number(count) })];
    return el("summary", null, ...parts.filter(Boolean));
  }

  function ofKind(kind, statements, open) {
    const icon = lineIcon(theme.of(data.edgeStyle(kind)));
    return folded(`kind ${kind}`, title(data.statementKindName(kind), statements.length, icon), statements, open);
  }

  // What the day or the legend leaves out is still evidence: folded, and said to be left out.
  function left(statements, key) {
    if (!statements.length) return [];
    const { day } = state.now();
    const why = day === null ? t("evidence.left") : t("evidence.left-day", data.dayText(day));
    const box = folded(key, title(t("evidence.others"), statements.length), statements, false, note(why));
    box.classList.add("left");
    return [box];
  }

  const note = (text) => el("p", { class: "note", text });

  function grouped(statements) {
    const on = showing().statements;
    const shown = statements.filter((statement) => on.has(statement.id));
    const sections = [];
    let open = 0;
    for (const kind of data.statementKinds) {
      const some = shown.filter((statement) => statement.kind === kind);
      if (!some.length) continue;
      sections.push(ofKind(kind, some, open < AT_ONCE));
      open += some.length;
    }
    const rest = statements.filter((statement) => !on.has(statement.id));
    return [...sections, ...left(rest, "left")];
  }

  function said(statements) {
    if (!statements.length) return [];
    const heading = el("h3", { text: t("evidence.said") });
    return [heading, folded("said", title(t("evidence.by-it"), statements.length), statements, false)];
  }

  // Whether the legend lets a statement through, whatever the day.
  function passes(statement) {
    const { off, background } = state.now();
    const left = {
      statement: statement.kind,
      status: statement.status,
      source: statement.source,
      stage: statement.stage,
    };
    if (!background && statement.status === "background") return false;
    return Object.entries(left).every(([group, key]) => !key || !off[group].includes(key));
  }

  return { grouped, said, byDate, passes };
}
