// The names of an entity by language; mistaken forms are folded away as what else finds it.

const LANGUAGES = {
  en: "English",
  "zh-Hans": "Chinese",
  "zh-Hant": "Chinese (traditional)",
  "zh-Latn-pinyin": "Pinyin",
};

function namesOf(entity, concept) {
  const seen = entity.names.filter(([, , use]) => use !== "hidden");
  const hidden = entity.names.filter(([, , use]) => use === "hidden");
  const langs = [...new Set(seen.map(([, lang]) => lang))];
  const list = el("dl", { class: "names" });
  for (const lang of langs) {
    const forms = seen
      .filter((form) => form[1] === lang)
      .map(([text, , use, kind]) =>
        el(use === "pref" ? "strong" : "span", { title: concept("name-kind", kind) }, el("bdi", { lang, text })),
      );
    list.append(
      el(
        "div",
        null,
        el("dt", { text: own(LANGUAGES, lang) || lang }),
        el("dd", null, ...forms.flatMap((form, i) => (i ? [" · ", form] : [form]))),
      ),
    );
  }
  if (!hidden.length) return [list];
  const also = hidden.map(([text, , , kind]) =>
    el("li", null, el("q", { text }), el("span", { class: "muted", text: ` ${concept("name-kind", kind)}` })),
  );
  return [
    list,
    el(
      "details",
      { class: "hidden-names" },
      el("summary", { text: `Also found by ${plural(hidden.length, "mistaken form")}` }),
      el("ul", null, ...also),
    ),
  ];
}
