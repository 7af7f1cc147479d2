// The answer over time: bars where a row has a first and a last day, marks where it has one.

import { cut, dayText, dayTicks, round } from "./axes.js";
import { el, svg } from "./dom.js";
import { choose, tools } from "./fields.js";
import { columnsOf, day, readResult, unbounded } from "./result.js";
import { label } from "./terms.js";
import { number, t } from "./words.js";

const MOST = 200;
const FIRST = /^(from|since|start|begin|first|published|known|issued|day|date|when)/i;
const LAST = /(until|end|last|before|to$)/i;

export class Timeline {
  priority = 4;
  label = t("timeline");

  constructor(yasr) {
    this.yasr = yasr;
  }

  canHandleResults() {
    const result = readResult(this.yasr.results);
    return Boolean(result) && !result.triples && columnsOf(result, "date").length > 0;
  }

  draw() {
    this.result = readResult(this.yasr.results);
    const dates = columnsOf(this.result, "date");
    const last = dates.find((column) => LAST.test(column)) || "";
    const first = dates.find((column) => column !== last && FIRST.test(column)) || dates.find((column) => column !== last) || last;
    this.state = { first, last: last === first ? "" : last, label: telling(this.result) || first };
    this.box = el("div", { class: "timeline-view" });
    this.yasr.resultsEl.append(this.box);
    this.show(dates);
  }

  show(dates) {
    const change = (key) => (value) => {
      this.state[key] = value;
      this.show(dates);
    };
    const { state } = this;
    const fields = [
      choose(t("timeline_from"), dates, state.first, change("first")),
      choose(t("timeline_until"), dates, state.last, change("last"), t("timeline_none")),
      choose(t("timeline_label"), this.result.columns, state.label, change("label")),
    ];
    const width = Math.max(300, this.yasr.resultsEl.clientWidth - 4);
    const spans = read(this.result, state);
    const shown = spans.slice(0, MOST);
    this.box.replaceChildren(tools(...fields), el("div", { class: "drawing", tabindex: "0" }, picture(shown, width)));
    if (spans.length > MOST) this.box.append(el("p", { class: "note", text: t("chart_more", { n: MOST, all: number(spans.length) }) }));
  }

  destroy() {
    this.result = null;
  }
}

// The column that names the rows best: short texts of which most differ.
function telling(result) {
  const columns = [...columnsOf(result, "text"), ...columnsOf(result, "iri", "number")];
  const values = (column) => result.rows.map((row) => label(row[column]));
  const short = (column) => values(column).join("").length <= 40 * result.rows.length;
  const texts = columns.filter((column) => result.kinds[column] === "text" && short(column));
  const order = (texts.length ? texts : columns).map((column) => [new Set(values(column)).size, column]);
  return order.sort((a, b) => b[0] - a[0])[0]?.[1];
}

// The rows with a day, by their first one; a bound beyond all times is open.
function read(result, { first, last, label: named }) {
  const time = (term) => (term && !unbounded(term.value) ? day(term.value) : null);
  const spans = result.rows.map((row) => {
    const others = result.columns.filter((column) => row[column] && column !== named).slice(0, 6);
    const note = others.map((column) => `${column}: ${label(row[column])}`).join("\n");
    return { name: label(row[named]), from: time(row[first]), to: last ? time(row[last]) : null, bar: Boolean(last), note };
  });
  const dated = spans.filter((span) => span.from !== null || span.to !== null);
  return dated.map((span, i) => ({ span, i })).sort((a, b) => begin(a.span) - begin(b.span) || a.i - b.i).map(({ span }) => span);
}

const begin = (span) => (span.from === null ? -Infinity : span.from);

function picture(spans, width) {
  const times = spans.flatMap((span) => [span.from, span.to]).filter((time) => time !== null);
  const margin = Math.max(5 * 86_400_000, (Math.max(...times) - Math.min(...times)) * 0.03);
  const from = Math.min(...times) - margin, to = Math.max(...times) + margin;
  const left = Math.min(240, width * 0.36), right = 14, step = 24, top = 30, height = top + spans.length * step + 8;
  const x = (time) => left + ((time - from) / (to - from)) * (width - left - right);
  const ticks = dayTicks(from, to, (width - left - right) / 76).flatMap(([time, words]) => [
    svg("line", { class: "grid", x1: round(x(time)), x2: round(x(time)), y1: top - 6, y2: height - 6 }),
    svg("text", { class: "tick", x: round(x(time)), y: top - 12, "text-anchor": "middle", text: words }),
  ]);
  const rows = spans.map((span, i) => lane(span, top + i * step, x, { left, from, to, step }));
  const alt = t("timeline_alt", { n: spans.length, from: dayText(Math.min(...times)), to: dayText(Math.max(...times)) });
  const size = { viewBox: `0 0 ${width} ${height}`, width, height };
  return svg("svg", { class: "chart", role: "img", "aria-label": alt, ...size }, ...ticks, ...rows);
}

function lane(span, y, x, { left, from, to, step }) {
  const middle = y + step / 2;
  const shape = span.bar
    ? svg("rect", {
        class: `bar s0${span.from === null || span.to === null ? " open" : ""}`,
        x: round(x(span.from ?? from)),
        width: Math.max(3, round(x(span.to ?? to) - x(span.from ?? from))),
        y: round(middle - 6),
        height: 12,
        rx: 3,
      })
    : svg("circle", { class: "dot s0", cx: round(x(span.from)), cy: round(middle), r: 5 });
  const days = [span.from, span.to].map((time) => (time === null ? "…" : dayText(time)));
  const told = span.bar ? `${days[0]} – ${days[1]}` : days[0];
  return svg("g", {},
    svg("title", { text: `${span.name}\n${told}\n${span.note}` }),
    svg("text", { class: "name", x: left - 8, y: round(middle + 4), "text-anchor": "end", text: cut(span.name, left / 7.4) }),
    shape);
}
