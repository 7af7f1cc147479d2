// What went wrong: the endpoint's one line, and a mark at the line of the query that it names.

import { el } from "./dom.js";
import { t } from "./words.js";

const PLACE = /\bline (\d+)|\bat (\d+):\d+/i;

export function failureElement(text) {
  if (/abort/i.test(text)) return el("p", { class: "failure stopped", role: "status", text: t("error_stopped") });
  const lost = /failed to fetch|networkerror|load failed/i.test(text);
  const words = lost ? t("error_lost") : text.trim();
  return el("div", { class: "failure", role: "alert" }, el("strong", { text: t("error") }), el("p", { text: words }));
}

// The line of the query that a message names, from 1; null when it names none.
export function lineOf(text) {
  const match = PLACE.exec(text);
  return match ? Number(match[1] || match[2]) : null;
}

export function markLine(yasqe, text) {
  const line = lineOf(text);
  if (line === null || line > yasqe.getDoc().lineCount()) return;
  const handle = yasqe.addLineClass(line - 1, "background", "wrong-line");
  const clear = () => {
    yasqe.removeLineClass(handle, "background", "wrong-line");
    yasqe.off("change", clear);
  };
  yasqe.on("change", clear);
  yasqe.scrollIntoView({ line: line - 1, ch: 0 }, 60);
}
