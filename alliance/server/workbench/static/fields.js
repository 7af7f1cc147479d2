// Small fields that choose what a picture shows.

import { el } from "./dom.js";

// A labelled select over columns; `none` is the text of choosing nothing.
export function choose(word, options, chosen, onchange, none) {
  const select = el("select", {});
  if (none) select.append(el("option", { value: "", text: none }));
  select.append(...options.map((option) => el("option", { value: option, text: option })));
  select.value = chosen || "";
  select.addEventListener("change", () => onchange(select.value));
  return el("label", { class: "choose" }, el("span", { text: word }), select);
}

export const tools = (...parts) => el("div", { class: "view-tools" }, ...parts);
