"""One graph to work with: its facts, its store, and what is asked of them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from graph import certainty
from graph.answers import Answer, Rows, Truth, rows_to_bytes
from graph.building import build_in_memory
from graph.catalogue import NamedQuery, bind, catalogue, find_source, named_query
from graph.direct import Mode, TimedTriple, iter_timed
from graph.headers import read_header
from graph.layers import make_layers
from graph.moments import Moment, holding_on, known_by, parse_moment, with_premises
from graph.naming import NameIndex, read_names
from graph.profiles import Profile, read_profile
from graph.slices import Slices
from graph.store import OxigraphStore, chooses_graphs, select
from ontology.errors import UsageError
from ontology.facts import Facts

if TYPE_CHECKING:
    import networkx as nx
    import rdflib

_LATEST = "SELECT (MAX(?day) AS ?latest) WHERE { ?source a sca:Source ; dcterms:issued|dcterms:modified ?day }"


class Alliance:
    """A graph of facts behind SPARQL, named queries and network views.

    Made by `alliance.open`. Names of entities may be given in any form that the
    graph knows: id, name in any language, alias or mistranslation. `at` gives the
    same graph as of a day, or as known by a day.
    """

    def __init__(
        self,
        store: OxigraphStore,
        facts: Facts | None = None,
        read_triples: Callable[[], Sequence[TimedTriple]] | None = None,
        moment: Moment | None = None,
    ) -> None:
        self.store = store
        self.moment = moment or Moment()
        self._facts = facts
        self._slices = Slices(store, read_triples or (lambda: list(iter_timed(self.facts.statements))))
        self._known: dict[object, Alliance] = {}

    @classmethod
    def of(cls, facts: Facts) -> Alliance:
        """Return the graph of some facts, in memory."""
        return cls(build_in_memory(make_layers(facts)), facts)

    def at(self, as_of: str | None = None, known_by: str | None = None) -> Alliance:
        """Return the graph as it stood on a day, or as it could be known on a day, or both.

        A date may be a year, a month or a day, or `latest`; None leaves this
        graph's own. Raises UsageError for what is no date, and when nothing was
        known yet.
        """
        asked = parse_moment(as_of, known_by, self.latest)
        moment = Moment(asked.as_of or self.moment.as_of, asked.known_by or self.moment.known_by)
        if moment == self.moment:
            return self
        base = self if moment.known_by == self.moment.known_by else self._known_by(moment)
        view = Alliance(base.store, base._facts, moment=moment)
        view._slices, view._known = base._slices, base._known
        view.__dict__ |= {
            key: base.__dict__[key] for key in ("facts", "names", "latest", "sources") if key in base.__dict__
        }
        return view

    def _known_by(self, moment: Moment) -> Alliance:
        day = moment.known_by
        assert day is not None  # noqa: S101 (told by the caller)
        if day not in self._known:
            self._known[day] = Alliance.of(known_by(self.facts, day))
        return self._known[day]

    @cached_property
    def facts(self) -> Facts:
        """The validated facts and what follows from them; read back from the store when it was opened from disk."""
        if self._facts is not None:
            return self._facts
        from loaders.stored import read_store

        return read_store(self.store.engine)

    @cached_property
    def names(self) -> NameIndex:
        """All names of entities."""
        return read_names(self.store)

    @cached_property
    def latest(self) -> str:
        """The day of the latest publication, which stands for now."""
        rows = list(select(self.store, _LATEST))
        return str(rows[0]["latest"] or "9999-12-31") if rows else "9999-12-31"

    @cached_property
    def sources(self) -> frozenset[str]:
        """The ids of all sources."""
        rows = select(self.store, "SELECT ?source { ?source a sca:Source }")
        return frozenset(str(row["source"]).removeprefix("src:") for row in rows)

    def source(self, name: str) -> str:
        """Return the id of a source. Raises UnknownName with the nearest."""
        return find_source(name, self.sources)

    @property
    def catalogue(self) -> Mapping[str, NamedQuery]:
        """The named queries, by name."""
        return catalogue()

    def query(self, sparql: str) -> Answer:
        """Return the answer to a SPARQL query: Rows, Truth or Triples.

        About a day, which `at` or a first line `# as-of: DATE known-by: DATE` tells,
        direct triples are those that may hold then, and rows say in a column whether
        they are certain or only possible, where that can be told.

        Raises QueryError when it does not parse or cannot be evaluated.
        """
        view, mode = self._addressed(sparql)
        return view._answer(sparql, mode)

    def query_bytes(self, sparql: str, name: str) -> bytes:
        """Return the same answer in a format such as `csv`, `json` or `turtle`."""
        view, mode = self._addressed(sparql)
        answer = view._answer(sparql, mode) if view.moment.as_of else None
        if isinstance(answer, Rows):
            return rows_to_bytes(answer, name)
        return view._seen(mode).query_bytes(sparql, name)

    def note(self, sparql: str) -> str:
        """Say in a line about which day a query is answered and what that means for its rows; nothing without a day."""
        view, mode = self._addressed(sparql)
        day = view.moment.as_of
        if day is None:
            return ""
        reading = certainty.read_query(sparql)
        what = "only what must hold is read" if mode == "certain" and reading != "undated" else certainty.NOTES[reading]
        return f"as of {day}: {what}\n"

    def _addressed(self, sparql: str) -> tuple[Alliance, Mode]:
        """Return the view that a query's first line asks for, and the mode."""
        header = read_header(sparql)
        view = self.at(header.get("as-of"), header.get("known-by"))
        if view.moment.as_of and chooses_graphs(sparql):
            raise UsageError("the query chooses its own graphs with FROM; leave that out to ask about a day")
        return view, "certain" if header.get("mode") == "certain" else "possible"

    def _seen(self, mode: Mode = "possible") -> OxigraphStore:
        return self._slices.at(self.moment.as_of, mode) if self.moment.as_of else self.store

    def _answer(self, sparql: str, mode: Mode) -> Answer:
        answer = self._seen(mode).query(sparql)
        if not self.moment.as_of or mode == "certain" or certainty.read_query(sparql) != "monotone":
            return answer
        sure = self._seen("certain").query(sparql)
        if isinstance(answer, Rows) and isinstance(sure, Rows):
            return certainty.told_apart(answer, sure)
        return certainty.truth(answer, sure) if isinstance(answer, Truth) and isinstance(sure, Truth) else answer

    def prepare(self, name: str, parameters: Mapping[str, str]) -> str:
        """Return the SPARQL of a named query with its parameters filled in; `as_of` may be this graph's day."""
        query, given = named_query(name), dict(parameters)
        if self.moment.as_of and "as_of" in query.parameters:
            given.setdefault("as_of", str(self.moment.as_of))
        return bind(query, given, self.names, self.latest, self.sources)

    def ask(self, name: str, **parameters: str) -> Rows:
        """Return the rows of a named query, such as `ask("who-leads", brand="luxeed")`.

        Raises UnknownName with the nearest query or value, UsageError for a wrong
        parameter.
        """
        return select(self._seen(), self.prepare(name, parameters))

    def entity(self, name: str) -> Profile:
        """Return everything known of the entity that goes by the name.

        Raises UnknownName with the nearest names, AmbiguousName with the candidates.
        """
        return read_profile(self.store, self.names, name, self._certainty if self.moment.as_of else None)

    def _certainty(self, statement: str) -> str | None:
        """Tell whether a statement is certain or possible on this graph's day; None when it is neither."""
        day, found = self.moment.as_of, self.facts.statement.get(statement)
        if day is None or found is None or not found.possible(day):
            return None
        return "certain" if found.certain(day) else "possible"

    @cached_property
    def held(self) -> Facts:
        """The facts whose statements may hold on this graph's day; all of them without a day."""
        return holding_on(self.facts, self.moment.as_of) if self.moment.as_of else self.facts

    @property
    def closed(self) -> Facts:
        """The same with their premises, so that every reference has its target."""
        return with_premises(self.held, self.facts)

    def to_networkx(
        self, kinds: Collection[str] | None = None, statuses: Collection[str] | None = None
    ) -> nx.MultiDiGraph[str]:
        """Return the network of entities and statements; see `graph.projection`."""
        from graph.projection import to_networkx

        return to_networkx(self.held, kinds, statuses)

    def to_rdflib(self) -> rdflib.Dataset:
        """Return the store as an rdflib Dataset; nothing is copied."""
        from graph.dataset import to_rdflib

        return to_rdflib(self._seen())
