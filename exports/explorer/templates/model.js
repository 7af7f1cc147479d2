// The data of the page with its indexes, and what things are called in the language of the moment.

const DAY = 86400000;

function dayOf(iso) {
  const found = /^(\d{4})-(\d{2})(?:-(\d{2}))?$/.exec(iso || "");
  if (!found) return null;
  const time = Date.UTC(Number(found[1]), Number(found[2]) - 1, Number(found[3] || 1));
  return Number.isNaN(time) ? null : time / DAY;
}

const isoDay = (day) => new Date(day * DAY).toISOString().slice(0, 10);

// Whether it must or may hold on a day; null when it cannot. No bound is before or after all days.
function holdsOn(span, day) {
  if (!span) return "possible";
  const [startEarliest, startLatest, endEarliest, endLatest] = span;
  const after = (bound) => bound !== null && day >= bound;
  if ((startEarliest !== null && day < startEarliest) || after(endLatest)) return null;
  return after(startLatest) && !after(endEarliest) ? "certain" : "possible";
}

function gather(items, keysOf) {
  const found = new Map();
  for (const item of items)
    for (const key of new Set(keysOf(item))) {
      const list = found.get(key);
      if (list) list.push(item);
      else found.set(key, [item]);
    }
  return found;
}

function readData(text, language) {
  const data = unpackTables(JSON.parse(text));
  const index = (items) => new Map(items.map((item) => [item.id, item]));
  const ids = (item, ...keys) => keys.flatMap((key) => item[key] ?? []);
  const inChinese = () => language() === "zh";
  for (const key of ["alliances", "events", "conflicts", "matrix", "rankings"]) data[key] = data[key] || [];
  for (const [id, record] of Object.entries(data.sources)) record.id = id;
  data.size = { mode: "whole", ...data.size };
  addIndexes(data, index, ids);
  addNames(data, inChinese, language);
  addDays(data, inChinese);
  return data;
}

function addIndexes(data, index, ids) {
  const { styles } = data;
  const grey = { shape: "dot", light: "#858b93", dark: "#9ba3ad" };
  Object.assign(data, {
    entity: index(data.entities),
    statement: index(data.statements),
    edge: index(data.edges),
    dot: index(data.network.nodes),
    drawn: new Set(data.network.nodes.map((node) => node.id)),
    about: gather(data.statements, (s) => s.about || []),
    said: gather(data.statements, (s) => ids(s, "speaker", "via")),
    // edges by either end, and by the statements behind them
    touching: gather(data.edges, (edge) => [edge.from, edge.to]),
    edgesOf: gather(data.edges, (edge) => edge.statements || []),
    inAlliance: gather(data.alliances, (alliance) => [alliance.id, ...alliance.members]),
    statementKinds: [...new Set([...styles.order.statement, ...data.statements.map((s) => s.kind)])],
    nodeStyle: (kind) => own(styles.node, kind) || grey,
    edgeStyle: (kind) => own(styles.edge, kind) || grey,
    lineStyle: (status) => own(styles.line, status) || { dash: [], strength: 0.6 },
  });
  data.statementsOf = (edge) => (edge.statements || []).map((id) => data.statement.get(id));
  // Of which alliances a statement tells: those of the entities it is about, "" when of none.
  const found = new Map();
  data.alliancesOf = (statement) => {
    if (!found.has(statement.id)) {
      const all = (statement.about || []).flatMap((id) => (data.inAlliance.get(id) || []).map((a) => a.id));
      found.set(statement.id, all.length ? [...new Set(all)] : [""]);
    }
    return found.get(statement.id);
  };
}

function addNames(data, inChinese, language) {
  const { kinds } = data;
  const at = (record, key, place) => {
    const found = own(record, key);
    return found && ((inChinese() && found[place + 2]) || found[place]);
  };
  Object.assign(data, {
    label(id) {
      const entity = data.entity.get(id);
      return entity ? (inChinese() && entity.zh) || entity.label : id;
    },
    concept: (key) => at(data.concepts, key, 0) || key.slice(key.indexOf("/") + 1),
    meaning: (key) => at(data.concepts, key, 1) || "",
    kindName: (kind) => at(kinds.entity, kind, 0) || kind,
    kindMeaning: (kind) => at(kinds.entity, kind, 1) || "",
    statementKindName(kind) {
      const words = WORDS[language()];
      if (kind === data.definition) return words.byDefinition;
      return kind === data.query ? words.byQuery : at(kinds.statement, kind, 0) || kind;
    },
    statementKindMeaning: (kind) => at(kinds.statement, kind, 1) || "",
    when: (statement) => (inChinese() && statement.when_zh) || statement.when,
  });
}

function addDays(data, inChinese) {
  const known = data.statements.flatMap((s) => (s.span || []).filter((day) => day !== null));
  const told = Object.values(data.sources).flatMap((source) => dayOf(source.published) ?? []);
  const least = (days) => days.reduce((a, b) => Math.min(a, b), Infinity);
  const most = (days) => days.reduce((a, b) => Math.max(a, b), -Infinity);
  const today = most(told.length ? told : known);
  data.latest = data.latest ?? (Number.isFinite(today) ? today : null);
  const first = least(known.filter((day) => day > dayOf("1990-01-01")));
  data.first = data.first ?? (Number.isFinite(first) ? first : data.latest);
  const say = (options) => {
    const [en, zh] = ["en-GB", "zh-CN"].map((tag) => new Intl.DateTimeFormat(tag, { timeZone: "UTC", ...options }));
    return (day) => (inChinese() ? zh : en).format(new Date(day * DAY));
  };
  data.dayText = say({ day: "numeric", month: "long", year: "numeric" });
  data.monthText = say({ month: "short", year: "numeric" });
  data.holds = (statement, day) => holdsOn(statement.span, day);
}
