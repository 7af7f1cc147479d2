// The time under the picture: a day, or two to compare, the events as marks, and the course of time as a film.

const PLAY_STEPS = 160;

function makeTimebar({ data, state, t, goStatement, say }) {
  const bar = byId("timebar");
  const [first, last] = [data.first, data.latest];
  const usable = first !== null && last !== null && last > first;
  let timer = 0;
  let nodes = {};

  const share = (day) => `${(100 * (day - first)) / (last - first)}%`;
  const clamp = (day) => Math.max(first, Math.min(last, Math.round(day)));

  function addMonth(day, months) {
    const date = new Date(day * DAY);
    const target = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1));
    const length = new Date(Date.UTC(target.getUTCFullYear(), target.getUTCMonth() + 1, 0)).getUTCDate();
    return clamp((target.getTime() + (Math.min(date.getUTCDate(), length) - 1) * DAY) / DAY);
  }

  function thumb(key) {
    const input = el("input", {
      type: "range",
      min: first,
      max: last,
      step: 1,
      class: `thumb ${key}`,
      oninput: (event) => {
        pause();
        state.change({ [key]: Number(event.target.value) });
      },
    });
    input.addEventListener("keydown", (event) => {
      const step = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 }[event.key];
      if (!step || !event.shiftKey) return;
      event.preventDefault();
      pause();
      state.change({ [key]: addMonth(Number(input.value), step) });
    });
    return input;
  }

  // A press beside the thumbs brings the nearer one there.
  function press(event) {
    const frame = nodes.track.getBoundingClientRect();
    const day = clamp(first + ((event.clientX - frame.left) / frame.width) * (last - first));
    const now = state.now();
    const nearer = now.compare !== null && Math.abs(now.compare - day) < Math.abs((now.day ?? last) - day);
    pause();
    state.change({ [nearer ? "compare" : "day"]: day });
    nodes[nearer ? "compare" : "day"].focus();
  }

  function ticks() {
    const years = (last - first) / 365.25;
    const step = years > 24 ? 60 : years > 8 ? 24 : years > 3 ? 12 : years > 1.2 ? 6 : 3;
    const found = [];
    const start = new Date(first * DAY);
    let month = Math.ceil((start.getUTCFullYear() * 12 + start.getUTCMonth() + 0.01) / step) * step;
    for (; ; month += step) {
      const day = Date.UTC(Math.floor(month / 12), month % 12, 1) / DAY;
      if (day > last) return found;
      const text = month % 12 === 0 ? String(month / 12) : data.monthText(day);
      const tick = el("span", { class: month % 12 === 0 ? "tick" : "tick part", text });
      tick.style.left = share(day);
      if (day - first > (last - first) * 0.02 && last - day > (last - first) * 0.02) found.push(tick);
    }
  }

  function marks() {
    const known = data.events.filter((event) => event.day >= first && event.day <= last);
    const made = known.map((event, index) => {
      const zh = state.now().lang === "zh";
      const text = `${data.dayText(event.day)}: ${(zh && event.label_zh) || event.label}`;
      const mark = button("", () => goStatement(event.statement), { class: "mark", "aria-label": text, tabindex: index ? -1 : 0 });
      mark.style.left = share(event.day);
      mark.addEventListener("mouseenter", () => tell(mark, text));
      mark.addEventListener("focus", () => tell(mark, text));
      mark.addEventListener("mouseleave", () => tell(null));
      mark.addEventListener("blur", () => tell(null));
      return mark;
    });
    const box = el("div", { class: "marks-of-time", role: "toolbar", "aria-label": t("events") }, ...made);
    box.addEventListener("keydown", (event) => {
      const at = made.indexOf(document.activeElement);
      const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: made.length - 1 }[event.key];
      if (to === undefined || !made[to]) return;
      made.forEach((mark, index) => (mark.tabIndex = index === to ? 0 : -1));
      made[to].focus();
      event.preventDefault();
    });
    return box;
  }

  function tell(mark, text) {
    nodes.tip.hidden = !mark;
    if (!mark) return;
    nodes.tip.textContent = text;
    const middle = mark.offsetLeft + nodes.track.offsetLeft - nodes.tip.offsetWidth / 2;
    nodes.tip.style.left = `${Math.max(8, Math.min(bar.clientWidth - nodes.tip.offsetWidth - 8, middle))}px`;
  }

  function pause() {
    clearInterval(timer);
    timer = 0;
    if (nodes.play) paintPlay();
  }

  function advance() {
    const day = state.now().day ?? first;
    if (day >= last) return pause();
    const step = Math.max(1, Math.round((last - first) / PLAY_STEPS));
    const next = theme.still() ? addMonth(day, 1) : clamp(day + step);
    state.change({ day: next === day ? last : next });
  }

  function play() {
    if (timer) return pause();
    const { day } = state.now();
    state.change({ day: day === null || day >= last ? first : day, view: state.now().view });
    timer = setInterval(advance, theme.still() ? 900 : 110);
    paintPlay();
  }

  function paintPlay() {
    const path = timer ? "M6 4h3v12H6zM11 4h3v12h-3z" : "M6 3.500l10 6.500-10 6.500z";
    nodes.play.replaceChildren(svg("svg", { viewBox: "0 0 20 20", "aria-hidden": "true" }, svg("path", { d: path })));
    nodes.play.setAttribute("aria-label", t(timer ? "pause" : "play"));
    nodes.play.title = t(timer ? "pause" : "play");
  }

  function compareOn() {
    const now = state.now();
    if (now.compare !== null) return state.change({ compare: null });
    const day = now.day ?? last;
    state.change({ compare: day - first > 365 ? clamp(day - 365) : first, day });
  }

  function dateInput(key, word) {
    const input = el("input", { type: "date", min: isoDay(first), max: isoDay(last), "aria-label": t(word) });
    input.addEventListener("change", () => {
      const day = dayOf(input.value);
      if (day !== null) state.change({ [key]: clamp(day) });
    });
    return input;
  }

  function build() {
    bar.hidden = !usable;
    if (!usable) return;
    nodes = {
      play: button("", play, { class: "play" }),
      day: thumb("day"),
      compare: thumb("compare"),
      span: el("div", { class: "between" }),
      words: el("p", { class: "day-words" }),
      all: button(t("allTimes"), () => (pause(), state.change({ day: null, compare: null })), { class: "pill all" }),
      comparing: button(t("compare"), compareOn, { class: "pill comparing", title: t("compareHint") }),
      from: dateInput("compare", "compareDay"),
      to: dateInput("day", "theDay"),
      tip: el("p", { class: "mark-tip", hidden: true }),
    };
    const rail = el("div", { class: "rail", onpointerdown: press });
    nodes.track = el("div", { class: "track" }, rail, nodes.span, marks(), nodes.compare, nodes.day, el("div", { class: "ticks", "aria-hidden": "true" }, ...ticks()));
    nodes.dates = el("div", { class: "dates" }, nodes.from, el("span", { text: "–", "aria-hidden": "true" }), nodes.to);
    bar.replaceChildren(nodes.play, nodes.track, el("div", { class: "told" }, nodes.words, nodes.dates), el("div", { class: "pills" }, nodes.comparing, nodes.all), nodes.tip);
    paintPlay();
    render();
  }

  function render() {
    if (!usable) return;
    const { day, compare } = state.now();
    const at = day ?? last;
    nodes.day.value = at;
    nodes.day.setAttribute("aria-label", t("theDay"));
    nodes.day.setAttribute("aria-valuetext", day === null ? t("allTimes") : data.dayText(day));
    nodes.compare.hidden = compare === null;
    nodes.compare.value = compare ?? first;
    nodes.compare.setAttribute("aria-label", t("compareDay"));
    nodes.compare.setAttribute("aria-valuetext", compare === null ? "" : data.dayText(compare));
    bar.classList.toggle("timeless", day === null && compare === null);
    bar.classList.toggle("comparing-days", compare !== null);
    const [low, high] = compare === null ? [first, at] : [Math.min(compare, at), Math.max(compare, at)];
    nodes.span.style.left = share(low);
    nodes.span.style.width = `${(100 * (high - low)) / (last - first)}%`;
    nodes.words.textContent =
      compare !== null ? t("fromTo", data.dayText(low), data.dayText(high)) : day === null ? t("allTimes") : data.dayText(day);
    nodes.all.disabled = day === null && compare === null;
    nodes.comparing.setAttribute("aria-pressed", String(compare !== null));
    nodes.dates.hidden = compare === null && day === null;
    nodes.from.hidden = nodes.from.nextSibling.hidden = compare === null;
    nodes.from.value = compare === null ? "" : isoDay(compare);
    nodes.to.value = isoDay(at);
    if (timer && at >= last) pause();
  }

  return { build, render, pause, toggle: () => usable && play() };
}
