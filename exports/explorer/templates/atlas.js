// Where dots stand and what they are: entities by their place in the layout, groups in the middle of their members.

function makeAtlas({ data, scene, palette, holder, state }) {
  const wrapped = new Map();
  const items = new Map();
  const tall = () => holder.clientWidth < holder.clientHeight * 0.9;

  function group(id) {
    const found = scene.communities.get(id) || scene.alliance.get(id);
    return found && { id, members: found.members, label: found.label, label_zh: found.label_zh };
  }

  // What a dot is: an entity of the network, or a group that stands for its members.
  function item(id) {
    if (items.has(id)) return items.get(id);
    const dot = data.dot.get(id);
    const made = dot || { id, kind: "", shape: "hexagon", size: 20, px: 14, rank: 1 };
    if (!dot && group(id)) {
      const count = group(id).members.length;
      const { reach } = scene.communities.get(id) || {};
      const size = reach ? Math.max(14, reach * 0.45) : 14 + 2.2 * Math.sqrt(count);
      Object.assign(made, { group: true, size: Math.round(size), rank: 1000 + count });
    }
    items.set(id, made);
    return made;
  }

  const own_ = (dot) => (tall() && dot.portrait ? dot.portrait : [dot.x, dot.y]);

  function place(id) {
    const pinned = own(state.now().pinned, id);
    if (pinned) return pinned;
    const dot = data.dot.get(id);
    if (dot) return own_(dot);
    const found = group(id);
    const known = (found ? found.members : []).map((member) => data.dot.get(member)).filter(Boolean);
    if (!known.length) return [0, 0];
    const mean = (axis) => known.reduce((sum, member) => sum + own_(member)[axis], 0) / known.length;
    return [Math.round(mean(0)), Math.round(mean(1))];
  }

  // Names in lines of about sixteen letters, as the English ones come from Python.
  function wrap(text) {
    const chinese = /[\u3400-\u9fff]/.test(text);
    if (!wrapped.has(text)) {
      const parts = chinese ? text.match(/.{1,9}/gu) || [text] : text.split(" ");
      const lines = [parts[0]];
      for (const part of parts.slice(1)) {
        const longer = `${lines[lines.length - 1]} ${part}`;
        if (!chinese && longer.length <= 17) lines[lines.length - 1] = longer;
        else lines.push(part);
      }
      wrapped.set(text, lines.slice(0, 3).join("\n") + (lines.length > 3 ? "…" : ""));
    }
    return wrapped.get(text);
  }

  function baseName(id) {
    const found = group(id);
    const zh = state.now().lang === "zh";
    if (found && scene.communities.has(id)) return wrap((zh && found.label_zh) || found.label || data.label(id));
    const dot = data.dot.get(id);
    const entity = data.entity.get(id);
    return dot && !(zh && entity && entity.zh) ? dot.label : wrap(data.label(id));
  }

  // The name, with how many are folded into it or left out around it.
  function name(id) {
    const { size, without } = scene.now();
    const folded = size.get(id) || 0;
    const left = without.get(id) ? without.get(id).size : 0;
    return baseName(id) + (folded ? `\n(${folded})` : "") + (left ? `\n+${left}` : "");
  }

  // The part of the plane that is seen, with a margin.
  function frame(network) {
    const [a, b] = [
      network.DOMtoCanvas({ x: -60, y: -60 }),
      network.DOMtoCanvas({ x: holder.clientWidth + 60, y: holder.clientHeight + 60 }),
    ];
    return { left: a.x, top: a.y, right: b.x, bottom: b.y };
  }

  const inside = ({ x, y }, f) => x >= f.left && x <= f.right && y >= f.top && y <= f.bottom;

  return { item, place, name, baseName, tall, frame, inside, radius: (id) => palette.radius(item(id)) };
}

// What is seen of the plane: fitting, zooming and, after either, writing the names anew.
function makeCamera({ network, holder, scene, atlas, label }) {
  const moving = () => (theme.still() ? false : { duration: 350, easingFunction: "easeInOutQuad" });
  let wait = 0;
  const later = () => {
    clearTimeout(wait);
    wait = setTimeout(() => requestAnimationFrame(label), scene.now().dots.size > 800 ? 90 : 0);
  };

  function extent(ids) {
    const corners = ids.map((id) => {
      const body = own(network.body.nodes, id);
      const [x, y] = body ? [body.x, body.y] : atlas.place(id);
      return { x, y, r: atlas.radius(id) };
    });
    const least = (of) => corners.reduce((found, corner) => Math.min(found, of(corner)), Infinity);
    const most = (of) => corners.reduce((found, corner) => Math.max(found, of(corner)), -Infinity);
    const [left, top, right, bottom] = [least((c) => c.x - c.r), least((c) => c.y - c.r), most((c) => c.x + c.r), most((c) => c.y + c.r)];
    return { width: right - left, height: bottom - top, position: { x: (left + right) / 2, y: (top + bottom) / 2 } };
  }

  // `covered` pixels at the bottom lie under a sheet and do not count as seen.
  function fit(ids = [], covered = 0, animation = moving()) {
    const seen = (ids.length ? ids : [...scene.now().dots]).filter((id) => own(network.body.nodes, id));
    if (!seen.length || !holder.clientWidth) return;
    const { width, height, position } = extent(seen);
    const [side, above, below] = [Math.min(64, holder.clientWidth * 0.1), 26, 52];
    const room = [holder.clientWidth - 2 * side, holder.clientHeight - covered - above - below];
    const scale = Math.min(1.15, room[0] / Math.max(width, 1), room[1] / Math.max(height, 1));
    const offset = { x: 0, y: (above - below - covered) / 2 };
    network.moveTo({ position, offset, scale: Math.max(scale, 0.01), animation });
    if (!animation) label();
  }

  function zoom(factor) {
    network.moveTo({ scale: Math.min(4, Math.max(0.01, network.getScale() * factor)), animation: moving() });
    if (theme.still()) label();
  }

  // Brings one dot into view without a change of scale.
  function show(id) {
    const at = network.canvasToDOM(network.getPosition(id));
    const seen = at.x > 40 && at.y > 40 && at.x < holder.clientWidth - 40 && at.y < holder.clientHeight - 60;
    if (!seen) network.moveTo({ position: network.getPosition(id), animation: false });
    if (!seen) label();
  }

  function pan(dx, dy) {
    const at = network.getViewPosition();
    const far = 60 / network.getScale();
    network.moveTo({ position: { x: at.x + dx * far, y: at.y + dy * far } });
    later();
  }

  return { fit, zoom, show, pan, later };
}
