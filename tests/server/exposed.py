"""A strict reader of Prometheus's text format 0.0.4, written from its description and nothing of ours."""

from __future__ import annotations

import re

Sample = tuple[str, frozenset[tuple[str, str]]]
NAME = r"[a-zA-Z_:][a-zA-Z0-9_:]*"
LABEL = r'[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\n]|\\["\\n])*"'
SAMPLE = re.compile(rf"({NAME})(?:\{{({LABEL}(?:,{LABEL})*)?\}})? (\S+)")
SUFFIXES = {"histogram": ("_bucket", "_sum", "_count"), "counter": ("",), "gauge": ("",)}


def read(text: str) -> dict[Sample, float]:
    """Return every sample; AssertionError where the text is not in the format."""
    assert text.endswith("\n")
    samples: dict[Sample, float] = {}
    kinds: dict[str, str] = {}
    family = ""
    lines = text.splitlines()
    for number, line in enumerate(lines):
        if line.startswith("# HELP "):
            assert lines[number + 1].startswith(f"# TYPE {line.split(' ')[2]} ")
        elif line.startswith("# TYPE "):
            _, _, family, kind = line.split(" ")
            assert re.fullmatch(NAME, family)
            assert family not in kinds, f"{family} is told in two places"
            kinds[family] = kind
        else:
            found = SAMPLE.fullmatch(line)
            assert found, line
            assert found[1] in {family + suffix for suffix in SUFFIXES[kinds[family]]}, line
            labels = re.findall(r'([a-zA-Z_]\w*)="((?:[^"\\]|\\.)*)"', found[2] or "")
            assert len(dict(labels)) == len(labels), line
            key = (found[1], frozenset((name, unescaped(value)) for name, value in labels))
            assert key not in samples, line
            samples[key] = float(found[3])
    for name in (name for name, kind in kinds.items() if kind == "histogram"):
        check_histogram(name, samples)
    return samples


def unescaped(value: str) -> str:
    return re.sub(r"\\(.)", lambda found: {"n": "\n"}.get(found[1], found[1]), value)


def check_histogram(name: str, samples: dict[Sample, float]) -> None:
    series: dict[frozenset[tuple[str, str]], list[tuple[float, float]]] = {}
    for (each, labels), value in samples.items():
        if each == f"{name}_bucket":
            rest = frozenset(pair for pair in labels if pair[0] != "le")
            series.setdefault(rest, []).append((float(dict(labels)["le"]), value))
    assert series
    for rest, buckets in series.items():
        bounds, counts = zip(*buckets, strict=True)
        assert list(bounds) == sorted(bounds)
        assert bounds[-1] == float("inf")
        assert list(counts) == sorted(counts)
        assert samples[f"{name}_count", rest] == counts[-1]
        assert samples[f"{name}_sum", rest] >= 0
