// The address of what is shown: the query, its day and its view, in the fragment; nothing of it reaches a server's log.

const KEYS = ["query", "as-of", "known-by", "view", "name"];

export function linkTo(state) {
  const kept = KEYS.filter((key) => state[key]).map((key) => [key, state[key]]);
  return `${window.location.pathname}${window.location.search}#${new URLSearchParams(kept)}`;
}

// What the address asks for: in its fragment, or as ?query=… as other clients write it.
export function readLink() {
  const parameters = new URLSearchParams(window.location.hash.slice(1));
  const plain = new URLSearchParams(window.location.search);
  const found = {};
  for (const key of KEYS) {
    const value = parameters.get(key) || plain.get(key);
    if (value) found[key] = value;
  }
  return found.query || found.name ? found : null;
}
