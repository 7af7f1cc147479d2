// How a lane is drawn: solid where it must hold, fading where it may, arrows where no end is told.

const LANE_HEIGHT = 30;
const BAR_HEIGHT = 13;

// A scale from days to pixels of a strip of some width.
function makeScale([first, last], width) {
  return { first, last, width, x: (day) => ((day - first) / (last - first)) * width };
}

// The fading of every colour of bars, once for all lanes of a drawing.
function fadings(name, colours) {
  const fade = (colour, i, back) =>
    svg(
      "linearGradient",
      { id: `${name}-${i}-${back ? "out" : "in"}` },
      svg("stop", { offset: 0, "stop-color": colour, "stop-opacity": back ? 0.6 : 0.06 }),
      svg("stop", { offset: 1, "stop-color": colour, "stop-opacity": back ? 0.06 : 0.6 }),
    );
  return svg("defs", {}, ...colours.flatMap((colour, i) => [fade(colour, i, false), fade(colour, i, true)]));
}

function drawLane(lane, scale, { colour, fade, paper, ink, dash }) {
  const middle = LANE_HEIGHT / 2;
  const top = middle - BAR_HEIGHT / 2;
  const group = svg("g", lane.ended ? { opacity: 0.62 } : {});
  const clip = (from, to) => [
    scale.x(Math.max(from ?? -Infinity, scale.first)),
    scale.x(Math.min(to ?? Infinity, scale.last)),
  ];
  const put = (tag, props) => group.append(svg(tag, props));
  const seen = (from, to) => (from ?? -Infinity) < scale.last && (to ?? Infinity) > scale.first;
  const dashes = dash && dash.length ? { "stroke-dasharray": dash.map((d) => Math.max(d * 0.6, 1.5)).join(" ") } : {};
  const line = { stroke: colour, "stroke-width": 1.4, ...dashes };

  function span(from, to, props) {
    const [x, end] = clip(from, to);
    if (end > x) put("rect", { x, y: top, width: Math.max(end - x, 2), height: BAR_HEIGHT, rx: 2, ...props });
  }

  function bar() {
    const { from, to, core } = lane;
    if (lane.standing !== "plain" || !core) {
      const fill = lane.standing === "denied" ? "none" : colour;
      span(from, to, { fill, "fill-opacity": 0.16, "stroke-dasharray": "4 3", ...line });
      if (lane.standing === "denied") strike(...clip(from, to));
      return;
    }
    if (from !== core[0] && core[0] !== null) span(from, core[0], { fill: `url(#${fade}-in)` });
    if (to !== core[1] && core[1] !== null) span(core[1], to, { fill: `url(#${fade}-out)` });
    span(core[0], core[1], { fill: colour, "fill-opacity": 0.82, ...(dashes["stroke-dasharray"] ? line : {}) });
  }

  function strike(x, end) {
    const at = (x + end) / 2;
    const d = `M${at - 5} ${middle - 5}l10 10m0 -10l-10 10`;
    put("path", { d, stroke: colour, "stroke-width": 2, fill: "none" });
  }

  // A full arrow says that it goes on, a hollow one that no end is told.
  function arrows() {
    const arrow = (x, way, full) =>
      put("path", {
        d: `M${x} ${middle}l${-7 * way} -5v10z`,
        fill: full ? colour : paper,
        stroke: colour,
        "stroke-width": 1.2,
        "stroke-linejoin": "round",
      });
    const lasting = lane.core && lane.core[1] === null && lane.standing === "plain";
    if (lane.from === null && seen(null, lane.to)) arrow(1, -1, Boolean(lane.core) && lane.core[0] === null);
    if (lane.to === null && seen(lane.from, null)) arrow(scale.width - 1, 1, lasting);
  }

  function mark() {
    const { from, to } = lane;
    const [x, end] = clip(from, to);
    const exact = from !== null && to !== null && to - from <= 1;
    if (!exact) put("path", { d: `M${x} ${middle}H${end}`, ...line, fill: "none" });
    const at = from === null ? end : to === null ? x : (x + end) / 2;
    const solid = exact && lane.standing === "plain";
    const shape =
      lane.statement.kind === "goal"
        ? `M${at} ${middle + 6}l-6.5 -11h13z`
        : `M${at} ${middle - 6.5}l6.5 6.5l-6.5 6.5l-6.5 -6.5z`;
    put("path", { d: shape, fill: solid ? colour : paper, stroke: colour, "stroke-width": 1.6 });
    if (lane.standing === "denied") strike(at - 6, at + 6);
    return at;
  }

  function point() {
    const [x, end] = clip(lane.from, lane.to);
    put("path", { d: `M${x} ${middle}H${end}`, stroke: colour, "stroke-width": 3, "stroke-opacity": 0.45 });
    const at = lane.from === null || lane.to === null ? (lane.from === null ? end : x) : (x + end) / 2;
    put("circle", { cx: at, cy: middle, r: 4.5, fill: lane.standing === "plain" ? colour : paper, stroke: colour });
    return Math.max(at + 8, Math.min(end + 6, scale.width));
  }

  function write(text, x) {
    const left = x > scale.width * 0.7;
    const place = left ? Math.min(x, clip(lane.from, lane.to)[0]) - 10 : x;
    const label = svg("text", {
      x: place,
      y: middle + 4,
      "text-anchor": left ? "end" : "start",
      "font-size": 12,
      fill: ink,
    });
    label.textContent = text;
    group.append(label);
  }

  if (!seen(lane.from, lane.to)) return group;
  if (lane.shape === "bar") {
    bar();
    arrows();
  } else {
    const at = lane.shape === "mark" ? mark() : point();
    if (lane.value) write(lane.value, lane.shape === "mark" ? at + 11 : at + 4);
  }
  return group;
}

// What the marks mean, each as a small drawing with its words.
function laneKey(t, colour, paper, fade) {
  const look = { colour, fade, paper, ink: colour, dash: [] };
  const lane = (extra) => ({ statement: {}, shape: "bar", standing: "plain", ended: false, value: "", ...extra });
  const scale = makeScale([0, 40], 40);
  return [
    [lane({ from: 2, to: 38, core: [2, 38] }), t("lane.certain")],
    [lane({ from: 2, to: 38, core: [19, 21] }), t("lane.possible")],
    [lane({ from: 2, to: null, core: [2, null] }), t("lane.open")],
    [lane({ from: 2, to: null, core: null }), t("lane.untold")],
    [lane({ from: 19.5, to: 20.5, shape: "mark" }), t("lane.mark")],
    [lane({ from: 8, to: 32, shape: "mark" }), t("lane.window")],
  ].map(([sample, words]) => [drawLane(sample, scale, look), words]);
}
