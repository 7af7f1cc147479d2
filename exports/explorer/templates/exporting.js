// What can be saved of the page: the view as SVG or PNG, the statements that show as CSV.

function makeExporting({ data, state, showing, graph, t }) {
  const table = makeTableRows({ data, showing, t });
  const words = makeFilterWords({ data, state, t });
  const graphSvg = makeGraphSvg({ data, graph, t });
  const drawings = {
    graph: () => ({ title: graphSvg.title(), body: graphSvg.body(), key: graphSvg.key() }),
    matrix: makeMatrixSvg({ data, state, t }).draw,
    timeline: makeTimelineSvg({ t }).draw,
    ranking: makeRankingSvg({ data, state, t }).draw,
  };

  // The current view as an SVG element; null where there is nothing to draw.
  function sheet() {
    const draw = own(drawings, state.now().view);
    const found = draw ? draw() : null;
    if (!found) return null;
    const note = [document.title, found.day || words.day(), ...words.filters()].filter(Boolean).join(" · ");
    return makeSheetSvg({ ...found, note });
  }

  const plain = (text) =>
    text
      .normalize("NFKD")
      .replace(/[^A-Za-z0-9]+/g, "-")
      .slice(0, 40)
      .replace(/^-+|-+$/g, "")
      .toLowerCase();

  // Such as alliance-timeline-luxeed-2025-08-01.svg: letters, digits and hyphens only.
  function fileName(ending) {
    const { view, focus, day, compare } = state.now();
    const about = focus && focus.type === "node" && (view === "timeline" || view === "graph") ? plain(focus.id) : "";
    const days = [compare, day ?? data.latest].filter((one) => one !== null).map(isoDay);
    return `${["alliance", view, about, ...days].filter(Boolean).join("-")}.${ending}`;
  }

  function save(blob, name) {
    const url = URL.createObjectURL(blob);
    const link = el("a", { href: url, download: name, hidden: true });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(url), 10000);
  }

  const CSV_COLUMNS = {
    id: ({ statement }) => statement.id,
    ...Object.fromEntries(TABLE_COLUMNS.map((column) => [column, (row) => table.text(row, column)])),
    source: ({ statement }) => table.source(statement).title || statement.source,
    url: ({ statement }) => table.source(statement).url,
    locator: ({ statement }) =>
      (statement.spans || []).map(([where, start, end]) => `${where}:${start}-${end}`).join("; "),
  };
  const HEADS = {
    id: () => "id",
    source: () => t("export.source"),
    url: () => "URL",
    locator: () => t("export.locator"),
  };

  // The statements that show, in the order of the table.
  function csvText() {
    const columns = Object.keys(CSV_COLUMNS);
    const head = columns.map((column) => (own(HEADS, column) || (() => table.head(column)))());
    return toCsv([head, ...table.rows(state.now()).map((row) => columns.map((column) => CSV_COLUMNS[column](row)))]);
  }

  // The printed page says what it shows: title, day, filters, and after the view the sources of what shows.
  const [head, foot] = [el("header", { class: "printed" }), el("footer", { class: "printed" })];
  function fillPrint() {
    const lines = [words.day(), ...words.filters()].filter(Boolean);
    head.replaceChildren(el("h1", null, el("bdi", { text: document.title })), el("p", { text: lines.join(" · ") }));
    const used = new Set([...showing(state.now()).statements.keys()].map((id) => data.statement.get(id).source));
    const sources = Object.entries(data.sources).filter(([id]) => used.has(id));
    const line = ([id, { title, publisher, published, url }]) => {
      const more = [publisher === undefined ? "" : data.label(publisher), published, url].filter(Boolean);
      return el("li", null, el("cite", { text: title || id }), ...more.flatMap((text) => [", ", el("bdi", { text })]));
    };
    foot.replaceChildren(el("h2", { text: t("export.sources") }), el("ol", null, ...sources.map(line)));
  }
  document.body.prepend(head);
  document.body.append(foot);
  window.addEventListener("beforeprint", fillPrint);
  window.matchMedia("print").addEventListener("change", (event) => event.matches && fillPrint());

  async function savePng() {
    const found = sheet();
    if (found) save(await rasterise(found), fileName("png"));
  }

  function saveSvg() {
    const found = sheet();
    if (found) save(new Blob([svgFile(found)], { type: "image/svg+xml" }), fileName("svg"));
  }

  const drawn = { graph: data.network.nodes, matrix: data.matrix, timeline: data.entities, ranking: data.rankings };
  const canDraw = () => (own(drawn, state.now().view) || []).length > 0;

  // What cannot be saved of the view of the moment is not there.
  return {
    get png() {
      return canDraw() ? savePng : undefined;
    },
    get svg() {
      return canDraw() ? saveSvg : undefined;
    },
    csv: () => save(new Blob([csvText()], { type: "text/csv;charset=utf-8" }), fileName("csv")),
    print() {
      fillPrint();
      window.print();
    },
  };
}

// The day and the filters of the moment in words.
function makeFilterWords({ data, state, t }) {
  const NAMES = {
    entity: data.kindName,
    statement: data.statementKindName,
    status: (key) => data.concept(`status/${key}`),
    stage: (key) => data.concept(`stage/${key}`),
    source: (key) => (own(data.sources, key) || {}).title || key,
    alliance: (key) => (key === "" ? t("export.no-alliance") : data.label(key)),
  };

  function day() {
    const now = state.now();
    if (now.day === null && now.compare === null) return t("export.all-times");
    const shown = now.day ?? data.latest;
    const text = shown === null ? "" : t("view.on", data.dayText(shown));
    return now.compare === null ? text : `${text}, ${t("export.compared", data.dayText(now.compare))}`;
  }

  function filters() {
    const { off, ended, background } = state.now();
    const left = GROUPS.flatMap((group) => off[group].map((key) => NAMES[group](key)));
    const more = left.length > 12 ? ` +${left.length - 12}` : "";
    return [
      left.length ? t("export.without", left.slice(0, 12).join(", ") + more) : "",
      ended ? t("export.ended") : "",
      background ? "" : t("export.no-background"),
    ].filter(Boolean);
  }

  return { day, filters };
}
