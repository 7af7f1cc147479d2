// A term of an answer as an element.

import { el } from "./dom.js";
import { t } from "./words.js";
import { compact, place } from "./vocabulary.js";

export function label(term) {
  if (!term) return "";
  if (term.type === "uri") return compact(term.value);
  return term.type === "bnode" ? `_:${term.value}` : term.value;
}

export function termElement(column, term) {
  if (!term) return null;
  if (column === "certainty" && ["certain", "possible"].includes(term.value)) {
    return el("span", { class: `badge ${term.value}`, text: t(term.value) });
  }
  if (term.type === "uri") return iriElement(term.value);
  if (term.type === "bnode") return el("code", { class: "blank", text: `_:${term.value}` });
  const tag = term["xml:lang"];
  return el("span", { lang: tag, dir: "auto", title: note(term) }, term.value, tag ? el("sup", { text: tag }) : null);
}

function note(term) {
  const type = term.datatype && compact(term.datatype);
  return type && type !== "xsd:string" ? type : null;
}

function iriElement(iri) {
  const href = place(iri);
  const text = compact(iri);
  if (!href) return el("code", { text });
  const ours = href.startsWith("/");
  return el("a", { class: "iri", href, title: iri, text, target: "_blank", rel: ours ? "noopener" : "noopener noreferrer" });
}
