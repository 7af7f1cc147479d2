// A picture to be saved: a sheet with a title, the day, the drawing and a key, as an SVG that stands alone.

const SHEET_EDGE = 24;
const SHEET_TOP = 72;

const measureText = (() => {
  const pen = document.createElement("canvas").getContext("2d");
  const face = getComputedStyle(document.body).fontFamily;
  return (text, size, weight = 400) => {
    pen.font = `${weight} ${size}px ${face}`;
    return pen.measureText(text).width;
  };
})();

// What fits in some pixels; a name is cut at its end.
function fitText(text, width, size, weight) {
  if (measureText(text, size, weight) <= width) return text;
  const signs = [...text];
  let [low, high] = [0, signs.length];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (measureText(`${signs.slice(0, middle).join("")}…`, size, weight) <= width) low = middle;
    else high = middle - 1;
  }
  return `${signs.slice(0, low).join("").trimEnd()}…`;
}

function svgText(text, x, y, look = {}) {
  const { size = 13, weight = 400, fill = theme.ink(), anchor = "start", width = Infinity, ...more } = look;
  const node = svg("text", { x, y, "font-size": size, "font-weight": weight, "text-anchor": anchor, fill, ...more });
  node.textContent = width === Infinity ? text : fitText(text, width, size, weight);
  return node;
}

// Keys in lines below a drawing: [mark of some width, words] each; returns the marks and the height that they take.
function keyLines(entries, width) {
  const group = svg("g", {});
  let [x, y] = [0, 14];
  for (const [mark, words, markWidth] of entries) {
    const reach = markWidth + 8 + measureText(words, 12);
    if (x > 0 && x + reach > width) [x, y] = [0, y + 22];
    mark.setAttribute("transform", `translate(${x} ${y - 10})`);
    const look = { size: 12, fill: theme.css("--soft"), width: width - markWidth - 6 };
    group.append(mark, svgText(words, x + markWidth + 6, y, look));
    x += reach + 18;
  }
  return { group, height: entries.length ? y + 10 : 0 };
}

// `body` is {group, width, height}, `key` entries of `keyLines`.
function makeSheetSvg({ title, note, body, key }) {
  const width = Math.max(body.width, 420) + 2 * SHEET_EDGE;
  const lines = keyLines(key, width - 2 * SHEET_EDGE);
  const height = Math.ceil(SHEET_TOP + body.height + 16 + lines.height + SHEET_EDGE);
  const root = svg("svg", {
    viewBox: `0 0 ${width} ${height}`,
    width,
    height,
    "font-family": getComputedStyle(document.body).fontFamily,
  });
  const name = svg("title", {});
  name.textContent = title;
  body.group.setAttribute("transform", `translate(${SHEET_EDGE} ${SHEET_TOP})`);
  lines.group.setAttribute("transform", `translate(${SHEET_EDGE} ${SHEET_TOP + body.height + 16})`);
  const room = width - 2 * SHEET_EDGE;
  root.append(
    name,
    svg("rect", { width, height, fill: theme.ground() }),
    svgText(title, SHEET_EDGE, 32, { size: 18, weight: 650, width: room }),
    svgText(note, SHEET_EDGE, 54, { size: 12.5, fill: theme.css("--muted"), width: room }),
    body.group,
    lines.group,
  );
  return root;
}

// XML may not hold some characters at all; they, and halves of a pair, become U+FFFD.
const NOT_XML = /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g;
const HALVES = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

function svgFile(root) {
  const text = new XMLSerializer().serializeToString(root);
  return `<?xml version="1.0" encoding="UTF-8"?>\n${text.replace(NOT_XML, "\ufffd").replace(HALVES, "\ufffd")}\n`;
}

// Returns a promise of a PNG of the picture, at twice its size where that is not too large.
async function rasterise(root) {
  const [width, height] = ["width", "height"].map((key) => Number(root.getAttribute(key)));
  const scale = Math.min(2, 16000 / Math.max(width, height));
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svgFile(root))}`;
  await image.decode();
  const canvas = el("canvas", { width: Math.round(width * scale), height: Math.round(height * scale) });
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((done) => canvas.toBlob(done, "image/png"));
}
