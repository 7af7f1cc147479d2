// A small chart of values over time: a mark for each value, a shape for each source, axes with labels.

const MARKS = ["dot", "square", "diamond", "triangle", "triangleDown", "hexagon"];

const makeChart = (() => {
  const CHART = { width: 344, height: 168, left: 46, right: 12, top: 12, bottom: 24 };

  // Round numbers from at or below the least to at or above the most.
  function ticksOf(least, most, about = 3) {
    const rough = (most - least || Math.abs(most) || 1) / about;
    const power = 10 ** Math.floor(Math.log10(rough));
    const step = [1, 2, 2.5, 5, 10].map((one) => one * power).find((one) => one >= rough);
    const first = Math.floor(least / step);
    const count = Math.ceil(most / step) - first;
    return Array.from({ length: count + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)));
  }

  // All numbers of an axis in one unit, by the largest of them.
  function shortNumbers(values) {
    const size = Math.max(...values.map(Math.abs));
    const [by, sign] = size >= 1e9 ? [1e9, "G"] : size >= 1e6 ? [1e6, "M"] : size >= 1e4 ? [1e3, "k"] : [1, ""];
    return (value) => `${Number((value / by).toPrecision(4)).toLocaleString("en")}${value ? sign : ""}`;
  }

  function markAt(shape, x, y, props, size = 9) {
    const at = `translate(${x - size / 2} ${y - size / 2}) scale(${size / 16})`;
    return svg("path", { d: SHAPES[shape], transform: at, ...props });
  }

  // Points have from, to, value, upper?, more (1 above, -1 below, 0), source (a number), doubtful and title.
  function chart(points, { label, tickText }) {
    const values = points.flatMap(({ value, upper }) => (upper === undefined ? [value] : [value, upper]));
    const rows = ticksOf(Math.min(0, ...values), Math.max(0, ...values));
    const [from, to] = [Math.min(...points.map((p) => p.from)), Math.max(...points.map((p) => p.to))];
    const room = Math.max(15, (to - from) * 0.05);
    const [start, end] = [from - room, to + room];
    const x = (day) => CHART.left + ((day - start) / (end - start)) * (CHART.width - CHART.left - CHART.right);
    const high = rows[rows.length - 1];
    const y = (value) => CHART.top + ((high - value) / (high - rows[0])) * (CHART.height - CHART.top - CHART.bottom);
    const box = svg("svg", { viewBox: `0 0 ${CHART.width} ${CHART.height}`, class: "chart", role: "img" });
    box.setAttribute("aria-label", label);
    const short = shortNumbers(rows);
    for (const value of rows) {
      box.append(
        svg("line", {
          class: value ? "rule" : "rule zero",
          x1: CHART.left,
          x2: CHART.width - CHART.right,
          y1: y(value),
          y2: y(value),
        }),
      );
      box.append(words(short(value), CHART.left - 6, y(value) + 3.5, "end"));
    }
    for (const [day, anchor] of daysOf(from, to)) box.append(words(tickText(day), x(day), CHART.height - 7, anchor));
    for (const line of joined(points))
      box.append(
        svg("polyline", {
          class: `join s${line[0].source}`,
          points: line.map((p) => `${x(middle(p))},${y(p.value)}`).join(" "),
        }),
      );
    for (const point of points) box.append(drawn(point, x, y));
    return box;
  }

  const middle = ({ from, to }) => (from + to) / 2;

  function words(text, x, y, anchor) {
    const node = svg("text", { x, y, "text-anchor": anchor });
    node.textContent = text;
    return node;
  }

  function daysOf(from, to) {
    if (to - from < 45) return [[(from + to) / 2, "middle"]];
    const inner = to - from > 150 ? [[(from + to) / 2, "middle"]] : [];
    return [[from, "start"], ...inner, [to - 1, "end"]];
  }

  // Only values of one source for periods of about one length make a line: a quarter is not a month.
  function joined(points) {
    const lines = new Map();
    for (const point of [...points].sort((a, b) => a.from - b.from || a.to - b.to)) {
      if (point.doubtful) continue;
      const key = `${point.source} ${Math.round(Math.log2(Math.max(point.to - point.from, 1)))}`;
      lines.set(key, [...(lines.get(key) || []), point]);
    }
    return [...lines.values()].filter((line) => line.length > 1);
  }

  function drawn(point, x, y) {
    const group = svg("g", { class: `point s${point.source}${point.doubtful ? " doubtful" : ""}` });
    const title = svg("title");
    title.textContent = point.title;
    group.append(title);
    const [left, right, at, level] = [x(point.from), x(point.to), x(middle(point)), y(point.value)];
    if (right - left > 6) group.append(svg("line", { x1: left, x2: right, y1: level, y2: level }));
    if (point.upper !== undefined) group.append(svg("line", { x1: at, x2: at, y1: level, y2: y(point.upper) }));
    if (point.more) {
      const tip = level - point.more * 15;
      group.append(
        svg("path", {
          class: "more",
          d: `M${at} ${level}V${tip}m-3.5 ${point.more * 4}l3.5 ${-point.more * 4}l3.5 ${point.more * 4}`,
        }),
      );
    }
    group.append(markAt(MARKS[point.source % MARKS.length], at, level, { class: "blot" }));
    return group;
  }

  return chart;
})();
