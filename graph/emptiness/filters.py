"""Filters that no row passes: which one, what there is to pass, and the nearest value that would."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pyoxigraph as ox
from rapidfuzz import fuzz, process, utils

from graph.answers import Term
from graph.emptiness.constants import unknown_in
from graph.emptiness.diagnosis import Diagnosis, EmptinessKind
from graph.emptiness.probing import Probe
from graph.emptiness.structure import Group, Part, make_part
from graph.emptiness.structure import body as to_body
from graph.emptiness.tokens import Token, to_text
from graph.emptiness.values import OPEN, comparable, is_constant, nearest, ordered, same_text, show, spoken

_TURNED = {"<": ">", ">": "<", "<=": ">=", ">=": "<=", "=": "=", "!=": "!="}
_SEARCHES = ("CONTAINS", "REGEX", "STRSTARTS", "STRENDS")


@dataclass(frozen=True, slots=True)
class Comparison:
    """An expression, a sign, and the constant that it is compared with."""

    expression: str
    sign: str
    constant: Token


def conjuncts(part: Part) -> list[Part]:
    """Return the parts of a filter that `&&` joins at its top, each a filter of its own."""
    inner = list(part.tokens[1:])
    if part.branches or not _wrapped(inner):
        return [part]
    found: list[list[Token]] = [[]]
    depth = 0
    for token in _unwrapped(inner):
        depth += (token.text in "({[") - (token.text in ")}]") if token.kind == "sign" else 0
        if token.text == "&&" and depth == 0:
            found.append([])
        else:
            found[-1].append(token)
    opening, closing = Token("sign", "("), Token("sign", ")")
    if any(token.text == "||" and token.kind == "sign" for token in _top(_unwrapped(inner))):
        return [part]
    return [make_part("filter", [part.tokens[0], opening, *_unwrapped(tokens), closing]) for tokens in found]


def _top(tokens: list[Token]) -> list[Token]:
    found, depth = [], 0
    for token in tokens:
        depth += (token.text in "({[") - (token.text in ")}]") if token.kind == "sign" else 0
        if depth == 0:
            found.append(token)
    return found


def _wrapped(tokens: list[Token]) -> bool:
    """Tell whether the first bracket closes with the last."""
    return len(tokens) > 1 and tokens[0].text == "(" and [t.text for t in _top(tokens)] == [")"]


def _unwrapped(tokens: list[Token]) -> list[Token]:
    while _wrapped(tokens):
        tokens = tokens[1:-1]
    return tokens


def explain_filters(probe: Probe, rest: Group, filters: Group) -> Diagnosis | None:
    """Say which filter no solution of the rest passes, or which two exclude each other."""
    tests = [test for part in filters for test in conjuncts(part)]
    alone = [test for test in tests if probe.has((*rest, test)) is False]
    if alone:
        others = tuple(test for test in tests if test is not alone[0])
        return explain_filter(probe, rest, others, alone[0])
    for place in range(1, len(tests)):
        if probe.has((*rest, *tests[: place + 1])) is False:
            return _exclude(probe, rest, tests[:place], tests[place])
    return None


def _exclude(probe: Probe, rest: Group, before: list[Part], last: Part) -> Diagnosis:
    partner = next((test for test in before if probe.has((*rest, test, last)) is False), None)
    with_what = partner.shown if partner else "the filters before it"
    found = _compare(probe, rest, tuple(before), last)
    repair = found[2] if found else ""
    kind: EmptinessKind = "negation" if _negates(last) else "date" if found and found[0] else "filter"
    return Diagnosis(kind, last.shown, f"no row passes both {with_what} and {last.shown}", repair)


def _negates(test: Part) -> bool:
    return len(test.tokens) > 2 and test.tokens[1].is_word("NOT") and bool(test.branches)


def explain_filter(probe: Probe, rest: Group, others: Group, test: Part) -> Diagnosis:
    """Say why no solution passes a filter, and with which nearest value some would."""
    if _negates(test):
        return Diagnosis("negation", test.shown, f"every row has what {test.shown} excludes")
    sentence = f"no row passes {test.shown}"
    loose = _unbound(rest, test)
    if loose:
        return Diagnosis("filter", test.shown, f"{sentence}; {loose[0]} is bound nowhere in its group", loose[1])
    unknown = unknown_in(probe, (test,))
    if unknown:
        return Diagnosis("unknown-term", unknown.text, f"{unknown.sentence}; it stands in {test.shown}", unknown.repair)
    found = _compare(probe, rest, others, test) or _compare(probe, rest, (), test) or _search(probe, rest, test)
    if found is None:
        return Diagnosis("filter", test.shown, sentence)
    return Diagnosis("date" if found[0] else "filter", test.shown, f"{sentence}{found[1]}", found[2])


def _unbound(rest: Group, test: Part) -> tuple[str, str] | None:
    """Return a variable that only the filter names, and the nearest that is bound."""
    bound = sorted(frozenset[str]().union(*(part.variables for part in rest)))
    if test.branches or any(token.text == "{" for token in test.tokens):
        return None
    for name in sorted(test.variables - set(bound)):
        near = process.extractOne(name, [b for b in bound if not b.startswith("?_")], scorer=fuzz.ratio)
        renamed = [Token("variable", near[0]) if near and token.text == name else token for token in test.tokens]
        return name, to_text(renamed) if near and near[1] >= 60 else ""
    return None


def read_comparison(tokens: list[Token]) -> Comparison | None:
    """Return the comparison with a constant that an expression is, with the constant on the right."""
    inner = _unwrapped(tokens)
    signs = [i for i, token in enumerate(_flat(inner)) if token.kind == "sign" and token.text in _TURNED]
    if len(signs) != 1:
        return None
    left, sign, right = inner[: signs[0]], inner[signs[0]].text, inner[signs[0] + 1 :]
    if len(right) == 1 and is_constant(right[0]) and left:
        return Comparison(to_text(left), sign, right[0])
    if len(left) == 1 and is_constant(left[0]) and right:
        return Comparison(to_text(right), _TURNED[sign], left[0])
    return None


def _flat(tokens: list[Token]) -> list[Token]:
    """Return the tokens with those in brackets blotted out."""
    result, depth = [], 0
    for token in tokens:
        depth += token.text in ("(", "{") and token.kind == "sign"
        result.append(Token("word", "") if depth else token)
        depth -= token.text in (")", "}") and token.kind == "sign"
    return result


Finding = tuple[bool, str, str]
"""Whether it is about a date, the rest of the sentence, and the repair."""


def _compare(probe: Probe, rest: Group, others: Group, test: Part) -> Finding | None:
    comparison = read_comparison(list(test.tokens[1:]))
    if comparison is None:
        return None
    there = probe.terms(comparison.expression, to_body((*rest, *others)))
    return nearest_passing(probe, comparison, there)


def nearest_passing(probe: Probe, comparison: Comparison, there: list[Term]) -> Finding | None:
    """Say what values there are to compare, and the comparison that the nearest of them would pass."""
    wanted = next(iter(probe.terms(comparison.constant.text, "")), None)
    if wanted is None or not there:
        return None
    left, sign = comparison.expression, comparison.sign
    dated = isinstance(ordered(wanted), date)
    line = comparable(there, wanted)
    if ordered(wanted) is None or not line:
        return _by_letters(left, sign, wanted, there)
    bounds = [term for term in line if ordered(term) not in OPEN] or line
    low, high = spoken(bounds[0]), spoken(bounds[-1])
    said = f"; {left} is {low}" if low == high else f"; {left} runs from {low} to {high}"
    if sign == "!=":
        return dated, said, ""
    best = line[0] if sign[0] == "<" else line[-1] if sign[0] == ">" else nearest(line, wanted)[0]
    turned = {"<": "<=", ">": ">="}.get(sign, sign)
    return dated, said, f"FILTER ({left} {turned} {show(best)})"


def _by_letters(left: str, sign: str, wanted: Term, there: list[Term]) -> Finding:
    same = same_text(there, wanted)
    if same and sign != "!=":
        what = "language tag" if _language(same[0]) != _language(wanted) else "datatype"
        return False, f"; {left} has it with another {what}: {show(same[0])}", f"FILTER ({left} {sign} {show(same[0])})"
    if sign in ("<", ">", "<=", ">="):
        return _typed(left, sign, wanted, there)
    near = nearest(there, wanted)
    if sign == "!=" or not near:
        return False, f"; {left} is always {show(sorted(there, key=show)[0])}", ""
    said = ", ".join(map(show, near)) + (f" and {len(there) - len(near)} more" if len(there) > len(near) else "")
    return False, f"; {left} has {said}", f"FILTER ({left} = {show(near[0])})"


def _typed(left: str, sign: str, wanted: Term, there: list[Term]) -> Finding:
    """Propose the constant with the datatype of the values that it is compared with."""
    typed = sorted((term for term in there if ordered(term) is not None), key=show)
    said = f"; {left} has values of another type, such as {show((typed or sorted(there, key=show))[0])}"
    if not typed or not isinstance(wanted, ox.Literal) or not isinstance(typed[0], ox.Literal):
        return False, said, ""
    meant = ox.Literal(wanted.value, datatype=typed[0].datatype)
    dated = typed[0].datatype.value.endswith("date")
    return dated, said, f"FILTER ({left} {sign} {show(meant)})" if ordered(meant) is not None else ""


def _language(term: Term) -> str | None:
    return term.language if isinstance(term, ox.Literal) else None


def _search(probe: Probe, rest: Group, test: Part) -> Finding | None:
    """Propose the value that comes nearest to what is searched for in a text."""
    inner = _unwrapped(list(test.tokens[1:]))
    if not inner or not inner[0].is_word(*_SEARCHES) or not _wrapped(inner[1:]):
        return None
    arguments = inner[2:-1]
    commas = [i for i, token in enumerate(_flat(arguments)) if token.text == ","]
    if not commas or arguments[commas[0] + 1].kind != "literal":
        return None
    text = to_text(arguments[: commas[0]])
    wanted = next(iter(probe.terms(arguments[commas[0] + 1].text, "")), None)
    there = probe.terms(f"STR({text})", to_body(rest))
    if not isinstance(wanted, ox.Literal) or not there:
        return None
    texts = sorted(term.value for term in there if isinstance(term, ox.Literal))
    best = min(texts, key=lambda found: (-_alike(found, wanted.value), found))
    if _alike(best, wanted.value) < 60:
        return None
    near = show(ox.Literal(best))
    replaced = [Token("literal", near) if token == arguments[commas[0] + 1] else token for token in test.tokens]
    return False, f"; the nearest text is {near}", to_text(replaced)


def _alike(one: str, other: str) -> float:
    """Return how alike two texts are, whole or by the words that they share."""
    first, second = (utils.default_process(text) for text in (one, other))
    return max(fuzz.ratio(first, second), fuzz.token_set_ratio(first, second))
