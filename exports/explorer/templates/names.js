// The names of an entity by language; mistaken forms are folded away as what else finds it.

function makeNames({ t, cards }) {
  function language(lang) {
    if (lang === "en") return t("names.en");
    if (lang === "zh-Hans") return t("names.zh");
    if (lang === "zh-Hant") return t("names.hant");
    return lang === "zh-Latn-pinyin" ? t("names.pinyin") : lang;
  }

  function form([text, lang, use, kind]) {
    const word = el("bdi", { lang, text });
    return el(use === "pref" ? "strong" : "span", { title: cards.concept("name-kind", kind) }, word);
  }

  function mistaken(hidden) {
    const items = hidden.map(([text, , , kind]) =>
      el("li", null, el("q", { text }), el("span", { class: "muted", text: ` ${cards.concept("name-kind", kind)}` })),
    );
    return el(
      "details",
      { class: "hidden-names", "data-key": "hidden-names" },
      el("summary", { text: t("names.mistaken", hidden.length) }),
      el("ul", null, ...items),
    );
  }

  return function namesOf(entity) {
    const seen = entity.names.filter(([, , use]) => use !== "hidden");
    const hidden = entity.names.filter(([, , use]) => use === "hidden");
    const list = el("dl", { class: "names" });
    for (const lang of new Set(seen.map(([, lang]) => lang))) {
      const forms = seen.filter((name) => name[1] === lang).map(form);
      const joined = forms.flatMap((part, i) => (i ? [" · ", part] : [part]));
      list.append(el("div", null, el("dt", { text: language(lang) }), el("dd", null, ...joined)));
    }
    return hidden.length ? [list, mistaken(hidden)] : [list];
  };
}
