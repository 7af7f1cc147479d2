// What cannot be true together, side by side; nothing is decided here.

function makeConflicts({ data, state, t, cards }) {
  const FEW = 2;
  const local = (record, key) => (state.now().lang === "zh" && record[`${key}_zh`]) || record[key];

  function span([from, to] = []) {
    const [since, until] = [from, to].map((day) => (Number.isInteger(day) ? data.dayText(day) : null));
    if (since && until) return t("conflict.between", since, until);
    if (since) return t("conflict.since", since);
    return until ? t("conflict.until", until) : null;
  }

  function side({ label, statements, ...rest }) {
    const known = (statements || []).map((id) => data.statement.get(id)).filter(Boolean);
    const box = el("section", { class: "side" }, el("h5", null, cards.inEnglish(local({ label, ...rest }, "label"))));
    box.append(cards.list(known.slice(0, FEW), cards.brief));
    if (!known.length) box.append(el("p", { class: "note", text: t("conflict.by-definition") }));
    const others = known.slice(FEW);
    if (!others.length) return box;
    const more = el("details", { class: "more" }, el("summary", { text: t("card.further", others.length) }));
    more.addEventListener("toggle", () => more.childElementCount > 1 || more.append(cards.list(others, cards.brief)));
    box.append(more);
    return box;
  }

  function one(conflict) {
    const sure = conflict.certainty === "certain";
    const head = el(
      "p",
      { class: "marks" },
      el("span", {
        class: `chip ${sure ? "clash" : ""}`,
        text: t(sure ? "conflict.certain" : "conflict.possible"),
        title: t(sure ? "conflict.certain-meaning" : "conflict.possible-meaning"),
      }),
    );
    const told = span(conflict.span);
    if (told) head.append(el("span", { class: "muted", text: told }));
    return el(
      "li",
      { class: "conflict" },
      el("h4", null, cards.inEnglish(local(conflict, "title"))),
      head,
      el("p", { class: "reason" }, cards.inEnglish(local(conflict, "reason"))),
      el("div", { class: "sides" }, ...conflict.sides.map(side)),
    );
  }

  function section(conflicts) {
    if (!conflicts.length) return null;
    const box = el("details", { class: "group conflicts", open: conflicts.length < 3, "data-key": "conflicts" });
    const title = el("span", { text: t("conflict.title") });
    box.append(el("summary", null, title, el("span", { class: "count", text: cards.number(conflicts.length) })));
    const fill = () => box.childElementCount > 1 || box.append(el("ul", null, ...conflicts.map(one)));
    if (box.open) fill();
    box.addEventListener("toggle", () => box.open && fill());
    return box;
  }

  return {
    ofNode: (id) => section(data.conflicts.filter((conflict) => (conflict.about || []).includes(id))),
    ofStatements(ids) {
      const mine = new Set(ids);
      const touched = (conflict) => conflict.sides.some((one) => (one.statements || []).some((id) => mine.has(id)));
      return section(data.conflicts.filter(touched));
    },
  };
}
