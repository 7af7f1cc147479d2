// Light or dark, as the reader's system asks; the canvas is told what the style sheet knows.

const theme = (() => {
  const wish = window.matchMedia("(prefers-color-scheme: dark)");
  const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const alpha = (hex, share) => {
    const n = parseInt(hex.slice(1), 16);
    return `rgba(${n >> 16},${(n >> 8) & 255},${n & 255},${share})`;
  };
  return {
    of: (style) => (wish.matches ? style.dark : style.light),
    ink: () => css("--ink"),
    ground: () => css("--ground"),
    alpha,
    onChange: (listener) => wish.addEventListener("change", listener),
    still: () => window.matchMedia("(prefers-reduced-motion: reduce)").matches,
  };
})();
