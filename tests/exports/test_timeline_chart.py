"""Pictures of timelines: what they say, and that they are the same every time."""

from __future__ import annotations

import os
import struct
import subprocess
import sys
from dataclasses import replace
from datetime import date
from xml.etree import ElementTree

import pytest

from alliance import Alliance
from exports.charts.timeline import draw_timeline, lay_out
from graph.timelines import Timeline, crop, read_timeline

HOSTILE = ("<script>alert(1)</script>", "$x^2$ and $\\frac{1}{0}$", "A & B < C", "]]>", "a_b^c%d\\e{", "”‘'\"")
PRINT_PICTURE = """
import sys, alliance
from exports.charts.timeline import draw_timeline
from graph.timelines import read_timeline
sys.stdout.buffer.write(draw_timeline(read_timeline(alliance.open().facts, "luxeed"), "Luxeed", "svg"))
"""


@pytest.fixture(scope="module")
def luxeed(bundled: Alliance) -> Timeline:
    return read_timeline(bundled.facts, "luxeed", date(2025, 8, 1))


def texts(svg: bytes) -> list[str]:
    return [element.text or "" for element in ElementTree.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")]


def size(png: bytes) -> tuple[int, int]:
    width, height = struct.unpack(">II", png[16:24])
    return width, height


def test_every_label_and_number_is_in_the_svg_as_text(luxeed: Timeline) -> None:
    found = texts(draw_timeline(luxeed, "Luxeed", "svg"))
    labels = [f"{lane.label}, {lane.remark}" if lane.remark else lane.label for lane in luxeed.lanes]
    assert [text for text in found if text in labels] == labels
    assert {"Luxeed", "2025-08-01", "roles for it", "structure", "certain", "possible"} <= set(found)
    assert {str(number) for number in range(1, len(luxeed.cited) + 1)} <= set(found)


def test_the_same_picture_comes_out_here_and_in_processes_with_other_hash_seeds(bundled: Alliance) -> None:
    here = draw_timeline(read_timeline(bundled.facts, "luxeed"), "Luxeed", "svg")
    assert draw_timeline(read_timeline(bundled.facts, "luxeed"), "Luxeed", "svg") == here
    for seed in ("1", "4242"):
        command = [sys.executable, "-c", PRINT_PICTURE]
        there = subprocess.run(command, capture_output=True, check=True, env={**os.environ, "PYTHONHASHSEED": seed})
        assert there.stdout == here


def test_hostile_names_are_plain_text(luxeed: Timeline) -> None:
    lanes = tuple(replace(lane, label=label) for lane, label in zip(luxeed.lanes, HOSTILE, strict=False))
    found = texts(draw_timeline(replace(luxeed, lanes=lanes), "<b>$y$ & co", "svg"))
    for lane in lanes:
        assert (f"{lane.label}, {lane.remark}" if lane.remark else lane.label) in found
    assert "<b>$y$ & co" in found
    assert draw_timeline(replace(luxeed, lanes=lanes), HOSTILE[1], "png").startswith(b"\x89PNG")


def test_a_very_long_label_is_cut_and_keeps_its_remark(luxeed: Timeline) -> None:
    ended = next(lane for lane in luxeed.lanes if lane.remark == "ended")
    long = replace(luxeed, lanes=(replace(ended, label="Wider and wider " * 100),))
    (label,) = (text for text in texts(draw_timeline(long, "Luxeed", "svg")) if text.startswith("Wider"))
    assert label.endswith("…, ended")
    assert 30 < len(label) < 90


@pytest.mark.parametrize("entity", ["luxeed", "huawei", "xiaomi-su7", "seres", "three-portals"])
def test_no_text_overlaps_another_or_leaves_the_picture(
    bundled: Alliance, entity: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from matplotlib.figure import Figure
    from matplotlib.text import Text

    from exports.charts import timeline as module

    kept: list[Figure] = []

    def keep(figure: Figure, fmt: str) -> bytes:
        figure.canvas.draw()
        kept.append(figure)
        return b""

    monkeypatch.setattr(module, "to_bytes", keep)
    draw_timeline(read_timeline(bundled.facts, entity, date(2024, 1, 20)), entity, "png")
    (figure,) = kept
    boxes = [text.get_window_extent() for text in figure.findobj(Text) if isinstance(text, Text) and text.get_text()]
    page = figure.bbox
    for index, box in enumerate(boxes):
        assert page.x0 <= box.x0 < box.x1 <= page.x1
        assert page.y0 <= box.y0 < box.y1 <= page.y1
        for other in boxes[index + 1 :]:
            assert not (box.x0 < other.x1 and other.x0 < box.x1 and box.y0 < other.y1 - 1 and other.y0 < box.y1 - 1)


def test_the_picture_grows_by_the_height_of_its_rows(luxeed: Timeline) -> None:
    few = replace(luxeed, lanes=luxeed.lanes[:5])
    (width, height), (same, less) = (size(draw_timeline(each, "Luxeed", "png")) for each in (luxeed, few))
    assert width == same == 1760
    assert height - less == pytest.approx((lay_out(luxeed)[1] - lay_out(few)[1]) * 160, abs=2)


def test_rows_follow_one_another_downwards_under_their_headings(luxeed: Timeline) -> None:
    rows, height = lay_out(luxeed)
    middles = [row.middle for row in rows]
    assert middles == sorted(middles)
    assert middles[-1] < height
    assert [row.lane for row in rows if row.lane is not None] == list(luxeed.lanes)
    assert [row.heading for row in rows if row.lane is None] == list(dict.fromkeys(lane.group for lane in luxeed.lanes))


def test_nothing_with_a_date_is_said_instead_of_drawn(luxeed: Timeline) -> None:
    empty = crop(replace(luxeed, lanes=()), date(2020, 1, 1), date(2021, 1, 1))
    assert "nothing with a date" in texts(draw_timeline(empty, "Luxeed", "svg"))


def test_labels_headings_and_legend_are_chinese_when_asked_for(bundled: Alliance) -> None:
    chinese = read_timeline(bundled.facts, "luxeed", lang="zh-Hans")
    found = texts(draw_timeline(chinese, "智界", "svg", "zh-Hans"))
    assert {"智界", "奇瑞汽车主导销售, 进行中", "组织关系", "确定", "可能", "已结束"} <= set(found)
