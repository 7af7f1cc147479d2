"""One small alliance, checked by hand, is the same in every input format."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pyoxigraph as ox
import pytest

from loaders import Batch, load
from ontology.entities import Alliance, Brand, Organization
from ontology.facts import Facts
from ontology.iris import PREFIXES
from ontology.measures import Figure
from ontology.names import Name
from ontology.provenance import Source
from ontology.rdf import to_ntriples
from ontology.roles import ChannelModel, ChannelRole
from ontology.statements import Statement
from ontology.structure import BrandOf, Membership, Partnership, Party
from ontology.values import Evidence, Locator, Selector, StatedTime

SMALL = Path(__file__).parents[1] / "fixtures" / "small"
GAZETTE = "gazette-20250709"
PUBLISHED = date(2025, 7, 9)


def _evidence(start: int, end: int, digit: str) -> tuple[Evidence, ...]:
    return (Evidence(source=GAZETTE, selector=Selector(start=start, end=end), sha256=digit * 64),)


def _names(english: str, chinese: str) -> tuple[Name, ...]:
    return (Name(text=english), Name(text=chinese, lang="zh-Hans"))


ENTITIES = (
    Organization(id="chery", names=_names("Chery", "奇瑞"), classification=("automaker",)),
    Alliance(id="hima", names=_names("HIMA", "鸿蒙智行")),
    Organization(id="huawei", names=_names("Huawei", "华为"), classification=("technology-company",)),
    Brand(
        id="luxeed",
        names=(
            Name(text="Luxeed", mentions=(Locator(source=GAZETTE, selector=Selector(start=0, end=6)),)),
            Name(text="智界", lang="zh-Hans"),
            Name(text="Zhijie", lang="zh-Latn-pinyin", label="alt", kind="transliteration"),
        ),
    ),
)
SOURCE = Source(id=GAZETTE, title="A hundred code points about Luxeed", published=PUBLISHED, language="en", length=100)
MEMBER = Membership(
    handle="small-member",
    member="luxeed",
    organization="hima",
    status="official",
    source=GAZETTE,
    speaker="huawei",
    known_since=PUBLISHED,
    summary="Luxeed belongs to HIMA.",
    evidence=_evidence(40, 60, "2"),
)
STATEMENTS: tuple[Statement, ...] = (
    Partnership(
        handle="small-luxeed",
        parties=(
            Party(agent="luxeed", role="brand"),
            Party(agent="chery", role="automaker"),
            Party(agent="huawei", role="technology-partner"),
        ),
        via_alliance="hima",
        status="reported",
        source=GAZETTE,
        time=StatedTime(edtf="2023-11/..", basis="stated"),
        known_since=PUBLISHED,
        summary="Chery builds Luxeed cars together with Huawei.",
        evidence=_evidence(0, 40, "1"),
    ),
    MEMBER,
    ChannelRole(
        handle="small-sales",
        holder="chery",
        stage="sales",
        involvement="leads",
        scope=("luxeed",),
        status="insider",
        phase="in-progress",
        source=GAZETTE,
        time=StatedTime(edtf="2025-07~/", raw="this month", basis="publication"),
        known_since=PUBLISHED,
        flags=("distributive", "hedged"),
        summary="Leadership of Luxeed's sales is passing to Chery.",
        evidence=_evidence(60, 80, "3"),
    ),
    Figure(
        handle="small-units",
        subject="luxeed",
        measure="units-sold",
        value=Decimal(4461),
        unit="vehicle",
        raw="4,461",
        status="reported",
        source=GAZETTE,
        time=StatedTime(edtf="2025-04", basis="context"),
        known_since=PUBLISHED,
        summary="Luxeed sold 4,461 cars in April 2025.",
        evidence=_evidence(80, 100, "4"),
    ),
    BrandOf(
        brand="luxeed",
        owner="chery",
        status="background",
        source=GAZETTE,
        known_since=date(2024, 1, 31),
        summary="The Luxeed brand belongs to Chery.",
    ),
    ChannelModel(
        handle="small-network",
        operator="luxeed",
        model="alliance-network",
        status="derived",
        source=GAZETTE,
        known_since=PUBLISHED,
        premises=(MEMBER.id,),
        rule="member-network",
        summary="As a member of HIMA, Luxeed is sold in its network.",
    ),
)
EXPECTED = Batch(Facts(ENTITIES, (SOURCE,), tuple(sorted(STATEMENTS, key=lambda statement: statement.id))))


@pytest.mark.parametrize("suffix", ["yaml", "json", "jsonl", "csv"])
def test_the_small_alliance_is_the_same_in_every_format(suffix: str) -> None:
    assert load([SMALL / f"small.{suffix}"]) == EXPECTED


def test_loading_the_same_file_by_two_ways_reads_it_once() -> None:
    assert load([SMALL / "small.yaml", SMALL / "." / "small.yaml"]) == EXPECTED


@pytest.mark.parametrize("suffix", ["nt", "nq", "ttl", "trig", "jsonld"])
def test_our_own_rdf_is_read_back_equal(suffix: str, tmp_path: Path) -> None:
    text = "".join(to_ntriples(fact) for fact in EXPECTED.facts)
    triples = ox.parse(text, format=ox.RdfFormat.N_TRIPLES)
    form = ox.RdfFormat.from_extension(suffix)
    assert form is not None
    prefixes = PREFIXES if suffix in ("ttl", "trig", "jsonld") else None
    (tmp_path / f"small.{suffix}").write_bytes(ox.serialize(triples, format=form, prefixes=prefixes) or b"")
    assert load([tmp_path]) == EXPECTED
