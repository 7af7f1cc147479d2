// The answer as a file, as the endpoint writes it.

import { button, el } from "./dom.js";

const ROWS = { CSV: "text/csv", TSV: "text/tab-separated-values", JSON: "application/sparql-results+json", XML: "application/sparql-results+xml" };
const GRAPHS = { Turtle: "text/turtle", "N-Triples": "application/n-triples", "JSON-LD": "application/ld+json", "RDF/XML": "application/rdf+xml" };
const ENDINGS = { CSV: "csv", TSV: "tsv", JSON: "srj", XML: "srx", Turtle: "ttl", "N-Triples": "nt", "JSON-LD": "jsonld", "RDF/XML": "rdf" };

export const formats = (request) => Object.keys(request.graph ? GRAPHS : request.form === "ASK" ? { JSON: 1, XML: 1 } : ROWS);

export async function download(request, format) {
  const body = new URLSearchParams({ query: request.query });
  for (const key of ["as-of", "known-by"]) if (request[key]) body.set(key, request[key]);
  const accept = GRAPHS[format] || ROWS[format];
  const response = await fetch(request.endpoint, { method: "POST", body, headers: { Accept: accept } });
  if (!response.ok) throw new Error((await response.text()).trim() || response.statusText);
  const href = URL.createObjectURL(await response.blob());
  el("a", { href, download: `answer.${ENDINGS[format]}` }).click();
  setTimeout(() => URL.revokeObjectURL(href), 60_000);
}

export const downloadButtons = (request, onchosen) => formats(request).map((format) => button(format, () => onchosen(format)));
