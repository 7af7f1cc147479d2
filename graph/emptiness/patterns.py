"""Triple patterns that match nothing, alone or after what stands before them, and what would match instead."""

from __future__ import annotations

from collections.abc import Sequence

import pyoxigraph as ox

from graph.emptiness.constants import unknown_in
from graph.emptiness.diagnosis import Diagnosis
from graph.emptiness.probing import Probe
from graph.emptiness.structure import Part, Triple
from graph.emptiness.terms import split
from graph.emptiness.tokens import Token, to_text
from graph.emptiness.values import is_constant, likeness, nearest, same_text, show
from ontology.iris import compact

TRIED = 8
"""Other variables that are tried in the place of one."""


def explain_pattern(probe: Probe, part: Part) -> Diagnosis:
    """Say why a triple pattern matches nothing at all, and which one near to it would."""
    unknown = unknown_in(probe, (part,))
    if unknown:
        return unknown
    triple = part.triple
    assert triple is not None  # noqa: S101 (the caller's part is a triple pattern)
    reason, repair = alternative(probe, triple, "")
    return Diagnosis("no-match pattern", part.shown, f"nothing matches {{ {part.shown} }}{reason}", repair)


def alternative(probe: Probe, triple: Triple, context: str, others: Sequence[str] = ()) -> tuple[str, str]:
    """Return the rest of a sentence about what there is instead of a pattern, and the pattern that would match.

    `context` is the body that it has to match with, `others` the variables of
    that which may be meant instead of one of its own.
    """
    for attempt in (_other_literal, _reversed, _other_object):
        found = attempt(probe, triple, context)
        if found and found[1]:
            return found
    return (
        _other_variable(probe, triple, context, others)
        or found
        or _other_predicate(probe, triple, context)
        or _used_predicate(probe, triple, context)
        or ("", "")
    )


def _text(subject: str, predicate: str, value: str) -> str:
    return " ".join("[]" if word.startswith("?_anonymous") else word for word in (subject, predicate, value))


def _path(triple: Triple) -> str:
    return to_text(list(triple.predicate))


def _objects(probe: Probe, triple: Triple, context: str) -> list[ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple]:
    if not is_constant(triple.object):
        return []
    return probe.terms("?_o", f"{context} {triple.subject.text} {_path(triple)} ?_o .")


def _other_literal(probe: Probe, triple: Triple, context: str) -> tuple[str, str] | None:
    if triple.object.kind != "literal":
        return None
    wanted = next(iter(probe.terms(triple.object.text, "")), None)
    if not isinstance(wanted, ox.Literal):
        return None
    same = f'FILTER (STR(?_o) = STR({triple.object.text}) || STR(?_o) = "{_bare(wanted)}")'
    found = same_text(probe.terms("?_o", f"{context} {triple.subject.text} {_path(triple)} ?_o . {same}"), wanted)
    found = found or same_text(_objects(probe, triple, context), wanted)
    if not found:
        return None
    other = found[0]
    what = "language tag" if isinstance(other, ox.Literal) and other.language != wanted.language else "datatype"
    reason = f"; the graph has this literal with another {what}: {show(other)}"
    return reason, f"{{ {_text(triple.subject.text, _path(triple), show(other))} }}"


def _bare(literal: ox.Literal) -> str:
    return str(ox.Literal(literal.value))[1:-1]


def _reversed(probe: Probe, triple: Triple, context: str) -> tuple[str, str] | None:
    if triple.object.kind == "literal" or triple.property is None or triple.property.kind == "variable":
        return None
    if not probe.ask(f"{context} {triple.object.text} {_path(triple)} {triple.subject.text} ."):
        return None
    reason = f"; {_path(triple)} runs the other way"
    return reason, f"{{ {_text(triple.subject.text, '^' + _path(triple), triple.object.text)} }}"


def _other_object(probe: Probe, triple: Triple, context: str) -> tuple[str, str] | None:
    """Propose the nearest values that stand in the object's place."""
    values = _objects(probe, triple, context)
    if not values:
        return None
    wanted = next(iter(probe.terms(triple.object.text, "")), None)
    if wanted is None:
        return None
    near = nearest(values, wanted)
    said = ", ".join(map(show, near)) + (f" and {len(values) - len(near)} more" if len(values) > len(near) else "")
    who = f"from {triple.subject.text} " if is_constant(triple.subject) else "there " if context else ""
    repair = f"{{ {_text(triple.subject.text, _path(triple), show(near[0]))} }}"
    fit = likeness(near[0], wanted) >= 50 or isinstance(near[0], ox.Literal)
    return f"; {who}{_path(triple)} leads to {said}", repair if fit or len(values) == 1 else ""


def _other_variable(probe: Probe, triple: Triple, context: str, others: Sequence[str]) -> tuple[str, str] | None:
    """Propose another variable of the query in the place of the subject or the object."""
    for old in (triple.subject, triple.object):
        if old.kind == "variable":
            for name in [o for o in others if o not in (triple.subject.text, triple.object.text)][:TRIED]:
                new = Token("variable", name)
                subject, value = (new, triple.object) if old is triple.subject else (triple.subject, new)
                text = f"{subject.text} {_path(triple)} {value.text}"
                if probe.ask(f"{context} {text} ."):
                    return f"; with {name} instead of {old.text} it would", f"{{ {text} }}"
    return None


def _other_predicate(probe: Probe, triple: Triple, context: str) -> tuple[str, str] | None:
    """Propose the nearest predicate between the same ends."""
    wanted = triple.property
    if wanted is None or wanted.kind == "variable":
        return None
    if not context and not (is_constant(triple.subject) or is_constant(triple.object)):
        return None
    between = f"{context} {triple.subject.text} ?_p {triple.object.text} ."
    alike = f"{between} ?_any {wanted.text} {triple.object.text} ." if triple.object.kind == "variable" else between
    found = probe.terms("?_p", alike) or probe.terms("?_p", between)
    iri = next(iter(probe.terms(wanted.text, "")), None)
    if not found or iri is None:
        return None
    near = nearest(found, iri)
    reason = f"; {_holder(triple)} {', '.join(map(show, near))}"
    fit = likeness(near[0], iri) >= 75 or len(found) == 1
    repair = f"{{ {_text(triple.subject.text, show(near[0]), triple.object.text)} }}"
    return reason, repair if fit else ""


def _holder(triple: Triple) -> str:
    subject, value = triple.subject.text, triple.object.text
    if is_constant(triple.subject) and is_constant(triple.object):
        return f"between {subject} and {value} there is"
    if is_constant(triple.object):
        return f"what points to {value} is"
    return f"what {subject if not subject.startswith('?_') else 'it'} has is"


def _used_predicate(probe: Probe, triple: Triple, context: str) -> tuple[str, str] | None:
    """Say that a predicate is declared and never used, with the nearest that is."""
    wanted = triple.property
    if context or wanted is None or wanted.kind == "variable" or probe.ask(f"?_s {wanted.text} ?_o ."):
        return None
    iri = next(iter(probe.terms(wanted.text, "")), None)
    name = compact(iri.value) if isinstance(iri, ox.NamedNode) else wanted.text
    near = [term for term in probe.lexicon.nearest(name, "predicate", limit=3) if split(term)[1] != split(name)[1]]
    reason = f"; no triple that is seen has the predicate {wanted.text}"
    return reason, f"{{ {_text(triple.subject.text, near[0], triple.object.text)} }}" if near else ""
