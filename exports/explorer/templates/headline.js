// What the head of the page says, and the address that follows the state.

function makeHeadline({ data, state, showing, t, say }) {
  function count() {
    const shown = showing();
    const [some, all] = [shown.statements.size, data.statements.length];
    const parts = [
      t("entities", data.entities.length),
      some === all ? t("statementsCount", all) : t("statementsOf", some, all),
      t("sourcesCount", Object.keys(data.sources).length),
    ];
    if (!shown.all) parts.push(t("linesShown", shown.edges.size));
    byId("counts").textContent = parts.join(" · ");
  }

  function title() {
    const found = own(data.titles || {}, state.now().lang);
    if (!found) return;
    document.title = found;
    document.querySelector("h1").textContent = found;
  }

  function tell(focus) {
    if (!focus) return say(t("saidNothing"));
    const edge = focus.type === "edge" && data.edge.get(focus.id);
    if (!edge) return say(t("saidSelected", data.label(focus.id)));
    return say(t("saidLine", data.label(edge.from), data.label(edge.to), data.statementKindName(edge.kind)));
  }

  return { count, title, tell };
}

// The address follows the state, at most a few times a second, as browsers allow no more.
function makeAddress({ data, state, defaults }) {
  let writing = 0;

  function put() {
    const text = toFragment(state.now(), defaults, data);
    if (location.hash.replace(/^#/, "") === text) return;
    history.replaceState(null, "", text ? `#${text}` : location.pathname + location.search);
  }

  function write() {
    clearTimeout(writing);
    writing = setTimeout(put, 80);
  }

  window.addEventListener("hashchange", () => {
    if (document.getElementById(location.hash.slice(1))) return write();
    return state.change({ ...defaults, ...fromFragment(location.hash, data, defaults) });
  });
  return { write };
}
