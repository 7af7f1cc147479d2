"""Metrics: what is counted, and the text in which it is told."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from alliance.server.operations.tally import BOUNDS, Family, Tally, exposition, request_families
from tests.server.exposed import read
from tests.server.layered import layered


def test_metrics_count_requests_by_the_template_of_their_route() -> None:
    client = layered(workers=3, idle=1, busy=2, queued=4, killed=5)
    for path in ("/refuse/query", "/refuse/unknown", "/long", "/long", "/random-1", "/random-2"):
        client.get(path)
    client.request("BREW", "/long")
    answer = client.get("/metrics")
    assert answer.headers["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8"
    samples = read(answer.text)
    counted = {tuple(sorted(labels)): n for (name, labels), n in samples.items() if name == "alliance_requests_total"}

    def of(route: str, status: str, method: str = "GET") -> tuple[tuple[str, str], ...]:
        return (("method", method), ("route", route), ("status", status))

    assert counted == {
        of("/refuse/{how}", "400"): 1,
        of("/refuse/{how}", "404"): 1,
        of("/long", "200"): 2,
        of("/long", "405", "other"): 1,
        of("other", "404"): 2,
    }
    pool = ("pool", "queries")
    assert samples["alliance_workers", frozenset({pool, ("state", "busy")})] == 2
    assert samples["alliance_jobs_total", frozenset({pool, ("outcome", "killed")})] == 5
    assert samples["alliance_queue_length", frozenset({pool})] == 4
    assert samples["alliance_store_info", frozenset({("version", "v-0123456789abcdef")})] == 1
    assert samples["process_resident_memory_bytes", frozenset()] > 1 << 20


@given(st.lists(st.floats(0, 200), min_size=1, max_size=50))
def test_the_histogram_counts_as_one_by_one(times: list[float]) -> None:
    tally = Tally()
    for seconds in times:
        tally.add("/x", "GET", 200, seconds)
    samples = read(exposition(request_families(tally)))
    for bound in (*BOUNDS, float("inf")):
        text = f"{bound:g}".replace("inf", "+Inf")
        key = ("alliance_request_seconds_bucket", frozenset({("route", "/x"), ("le", text)}))
        assert samples[key] == sum(1 for seconds in times if seconds <= bound)


@given(st.text(max_size=30).filter(lambda text: len(text.splitlines()) < 2 or "\n" in text))
def test_a_label_may_hold_any_text(value: str) -> None:
    text = exposition([Family("x", "gauge", "X.", [("", {"a": value}, 1)])])
    inner = text.split('a="', 1)[1].rsplit('"', 1)[0]
    assert "\n" not in inner
    assert re.sub(r"\\(.)", lambda found: {"n": "\n"}.get(found[1], found[1]), inner, flags=re.DOTALL) == value
