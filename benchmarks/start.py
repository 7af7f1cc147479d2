"""A whole `alliance ask`, from the start of the process to its end, over the bundled facts."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time

LIMIT = 1.0
"""Seconds that a question may take."""
COMMAND = ("ask", "who-leads", "-p", "brand=luxeed", "-p", "role=sales", "--as-of", "2025-08-01")


def measure(rounds: int = 7) -> bool:
    """Print the median wall time after one warm-up; return whether it is within the limit."""
    times = []
    for _ in range(rounds + 1):
        start = time.perf_counter()
        subprocess.run([sys.executable, "-m", "alliance", *COMMAND], check=True, stdout=subprocess.DEVNULL)
        times.append(time.perf_counter() - start)
    median = statistics.median(times[1:])
    verdict = "within" if median <= LIMIT else "NOT within"
    print(f"alliance ask, all in: {median:.3f} s (min {min(times):.3f}), {verdict} {LIMIT} s")
    return median <= LIMIT
