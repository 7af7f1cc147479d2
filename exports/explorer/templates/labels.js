// Which names are written: as on a map, the more prominent first, and none over another.

// The first few names may cover dots that are much less prominent.
const BOLD = 8;
const MOST_LINE_LABELS = 40;

// Boxes that have been taken, in squares of a grid, so that thousands are looked through quickly.
function makeTaken(side = 80) {
  const squares = new Map();
  const apart = (a, b) => a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top;
  function* covered(box) {
    for (let x = Math.floor(box.left / side); x <= Math.floor(box.right / side); x++)
      for (let y = Math.floor(box.top / side); y <= Math.floor(box.bottom / side); y++) yield x * 100003 + y;
  }
  return {
    add(box) {
      for (const key of covered(box)) {
        const square = squares.get(key);
        if (square) square.push(box);
        else squares.set(key, [box]);
      }
    },
    free(box, passes = () => false) {
      for (const key of covered(box))
        for (const other of squares.get(key) || []) if (!apart(box, other) && !passes(other)) return false;
      return true;
    },
  };
}

function makeLabeller(measure) {
  const widths = new Map();
  const width = (line, px) => {
    const key = `${px} ${line}`;
    if (!widths.has(key)) widths.set(key, measure(line, px));
    return widths.get(key);
  };

  function dotBox(node, scale) {
    const [x, y, r] = [node.x * scale, node.y * scale, node.size * scale * 0.8];
    return { id: node.id, rank: node.rank, left: x - r, right: x + r, top: y - r, bottom: y + r };
  }

  function textBox(node, scale) {
    const px = node.px;
    const lines = node.name.split("\n");
    const half = Math.max(...lines.map((line) => width(line, px))) / 2 + 2;
    const top = (node.y + node.size) * scale + 1;
    return {
      left: node.x * scale - half,
      right: node.x * scale + half,
      top,
      bottom: top + lines.length * px * 1.15 + 2,
    };
  }

  function lineBox(line, scale) {
    const half = width(line.text, line.px) / 2 + 3;
    const [x, y] = [line.x * scale, line.y * scale];
    return { left: x - half, right: x + half, top: y - line.px * 0.7, bottom: y + line.px * 0.7 };
  }

  // Returns id → font size in world units for the names that have room, `first` ids always have;
  // `lines` with {id, text, px, x, y, length} come after the names.
  return function choose(shown, first, scale, lines = []) {
    const order = (node) => (first.has(node.id) ? 1e9 : 0) + node.rank;
    const sorted = [...shown].sort((a, b) => order(b) - order(a) || (a.id < b.id ? -1 : 1));
    const [dots, taken] = [makeTaken(), makeTaken()];
    for (const node of sorted) dots.add(dotBox(node, scale));
    const chosen = new Map();
    for (const [turn, node] of sorted.entries()) {
      const box = textBox(node, scale);
      const yields = (dot) => dot.id === node.id || (turn < BOLD && dot.rank * 2 < node.rank);
      if (!(taken.free(box) && dots.free(box, yields)) && !first.has(node.id)) continue;
      taken.add(box);
      chosen.set(node.id, node.px / scale);
    }
    let written = 0;
    for (const line of lines) {
      const box = lineBox(line, scale);
      const room = line.length * scale > box.right - box.left;
      if (written >= MOST_LINE_LABELS || !room || !taken.free(box) || !dots.free(box)) continue;
      taken.add(box);
      written += 1;
      chosen.set(line.id, line.px / scale);
    }
    return chosen;
  };
}

// What a line says for short: stages and how somebody is in them, else its kind; ×3 for three statements.
function makeLineWords({ data, state, t }) {
  function stageOf(statement) {
    const key = statement.stage && `stage/${statement.stage}`;
    return key && own(data.concepts, key) ? data.concept(key).toLowerCase() : null;
  }

  return function say(line) {
    const count = line.statements.length;
    const times = count > 1 ? ` ×${count}` : "";
    if (line.folded) return t("linesFolded", line.edges.length);
    const stages = [...new Set(line.statements.map((id) => stageOf(data.statement.get(id))).filter(Boolean))];
    if (stages.length) return stages.slice(0, 2).join(" · ") + (stages.length > 2 ? ` +${stages.length - 2}` : "") + times;
    const record = data.edge.get(line.id);
    const word = state.now().lang === "zh" ? record.label_zh || data.statementKindName(record.kind) : record.label;
    return word.length > 34 ? `${word.slice(0, 33)}…${times}` : word + times;
  };
}
