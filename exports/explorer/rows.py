"""Fields as rows that a card shows: a label and values.

A value is a record of one key, `entity`, `concept` (as `scheme/slug`) or `text`, with an
optional `note` on it; `text_zh` and `note_zh` are the same in Chinese. Which fields there
are is told by the models.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, TypeAlias

from pydantic import BaseModel

from ontology.concepts import schemes
from ontology.entities import Entity
from ontology.measures import Figure, Goal
from ontology.mentions import own_fields
from ontology.statements import Statement, as_tuple
from ontology.terms import FieldSpec, fields_of

Record: TypeAlias = dict[str, Any]
Row: TypeAlias = list[Any]
Plan: TypeAlias = tuple[tuple[str, str, Callable[[Any], Record]], ...]

_SHOWN_APART = ("names", "description")
_QUANTITY = ("operator", "value", "upper", "unit", "raw", "measure")
_EMPTY: tuple[Any, ...] = (None, "", [], {})


def compact(record: Record) -> Record:
    """Leave out what is empty: the page takes absence for the default."""
    return {key: value for key, value in record.items() if value not in _EMPTY}


@cache
def concept_label(scheme: str, slug: str, lang: str = "en") -> str:
    """Return the label of a concept, in English unless told, or its slug when there is none."""
    found = schemes()[scheme].concepts.get(slug)
    return found.label[lang] if found else slug


def _show(spec: FieldSpec) -> Callable[[Any], Record]:
    """Return how the values of a field are shown."""
    if spec.ref and spec.ref.target == "entity":
        return lambda value: {"entity": value}
    if spec.scheme:
        start = f"{spec.scheme}/"
        return lambda value: {"concept": f"{start}{value}"}
    return _nested if spec.model else _text


def _text(value: Any) -> Record:
    return {"text": ("yes" if value else "no") if isinstance(value, bool) else str(value)}


def _nested(model: BaseModel) -> Record:
    """Show a part such as a party by its reference, and the rest of it as a note."""
    record: Record = {}
    notes: list[str] = []
    chinese: list[str] = []
    for spec in fields_of(type(model)):
        value = getattr(model, spec.name)
        if spec.ref:
            record["entity"] = value
        elif spec.scheme:
            notes.append(concept_label(spec.scheme, value))
            chinese.append(concept_label(spec.scheme, value, "zh-Hans"))
        elif value is True:
            notes.append(spec.name.replace("_", " "))
            chinese.append(FIELDS_ZH.get(spec.name, spec.name))
    return compact({**record, "note": ", ".join(notes), "note_zh": "、".join(chinese)})


def _number(statement: Figure | Goal) -> str:
    operators = schemes()["operator"].concepts
    operator = operators.get(statement.operator or "equal")
    upper = getattr(statement, "upper", None)
    if upper is not None:
        return f"{statement.value:,}–{upper:,}"
    sign = operator.extra["sign"] if operator else statement.operator
    return f"{statement.value:,}" if sign == "=" else f"{sign} {statement.value:,}"


def quantity_row(statement: Statement) -> Row:
    """Return the row of a quantity: what is measured, with operator, value and unit. It must be counted."""
    if not isinstance(statement, (Figure, Goal)):
        raise TypeError(statement.kind)
    unit, number = statement.unit or "none", _number(statement)
    text, chinese = number, None
    if unit != "none":
        text = f"{number} {concept_label('unit', unit)}"
        chinese = f"{number} {concept_label('unit', unit, 'zh-Hans')}"
    raw = getattr(statement, "raw", None)
    notes = {"note": f"printed: {raw}", "note_zh": f"原文：{raw}"} if raw else {}
    return [concept_label("measure", statement.measure or ""), [compact({"text": text, "text_zh": chinese, **notes})]]


def _plan(specs: tuple[FieldSpec, ...], apart: tuple[str, ...]) -> Plan:
    return tuple((spec.name, spec.name.replace("_", " "), _show(spec)) for spec in specs if spec.name not in apart)


@cache
def claim_plan(kind: type[Statement], apart: bool) -> Plan:
    """Return name, label and look of each field that a kind of statement claims, perhaps with its quantity apart."""
    return _plan(own_fields(kind), _QUANTITY if apart else ())


@cache
def _entity_plan(kind: type[Entity]) -> Plan:
    return _plan(fields_of(kind), _SHOWN_APART)


def _rows(model: BaseModel, plan: Plan) -> Iterator[Row]:
    values = model.__dict__
    for name, label, show in plan:
        value = values.get(name)
        if value is not None and value != ():
            yield [label, [show(part) for part in as_tuple(value)]]


def counted(statement: Statement) -> bool:
    """Tell whether a statement has a quantity, which is one row."""
    return isinstance(statement, (Figure, Goal)) and statement.value is not None


def claim_rows(statement: Statement) -> Iterator[Row]:
    """Yield what a statement claims, field by field; the quantity of a figure or goal is one row."""
    apart = counted(statement)
    if apart:
        yield quantity_row(statement)
    yield from _rows(statement, claim_plan(type(statement), apart))


def entity_rows(entity: Entity) -> Iterator[Row]:
    """Yield the fields of an entity besides its names and description."""
    return _rows(entity, _entity_plan(type(entity)))


FIELDS_ZH = {
    "about": "关于",
    "actors": "行为方",
    "affair": "所属事件",
    "after": "之后",
    "against": "对比期",
    "aspiration": "目标内容",
    "before": "之前",
    "brand": "品牌",
    "broader": "上位形态",
    "cardinality": "成员数",
    "cardinality operator": "成员数比较",
    "classification": "类别",
    "counterparty": "对方",
    "direction": "方向",
    "elided": "省略未提",
    "event type": "事件类型",
    "extent": "范围",
    "formats": "渠道形态",
    "holder": "承担者",
    "influenced": "受影响者",
    "influencer": "影响者",
    "involvement": "参与方式",
    "maker": "制造商",
    "manner": "方式",
    "measure": "指标",
    "member": "成员",
    "model": "模式",
    "named": "具名",
    "objects": "对象",
    "operator": "运营方",
    "organization": "组织",
    "others": "其他相关方",
    "outcome": "结果",
    "owner": "所有者",
    "parties": "合作各方",
    "partners": "合作伙伴",
    "party": "提出方",
    "person": "人物",
    "post": "职位",
    "products": "产品",
    "raw": "原文数字",
    "regime": "合作模式",
    "reporter": "汇报者",
    "role": "身份",
    "scope": "适用范围",
    "stage": "环节",
    "step": "步骤",
    "subject": "主体",
    "superior": "上级",
    "targets": "对象方",
    "topic": "主题",
    "unit": "单位",
    "upper": "上限",
    "value": "数值",
    "via alliance": "所属联盟",
    "within": "所属模式",
}
"""Chinese labels of fields, by their English ones."""
