"""What a statement says about one entity, in a few words of English or Chinese."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from ontology.concepts import concept
from ontology.facts import Facts
from ontology.happenings import Event, Termination
from ontology.measures import Figure, Goal
from ontology.roles import ChannelModel, ChannelRole
from ontology.statements import Statement
from ontology.structure import BrandOf, Membership, ModelOf, Partnership, PostHeld, Reporting, UnitOf

HEADINGS = {
    "roles held": "担任的角色",
    "roles for it": "他方为其担任的角色",
    "roles under it": "其模式下的角色",
    "structure": "组织关系",
    "channels": "渠道",
    "events": "事件",
    "figures and goals": "数据与目标",
}
"""The groups of lanes in their order, with their headings in Chinese."""
MOST_NAMES = 2
"""Names of a label before it says how many more there are."""
_SIDES: dict[type[Statement], tuple[tuple[str, str, str], tuple[str, str, str]]] = {
    Membership: (("member", "{role} of ", "作为{role}加入"), ("organization", "{role}: ", "{role}：")),
    UnitOf: (("unit", "unit of ", "隶属于"), ("organization", "unit: ", "下属部门：")),
    BrandOf: (("brand", "brand of ", "品牌属于"), ("owner", "brand: ", "品牌：")),
    ModelOf: (("model", "model of ", "车型属于"), ("maker", "model: ", "车型：")),
    PostHeld: (("person", "holds the post ", "任"), ("post", "held by ", "任职者：")),
    Reporting: (("reporter", "reports to ", "汇报给"), ("superior", "is reported to by ", "下级：")),
}


@dataclass(frozen=True, slots=True)
class Wording:
    """The facts whose names are used, the entity that all is about, and the language: `en` or `zh-Hans`."""

    facts: Facts
    entity: str
    lang: str = "en"

    def of(self, statement: Statement) -> str:
        """Return what the statement says about the entity."""
        return _WORDS[type(statement)](self, statement)

    def pick(self, english: str, chinese: str) -> str:
        """Return the text in the wording's language."""
        return chinese if self.lang.startswith("zh") else english

    def name(self, entity: str) -> str:
        """Return the displayed name of an entity."""
        return self.facts.entity[entity].label(self.lang)

    def names(self, entities: Iterable[str]) -> str:
        """Return the names of the entities other than the one it is about, few of them in full."""
        others = [self.name(other) for other in dict.fromkeys(entities) if other != self.entity]
        more = len(others) - MOST_NAMES
        if more > 1:
            return self.pick(", ", "、").join(others[:MOST_NAMES]) + self.pick(
                f" and {more} more", f"等{len(others)}个"
            )
        return self.pick(", ", "、").join(others)

    def term(self, scheme: str, slug: str) -> str:
        """Return the label of a concept."""
        return concept(scheme, slug).label[self.lang]

    def remark(self, statement: Statement, guess: bool) -> str:
        """Return what is unusual about its phase and polarity, and whether it bears on the entity by guess only."""
        said = [] if statement.phase == "in-effect" else [self.term("phase", statement.phase)]
        said += {"denied": [self.term("polarity", "denied")], "unknown": [self.pick("unknown", "未知")]}.get(
            statement.polarity, []
        )
        return self.pick(", ", "、").join([*said, *([self.pick("guess", "推测")] if guess else ())])

    def aside(self, entity: str | None) -> str:
        """Return a name in brackets; nothing for none, or for the one that it is about."""
        if entity is None or entity == self.entity:
            return ""
        return self.pick(f" ({self.name(entity)})", f"（{self.name(entity)}）")

    def told(self, head: str, entities: Iterable[str]) -> str:
        """Return a head and, after a colon, the names; the head alone without any."""
        names = self.names(entities)
        return f"{head}{self.pick(': ', '：')}{names}" if names else head


def _role(words: Wording, role: ChannelRole) -> str:
    involvement, stage = words.term("involvement", role.involvement), words.term("stage", role.stage)
    does = words.pick(f"{involvement}{' for' if ' ' in involvement else ''} {stage}", involvement + stage)
    if role.holder == words.entity:
        whole = words.told(does, role.scope)
    elif role.regime == words.entity:
        whole = words.told(f"{words.name(role.holder)}{words.pick(' ', '')}{does}", role.scope)
    else:
        whole = f"{words.name(role.holder)}{words.pick(' ', '')}{does}"
    return whole + words.aside(role.regime)


def _side(words: Wording, statement: Statement) -> str:
    first, second = _SIDES[type(statement)]
    here, there = (first, second) if getattr(statement, first[0]) == words.entity else (second, first)
    head = words.pick(here[1], here[2])
    if isinstance(statement, Membership):
        head = head.format(role=words.term("member-role", statement.role))
    return head + words.name(getattr(statement, there[0]))


def _partnership(words: Wording, statement: Partnership) -> str:
    whole = words.told(words.pick("works with", "合作"), (party.agent for party in statement.parties))
    return whole + words.aside(statement.via_alliance)


def _model(words: Wording, statement: ChannelModel) -> str:
    involved = (*statement.partners, *statement.formats)
    model = words.told(words.term("channel-model", statement.model), involved)
    return model if statement.operator == words.entity else f"{words.name(statement.operator)} · {model}"


def _event(words: Wording, event: Event) -> str:
    return words.told(words.term("event-type", event.event_type), (*event.actors, *event.targets, *event.others))


def _termination(words: Wording, end: Termination) -> str:
    head = words.pick("cooperation ", "合作") + words.term("manner", end.manner)
    return words.told(head, (end.party, end.counterparty))


def _quantity(words: Wording, measured: Figure | Goal) -> str:
    if not measured.measure or measured.value is None:
        return ""
    upper = getattr(measured, "upper", None)
    sign = concept("operator", measured.operator or "equal").extra["sign"]
    value = f"{measured.value:,}"
    value = f"{value}–{upper:,}" if upper is not None else value if sign == "=" else f"{sign} {value}"
    value = f"+{value}" if isinstance(measured, Figure) and measured.against and measured.value > 0 else value
    unit = {"percent": "%", "none": "", None: ""}.get(measured.unit)
    unit = f" {words.term('unit', measured.unit or 'none')}" if unit is None else unit
    return f"{words.term('measure', measured.measure)} {value}{unit}"


def _figure(words: Wording, figure: Figure) -> str:
    change = words.pick(f" on {figure.against}", f"（较{figure.against}）") if figure.against else ""
    return _quantity(words, figure) + change


def _goal(words: Wording, goal: Goal) -> str:
    who = "" if goal.holder == words.entity else f"{words.name(goal.holder)} · "
    return who + words.pick("goal: ", "目标：") + (_quantity(words, goal) or goal.aspiration)


_WORDS: dict[type[Statement], Callable[[Wording, Any], str]] = {
    ChannelRole: _role,
    **dict.fromkeys(_SIDES, _side),
    Partnership: _partnership,
    ChannelModel: _model,
    Event: _event,
    Termination: _termination,
    Figure: _figure,
    Goal: _goal,
}
