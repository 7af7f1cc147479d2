// The cells of the role matrix: who leads on a day, in which colour, in words and signs.

const JOINTS = { contested: "×", handover: "→", incoming: "→", shared: "+" };

// Okabe and Ito's colours, the strongest first; leaders beyond them are grey.
const LEADER_COLOURS = [
  { light: "#0072b2", dark: "#4fa8e8" },
  { light: "#d55e00", dark: "#ff8a3d" },
  { light: "#009e73", dark: "#3cc99c" },
  { light: "#b8659a", dark: "#e39ac6" },
  { light: "#e69f00", dark: "#ffbf3d" },
  { light: "#4aa8dc", dark: "#9ad4f5" },
  { light: "#d9c400", dark: "#f0e442" },
];
const OTHER_LEADERS = { light: "#858b93", dark: "#9ba3ad" };
const PARTICIPANTS = "participants only";

function makeMatrixCells({ data, t }) {
  const colours = new Map();

  // Those who lead most come first, over all days, so that a leader keeps its colour as time goes on.
  function coloursOf(matrix) {
    if (colours.has(matrix)) return colours.get(matrix);
    const counts = new Map();
    for (const frame of matrix.frames)
      for (const cell of frame.cells.filter(isLed))
        for (const [id] of cell.holders || []) counts.set(id, (counts.get(id) || 0) + 1);
    const ranked = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
    const found = new Map(ranked.map(([id], rank) => [id, LEADER_COLOURS[rank] || OTHER_LEADERS]));
    colours.set(matrix, found);
    return found;
  }

  const isLed = (cell) => cell.state !== PARTICIPANTS && cell.state !== "unknown";
  const key = (brand, stage) => JSON.stringify([brand, stage]);

  function chosen(now) {
    return data.matrix.find((matrix) => (matrix.alliance || "") === now.matrix.alliance) || data.matrix[0] || null;
  }

  // Every cell of a day; those that no frame tells of are unknown.
  function on(matrix, day) {
    const frame = frameAt(matrix.frames, day);
    const told = new Map((frame ? frame.cells : []).map((cell) => [key(cell.brand, cell.stage), cell]));
    return (brand, stage) => told.get(key(brand, stage)) || { brand, stage, state: "unknown" };
  }

  // The brands that are in the matrix on any of some days.
  function brandsOn(matrix, days) {
    const frames = days.map((day) => frameAt(matrix.frames, day)).filter(Boolean);
    const there = new Set(frames.flatMap((frame) => frame.brands || matrix.brands));
    return matrix.brands.filter((brand) => there.has(brand));
  }

  const leaders = (cell) => (isLed(cell) ? cell.holders || [] : []);

  // What a cell says in one line: the names, with signs for how they stand to each other.
  function words(cell) {
    if (cell.state === "unknown") return t("cell.unknown");
    const names = leaders(cell).map(([id]) => data.label(id));
    if (!names.length) {
      const present = (cell.participants || []).map(([id, sure]) => data.label(id) + (sure === "certain" ? "" : "?"));
      return [...present, ...(cell.denied || []).map((id) => t("cell.not", data.label(id)))].join(", ");
    }
    const joint = own(JOINTS, cell.state);
    if (cell.state === "incoming") return `→ ${names.join(" + ")}`;
    if (cell.state === "contested" && names.length === 1) names.push(t("cell.not", names[0]));
    return names.join(joint ? ` ${joint} ` : ", ");
  }

  const STATES = {
    led: () => [t("cell.led"), t("cell.led-means")],
    shared: () => [t("cell.shared"), t("cell.shared-means")],
    handover: () => [t("cell.handover"), t("cell.handover-means")],
    incoming: () => [t("cell.incoming"), t("cell.incoming-means")],
    contested: () => [t("cell.contested"), t("cell.contested-means")],
    [PARTICIPANTS]: () => [t("cell.participants"), t("cell.participants-means")],
    unknown: () => [t("cell.unknown"), t("cell.unknown-means")],
  };
  const stateWords = (cell) => (own(STATES, cell.state) || (() => [cell.state, ""]))();
  const CERTAINTIES = {
    certain: () => t("view.certain"),
    possible: () => t("view.possible"),
    guessed: () => t("cell.guessed"),
  };
  const certaintyWord = (certainty) => (own(CERTAINTIES, certainty) || (() => certainty))();

  // The word that stands under the names: how they stand to each other, else what is not certain of it.
  function remark(cell) {
    const kinds = [...new Set(leaders(cell).map(([, certainty]) => certainty))].filter((c) => c !== "certain");
    return [stateRemark(cell), ...kinds.map(certaintyWord)].filter(Boolean).join(" · ");
  }

  const stateRemark = (cell) => (["led", "unknown"].includes(cell.state) ? "" : stateWords(cell)[0]);

  // Cells in which others lead, or take part, on the later of two days; each with its words on both.
  function changes(matrix, [before, after]) {
    const [old, fresh] = [on(matrix, before), on(matrix, after)];
    const holders = (cell) => leaders(cell).concat(isLed(cell) ? [] : cell.participants || []).map(([id]) => id);
    const gist = (cell) => JSON.stringify([cell.state, holders(cell).sort(), cell.denied || []]);
    const found = new Map();
    for (const stage of matrix.stages)
      for (const brand of matrix.brands) {
        const cells = [old(brand, stage), fresh(brand, stage)];
        if (gist(cells[0]) !== gist(cells[1])) found.set(key(brand, stage), cells.map(words));
      }
    return found;
  }

  return {
    chosen,
    on,
    brandsOn,
    coloursOf,
    leaders,
    words,
    stateWords,
    certaintyWord,
    remark,
    stateRemark,
    changes,
    key,
  };
}
