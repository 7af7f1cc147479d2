"""The heads of query files: title, topic, question, typed parameters and an example.

A head is comments of the form `# key: value`. A parameter is written
`# param: name kind:of = default required, help`, in which only name, kind and help
must stand:

    alliance entity:alliance|collection required, the alliance
    role     concept:stage, the stage of the value chain
    as_of    date = latest, the day
    derived  choice:no|yes = no, whether what follows by rules is told too
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from ontology.concepts import schemes
from ontology.entities import ENTITY_KINDS
from ontology.values import AGENTS

Kind = Literal["entity", "source", "date", "text", "concept", "number", "choice"]
_KINDS: dict[str, Kind] = {kind: kind for kind in get_args(Kind)}
_GROUPS = {"agent": AGENTS}
_PARAM = re.compile(
    r"(?P<name>[a-z_]+) (?P<kind>[a-z]+)(?::(?P<of>[a-z|-]+))?"
    r"(?: = (?P<default>[^\s,]+))?(?: (?P<need>required))?, (?P<help>.+)"
)

TOPICS = {
    "structure": "结构",
    "roles": "角色",
    "channels": "渠道模式",
    "people": "人员与部门",
    "figures": "数据",
    "goals": "目标",
    "affairs": "事件",
    "judgements": "论断",
    "time": "时间",
    "provenance": "来源",
    "conflict": "矛盾",
    "names": "名称",
}
"""The topics of queries in the order in which they are shown, with their Chinese names."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of a query.

    `of` narrows its kind: the kinds of entities, the scheme of a concept, the words
    to choose from. A date may default to `latest`.
    """

    name: str
    kind: Kind
    of: tuple[str, ...]
    default: str | None
    required: bool
    help: str

    @property
    def type(self) -> str:
        """What a value must be, in words."""
        words = " or ".join(self.of)
        return {"entity": words or "entity", "concept": f"concept of {words}", "choice": words}.get(
            self.kind, self.kind
        )


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """One query of the catalogue."""

    name: str
    topic: str
    title: str
    question: Mapping[str, str]
    parameters: Mapping[str, Parameter]
    example: Mapping[str, str]
    text: str


def _parse_parameter(text: str) -> Parameter:
    match = _PARAM.fullmatch(text)
    if match is None:
        raise ValueError(f"not a parameter: {text!r}")
    kind, words = _KINDS[match["kind"]], tuple((match["of"] or "").split("|")) if match["of"] else ()
    of = tuple(part for word in words for part in _GROUPS.get(word, (word,)))
    _check(kind, of)
    return Parameter(match["name"], kind, of, match["default"], bool(match["need"]), match["help"])


def _check(kind: Kind, of: tuple[str, ...]) -> None:
    known = {"entity": set(ENTITY_KINDS), "concept": set(schemes()), "choice": set(of)}.get(kind, set())
    if not known.issuperset(of) or len(of) < {"concept": 1, "choice": 2}.get(kind, 0):
        raise ValueError(f"a parameter cannot be {kind}:{'|'.join(of)}")


def parse_query(name: str, text: str) -> NamedQuery:
    """Return a catalogue query from its file's text. Raises ValueError or KeyError when its head is wrong."""
    head = [line[2:].partition(": ") for line in text.splitlines() if line.startswith("# ")]
    single = {key: value for key, _, value in head}
    parameters = [_parse_parameter(value) for key, _, value in head if key == "param"]
    example = dict(part.split("=", 1) for part in single.get("example", "").split("; ") if part)
    body = "\n".join(line for line in text.splitlines() if not line.startswith("# ")).strip() + "\n"
    question = {"en": single["question"], "zh-Hans": single["question-zh"]}
    if single["topic"] not in TOPICS:
        raise ValueError(f"{single['topic']!r} is no topic; expected {', '.join(TOPICS)}")
    return NamedQuery(name, single["topic"], single["title"], question, {p.name: p for p in parameters}, example, body)
