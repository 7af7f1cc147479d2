// The words of the page in English and Chinese. `a|b` is one and more; {0}, {1} … stand for values.

const WORDS = { en: {}, zh: {} };

// Each part of the page adds its own: {key: [English, Chinese]}.
function addWords(pairs) {
  for (const [key, [en, zh]] of Object.entries(pairs)) {
    WORDS.en[key] = en;
    WORDS.zh[key] = zh;
  }
}

function makeWords(state) {
  const number = (value) => (typeof value === "number" ? value.toLocaleString("en") : String(value));

  function t(key, ...values) {
    const text = own(WORDS[state.now().lang] || WORDS.en, key) || key;
    const [one, more] = text.split("|");
    const chosen = more === undefined || values[0] === 1 ? one : more;
    return chosen.replace(/\{(\d)\}/g, (hole, index) => (index in values ? number(values[index]) : hole));
  }

  // The template's own words: data-word is text, data-word-label and data-word-title are attributes.
  t.fill = (root = document) => {
    document.documentElement.lang = state.now().lang === "zh" ? "zh-Hans" : "en";
    for (const node of root.querySelectorAll("[data-word]")) node.textContent = t(node.dataset.word);
    for (const node of root.querySelectorAll("[data-word-label]"))
      node.setAttribute("aria-label", t(node.dataset.wordLabel));
    for (const node of root.querySelectorAll("[data-word-title]")) node.title = t(node.dataset.wordTitle);
    for (const node of root.querySelectorAll("[data-word-hint]")) node.placeholder = t(node.dataset.wordHint);
  };
  return t;
}
