"""What is written on pictures of networks: names, day and language, and how wide text is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from graph.projections.edges import Edges

SMALL = 8.5
"""Size in points of what stands below the title."""


@dataclass(frozen=True)
class Caption:
    """The names of nodes, the moment in English words (such as `, as of 2025-07-09`), and the language tag."""

    labels: Mapping[str, str]
    moment: str = ""
    lang: str = "en"

    def label(self, node: str) -> str:
        """Return the name of a node, or its id."""
        return self.labels.get(node, node)

    @property
    def chinese(self) -> bool:
        """Whether words are Chinese."""
        return self.lang.startswith("zh")

    def title(self, edges: Edges) -> str:
        """Return the title of a projection."""
        return edges.projection.title_zh if self.chinese and edges.projection.title_zh else edges.projection.title

    def when(self, edges: Edges) -> str:
        """Say of which day the edges are."""
        return f"截至 {edges.day}" if self.chinese else self.moment.removeprefix(", ") or f"as of {edges.day}"


def width_of(text: str, size: float) -> float:
    """Return the width in points that the fonts of the house make a line."""
    from matplotlib.font_manager import FontProperties
    from matplotlib.textpath import TextToPath

    return float(TextToPath().get_text_width_height_descent(text, FontProperties(size=size), False)[0])


def break_lines(text: str, room: float) -> list[str]:
    """Return a text broken into lines of at most so many points."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and width_of(longer, SMALL) > room:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines
