// One statement as a card: what is claimed, how surely, when, by whom, and where it stands.

function makeCards(data, go) {
  const concept = (scheme, slug) => (data.concepts[`${scheme}/${slug}`] || [slug, ""])[0];
  const meaning = (scheme, slug) => (data.concepts[`${scheme}/${slug}`] || ["", ""])[1];
  const join = (parts, between) => parts.flatMap((part, i) => (i ? [between, part] : [part]));

  function name(id) {
    const entity = data.entity.get(id);
    if (!entity) return el("bdi", { text: id });
    return button("", () => go(id), { class: "link", title: data.kindName(entity.kind) }, null).appendChild(
      el("bdi", { text: entity.label }),
    ).parentNode;
  }

  function value(item) {
    const shown =
      item.entity !== undefined
        ? name(item.entity)
        : item.concept !== undefined
          ? el("span", {
              text: (data.concepts[item.concept] || [item.concept])[0],
              title: (data.concepts[item.concept] || [])[1],
            })
          : el("bdi", { text: item.text });
    return item.note ? el("span", null, shown, el("span", { class: "muted", text: ` (${item.note})` })) : shown;
  }

  function fields(rows) {
    if (!rows || !rows.length) return null;
    const list = el("dl", { class: "fields" });
    for (const [label, values] of rows)
      list.append(el("div", null, el("dt", { text: label }), el("dd", null, ...join(values.map(value), ", "))));
    return list;
  }

  function chip(scheme, slug, extra) {
    return el("span", { class: `chip ${extra || ""}`, text: concept(scheme, slug), title: meaning(scheme, slug) });
  }

  function when(statement) {
    const basis =
      statement.basis && !["stated", "none"].includes(statement.basis) ? ` · ${concept("basis", statement.basis)}` : "";
    const shown = el("p", { class: "when" }, el("time", { text: statement.when }));
    if (statement.raw)
      shown.append(el("span", { class: "muted" }, " · in the source ", el("q", { text: statement.raw })));
    if (basis) shown.append(el("span", { class: "muted", text: basis, title: meaning("basis", statement.basis) }));
    return shown;
  }

  function chain(statement, source) {
    const stations = [statement.speaker, ...(statement.via || []), source.publisher].filter((id) => id !== undefined);
    const distinct = stations.filter((id, i) => id !== stations[i - 1]);
    if (!distinct.length) return null;
    const lead = statement.speaker === undefined ? "published by " : "according to ";
    return el("p", { class: "chain" }, lead, ...join(distinct.map(name), " → "));
  }

  function origin(statement, source) {
    const title =
      source.url && /^https?:\/\//.test(source.url)
        ? el("a", { href: source.url, target: "_blank", rel: "noopener noreferrer", text: source.title })
        : el("cite", { text: source.title || statement.source });
    const dates = [
      source.published ? `published ${source.published}` : concept("source-kind", source.kind || "background"),
    ];
    if (source.updated) dates.push(`updated ${source.updated}`);
    const line = el("p", { class: "origin" }, title, el("span", { text: ` · ${dates.join(" · ")}` }));
    const spans = (statement.spans || []).map(([where, start, end]) => `${where}: characters ${start}–${end}`);
    if (spans.length) line.append(el("span", { class: "locator", text: spans.join("; ") }));
    return line;
  }

  function premises(statement) {
    const known = (statement.premises || []).map((id) => data.statement.get(id)).filter(Boolean);
    if (!statement.rule) return null;
    const list = el("ul", null, ...known.map((premise) => el("li", null, el("bdi", { text: premise.summary }))));
    return el(
      "details",
      { class: "premises" },
      el("summary", {
        text: `Follows by the rule "${statement.rule}"${known.length ? ` from ${plural(known.length, "statement")}` : ""}`,
      }),
      list,
    );
  }

  return {
    name,
    value,
    fields,
    concept,
    card(statement) {
      const source = own(data.sources, statement.source) || {};
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
      for (const flag of statement.flags || []) head.append(chip("flag", flag));
      const faint = ["background", "derived"].includes(statement.status) ? " faint" : "";
      return el(
        "li",
        { class: `card${faint}` },
        head,
        el("p", { class: "summary" }, el("bdi", { text: statement.summary })),
        when(statement),
        fields(statement.fields),
        premises(statement),
        chain(statement, source),
        origin(statement, source),
      );
    },
  };
}
