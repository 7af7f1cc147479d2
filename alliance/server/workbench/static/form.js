// The form of a query's parameters, and the SPARQL that comes of it.

import { ask, button, el } from "./dom.js";
import { lookup } from "./lookup.js";
import { pick, t, title } from "./words.js";

// `onprepared` gets { name, sparql, as_of, known_by } when the form is sent.
export function makeForm(query, given, onprepared) {
  const failure = el("p", { class: "failure-line", role: "alert" });
  const form = el("form", { class: "parameters", novalidate: true },
    ...query.parameters.map((parameter) => field(parameter, given[parameter.name])),
    failure,
    el("div", { class: "send" }, button(t("fill"), null, { type: "submit", class: "main" })));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    failure.textContent = "";
    const values = [...new FormData(form)].filter(([, value]) => value.trim());
    try {
      onprepared(await ask(`/api/query/${encodeURIComponent(query.name)}/sparql?${new URLSearchParams(values)}`));
    } catch (error) {
      failure.textContent = error.message;
    }
  });
  return form;
}

function field(parameter, given) {
  const id = `parameter-${parameter.name}`;
  const value = given ?? parameter.example ?? parameter.default ?? "";
  const input = control(parameter, { id, name: parameter.name, required: parameter.required, "aria-describedby": `${id}-help` }, value);
  const need = parameter.required ? el("span", { class: "need", text: t("required") }) : null;
  return el("div", { class: "field" },
    el("label", { for: id }, title(parameter.name), need), input, el("p", { id: `${id}-help`, class: "help", lang: "en", text: parameter.help }));
}

function control(parameter, props, value) {
  if (parameter.kind === "concept" || parameter.kind === "choice") return select(parameter, props, value);
  if (parameter.kind === "entity") {
    const box = lookup({ ...props, placeholder: t("entity_hint") }, parameter.of);
    box.querySelector("input").value = value;
    return box;
  }
  const more = parameter.kind === "number" ? { inputmode: "numeric", pattern: "[0-9]*" } : {};
  const hint = parameter.kind === "date" ? t("date_hint") : "";
  const input = el("input", { ...props, ...more, type: "text", placeholder: hint, maxlength: "200", autocomplete: "off" });
  input.value = value;
  return input;
}

function select(parameter, props, value) {
  const none = parameter.required ? null : el("option", { value: "", text: t("any") });
  const options = parameter.choices.map((choice) => el("option", { value: choice.value, text: pick(choice.label) }));
  const box = el("select", props, none, ...options);
  box.value = value;
  return box;
}
