"""Words of the pages of resources."""

WORDS: dict[str, tuple[str, str]] = {}
"""Each text in English and Chinese, by the name that templates use."""
