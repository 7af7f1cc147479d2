// A box with a list of options, after the ARIA practices; the search and the ends of a path use it.

function makeCombobox({ input, list, said, find, option, text, t, choose }) {
  let hits = [];
  let items = [];
  let active = -1;

  function mark(index) {
    active = index;
    items.forEach((item, i) => item.setAttribute("aria-selected", String(i === index)));
    if (items[index]) input.setAttribute("aria-activedescendant", items[index].id);
    else input.removeAttribute("aria-activedescendant");
    if (items[index]) items[index].scrollIntoView({ block: "nearest" });
  }

  function close() {
    list.hidden = true;
    hits = items = [];
    input.setAttribute("aria-expanded", "false");
    mark(-1);
  }

  function take(index) {
    const hit = hits[index];
    if (!hit) return;
    input.value = text(hit);
    close();
    input.blur();
    choose(hit);
  }

  function entry(hit, index) {
    const props = { role: "option", id: `${list.id}-${index}`, "aria-selected": "false" };
    const item = el("li", { ...props, onclick: () => take(index) }, ...option(hit));
    item.addEventListener("mousedown", (event) => event.preventDefault());
    return item;
  }

  function show() {
    hits = find(input.value);
    items = hits.map(entry);
    const asked = input.value.trim() !== "";
    list.replaceChildren(...items);
    if (asked && !hits.length)
      list.append(el("li", { class: "none", role: "option", "aria-disabled": "true", text: t("search.none") }));
    list.hidden = !asked;
    input.setAttribute("aria-expanded", String(asked));
    if (said) said.textContent = asked ? t("search.results", hits.length) : "";
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
