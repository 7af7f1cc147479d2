// What can be done with dots: hide, grow, pin, fold an alliance into one dot; and the menu that offers it.

const without = (list, ...ids) => list.filter((id) => !ids.includes(id));
const withIds = (list, ...ids) => [...new Set([...list, ...ids])].sort();

function makeActions({ data, state, graph, say, t }) {
  const { scene } = graph;
  const communal = scene.communities.size > 0;
  const change = (patch, word, ...values) => {
    state.change(patch);
    if (word) say(t(word, ...values));
  };
  const nameOf = (id) => graph.atlas.baseName(id).replaceAll("\n", " ");

  function hide(id) {
    const { hidden, grown, focus } = state.now();
    const lost = focus && focus.type === "node" && focus.id === id;
    const kept = communal ? grown : without(grown, ...scene.neighbours(id));
    change({ hidden: withIds(hidden, id), grown: kept, focus: lost ? null : focus }, "saidHidden", nameOf(id));
  }

  const hiddenAround = (id) => [...(scene.now().without.get(id) || [])];

  // Neighbours that hang on this dot alone.
  const leaves = (id) => scene.around(id).filter((other) => scene.around(other).length === 1);

  function canGrow(id) {
    if (scene.communities.has(id) || hiddenAround(id).length) return true;
    const stand = scene.now().stand;
    return communal && scene.neighbours(id).some((other) => stand(other) !== other);
  }

  function grow(id) {
    const { hidden, grown } = state.now();
    change({ hidden: without(hidden, ...hiddenAround(id)), grown: communal ? withIds(grown, id) : grown }, "saidGrown", nameOf(id));
  }

  function shrink(id) {
    const { hidden, grown } = state.now();
    const found = grown.includes(id) ? [] : leaves(id);
    change({ hidden: withIds(hidden, ...found), grown: without(grown, id) }, "saidShrunk", nameOf(id));
  }

  const canShrink = (id) => state.now().grown.includes(id) || leaves(id).length > 0;

  function toggle(id) {
    if (canGrow(id)) grow(id);
    else if (canShrink(id)) shrink(id);
  }

  function pin(id) {
    const { pinned } = state.now();
    const rest = Object.fromEntries(Object.entries(pinned).filter(([key]) => key !== id));
    const { x, y } = graph.network.getPosition(id);
    state.change({ pinned: Object.hasOwn(pinned, id) ? rest : { ...rest, [id]: [Math.round(x), Math.round(y)] } });
  }

  function fold(id) {
    change({ collapsed: withIds(state.now().collapsed, id) }, "saidFolded", data.label(id));
  }
  const unfold = (id) => change({ collapsed: without(state.now().collapsed, id) }, "saidUnfolded", data.label(id));

  // Everything that was hidden, folded, pinned or grown, as at first.
  const restore = () => change({ hidden: [], collapsed: [], pinned: {}, grown: [] }, "saidRestored");
  const changed = () => {
    const now = state.now();
    return now.hidden.length + now.collapsed.length + now.grown.length + Object.keys(now.pinned).length;
  };

  // [word, what to do] of the menu over a dot, or over the ground.
  function offers(id, go) {
    const now = state.now();
    if (id === undefined || id === null)
      return [["menuFit", () => graph.fit()], ...(changed() ? [["menuRestore", restore]] : [])];
    if (scene.communities.has(id)) return [["menuGrowGroup", () => grow(id)]];
    const mine = data.inAlliance.get(id) || [];
    const community = scene.communityOf.get(id);
    return [
      ["menuOpen", () => go(id)],
      ...(canGrow(id) ? [["menuGrow", () => grow(id)]] : []),
      ...(canShrink(id) ? [["menuShrink", () => shrink(id)]] : []),
      ["menuHide", () => hide(id)],
      [Object.hasOwn(now.pinned, id) ? "menuUnpin" : "menuPin", () => pin(id)],
      ...mine.map((alliance) =>
        now.collapsed.includes(alliance.id)
          ? ["menuUnfold", () => unfold(alliance.id), data.label(alliance.id)]
          : ["menuFold", () => fold(alliance.id), data.label(alliance.id)],
      ),
      ...(community && now.grown.includes(community) ? [["menuShrinkGroup", () => shrink(community)]] : []),
      ...(now.path && now.path[0] !== id
        ? [["menuPathTo", () => state.change({ path: [now.path[0], id], focus: null })]]
        : []),
      ["menuPathFrom", () => state.change({ path: [id, null] })],
      ...(changed() ? [["menuRestore", restore]] : []),
    ];
  }

  return { hide, grow, shrink, toggle, pin, fold, unfold, restore, changed, offers, canGrow, canShrink };
}

// A menu at a place in the window, after the ARIA practices: arrows, Home, End, Escape.
function makeMenu({ t }) {
  const menu = byId("menu");
  let back = null;

  function close(refocus = true) {
    if (menu.hidden) return;
    menu.hidden = true;
    if (refocus && back) back.focus({ preventScroll: true });
  }

  function open(offers, x, y) {
    back = document.activeElement;
    const item = ([word, act, ...values]) => {
      const one = button(t(word, ...values), () => {
        close();
        act();
      });
      one.setAttribute("role", "menuitem");
      one.tabIndex = -1;
      return one;
    };
    menu.replaceChildren(...offers.map(item));
    menu.hidden = false;
    menu.style.left = `${Math.max(4, Math.min(x, window.innerWidth - menu.offsetWidth - 8))}px`;
    menu.style.top = `${Math.max(4, Math.min(y, window.innerHeight - menu.offsetHeight - 8))}px`;
    menu.firstChild.focus();
  }

  menu.addEventListener("keydown", (event) => {
    const items = [...menu.children];
    const at = items.indexOf(document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
    if (to !== undefined) items.at(to % items.length).focus();
    else if (event.key === "Escape" || event.key === "Tab") close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  document.addEventListener("pointerdown", (event) => menu.contains(event.target) || close(false), true);
  return { open, close };
}
