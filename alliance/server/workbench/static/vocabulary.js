// The vocabulary of the graph: prefixes, classes, properties, concepts.

import { ask } from "./dom.js";

export const BASE = "https://w3id.org/smartcar-alliance/";
export const vocabulary = { prefixes: {}, classes: [], properties: [], schemes: [] };
let longest = [];

export async function loadVocabulary() {
  Object.assign(vocabulary, await ask("/api/vocabulary"));
  longest = Object.entries(vocabulary.prefixes).sort((a, b) => b[1].length - a[1].length);
}

// prefix:local where a prefix fits and the local part is plain, else the IRI.
export function compact(iri) {
  for (const [prefix, namespace] of longest) {
    const local = iri.slice(namespace.length);
    if (iri.startsWith(namespace) && local && !/[/#?]/.test(local)) return `${prefix}:${local}`;
  }
  return iri;
}

// What stands on a line for an IRI, and where it leads: ours to this server, others of the web to themselves.
export function place(iri) {
  if (iri.startsWith(BASE)) return `/${iri.slice(BASE.length)}`;
  return /^https?:\/\//i.test(iri) ? iri : null;
}
