// From an answer to nodes and edges: triples, or rows with two columns of IRIs.

import { columnsOf } from "./result.js";
import { compact } from "./vocabulary.js";

export const MOST = 300;
const LABELS = /(#label|#prefLabel|\/name|\/title)$/;

const isNode = (term) => Boolean(term) && (term.type === "uri" || term.type === "bnode");

// The pairs of columns that an edge can be drawn between; triples have subject and object.
export function ends(result) {
  const columns = columnsOf(result, "iri");
  const pairs = columns.flatMap((from, i) => columns.slice(i + 1).map((to) => [from, to]));
  const tied = ([from, to]) => result.rows.some((row) => isNode(row[from]) && isNode(row[to]));
  return (result.triples ? [["subject", "object"]] : pairs).filter(tied);
}

// The nodes with most ties, and the edges between them. Literals of triples are no nodes, but labels name them.
export function readTies(result, [from, to]) {
  const nodes = new Map();
  const edges = new Map();
  const names = new Map();
  for (const row of result.rows) {
    if (!row[from] || !row[to]) continue;
    if (!isNode(row[to])) {
      if (LABELS.test(row.predicate?.value) && !names.has(row[from].value)) names.set(row[from].value, row[to].value);
      continue;
    }
    const tie = result.triples ? compact(row.predicate.value) : "";
    const key = `${row[from].value}\n${row[to].value}\n${tie}`;
    if (edges.has(key)) continue;
    edges.set(key, { from: row[from].value, to: row[to].value, tie });
    for (const term of [row[from], row[to]]) nodes.set(term.value, { term, ties: (nodes.get(term.value)?.ties || 0) + 1 });
  }
  return best(nodes, [...edges.values()], named(result, from, to, names));
}

function best(nodes, edges, names) {
  const order = [...nodes].sort((a, b) => b[1].ties - a[1].ties || (a[0] < b[0] ? -1 : 1)).slice(0, MOST);
  const index = new Map(order.map(([iri], i) => [iri, i]));
  return {
    all: nodes.size,
    nodes: order.map(([iri, { term, ties }]) => ({ iri, term, ties, name: names.get(iri) || short(iri) })),
    edges: edges
      .filter((edge) => index.has(edge.from) && index.has(edge.to))
      .map((edge) => ({ ...edge, ends: [index.get(edge.from), index.get(edge.to)] })),
  };
}

// A column such as ?brandLabel or ?brand_name names what is in ?brand.
function named(result, from, to, names) {
  for (const column of result.triples ? [] : [from, to]) {
    const other = result.columns.find((each) => new RegExp(`^${column}_?(label|name)$`, "i").test(each));
    for (const row of other ? result.rows : []) if (row[column] && row[other]) names.set(row[column].value, row[other].value);
  }
  return names;
}

const short = (iri) => compact(iri).replace(/^ent:/, "");
