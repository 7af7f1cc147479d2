// The answer as a chart: bars of a number by what it belongs to, lines where the rows have dates.

import { cut, dayText, dayTicks, numberTicks, round } from "./axes.js";
import { el, svg } from "./dom.js";
import { choose, tools } from "./fields.js";
import { columnsOf, day, readResult } from "./result.js";
import { label } from "./terms.js";
import { number, t } from "./words.js";

const MOST_BARS = 60;
const MOST_LINES = 8;
const MOST_POINTS = 20_000;

export class Chart {
  priority = 5;
  label = t("chart");

  constructor(yasr) {
    this.yasr = yasr;
  }

  canHandleResults() {
    const result = readResult(this.yasr.results);
    if (!result || !result.rows.length || result.triples) return false;
    return columnsOf(result, "number").length > 0 && columnsOf(result, "text", "iri", "date").length > 0;
  }

  draw() {
    this.result = readResult(this.yasr.results);
    const dates = columnsOf(this.result, "date");
    const words = columnsOf(this.result, "text", "iri");
    this.state = { value: columnsOf(this.result, "number")[0], by: words[0] || "", over: linesFit(this.result, dates[0]) || "" };
    if (!this.state.by) this.state.over = dates[0];
    this.box = el("div", { class: "chart-view" });
    this.yasr.resultsEl.append(this.box);
    this.show(words, dates);
  }

  show(words, dates) {
    const change = (key) => (value) => {
      this.state[key] = value;
      this.show(words, dates);
    };
    const { state } = this;
    const fields = [choose(t("chart_value"), columnsOf(this.result, "number"), state.value, change("value"))];
    if (words.length) fields.push(choose(t("chart_by"), words, state.by, change("by"), state.over ? t("timeline_none") : null));
    if (dates.length) fields.push(choose(t("chart_lines"), dates, state.over, change("over"), words.length ? t("timeline_none") : null));
    const width = Math.max(300, this.yasr.resultsEl.clientWidth - 4);
    const drawn = state.over ? lines(this.result, state, width) : bars(this.result, state, width);
    this.box.replaceChildren(tools(...fields), el("div", { class: "drawing", tabindex: "0" }, drawn.picture));
    if (drawn.all > drawn.count) this.box.append(el("p", { class: "note", text: t("chart_more", { n: drawn.count, all: number(drawn.all) }) }));
  }

  destroy() {
    this.result = null;
  }
}

// Dates make lines where one thing has several of them.
function linesFit(result, column) {
  if (!column) return null;
  const days = new Set(result.rows.map((row) => row[column]?.value).filter(Boolean));
  return days.size > 2 ? column : null;
}

function frame(width, height, alt, ...parts) {
  const size = { viewBox: `0 0 ${width} ${height}`, width, height };
  return svg("svg", { class: "chart", role: "img", "aria-label": alt, ...size }, ...parts);
}

const text = (x, y, words, props) => svg("text", { x: round(x), y: round(y), text: words, ...props });

function bars(result, { value, by }, width) {
  const all = result.rows.filter((row) => row[value] && row[by]);
  const rows = all.slice(0, MOST_BARS);
  const values = rows.map((row) => Number(row[value].value));
  const low = Math.min(0, ...values), high = Math.max(0, ...values);
  const left = Math.min(260, width * 0.38), right = 64, step = 26, top = 24;
  const x = (n) => left + ((n - low) / (high - low || 1)) * (width - left - right);
  const parts = numberTicks(low, high, (width - left - right) / 90).flatMap((tick) => [
    svg("line", { class: "grid", x1: round(x(tick)), x2: round(x(tick)), y1: top - 4, y2: top + rows.length * step }),
    text(x(tick), top - 9, number(tick), { class: "tick", "text-anchor": "middle" }),
  ]);
  rows.forEach((row, i) => {
    const y = top + i * step, name = label(row[by]), start = Math.min(x(0), x(values[i]));
    parts.push(svg("g", {},
      svg("title", { text: `${name}: ${number(values[i])}` }),
      text(left - 8, y + 16, cut(name, left / 7.4), { class: "name", "text-anchor": "end" }),
      svg("rect", { class: "bar s0", x: round(start), y: y + 3, height: step - 6, width: Math.max(1, round(Math.abs(x(values[i]) - x(0)))), rx: 2 }),
      text(Math.max(x(values[i]), x(0)) + 6, y + 16, number(values[i]), { class: "value" })));
  });
  const alt = t("chart_alt", { value, by, n: rows.length });
  return { picture: frame(width, top + rows.length * step + 8, alt, ...parts), count: rows.length, all: all.length };
}

function lines(result, { value, by, over }, width) {
  const rows = result.rows.filter((row) => row[value] && row[over]).slice(0, MOST_POINTS);
  const series = new Map();
  for (const row of rows) {
    const name = by ? label(row[by]) : value;
    if (!series.has(name)) series.set(name, []);
    series.get(name).push([day(row[over].value), Number(row[value].value)]);
  }
  const shown = [...series].sort((a, b) => b[1].length - a[1].length).slice(0, MOST_LINES);
  const points = shown.flatMap(([, each]) => each);
  const height = 340, left = 64, right = 24, top = 14, bottom = height - 34;
  const [from, to] = [Math.min(...points.map((p) => p[0])), Math.max(...points.map((p) => p[0]))];
  const low = Math.min(0, ...points.map((p) => p[1])), high = Math.max(0, ...points.map((p) => p[1]));
  const x = (time) => left + ((time - from) / (to - from || 1)) * (width - left - right);
  const y = (n) => bottom - ((n - low) / (high - low || 1)) * (bottom - top);
  const grid = numberTicks(low, high, 5).flatMap((tick) => [
    svg("line", { class: "grid", x1: left, x2: width - right, y1: round(y(tick)), y2: round(y(tick)) }),
    text(left - 8, y(tick) + 4, number(tick), { class: "tick", "text-anchor": "end" }),
  ]);
  const days = dayTicks(from, to, (width - left - right) / 80).map(([time, words]) =>
    text(x(time), height - 12, words, { class: "tick", "text-anchor": "middle" }));
  const drawn = shown.map(([name, each], i) => line(name, each.sort((a, b) => a[0] - b[0]), i, x, y));
  const alt = t("chart_alt", { value, by: over, n: points.length });
  const picture = el("div", {}, frame(width, height, alt, ...grid, ...days, ...drawn), legend(shown));
  return { picture, count: shown.length, all: series.size };
}

function line(name, points, i, x, y) {
  const path = points.map(([time, n], at) => `${at ? "L" : "M"}${round(x(time))} ${round(y(n))}`).join("");
  const dots = points.map(([time, n]) => svg("circle", { class: `dot s${i}`, cx: round(x(time)), cy: round(y(n)), r: 3.5 },
    svg("title", { text: `${name} · ${dayText(time)}: ${number(n)}` })));
  return svg("g", {}, svg("path", { class: `line s${i}`, d: path, fill: "none" }), ...dots);
}

function legend(shown) {
  if (shown.length < 2) return null;
  const key = (i) => svg("svg", { viewBox: "0 0 12 12", class: "key", "aria-hidden": "true" }, svg("circle", { class: `dot s${i}`, cx: 6, cy: 6, r: 5 }));
  return el("ul", { class: "legend" }, ...shown.map(([name], i) => el("li", {}, key(i), el("span", { text: name }))));
}
