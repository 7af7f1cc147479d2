// Finding entities by any of their names: folded to plain letters, whole, in part or with a slip.

const fold = (text) =>
  text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[\s\-_'’·.,/()]+/gu, " ")
    .trim();

// Edits (insert, delete, replace, swap) from query to the nearest prefix of word, or `limit + 1` when more.
function slips(query, word, limit) {
  let before = [];
  let row = Array.from({ length: word.length + 1 }, (_, i) => i);
  for (let i = 1; i <= query.length; i++) {
    const next = [i];
    for (let j = 1; j <= word.length; j++) {
      const same = query[i - 1] === word[j - 1];
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (same ? 0 : 1));
      const swapped = i > 1 && j > 1 && query[i - 1] === word[j - 2] && query[i - 2] === word[j - 1];
      if (swapped) next[j] = Math.min(next[j], before[j - 2] + 1);
    }
    if (Math.min(...next) > limit) return limit + 1;
    before = row;
    row = next;
  }
  return Math.min(...row.slice(Math.max(0, query.length - limit)));
}

// Lower is better: exact 0, start 1, start of a word 2, inside 3, with slips 4 and more.
function grade(query, form) {
  if (form.text === query || form.tight === query.replaceAll(" ", "")) return 0;
  if (form.text.startsWith(query)) return 1;
  if (form.text.includes(` ${query}`)) return 2;
  const tight = query.replaceAll(" ", "");
  if (form.text.includes(query) || (tight.length > 2 && form.tight.includes(tight))) return 3;
  if (query.length < 4 || !/^[a-z0-9 ]+$/.test(query)) return Infinity;
  const limit = query.length < 8 ? 1 : 2;
  const least = Math.min(...form.starts.map((start) => slips(query, start.slice(0, query.length + limit), limit)));
  return least <= limit ? 3 + least : Infinity;
}

function makeIndex(entities) {
  const forms = entities.flatMap((entity) =>
    entity.names.map(([name, , use, kind]) => {
      const text = fold(name);
      const words = text.split(" ");
      const starts = words.map((_, i) => words.slice(i).join(" "));
      return { entity, name, use, kind, text, tight: text.replaceAll(" ", ""), starts };
    }),
  );
  const order = { pref: 0, alt: 1, hidden: 2 };
  return (raw, most = 12) => {
    const query = fold(raw);
    if (!query) return [];
    const best = new Map();
    for (const form of forms) {
      const score = grade(query, form) + order[form.use] * 0.1;
      const old = best.get(form.entity.id);
      if (score !== Infinity && (!old || score < old.score)) best.set(form.entity.id, { ...form, score });
    }
    // Slips count only where nothing fits without.
    const heavier = (a, b) => (b.entity.weight || 0) - (a.entity.weight || 0);
    const hits = [...best.values()];
    const sound = hits.filter((hit) => hit.score < 4);
    return (sound.length ? sound : hits)
      .sort((a, b) => Math.floor(a.score) - Math.floor(b.score) || heavier(a, b))
      .slice(0, most);
  };
}

// The box itself: a combobox with a list of options, after the ARIA practices.
function makeSearch({ find, icon, kindName, conceptName, choose }) {
  const [input, list, said] = [byId("search"), byId("results"), byId("said")];
  let hits = [];
  let active = -1;

  function mark(index) {
    active = index;
    [...list.children].forEach((item, i) => item.setAttribute("aria-selected", String(i === index)));
    const item = list.children[index];
    if (item && item.id) input.setAttribute("aria-activedescendant", item.id);
    else input.removeAttribute("aria-activedescendant");
    if (item) item.scrollIntoView({ block: "nearest" });
  }

  function close() {
    list.hidden = true;
    hits = [];
    input.setAttribute("aria-expanded", "false");
    mark(-1);
  }

  function take(index) {
    const hit = hits[index];
    if (!hit) return;
    input.value = hit.entity.label;
    close();
    input.blur();
    choose(hit.entity.id);
  }

  function option(hit, index) {
    const why =
      hit.name === hit.entity.label ? null : el("span", { class: "why" }, "found by ", el("q", { text: hit.name }));
    if (why && hit.use === "hidden") why.append(` (${conceptName("name-kind", hit.kind)})`);
    const item = el(
      "li",
      { role: "option", id: `result-${index}`, "aria-selected": "false", onclick: () => take(index) },
      icon(hit.entity),
      el("span", { class: "what" }, el("bdi", { text: hit.entity.label }), why),
      el("span", { class: "kind", text: kindName(hit.entity.kind) }),
    );
    item.addEventListener("mousedown", (event) => event.preventDefault());
    return item;
  }

  function show() {
    hits = find(input.value);
    const asked = input.value.trim() !== "";
    list.replaceChildren(...hits.map(option));
    if (asked && !hits.length) list.append(el("li", { class: "none", text: "No name is like that." }));
    list.hidden = !asked;
    input.setAttribute("aria-expanded", String(asked));
    said.textContent = asked ? plural(hits.length, "result") : "";
    mark(hits.length ? 0 : -1);
  }

  input.addEventListener("input", show);
  input.addEventListener("focus", () => {
    input.select();
    if (input.value) show();
  });
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && list.hidden) show();
    if (step && hits.length) mark((active + step + hits.length) % hits.length);
    else if (event.key === "Enter") take(active);
    else if (event.key === "Escape" && !list.hidden) close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  return { focus: () => input.focus(), clear: () => (input.value = "") };
}
