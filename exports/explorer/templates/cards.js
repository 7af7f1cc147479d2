// One statement as a card: what is claimed, how surely, when, by whom, and where it stands.

function makeCards({ data, state, t, go }) {
  const concept = (scheme, slug) => data.concept(`${scheme}/${slug}`);
  const meaning = (scheme, slug) => data.meaning(`${scheme}/${slug}`) || null;
  const chinese = () => state.now().lang === "zh";
  const fields = makeFields({ data, state, t, name });
  const PORTION = 40;

  function name(id) {
    const entity = data.entity.get(id);
    if (!entity) return el("bdi", { text: id });
    const link = button("", () => go(id), { class: "link", title: data.kindName(entity.kind) });
    link.append(el("bdi", { text: data.label(id) }));
    return link;
  }

  function chip(scheme, slug, extra) {
    return el("span", { class: `chip ${extra || ""}`, text: concept(scheme, slug), title: meaning(scheme, slug) });
  }

  // How a statement stands to a day: it holds certainly or possibly, is over, or has not begun.
  function standing(statement, day) {
    const holds = data.holds(statement, day);
    if (holds) return holds;
    const [earliest, , , latest] = statement.span || [];
    if (Number.isInteger(earliest) && day < earliest) return "later";
    if (statement.phase === "ended" || (Number.isInteger(latest) && day >= latest)) return "earlier";
    return "not";
  }

  function standingText(how, day) {
    const told = data.dayText(day);
    if (how === "certain") return t("card.certain", told);
    if (how === "possible") return t("card.possible", told);
    if (how === "earlier") return t("card.earlier", told);
    return how === "later" ? t("card.later", told) : t("card.not", told);
  }

  function badge(statement) {
    const { day } = state.now();
    if (day === null) return null;
    const how = standing(statement, day);
    return el("span", { class: `chip day ${how}`, text: standingText(how, day) });
  }

  const time = (statement) =>
    chinese() && statement.when_zh
      ? el("time", { text: statement.when_zh })
      : el("time", { text: statement.when, lang: chinese() && /[a-z]/i.test(statement.when || "") ? "en" : null });

  function when(statement) {
    const shown = el("p", { class: "when" }, time(statement));
    if (statement.raw)
      shown.append(el("span", { class: "muted" }, ` · ${t("card.raw")} `, el("q", { text: statement.raw })));
    if (statement.basis && !["stated", "none"].includes(statement.basis))
      shown.append(
        el("span", {
          class: "muted",
          text: ` · ${concept("basis", statement.basis)}`,
          title: meaning("basis", statement.basis),
        }),
      );
    return shown;
  }

  function chain(statement, source) {
    const stations = [statement.speaker, ...(statement.via || []), source.publisher].filter((id) => id !== undefined);
    const distinct = stations.filter((id, i) => id !== stations[i - 1]);
    if (!distinct.length) return null;
    const lead = statement.speaker === undefined ? t("card.published-by") : t("card.according");
    const links = distinct.map(name).flatMap((link, i) => (i ? [" → ", link] : [link]));
    return el("p", { class: "chain" }, `${lead} `, ...links);
  }

  function sourceTitle(source, id) {
    if (source.url && /^https?:\/\//i.test(source.url))
      return el("a", { href: source.url, target: "_blank", rel: "noopener noreferrer", text: source.title || id });
    return el("cite", { text: source.title || id });
  }

  function sourceDates(source) {
    const dates = source.published
      ? [t("card.published", source.published)]
      : [concept("source-kind", source.kind || "background")];
    if (source.updated) dates.push(t("card.updated", source.updated));
    return dates.join(" · ");
  }

  function origin(statement, source) {
    const line = el("p", { class: "origin" }, sourceTitle(source, statement.source));
    line.append(el("span", { text: ` · ${sourceDates(source)}` }));
    const spans = (statement.spans || []).map(([where, start, end]) =>
      t("card.locator", where, String(start), String(end)),
    );
    if (spans.length) line.append(el("span", { class: "locator", text: spans.join("; ") }));
    return line;
  }

  // Premises are cards in turn, made when they are asked for.
  function premises(statement) {
    const known = (statement.premises || []).map((id) => data.statement.get(id)).filter(Boolean);
    if (!statement.rule) return null;
    const box = el(
      "details",
      { class: "premises", "data-key": `premises ${statement.id}` },
      el("summary", null, `${t("card.rule")} `, el("q", { text: statement.rule })),
    );
    if (known.length) box.firstChild.append(` ${t("card.from", known.length)}`);
    const fill = () => box.open && box.childElementCount === 1 && box.append(list(known));
    box.addEventListener("toggle", fill);
    return box;
  }

  function marks(statement) {
    const line = data.lineStyle(statement.status);
    const head = el(
      "p",
      { class: "marks" },
      el(
        "span",
        { class: "status", title: meaning("status", statement.status) },
        lineIcon(theme.of(data.edgeStyle(statement.kind)), line.dash),
        concept("status", statement.status),
      ),
    );
    if (statement.polarity) head.append(chip("polarity", statement.polarity, "strong"));
    if (statement.phase) head.append(chip("phase", statement.phase, "strong"));
    const day = badge(statement);
    if (day) head.append(day);
    for (const flag of statement.flags || []) head.append(chip("flag", flag, "flag"));
    return head;
  }

  const summary = (statement) =>
    el("p", { class: "summary", lang: "en" }, el("bdi", { text: statement.summary || statement.id }));

  function card(statement) {
    const source = own(data.sources, statement.source) || {};
    const faint = ["background", "derived"].includes(statement.status) ? " faint" : "";
    return el(
      "li",
      { class: `card${faint}`, "data-id": statement.id },
      marks(statement),
      summary(statement),
      when(statement),
      fields.rows(statement.fields, statement),
      premises(statement),
      chain(statement, source),
      origin(statement, source),
    );
  }

  // The same in a narrow column: the rest is one step away.
  function brief(statement) {
    const source = own(data.sources, statement.source) || {};
    const box = el(
      "details",
      { class: "more", "data-key": `more ${statement.id}` },
      el("summary", { text: t("card.more") }),
    );
    box.addEventListener("toggle", () => {
      if (!box.open || box.childElementCount > 1) return;
      const parts = [fields.rows(statement.fields, statement), premises(statement), chain(statement, source)];
      box.append(...parts.filter(Boolean), origin(statement, source));
    });
    const said = el("p", { class: "origin" }, sourceTitle(source, statement.source));
    if (source.published) said.append(" · ", el("span", { class: "nowrap", text: source.published }));
    const parts = [marks(statement), summary(statement), el("p", { class: "when" }, time(statement)), said, box];
    return el("li", { class: "card brief", "data-id": statement.id }, ...parts);
  }

  // Long lists come in portions.
  function list(statements, make = card) {
    const box = el("ul", { class: "cards" });
    const more = (from) => {
      box.append(...statements.slice(from, from + PORTION).map((statement) => make(statement)));
      const rest = statements.length - from - PORTION;
      if (rest <= 0) return;
      const next = el("li", { class: "portion" });
      next.append(button(t("card.further", rest), () => (next.remove(), more(from + PORTION)), { class: "link" }));
      box.append(next);
    };
    more(0);
    return box;
  }

  return {
    name,
    concept,
    meaning,
    card,
    brief,
    list,
    time,
    chip,
    standing,
    standingText,
    sourceTitle,
    sourceDates,
    fields: fields.rows,
    quantity: fields.quantity,
    number: fields.number,
    inEnglish: fields.inEnglish,
    between: fields.between,
  };
}
