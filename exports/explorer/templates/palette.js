// How dots and lines look: by kind and status, by what is in focus, by the day and by what changed.

function makePalette({ data, state, scene }) {
  const plain = { shape: "dot", light: "#858b93", dark: "#9ba3ad" };
  const GROUPED = { shape: "hexagon", light: "#5f7287", dark: "#93a7bd" };

  const scores = new Map();
  function scoresOf(index, day) {
    const frames = data.rankings[index].frames || [];
    const frame = frames.filter((one) => day === null || one.day <= day).pop() || frames[0];
    if (!frame) return { of: new Map(), most: 0 };
    const key = `${index}/${frame.day}`;
    if (!scores.has(key)) {
      const of = new Map(frame.rows.map(([node, score]) => [node, score]));
      scores.set(key, { of, most: Math.max(0, ...frame.rows.map(([, score]) => score)) });
    }
    return scores.get(key);
  }

  // Area grows with what the reader chose: statements, a measure of the rankings, or nothing.
  function radius(dot) {
    const now = state.now();
    if (dot.group) return dot.size;
    if (now.size === "uniform") return 13;
    if (now.size === "" || !data.rankings[Number(now.size)]) return dot.size;
    const { of, most } = scoresOf(Number(now.size), now.day);
    const score = Math.max(0, of.get(dot.id) || 0);
    return most > 0 ? Math.round(6 + 32 * Math.sqrt(score / most)) : 8;
  }

  function dotChange(id, lines) {
    const changes = lines.get(id);
    return changes && changes.size === 1 ? [...changes][0] : null;
  }

  function dot(item, look) {
    const { shown, lit, chosen, pinned } = look;
    const style = item.group ? GROUPED : data.nodeStyle(item.kind) || plain;
    const base = theme.of(style);
    const ink = theme.ink();
    const change = look.changes && dotChange(item.id, look.changes);
    const size = radius(item) + (chosen ? 3 : 0);
    return {
      id: item.id,
      hidden: !shown,
      opacity: lit ? 1 : 0.13,
      borderWidth: chosen || change ? 3.5 : pinned ? 2.5 : 1,
      size,
      color: { background: base, border: change ? theme.css(`--${change}`) : theme.alpha(ink, chosen || pinned ? 1 : 0.3) },
    };
  }

  function dashOf(line) {
    if (line.change) return line.change === "ended" ? [8, 5] : [];
    if (line.kind === data.definition && !line.folded) return [2, 3];
    const { dash } = data.lineStyle(line.status);
    return line.certainty === "possible" && !dash.length ? [12, 7] : dash;
  }

  function strength(line, focused, lit) {
    const line_ = data.lineStyle(line.status);
    const quiet = line.folded && !state.now().collapsed.length ? 0.35 : line.kind === "assertion" || (line.kind === data.definition && !line.folded) ? 0.6 : 1;
    const sure = line.certainty === "possible" ? 0.45 : 1;
    const rest = state.now().compare !== null && !line.change ? 0.35 : 1;
    if (focused && !lit) return 0.05;
    return (focused ? Math.max(line_.strength, 0.75) : 0.95 * line_.strength * quiet) * sure * rest;
  }

  function colour(line) {
    if (line.change) return theme.css(`--${line.change}`);
    if (line.ended) return theme.css("--over");
    return theme.of(data.edgeStyle(line.kind));
  }

  function line(item, look) {
    const { focused, lit, chosen } = look;
    const base = colour(item);
    const dash = dashOf(item);
    const count = item.statements.length;
    const against = count > 0 && item.statements.every((id) => data.statement.get(id).polarity === "denied");
    const wide = (chosen ? 2.5 : item.change ? 1.5 : 0) + 1.1 + Math.min(3, 0.75 * Math.log2(Math.max(1, count)));
    return {
      id: item.id,
      hidden: false,
      color: { color: theme.alpha(base, strength(item, focused, lit)), hover: base, inherit: false },
      dashes: dash.length ? dash : false,
      width: item.certainty === "possible" && !item.change ? Math.min(wide, 1.3) : wide,
      arrows: {
        to: { enabled: item.kind !== "partnership" && !item.folded, scaleFactor: 0.5 },
        middle: { enabled: against || item.kind === "termination", type: "bar", scaleFactor: 0.6 },
      },
    };
  }

  return { dot, line, radius };
}
