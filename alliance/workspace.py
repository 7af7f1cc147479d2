"""One graph to work with: its facts, its store, and what is asked of them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from alliance import answering
from alliance.contents import Contents
from graph.answers import Answer, Rows
from graph.binding import find_source
from graph.building import build_in_memory
from graph.catalogue import catalogue
from graph.direct import Mode, TimedTriple, iter_timed
from graph.layers import make_layers
from graph.moments import Moment, holding_on, known_by, parse_date, parse_moment, with_premises
from graph.naming import NameIndex
from graph.profiles import Profile
from graph.query_heads import NamedQuery
from graph.slices import Slices
from graph.store import Store, select
from ontology.facts import Facts

if TYPE_CHECKING:
    import networkx as nx
    import rdflib

    from alliance.auditing import SourceAudit
    from alliance.influence import Influence
    from graph.conflicts import Conflict
    from graph.corroboration import Proposition
    from graph.differences import Change
    from graph.grounds import Ground
    from graph.matrix import Matrix
    from graph.projections.declared import Projection
    from graph.projections.edges import Edges
    from graph.timelines import Timeline

KNOWN_GRAPHS = 8
"""So many graphs as known by a day are kept; the one that was asked for longest ago goes first."""


class Alliance:
    """A graph of facts behind SPARQL, named queries and network views.

    Made by `alliance.open`. Names of entities may be given in any form that the graph knows: id, name in any
    language, alias or mistranslation. `at` gives the same graph as of a day, or as known by a day.
    """

    def __init__(
        self,
        store: Store,
        facts: Facts | None = None,
        read_triples: Callable[[], Sequence[TimedTriple]] | None = None,
        moment: Moment | None = None,
    ) -> None:
        self.store = store
        self.moment = moment or Moment()
        self.contents = Contents(store, facts)
        self._read_triples = read_triples or (lambda: list(iter_timed(self.facts.statements)))
        self._known_by = lru_cache(KNOWN_GRAPHS)(lambda day: Alliance.of(known_by(self.facts, day)))
        self._whole: Alliance | None = None

    @classmethod
    def of(cls, facts: Facts) -> Alliance:
        """Return the graph of some facts, in memory."""
        return cls(build_in_memory(make_layers(facts)), facts)

    def at(self, as_of: str | None = None, known_by: str | None = None) -> Alliance:
        """Return the graph as it stood on a day, or as it could be known on a day, or both.

        A date may be a year, a month or a day, or `latest`; None leaves this graph's own.
        Raises UsageError for what is no date, and when nothing was known yet.
        """
        known = parse_moment(None, known_by, self.latest).known_by or self.moment.known_by
        base = self if known in (None, self.moment.known_by) else self.untimed._known_by(known)
        moment = Moment(parse_moment(as_of, None, base.latest).as_of or self.moment.as_of, known)
        if moment == self.moment:
            return self
        view = Alliance(base.store, moment=moment)
        view.slices, view.contents, view._whole = base.slices, base.contents, self.untimed
        return view

    @property
    def untimed(self) -> Alliance:
        """The same graph without a moment."""
        return self._whole or self

    @cached_property
    def slices(self) -> Slices:
        """The graphs of direct triples of days, in this process; of a store elsewhere they are in a copy of it."""
        return Slices(self.contents.local, self._read_triples)

    @property
    def facts(self) -> Facts:
        """The validated facts and what follows from them."""
        return self.contents.facts

    @property
    def names(self) -> NameIndex:
        """All names of entities."""
        return self.contents.names

    @property
    def latest(self) -> str:
        """The day of the latest publication, which stands for now."""
        return self.contents.latest

    @property
    def sources(self) -> frozenset[str]:
        """The ids of all sources."""
        return self.contents.sources

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

        Raises QueryError when it does not parse or cannot be evaluated, UsageError when the first line is wrong.
        """
        return answering.answer(self, sparql)

    def seen(self, mode: Mode = "possible") -> Store:
        """Return the store with the direct triples that may, or must, hold on this graph's day."""
        return self.slices.at(self.moment.as_of, mode) if self.moment.as_of else self.store

    def prepare(self, name: str, parameters: Mapping[str, str]) -> str:
        """Return the SPARQL of a named query with its parameters filled in; `as_of` may be this graph's day."""
        return answering.prepare(self, name, parameters)

    def ask(self, name: str, **parameters: str) -> Rows:
        """Return the rows of a named query, such as `ask("who-leads", brand="luxeed")`.

        Raises UnknownName with the nearest query or value, UsageError for a wrong parameter.
        """
        return select(self.seen(), self.prepare(name, parameters))

    def entity(self, name: str) -> Profile:
        """Return everything known of the entity that goes by the name.

        Raises UnknownName with the nearest names, AmbiguousName with the candidates.
        """
        return answering.profile(self, name)

    @cached_property
    def held(self) -> Facts:
        """The facts whose statements may hold on this graph's day; all of them without a day."""
        return holding_on(self.facts, self.moment.as_of) if self.moment.as_of else self.facts

    @property
    def closed(self) -> Facts:
        """The same with their premises, so that every reference has its target."""
        return with_premises(self.held, self.facts)

    def conflicts(self) -> tuple[Conflict, ...]:
        """Return what contradicts what; on this graph's day, when it has one. See `graph.conflicts`."""
        return self.contents.conflicts(self.moment.as_of)

    def corroboration(self) -> tuple[Proposition, ...]:
        """Return what is claimed, by the number of independent publishers. See `graph.corroboration`."""
        from graph.corroboration import corroborate

        return corroborate(self.facts, self.moment.as_of)

    def diff(self, before: str, after: str, entity: str | None = None) -> tuple[Change, ...]:
        """Return what changed between two days, of one entity or of all. See `graph.differences`."""
        from graph.differences import compare

        first, second = (parse_date("day", text, self.latest) for text in (before, after))
        return compare(self.facts, first, second, self.names.resolve(entity) if entity else None)

    def why(self, statement: str) -> Ground:
        """Return a statement, by id, handle or the beginning of its id, with its premises down to the sources."""
        from graph.grounds import find_statement, trace

        return trace(self.facts, find_statement(self.facts, statement).id)

    def timeline(self, entity: str) -> Timeline:
        """Return all about an entity over time, as lanes. See `graph.timelines`."""
        from graph.timelines import read_timeline

        return read_timeline(self.facts, self.names.resolve(entity), self.moment.as_of)

    def matrix(self, alliance: str | None = None) -> Matrix:
        """Return who leads which stage for which brand on this graph's day, or as of the latest publication.

        See `graph.matrix`, and `find_alliance` there for the name and its errors.
        """
        from graph.matrix import find_alliance, role_matrix

        return role_matrix(self.facts, self.day, find_alliance(self.facts, self.names, alliance))

    def without(self, *sources: str) -> SourceAudit:
        """Return what would fall or flip if some sources were wrong. Raises UnknownName with the nearest."""
        from alliance.auditing import audit_sources

        return audit_sources(self, [self.source(source) for source in sources])

    @property
    def day(self) -> date:
        """The day of this graph, or that of the latest publication."""
        return self.moment.as_of or date.fromisoformat(self.latest)

    def project(self, projection: Projection | str) -> Edges:
        """Return the edges of a projection on this graph's day, or as of the latest publication.

        Shipped projections go by their names; see `graph.projections.catalogue` for
        others. Raises UnknownName with the nearest.
        """
        from graph.projections.catalogue import get_projection
        from graph.projections.projecting import project

        declared = get_projection(projection) if isinstance(projection, str) else projection
        return project(self.contents.table, declared, self.day)

    @property
    def influence(self) -> Influence:
        """Who matters on this graph's day, why, and what breaks without them."""
        from alliance.influence import Influence

        return Influence(self)

    def to_networkx(
        self, kinds: Collection[str] | None = None, statuses: Collection[str] | None = None
    ) -> nx.MultiDiGraph[str]:
        """Return the network of entities and statements; see `graph.projections.multigraphs`."""
        from graph.projections.multigraphs import statements_to_networkx

        return statements_to_networkx(self.held, kinds, statuses)

    def to_rdflib(self) -> rdflib.Dataset:
        """Return the store as an rdflib Dataset; nothing is copied but a store elsewhere."""
        from graph.dataset import to_rdflib

        return to_rdflib(self.slices.at(self.moment.as_of) if self.moment.as_of else self.contents.local)
