// Entities by name, as the search page finds them.

import { ask } from "./dom.js";

// The best hits for some words: id, kind and label of each. Nothing on any failure: a suggestion is no answer.
export async function search(words, signal) {
  try {
    const told = await ask(`/api/search?${new URLSearchParams({ q: words })}`, signal);
    return told.entities.map((hit) => hit.entity);
  } catch {
    return [];
  }
}
