// Around the picture: tabs of the views, language, look, sharing, and the help.

function makeTabs({ state, t, views }) {
  const list = byId("tabs");
  const tabs = new Map();

  function build() {
    const made = views.map((view) => {
      const tab = button(t(`view.${view}`), () => state.change({ view }), { role: "tab", id: `tab-${view}`, "aria-controls": view === "graph" ? "stage" : "view" });
      tabs.set(view, tab);
      return tab;
    });
    list.replaceChildren(...made);
    render();
  }

  function render() {
    for (const [view, tab] of tabs) {
      const chosen = view === state.now().view;
      tab.setAttribute("aria-selected", String(chosen));
      tab.tabIndex = chosen ? 0 : -1;
    }
  }

  list.addEventListener("keydown", (event) => {
    const at = views.indexOf(state.now().view);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1 + views.length, Home: 0, End: views.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    state.change({ view: views[to % views.length] });
    tabs.get(state.now().view).focus();
  });
  return { build, render };
}

// A short word at the foot of the page, also for screen readers.
function makeSay() {
  const [toast, live] = [byId("toast"), byId("live")];
  let timer = 0;
  const say = (text) => (live.textContent = text);
  say.aloud = (text) => {
    say(text);
    toast.textContent = text;
    toast.hidden = false;
    clearTimeout(timer);
    timer = setTimeout(() => (toast.hidden = true), 2600);
  };
  return say;
}

async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const field = el("textarea", { class: "unseen", "aria-hidden": "true" });
    field.value = text;
    document.body.append(field);
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    return done;
  }
}

const THEMES = ["auto", "light", "dark"];
const LOOKS = {
  auto: "M10 3a7 7 0 1 0 0 14zM10 3a7 7 0 0 1 0 14",
  light: "M10 6a4 4 0 1 0 .01 0zM10 1v2M10 17v2M1 10h2M17 10h2M3.600 3.600l1.500 1.500M14.900 14.900l1.500 1.500M3.600 16.400l1.500-1.500M14.900 5.100l1.500-1.500",
  dark: "M16 12.500A7 7 0 0 1 7.500 4 7 7 0 1 0 16 12.500z",
};

function makeTools({ state, t, menu, exporting, say, cards }) {
  const look = byId("look");
  const help = byId("help");

  async function copyLink() {
    const done = await copyText(location.href);
    say.aloud(t(done ? "linkCopied" : "linkNotCopied"));
  }

  function share(event) {
    const frame = event.currentTarget.getBoundingClientRect();
    const offer = (word, name) => (exporting && exporting[name] ? [[word, () => exporting[name]()]] : []);
    menu.open(
      [
        ["shareLink", copyLink],
        ...offer("sharePng", "png"),
        ...offer("shareSvg", "svg"),
        ...offer("shareCsv", "csv"),
        ["sharePrint", () => (exporting && exporting.print ? exporting.print() : window.print())],
      ],
      frame.right - 220,
      frame.bottom + 6,
    );
  }

  const keys = [
    ["/", "help.search"],
    ["1 – 5", "help.views"],
    ["← → ↑ ↓", "help.move"],
    ["Enter", "help.open"],
    ["E", "help.expand"],
    ["H", "help.hide"],
    ["P", "help.pin"],
    ["⇧ ← →", "help.shift"],
    ["+ − 0", "help.zoom"],
    ["⇧ F10", "help.menu"],
    ["T", "help.play"],
    ["Esc", "help.escape"],
    ["?", "help.help"],
  ];

  function showHelp() {
    const row = ([key, word]) => el("div", null, el("dt", null, el("kbd", { text: key })), el("dd", { text: t(word) }));
    help.replaceChildren(
      el("div", { class: "head" }, el("h2", { text: t("help.title"), id: "help-title" }), button("×", () => help.close(), { class: "close", "aria-label": t("close") })),
      el("p", { class: "note", text: t("help.lead") }),
      el("dl", null, ...keys.map(row)),
      el("p", { class: "note", text: t("help.offline") }),
    );
    help.showModal();
  }

  help.addEventListener("click", (event) => event.target === help && help.close());
  byId("language").addEventListener("click", () => state.change({ lang: state.now().lang === "en" ? "zh" : "en" }));
  look.addEventListener("click", () => {
    const next = THEMES[(THEMES.indexOf(state.now().theme) + 1) % THEMES.length];
    state.change({ theme: next });
    say.aloud(t("lookIs", t(`look.${next}`)));
  });
  byId("share").addEventListener("click", share);
  byId("show-help").addEventListener("click", showHelp);

  return {
    showHelp,
    render() {
      const now = state.now();
      const path = svg("path", { d: LOOKS[now.theme] });
      look.replaceChildren(svg("svg", { viewBox: "0 0 20 20", "aria-hidden": "true", class: `look-${now.theme}` }, path));
      look.title = t("lookIs", t(`look.${now.theme}`));
      look.setAttribute("aria-label", t("lookIs", t(`look.${now.theme}`)));
      const language = byId("language");
      language.textContent = now.lang === "en" ? "中文" : "English";
      language.lang = now.lang === "en" ? "zh-Hans" : "en";
    },
  };
}
