// What a statement or an entity claims, field by field, in the reader's language.

const SIGNS = { about: "≈ ", greater: "> ", "at-least": "≥ ", less: "< ", "at-most": "≤ " };
const HAN = /\p{Script=Han}/u;

function makeFields({ data, state, t, name }) {
  const chinese = () => state.now().lang === "zh";
  const number = (value) => Number(value).toLocaleString("en", { maximumFractionDigits: 6 });

  // Labels of rows are English in the data, with the Chinese ones beside them.
  const label = (text) => (chinese() && own(data.rows || {}, text)) || text;
  const local = (item, key) => (chinese() && item[`${key}_zh`]) || item[key];

  function quantity({ operator, value, upper, unit }) {
    const size = upper === undefined || upper === null ? number(value) : `${number(value)}–${number(upper)}`;
    const sign = own(SIGNS, operator) || "";
    if (!unit || unit === "none") return sign + size;
    return unit === "percent" ? `${sign}${size} %` : `${sign}${size} ${data.concept(`unit/${unit}`)}`;
  }

  function note(item) {
    return el("span", { class: "muted" }, " (", el("bdi", { text: local(item, "note") }), ")");
  }

  function value(item, figure) {
    let shown;
    if (item.entity !== undefined) shown = name(item.entity);
    else if (item.concept !== undefined)
      shown = el("span", { text: data.concept(item.concept), title: data.meaning(item.concept) || null });
    else if (figure) shown = el("bdi", { text: quantity(figure) });
    else if (["yes", "no"].includes(item.text)) shown = el("bdi", { text: t(item.text === "yes" ? "yes" : "no") });
    else shown = inEnglish(local(item, "text"));
    return item.note ? el("span", null, shown, note(item)) : shown;
  }

  // Words of the data that exist in English only say so, for those who hear the page.
  function inEnglish(text) {
    const foreign = chinese() && !HAN.test(text) && /[a-z]{2}/i.test(text);
    return el("bdi", { text, lang: foreign ? "en" : null });
  }

  const between = (parts) => parts.flatMap((part, i) => (i ? [chinese() ? "、" : ", ", part] : [part]));

  function rows(fields, statement) {
    if (!fields || !fields.length) return null;
    const list = el("dl", { class: "fields" });
    fields.forEach(([title, values], i) => {
      const figure = i === 0 && statement && statement.kind === "figure" ? statement.figure : undefined;
      const told = figure ? data.concept(`measure/${figure.measure}`) : label(title);
      const shown = between(values.map((item) => value(item, figure)));
      list.append(el("div", null, el("dt", { text: told }), el("dd", null, ...shown)));
    });
    return list;
  }

  return { rows, quantity, inEnglish, between, number };
}
