"""Dates in Chinese words: what an EDTF text says to a reader."""

from __future__ import annotations

import re
from functools import lru_cache

_PARTS = {21: "春季", 22: "夏季", 23: "秋季", 24: "冬季", 40: "上半年", 41: "下半年"}
_PARTS |= {32 + n: f"第{'一二三四'[n - 1]}季度" for n in range(1, 5)}
_DATE = re.compile(r"(\d{4})(?:-(\d{2}|Q[1-4])(?:-(\d{2}))?)?(~?)\Z")


def _day(text: str) -> str:
    match = _DATE.match(text)
    if match is None:
        return text
    year, part, day, about = match.groups()
    number = 0 if part is None else 32 + int(part[1]) if part[0] == "Q" else int(part)
    inner = "" if not number else _PARTS.get(number, f"{number}月")
    return f"{'约' if about else ''}{int(year)}年{inner}{f'{int(day)}日' if day else ''}"


def _ends(text: str) -> tuple[str, str]:
    low, _, high = text.strip("[]").partition("..")
    return low, high


def _point(text: str) -> str:
    if not text.startswith("["):
        return _day(text)
    low, high = _ends(text)
    if low and high:
        return f"{_day(low)}至{_day(high)}之间"
    return f"不晚于{_day(high)}" if high else f"不早于{_day(low)}"


def _start(text: str) -> str:
    if not text.startswith("["):
        return f"{_day(text)}起"
    low, high = _ends(text)
    return f"{_point(text)}开始" if low else f"至迟自{_day(high)}起"


@lru_cache(maxsize=65536)
def when_in_chinese(edtf: str) -> str:
    """Return an EDTF text in Chinese words.

    >>> when_in_chinese("[..2025-07-09]/.."), when_in_chinese("2023-11/2025-07~"), when_in_chinese("2025-34")
    ('至迟自2025年7月9日起，仍在继续', '2023年11月起，至约2025年7月', '2025年第二季度')
    """
    if "/" not in edtf:
        return _point(edtf)
    first, _, last = edtf.partition("/")
    start = "" if first in ("", "..") else _start(first)
    if last in ("", ".."):
        goes_on = "仍在继续" if last else ("结束时间不详" if start else "时间不详")
        return f"{start}，{goes_on}" if start else goes_on
    end = f"{_point(last)}结束" if last.startswith("[") else f"至{_day(last)}"
    return f"{start}，{end}" if start else end
