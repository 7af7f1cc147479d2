"""Dates in words: what an EDTF text says to a reader."""

from __future__ import annotations

import re

_PARTS = {21: "spring", 22: "summer", 23: "autumn", 24: "winter", 40: "first half of", 41: "second half of"}
_PARTS |= {32 + n: f"Q{n}" for n in range(1, 5)}
_SUBYEAR = re.compile(r"(\d{4})-(2[1-4]|3[3-6]|4[01])\Z")


def _date_in_words(text: str) -> str:
    about = "about " if text.endswith("~") else ""
    plain = text.rstrip("~")
    match = _SUBYEAR.match(plain)
    return about + (f"{_PARTS[int(match[2])]} {match[1]}" if match else plain)


def _point_in_words(text: str) -> str:
    if not text.startswith("["):
        return _date_in_words(text)
    low, _, high = text.strip("[]").partition("..")
    if low and high:
        return f"between {_date_in_words(low)} and {_date_in_words(high)}"
    return f"by {_date_in_words(high)}" if high else f"after {_date_in_words(low)}"


def _start_in_words(text: str) -> str:
    if not text.startswith("["):
        return f"from {_date_in_words(text)}"
    low, _, high = text.strip("[]").partition("..")
    if not low:
        return f"since {_date_in_words(high)} or earlier"
    return f"began {_point_in_words(text)}"


def in_words(edtf: str) -> str:
    """Return an EDTF text in English words.

    >>> in_words("[..2025-07-09]/.."), in_words("2023-11/2025-07~"), in_words("2023-11/")
    ('since 2025-07-09 or earlier, still going on', 'from 2023-11 until about 2025-07', 'from 2023-11, end not known')
    """
    if "/" not in edtf:
        return _point_in_words(edtf)
    first, _, last = edtf.partition("/")
    start = "" if first in ("", "..") else _start_in_words(first)
    if last == "..":
        return f"{start}, still going on" if start else "still going on"
    if last == "":
        return f"{start}, end not known" if start else "time not told"
    if last.startswith("["):
        return f"{start}, ended {_point_in_words(last)}".removeprefix(", ")
    return f"{start} until {_date_in_words(last)}".strip()
