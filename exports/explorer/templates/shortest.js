// Shortest paths over any neighbours: breadth first, the cheapest of equal length, then by name.

const PATHS = 5;

// The least steps from one node to all that it reaches: id → steps.
function stepsFrom(start, neighbours) {
  const steps = new Map([[start, 0]]);
  const queue = [start];
  for (let i = 0; i < queue.length; i++)
    for (const next of neighbours(queue[i]))
      if (!steps.has(next)) {
        steps.set(next, steps.get(queue[i]) + 1);
        queue.push(next);
      }
  return steps;
}

// Up to `most` of the shortest paths, the cheapest first and then by name: each a list of ids.
function shortestPaths(from, to, neighbours, cost, most = PATHS) {
  const steps = stepsFrom(from, neighbours);
  if (!steps.has(to)) return [];
  const behind = new Map();
  const before = (a, b) => a.cost - b.cost || (a.ids.join("\n") < b.ids.join("\n") ? -1 : 1);
  function best(id) {
    if (id === from) return [{ ids: [from], cost: 0 }];
    if (behind.has(id)) return behind.get(id);
    const nearer = [...neighbours(id)].filter((other) => steps.get(other) === steps.get(id) - 1);
    const ways = nearer.flatMap((other) =>
      best(other).map((way) => ({ ids: [...way.ids, id], cost: way.cost + cost(other, id) })),
    );
    behind.set(id, ways.sort(before).slice(0, most));
    return behind.get(id);
  }
  return best(to).map((way) => way.ids);
}
