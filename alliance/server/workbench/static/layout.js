// Places of nodes: forces in a fixed number of steps from fixed beginnings, so the same graph looks the same.

const STEPS = 260;
const MARGIN = 1.1;
const RATIO = 1.7;

// Nodes are numbers from 0; edges are pairs of them. What hangs together is laid out by itself, and set in rows.
export function place(count, edges) {
  const pairs = edges.filter(([from, to]) => from !== to);
  const blocks = components(count, pairs).map((nodes) => block(nodes, pairs));
  const wide = Math.sqrt(RATIO * blocks.reduce((area, { width, height }) => area + width * height, 0));
  const row = Math.max(wide, ...blocks.map(({ width }) => width));
  const places = [];
  let x = 0, y = 0, high = 0;
  for (const { nodes, found, width, height } of blocks) {
    if (x > 0 && x + width > row) [x, y, high] = [0, y + high, 0];
    nodes.forEach((node, i) => (places[node] = [x + found[i][0], y + found[i][1]]));
    x += width;
    high = Math.max(high, height);
  }
  return places;
}

// Sets of nodes that hang together, the largest first, then by their first node.
function components(count, pairs) {
  const parent = Array.from({ length: count }, (_, i) => i);
  const top = (i) => {
    while (parent[i] !== i) i = parent[i] = parent[parent[i]];
    return i;
  };
  for (const [from, to] of pairs) parent[Math.max(top(from), top(to))] = Math.min(top(from), top(to));
  const sets = new Map();
  for (let i = 0; i < count; i += 1) sets.set(top(i), [...(sets.get(top(i)) || []), i]);
  return [...sets.values()].sort((a, b) => b.length - a.length || a[0] - b[0]);
}

function block(nodes, pairs) {
  const index = new Map(nodes.map((node, i) => [node, i]));
  const found = settle(nodes.length, pairs.filter(([from]) => index.has(from)).map((ends) => ends.map((end) => index.get(end))));
  const low = [0, 1].map((axis) => Math.min(...found.map((each) => each[axis])) - MARGIN);
  const high = [0, 1].map((axis) => Math.max(...found.map((each) => each[axis])) + MARGIN);
  const moved = found.map(([x, y]) => [x - low[0], y - low[1]]);
  return { nodes, found: moved, width: high[0] - low[0], height: (high[1] - low[1]) * 0.8 };
}

function settle(count, pairs) {
  const nodes = Array.from({ length: count }, (_, i) => start(i));
  const degree = new Array(count).fill(0);
  for (const [from, to] of pairs) {
    degree[from] += 1;
    degree[to] += 1;
  }
  for (let step = 0; step < STEPS; step += 1) {
    const moves = nodes.map(() => [0, 0]);
    repel(nodes, moves);
    attract(nodes, moves, pairs, degree);
    const reach = 0.55 * (1 - step / STEPS) ** 1.4 + 0.004;
    nodes.forEach((node, i) => move(node, moves[i], reach));
  }
  return nodes;
}

// The golden angle spreads the beginnings evenly.
function start(i) {
  const radius = 0.9 * Math.sqrt(i + 0.5);
  const angle = i * 2.399963229728653;
  return [radius * Math.cos(angle), radius * Math.sin(angle)];
}

function repel(nodes, moves) {
  for (let i = 0; i < nodes.length; i += 1) {
    for (let j = i + 1; j < nodes.length; j += 1) {
      const dx = nodes[i][0] - nodes[j][0], dy = nodes[i][1] - nodes[j][1];
      const force = 0.9 / (dx * dx + dy * dy + 0.01);
      moves[i][0] += dx * force;
      moves[i][1] += dy * force;
      moves[j][0] -= dx * force;
      moves[j][1] -= dy * force;
    }
  }
}

function attract(nodes, moves, pairs, degree) {
  for (const [from, to] of pairs) {
    const dx = nodes[to][0] - nodes[from][0], dy = nodes[to][1] - nodes[from][1];
    const pull = (0.62 * Math.hypot(dx, dy)) / Math.sqrt(Math.min(degree[from], degree[to]));
    moves[from][0] += dx * pull;
    moves[from][1] += dy * pull;
    moves[to][0] -= dx * pull;
    moves[to][1] -= dy * pull;
  }
  nodes.forEach(([x, y], i) => {
    moves[i][0] -= 0.09 * x;
    moves[i][1] -= 0.12 * y;
  });
}

function move(node, [dx, dy], reach) {
  const length = Math.hypot(dx, dy) || 1;
  const by = Math.min(length, reach) / length;
  node[0] += dx * by;
  node[1] += dy * by;
}
