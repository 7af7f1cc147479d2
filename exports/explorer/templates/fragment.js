// The state in the address: readable, only what differs from the start, and nothing believed that the data does not know.

const LISTS = ["hidden", "collapsed", "grown"];

const packed = (items) => items.map((item) => encodeURIComponent(item)).join(",");

function unpacked(text) {
  try {
    return text.split(",").filter(Boolean).map(decodeURIComponent);
  } catch {
    return [];
  }
}

// An edge by what it joins, so that a link outlives a rebuilt page; by its id where that is not enough.
function edgeName(edge, data) {
  const name = [edge.from, edge.kind, edge.to];
  const twins = (data.touching.get(edge.from) || []).filter((e) => e.from === edge.from && e.kind === edge.kind);
  return twins.filter((twin) => twin.to === edge.to).length > 1 ? [edge.id] : name;
}

function toFragment(now, defaults, data) {
  const parts = [];
  const put = (key, text) => parts.push(`${key}=${text}`);
  const differs = (key) => !same(now[key], defaults[key]);
  if (differs("view")) put("view", now.view);
  if (now.focus && now.focus.type === "node") put("node", packed([now.focus.id]));
  if (now.focus && now.focus.type === "edge" && data.edge.has(now.focus.id))
    put("line", packed(edgeName(data.edge.get(now.focus.id), data)));
  for (const key of ["day", "compare"]) if (differs(key)) put(key, now[key] === null ? "all" : isoDay(now[key]));
  for (const group of GROUPS)
    if (!same(now.off[group], defaults.off[group]))
      put(`off-${group}`, now.off[group].map((key) => (key === "" ? "~" : encodeURIComponent(key))).join(","));
  for (const key of ["ended", "background"]) if (differs(key)) put(key, now[key] ? "yes" : "no");
  for (const key of LISTS) if (differs(key)) put(key, packed(now[key]));
  if (differs("pinned"))
    put("pinned", packed(Object.entries(now.pinned).flatMap(([id, [x, y]]) => [id, String(x), String(y)])));
  if (now.path) put("path", packed(now.path.map((id) => id ?? "")));
  if (differs("ways")) put("ways", now.ways);
  if (differs("size")) put("size", encodeURIComponent(now.size));
  if (differs("matrix")) put("matrix", now.matrix.alliance === "" ? "~" : packed([now.matrix.alliance ?? ""]));
  if (differs("ranking")) put("ranking", String(now.ranking.index));
  if (differs("table")) put("table", packed([now.table.sort ?? "-", now.table.by ?? "-"]));
  if (differs("lang")) put("lang", now.lang);
  if (differs("theme")) put("theme", now.theme);
  return parts.join("&");
}

function keysOfGroup(group, data) {
  const keys = {
    entity: () => data.entities.map((entity) => entity.kind),
    statement: () => [...data.statementKinds, data.definition],
    status: () => data.statements.map((statement) => statement.status),
    stage: () => data.statements.map((statement) => statement.stage),
    source: () => data.statements.map((statement) => statement.source),
    alliance: () => [...data.alliances.map((alliance) => alliance.id), ""],
  };
  return new Set(keys[group]());
}

function readFocus(fields, data) {
  if (fields.has("node")) {
    const [id] = unpacked(fields.get("node"));
    return data.entity.has(id) ? { type: "node", id } : null;
  }
  if (!fields.has("line")) return undefined;
  const names = unpacked(fields.get("line"));
  const edge =
    names.length === 1
      ? data.edge.get(names[0])
      : (data.touching.get(names[0]) || []).find(
          (line) => line.from === names[0] && line.kind === names[1] && line.to === names[2],
        );
  return edge ? { type: "edge", id: edge.id } : null;
}

function readPinned(text, data) {
  const parts = unpacked(text);
  const pinned = {};
  for (let i = 0; i + 2 < parts.length; i += 3) {
    const [x, y] = [Number(parts[i + 1]), Number(parts[i + 2])];
    const sane = Number.isFinite(x) && Number.isFinite(y) && Math.max(Math.abs(x), Math.abs(y)) < 1e6;
    if (data.drawn.has(parts[i]) && sane) pinned[parts[i]] = [Math.round(x), Math.round(y)];
  }
  return pinned;
}

function readOff(fields, data, defaults) {
  const off = { ...defaults.off };
  for (const group of GROUPS) {
    if (!fields.has(`off-${group}`)) continue;
    const known = keysOfGroup(group, data);
    const keys = unpacked(fields.get(`off-${group}`)).map((key) => (key === "~" ? "" : key));
    off[group] = [...new Set(keys.filter((key) => known.has(key)))].sort();
  }
  return off;
}

function readPath(text, data) {
  const ends = text.split(",").map((part) => unpacked(part)[0] ?? null);
  return ends.length === 2 && ends.every((id) => id === null || data.entity.has(id)) && ends.some(Boolean)
    ? ends
    : null;
}

// Returns what the address asks for, over the defaults; what makes no sense is passed over.
function fromFragment(text, data, defaults = START) {
  const fields = new Map();
  for (const part of text.replace(/^#/, "").split("&").slice(0, 60)) {
    const cut = part.indexOf("=");
    if (cut > 0) fields.set(part.slice(0, cut), part.slice(cut + 1));
  }
  const patch = {};
  const take = (key, value) => value !== undefined && (patch[key] = value);
  const one = (key, allowed) => allowed.includes(fields.get(key)) && take(key, fields.get(key));
  one("view", VIEWS);
  one("lang", ["en", "zh"]);
  one("theme", ["auto", "light", "dark"]);
  one("ways", ["ties", "all"]);
  for (const key of ["ended", "background"])
    if (["yes", "no"].includes(fields.get(key))) patch[key] = fields.get(key) === "yes";
  for (const key of ["day", "compare"]) {
    const day = fields.get(key) === "all" ? null : dayOf(fields.get(key));
    const known = day !== null && data.latest !== null && day >= data.first && day <= data.latest;
    if (fields.get(key) === "all" || known) patch[key] = day;
  }
  take("focus", readFocus(fields, data));
  if (GROUPS.some((group) => fields.has(`off-${group}`))) patch.off = readOff(fields, data, defaults);
  const alliances = new Set(data.alliances.map((alliance) => alliance.id));
  for (const key of LISTS)
    if (fields.has(key)) {
      const known = key === "collapsed" ? alliances : data.size.mode === "whole" ? data.drawn : data.entity;
      const group = (id) => key === "grown" && (data.size.communities || []).some((one) => one.id === id);
      patch[key] = [...new Set(unpacked(fields.get(key)).filter((id) => known.has(id) || group(id)))].sort();
    }
  if (fields.has("pinned")) patch.pinned = readPinned(fields.get("pinned"), data);
  if (fields.has("path")) patch.path = readPath(fields.get("path"), data);
  if (fields.has("size") && /^(uniform|\d{1,3})?$/.test(fields.get("size"))) patch.size = fields.get("size");
  if (fields.has("matrix")) {
    const alliance = fields.get("matrix") === "~" ? "" : unpacked(fields.get("matrix"))[0];
    if (data.matrix.some((one) => one.alliance === alliance)) patch.matrix = { alliance };
  }
  const index = Number(fields.get("ranking"));
  if (fields.has("ranking") && Number.isInteger(index) && index >= 0 && index < data.rankings.length)
    patch.ranking = { index };
  const table = fields.has("table") ? unpacked(fields.get("table")) : [];
  if (table.length === 2 && table.every((word) => /^[a-z_-]{1,24}$/i.test(word)))
    patch.table = { sort: table[0] === "-" ? null : table[0], by: table[1] === "-" ? null : table[1] };
  return patch;
}
