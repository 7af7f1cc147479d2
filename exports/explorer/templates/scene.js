// The scene: which dots and lines the picture has after hiding, growing and folding groups into one dot.

const bundleId = (from, to) => `~${JSON.stringify([from, to])}`;

function makeScene(data, state, showing) {
  const communities = new Map((data.size.communities || []).map((group) => [group.id, group]));
  const communityOf = new Map();
  for (const group of communities.values()) for (const id of group.members) communityOf.set(id, group.id);
  const alliance = new Map(data.alliances.map((group) => [group.id, group]));
  const KEYS = ["hidden", "collapsed", "grown", "focus"];
  let last = null;

  function neighbours(id) {
    const ends = (data.touching.get(id) || []).map((edge) => (edge.from === id ? edge.to : edge.from));
    return [...new Set(ends)];
  }

  // Which dot stands for an entity: itself, the alliance it is folded into, or its community.
  function standing(now) {
    const folded = new Map();
    for (const id of now.collapsed)
      for (const member of alliance.get(id)?.members || []) if (!folded.has(member)) folded.set(member, id);
    const single = new Set(now.grown.flatMap((id) => (communities.has(id) ? [] : [id, ...neighbours(id)])));
    const open = new Set(now.grown);
    return (id) => {
      if (folded.has(id)) return folded.get(id);
      const community = communityOf.get(id);
      return community === undefined || open.has(community) || single.has(id) ? id : community;
    };
  }

  function addBundle(bundles, edge, shown, from, to) {
    const id = bundleId(from, to);
    if (!bundles.has(id)) bundles.set(id, { id, from, to, edges: [], statements: [], folded: true, kind: edge.kind });
    const bundle = bundles.get(id);
    bundle.edges.push(edge.id);
    bundle.statements.push(...shown.statements);
    bundle.status = bundle.status ?? shown.status;
    bundle.certainty = bundle.certainty === "certain" ? "certain" : shown.certainty;
    bundle.change = bundle.edges.length === 1 || bundle.change === shown.change ? shown.change : "both";
    bundle.ended = bundle.edges.length === 1 ? shown.ended : bundle.ended && shown.ended;
    if (bundle.kind !== edge.kind) bundle.kind = data.definition;
  }

  function compute(now, shown) {
    const stand = standing(now);
    const shownAgain = new Set(communities.size ? [] : now.grown.flatMap(neighbours));
    const hidden = new Set(now.hidden.filter((id) => !shownAgain.has(id)));
    const lines = new Map();
    const bundles = new Map();
    const dots = new Set();
    const without = new Map();
    for (const [id, line] of shown.edges) {
      const edge = data.edge.get(id);
      const [from, to] = [stand(edge.from), stand(edge.to)];
      for (const [a, b] of [
        [from, to],
        [to, from],
      ])
        if (hidden.has(b) && !hidden.has(a)) without.set(a, (without.get(a) || new Set()).add(b));
      for (const end of [from, to]) if (!hidden.has(end)) dots.add(end);
      if (from === to || hidden.has(from) || hidden.has(to)) continue;
      if (from === edge.from && to === edge.to) lines.set(id, { ...line, id, from, to, kind: edge.kind });
      else addBundle(bundles, edge, line, from, to);
    }
    for (const bundle of bundles.values()) lines.set(bundle.id, bundle);
    const focus = now.focus && now.focus.type === "node" ? stand(now.focus.id) : null;
    if (focus !== null && data.drawn.has(focus)) dots.add(focus);
    // What was asked for is seen even where no line touches it.
    if (["ego", "query"].includes(data.size.part || data.size.mode))
      for (const id of data.drawn) if (!hidden.has(id) && shown.all) dots.add(stand(id));
    const size = new Map();
    for (const id of data.drawn) if (stand(id) !== id) size.set(stand(id), (size.get(stand(id)) || 0) + 1);
    return { dots, lines, stand, without, size };
  }

  function scene() {
    const [now, shown] = [state.now(), showing()];
    if (!last || last.shown !== shown || KEYS.some((key) => last.now[key] !== now[key]))
      last = { now, shown, result: compute(now, shown) };
    return last.result;
  }

  // Dots around one, in the scene.
  function around(id) {
    const found = new Set();
    for (const line of scene().lines.values())
      if (line.from === id) found.add(line.to);
      else if (line.to === id) found.add(line.from);
    return [...found];
  }

  return { now: scene, around, communities, communityOf, alliance, neighbours };
}
