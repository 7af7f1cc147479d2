// The bar between editor and answer: run, the day, the link, code and download.

import { button, copy, el } from "./dom.js";
import { LANGUAGES } from "./code.js";
import { download, downloadButtons } from "./download.js";
import { t } from "./words.js";

// `actions`: request() → what would be sent, run(), link() → address, day(name, value) when a day is typed, fail(text).
export function makeToolbar(actions) {
  const run = button(t("run"), actions.run, { class: "main run", title: "Ctrl-Enter" });
  const days = { "as-of": dayField("as-of", t("as_of"), actions), "known-by": dayField("known-by", t("known_by"), actions) };
  const link = button(t("link"), async () => {
    await copy(new URL(actions.link(), window.location.href).href);
    link.textContent = t("copied");
    setTimeout(() => (link.textContent = t("link")), 1500);
  });
  const code = makeCode(actions);
  const files = makeFiles(actions);
  const status = el("span", { class: "status", role: "status" });
  const node = el("div", { class: "toolbar" }, run, ...Object.values(days).map((day) => day.label), status,
    el("span", { class: "tools" }, link, code.opener, files));
  return {
    node: el("div", {}, node, code.panel),
    say: (text) => (status.textContent = text),
    busy: (is) => {
      run.textContent = t(is ? "stop" : "run");
      run.classList.toggle("busy", is);
    },
    setDays: (values) => Object.entries(days).forEach(([name, day]) => (day.field.value = values[name] || "")),
  };
}

function dayField(name, word, actions) {
  const field = el("input", { type: "text", name, placeholder: t("day_any"), title: t("date_hint"), maxlength: "40", autocomplete: "off" });
  field.addEventListener("input", () => actions.day(name, field.value.trim()));
  field.addEventListener("keydown", (event) => event.key === "Enter" && actions.run());
  return { field, label: el("label", {}, el("span", { text: word }), field) };
}

function makeCode(actions) {
  const text = el("pre", { tabindex: "0" });
  const kinds = Object.keys(LANGUAGES).map((name) => button(name, () => show(name), { "data-code": name }));
  const copier = button(t("copy"), async () => {
    await copy(text.textContent);
    copier.textContent = t("copied");
    setTimeout(() => (copier.textContent = t("copy")), 1500);
  });
  const panel = el("section", { class: "code", "aria-label": t("code_title"), hidden: true },
    el("div", { class: "kinds" }, ...kinds, copier, button(t("close"), () => toggle(false))), text);
  const opener = button(t("code"), () => toggle(panel.hidden), { "aria-expanded": "false", title: t("code_title") });
  const show = (name) => {
    text.textContent = LANGUAGES[name](actions.request());
    kinds.forEach((each) => each.setAttribute("aria-pressed", String(each.dataset.code === name)));
  };
  const toggle = (open) => {
    panel.hidden = !open;
    opener.setAttribute("aria-expanded", String(open));
    if (open) show(kinds.find((each) => each.getAttribute("aria-pressed") === "true")?.dataset.code || "curl");
  };
  return { opener, panel };
}

function makeFiles(actions) {
  const list = el("div", { class: "formats-list" });
  const box = el("details", { class: "files" }, el("summary", { text: t("download"), title: t("download_title") }), list);
  const chosen = async (format) => {
    box.open = false;
    try {
      await download(actions.request(), format);
    } catch (error) {
      actions.fail(error.message);
    }
  };
  box.addEventListener("toggle", () => box.open && list.replaceChildren(...downloadButtons(actions.request(), chosen)));
  box.addEventListener("focusout", (event) => !box.contains(event.relatedTarget) && event.relatedTarget && (box.open = false));
  return box;
}
