// The side panel: an entity, an edge, or the way in.

function makePanel({ data, filters, cards, goEdge, close }) {
  const panel = byId("panel");
  const byDate = (a, b) =>
    (a.status === "derived") - (b.status === "derived") ||
    (a.order || "9999").localeCompare(b.order || "9999") ||
    a.summary.localeCompare(b.summary) ||
    (a.id < b.id ? -1 : 1);

  function swatch(kind) {
    return shapeIcon(data.nodeStyle(kind));
  }

  function closer(name = "close") {
    return button("×", close, { class: name, "aria-label": "Close the details" });
  }

  function show(...content) {
    panel.replaceChildren(...content.filter(Boolean));
    panel.scrollTop = 0;
  }

  // Statements under their kinds, what was said before what follows, by date; long lists stay folded until asked for.
  function grouped(statements, kinds) {
    const shown = statements.filter(filters.statement);
    const sections = [];
    let open = 0;
    for (const kind of kinds) {
      const own = shown.filter((statement) => statement.kind === kind).sort(byDate);
      if (!own.length) continue;
      const title = el(
        "summary",
        null,
        lineIcon(theme.of(data.edgeStyle(kind))),
        el("span", { text: data.statementKindName(kind) }),
        el("span", { class: "count", text: own.length }),
      );
      sections.push(folded(title, own, open < 8));
      open += own.length;
    }
    const less = statements.length - shown.length;
    if (less)
      sections.push(
        el(
          "p",
          { class: "note" },
          `${plural(less, "statement is", "statements are")} hidden by the legend. `,
          button("Show all again", filters.clear, { class: "link" }),
        ),
      );
    return sections;
  }

  function folded(title, statements, open) {
    const list = el("ul", { class: "cards" });
    const fill = () => list.childElementCount || list.append(...statements.map(cards.card));
    const box = el("details", { class: "group", open }, title, list);
    if (open) fill();
    box.addEventListener("toggle", () => box.open && fill());
    return box;
  }

  function node(id) {
    const entity = data.entity.get(id);
    const about = data.about.get(id) || [];
    const said = data.said.get(id) || [];
    const chinese = entity.names.find(([, lang, use]) => use === "pref" && lang.startsWith("zh"));
    const drawn = data.drawn.has(id);
    show(
      el(
        "div",
        { class: "head" },
        swatch(entity.kind),
        el(
          "div",
          null,
          el("h2", null, el("bdi", { text: entity.label })),
          chinese && chinese[0] !== entity.label
            ? el("p", { class: "second" }, el("bdi", { lang: chinese[1], text: chinese[0] }))
            : null,
        ),
        closer(),
      ),
      el("p", {
        class: "kindline",
        text: `${data.kindName(entity.kind)} · ${plural(about.length, "statement")}${drawn ? "" : " · not in the picture: no line touches it"}`,
      }),
      entity.description ? el("p", { class: "lead" }, el("bdi", { text: entity.description })) : null,
      ...namesOf(entity, cards.concept),
      cards.fields(entity.fields),
      ...grouped(about, data.statementKinds),
      ...(said.length
        ? [
            el("h3", { text: "Says or passes on" }),
            folded(
              el(
                "summary",
                null,
                el("span", { text: "Statements by it" }),
                el("span", { class: "count", text: said.length }),
              ),
              said.filter(filters.statement).sort(byDate),
              false,
            ),
          ]
        : []),
    );
  }

  function edge(id) {
    const record = data.edge.get(id);
    const [from, to] = [data.entity.get(record.from), data.entity.get(record.to)];
    const others = data.edges.filter(
      (other) =>
        other.id !== id && [other.from, other.to].sort().join("\n") === [record.from, record.to].sort().join("\n"),
    );
    const behind = data.statementsOf(record);
    show(
      el(
        "div",
        { class: "head" },
        lineIcon(theme.of(data.edgeStyle(record.kind)), data.lineStyle(record.status).dash),
        el(
          "h2",
          { class: "ends" },
          cards.name(from.id),
          el("span", { class: "arrow", "aria-label": "to", text: " → " }),
          cards.name(to.id),
        ),
        closer(),
      ),
      el("p", { class: "kindline", text: `${data.statementKindName(record.kind)} · ${record.label}` }),
      record.kind === data.definition
        ? el("p", { class: "lead", text: `No statement is needed: ${from.label} is defined by its ${record.label}.` })
        : null,
      ...grouped(behind, data.statementKinds),
      others.length ? el("h3", { text: "Other lines between the two" }) : null,
      others.length
        ? el(
            "ul",
            { class: "others" },
            ...others.map((other) =>
              el(
                "li",
                null,
                lineIcon(theme.of(data.edgeStyle(other.kind)), data.lineStyle(other.status).dash),
                button(`${data.statementKindName(other.kind)}: ${other.label}`, () => goEdge(other.id), {
                  class: "link",
                }),
              ),
            ),
          )
        : null,
    );
  }

  function entityList(entities) {
    return el(
      "ul",
      { class: "entities" },
      ...entities.map((entity) => el("li", null, swatch(entity.kind), cards.name(entity.id))),
    );
  }

  function start() {
    const heavy = [...data.entities].sort((a, b) => (b.weight || 0) - (a.weight || 0)).slice(0, 10);
    const apart = data.entities.filter((entity) => !data.drawn.has(entity.id));
    const counts = (id) => data.statements.filter((statement) => statement.source === id).length;
    const sources = Object.entries(data.sources).sort(([, a], [, b]) =>
      (b.published || "").localeCompare(a.published || ""),
    );
    show(
      el("div", { class: "head" }, el("h2", { text: "Who does what, and says who?" }), closer("close narrow")),
      el("p", {
        class: "lead",
        text: "Every line is one or more statements that somebody made. Choose a name or a line to read what was said, how surely, about which time, by whom, and where it stands.",
      }),
      el("p", {
        class: "note",
        text: "Choose the background or press Esc to see everything again. The legend's rows are switches.",
      }),
      heavy.length ? el("h3", { text: "Most is said of" }) : null,
      entityList(heavy),
      sources.length ? el("h3", { text: "Sources" }) : null,
      el(
        "ul",
        { class: "sources" },
        ...sources.map(([id, source]) =>
          el(
            "li",
            null,
            el("cite", { text: source.title }),
            el("span", {
              class: "muted",
              text: ` ${[source.published, plural(counts(id), "statement")].filter(Boolean).join(" · ")}`,
            }),
          ),
        ),
      ),
      apart.length
        ? el(
            "details",
            { class: "apart" },
            el("summary", { text: `${plural(apart.length, "entity", "entities")} not in the picture` }),
            el("p", { class: "note", text: "No line touches them; they speak, publish, or are told of alone." }),
            entityList(apart),
          )
        : null,
    );
  }

  return { node, edge, start };
}
