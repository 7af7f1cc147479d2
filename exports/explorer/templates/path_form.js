// The two ends of a path as boxes to search in, and which lines it may use.

function makePathForm({ data, state, t, find, set }) {
  function chooser(place, label) {
    const id = state.now().path ? state.now().path[place] : null;
    const input = el("input", {
      type: "text",
      role: "combobox",
      id: `path-${place}`,
      "data-key": `path-${place}`,
      "aria-autocomplete": "list",
      "aria-expanded": "false",
      "aria-controls": `path-list-${place}`,
      autocomplete: "off",
      spellcheck: "false",
    });
    input.value = id === null ? "" : data.label(id);
    const list = el("ul", {
      id: `path-list-${place}`,
      role: "listbox",
      class: "options",
      "aria-label": label,
      hidden: true,
    });
    const choose = (hit) => {
      const path = [...(state.now().path || [null, null])];
      path[place] = hit.entity.id;
      set(...path);
    };
    const option = makeOption({ data, t });
    makeCombobox({
      input,
      list,
      find: (text) => find(text, 8),
      option,
      text: (hit) => data.label(hit.entity.id),
      t,
      choose,
    });
    return el("div", { class: "chooser" }, el("label", { for: input.id, text: label }), el("div", null, input, list));
  }

  return function form() {
    const { path } = state.now();
    const swap = button("⇅", () => set(path[1], path[0]), {
      class: "small-button",
      "aria-label": t("path.swap"),
      title: t("path.swap"),
    });
    const box = el("input", { type: "checkbox", checked: state.now().ways === "ties", "data-key": "ties" });
    box.addEventListener("change", () => state.change({ ways: box.checked ? "ties" : "all" }));
    return el(
      "div",
      null,
      el(
        "div",
        { class: "path-form" },
        el("div", null, chooser(0, t("path.from")), chooser(1, t("path.to"))),
        path ? swap : null,
      ),
      el("label", { class: "check", title: t("path.ties-meaning") }, box, t("path.ties")),
    );
  };
}
