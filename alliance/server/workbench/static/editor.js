// YASGUI over this server's endpoint and no other.

import { registerCompletion } from "./completion.js";
import { failureElement } from "./failure.js";
import { registerPlugins, tidySelectors } from "./plugins.js";
import { vocabulary } from "./vocabulary.js";
import { t } from "./words.js";

export const ENDPOINT = `${window.location.origin}/sparql`;
const FIRST = `# ${t("complete_key")}
SELECT ?brand ?name WHERE {
  ?brand a schema:Brand ; rdfs:label ?name .
}
ORDER BY ?name
`;

export function makeEditor(parent) {
  const { Yasgui } = window;
  registerPlugins(Yasgui.Yasr);
  registerCompletion(Yasgui.Yasqe);
  declarePrefixes(Yasgui.Yasqe);
  Yasgui.Yasr.defaults.errorRenderers = [async (error) => failureElement(error.text || error.statusText || "")];
  Yasgui.Yasqe.defaults.editorHeight = "240px";
  Yasgui.defaults.tabName = t("tab");
  const yasgui = new Yasgui(parent, {
    persistenceId: "alliance",
    populateFromUrl: false,
    autofocus: false,
    copyEndpointOnNewTab: false,
    endpointCatalogueOptions: { getData: () => [] },
    requestConfig: {
      endpoint: ENDPOINT,
      method: "POST",
      acceptHeaderSelect: "application/sparql-results+json",
      acceptHeaderGraph: "text/turtle",
      args: [],
    },
    yasqe: { value: FIRST, showQueryButton: false, viewportMargin: Infinity },
    yasr: { prefixes: vocabulary.prefixes, maxPersistentResponseSize: 200_000 },
  });
  yasgui.on("tabSelect", () => prepare(yasgui));
  yasgui.on("tabAdd", () => setTimeout(() => prepare(yasgui)));
  prepare(yasgui);
  return yasgui;
}

// The endpoint knows these prefixes without a declaration, so the check of the syntax does too.
function declarePrefixes(Yasqe) {
  const plain = Yasqe.modes.sparql11;
  Yasqe.defineMode("sparql11", (config, options) => {
    const mode = plain(config, options);
    return { ...mode, startState: () => ({ ...mode.startState(), prefixes: { ...vocabulary.prefixes } }) };
  });
}

// What YASGUI does not let one say in its configuration: names of fields, and what is drawn after an answer.
function prepare(yasgui) {
  const tab = yasgui.getTab();
  const yasr = tab?.getYasr();
  if (!yasr || yasr.rootEl.dataset.prepared) return;
  yasr.rootEl.dataset.prepared = "yes";
  tab.setEndpoint(ENDPOINT);
  tab.getYasqe().getInputField().setAttribute("aria-label", t("editor"));
  for (const event of ["drawn", "change"]) yasr.on(event, () => tidySelectors(yasr));
  tidySelectors(yasr);
  const tabs = yasgui.rootEl;
  tabs.querySelector(".addTab")?.setAttribute("title", t("tab_add"));
  tabs.querySelector(".addTab")?.setAttribute("aria-label", t("tab_add"));
  for (const each of tabs.querySelectorAll(".closeTab")) each.setAttribute("title", t("tab_close"));
}

export function argument(tab, name) {
  const found = (tab.getRequestConfig().args || []).find((each) => each.name === name);
  return found ? found.value : "";
}

export function setArguments(tab, values) {
  const args = Object.entries(values).filter(([, value]) => value).map(([name, value]) => ({ name, value }));
  tab.setRequestConfig({ args });
}

export const runs = (tab) => tab.query().catch(() => {});
