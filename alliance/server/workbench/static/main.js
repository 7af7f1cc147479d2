// The workbench: the catalogue beside the editor, the bar between them and the answer, and the address.

import { el } from "./dom.js";
import { makeCatalogue } from "./catalogue.js";
import { argument, ENDPOINT, makeEditor, runs, setArguments } from "./editor.js";
import { markLine } from "./failure.js";
import { linkTo, readLink } from "./link.js";
import { readResult } from "./result.js";
import { makeToolbar } from "./toolbar.js";
import { loadVocabulary } from "./vocabulary.js";
import { number, t } from "./words.js";

const root = document.getElementById("workbench");
const WIDE = window.matchMedia("(min-width: 900px)");
const filled = new WeakMap();

async function start() {
  root.append(el("p", { class: "note", text: t("loading") }));
  await loadVocabulary();
  const stage = el("section", { class: "stage", "aria-label": t("editor") });
  const drawer = el("details", { class: "drawer", open: WIDE.matches }, el("summary", {}, el("h2", { text: t("catalogue") })));
  root.replaceChildren(drawer, stage);
  const yasgui = makeEditor(stage);
  const bench = new Workbench(yasgui);
  const catalogue = await makeCatalogue((query, prepared) => bench.take(query, prepared, drawer));
  drawer.append(catalogue.box);
  WIDE.addEventListener("change", () => (drawer.open = WIDE.matches));
  bench.follow(catalogue, drawer);
  window.addEventListener("hashchange", () => bench.follow(catalogue, drawer));
  root.dataset.ready = "yes";
}

class Workbench {
  constructor(yasgui) {
    this.yasgui = yasgui;
    this.bar = makeToolbar({
      request: () => this.request(),
      run: () => this.run(),
      link: () => linkTo(this.state()),
      day: (name, value) => setArguments(this.tab, { ...this.days(), [name]: value }),
      fail: (text) => this.bar.say(text),
    });
    yasgui.on("query", (_, tab) => tab === this.tab && this.waiting(true));
    yasgui.on("queryAbort", () => this.waiting(false));
    yasgui.on("queryResponse", (_, tab) => setTimeout(() => this.answered(tab)));
    yasgui.on("tabSelect", () => setTimeout(() => this.shown()));
    yasgui.on("tabAdd", () => setTimeout(() => this.shown()));
    this.shown();
  }

  get tab() {
    return this.yasgui.getTab();
  }

  days() {
    return { "as-of": argument(this.tab, "as-of"), "known-by": argument(this.tab, "known-by") };
  }

  state() {
    return { query: this.tab.getQuery(), ...this.days(), view: this.tab.getYasr().getSelectedPluginName() };
  }

  request() {
    const form = this.tab.getYasqe().getQueryType() || "SELECT";
    const query = this.tab.getQuery();
    return { endpoint: ENDPOINT, query, form, graph: form === "CONSTRUCT" || form === "DESCRIBE", ...this.days() };
  }

  run() {
    if (this.busy) this.tab.getYasqe().abortQuery();
    else runs(this.tab);
  }

  waiting(is) {
    this.busy = is;
    this.bar.busy(is);
    this.bar.say(is ? t("waiting") : "");
  }

  // The bar belongs to the tab that is shown.
  shown() {
    const panel = this.yasgui.rootEl.querySelector(".tabPanel.active .editorwrapper");
    panel?.after(this.bar.node);
    this.bar.setDays(this.days());
    this.waiting(false);
    this.told(this.tab);
  }

  answered(tab) {
    if (tab !== this.tab) return;
    this.waiting(false);
    this.told(tab);
    const text = tab.getYasr().results?.getError()?.text;
    if (text) markLine(tab.getYasqe(), text);
    else window.history.replaceState(null, "", linkTo(this.state()));
  }

  told(tab) {
    const parser = tab.getYasr()?.results;
    const result = readResult(parser);
    if (!result || typeof result.truth === "boolean") return;
    const n = result.rows.length === 1 ? t("row") : t(result.triples ? "triples" : "rows", { n: number(result.rows.length) });
    const time = parser.getResponseTime();
    this.bar.say(time ? t("took", { n, s: number(Math.round(time / 10) / 100) }) : n);
  }

  // A prepared query goes into this tab, or into a new one where the text is somebody's own.
  async take(query, prepared, drawer) {
    if (!WIDE.matches) drawer.open = false;
    const own = this.tab.getQuery().trim() !== (filled.get(this.tab) ?? this.yasgui.config.yasqe.value).trim();
    this.put({ query: prepared.sparql, "as-of": prepared.as_of, "known-by": prepared.known_by }, own, query.name);
    await runs(this.tab);
  }

  put({ query, ...days }, apart, name) {
    if (apart) this.yasgui.addTab(true, name ? { name: this.yasgui.createTabName(name) } : {});
    else if (name) this.tab.setName(name);
    const { tab } = this;
    tab.setQuery(query);
    filled.set(tab, query);
    setArguments(tab, { "as-of": days["as-of"], "known-by": days["known-by"] });
    if (days.view) tab.getYasr().selectPlugin(days.view);
    this.shown();
  }

  // What the address asks for: a query with its day and view, or a name of the catalogue.
  follow(catalogue, drawer) {
    const asked = readLink();
    if (!asked || asked.query === this.tab.getQuery()) return;
    if (asked.query) {
      const untouched = this.tab.getQuery().trim() === this.yasgui.config.yasqe.value.trim();
      this.put(asked, !untouched);
      runs(this.tab);
    } else if (catalogue.query(asked.name)) {
      drawer.open = true;
      catalogue.open(asked.name);
    }
  }
}

start().catch((error) => root.replaceChildren(el("p", { class: "failure", role: "alert", text: error.message })));
