"""What changed between two days, in words: what terminals, JSON and pages of the server say of it."""

from __future__ import annotations

from collections.abc import Iterable

from graph.differences import Change, What
from graph.standings import Place, Standing
from ontology.concepts import concept
from ontology.facts import Facts

COUNTED: dict[What, str] = {
    "changed-hands": "changed hands",
    "began": "began",
    "ended": "ended",
    "changed-phase": "changed phase",
    "happened": "happened",
    "was-planned": "planned happenings",
    "became-certain": "became certain",
    "became-uncertain": "became uncertain",
}
"""What changes are called, in the order in which they are told."""
COUNTED_ZH: dict[What, str] = {
    "changed-hands": "易主",
    "began": "开始",
    "ended": "结束",
    "changed-phase": "阶段变化",
    "happened": "发生",
    "was-planned": "计划中的事件",
    "became-certain": "变为确定",
    "became-uncertain": "变为不确定",
}
ONLY_SURER: tuple[What, ...] = ("became-certain", "became-uncertain")
"""Changes in which nothing changed but how sure it is."""
_RELATIONS_ZH = {
    "channel-model": "销售模式",
    "partnership": "合作对象",
    "unit-of": "隶属于",
    "brand-of": "品牌属于",
    "model-of": "车型属于",
    "post-held": "任职者",
    "reporting": "汇报给",
    "termination": "终止合作",
}


def in_order(facts: Facts, changes: Iterable[Change]) -> tuple[list[Change], list[Change]]:
    """Return the changes of states by subject, and the happenings, both in the order in which they are told."""
    told = list(changes)
    places = list(COUNTED)
    states = [change for change in told if not change.place.happened]
    states.sort(key=lambda c: (subject_label(facts, c.subject).casefold(), c.subject, places.index(c.what), c.place))
    happened = [change for change in told if change.place.happened]
    return states, sorted(happened, key=lambda c: places.index(c.what))


def subject_label(facts: Facts, entity: str) -> str:
    """Return the name of an entity; an empty id is a scope that is not told."""
    found = facts.entity.get(entity)
    return found.label() if found is not None else entity or "Scope not told"


def holder_label(facts: Facts, place: Place, standing: Standing) -> str:
    """Return the name of who holds a place, or of the channel model that is used."""
    if place.kind == "channel-model":
        return concept("channel-model", standing.holder).label["en"]
    return subject_label(facts, standing.holder)


def phase_label(phase: str) -> str:
    """Return a phase in English words."""
    return concept("phase", phase).label["en"]


def relation_in_chinese(place: Place) -> str:
    """Return the relation of a place in Chinese, as a heading over those who hold it."""
    if place.kind == "channel-role":
        stage, involvement = place.aspect
        return f"{_chinese('stage', stage)}（{_chinese('involvement', involvement)}）"
    if place.kind == "membership":
        return f"作为{_chinese('member-role', place.aspect[0])}加入"
    if place.kind == "channel-model" and len(place.aspect) > 1:
        return f"{_chinese('channel-model', place.aspect[1])}内的销售模式"
    return _chinese("event-type", place.aspect[0]) if place.kind == "event" else _RELATIONS_ZH[place.kind]


def _chinese(scheme: str, slug: str) -> str:
    return concept(scheme, slug).label["zh-Hans"]
