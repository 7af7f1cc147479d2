"""A small hand-checked alliance for the explorer, and the same with hostile text everywhere."""

from __future__ import annotations

from datetime import date
from typing import Any

from ontology.claims import Assertion
from ontology.entities import Alliance, Brand, Organization
from ontology.facts import Facts, fact_adapter, make_facts
from ontology.names import Name
from ontology.provenance import Source
from ontology.structure import Membership
from ontology.values import Evidence, Selector

SPAN = "the-article#char=3,9;sha256=" + "ab" * 32
SAID: dict[str, Any] = {"source": "the-article", "status": "reported", "evidence": [SPAN]}

SAMPLE: list[dict[str, Any]] = [
    {
        "kind": "source",
        "id": "the-article",
        "title": "Brands get networks of their own",
        "publisher": "gazette",
        "published": "2025-07-09",
        "url": "https://example.org/a",
    },
    {"kind": "source", "id": "background", "title": "Known before", "source_kind": "background"},
    {"kind": "alliance", "id": "hima", "names": ["HIMA@en", "鸿蒙智行@zh-Hans"]},
    {"kind": "brand", "id": "aito", "names": ["AITO@en", "问界@zh-Hans"]},
    {"kind": "brand", "id": "luxeed", "names": ["Luxeed@en"], "description": "A brand of HIMA."},
    {"kind": "organization", "id": "huawei", "names": ["Huawei@en"], "classification": ["technology-company"]},
    {"kind": "organization", "id": "chery", "names": ["Chery@en", "奇瑞@zh-Hans"]},
    {
        "kind": "organization",
        "id": "seres",
        "names": [
            "Seres@en",
            "赛力斯@zh-Hans",
            {"text": "Sàilìsī", "lang": "zh-Latn-pinyin", "label": "alt", "kind": "transliteration"},
            {"text": "Thalys", "lang": "en-t-zh-t0-und", "label": "hidden", "kind": "machine-translation"},
        ],
    },
    {"kind": "organization", "id": "gazette", "names": ["The Gazette@en"]},
    {"kind": "collection", "id": "insiders", "names": ["insiders@en"]},
    {"kind": "person", "id": "lu", "names": ["Lu@en"]},
    {"kind": "post", "id": "director", "names": ["director@en"], "organization": "huawei"},
    {
        "kind": "channel-role",
        "holder": "chery",
        "stage": "sales",
        "involvement": "leads",
        "scope": ["luxeed"],
        "phase": "in-progress",
        "speaker": "insiders",
        "via": ["huawei"],
        "time": {"edtf": "2025-07~/", "raw": "is passing", "basis": "tense"},
        "flags": ["distributive"],
        "summary": "Chery takes over the sales of Luxeed.",
        **SAID,
        "status": "insider",
    },
    {
        "kind": "channel-role",
        "holder": "huawei",
        "stage": "production",
        "involvement": "executes",
        "scope": ["luxeed"],
        "polarity": "denied",
        "summary": "Huawei builds no Luxeed cars.",
        **SAID,
    },
    {"kind": "partnership", "parties": ["aito:brand", "seres:automaker"], "summary": "Seres makes AITO.", **SAID},
    {"kind": "membership", "member": "aito", "organization": "hima", "summary": "AITO is in HIMA.", **SAID},
    {
        "kind": "membership",
        "member": "luxeed",
        "organization": "hima",
        "status": "background",
        "source": "background",
        "summary": "Luxeed is in HIMA.",
    },
    {
        "kind": "membership",
        "member": "huawei",
        "organization": "hima",
        "role": "initiator",
        "summary": "Huawei leads HIMA.",
        **SAID,
        "status": "official",
    },
    {"kind": "post-held", "person": "lu", "post": "director", "summary": "Lu is director.", **SAID, "status": "rumour"},
    {
        "kind": "figure",
        "subject": "luxeed",
        "measure": "units-delivered",
        "operator": "greater",
        "value": "12000",
        "unit": "vehicle",
        "raw": "12k",
        "time": "2025-04",
        "summary": "Luxeed delivered over 12,000 cars.",
        **SAID,
    },
    {
        "kind": "assertion",
        "topic": "comparison",
        "subject": "luxeed",
        "objects": ["aito"],
        "summary": "Luxeed is held against AITO.",
        **SAID,
        "status": "opinion",
    },
]


def sample() -> Facts:
    """Return ten entities, two sources and nine statements."""
    return make_facts(map(fact_adapter().validate_python, SAMPLE))


DATED: list[dict[str, Any]] = [
    {
        "kind": "channel-role",
        "holder": "huawei",
        "stage": "sales",
        "involvement": "leads",
        "scope": ["luxeed"],
        "time": "2023-11/2025-06",
        "summary": "Huawei led the sales of Luxeed.",
        **SAID,
    },
    {
        "kind": "channel-role",
        "holder": "chery",
        "stage": "sales",
        "involvement": "leads",
        "scope": ["luxeed"],
        "time": "2025-07/..",
        "summary": "Chery leads the sales of Luxeed.",
        **SAID,
    },
    {
        "kind": "partnership",
        "parties": ["luxeed:brand", "chery:automaker"],
        "via_alliance": "hima",
        "time": "2023-11/",
        "summary": "Chery makes Luxeed.",
        **SAID,
    },
    {
        "kind": "event",
        "event_type": "launch",
        "actors": ["huawei"],
        "targets": ["hima"],
        "time": "2023-11",
        "summary": "Huawei starts HIMA.",
        **SAID,
        "status": "official",
    },
    {
        "kind": "event",
        "event_type": "launch",
        "targets": ["luxeed"],
        "time": "2023",
        "summary": "Luxeed starts at some time.",
        **SAID,
    },
    {
        "kind": "termination",
        "party": "huawei",
        "counterparty": "seres",
        "manner": "terminated",
        "time": "2024-02-05",
        "summary": "Huawei is said to leave Seres.",
        **SAID,
        "status": "rumour",
    },
    {
        "kind": "membership",
        "member": "seres",
        "organization": "hima",
        "role": "member",
        "polarity": "denied",
        "time": "2024/..",
        "summary": "Seres denies to be in HIMA.",
        **SAID,
    },
]


def dated() -> Facts:
    """Return the sample with more statements that tell days: fifteen in all."""
    kept = [fact for fact in SAMPLE if fact.get("summary") != "Chery takes over the sales of Luxeed."]
    return make_facts(map(fact_adapter().validate_python, [*kept, *DATED]))


CORPUS = (
    "<script>window.pwned=1</script>",
    "</script><script>window.pwned=2</script>",
    "<!--<script>window.pwned=3",
    "<img src=x onerror=window.pwned=4>",
    "<svg/onload=window.pwned=5>",
    '"><a href="javascript:window.pwned=6">go</a>',
    "javascript:window.pwned=7",
    "{{ 7*7 }}{% raw %}${window.pwned=8}",
    "\u202egnitirw \u2066isolated",
    "nul\x00 bell\x07 \u2028line",
    "]]>&lt;b&gt;&#x3c;i&#x3e;",
    "__proto__",
    "constructor",
)


def hostile() -> Facts:
    """Return facts that no validation let through, with hostile text in every text field."""
    entities, statements, sources = [], [], []
    whole = Alliance.model_construct(id="<b>whole</b>", names=(Name.model_construct(text="whole"),))
    for bad in CORPUS:
        name = Name.model_construct(text=bad, lang=bad, label="pref", kind=bad, mentions=())
        hidden = Name.model_construct(text=f"hidden {bad}", lang="en", label="hidden", kind=bad, mentions=())
        entities += [
            Brand.model_construct(id=bad, names=(name, hidden), description=bad),
            Organization.model_construct(id=f"org {bad}", names=(name,), classification=(bad,)),
        ]
        sources.append(
            Source.model_construct(
                id=bad, title=bad, publisher=bad, url=f"javascript:{bad}", source_kind=bad, published=date(2025, 1, 1)
            )
        )
        span = Evidence.model_construct(source=bad, selector=Selector(start=1, end=2), sha256=bad)
        common: dict[str, Any] = {
            "summary": bad,
            "source": bad,
            "status": bad,
            "phase": bad,
            "polarity": bad,
            "speaker": bad,
            "flags": (bad,),
            "rule": bad,
            "evidence": (span,),
        }
        statements += [
            Membership.model_construct(member=bad, organization="<b>whole</b>", role=bad, **common),
            Assertion.model_construct(topic=bad, subject=bad, objects=(f"org {bad}",), stage=bad, **common),
        ]
    return Facts((*entities, whole), tuple(sources), tuple(statements))
