// A field that completes the name of an entity, after the combobox pattern of ARIA.

import { el } from "./dom.js";
import { search } from "./search.js";
import { pick, t } from "./words.js";

let count = 0;

// The field's value is what is typed, or the id of what was chosen: the server takes both.
export function lookup(props, kinds) {
  const list = el("ul", { role: "listbox", id: `lookup-${(count += 1)}`, hidden: true, "aria-label": t("entity_hint") });
  const field = el("input", {
    ...props, type: "text", role: "combobox", autocomplete: "off", maxlength: "200",
    "aria-expanded": "false", "aria-controls": list.id, "aria-autocomplete": "list",
  });
  let waiting = null, asked = null;
  const close = () => {
    list.hidden = true;
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
  };
  const take = (option) => {
    field.value = option.dataset.id;
    close();
  };
  const show = (refs) => {
    const option = (ref, i) => el("li", { role: "option", id: `${list.id}-${i}`, "aria-selected": "false", "data-id": ref.id },
      el("span", { text: pick(ref.label) }), el("code", { text: ref.id }));
    list.replaceChildren(...refs.slice(0, 8).map(option));
    list.hidden = !refs.length;
    field.setAttribute("aria-expanded", String(refs.length > 0));
  };
  const find = async () => {
    asked?.abort();
    asked = new AbortController();
    const { signal } = asked;
    const words = field.value.trim();
    const refs = words ? await search(words, signal) : [];
    if (!signal.aborted && document.activeElement === field) show(refs.filter((ref) => !kinds.length || kinds.includes(ref.kind)));
  };
  const step = (by) => {
    const options = [...list.children];
    const at = options.findIndex((option) => option.getAttribute("aria-selected") === "true");
    const next = options[(at + by + options.length) % options.length];
    options.forEach((option) => option.setAttribute("aria-selected", String(option === next)));
    field.setAttribute("aria-activedescendant", next.id);
    next.scrollIntoView({ block: "nearest" });
  };
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(find, 150);
  });
  field.addEventListener("blur", close);
  field.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
    if (list.hidden || !["ArrowDown", "ArrowUp", "Enter"].includes(event.key)) return;
    const chosen = list.querySelector('[aria-selected="true"]');
    if (event.key === "Enter" && !chosen) return;
    event.preventDefault();
    if (event.key === "Enter") take(chosen);
    else step(event.key === "ArrowDown" ? 1 : -1);
  });
  list.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    const option = event.target.closest("li");
    if (option) take(option);
  });
  return el("span", { class: "lookup" }, field, list);
}
