// What is to be seen: which statements pass the legend's switches and the day, and what follows for the edges.

const LEADING = new Set(["leads", "co-leads", "manages"]);
const DECIDES = ["off", "ended", "background", "day", "compare"];

function makeShowing(data, state) {
  const surest = new Map(data.styles.order.status.map((status, place) => [status, place]));
  const place = (status) => surest.get(status) ?? surest.size;
  const kindOf = (id) => (data.entity.get(id) || {}).kind;
  let last = null;

  // Of what keys a statement is, in every group but the entities'.
  const keysOf = (statement) => ({
    statement: [statement.kind],
    status: [statement.status],
    stage: statement.stage ? [statement.stage] : null,
    source: [statement.source],
    alliance: data.alliancesOf(statement),
  });
  const rows = data.statements.map((statement) => ({ statement, keys: keysOf(statement) }));

  // Without a day what is over by the latest has ended; a figure of a past period has not.
  function hasEnded(statement, day) {
    const end = statement.span && statement.span[3];
    if (day !== null) return end !== null && end !== undefined && end <= day;
    if (statement.phase === "ended") return true;
    if (statement.figure || statement.kind === "figure" || data.latest === null) return false;
    return end !== null && end !== undefined && end <= data.latest;
  }

  // The two days of a comparison in their order; one day, or none, when nothing is compared.
  function daysOf(now) {
    if (now.compare === null) return now.day === null ? [] : [now.day];
    const other = now.day ?? data.latest;
    return [now.compare, other].sort((a, b) => a - b);
  }

  // {certainty, change, ended} of a statement by the days and switches alone; null when it does not show.
  function inTime(statement, now, days) {
    if (!now.background && statement.status === "background") return null;
    const ended = hasEnded(statement, days.length ? days[days.length - 1] : null);
    if (!days.length) return ended && !now.ended ? null : { certainty: "certain", change: null, ended };
    const held = days.map((day) => data.holds(statement, day));
    const certainty = held.reduce((a, b) => (a === "certain" || b === "certain" ? "certain" : a || b), null);
    if (certainty === null) return now.ended && ended ? { certainty: "certain", change: null, ended } : null;
    const [before, after] = [held[0], held[held.length - 1]];
    const change = !before && after ? "began" : before && !after ? "ended" : null;
    return { certainty: after || before, change, ended: !after && change === null };
  }

  function endsPass(statement, off) {
    const on = (id) => !off.has(kindOf(id));
    const lines = data.edgesOf.get(statement.id);
    if (lines) return lines.some((edge) => on(edge.from) && on(edge.to));
    const about = statement.about || [];
    return !about.length || about.some(on);
  }

  function count(counts, group, key) {
    counts[group].set(key, (counts[group].get(key) || 0) + 1);
  }

  // One pass: a statement counts for a key when it passes all groups but the key's own.
  function sift(now, off, days) {
    const counts = Object.fromEntries(GROUPS.map((group) => [group, new Map()]));
    const found = new Map();
    const told = new Map();
    for (const { statement, keys } of rows) {
      const time = inTime(statement, now, days);
      if (!time) continue;
      const failed = Object.keys(keys).filter((group) => keys[group] && keys[group].every((key) => off[group].has(key)));
      const ends = endsPass(statement, off.entity);
      if (!failed.length)
        for (const id of statement.about || []) {
          const kind = kindOf(id);
          if (kind) told.set(kind, (told.get(kind) || new Set()).add(id));
        }
      if (!ends) continue;
      for (const group of Object.keys(keys))
        if (keys[group] && failed.every((other) => other === group))
          for (const key of keys[group]) count(counts, group, key);
      if (!failed.length) found.set(statement.id, time);
    }
    for (const [kind, ids] of told) counts.entity.set(kind, ids.size);
    return { found, counts };
  }

  function edgeState(edge, found) {
    const shown = (edge.statements || []).filter((id) => found.has(id));
    if (!shown.length) return null;
    const times = shown.map((id) => found.get(id));
    const some = (change) => times.some((time) => time.change === change);
    const all = (change) => times.every((time) => time.change === change);
    const statuses = shown.map((id) => data.statement.get(id).status);
    return {
      certainty: times.some((time) => !time.ended && time.certainty === "certain") ? "certain" : "possible",
      status: statuses.reduce((a, b) => (place(b) < place(a) ? b : a)),
      statements: shown,
      change: all("began") ? "began" : all("ended") ? "ended" : some("began") || some("ended") ? "both" : null,
      ended: times.every((time) => time.ended),
    };
  }

  // An edge that holds by definition shows where one of its ends does; all do when nothing is left out.
  function addDefinitions(edges, nodes, off, all, counts) {
    const found = data.edges.filter((edge) => edge.kind === data.definition);
    const pass = found.filter(
      (edge) =>
        !off.entity.has(kindOf(edge.from)) &&
        !off.entity.has(kindOf(edge.to)) &&
        (all || nodes.has(edge.from) || nodes.has(edge.to)),
    );
    if (found.length) counts.statement.set(data.definition, pass.length);
    if (off.statement.has(data.definition)) return;
    for (const edge of pass) {
      edges.set(edge.id, { certainty: "certain", status: edge.status, statements: [], change: null, ended: false });
      nodes.add(edge.from).add(edge.to);
    }
  }

  // Who leads what: for each scope and stage the holders on both days, where they differ.
  function handsOf(found, days) {
    if (days.length < 2) return [];
    const posts = new Map();
    for (const id of found.keys()) {
      const statement = data.statement.get(id);
      if (!LEADING.has(statement.involvement) || !statement.holder || statement.polarity) continue;
      for (const scope of statement.scope || []) {
        const key = `${scope}\n${statement.stage}`;
        if (!posts.has(key))
          posts.set(key, { scope, stage: statement.stage, before: new Set(), after: new Set(), statements: [] });
        const post = posts.get(key);
        const holders = [].concat(statement.holder);
        if (data.holds(statement, days[0])) holders.forEach((holder) => post.before.add(holder));
        if (data.holds(statement, days[1])) holders.forEach((holder) => post.after.add(holder));
        post.statements.push(id);
      }
    }
    return [...posts.values()]
      .map((post) => ({ ...post, before: [...post.before].sort(), after: [...post.after].sort() }))
      .filter((post) => post.before.join("\n") !== post.after.join("\n"));
  }

  function compute(now) {
    const off = Object.fromEntries(GROUPS.map((group) => [group, new Set(now.off[group])]));
    const days = daysOf(now);
    const { found, counts } = sift(now, off, days);
    const edges = new Map();
    const nodes = new Set();
    const dim = (id) => off.entity.has(kindOf(id));
    for (const edge of data.edges) {
      const shown = dim(edge.from) || dim(edge.to) ? null : edgeState(edge, found);
      if (!shown) continue;
      edges.set(edge.id, shown);
      nodes.add(edge.from).add(edge.to);
    }
    const all = GROUPS.every((group) => off[group].size === 0) && now.background && !days.length;
    for (const edge of data.edges)
      if (edge.kind === data.query && !dim(edge.from) && !dim(edge.to)) {
        edges.set(edge.id, { certainty: "certain", status: edge.status, statements: [], change: null, ended: false });
        nodes.add(edge.from).add(edge.to);
      }
    addDefinitions(edges, nodes, off, all, counts);
    const statements = new Map([...found].map(([id, time]) => [id, time.certainty]));
    const ended = new Set([...found].filter(([, time]) => time.ended).map(([id]) => id));
    const changes = new Map([...found].filter(([, time]) => time.change).map(([id, time]) => [id, time.change]));
    return { statements, edges, nodes, counts, all, days, ended, changes, hands: handsOf(found, days) };
  }

  return function showing(now = state.now()) {
    if (!last || DECIDES.some((key) => last.now[key] !== now[key])) last = { now, result: compute(now) };
    return last.result;
  };
}
