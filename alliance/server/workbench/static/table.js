// The answer as a table: sorted by a click, filtered by words, a hundred rows at a time.

import { button, el } from "./dom.js";
import { label, termElement } from "./terms.js";
import { readResult } from "./result.js";
import { number, t } from "./words.js";

const PAGE = 100;
const LONG = 30;
const PLAIN = new Intl.Collator("zh-Hans-u-kn-true");

export class Table {
  priority = 10;
  label = t("table");

  constructor(yasr) {
    this.yasr = yasr;
  }

  canHandleResults() {
    const result = readResult(this.yasr.results);
    return result !== null && result.columns.length > 0;
  }

  draw() {
    this.result = readResult(this.yasr.results);
    this.long = new Set(this.result.columns.filter((column) => this.result.rows.some((row) => label(row[column]).length > LONG)));
    this.state = { sort: null, down: false, words: "", first: 0 };
    this.box = el("div", { class: "rows", tabindex: "0", role: "region", "aria-label": t("table") });
    this.foot = el("div", { class: "pages" });
    this.filter = el("input", { type: "search", "aria-label": t("filter"), placeholder: t("filter") });
    this.filter.addEventListener("input", () => this.change({ words: this.filter.value, first: 0 }));
    const few = this.result.rows.length < 8;
    this.yasr.resultsEl.append(el("div", { class: "table-view" }, few ? null : this.filter, this.box, this.foot));
    this.show();
  }

  change(next) {
    Object.assign(this.state, next);
    this.show();
  }

  show() {
    const rows = this.chosen();
    const { first } = this.state;
    const body = rows.slice(first, first + PAGE).map((row) => this.row(row));
    const head = el("thead", {}, el("tr", {}, ...this.result.columns.map((column) => this.head(column))));
    this.box.replaceChildren(el("table", {}, head, el("tbody", {}, ...body)));
    if (!this.result.rows.length) this.box.append(el("p", { class: "nothing", text: t("no_rows") }));
    this.pages(rows.length);
  }

  chosen() {
    const { columns, rows } = this.result;
    const words = this.state.words.toLowerCase().split(/\s+/).filter(Boolean);
    const fits = (row) => {
      const text = columns.map((column) => label(row[column])).join(" ").toLowerCase();
      return words.every((word) => text.includes(word));
    };
    const found = words.length ? rows.filter(fits) : rows;
    return this.state.sort === null ? found : [...found].sort(this.order());
  }

  order() {
    const { sort, down } = this.state;
    const numeric = this.result.kinds[sort] === "number";
    return (a, b) => {
      if (!a[sort] || !b[sort]) return a[sort] ? -1 : b[sort] ? 1 : 0;
      const before = numeric ? a[sort].value - b[sort].value : PLAIN.compare(label(a[sort]), label(b[sort]));
      return down ? -before : before;
    };
  }

  head(column) {
    const sorted = this.state.sort === column;
    const press = () => this.change({ sort: column, down: sorted && !this.state.down, first: 0 });
    const text = button(column, press, { "aria-label": t("sort", { what: column }) });
    const direction = this.state.down ? "descending" : "ascending";
    const kind = this.result.kinds[column];
    return el("th", { scope: "col", class: kind, "aria-sort": sorted ? direction : null }, text);
  }

  row(row) {
    const kind = (column) => `${this.result.kinds[column]}${this.long.has(column) ? " long" : ""}`;
    const cell = (column) => el("td", { class: kind(column) }, termElement(column, row[column]));
    return el("tr", {}, ...this.result.columns.map(cell));
  }

  pages(all) {
    const { first } = this.state;
    const step = (by, word) =>
      button(word, () => this.change({ first: first + by }), { disabled: first + by < 0 || first + by >= all });
    const told = { from: number(first + 1), to: number(Math.min(first + PAGE, all)), all: number(all) };
    const some = all < this.result.rows.length && t("filtered", { n: number(all), all: number(this.result.rows.length) });
    const parts = all > PAGE ? [step(-PAGE, t("before")), el("span", { text: t("page", told) }), step(PAGE, t("after"))] : [];
    this.foot.replaceChildren(...parts, ...(some ? [el("span", { text: some })] : []));
  }

  destroy() {
    this.result = null;
  }
}
