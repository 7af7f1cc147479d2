"""Many clients at once, some with queries that never end, against the real server; see `benchmarks.serving_load`."""

from __future__ import annotations

import asyncio
from pathlib import Path

from alliance import Alliance
from benchmarks.server_processes import Running
from benchmarks.serving_load import QUERIES, bombard, read_metrics
from graph.building import open_directory
from graph.catalogue import catalogue
from tests.server.running import running


def test_endless_queries_end_and_no_other_answer_is_wrong(store_folder: Path, bundled: Alliance) -> None:
    texts = [bundled.prepare(name, catalogue()[name].example) for name in QUERIES]
    store = open_directory(store_folder)
    answers = {text: store.query_bytes(text, "json") for text in texts}
    with running("--time-limit", "0.5", "--workers", "4", store=store_folder) as served:
        server = Running("alliance serve", f"{served.base}/sparql", served.process.pid)
        report = asyncio.run(bombard(server, answers, requests=600, clients=16, share=0.02))
        metrics = asyncio.run(read_metrics(server))
    assert report.wrong == []
    assert dict(report.statuses) == {200: 588, 503: 12}
    assert set(report.reasons) == {"the request took longer than its limit of 0.5 seconds"}
    present = [metrics[f'alliance_workers{{pool="queries",state="{state}"}}'] for state in ("idle", "busy", "starting")]
    assert sum(present) == 4
