"""Moments: the day that a question is about, and the day by which one had to know."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import date

from graph.derivation import derive, underived
from ontology.dates import parse_day
from ontology.entities import Entity
from ontology.errors import UsageError
from ontology.extents import parse_extent
from ontology.facts import Facts
from ontology.names import Name
from ontology.provenance import Source
from ontology.statements import Statement


@dataclass(frozen=True, slots=True)
class Moment:
    """A day in valid time and a day in publication time; none of both means all that is known, as it stands."""

    as_of: date | None = None
    known_by: date | None = None

    def in_words(self) -> str:
        """Return what a title says of the moment, such as `, as of 2025-08-01`; nothing when it has no day."""
        return "".join(
            f", {words} {day}" for words, day in (("as of", self.as_of), ("as known by", self.known_by)) if day
        )


def parse_moment(as_of: str | None, known_by: str | None, latest: str) -> Moment:
    """Return the moment that two dates denote; `latest` may stand for the day of the latest publication.

    Raises UsageError for what is not a date.
    """
    return Moment(_day("as-of", as_of, latest), _day("known-by", known_by, latest))


def _day(name: str, text: str | None, latest: str) -> date | None:
    return None if text is None else parse_date(name, text, latest)


def parse_date(name: str, text: str, latest: str | None = None) -> date:
    """Return the day that a text denotes, `latest` too where that is told. Raises UsageError, which tells the name."""
    try:
        return parse_day(latest if latest and text == "latest" else text)
    except ValueError:
        raise UsageError(f"{name}: {text!r} is not a date such as 2025-07-09") from None


def known_by(facts: Facts, day: date) -> Facts:
    """Return the facts as they could be known on a day: later sources and what they say are left out.

    What follows is derived anew, from what was known. Entities stay, with their
    names and descriptions, which are the curators' and have no date. Raises
    UsageError when nothing was known yet.
    """
    dated = [source.published for source in facts.sources if source.published]
    if dated and day < min(dated):
        raise UsageError(f"nothing was known by {day}; the first source is of {min(dated)}")
    there = {source.id for source in facts.sources if source.published is None or source.published <= day}
    known = told_by(facts, there, lambda s: _was_known(s, day))
    return replace(known, sources=tuple(_as_published(source, day) for source in known.sources))


def _was_known(statement: Statement, day: date) -> bool:
    """Background has no day of publication; it counts as known once what it says must have begun."""
    if statement.known_since is not None:
        return statement.known_since <= day
    return statement.validity.start_latest <= day


def _as_published(source: Source, day: date) -> Source:
    """Return the source without an update that had yet to come."""
    late = source.updated is not None and source.updated > day
    return source.model_copy(update={"updated": None}) if late else source


def told_by(facts: Facts, sources: Collection[str], admits: Callable[[Statement], bool] = lambda _: True) -> Facts:
    """Return the facts as some sources tell them, and of what these say only the statements that are admitted.

    What rests on a statement that is left out goes with it; what the rules make is
    made anew. Entities stay, without the mentions of their names in other sources and
    without extents that speak of these.
    """
    there = set(sources)
    base = underived(facts)
    kept = {s.id for s in base.statements if s.source in there and admits(s)}
    while lost := {i for i in kept if not kept.issuperset(base.statement[i].premises)}:
        kept -= lost
    entities = tuple(_as_told(entity, there) for entity in facts.entities)
    left = tuple(source for source in facts.sources if source.id in there)
    return derive(Facts(entities, left, tuple(s for s in base.statements if s.id in kept)))


def as_known(facts: Facts, moment: Moment) -> Facts:
    """Return the facts as they could be known at a moment; all of them when it tells no day for that."""
    return facts if moment.known_by is None else known_by(facts, moment.known_by)


def _as_told(entity: Entity, sources: set[str]) -> Entity:
    update: dict[str, object] = {"names": tuple(_mentioned(name, sources) for name in entity.names)}
    extent = getattr(entity, "extent", None)
    if extent and any(name == "source" and value not in sources for name, value in parse_extent(extent).where):
        update["extent"] = None
    return entity.model_copy(update=update)


def _mentioned(name: Name, sources: set[str]) -> Name:
    """Return the name with its mentions in the sources that are there."""
    mentions = tuple(mention for mention in name.mentions if mention.source in sources)
    return name if len(mentions) == len(name.mentions) else name.model_copy(update={"mentions": mentions})


def holding_on(facts: Facts, day: date) -> Facts:
    """Return the facts whose statements may hold, or have happened, on a day."""
    return replace(facts, statements=tuple(s for s in facts.statements if s.possible(day)))


def with_premises(held: Facts, facts: Facts) -> Facts:
    """Return some of the facts with all premises of their statements, so that every reference has its target."""
    kept = set(held.statement)
    pending = list(kept)
    while pending:
        new = set(facts.statement[pending.pop()].premises) - kept
        kept |= new
        pending += new
    return replace(held, statements=tuple(s for s in facts.statements if s.id in kept))
