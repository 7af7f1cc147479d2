// Matrix, timeline and ranking as drawings of their own, to be saved.

function makeMatrixSvg({ data, state, t }) {
  const cells = makeMatrixCells({ data, t });
  const [SIDE, TOP, WIDE, HIGH] = [130, 34, 150, 50];
  const HATCHES = { possible: "M0 8L8 0", guessed: "M2 2h1.6v1.6h-1.6z" };

  function hatch(certainty, colour, id) {
    const look = { stroke: colour, "stroke-width": 1.4, "stroke-opacity": 0.75, fill: colour };
    const mark = svg("path", { d: HATCHES[certainty], ...look });
    return svg("pattern", { id, width: 8, height: 8, patternUnits: "userSpaceOnUse" }, mark);
  }

  function cellDrawing(cell, colours, defs) {
    const group = svg("g", {});
    const leaders = cells.leaders(cell);
    const part = (WIDE - 6) / Math.max(leaders.length, 1);
    leaders.forEach(([holder, certainty], i) => {
      const colour = theme.of(colours.get(holder) || OTHER_LEADERS);
      const box = { x: 3 + i * part, y: 3, width: part, height: HIGH - 6 };
      group.append(svg("rect", { ...box, fill: colour, "fill-opacity": certainty === "certain" ? 0.34 : 0.12 }));
      if (!own(HATCHES, certainty)) return;
      const id = `hatch-${certainty}-${colour.slice(1)}`;
      if (!defs.has(id)) defs.set(id, hatch(certainty, colour, id));
      group.append(svg("rect", { ...box, fill: `url(#${id})`, "fill-opacity": 0.6 }));
    });
    const unknown = cell.state === "unknown";
    group.append(
      svg("rect", {
        x: 3,
        y: 3,
        width: WIDE - 6,
        height: HIGH - 6,
        fill: "none",
        stroke: own(JOINTS, cell.state) ? theme.ink() : theme.css("--line"),
        ...(unknown ? { "stroke-dasharray": "2 4" } : {}),
      }),
    );
    const remark = leaders.length > 1 ? cells.stateRemark(cell) : cells.remark(cell);
    const fill = leaders.length ? theme.ink() : theme.css("--muted");
    const halo = { stroke: theme.ground(), "stroke-width": 4, "stroke-linejoin": "round", "paint-order": "stroke" };
    const middle = { anchor: "middle", width: WIDE - 14, ...(leaders.length ? halo : {}) };
    group.append(svgText(cells.words(cell), WIDE / 2, remark ? HIGH / 2 - 1 : HIGH / 2 + 5, { fill, ...middle }));
    const small = { size: 10.5, fill: theme.css("--soft"), ...middle };
    if (remark) group.append(svgText(remark, WIDE / 2, HIGH / 2 + 14, small));
    return group;
  }

  function draw() {
    const now = state.now();
    const matrix = cells.chosen(now);
    if (!matrix) return null;
    const day = now.day ?? data.latest;
    const [cell, colours] = [cells.on(matrix, day), cells.coloursOf(matrix)];
    const brands = cells.brandsOn(matrix, [day]);
    const stages = matrix.stages.filter((stage) => !now.off.stage.includes(stage));
    const [group, defs] = [svg("g", {}), new Map()];
    const used = new Set();
    brands.forEach((brand, x) =>
      group.append(
        svgText(data.label(brand), SIDE + (x + 0.5) * WIDE, 22, { weight: 600, anchor: "middle", width: WIDE - 8 }),
      ),
    );
    stages.forEach((stage, y) => {
      group.append(svgText(data.concept(`stage/${stage}`), 0, TOP + (y + 0.5) * HIGH + 5, { width: SIDE - 8 }));
      brands.forEach((brand, x) => {
        const found = cell(brand, stage);
        cells.leaders(found).forEach(([id]) => used.add(id));
        const drawing = cellDrawing(found, colours, defs);
        drawing.setAttribute("transform", `translate(${SIDE + x * WIDE} ${TOP + y * HIGH})`);
        group.append(drawing);
      });
    });
    const swatch = (fill, opacity) =>
      svg("g", {}, svg("rect", { width: 22, height: 12, fill, "fill-opacity": opacity }));
    const key = [...colours]
      .filter(([id]) => used.has(id))
      .map(([id, colour]) => [swatch(theme.of(colour), 0.5), data.label(id), 22]);
    for (const certainty of Object.keys(HATCHES)) {
      if (![...defs.keys()].some((id) => id.startsWith(`hatch-${certainty}`))) continue;
      const id = `hatch-${certainty}-key`;
      defs.set(id, hatch(certainty, theme.css("--muted"), id));
      key.push([swatch(`url(#${id})`, 0.7), cells.certaintyWord(certainty), 22]);
    }
    group.prepend(svg("defs", {}, ...defs.values()));
    return {
      title: `${matrix.alliance ? data.label(matrix.alliance) : t("matrix.all")} · ${t("matrix.title")}`,
      body: { group, width: SIDE + brands.length * WIDE, height: TOP + stages.length * HIGH },
      key,
    };
  }

  return { draw };
}

// The timeline as it is seen: the drawings of the page's lanes, with their words beside them.
function makeTimelineSvg({ t }) {
  const [LABEL, HEAD] = [300, 34];

  function lines(picture, height, group) {
    for (const line of picture.querySelectorAll("line")) {
      const x = LABEL + Number(line.getAttribute("x1"));
      const tick = line.getAttribute("class") === "lane-tick";
      const look = tick ? { stroke: theme.css("--line") } : { stroke: theme.css("--accent"), "stroke-width": 1.5 };
      group.append(svg("line", { x1: x, x2: x, y1: HEAD, y2: height, ...look }));
    }
  }

  function draw() {
    const chart = document.querySelector(".timeline");
    if (!chart) return null;
    const items = [...chart.querySelectorAll(".lane-group, .lane")];
    const width = Number(chart.querySelector(".backdrop").getAttribute("width"));
    const height = HEAD + items.length * LANE_HEIGHT;
    const group = svg("g", {}, chart.querySelector(".backdrop defs").cloneNode(true));
    lines(chart.querySelector(".backdrop"), height, group);
    for (const name of chart.querySelectorAll(".lane-axis text")) {
      const tick = name.getAttribute("class") === "lane-tick";
      const fill = tick ? theme.css("--muted") : theme.css("--accent");
      const [x, y] = ["x", "y"].map((key) => Number(name.getAttribute(key)));
      const look = { size: 11.5, anchor: "middle", fill, weight: tick ? 400 : 600 };
      group.append(svgText(name.textContent, LABEL + x, y, look));
    }
    items.forEach((item, i) => {
      const y = HEAD + i * LANE_HEIGHT;
      const heading = item.classList.contains("lane-group");
      const text = item.querySelector(heading ? "h3" : ".lane-label").textContent;
      group.append(svgText(text, 0, y + 20, { width: LABEL - 14, weight: heading ? 650 : 400 }));
      if (heading) return;
      const drawing = item.querySelector("svg.strip > g").cloneNode(true);
      group.append(svg("g", { transform: `translate(${LABEL} ${y})` }, drawing));
    });
    const key = [...document.querySelectorAll(".lane-key li")].map((item) => {
      const drawing = item.querySelector("svg > g").cloneNode(true);
      return [svg("g", {}, svg("g", { transform: "translate(0 -8)" }, drawing)), item.textContent, 40];
    });
    const about = [...document.querySelectorAll(".view-title .note bdi")].map((name) => name.textContent).join(" → ");
    return { title: `${about} · ${t("timeline.title")}`, body: { group, width: LABEL + width, height }, key };
  }

  return { draw };
}

function makeRankingSvg({ data, state, t }) {
  const standings = makeRankingRows({ data, state });
  const [ROW, MOST, WIDTH] = [26, 60, 760];

  function draw() {
    const seen = standings.look(state.now());
    if (!seen) return null;
    const group = svg("g", {});
    const rows = seen.rows.slice(0, MOST);
    const days = seen.ranking.frames.map(({ day }) => day);
    rows.forEach((row, i) => {
      const y = i * ROW;
      const entity = data.entity.get(row.node);
      const colour = theme.of(data.nodeStyle(entity ? entity.kind : ""));
      const bar = drawScore(row, seen.top, 240, ROW, colour, theme.ink());
      const past = standings.course(seen.ranking, row.node);
      const course = drawCourse(past, seen.ranking.frames.indexOf(seen.frame), days, 110, ROW, colour);
      bar.setAttribute("transform", `translate(380 ${y})`);
      course.setAttribute("transform", `translate(640 ${y})`);
      group.append(
        svgText(String(row.rank), 26, y + 18, { anchor: "end", weight: 600 }),
        svgText(data.label(row.node), 40, y + 18, { width: 260 }),
        svgText(standings.score(row.value), 370, y + 18, { anchor: "end" }),
        bar,
        course,
      );
    });
    if (!rows.length) group.append(svgText(t("ranking.none"), 0, 18, {}));
    const body = { group, width: WIDTH, height: Math.max(rows.length, 1) * ROW };
    const day = seen.frame ? t("view.on", data.dayText(seen.frame.day)) : null;
    return { title: `${t("ranking.title")} · ${standings.title(seen.ranking)}`, day, body, key: [] };
  }

  return { draw };
}
