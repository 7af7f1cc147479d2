// The answer as columns and rows of terms, with the kind of each column.

const XSD = "http://www.w3.org/2001/XMLSchema#";
const NUMBERS = new Set(
  ["integer", "decimal", "double", "float", "int", "long", "short", "byte", "nonNegativeInteger", "positiveInteger"].map(
    (name) => XSD + name,
  ),
);
const DATES = new Set(["date", "dateTime", "gYear", "gYearMonth"].map((name) => XSD + name));
const held = new WeakMap();

// The answer of a Yasr parser, read once from what the endpoint wrote.
export function readResult(parser) {
  if (!parser) return null;
  if (!held.has(parser)) held.set(parser, read(parser));
  return held.get(parser);
}

function read(parser) {
  if (parser.hasError()) return null;
  const type = parser.getContentType() || "";
  if (type.includes("sparql-results+json")) return fromJson(JSON.parse(parser.getOriginalResponseAsString()));
  const rows = parser.getBindings();
  return rows ? made(parser.getVariables(), rows, true) : null;
}

function fromJson(data) {
  if (typeof data.boolean === "boolean") return { truth: data.boolean, columns: [], rows: [], kinds: {}, triples: false };
  return made(data.head.vars, data.results.bindings, false);
}

function made(columns, rows, triples) {
  const kinds = Object.fromEntries(columns.map((column) => [column, kindOf(column, rows)]));
  return { columns, rows, kinds, triples };
}

// iri, number, date or text: what all values of a column are; none when there is no value.
function kindOf(column, rows) {
  let found = "none";
  for (const row of rows) {
    const term = row[column];
    if (!term) continue;
    const kind = termKind(term);
    if (found !== "none" && found !== kind) return "text";
    found = kind;
  }
  return found;
}

export function termKind(term) {
  if (term.type === "uri" || term.type === "bnode") return "iri";
  if (NUMBERS.has(term.datatype) && Number.isFinite(Number(term.value))) return "number";
  const dated = DATES.has(term.datatype) || (!term.datatype && /^\d{4}-\d\d/.test(term.value));
  return dated && day(term.value) !== null ? "date" : "text";
}

// Milliseconds of a year, month, day or time of day; null for what is none of them.
export function day(text) {
  const match = /^(-?\d{4})(?:-(\d{2}))?(?:-(\d{2}))?(T[\d:.]+(?:Z|[+-]\d\d:\d\d)?)?(?:Z|[+-]\d\d:\d\d)?$/.exec(text);
  if (!match) return null;
  const time = Date.UTC(2000, Number(match[2] || 1) - 1, Number(match[3] || 1));
  const date = new Date(time);
  if (Number(match[2] || 1) > 12 || Number(match[3] || 1) > 31) return null;
  date.setUTCFullYear(Number(match[1]), Number(match[2] || 1) - 1, Number(match[3] || 1));
  return date.getTime();
}

// A date beyond all times stands for no bound.
export const unbounded = (text) => /^(0001|9999)-/.test(text);

export const columnsOf = (result, ...kinds) => result.columns.filter((column) => kinds.includes(result.kinds[column]));
