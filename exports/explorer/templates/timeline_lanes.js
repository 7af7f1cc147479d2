// The lanes of a timeline: which statements, under which heading, in which words, from when to when.

const LANE_GROUPS = ["held", "for", "under", "structure", "channels", "events", "quantities", "judgements"];
const GROUP_OF_KIND = {
  membership: "structure",
  partnership: "structure",
  "unit-of": "structure",
  "brand-of": "structure",
  "model-of": "structure",
  "post-held": "structure",
  reporting: "structure",
  "channel-model": "channels",
  event: "events",
  termination: "events",
  figure: "quantities",
  goal: "quantities",
};
const SHAPE_OF_KIND = { goal: "mark", figure: "point" };
const LOOSE = ["rumour", "opinion", "forecast", "netizen"];
// Bounds before or after these years stand for none.
const [FIRST_DAY, LAST_DAY] = [-690000, 2900000];
const TICK_MONTHS = [1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000, 12000];

// When a statement may hold, from and to (half-open; null is no bound), and when it must.
function timesOf(statement) {
  const [a, b, c, d] = statement.span || [null, null, null, null];
  const from = a === null || a < FIRST_DAY ? null : a;
  const to = d === null || d > LAST_DAY ? null : d;
  const [sure, unsure] = [b ?? Infinity, c ?? Infinity];
  if (sure >= unsure || sure >= LAST_DAY) return { from, to, core: null };
  return { from, to, core: [sure < FIRST_DAY ? null : sure, unsure > LAST_DAY ? null : unsure] };
}

function makeLanes({ data, t, cards }) {
  function groupOf(statement, id) {
    if (statement.kind !== "channel-role") return own(GROUP_OF_KIND, statement.kind) || "judgements";
    if ([].concat(statement.holder || []).includes(id)) return "held";
    return (statement.scope || []).includes(id) ? "for" : "under";
  }

  const TITLES = {
    held: () => t("lane.held"),
    for: () => t("lane.for"),
    under: () => t("lane.under"),
    structure: () => t("lane.structure"),
    channels: () => t("lane.channels"),
    events: () => t("lane.events"),
    quantities: () => t("lane.quantities"),
    judgements: () => t("lane.judgements"),
  };

  function names(ids, id) {
    const others = [...new Set(ids)].filter((other) => other !== id).map(data.label);
    return others.length > 3 ? `${others.slice(0, 2).join(", ")} +${others.length - 2}` : others.join(", ");
  }

  // Which way a relation reads from an entity: to the other, from the other, or neither.
  function way(statement, id) {
    const ends = statement.ends || [];
    const [out, back] = [ends.some(([from]) => from === id), ends.some(([, to]) => to === id)];
    return out === back ? ": " : out ? " → " : " ← ";
  }

  // What a statement says of an entity in a few words; its summary where nothing shorter does.
  function wordsOf(statement, id) {
    const others = names(statement.about || [], id);
    if (statement.kind === "channel-role") {
      const stage = statement.stage ? data.concept(`stage/${statement.stage}`) : "";
      const part = statement.involvement ? data.concept(`involvement/${statement.involvement}`) : "";
      const role = [stage, part].filter(Boolean).join(" · ");
      return [role.charAt(0).toUpperCase() + role.slice(1), others].filter(Boolean).join(": ");
    }
    if (own(GROUP_OF_KIND, statement.kind) === "structure" && others)
      return `${data.statementKindName(statement.kind)}${way(statement, id)}${others}`;
    if (statement.kind === "figure" && statement.figure) {
      const measure = data.concept(`measure/${statement.figure.measure}`);
      return measure.charAt(0).toUpperCase() + measure.slice(1);
    }
    return statement.summary;
  }

  function valueOf(statement) {
    const figure = statement.figure;
    return figure && Number.isFinite(figure.value) ? cards.quantity(figure) : "";
  }

  function standing(statement) {
    if (statement.polarity) return statement.polarity === "denied" ? "denied" : "loose";
    if (LOOSE.includes(statement.status)) return "loose";
    return statement.phase === "planned" ? "planned" : "plain";
  }

  // Something that happened is a mark in the days in which it began; what lasts or covers a time is a bar.
  function lane(statement, id) {
    const group = groupOf(statement, id);
    const times = timesOf(statement);
    if (group === "events") {
      const until = (statement.span || [])[1];
      times.to = Number.isInteger(until) && until < LAST_DAY && until > FIRST_DAY ? until + 1 : null;
    }
    return {
      statement,
      group,
      shape: group === "events" ? "mark" : own(SHAPE_OF_KIND, statement.kind) || "bar",
      ...times,
      words: wordsOf(statement, id),
      value: valueOf(statement),
      standing: standing(statement),
      ended: statement.phase === "ended",
    };
  }

  const start = (found) => found.core?.[0] ?? found.from ?? found.to ?? Infinity;
  const order = (a, b) =>
    LANE_GROUPS.indexOf(a.group) - LANE_GROUPS.indexOf(b.group) ||
    start(a) - start(b) ||
    a.words.localeCompare(b.words) ||
    (a.statement.id < b.statement.id ? -1 : 1);

  // [heading, lanes] of each group that has any.
  function grouped(statements, id) {
    const lanes = statements.map((statement) => lane(statement, id)).sort(order);
    return LANE_GROUPS.map((group) => [TITLES[group](), lanes.filter((found) => found.group === group)]).filter(
      ([, found]) => found.length,
    );
  }

  // The days that hold all dates of the lanes, with a little room.
  function extent(lanes, days) {
    const told = lanes.flatMap(({ from, to, core }) => [from, to, ...(core || [])]).concat(days);
    const known = told.filter((day) => Number.isFinite(day));
    if (!known.length) return null;
    const [first, last] = known.reduce(([a, b], day) => [Math.min(a, day), Math.max(b, day)], [Infinity, -Infinity]);
    const room = Math.max((last - first) / 25, 20);
    return [first - room, last + room];
  }

  const spoken = ({ statement, words, value }) =>
    [words, value, data.when(statement), data.concept(`status/${statement.status}`)].filter(Boolean).join(", ");

  return { grouped, extent, spoken };
}

// Ticks at the first days of months or years, at most so many, evenly apart.
function ticksOf(first, last, most) {
  const at = (month) => Date.UTC(Math.floor(month / 12), month % 12, 1) / DAY;
  const month = (day) => new Date(day * DAY).getUTCFullYear() * 12 + new Date(day * DAY).getUTCMonth();
  for (const step of TICK_MONTHS) {
    if ((last - first) / 30.5 / step > most + 2) continue;
    const found = [];
    for (let m = Math.ceil(month(first) / step) * step; m <= month(last); m += step)
      if (at(m) >= first && at(m) < last)
        found.push([at(m), step >= 12 ? isoDay(at(m)).slice(0, 4) : isoDay(at(m)).slice(0, 7)]);
    if (found.length <= most) return found;
  }
  return [];
}
