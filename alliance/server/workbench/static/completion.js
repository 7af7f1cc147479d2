// Completion from the graph's own vocabulary: prefixes, classes after `a`, properties, concepts, and entities by name.

import { el } from "./dom.js";
import { search } from "./search.js";
import { vocabulary } from "./vocabulary.js";
import { number, pick } from "./words.js";

const WORD = /[^\s{}()[\]<>;,|/^*+?!"'=&]*$/u;
const MOST = 60;
const LOCAL = /^[\w-]+:[\w-]*$/;
let told = new Map();

const around = (yasqe) => {
  const cursor = yasqe.getDoc().getCursor();
  const line = yasqe.getDoc().getLine(cursor.line);
  const word = WORD.exec(line.slice(0, cursor.ch))[0];
  return { cursor, word, before: line.slice(0, cursor.ch - word.length), after: WORD_AFTER.exec(line.slice(cursor.ch))[0] };
};
const WORD_AFTER = /^[\w:-]*/;

// prefix, class, property or thing; null where nothing of ours fits.
function place(yasqe) {
  const { word, before, cursor } = around(yasqe);
  if (/[?$]$/.test(before) || /^[?$]/.test(word) || inText(yasqe, cursor)) return null;
  if (/\bprefix\s+$/i.test(before)) return "prefix";
  if (/(^|[\s;.{])(a|rdf:type|rdfs:domain|rdfs:range|rdfs:subClassOf)\s+$/.test(before)) return "class";
  const token = yasqe.getTokenAt({ line: cursor.line, ch: before.length });
  const possible = token.state.possibleNext || token.state.possibleCurrent || [];
  return possible.includes("a") || /[/|^]$/.test(before) ? "property" : "thing";
}

function inText(yasqe, cursor) {
  const type = yasqe.getTokenAt(cursor).type || "";
  return type === "comment" || type === "string";
}

function fits(words, ...texts) {
  const text = texts.join(" ").toLowerCase();
  return words.every((word) => text.includes(word));
}

const rank = (wanted, name) => {
  const [, local] = name.toLowerCase().split(":");
  return name.toLowerCase().startsWith(wanted) || local?.startsWith(wanted) ? 0 : 1;
};

function terms(list, word) {
  const wanted = word.toLowerCase();
  return list
    .filter((term) => LOCAL.test(term.name) && fits([wanted], term.name, term.label.en || "", term.label.zh || ""))
    .sort((a, b) => rank(wanted, a.name) - rank(wanted, b.name))
    .slice(0, MOST)
    .map((term) => note(term.name, [pick(term.label), number(term.count)].filter(Boolean).join(" · "), term.comment));
}

function note(text, words, title = "") {
  told.set(text, { words, title });
  return text;
}

// The concepts of the schemes that fit: those of `scheme`, when it is one, or else those of all.
function concepts(word, scheme) {
  const wanted = word.toLowerCase();
  const found = [];
  const named = vocabulary.schemes.filter((each) => each.prefix === scheme);
  for (const scheme of named.length ? named : vocabulary.schemes) {
    for (const concept of scheme.prefix ? scheme.concepts : []) {
      const name = `${scheme.prefix}:${concept.id}`;
      if (fits([wanted], name, concept.label.en, concept.label.zh)) found.push(note(name, pick(concept.label)));
    }
  }
  return found.sort((a, b) => rank(wanted, a) - rank(wanted, b)).slice(0, MOST);
}

// After a property such as sca:stage come the concepts of its scheme.
async function things(word, before) {
  const wanted = word.replace(/^ent:/, "");
  const property = /:([\w-]+)\s+$/.exec(before)?.[1].toLowerCase();
  const fitting = vocabulary.schemes.some((scheme) => scheme.prefix === property) ? concepts(word, property) : [];
  if (fitting.length) return fitting;
  const known = word.startsWith("ent:") ? [] : concepts(word);
  if (!wanted) return known;
  const found = (await search(wanted)).map((ref) => note(`ent:${ref.id}`, pick(ref.label)));
  return [...found, ...known];
}

function prefixes(word) {
  const names = Object.keys(vocabulary.prefixes).filter((name) => name.startsWith(word.replace(/:.*/, "").toLowerCase()));
  return names.sort().map((name) => note(`${name}: <${vocabulary.prefixes[name]}>`, ""));
}

function find(yasqe) {
  told = new Map();
  const { word, before } = around(yasqe);
  const kind = place(yasqe);
  if (kind === "prefix") return prefixes(word);
  if (kind === "class") return terms(vocabulary.classes, word);
  return kind === "property" ? terms(vocabulary.properties, word) : things(word, before);
}

function draw(element, _all, hint) {
  const { words, title } = told.get(hint.text) || { words: "", title: "" };
  element.append(el("span", { class: "hint-name", text: hint.text }), el("span", { class: "hint-note", text: words, title }));
}

const shared = {
  bulk: false,
  persistenceId: null,
  get: find,
  preProcessToken: (yasqe, token) => {
    const { cursor, word, after } = around(yasqe);
    const ends = { from: { line: cursor.line, ch: cursor.ch - word.length }, to: { ch: cursor.ch + after.length } };
    return { ...token, ...ends, string: word || " ", autocompletionString: word || " " };
  },
  postprocessHints: (_yasqe, hints) => hints.map((hint) => ({ ...hint, render: draw })),
};

// Classes, properties and prefixes show by themselves while one types; names only when asked for by Ctrl-Space.
export function registerCompletion(Yasqe) {
  const typed = (yasqe) => around(yasqe).word.length > 0;
  Yasqe.registerAutocompleter({
    ...shared,
    name: "vocabulary",
    autoShow: true,
    isValidCompletionPosition: (yasqe) => {
      const kind = place(yasqe);
      return (kind === "class" || kind === "property" || kind === "prefix") && (typed(yasqe) || kind !== "property");
    },
  });
  Yasqe.registerAutocompleter({
    ...shared,
    name: "things",
    autoShow: false,
    isValidCompletionPosition: (yasqe) => place(yasqe) === "thing" && typed(yasqe),
  });
  Yasqe.defaults.autocompleters = ["variables", "vocabulary", "things"];
}
