// What the views share: a head, statements under a row, and redrawing that keeps the reader's place.

// Puts new content into a view; what was scrolled stays so, and the keyboard stays where it was.
function redraw(container, ...content) {
  const active = container.contains(document.activeElement) ? document.activeElement.dataset.key : undefined;
  const places = new Map(
    [...container.querySelectorAll("[data-scroll]")].map((n) => [n.dataset.scroll, [n.scrollLeft, n.scrollTop]]),
  );
  const top = container.scrollTop;
  container.replaceChildren(...content.filter(Boolean));
  for (const node of container.querySelectorAll("[data-scroll]"))
    [node.scrollLeft, node.scrollTop] = places.get(node.dataset.scroll) || [0, 0];
  container.scrollTop = top;
  if (active === undefined) return;
  const again = [...container.querySelectorAll("[data-key]")].find((node) => node.dataset.key === active);
  if (again) again.focus({ preventScroll: true });
}

function makeViewParts({ data, state, t, cards, go }) {
  function head(title, note, ...tools) {
    return el(
      "header",
      { class: "view-head" },
      el("div", { class: "view-title" }, el("h2", { id: "view-title", text: title }), note),
      tools.length ? el("div", { class: "view-tools" }, ...tools) : null,
    );
  }

  function picker(label, options, chosen, choose) {
    const select = el("select", { "data-key": `pick ${label}`, onchange: (event) => choose(event.target.value) });
    for (const [value, text] of options) select.append(el("option", { value, text, selected: value === chosen }));
    return el("label", { class: "picker" }, el("span", { text: label }), select);
  }

  // An entity's name that selects it; `quiet` names are reached through what surrounds them.
  function name(id, quiet) {
    const known = data.entity.has(id);
    const inner = el("bdi", { text: data.label(id) });
    if (!known) return inner;
    const focus = state.now().focus;
    const chosen = Boolean(focus && focus.type === "node" && focus.id === id);
    const link = button("", () => go(id), {
      class: `link${chosen ? " chosen" : ""}`,
      title: data.kindName(data.entity.get(id).kind),
      tabindex: quiet ? -1 : null,
      "aria-current": chosen ? "true" : null,
    });
    link.append(inner);
    return link;
  }

  const list = (ids) => cards.list(ids.map((id) => data.statement.get(id)).filter(Boolean));

  // What passes the legend's switches at any time: where time is drawn, the chosen day leaves nothing out.
  const sift = makeShowing(data, state);
  const timeless = (now) => sift({ ...now, day: null, compare: null, ended: true });

  // Why there is nothing: heavy analyses are left out of large pages.
  const leftOut = (key) => ((data.size.without || []).includes(key) ? t("view.left-out") : "");
  const empty = (text) => el("p", { class: "view-empty", text });
  const note = (text) => el("p", { class: "note", text });

  return { head, picker, name, list, timeless, leftOut, empty, note };
}

// The last of the frames, which are in the order of their days, that has begun by a day.
function frameAt(frames, day) {
  let found = null;
  for (const frame of frames) if (day === null || frame.day <= day) found = frame;
  return found;
}

// The two days of a comparison in their order, or null when none is made.
function comparedDays(data, now) {
  if (now.compare === null) return null;
  const day = now.day ?? data.latest;
  return day === null || day === now.compare ? null : [Math.min(day, now.compare), Math.max(day, now.compare)];
}
