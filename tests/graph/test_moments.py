"""What could be known on a day, against the fact files without the later sources."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from alliance import Alliance
from alliance.opening import bundled_paths
from graph.derivation import derive
from graph.moments import Moment, holding_on, known_by, parse_moment, with_premises
from loaders import load, require
from ontology.dates import parse_bounds
from ontology.entities import Collection
from ontology.errors import UsageError
from ontology.facts import Facts

DAYS = ["2023-12-30", "2024-01-31", "2024-10-22", "2025-07-08", "2025-07-09", "2025-09-25"]


def files_without(later: set[str], day: str, folder: Path) -> Path:
    """Write the bundled fact files anew without the files, sources, mentions and updates of later days."""
    for path in sorted(bundled_paths()[0].glob("*.yaml")):
        data: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
        if data.get("source") in later:
            continue
        data["sources"] = [s for s in data.get("sources", []) if s["id"] not in later]
        for entity in data.get("entities", []):
            for name in entity["names"]:
                if isinstance(name, dict) and "mentions" in name:
                    name["mentions"] = [m for m in name["mentions"] if m.partition("#")[0] not in later]
            if any(f"source={source}" in entity.get("extent", "") for source in later):
                del entity["extent"]
        if data.get("source") == "background":
            times = [parse_bounds(statement["time"]["edtf"]) for statement in data["statements"]]
            begun = [time.start_latest <= date.fromisoformat(day) for time in times]
            data["statements"] = [s for s, has_begun in zip(data["statements"], begun, strict=True) if has_begun]
        for source in data["sources"]:
            if str(source.get("updated", "")) > day:
                del source["updated"]
        kept = {key: value for key, value in data.items() if value not in ([], None)}
        (folder / path.name).write_text(yaml.safe_dump(kept, allow_unicode=True), encoding="utf-8")
    return folder


@pytest.mark.parametrize("day", DAYS)
def test_what_was_known_is_what_the_files_without_later_sources_say(
    bundled: Alliance, tmp_path: Path, day: str
) -> None:
    later = {s.id for s in bundled.facts.sources if s.published and s.published > date.fromisoformat(day)}
    independent = derive(require(load([files_without(later, day, tmp_path)])))
    known = known_by(bundled.facts, date.fromisoformat(day))
    assert known == independent
    assert bool(later) == (known != bundled.facts)


def test_names_lose_their_mentions_in_later_sources_and_nothing_else(bundled: Alliance) -> None:
    known = known_by(bundled.facts, date(2024, 1, 31))
    changed = 0
    for entity, before in zip(known.entities, bundled.facts.entities, strict=True):
        unknown = "source=three-realms-20250709" in (getattr(before, "extent", None) or "")
        told = {"extent": before.extent} if unknown and isinstance(before, Collection) else {}
        assert entity.model_copy(update={"names": before.names, **told}) == before
        assert not unknown or getattr(entity, "extent", "") is None
        for name, whole in zip(entity.names, before.names, strict=True):
            left = tuple(m for m in whole.mentions if m.source in known.source)
            assert name == whole.model_copy(update={"mentions": left})
            changed += name != whole
    assert changed > 50


def test_every_reference_of_what_was_known_has_its_target(bundled: Alliance) -> None:
    known = known_by(bundled.facts, date(2024, 10, 22))
    for statement in known.statements:
        assert statement.source in known.source
        assert set(statement.premises) <= set(known.statement)
        assert {span.source for span in statement.evidence} <= set(known.source)


def test_what_rests_on_something_unknown_was_not_known(bundled: Alliance) -> None:
    facts = bundled.facts
    late = next(s for s in facts.statements if s.handle == "a0-member-luxeed")
    early = next(s for s in facts.statements if s.source == "background" and s.handle)
    resting = early.model_copy(update={"premises": (late.id,), "handle": "resting", "summary": "x"})
    resting.__dict__.pop("id", None)
    twice = resting.model_copy(update={"premises": (resting.id,), "handle": "twice", "phase": "ended"})
    twice.__dict__.pop("id", None)
    kept = [s for s in facts.statements if s.id != early.id]
    more = Facts(facts.entities, facts.sources, tuple(sorted([*kept, resting, twice], key=lambda s: s.id)))
    handles = {s.handle for s in known_by(more, date(2024, 1, 31)).statements}
    assert not {"resting", "twice"} & handles
    assert {"resting", "twice"} <= {s.handle for s in known_by(more, date(2025, 7, 9)).statements}


def test_nothing_was_known_before_the_first_source(bundled: Alliance) -> None:
    with pytest.raises(UsageError, match=r"^nothing was known by 2023-12-29; the first source is of 2023-12-30$"):
        known_by(bundled.facts, date(2023, 12, 29))


def test_what_was_known_later_contains_what_was_stated_earlier(bundled: Alliance) -> None:
    before: set[str] = set()
    for day in DAYS:
        stated = {s.id for s in known_by(bundled.facts, date.fromisoformat(day)).statements if s.rule is None}
        assert before < stated or day == "2025-07-08"
        before = stated


@pytest.mark.parametrize(
    ("as_of", "known", "moment"),
    [
        (None, None, Moment()),
        ("2024", None, Moment(date(2024, 1, 1))),
        ("2024-02", "2024-02-29", Moment(date(2024, 2, 1), date(2024, 2, 29))),
        ("latest", "latest", Moment(date(2025, 9, 25), date(2025, 9, 25))),
        ("2024-Q2", None, Moment(date(2024, 4, 1))),
    ],
)
def test_dates_become_a_moment(as_of: str | None, known: str | None, moment: Moment) -> None:
    assert parse_moment(as_of, known, "2025-09-25") == moment


@pytest.mark.parametrize("text", ["2025-02-30", "2025-13", "soon", "", "2025-1-1", "2025/2026", "..", "0000", "Latest"])
def test_what_is_no_date_is_told_with_the_name_of_its_option(text: str) -> None:
    for given, name in (((text, None), "as-of"), ((None, text), "known-by")):
        with pytest.raises(UsageError) as caught:
            parse_moment(given[0], given[1], "2025-09-25")
        assert str(caught.value) == f"{name}: {text!r} is not a date such as 2025-07-09"


@pytest.mark.parametrize("day", [date(2023, 11, 1), date(2024, 6, 1), date(2025, 8, 1), date(1000, 1, 1)])
def test_what_may_hold_on_a_day_is_told_by_two_bounds(bundled: Alliance, day: date) -> None:
    held = holding_on(bundled.facts, day)
    assert (held.entities, held.sources) == (bundled.facts.entities, bundled.facts.sources)
    assert {s.id for s in held.statements} == {
        s.id for s in bundled.facts.statements if s.validity.start_earliest <= day < s.validity.end_latest
    }
    closed = with_premises(held, bundled.facts)
    assert all(set(s.premises) <= set(closed.statement) for s in closed.statements)
    assert set(held.statement) <= set(closed.statement)
