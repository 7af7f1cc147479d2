// The rows of a ranking on a day: who, how high, how surely, and how it has moved.

function makeRankingRows({ data, state }) {
  const chinese = () => state.now().lang === "zh";
  const inWords = (ranking, key) => (chinese() && ranking[`${key}_zh`]) || ranking[key] || "";
  const title = (ranking) => ["title", "measure_title"].map((key) => inWords(ranking, key)).filter(Boolean).join(" · ");

  function score(value) {
    if (!Number.isFinite(value)) return "–";
    const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 3;
    return value.toLocaleString("en", { maximumFractionDigits: digits });
  }

  // {frame, earlier, last, rows}; `earlier` is the frame of the day compared with, else the first.
  function look(now) {
    const ranking = data.rankings[now.ranking.index] || data.rankings[0];
    if (!ranking || !ranking.frames.length) return null;
    const days = comparedDays(data, now);
    const frame = frameAt(ranking.frames, days ? days[1] : (now.day ?? data.latest));
    const earlier = days ? frameAt(ranking.frames, days[0]) : ranking.frames[0];
    const last = ranking.frames[ranking.frames.length - 1];
    if (!frame) return { ranking, frame, earlier, last, rows: [], top: 1 };
    const before = new Map((earlier ? earlier.rows : []).map(([node, , rank]) => [node, rank]));
    const intervals = frame === last && ranking.intervals ? ranking.intervals : {};
    const rows = frame.rows.map(([node, value, rank]) => ({
      node,
      value,
      rank,
      before: before.get(node) ?? null,
      interval: own(intervals, node) || null,
    }));
    const reach = rows.flatMap(({ value, interval }) => [value, interval && interval[1]]).filter(Number.isFinite);
    const top = reach.reduce((a, b) => Math.max(a, b), 0) || 1;
    return { ranking, frame, earlier: earlier === frame ? null : earlier, last, rows, top };
  }

  const courses = new WeakMap();
  // The scores of each node over the frames, null where it has none.
  function course(ranking, node) {
    if (!courses.has(ranking)) {
      const found = new Map();
      ranking.frames.forEach(({ rows }, i) =>
        rows.forEach(([id, value]) => {
          if (!found.has(id)) found.set(id, ranking.frames.map(() => null));
          found.get(id)[i] = value;
        }),
      );
      courses.set(ranking, found);
    }
    return courses.get(ranking).get(node) || [];
  }

  return { look, course, title, score };
}

// A bar of a score, with the reach of its interval.
function drawScore({ value, interval }, top, width, height, colour, ink) {
  const x = (score) => Math.max(0, Math.min(1, score / top)) * (width - 6) + 1;
  const middle = height / 2;
  const group = svg("g", {});
  if (Number.isFinite(value) && value > 0)
    group.append(
      svg("rect", {
        x: 1,
        y: middle - 5.5,
        width: Math.max(x(value) - 1, 1.5),
        height: 11,
        rx: 2,
        fill: colour,
        "fill-opacity": 0.75,
      }),
    );
  if (interval && Number.isFinite(interval[0]) && Number.isFinite(interval[1])) {
    const [low, high] = [x(interval[0]), x(interval[1])];
    const d = `M${low} ${middle}H${high}M${low} ${middle - 4}v8M${high} ${middle - 4}v8`;
    group.append(svg("path", { d, stroke: ink, "stroke-width": 1.3, fill: "none" }));
  }
  return group;
}

// A small line of the scores over time, with a dot where the frame of the moment is.
function drawCourse(values, at, days, width, height, colour) {
  const known = values.filter(Number.isFinite);
  const group = svg("g", {});
  if (!known.length) return group;
  const [low, high] = [Math.min(0, ...known), Math.max(...known, 1e-9)];
  const [first, last] = [days[0], days[days.length - 1]];
  const x = (i) => 3 + (last > first ? (days[i] - first) / (last - first) : 0.5) * (width - 6);
  const y = (value) => height - 4 - ((value - low) / (high - low || 1)) * (height - 8);
  let d = "";
  values.forEach((value, i) => {
    if (!Number.isFinite(value)) return;
    d += `${i && Number.isFinite(values[i - 1]) ? "L" : "M"}${x(i).toFixed(1)} ${y(value).toFixed(1)}`;
  });
  group.append(svg("path", { d, fill: "none", stroke: colour, "stroke-width": 1.5, "stroke-linejoin": "round" }));
  if (Number.isFinite(values[at]))
    group.append(svg("circle", { cx: x(at), cy: y(values[at]), r: 2.6, fill: colour }));
  return group;
}
