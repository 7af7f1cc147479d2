"""Content negotiation: which of the formats that there are a client would rather have.

After RFC 9110, 12.5.1: the most specific range that matches a media type gives its
quality; a quality of 0 excludes it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from alliance.server.protocol.media import Format

_ITEM = re.compile(r'(?:[^,"]++|"(?:[^"\\]++|\\.)*+"|")+')
_PART = re.compile(r'(?:[^;"]++|"(?:[^"\\]++|\\.)*+"|")+')
_WORD = r"[!#$%&'*+.^_`|~0-9A-Za-z-]+"
_RANGE = re.compile(rf"({_WORD})/({_WORD})")
_PARAMETER = re.compile(rf'({_WORD})=({_WORD}|"(?:[^"\\]|\\.)*")')
_QUALITY = re.compile(r"0(?:\.\d{0,3})?|1(?:\.0{0,3})?")
READ = 4096
"""So many characters of the header are read."""


@dataclass(frozen=True, slots=True)
class Range:
    """One range of media types that a client accepts, and how much it wants them (0 to 1)."""

    kind: str
    subtype: str
    parameters: tuple[tuple[str, str], ...]
    quality: float

    def specificity(self, media_type: str) -> int:
        """Return how specifically this range names a media type: 0 when it does not, up to 4."""
        kind, _, subtype = media_type.partition("/")
        if (self.kind, self.subtype) == ("*", "*"):
            return 1
        if self.kind != kind or self.subtype not in ("*", subtype):
            return 0
        if self.subtype == "*":
            return 2
        return (4 if self.parameters else 3) if all(map(_borne_out, self.parameters)) else 0


def _borne_out(parameter: tuple[str, str]) -> bool:
    """Tell whether what we send is as a parameter says; a profile of JSON-LD may be ignored."""
    name, value = parameter
    return parameter in (("charset", "utf-8"), ("header", "present")) or (name == "profile" and bool(value))


def iter_ranges(accept: str) -> Iterator[Range]:
    """Yield the ranges of an Accept header; what is not one is left out."""
    for item in _ITEM.findall(accept[:READ]):
        first, *rest = (part.strip() for part in _PART.findall(item) or [""])
        media = _RANGE.fullmatch(first.lower())
        parameters = [match for part in rest if (match := _PARAMETER.fullmatch(part))]
        if media is None or len(parameters) < len([part for part in rest if part]) or _wrong_star(media):
            continue
        pairs = [(match[1].lower(), match[2].strip('"').lower()) for match in parameters]
        quality = next((value for name, value in pairs if name == "q"), "1")
        if _QUALITY.fullmatch(quality):
            named = tuple(pair for pair in pairs if pair[0] != "q")
            yield Range(media[1], media[2], named, float(quality))


def _wrong_star(media: re.Match[str]) -> bool:
    return media[1] == "*" and media[2] != "*"


def choose(accept: str, formats: Sequence[Format]) -> Format | None:
    """Return the format that a client would rather have, the first one without a wish; None when it wants none.

    Of several that it wants as much, the one that it names more specifically, then
    the first. An empty header, or one of which nothing can be read, is no wish.
    """
    return (_choose if len(accept) <= _USUAL else _choose.__wrapped__)(accept, tuple(formats))


_USUAL = 500
"""Headers up to this length are remembered: most clients send the same one again and again."""


@lru_cache(512)
def _choose(accept: str, formats: tuple[Format, ...]) -> Format | None:
    ranges = list(iter_ranges(accept))
    if not ranges:
        return formats[0]
    best = max(formats, key=lambda each: _wish(each, ranges))
    return best if _wish(best, ranges)[0] > 0 else None


def _wish(offered: Format, ranges: Iterable[Range]) -> tuple[float, int]:
    """Return how much a format is wanted and how specifically, by any of its media types.

    An alias counts when a range names it, or names its own type: a star that matches
    many types asks for the registered one.
    """
    wishes = [_quality(offered.media_type, ranges)]
    wishes += [wish for alias in offered.aliases if (wish := _quality(alias, ranges))[1] >= 3]
    return max(wishes)


def _quality(media_type: str, ranges: Iterable[Range]) -> tuple[float, int]:
    specific = max(ranges, key=lambda each: each.specificity(media_type))
    told = specific.specificity(media_type)
    return (specific.quality, told) if told else (0.0, 0)
