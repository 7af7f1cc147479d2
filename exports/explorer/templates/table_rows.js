// The rows of the table of statements: what each column says, and how it is sorted.

const TABLE_COLUMNS = ["when", "entities", "kind", "stage", "status", "certainty", "publisher", "date", "summary"];

function makeTableRows({ data, showing, t }) {
  const source = (statement) => own(data.sources, statement.source) || {};

  // From whom to whom: the ends of its edges, else all that it is about.
  function ends(statement) {
    const pairs = statement.ends || [];
    const known = (ids) => [...new Set(ids)];
    if (!pairs.length) return [known(statement.about || []), []];
    return [known(pairs.map(([from]) => from)), known(pairs.map(([, to]) => to))];
  }

  const names = (ids) => ids.map(data.label).join(", ");
  const CERTAINTIES = { certain: () => t("view.certain"), possible: () => t("view.possible") };

  const TEXTS = {
    when: ({ statement }) => data.when(statement) || "",
    entities: ({ statement }) => ends(statement).filter((side) => side.length).map(names).join(" → "),
    kind: ({ statement }) => data.statementKindName(statement.kind),
    stage: ({ statement }) => (statement.stage ? data.concept(`stage/${statement.stage}`) : ""),
    status: ({ statement }) => data.concept(`status/${statement.status}`),
    certainty: ({ statement, certainty }) =>
      [
        (own(CERTAINTIES, certainty) || (() => certainty))(),
        statement.polarity ? data.concept(`polarity/${statement.polarity}`) : "",
      ]
        .filter(Boolean)
        .join(" · "),
    publisher: ({ statement }) => {
      const { publisher } = source(statement);
      return publisher === undefined ? "" : data.label(publisher);
    },
    date: ({ statement }) => source(statement).published || "",
    summary: ({ statement }) => statement.summary || "",
  };
  const HEADS = {
    when: () => t("table.when"),
    entities: () => t("table.entities"),
    kind: () => t("table.kind"),
    stage: () => t("view.stage"),
    status: () => t("table.status"),
    certainty: () => t("table.certainty"),
    publisher: () => t("table.publisher"),
    date: () => t("table.date"),
    summary: () => t("table.summary"),
  };

  // Column and direction: "-when" is from the last to the first.
  function order({ table }) {
    const sort = table.sort || "when";
    const column = sort.replace(/^-/, "");
    return own(TEXTS, column) ? { column, down: sort.startsWith("-") } : { column: "when", down: false };
  }

  const focused = ({ focus }) => {
    if (!focus) return null;
    if (focus.type === "node") return (data.about.get(focus.id) || []).concat(data.said.get(focus.id) || []);
    return data.edge.has(focus.id) ? data.statementsOf(data.edge.get(focus.id)) : null;
  };

  // The statements that show, only those of what is selected where that is asked for, sorted.
  function rows(now) {
    const shown = showing(now).statements;
    const own = now.table.by === "selected" ? focused(now) : null;
    const wanted = own && new Set(own.map((statement) => statement.id));
    const { column, down } = order(now);
    const collator = new Intl.Collator(now.lang === "zh" ? "zh-Hans" : "en", { numeric: true });
    const found = [];
    const timeless = now.day === null && now.compare === null;
    for (const [id, held] of shown) {
      const statement = data.statement.get(id);
      if (!statement || (wanted && !wanted.has(id))) continue;
      // without a day: whether there is any on which it must hold
      const certainty = timeless ? (timesOf(statement).core ? "certain" : "possible") : held;
      const row = { statement, certainty };
      row.key = column === "when" ? statement.order || "" : TEXTS[column](row);
      found.push(row);
    }
    const way = down ? -1 : 1;
    const compare = column === "when" ? (a, b) => (a < b ? -1 : a > b ? 1 : 0) : collator.compare;
    // What says nothing comes last either way.
    return found.sort(
      (a, b) =>
        (a.key === "") - (b.key === "") ||
        way * compare(a.key, b.key) ||
        (a.statement.order || "9999").localeCompare(b.statement.order || "9999") ||
        (a.statement.id < b.statement.id ? -1 : 1),
    );
  }

  const text = (row, column) => TEXTS[column](row);
  const head = (column) => HEADS[column]();
  return { rows, text, head, ends, order, source };
}

// One cell of a CSV file (RFC 4180); what a spreadsheet would read as a formula is led by an apostrophe.
function csvCell(value) {
  const text = String(value ?? "").replace(/\0/g, "\ufffd");
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

const toCsv = (rows) => `\ufeff${rows.map((row) => `${row.map(csvCell).join(",")}\r\n`).join("")}`;
