"""One statement as it is cited under an answer: what it claims, who says so, and where it stands."""

from __future__ import annotations

from bisect import bisect_left
from itertools import groupby
from typing import Any

from ontology.date_words import in_words
from ontology.facts import Facts
from ontology.statements import Statement

SHORTEST = 8
"""Fewest digits of an id that are printed."""


def citation(facts: Facts, statement: Statement) -> dict[str, Any]:
    """Return all that is cited of a statement, ready for JSON: strings, lists, dicts and None only.

    `speaker`, `via` and `publisher` have `id` and `label`; `time` has `edtf`, `words` (English) and `raw`
    (those of the source); `evidence` are locators, `premises` are ids.
    """
    source = facts.source[statement.source]
    return {
        "id": statement.id,
        "short_id": short_id(facts, statement),
        "handle": statement.handle,
        "kind": statement.kind,
        "summary": statement.summary,
        "status": statement.status,
        "polarity": statement.polarity,
        "phase": statement.phase,
        "speaker": _named(facts, statement.speaker),
        "via": [_named(facts, relay.agent) for relay in statement.via],
        "source": statement.source,
        "publisher": _named(facts, source.publisher),
        "original": _named(facts, source.original),
        "published": str(source.published) if source.published else None,
        "time": {"edtf": statement.time.edtf, "words": when(statement), "raw": statement.time.raw},
        "flags": list(statement.flags),
        "evidence": [span.to_text() for span in statement.evidence],
        "rule": statement.rule,
        "premises": list(statement.premises),
    }


def citation_lines(facts: Facts, statement: Statement) -> list[str]:
    """Return a statement as three lines of any length: summary; status, speaker, publisher and time; place and id."""
    said = [part for part in (attribution(facts, statement), when(statement)) if part]
    return [
        statement.summary,
        f"[{', '.join(_marks(statement))}] {'; '.join(said)}",
        f"{_place(statement)}  id {short_id(facts, statement)}",
    ]


def short_id(facts: Facts, statement: Statement) -> str:
    """Return the first digits of a statement's id, at least eight, that no other statement's id begins with.

    The statements are sorted by id, as those of `make_facts` and `derive` are.
    """
    found = bisect_left(facts.statements, statement.id, key=lambda other: other.id)
    near = (other.id for other in facts.statements[max(found - 1, 0) : found + 2] if other.id != statement.id)
    return statement.id[: max(SHORTEST, *(_shared(statement.id, other) + 1 for other in near), 0)]


def _shared(one: str, other: str) -> int:
    return next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def when(statement: Statement) -> str:
    """Return when a statement holds, in English words; `undated` when no time is told."""
    return "undated" if statement.time.edtf == "/" else in_words(statement.time.edtf)


def attribution(facts: Facts, statement: Statement) -> str:
    """Return who says it and where, such as `Huawei, in Mondo Cars (2024-01-31)`; of what follows, its rule."""
    if statement.status == "derived":
        count = len(statement.premises)
        return f"follows by {statement.rule} from {count} statement{'s' if count > 1 else ''}"
    source = facts.source[statement.source]
    place = _label(facts, source.publisher) if source.publisher else source.id
    if source.original not in (None, source.publisher):
        place += f" after {_label(facts, source.original)}"
    where = f"{place} ({source.published})" if source.published else place
    said = [_label(facts, statement.speaker)] if statement.speaker else []
    said += [f"via {_label(facts, relay.agent)}" for relay in statement.via]
    return f"{', '.join(said)}, in {where}" if said else where


def _marks(statement: Statement) -> list[str]:
    usual = (("polarity", "asserted"), ("phase", "in-effect"))
    return [statement.status, *(str(getattr(statement, key)) for key, word in usual if getattr(statement, key) != word)]


def _place(statement: Statement) -> str:
    """Return the spans of the evidence, those of one source after its name."""
    spans = groupby(sorted(statement.evidence), key=lambda span: span.source)
    return " ".join(f"{source}#char={' '.join(f'{s.start},{s.end}' for s in group)}" for source, group in spans) or (
        f"{statement.source}"
    )


def _label(facts: Facts, entity: str | None) -> str:
    found = facts.entity.get(entity or "")
    return found.label() if found is not None else entity or ""


def _named(facts: Facts, entity: str | None) -> dict[str, str] | None:
    return {"id": entity, "label": _label(facts, entity)} if entity else None
