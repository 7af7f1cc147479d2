// Light or dark, as the reader chose or the system asks; the canvas is told what the style sheet knows.

const theme = (() => {
  const wish = window.matchMedia("(prefers-color-scheme: dark)");
  const listeners = [];
  let chosen = "auto";
  let known = {};
  // Asked of the style sheet once for each look: the canvas asks for every line.
  const css = (name) => (known[name] ??= getComputedStyle(document.documentElement).getPropertyValue(name).trim());
  const alpha = (hex, share) => {
    const n = parseInt(hex.slice(1), 16);
    return `rgba(${n >> 16},${(n >> 8) & 255},${n & 255},${share})`;
  };
  const tell = () => {
    known = {};
    listeners.forEach((listener) => listener());
  };
  const dark = () => (chosen === "auto" ? wish.matches : chosen === "dark");
  wish.addEventListener("change", tell);
  return {
    dark,
    of: (style) => (dark() ? style.dark : style.light),
    css,
    ink: () => css("--ink"),
    ground: () => css("--ground"),
    alpha,
    onChange: (listener) => listeners.push(listener),
    set(name) {
      if (name === chosen) return;
      chosen = name;
      if (name === "auto") delete document.documentElement.dataset.theme;
      else document.documentElement.dataset.theme = name;
      tell();
    },
    still: () => window.matchMedia("(prefers-reduced-motion: reduce)").matches,
  };
})();
