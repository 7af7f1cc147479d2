// What is told of the dot or line under the pointer.

function makeTips({ data, showing, t, point }) {
  const tip = byId("tip");

  function nodeTip(entity) {
    const label = data.label(entity.id);
    const other = label === entity.label ? entity.zh : entity.label;
    const title = el("strong", null, el("bdi", { text: label }));
    const second = other ? el("bdi", { class: "other", text: ` ${other}` }) : "";
    const told = `${data.kindName(entity.kind)} · ${t("statementsCount", entity.weight || 0)}`;
    return [el("p", null, title, second), el("p", { class: "muted", text: told })];
  }

  function edgeTip(edge) {
    const names = [edge.from, edge.to].map((id) => el("bdi", { text: data.label(id) }));
    const shown = showing().edges.get(edge.id);
    const count = shown ? shown.statements.length : 0;
    const status = count ? ` · ${t("statementsCount", count)}, ${data.concept(`status/${shown.status}`)}` : "";
    return [
      el("p", null, el("strong", null, names[0], " → ", names[1])),
      el("p", { class: "muted", text: `${data.statementKindName(edge.kind)}: ${edge.label}${status}` }),
    ];
  }

  return function hover(type, id, event) {
    const record = type === "node" ? data.entity.get(id) : type === "edge" ? data.edge.get(id) : null;
    tip.hidden = !record;
    point(type ? "pointer" : "default");
    if (!record) return;
    tip.replaceChildren(...(type === "node" ? nodeTip(record) : edgeTip(record)));
    const box = byId("stage").getBoundingClientRect();
    const [x, y] = [event.clientX - box.left, event.clientY - box.top];
    tip.style.left = `${Math.min(x + 14, box.width - tip.offsetWidth - 8)}px`;
    tip.style.top = `${y + 18 + tip.offsetHeight > box.height ? y - tip.offsetHeight - 10 : y + 18}px`;
  };
}

// The keys that work anywhere on the page, but where somebody writes.
function bindKeys({ state, search, tools, timebar, menu, reset }) {
  const writes = (node) => /^(INPUT|TEXTAREA|SELECT)$/.test(node.tagName) && node.type !== "range" && node.type !== "checkbox";
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || byId("help").open) return;
    if (event.key === "Escape") {
      menu.close();
      reset();
    } else if (writes(event.target)) return;
    else if (event.key === "/") search.focus();
    else if (event.key === "?") tools.showHelp();
    else if (event.key.toLowerCase() === "t") timebar.toggle();
    else if (/^[1-5]$/.test(event.key)) state.change({ view: VIEWS[Number(event.key) - 1] });
    else return;
    event.preventDefault();
  });
}
