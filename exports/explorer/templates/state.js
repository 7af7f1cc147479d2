// The page's state: one frozen snapshot, of which everything that is seen is derived.

const VIEWS = ["graph", "matrix", "timeline", "ranking", "table"];
const GROUPS = ["entity", "statement", "status", "stage", "source", "alliance"];

const START = {
  focus: null,
  off: { entity: [], statement: [], status: [], stage: [], source: [], alliance: [] },
  ended: false,
  background: true,
  day: null,
  compare: null,
  view: "graph",
  lang: "en",
  theme: "auto",
  size: "",
  hidden: [],
  pinned: {},
  collapsed: [],
  grown: [],
  path: null,
  ways: "ties",
  matrix: { alliance: null },
  ranking: { index: 0 },
  table: { sort: null, by: null },
};

function deepFreeze(value) {
  if (value === null || typeof value !== "object" || Object.isFrozen(value)) return value;
  Object.values(value).forEach(deepFreeze);
  return Object.freeze(value);
}

const same = (a, b) => Object.is(a, b) || JSON.stringify(a) === JSON.stringify(b);

// `change` merges and tells every listener once; what listeners change themselves is told after that.
function makeState(initial) {
  let current = deepFreeze({ ...START, ...initial });
  const listeners = [];
  const waiting = [];

  function take(patch) {
    const different = Object.entries(patch).filter(([key, value]) => key in START && !same(current[key], value));
    if (!different.length) return;
    const before = current;
    current = deepFreeze({ ...current, ...Object.fromEntries(different) });
    for (const listener of listeners) listener(current, before);
  }

  return {
    now: () => current,
    change(patch) {
      waiting.push(patch);
      if (waiting.length > 1) return;
      try {
        while (waiting.length) {
          take(waiting[0]);
          waiting.shift();
        }
      } finally {
        waiting.length = 0;
      }
    },
    on: (listener) => listeners.push(listener),
  };
}
