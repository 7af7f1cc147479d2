"""Peak memory of one side, from the store to PageRank: `python -m benchmarks.peak_memory STORE alliance`."""

from __future__ import annotations

import re
import resource
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox

from benchmarks.influence_rounds import DAY, PROJECTION, TOLERANCE, project_ours
from benchmarks.networkx_peer import PEERS, Task, collapse, to_multigraph
from graph.centrality.measures import Settings
from graph.centrality.registry import measures
from graph.store import OxigraphStore


def _ours(store: OxigraphStore) -> None:
    network = project_ours(store).network
    measures()["pagerank"].compute(network.unweighted(), Settings(tolerance=TOLERANCE))


def _theirs(store: OxigraphStore) -> None:
    graph = collapse(to_multigraph(store, PROJECTION, DAY))
    PEERS["pagerank"].compute(graph, Task(1, 0, TOLERANCE, 0.1, ""))


def _most() -> float:
    """Return the most memory of this process in MB; Linux lets `getrusage` start from that of the parent."""
    status = Path("/proc/self/status")
    if status.exists():
        return int(re.findall(r"VmHWM:\s*(\d+) kB", status.read_text())[0]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def growth(path: Path, side: str) -> float:
    """Return by how many MB a process of its own grows at most that opens a store and ranks; its libraries aside."""
    command = [sys.executable, "-m", "benchmarks.peak_memory", str(path), side]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def compare_memory(path: Path) -> None:
    """Print the peak memory of both sides."""
    ours, theirs = growth(path, "alliance"), growth(path, "networkx")
    print(
        f"\npeak memory from a store on disk to PageRank, each in its own process: alliance {ours:,.0f} MB, "
        f"networkx {theirs:,.0f} MB",
        flush=True,
    )


if __name__ == "__main__":
    opened = OxigraphStore(ox.Store.read_only(sys.argv[1]), on_disk=True)
    before = _most()
    (_ours if sys.argv[2] == "alliance" else _theirs)(opened)
    print(_most() - before)
