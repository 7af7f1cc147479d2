"""What concepts and kinds are called, and what they are, in English and Chinese."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from exports.explorer.rows import FIELDS_ZH, Row
from ontology.concepts import schemes
from ontology.entities import ENTITY_KINDS
from ontology.facts import STATEMENT_KINDS

_SHOWN_SCHEMES = (
    "status",
    "phase",
    "polarity",
    "flag",
    "name-kind",
    "basis",
    "source-kind",
    "stage",
    "involvement",
    "measure",
    "unit",
    "operator",
)

MEANINGS_ZH = {
    "entity": {
        "organization": "公司、协会、媒体或其他组织。",
        "unit": "组织的一个部分。",
        "brand": "汽车或服务的品牌，本身不是组织。",
        "alliance": "组织与品牌之间的长期合作。",
        "collection": "被当作一个整体谈论的群体，成员可以未知。",
        "vehicle-model": "一款车型；其配置版本只计数，不单独命名。",
        "person": "一个人；未具名者以描述指代。",
        "post": "组织中的职位，不论由谁担任。",
        "facility": "工厂、总部或其他工作场所。",
        "programme": "有名称的计划、合作模式或战略。",
        "channel-format": "销售或服务网点的一种形态，例如用户中心。",
        "offering": "提供给用户或制造商的服务、平台、部件或生态。",
        "document": "陈述中谈到的信函、文件或帖子；不是我们的来源。",
        "affair": "多条陈述所谈的一系列事件，例如一场争议。",
        "place": "国家、地区或城市。",
    },
    "statement": {
        "channel-role": "某方在价值链的某个环节为某对象承担角色。",
        "channel-model": "某方按某种渠道模式销售，可借助某种形态，也可作为另一模式的一部分。",
        "partnership": "若干方各以一定身份合作；其中若有品牌，则以品牌为中心。",
        "membership": "某方是联盟、协会或群体的成员。",
        "unit-of": "一个部门属于某个组织或另一个部门。",
        "brand-of": "一个品牌属于某个组织。",
        "model-of": "一款车型属于某个品牌或制造商。",
        "post-held": "某人担任某个职位。",
        "reporting": "人员、职位或部门向另一方汇报。",
        "event": "发生的事情，以及行为方和对象方。",
        "termination": "一项合作因决定或到期而终止。",
        "figure": "某对象在某一时期的测量值及其比较方式。",
        "goal": "某方想要或不想要达到的事；时间是期限。",
        "influence": "某事物使另一事物增长、减少或改变。",
        "assertion": "观点、理由、比较、依赖或其他主张；摘要为完整说法。",
    },
}
"""What the kinds are, in Chinese; in English the docstrings of their models say it."""


def _used(rows: Iterable[Row]) -> Iterator[str]:
    for _, values in rows:
        yield from (value["concept"] for value in values if "concept" in value)


def concept_records(rows: Iterable[Row]) -> dict[str, list[str]]:
    """Return label and definition in English, then in Chinese, by `scheme/slug`, of all that rows name and of more."""
    wanted = {f"{scheme}/{slug}" for scheme in _SHOWN_SCHEMES for slug in schemes()[scheme].concepts}
    wanted |= set(_used(rows))
    found = {}
    for key in sorted(wanted):
        scheme, _, slug = key.partition("/")
        if (concept := schemes()[scheme].concepts.get(slug)) is not None:
            texts = (concept.label, concept.definition)
            found[key] = [text[lang] for lang in ("en", "zh-Hans") for text in texts]
    return found


def _described(kinds: Mapping[str, Any], chinese: Mapping[str, str]) -> dict[str, list[str]]:
    return {
        kind: [
            kind.replace("-", " ").capitalize(),
            (model.__doc__ or "").partition("\n")[0],
            model.label_zh,
            chinese.get(kind, ""),
        ]
        for kind, model in kinds.items()
    }


def kind_labels() -> dict[str, dict[str, list[str]]]:
    """Return label and meaning in English, then in Chinese, of the kinds of entities and statements."""
    kinds: dict[str, Mapping[str, Any]] = {"entity": ENTITY_KINDS, "statement": STATEMENT_KINDS}
    return {family: _described(models, MEANINGS_ZH[family]) for family, models in kinds.items()}


def row_labels() -> dict[str, str]:
    """Return the Chinese label of every row of a card, by its English one: fields, and measures of quantities."""
    measures = {concept.label["en"]: concept.label["zh-Hans"] for concept in schemes()["measure"].concepts.values()}
    return dict(sorted({**measures, **FIELDS_ZH}.items()))
