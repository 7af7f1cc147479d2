// The way in, when nothing is chosen: what the page is, how to read it, what changed, where it comes from.

function makeAbout({ data, state, showing, t, cards, paths }) {
  const heading = (text) => el("h3", { text });
  const group = (key, title, open, ...content) =>
    el(
      "details",
      { class: "group about", open, "data-key": key },
      el("summary", null, el("span", { text: title })),
      ...content,
    );

  function counts() {
    const parts = [
      t("about.entities", data.entities.length),
      t("about.statements", data.statements.length),
      t("about.sources", Object.keys(data.sources).length),
    ];
    return el("p", { class: "kindline", text: parts.join(" · ") });
  }

  function shownNow() {
    const { day } = state.now();
    const shown = showing().statements.size;
    const when = day === null ? t("about.all-times", shown) : t("about.on-day", data.dayText(day), shown);
    return el("p", { class: "note", text: when });
  }

  function entities(list) {
    const item = (entity) => el("li", null, shapeIcon(data.nodeStyle(entity.kind)), cards.name(entity.id));
    return el("ul", { class: "entities" }, ...list.map(item));
  }

  function reading() {
    const row = (kind, name, meaning) =>
      el(
        "div",
        null,
        el("dt", null, el("span", { class: `chip day ${kind}`, text: name })),
        el("dd", { text: meaning }),
      );
    return el(
      "dl",
      { class: "reading" },
      row("certain", t("about.certain-word"), t("about.certain")),
      row("possible", t("about.possible-word"), t("about.possible")),
    );
  }

  function sources() {
    const tally = new Map();
    for (const { source } of data.statements) tally.set(source, (tally.get(source) || 0) + 1);
    const newest = ([, a], [, b]) => (b.published || "").localeCompare(a.published || "");
    const item = ([id, source]) => {
      const under = [cards.sourceDates(source), t("panel.statements", tally.get(id) || 0)].join(" · ");
      const publisher = source.publisher === undefined ? [] : [cards.name(source.publisher), " · "];
      return el(
        "li",
        null,
        cards.sourceTitle(source, id),
        el("span", { class: "muted" }, ...publisher, under, " "),
        button(t("about.open-table"), () => only(id), { class: "link small" }),
      );
    };
    return el("ul", { class: "sources" }, ...Object.entries(data.sources).sort(newest).map(item));
  }

  function only(id) {
    const others = Object.keys(data.sources).filter((other) => other !== id);
    state.change({ view: "table", off: { ...state.now().off, source: others.sort() } });
  }

  function caveats() {
    const notes = [t("about.caveat-said"), t("about.caveat-silence"), t("about.caveat-derived")];
    if (data.latest !== null) notes.push(t("about.caveat-latest", data.dayText(data.latest)));
    return el("ul", { class: "plain" }, ...notes.map((text) => el("li", { text })));
  }

  function sizeNote() {
    const { mode } = data.size;
    if (mode === "communities") return el("p", { class: "note", text: t("about.communities") });
    return mode === "ego" ? el("p", { class: "note", text: t("about.ego") }) : null;
  }

  // Between two days: who leads what now, and which statements began or ended.
  function hand({ scope, stage, before, after, statements }) {
    const known = statements.map((id) => data.statement.get(id)).filter(Boolean);
    const [first, second] = showing().days;
    const sure = (id, day) =>
      known.some((one) => [].concat(one.holder).includes(id) && data.holds(one, day) === "certain");
    const doubt = () => el("span", { class: "muted", text: ` (${t("about.possible-word")})` });
    const holder = (id, day) => el("span", null, cards.name(id), sure(id, day) ? null : doubt());
    const names = (ids, day) =>
      ids.length
        ? cards.between(ids.map((id) => holder(id, day)))
        : [el("span", { class: "muted", text: t("compare.nobody") })];
    const more = el(
      "details",
      { class: "more", "data-key": `hand ${scope} ${stage}` },
      el("summary", { text: t("panel.statements", known.length) }),
    );
    more.addEventListener("toggle", () => more.childElementCount > 1 || more.append(cards.list(known)));
    return el(
      "li",
      { class: "hand" },
      el("p", null, cards.name(scope), ` · ${cards.concept("stage", stage)}`),
      el(
        "p",
        { class: "hands" },
        ...names(before, first),
        el("span", { class: "arrow", text: " → " }),
        ...names(after, second),
      ),
      more,
    );
  }

  function changed(kind, title, changes) {
    const known = [...changes].filter(([, change]) => change === kind).map(([id]) => data.statement.get(id));
    if (!known.length) return null;
    const box = group(`compare ${kind}`, title, false);
    box.firstChild.append(el("span", { class: "count", text: cards.number(known.length) }));
    const byDate = (a, b) => (a.order || "9999").localeCompare(b.order || "9999") || (a.id < b.id ? -1 : 1);
    box.addEventListener("toggle", () => box.childElementCount > 1 || box.append(cards.list(known.sort(byDate))));
    return box;
  }

  function compare() {
    const { days, changes, hands } = showing();
    if (state.now().compare === null || days.length < 2) return [];
    const title = t("compare.title", data.dayText(days[0]), data.dayText(days[1]));
    const byName = (a, b) => `${data.label(a.scope)}\n${a.stage}`.localeCompare(`${data.label(b.scope)}\n${b.stage}`);
    const list = hands.length
      ? el("ul", { class: "hands-list" }, ...[...hands].sort(byName).map(hand))
      : el("p", { class: "note", text: t("compare.no-hands") });
    return [
      el("h3", { class: "first", text: title }),
      el("h4", { text: t("compare.hands") }),
      list,
      changed("began", t("compare.began"), changes),
      changed("ended", t("compare.ended"), changes),
      changes.size ? null : el("p", { class: "note", text: t("compare.nothing") }),
    ];
  }

  return function about() {
    const heavy = [...data.entities].sort((a, b) => (b.weight || 0) - (a.weight || 0)).slice(0, 10);
    const apart = data.entities.filter((entity) => !data.drawn.has(entity.id) && data.size.mode === "whole");
    return [
      ...compare(),
      el("p", { class: "lead", text: t("about.lead") }),
      counts(),
      shownNow(),
      sizeNote(),
      heavy.length ? heading(t("about.most")) : null,
      entities(heavy),
      heading(t("about.path")),
      paths.form(),
      group("reading", t("about.reading"), true, reading(), el("p", { class: "note", text: t("about.keys") })),
      group("sources", t("about.source-list"), true, sources()),
      group("caveats", t("about.caveats"), true, caveats()),
      apart.length
        ? group(
            "apart",
            t("about.apart", apart.length),
            false,
            el("p", { class: "note", text: t("about.apart-note") }),
            entities(apart),
          )
        : null,
    ];
  };
}
