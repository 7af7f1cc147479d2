// Very many records come as tables, in which what they share is written once: back to records, as other pages have.

function unpackTables(data) {
  if (!data.communities) return data;
  const { parts, claims, rows } = data.statements;
  data.statements = rows.map((row) => unpackStatement(row, parts, claims));
  data.edges = unpackEdges(data);
  data.network = { nodes: unpackNodes(data), edges: data.edges.map(lineOf) };
  for (const edge of data.edges) delete edge.bend;
  return data;
}

function unpackStatement([id, summary, own, said, spans, premises, figure], parts, claims) {
  const statement = Object.assign({ id, summary }, ...own.map((place) => parts[place]));
  const fields = (said || []).map((place) => claims[place]);
  const given = { fields, spans, premises, figure };
  for (const [key, value] of Object.entries(given)) if (value && value.length !== 0) statement[key] = value;
  const about = new Set();
  for (const [label, values] of fields) {
    for (const { entity } of values) if (entity !== undefined) about.add(entity);
    if (label === "stage") statement.stage = slugOf(values[0]);
    if (statement.kind !== "channel-role") continue;
    if (label === "involvement") statement.involvement = slugOf(values[0]);
    if (label === "holder") statement.holder = values[0].entity;
    if (label === "scope") statement.scope = values.map((value) => value.entity);
  }
  if (about.size) statement.about = [...about].sort();
  return statement;
}

const slugOf = ({ concept }) => concept.slice(concept.indexOf("/") + 1);

// Edges tell of which pairs of ends their statements are.
function unpackEdges({ edges, entities, statements }) {
  return edges.rows.map(([from, to, words, bend, said], number) => {
    const [kind, label, label_zh, status] = edges.words[words];
    const record = { id: `e${number}`, from: entities[from].id, to: entities[to].id, kind, label, status, bend };
    if (label_zh) record.label_zh = label_zh;
    if (said.length) record.statements = said.map((place) => statements[place].id);
    for (const place of said) (statements[place].ends = statements[place].ends || []).push([record.from, record.to]);
    return record;
  });
}

function unpackNodes({ network, entities, communities, size, styles }) {
  const members = communities.map(() => []);
  const nodes = network.nodes.rows.map(([place, number, x, y, radius, px, rank]) => {
    const { id, kind, label } = entities[place];
    const community = communities[number];
    const [left, top] = community.portrait;
    const shape = (Object.hasOwn(styles.node, kind) ? styles.node[kind] : { shape: "dot" }).shape;
    members[number].push(id);
    const where = { x: community.x + x, y: community.y + y, portrait: [left + x, top + y] };
    return { id, label, kind, shape, size: radius, px, rank, ...where };
  });
  size.communities = communities.map(({ lead, reach }, number) => {
    const { label, zh } = entities[lead];
    return { id: `community:${number}`, label, ...(zh ? { label_zh: zh } : {}), members: members[number], reach };
  });
  return nodes.sort((a, b) => a.rank - b.rank || (a.id < b.id ? 1 : -1));
}

function lineOf({ id, from, to, kind, bend }) {
  const smooth = bend ? { type: bend > 0 ? "curvedCW" : "curvedCCW", roundness: Math.abs(bend) } : false;
  return { id, from, to, kind, smooth, arrows: "to" };
}
