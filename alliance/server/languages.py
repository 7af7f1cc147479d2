"""The language of a page, as a client asks for it."""

from __future__ import annotations

from alliance.server.site_map import LANGUAGES, Language


def language(asked: str | None, accepted: str) -> Language:
    """Return the language of a page from its parameter or else from `Accept-Language` (RFC 9110, 12.5.4)."""
    named = next((each for each in LANGUAGES if each == asked), None)
    if named is not None:
        return named
    weights: dict[Language, float] = {}
    for part in accepted.split(","):
        tag, _, weight = part.strip().lower().partition(";q=")
        for each in LANGUAGES:
            if tag.partition("-")[0] == each:
                weights[each] = max(weights.get(each, 0.0), _weight(weight))
    return max(LANGUAGES, key=lambda each: weights.get(each, 0.0))


def _weight(text: str) -> float:
    try:
        return min(max(float(text or 1), 0.0), 1.0)
    except ValueError:
        return 0.0
