// What Yasr shows answers with: our views in place of its own.

import { el } from "./dom.js";
import { Chart } from "./chart.js";
import { Picture } from "./picture.js";
import { readResult } from "./result.js";
import { Table } from "./table.js";
import { Timeline } from "./timeline.js";
import { number, t } from "./words.js";

export const VIEWS = ["table", "boolean", "chart", "timeline", "picture", "response"];

class Truth {
  priority = 12;
  label = t("truth");
  hideFromSelection = true;

  constructor(yasr) {
    this.yasr = yasr;
  }

  canHandleResults() {
    return typeof readResult(this.yasr.results)?.truth === "boolean";
  }

  draw() {
    const { truth } = readResult(this.yasr.results);
    this.yasr.resultsEl.append(el("p", { class: "truth", text: t(truth ? "yes" : "no") }));
  }
}

const MOST = 300_000;

class Raw {
  priority = 2;
  label = t("response");

  constructor(yasr) {
    this.yasr = yasr;
  }

  canHandleResults() {
    return Boolean(this.yasr.results) && !this.yasr.results.hasError();
  }

  draw() {
    const text = String(this.yasr.results.getOriginalResponseAsString() || "");
    const whole = text.length <= MOST;
    const json = whole && (this.yasr.results.getContentType() || "").includes("json");
    const shown = json ? JSON.stringify(JSON.parse(text), null, 1) : text.slice(0, MOST);
    const note = whole ? null : el("p", { class: "note", text: t("response_more", { n: number(MOST), all: number(text.length) }) });
    this.yasr.resultsEl.append(el("div", { class: "raw-view" }, el("pre", { tabindex: "0", text: shown }), note));
  }
}

export function registerPlugins(Yasr) {
  const ours = { table: Table, boolean: Truth, chart: Chart, timeline: Timeline, picture: Picture, response: Raw };
  for (const [name, plugin] of Object.entries(ours)) Yasr.registerPlugin(name, plugin);
  Yasr.defaults.pluginOrder = [...VIEWS];
  Yasr.defaults.defaultPlugin = "table";
}

// The views that Yasr does not offer for an answer are out of reach of keys and readers too.
export function tidySelectors(yasr) {
  for (const name of VIEWS) {
    const button = yasr.rootEl.querySelector(`.select_${name}`);
    if (!button) continue;
    const offered = yasr.results && yasr.plugins[name].canHandleResults();
    button.hidden = !offered;
    button.setAttribute("aria-pressed", String(offered && button.classList.contains("selected")));
    button.setAttribute("aria-label", t("show_as", { what: yasr.plugins[name].label }));
  }
}
