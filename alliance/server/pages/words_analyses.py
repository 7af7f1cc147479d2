"""Words of the pages of analyses."""

WORDS: dict[str, tuple[str, str]] = {}
"""Each text in English and Chinese, by the name that templates use."""
