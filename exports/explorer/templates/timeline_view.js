// The timeline of what is selected: a lane for each statement about it, on one axis of time.

function makeTimelineView({ data, state, t, cards, go }) {
  const parts = makeViewParts({ data, state, t, cards, go });
  const lanes = makeLanes({ data, t, cards });
  let frame = null;
  let framed = null;
  let open = null;
  let box = null;
  let dragged = null;

  // What the timeline is of: the selected entity or line, else the entity of which most is said.
  function subject(now) {
    const focus = now.focus;
    if (focus && focus.type === "edge" && data.edge.has(focus.id)) {
      const { from, to } = data.edge.get(focus.id);
      return { id: from, key: focus.id, names: [from, to], statements: data.statementsOf(data.edge.get(focus.id)) };
    }
    const chosen = focus && data.entity.has(focus.id) ? focus.id : null;
    const heavier = (a, b) => ((b.weight || 0) > (a.weight || 0) ? b : a);
    const id = chosen ?? (data.entities.length ? data.entities.reduce(heavier).id : null);
    if (id === null) return null;
    return { id, key: id, names: [id], statements: data.about.get(id) || [], hint: chosen === null };
  }

  // Everything that the drawing needs of the moment.
  function look(now, width) {
    const about = subject(now);
    if (!about) return null;
    const passed = parts.timeless(now).statements;
    const groups = lanes.grouped(
      about.statements.filter((statement) => passed.has(statement.id)),
      about.id,
    );
    const days = [now.day, now.compare].filter((day) => day !== null);
    const all = groups.flatMap(([, found]) => found);
    const known = data.latest === null ? [0] : [data.first, data.latest];
    const whole = lanes.extent(all, days) || lanes.extent(all, known);
    if (framed !== about.key) [framed, frame, open] = [about.key, null, null];
    const kinds = [...new Set(about.statements.map((statement) => statement.kind))].sort();
    const colours = kinds.map((kind) => theme.of(data.edgeStyle(kind)));
    return { about, groups, whole, kinds, colours, now, scale: makeScale(frame || whole, width) };
  }

  const paintOf = (seen, statement, name = "lane-fade") => ({
    colour: seen.colours[seen.kinds.indexOf(statement.kind)],
    fade: `${name}-${seen.kinds.indexOf(statement.kind)}`,
    paper: theme.css("--paper"),
    ink: theme.ink(),
    dash: data.lineStyle(statement.status).dash,
  });

  function render(container = box) {
    if (container !== box) new ResizeObserver(resized).observe(container);
    box = container;
    const seen = look(state.now(), stripWidth());
    if (!seen) redraw(box, parts.head(t("timeline.title")), parts.empty(t("timeline.empty")));
    else if (!seen.groups.length) redraw(box, heading(seen), parts.empty(t("timeline.none")));
    else redraw(box, heading(seen), chart(seen), key(seen));
  }

  const isNarrow = () => box.clientWidth < 640;
  const stripWidth = () => Math.max(200, box.clientWidth - (isNarrow() ? 32 : 76 + labelWidth()));
  const labelWidth = () => Math.min(340, Math.round(box.clientWidth * 0.34));
  let wide = 0;
  function resized() {
    if (!box.isConnected || !box.querySelector(".timeline") || box.clientWidth === wide) return;
    wide = box.clientWidth;
    render();
  }

  function heading({ about, groups }) {
    const count = groups.reduce((sum, [, found]) => sum + found.length, 0);
    const title = el("p", { class: "note" }, ...about.names.flatMap((id, i) => [i ? " → " : null, parts.name(id)]));
    title.append(` · ${t("view.statements", count)}${about.hint ? ` · ${t("timeline.hint")}` : ""}`);
    const tool = (sign, label, press) =>
      button(sign, press, { "aria-label": label, title: label, "data-key": `tool ${sign}` });
    const tools = el(
      "div",
      { class: "zoom", role: "group", "aria-label": t("timeline.zoom") },
      tool("‹", t("timeline.earlier"), () => pan(-0.25)),
      tool("−", t("timeline.out"), () => zoom(1.6)),
      tool("+", t("timeline.in"), () => zoom(1 / 1.6)),
      tool("›", t("timeline.later"), () => pan(0.25)),
      tool("⤢", t("timeline.all"), () => move(null)),
    );
    return parts.head(t("timeline.title"), title, ...(groups.length ? [tools] : []));
  }

  function move(next) {
    frame = next;
    render();
  }

  // The middle stays, or the chosen day where it is to be seen.
  function zoom(factor) {
    const seen = look(state.now(), 100);
    const [first, last] = frame || seen.whole;
    const day = state.now().day;
    const centre = day !== null && day > first && day < last ? day : (first + last) / 2;
    const span = (last - first) * factor;
    const most = (seen.whole[1] - seen.whole[0]) * 1.5;
    if (span >= most) return move(null);
    if (span < 14) return undefined;
    return move([centre - (centre - first) * factor, centre + (last - centre) * factor]);
  }

  function pan(share) {
    const [first, last] = frame || look(state.now(), 100).whole;
    const step = (last - first) * share;
    move([first + step, last + step]);
  }

  function chart(seen) {
    const list = el("ul", { class: "lanes", role: "list", "aria-label": t("timeline.list") });
    for (const [title, found] of seen.groups) {
      list.append(el("li", { class: "lane-group", role: "listitem" }, el("h3", { text: title })));
      for (const lane of found) list.append(row(lane, seen));
    }
    const chart = el("div", { class: `timeline${isNarrow() ? " is-narrow" : ""}` }, axis(seen), backdrop(seen), list);
    chart.style.setProperty("--label", `${isNarrow() ? 0 : labelWidth()}px`);
    chart.style.setProperty("--strip", `${seen.scale.width}px`);
    chart.addEventListener("pointerdown", (event) => {
      if (event.target.closest(".strip, .lane-axis") && event.button === 0)
        dragged = { x: event.clientX, frame: frame || seen.whole, width: seen.scale.width, moved: false };
    });
    chart.addEventListener("pointermove", drag);
    return chart;
  }

  // Dragging the axis or a strip moves the time that is seen.
  function drag(event) {
    if (!dragged || !(event.buttons & 1)) return void (dragged = null);
    const step = event.clientX - dragged.x;
    if (Math.abs(step) < 4 && !dragged.moved) return undefined;
    const days = (step / dragged.width) * (dragged.frame[1] - dragged.frame[0]);
    dragged.moved = true;
    return move(dragged.frame.map((day) => day - days));
  }

  const ticks = ({ first, last, width }) => ticksOf(first, last, Math.max(2, Math.floor(width / 74)));

  // The chosen days that are in sight.
  const days = ({ now, scale }) =>
    [
      [now.day, "day"],
      [now.compare, "compare"],
    ].filter(([day]) => day !== null && day >= scale.first && day <= scale.last);

  function axis(seen) {
    const { scale } = seen;
    const picture = svg("svg", { width: scale.width, height: 34, class: "lane-axis", "aria-hidden": "true" });
    for (const [day, name] of ticks(scale))
      picture.append(words(name, scale.x(day), 26, "lane-tick"));
    for (const [day, kind] of days(seen))
      picture.append(words(isoDay(day), Math.min(Math.max(scale.x(day), 32), scale.width - 32), 11, kind));
    return el("div", { class: "axis-row" }, picture);
  }

  function words(text, x, y, kind) {
    const node = svg("text", { x, y, "text-anchor": "middle", class: kind });
    node.textContent = text;
    return node;
  }

  // Ticks and chosen days as lines behind all lanes.
  function backdrop(seen) {
    const { scale } = seen;
    const picture = svg("svg", { width: scale.width, class: "backdrop", "aria-hidden": "true" });
    picture.append(fadings("lane-fade", seen.colours));
    const line = (day, kind) => {
      const x = Math.round(scale.x(day)) + 0.5;
      picture.append(svg("line", { x1: x, x2: x, y1: 0, y2: "100%", class: kind }));
    };
    for (const [day] of ticks(scale)) line(day, "lane-tick");
    for (const [day, kind] of days(seen)) line(day, kind);
    return picture;
  }

  function row(lane, seen) {
    const { statement } = lane;
    const isOpen = open === statement.id;
    const said = lanes.spoken(lane);
    const press = (event) => {
      if (event.detail && dragged && dragged.moved) return void (dragged = null);
      open = isOpen ? null : statement.id;
      return render();
    };
    const label = button("", press, {
      class: "lane-label",
      "aria-expanded": String(isOpen),
      "aria-label": said,
      title: statement.summary,
      "data-key": `lane ${statement.id}`,
    });
    label.append(el("bdi", { text: lane.words }));
    const size = { width: seen.scale.width, height: LANE_HEIGHT };
    const picture = svg("svg", { ...size, class: "strip", "aria-hidden": "true" });
    picture.append(svg("title", {}), drawLane(lane, seen.scale, paintOf(seen, statement)));
    picture.firstChild.textContent = `${said}. ${statement.summary}`;
    picture.addEventListener("click", press);
    const classes = `lane${isOpen ? " is-open" : ""}${lane.ended ? " is-ended" : ""}`;
    const line = el("li", { class: classes, role: "listitem" }, label, picture);
    line.dataset.statement = statement.id;
    if (isOpen) line.append(el("div", { class: "lane-card" }, parts.list([statement.id])));
    return line;
  }

  function key(seen) {
    const { colours } = seen;
    const samples = laneKey(t, colours[0], paintOf(seen, { kind: seen.kinds[0] }).paper, "lane-fade-0");
    return el(
      "ul",
      { class: "lane-key", "aria-label": t("view.key") },
      ...samples.map(([drawing, text]) =>
        el("li", null, svg("svg", { width: 40, height: LANE_HEIGHT, "aria-hidden": "true" }, drawing), text),
      ),
    );
  }

  return { render };
}
