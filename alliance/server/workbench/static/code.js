// The query as code of other tools, each in the quotes of its own language.

const ROWS = "application/sparql-results+json";
const GRAPH = "text/turtle";

export const LANGUAGES = { curl: curl, Python: python, pandas: pandas, R: r };

// Between single quotes a POSIX shell takes everything as it is, but the quote.
const shell = (text) => `'${text.replaceAll("'", "'\\''")}'`;

const ESCAPES = { "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\0": "\\x00", '"': '\\"' };
const escaped = (text) => text.replace(/[\\\n\r\t\0"]/g, (c) => ESCAPES[c]);

// A text of Python: in three quotes where it reads as it stands, escaped else.
function pythonText(text) {
  const plain = text.includes("\n") && !/[\\\r\0]|"""|"$/.test(text);
  return plain ? `"""\\\n${text}"""` : `"${escaped(text)}"`;
}

const parameters = (request) => Object.entries(request).filter(([key, value]) => value && ["as-of", "known-by"].includes(key));

function curl(request) {
  const accept = request.graph ? GRAPH : ROWS;
  const more = parameters(request).map(([key, value]) => ` \\\n  --data-urlencode ${shell(`${key}=${value}`)}`).join("");
  return `curl ${shell(request.endpoint)} -H ${shell(`Accept: ${accept}`)}${more} \\\n  --data-urlencode ${shell(`query=${request.query}`)}\n`;
}

function python(request) {
  const more = parameters(request).map(([key, value]) => `sparql.addParameter("${key}", ${pythonText(value)})\n`).join("");
  const end = request.graph
    ? 'sparql.setReturnFormat(TURTLE)\nprint(sparql.query().convert().decode())\n'
    : 'sparql.setReturnFormat(JSON)\nanswer = sparql.queryAndConvert()\nfor row in answer["results"]["bindings"]:\n    print({name: term["value"] for name, term in row.items()})\n';
  const truth = request.form === "ASK" ? 'sparql.setReturnFormat(JSON)\nprint(sparql.queryAndConvert()["boolean"])\n' : end;
  return `from SPARQLWrapper import ${request.graph ? "TURTLE" : "JSON"}, POST, SPARQLWrapper

query = ${pythonText(request.query)}

sparql = SPARQLWrapper(${pythonText(request.endpoint)})
sparql.setMethod(POST)
${more}sparql.setQuery(query)
${truth}`;
}

function pandas(request) {
  const data = ['"query": query', ...parameters(request).map(([key, value]) => `"${key}": ${pythonText(value)}`)];
  const accept = request.graph ? GRAPH : request.form === "ASK" ? ROWS : "text/csv";
  const table = accept === "text/csv";
  return `${table ? "import io\n\nimport pandas\n" : ""}import requests

query = ${pythonText(request.query)}

answer = requests.post(
    ${pythonText(request.endpoint)},
    data={${data.join(", ")}},
    headers={"Accept": "${accept}"},
    timeout=60,
)
answer.raise_for_status()
${table ? "rows = pandas.read_csv(io.BytesIO(answer.content))\nprint(rows.to_string())" : "print(answer.text)"}
`;
}

function r(request) {
  const text = (value) => `"${escaped(value)}"`;
  const lines = request.query.replace(/\n$/, "").split("\n").map((line) => `  ${text(line)}`).join(",\n");
  const more = parameters(request).map(([key, value]) => `, \`${key}\` = ${text(value)}`).join("");
  const accept = request.graph ? GRAPH : request.form === "ASK" ? ROWS : "text/csv";
  const end = accept === "text/csv"
    ? 'rows <- read.csv(text = resp_body_string(answer), check.names = FALSE)\nprint(rows)\n'
    : "cat(resp_body_string(answer))\n";
  return `library(httr2)

query <- paste(
${lines},
  sep = "\\n"
)

answer <- request(${text(request.endpoint)}) |>
  req_headers(Accept = "${accept}") |>
  req_body_form(query = query${more}) |>
  req_perform()
${end}`;
}
