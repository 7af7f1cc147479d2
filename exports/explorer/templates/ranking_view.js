// The ranking: who comes first by a measure on the day, how surely, and who rises or falls.

function makeRankingView({ data, state, showing, t, cards, go }) {
  const parts = makeViewParts({ data, state, t, cards, go });
  const standings = makeRankingRows({ data, state });
  const PORTION = 100;
  let most = PORTION;
  let box = null;

  function render(container = box) {
    box = container;
    const seen = standings.look(state.now());
    const nothing = parts.leftOut("rankings") || t("ranking.empty");
    if (!seen) redraw(box, parts.head(t("ranking.title")), parts.empty(nothing));
    else redraw(box, heading(seen), seen.rows.length ? table(seen) : parts.empty(t("ranking.none")), told(seen));
  }

  function heading({ frame, earlier }) {
    const said = frame ? [t("view.on", data.dayText(frame.day))] : [];
    if (earlier) said.push(t("ranking.since", data.dayText(earlier.day)));
    const options = data.rankings.map((ranking, index) => [String(index), standings.title(ranking)]);
    const choose = (index) => state.change({ ranking: { ...state.now().ranking, index: Number(index) } });
    const chosen = String(data.rankings[state.now().ranking.index] ? state.now().ranking.index : 0);
    const pick = parts.picker(t("ranking.by"), options, chosen, choose);
    return parts.head(t("ranking.title"), parts.note(said.join(" · ")), pick);
  }

  function table(seen) {
    const heads = [
      ["col-rank", t("ranking.rank")],
      ["col-move", t("ranking.change")],
      ["col-name", t("ranking.name")],
      ["col-score", t("ranking.score")],
      ["col-course", t("ranking.course")],
    ].map(([name, text]) => el("th", { scope: "col", class: name, text }));
    const nodes = showing(state.now()).nodes;
    const body = el("tbody", null, ...seen.rows.slice(0, most).map((row) => line(row, seen, nodes)));
    const rest = seen.rows.length - most;
    const more = () => {
      most += PORTION;
      render();
    };
    return el(
      "div",
      { class: "ranking-scroll", "data-scroll": "ranking" },
      el(
        "table",
        { class: "ranking" },
        el("caption", { class: "unseen", text: standings.title(seen.ranking) }),
        el("thead", null, el("tr", null, ...heads)),
        body,
      ),
      rest > 0 ? button(t("ranking.more", Math.min(rest, PORTION)), more, { class: "link more-rows" }) : null,
    );
  }

  function line(row, seen, nodes) {
    const { ranking, frame, top } = seen;
    const entity = data.entity.get(row.node);
    const focus = state.now().focus;
    const hidden = !nodes.has(row.node);
    const chosen = focus && focus.type === "node" && focus.id === row.node;
    const name = el(
      "th",
      { scope: "row", class: "col-name" },
      entity ? shapeIcon(data.nodeStyle(entity.kind)) : null,
      parts.name(row.node),
    );
    if (hidden) name.append(el("span", { class: "why", text: t("view.hidden") }));
    const colour = theme.of(data.nodeStyle(entity ? entity.kind : ""));
    const score = el("td", { class: "col-score" }, el("span", { class: "number", text: standings.score(row.value) }));
    score.append(drawing(150, 22, drawScore(row, top, 150, 22, colour, theme.ink())));
    if (row.interval) score.append(el("span", { class: "reach", text: reach(row.interval) }));
    const days = ranking.frames.map(({ day }) => day);
    const past = standings.course(ranking, row.node);
    const course = drawing(96, 24, drawCourse(past, ranking.frames.indexOf(frame), days, 96, 24, colour));
    const classes = [hidden ? "is-hidden" : "", chosen ? "is-chosen" : ""].filter(Boolean).join(" ");
    const result = el(
      "tr",
      { class: classes || null },
      el("td", { class: "col-rank", text: row.rank }),
      el("td", { class: "col-move" }, move(row, seen)),
      name,
      score,
      el("td", { class: "col-course" }, course),
    );
    result.dataset.node = row.node;
    return result;
  }

  function drawing(width, height, content) {
    return svg("svg", { width, height, viewBox: `0 0 ${width} ${height}`, "aria-hidden": "true" }, content);
  }

  function reach([low, high, best, worst]) {
    const fromTo = (from, to) => (from === to ? from : t("ranking.from-to", from, to));
    const scores = fromTo(standings.score(low), standings.score(high));
    return t("ranking.reach", scores, fromTo(String(best), String(worst)));
  }

  function move({ rank, before }, { earlier }) {
    if (!earlier) return "";
    const sign = (name, text, words) => {
      const [seen, heard] = [{ "aria-hidden": "true", text }, { class: "unseen", text: words }];
      return el("span", { class: name, title: words }, el("span", seen), el("span", heard));
    };
    if (before === null) return sign("new", t("ranking.new"), t("ranking.new-means"));
    const step = before - rank;
    if (step === 0) return sign("same", "=", t("ranking.same", before));
    return step > 0
      ? sign("up", `▲ ${step}`, t("ranking.up", before, rank))
      : sign("down", `▼ ${-step}`, t("ranking.down", before, rank));
  }

  function told({ ranking, frame, last }) {
    const texts = [ranking.meaning, ranking.note].filter(Boolean);
    const foot = el("div", { class: "view-foot" }, ...texts.map((text) => el("p", { class: "note", lang: "en", text })));
    const known = frame === last ? t("ranking.interval") : t("ranking.no-interval", data.dayText(last.day));
    if (ranking.intervals) foot.append(parts.note(known));
    return foot;
  }

  return { render };
}
