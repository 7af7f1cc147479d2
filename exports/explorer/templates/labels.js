// Which names are written: as on a map, the weightier first, and none over another.

function makeLabeller(heaviest, measure) {
  const SMALL = 11.5;
  const LARGE = 16;
  const size = (node) => SMALL + (LARGE - SMALL) * Math.sqrt(node.weight / Math.max(1, heaviest));

  const apart = (a, b) => a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top;

  function dotBox(node, scale) {
    const [x, y, r] = [node.x * scale, node.y * scale, node.size * scale * 0.8];
    return { id: node.id, left: x - r, right: x + r, top: y - r, bottom: y + r };
  }

  function textBox(node, scale, px) {
    const lines = node.name.split("\n");
    const half = Math.max(...lines.map((line) => measure(line, px))) / 2 + 2;
    const top = (node.y + node.size) * scale + 1;
    return { left: node.x * scale - half, right: node.x * scale + half, top, bottom: top + lines.length * px * 1.15 + 2 };
  }

  // Returns id → font size in world units for the names that have room, by rank; `first` ids always have.
  return function choose(shown, first, scale) {
    const rank = (node) => (first.has(node.id) ? 1e6 : 0) + node.weight;
    const sorted = [...shown].sort((a, b) => rank(b) - rank(a) || (a.id < b.id ? -1 : 1));
    const dots = sorted.map((node) => dotBox(node, scale));
    const taken = [];
    const chosen = new Map();
    for (const node of sorted) {
      const px = size(node);
      const box = textBox(node, scale, px);
      const free = taken.every((other) => apart(box, other)) && dots.every((dot) => dot.id === node.id || apart(box, dot));
      if (!free && !first.has(node.id)) continue;
      taken.push(box);
      chosen.set(node.id, px / scale);
    }
    return chosen;
  };
}
