// Which names are written: as on a map, the more prominent first, and none over another.

// The first few names may cover dots that are much less prominent.
const BOLD = 8;

function makeLabeller(measure) {
  const apart = (a, b) => a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top;

  function dotBox(node, scale) {
    const [x, y, r] = [node.x * scale, node.y * scale, node.size * scale * 0.8];
    return { id: node.id, rank: node.rank, left: x - r, right: x + r, top: y - r, bottom: y + r };
  }

  function textBox(node, scale) {
    const px = node.px;
    const lines = node.name.split("\n");
    const half = Math.max(...lines.map((line) => measure(line, px))) / 2 + 2;
    const top = (node.y + node.size) * scale + 1;
    return {
      left: node.x * scale - half,
      right: node.x * scale + half,
      top,
      bottom: top + lines.length * px * 1.15 + 2,
    };
  }

  // Returns id → font size in world units for the names that have room, `first` ids always have.
  return function choose(shown, first, scale) {
    const order = (node) => (first.has(node.id) ? 1e9 : 0) + node.rank;
    const sorted = [...shown].sort((a, b) => order(b) - order(a) || (a.id < b.id ? -1 : 1));
    const dots = sorted.map((node) => dotBox(node, scale));
    const taken = [];
    const chosen = new Map();
    for (const [turn, node] of sorted.entries()) {
      const box = textBox(node, scale);
      const yields = (dot) => turn < BOLD && dot.rank * 2 < node.rank;
      const free =
        taken.every((other) => apart(box, other)) &&
        dots.every((dot) => dot.id === node.id || yields(dot) || apart(box, dot));
      if (!free && !first.has(node.id)) continue;
      taken.push(box);
      chosen.set(node.id, node.px / scale);
    }
    return chosen;
  };
}
