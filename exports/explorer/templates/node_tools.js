// What can be done with a node: show its neighbours, start a path, fold, pin and hide it.

function panelTool(key, text, onclick, props) {
  return button(text, onclick, { class: "tool", "data-key": `tool ${key}`, ...props });
}

function makeNodeTools({ data, state, t, paths, actions }) {
  function folding(id) {
    if (!data.alliances.some((alliance) => alliance.id === id)) return null;
    const folded = state.now().collapsed.includes(id);
    return folded
      ? panelTool("fold", t("panel.expand"), () => actions.unfold(id))
      : panelTool("fold", t("panel.collapse"), () => actions.fold(id));
  }

  function drawnTools(id) {
    const pinned = Object.hasOwn(state.now().pinned, id);
    return [
      actions.canGrow(id) ? panelTool("grow", t("panel.grow"), () => actions.grow(id)) : null,
      actions.canShrink(id) ? panelTool("shrink", t("panel.shrink"), () => actions.shrink(id)) : null,
      folding(id),
      panelTool("pin", pinned ? t("panel.unpin") : t("panel.pin"), () => actions.pin(id)),
      panelTool("hide", t("panel.hide"), () => actions.hide(id)),
    ];
  }

  return function tools(id) {
    const found = [
      panelTool("path", t("panel.path"), () => paths.pick(id)),
      panelTool("timeline", t("panel.timeline"), () => state.change({ view: "timeline" })),
      ...(data.drawn.has(id) ? drawnTools(id) : []),
    ];
    return el("div", { class: "tools-row", role: "group", "aria-label": t("panel.tools") }, ...found.filter(Boolean));
  };
}
