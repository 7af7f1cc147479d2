from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest

from alliance import Alliance
from graph.grounds import DEEPEST, Ground, find_statement, trace
from ontology.errors import AmbiguousName, UnknownName
from ontology.facts import Facts, make_facts
from ontology.iris import STATEMENT
from ontology.statements import Statement
from tests.examples import ROLE, statement

Shape = tuple[str | None, list[Any]]


def shape(ground: Ground) -> Shape:
    """Return the tree as names: a rule for what follows, a handle for what is said."""
    told = ground.statement
    return (told.handle or told.rule, [shape(premise) for premise in ground.premises])


def only(bundled: Alliance, **values: object) -> Statement:
    (found,) = [s for s in bundled.facts.statements if all(getattr(s, k, None) == v for k, v in values.items())]
    return found


def test_every_derived_statement_rests_on_evidence(bundled: Alliance) -> None:
    derived = [s for s in bundled.facts.statements if s.status == "derived"]
    assert len(derived) > 50
    for one in derived:
        assert any(leaf.evidence for leaf in trace(bundled.facts, one.id).leaves()), one.summary


def test_every_ground_of_the_bundled_graph_is_told_in_full(bundled: Alliance) -> None:
    for one in bundled.facts.statements:
        for ground in trace(bundled.facts, one.id):
            told = tuple(premise.statement.id for premise in ground.premises)
            assert told == (() if ground.told else ground.statement.premises)
            assert not ground.cut


def test_that_huawei_led_luxeeds_sales_follows_from_a_headline_and_a_label(bundled: Alliance) -> None:
    led = only(bundled, scope=("luxeed",), stage="sales", involvement="leads", holder="huawei", regime=None)
    label: Shape = ("group-label", [("a0-network-luxeed", [])])
    assert shape(trace(bundled.facts, led.id)) == ("alliance-scope", [("a0-headline-sales-huawei-realms", []), label])


def test_a_rule_of_ours_is_explained_and_a_curators_rule_is_not() -> None:
    base = statement(ROLE, handle="base")
    ours = statement(ROLE, status="derived", premises=base.id, rule="party-role", evidence=None)
    curated = statement(ROLE, status="derived", premises=base.id, rule="by-hand", evidence=None)
    facts = make_facts([base, ours, curated])
    assert trace(facts, ours.id).explanation.startswith("A party's part in a partnership says what it does")
    assert trace(facts, curated.id).explanation == ""
    assert trace(facts, base.id).explanation == ""


def derived(rule: str, *premises: str) -> Statement:
    return statement(ROLE, status="derived", rule=rule, premises=list(premises), evidence=None)


def test_shared_premises_are_followed_once() -> None:
    base = statement(ROLE, handle="base")
    below = derived("below", base.id)
    left, right = derived("left", below.id, base.id), derived("right", below.id)
    top = derived("top", left.id, right.id)
    ground = trace(make_facts([base, below, left, right, top]), top.id)
    grounds = list(ground)
    assert [g.statement.rule or "base" for g in grounds].count("base") == 2
    assert [(g.told, len(g.premises)) for g in grounds if g.statement.rule == "below"] == [(False, 1), (True, 0)]
    assert {leaf.handle for leaf in ground.leaves()} == {"base"}


def test_premises_in_a_circle_come_to_an_end() -> None:
    one = derived("one", "0" * 20)
    other = derived("other", one.id)
    looped = one.model_copy(update={"premises": (other.id,)})
    assert looped.id == one.id, "premises are not part of an id, so circles can be written"
    ground = trace(Facts(statements=(looped, other)), one.id)
    assert [(g.statement.rule, g.told) for g in ground] == [("one", False), ("other", False), ("one", True)]


def test_a_chain_that_is_too_long_is_cut() -> None:
    chain = [statement(ROLE, handle="base")]
    for number in range(DEEPEST + 5):
        chain.append(derived(f"step-{number}", chain[-1].id))
    grounds = list(trace(make_facts(chain), chain[-1].id))
    assert len(grounds) == DEEPEST + 1
    assert [ground.cut for ground in grounds] == [False] * DEEPEST + [True]


def test_a_statement_is_found_by_handle_id_beginning_and_iri(bundled: Alliance) -> None:
    wanted = only(bundled, handle="a0-sales-chery-luxeed")
    spellings = [wanted.id, wanted.id[:8], wanted.id[:8].upper(), f"stmt:{wanted.id}", STATEMENT + wanted.id]
    for text in ["a0-sales-chery-luxeed", f"<{wanted.iri}>", f" {wanted.id} ", *spellings]:
        assert find_statement(bundled.facts, text) is wanted


def test_every_statement_is_found_by_its_id_and_handle(bundled: Alliance) -> None:
    for one in bundled.facts.statements:
        assert find_statement(bundled.facts, one.id) is one
        assert one.handle is None or find_statement(bundled.facts, one.handle) is one


def test_an_unknown_handle_offers_the_nearest(bundled: Alliance) -> None:
    with pytest.raises(UnknownName, match="did you mean a0-sales-chery-luxeed") as caught:
        find_statement(bundled.facts, "a0-sales-cherry-luxeed")
    assert caught.value.nearest[0] == "a0-sales-chery-luxeed"


@pytest.mark.parametrize("text", ["", "0c6", "ffff" * 6, "%", "x" * 100_000])
def test_what_names_no_statement_is_unknown(bundled: Alliance, text: str) -> None:
    with pytest.raises(UnknownName):
        find_statement(bundled.facts, text)


def test_a_beginning_that_several_ids_have_tells_them_all() -> None:
    many = [statement(ROLE, handle=f"h-{n}", time=f"{year}") for n, year in enumerate(range(1000, 4000))]
    ids = sorted(one.id for one in many)
    twin = next(i for i, other in pairwise(ids) if i[:4] == other[:4])
    with pytest.raises(AmbiguousName) as caught:
        find_statement(make_facts(many), twin[:4])
    assert [text.partition(" ")[0] for text in caught.value.candidates] == [i for i in ids if i.startswith(twin[:4])]
