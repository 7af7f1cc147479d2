// The named queries by topic, with their questions; choosing one shows its form.

import { ask, button, el } from "./dom.js";
import { makeForm } from "./form.js";
import { lang, pick, t } from "./words.js";

// `onprepared(query, prepared)` is called when a form was sent.
export async function makeCatalogue(onprepared) {
  const { topics } = await ask("/api/queries");
  const box = el("div", { class: "catalogue" });
  const list = makeList(topics, (query) => open(query));
  const open = (query, given = {}) => {
    const form = makeForm(query, given, (prepared) => onprepared(query, prepared));
    const back = button(`‹ ${t("back")}`, () => box.replaceChildren(list), { class: "back" });
    const page = `${query.path}.html${lang === "zh" ? "?lang=zh" : ""}`;
    box.replaceChildren(
      el("div", { class: "chosen" }, back, el("h3", { text: heading(query) }), el("p", { class: "question", text: question(query) }),
        form, el("p", {}, el("a", { href: page, text: t("about") }))));
    box.querySelector("h3").setAttribute("tabindex", "-1");
    box.querySelector("h3").focus({ preventScroll: true });
  };
  box.append(list);
  const all = new Map(topics.flatMap((topic) => topic.queries).map((query) => [query.name, query]));
  return { box, open: (name, given) => all.has(name) && open(all.get(name), given), query: (name) => all.get(name) };
}

const heading = (query) => (lang === "zh" ? query.question.zh : query.title);
const question = (query) => (lang === "zh" ? query.title : query.question.en);

function makeList(topics, onchosen) {
  const found = el("p", { class: "count", role: "status" });
  const field = el("input", { type: "search", "aria-label": t("catalogue_find"), placeholder: t("catalogue_find"), maxlength: "200" });
  const groups = topics.map((topic) => group(topic, onchosen));
  const show = () => {
    const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    const shown = groups.reduce((sum, each) => sum + each.show(words), 0);
    found.textContent = shown ? t("catalogue_count", { n: shown }) : t("catalogue_none");
  };
  field.addEventListener("input", show);
  show();
  return el("div", { class: "list" }, field, found, ...groups.map((each) => each.node));
}

function group(topic, onchosen) {
  const items = topic.queries.map((query) => {
    const entry = button("", () => onchosen(query), { "data-query": query.name });
    entry.append(el("span", { text: pick(query.question) }));
    const text = [query.name, query.title, query.question.en, query.question.zh, topic.name, topic.label.zh].join(" ").toLowerCase();
    return { node: el("li", {}, entry), text };
  });
  const node = el("details", { class: "topic" }, el("summary", {}, el("h3", { text: pick(topic.label) }), el("span", { text: String(items.length) })),
    el("ul", {}, ...items.map((item) => item.node)));
  const show = (words) => {
    const fits = items.map((item) => (item.node.hidden = !words.every((word) => item.text.includes(word))));
    const shown = fits.filter((hidden) => !hidden).length;
    node.hidden = !shown;
    node.open = words.length > 0;
    return shown;
  };
  return { node, show };
}
