"""The task of workers that dereferences: from an IRI to its document, and from a document to its bytes.

After RFC 9110, 15.4.4 and the practice of httpRange-14: a thing is not a document, so
its IRI answers 303 with that of a document; the ontology is a document itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import quote, urlsplit

import pyoxigraph as ox

from alliance.server.protocol.media import Format
from alliance.server.protocol.negotiation import choose
from alliance.server.site_map import SUFFIXES, Language
from alliance.server.views.describing import describe, is_known, layer
from alliance.server.work.holding import Holding
from alliance.server.work.jobs import Outcome, refusal, status_of
from ontology.errors import AllianceError, Refused, UnknownName
from ontology.iris import BASE, PREFIXES

VIEWS = {
    "entity": ("entity", ("id",)),
    "statement": ("statement", ("id",)),
    "source": ("source", ("id",)),
    "query": ("query", ("name",)),
    "ontology": ("ontology", ()),
}
"""The views of documents by the first segment of their paths, and the parameters that the others are."""
LAYERS = ("direct", "statements", "vocabulary")
_ALIASES = {
    ".html": ("application/xhtml+xml",),
    ".ttl": ("application/x-turtle", "application/turtle", "text/n3"),
    ".nt": ("text/plain",),
    ".rdf": ("application/xml", "text/xml"),
}
FORMATS = {suffix: Format((suffix,), media_type, _ALIASES.get(suffix, ())) for suffix, media_type in SUFFIXES.items()}
RDF = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".rdf": ox.RdfFormat.RDF_XML,
}
_DEPTHS = {"concept": 3, "evidence": 3, "ontology": 1}
"""So many segments has the path of a thing that has a document of its own; two where nothing is told."""


@dataclass(frozen=True, slots=True)
class Resource:
    """The thing that a path denotes: its kind, the path of the document about it, and what formats that has."""

    path: str
    kind: str
    owner: str
    suffixes: tuple[str, ...]

    @property
    def view(self) -> tuple[str, dict[str, str]]:
        """The view of its document, and the parameters that its path tells."""
        parts = self.owner.split("/")[1:]
        if self.kind == "concept":
            return (
                ("concept", dict(zip(("scheme", "slug"), parts, strict=True)))
                if len(parts) == 2
                else ("scheme", {"scheme": parts[0]})
            )
        name, parameters = VIEWS[self.kind]
        return name, dict(zip(parameters, parts, strict=True))


def make_resource(path: str) -> Resource:
    """Return what a path denotes, whether the store has it or not."""
    parts = path.split("/")
    kind = parts[0]
    shared = parts[:2] == ["query", "parameter"]
    depth = 3 if shared else _DEPTHS.get(kind, 2)
    plain = kind in ("evidence", "graph") or shared
    suffixes = tuple(s for s in SUFFIXES if not plain or s not in (".html", ".json"))
    return Resource(path, kind, "/".join(parts[:depth]), suffixes)


def answer_resource(holding: Holding, arguments: Mapping[str, Any]) -> Outcome:
    """Return the document of an IRI, or the way to it.

    Arguments: `path` the IRI's path without its first slash; `as` the suffix of a
    document, or none for the thing itself; `accept` the header of that name; `given`
    the parameters; `lang` and `address` as for views.
    """
    resource, suffix = make_resource(str(arguments["path"])), arguments.get("as")
    try:
        return _answer(holding, resource, suffix, arguments)
    except AllianceError as error:
        offered = [FORMATS[".html"], Format((".txt",), "text/plain")]
        wanted = choose(str(arguments.get("accept", "")), offered)
        if suffix == ".html" or (suffix is None and wanted is offered[0]):
            return _error_page(holding, error, arguments)
        return refusal(status_of(error), str(error), Vary="Accept")


def _answer(holding: Holding, resource: Resource, suffix: str | None, arguments: Mapping[str, Any]) -> Outcome:
    if not _exists(holding, resource):
        return _elsewhere(holding, resource, suffix, arguments)
    chosen = suffix or _choose(resource, str(arguments.get("accept", "")))
    if suffix is None and resource.kind == "ontology" and resource.path == resource.owner:
        return _varying(_document(holding, resource, chosen, arguments), chosen)
    if resource.kind == "evidence" and chosen == ".html":
        _, source, span = resource.owner.split("/")
        return see_other(f"/source/{source}.html", arguments, f"#char={span.replace('-', ',')}")
    if suffix is None or resource.path != resource.owner:
        return see_other(f"/{resource.owner}{chosen}", arguments)
    return _document(holding, resource, chosen, arguments)


def _exists(holding: Holding, resource: Resource) -> bool:
    if resource.kind == "graph":
        return resource.path.partition("/")[2] in LAYERS
    return is_known(holding.engine, BASE + resource.path) and is_known(holding.engine, BASE + resource.owner)


def _choose(resource: Resource, accept: str) -> str:
    """Return the suffix that is wanted most. Raises Refused, status 406."""
    offered = [FORMATS[suffix] for suffix in resource.suffixes]
    page = FORMATS[".html"]
    chosen = choose(accept, offered if page in offered else [*offered, page])
    if chosen is None:
        told = ", ".join(each.media_type for each in offered)
        raise Refused(406, f"none of the media types that are accepted is offered; expected {told}")
    if chosen is page and page not in offered:
        return ".nt" if resource.kind == "graph" else ".html" if resource.kind == "evidence" else ".ttl"
    return chosen.name


def _elsewhere(holding: Holding, resource: Resource, suffix: str | None, arguments: Mapping[str, Any]) -> Outcome:
    """Lead from a name or a handle to the thing itself. Raises UnknownName with the nearest."""
    name = resource.path.partition("/")[2]
    if resource.kind == "entity":
        return see_other(f"/entity/{holding.graph.names.resolve(name)}{suffix or ''}", arguments)
    if resource.kind == "statement":
        from graph.grounds import find_statement

        return see_other(f"/statement/{find_statement(holding.graph.facts, name).id}{suffix or ''}", arguments)
    if resource.kind == "source":
        holding.graph.source(name)
    if resource.kind == "query" and name.count("/") == 0:
        from graph.catalogue import named_query

        named_query(name)
    if resource.kind == "concept":
        from alliance.server.views.concepts import find_concept

        find_concept(*name.split("/", 1))
    if resource.kind == "graph":
        raise UnknownName("graph", name, LAYERS)
    raise UnknownName("resource", resource.path)


def _document(holding: Holding, resource: Resource, suffix: str, arguments: Mapping[str, Any]) -> Outcome:
    if suffix not in resource.suffixes:
        there = ", ".join(resource.owner + each for each in resource.suffixes)
        raise Refused(404, f"there is no such document; expected {there}")
    headers = {"Link": _links(resource, suffix)}
    if suffix in (".html", ".json"):
        from alliance.server.views.answering import answer_view

        view, told = resource.view
        given = {**arguments.get("given", {}), **told}
        outcome = answer_view(
            holding, {**arguments, "view": view, "given": given, "as": "html" if suffix == ".html" else "json"}
        )
        return replace(outcome, headers={**headers, **outcome.headers}) if outcome.status == 200 else outcome
    if unknown := sorted(arguments.get("given", {})):
        raise Refused(400, f"the parameter {unknown[0]!r} is not known here; RDF documents have none")
    return Outcome(200, _content_type(suffix), to_rdf(_triples(holding, resource, suffix), suffix), headers)


def _triples(holding: Holding, resource: Resource, suffix: str) -> Sequence[ox.Triple]:
    if resource.kind == "graph":
        return layer(holding.engine, resource.path.partition("/")[2])
    return describe(holding.engine, resource.kind, BASE + resource.owner, BASE + resource.owner + suffix)


def to_rdf(triples: Sequence[ox.Triple], suffix: str) -> bytes:
    """Return triples in the format of a suffix; only the prefixes that are used are declared."""
    if suffix == ".jsonld":
        from exports.linked_data import to_jsonld

        return to_jsonld(ox.Quad(t.subject, t.predicate, t.object) for t in triples)
    if suffix == ".nt":
        return ox.serialize(triples, format=RDF[suffix]) or b""
    values = {term.value for triple in triples for term in _terms(triple)}
    used = {name: iri for name, iri in sorted(PREFIXES.items()) if any(v.startswith(iri) for v in values)}
    return ox.serialize(triples, format=RDF[suffix], prefixes=used) or b""


def _terms(triple: ox.Triple) -> list[ox.NamedNode]:
    terms = [triple.subject, triple.predicate, triple.object]
    terms += [triple.object.datatype] if isinstance(triple.object, ox.Literal) else []
    return [term for term in terms if isinstance(term, ox.NamedNode)]


def _content_type(suffix: str) -> str:
    return FORMATS[suffix].content_type


def _links(resource: Resource, suffix: str) -> str:
    """Return the Link header: what the document is about, and the same in other formats."""
    links = [f'<{BASE}{resource.owner}>; rel="describes"']
    links += [
        f'</{quote(resource.owner)}{each}>; rel="alternate"; type="{SUFFIXES[each]}"'
        for each in resource.suffixes
        if each != suffix
    ]
    return ", ".join(links)


def see_other(path: str, arguments: Mapping[str, Any], fragment: str = "") -> Outcome:
    """Return the way to another path of this site, with the query that was asked."""
    query = urlsplit(str(arguments.get("address", ""))).query
    location = quote(path, safe="/") + (f"?{query}" if query else "") + fragment
    link = f'<{quote(path, safe="/")}>; rel="describedby"'
    headers = {"Location": location, "Vary": "Accept", "Link": link}
    return Outcome(303, "text/plain; charset=utf-8", f"See {location}\n".encode(), headers)


def _varying(outcome: Outcome, suffix: str) -> Outcome:
    return replace(outcome, headers={**outcome.headers, "Vary": "Accept", "Content-Location": f"/ontology{suffix}"})


def _error_page(holding: Holding, error: AllianceError, arguments: Mapping[str, Any]) -> Outcome:
    from alliance.server.pages.rendering import error_page
    from alliance.server.pages.setting import Setting

    lang: Language = "zh" if arguments.get("lang") == "zh" else "en"
    setting = Setting(lang, str(arguments.get("address", "/")), holding.version)
    page = error_page(error, status_of(error), setting)
    return Outcome(status_of(error), FORMATS[".html"].content_type, page.encode("utf-8", "replace"), {"Vary": "Accept"})
