// Elements are made from text only: nothing of the data is ever read as markup.

const byId = (id) => document.getElementById(id);

// What an object of the data holds itself, whatever the key is called.
const own = (record, key) => (Object.hasOwn(record, key) ? record[key] : undefined);

function el(tag, props, ...children) {
  const node = document.createElement(tag);
  for (const [key, value] of Object.entries(props || {})) {
    if (value === undefined || value === null || value === false) continue;
    if (key === "class") node.className = value;
    else if (key === "text") node.textContent = value;
    else if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else node.setAttribute(key, value === true ? "" : String(value));
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

function button(text, onclick, props) {
  return el("button", { type: "button", text, onclick, ...props });
}

function svg(tag, props, ...children) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [key, value] of Object.entries(props || {})) node.setAttribute(key, String(value));
  node.append(...children);
  return node;
}

const SHAPES = {
  dot: "M8 2a6 6 0 1 0 .01 0z",
  square: "M3 3h10v10H3z",
  diamond: "M8 1l7 7-7 7-7-7z",
  triangle: "M8 2l6.5 11.5h-13z",
  triangleDown: "M8 14L1.5 2.5h13z",
  hexagon: "M4.5 2h7L15 8l-3.5 6h-7L1 8z",
  star: "M8 .8l2.1 4.8 5.2.5-3.9 3.5 1.1 5.1L8 12 3.500 14.700l1.100-5.100L.7 6.100l5.200-.5z",
};

function shapeIcon(style) {
  const path = svg("path", {
    d: SHAPES[style.shape] || SHAPES.dot,
    fill: theme.of(style),
    stroke: theme.alpha(theme.ink(), 0.3),
    "stroke-width": 0.8,
  });
  return svg("svg", { viewBox: "0 0 16 16", class: "icon", "aria-hidden": "true" }, path);
}

function lineIcon(colour, dash) {
  const props = { d: "M1 8h26", stroke: colour, "stroke-width": 2.5, fill: "none" };
  if (dash && dash.length) props["stroke-dasharray"] = dash.map((d) => Math.max(d * 0.7, 1.5)).join(" ");
  if (dash && dash[0] === 1) props["stroke-linecap"] = "round";
  return svg("svg", { viewBox: "0 0 28 16", class: "icon line", "aria-hidden": "true" }, svg("path", props));
}

const plural = (count, one, many) => `${count.toLocaleString("en")} ${count === 1 ? one : many || `${one}s`}`;
