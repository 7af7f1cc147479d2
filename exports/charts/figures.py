"""Figures: the house style of pictures, their fonts, and how they become bytes."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import TYPE_CHECKING, Any, Literal, get_args

from ontology.errors import UsageError

if TYPE_CHECKING:
    from matplotlib.figure import Figure

PictureFormat = Literal["svg", "png"]

INK, MUTED, RULE, PAPER = "#1f2430", "#667085", "#e4e7ec", "#ffffff"
"""Colours of text, of what is less important, of rules and grids, and of the ground."""
PALETTE = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#F0E442", "#000000")
"""Okabe and Ito's colours, told apart by colour-blind people too, the strongest on white first."""
CHINESE_FONTS = (
    "Noto Sans CJK SC",
    "Noto Sans CJK JP",
    "Source Han Sans SC",
    "Noto Sans SC",
    "PingFang SC",
    "Microsoft YaHei",
    "WenQuanYi Micro Hei",
    "SimHei",
)
"""Fonts asked for Chinese, in this order; a collection of fonts goes by the name of its first."""
DPI = 160

_THEMES = ("axes", "figure", "font", "grid", "hatch", "legend", "lines", "patch", "path", "savefig", "svg", "text")
_TICKS = ("xtick", "ytick")
_STYLE: dict[str, Any] = {
    "axes.axisbelow": True,
    "axes.edgecolor": MUTED,
    "axes.facecolor": PAPER,
    "axes.labelcolor": INK,
    "axes.linewidth": 0.6,
    "axes.spines.right": False,
    "axes.spines.top": False,
    "axes.titlelocation": "left",
    "axes.titlesize": 12,
    "axes.titleweight": "bold",
    "figure.facecolor": PAPER,
    "font.size": 9,
    "grid.color": RULE,
    "grid.linewidth": 0.6,
    "hatch.linewidth": 0.7,
    "legend.fontsize": 8,
    "legend.frameon": False,
    "savefig.facecolor": PAPER,
    "svg.fonttype": "none",
    "svg.hashsalt": "alliance",
    "text.color": INK,
    "text.parse_math": False,
    "xtick.color": MUTED,
    "xtick.labelcolor": INK,
    "ytick.color": MUTED,
    "ytick.labelcolor": INK,
}


def _matplotlib() -> ModuleType:
    try:
        import matplotlib
    except ImportError:
        raise UsageError("pictures need matplotlib; install it with: pip install matplotlib") from None
    return matplotlib


def _fonts() -> list[str]:
    """Only fonts named one by one stand in for each other; the first of a generic family stands alone."""
    from matplotlib.font_manager import fontManager

    installed = set(fontManager.get_font_names())
    return ["DejaVu Sans", *(name for name in CHINESE_FONTS if name in installed)]


@contextmanager
def house_style() -> Iterator[None]:
    """Let everything that is drawn within have the house style; nothing of it lasts.

    The user's own settings of matplotlib do not matter. Text is never read as
    mathematics. A character that no font has is drawn as a box, without a warning.
    Raises UsageError when matplotlib is not installed.
    """
    matplotlib = _matplotlib()
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph ")
        warnings.simplefilter("ignore", matplotlib.MatplotlibDeprecationWarning)
        plain = {
            key: value for key, value in matplotlib.rcParamsDefault.items() if key.split(".")[0] in (*_THEMES, *_TICKS)
        }
        with matplotlib.rc_context({**plain, **_STYLE, "font.family": _fonts()}):
            yield


def new_figure(width: float, height: float) -> Figure:
    """Return an empty figure of a size in inches, without pyplot and its global state.

    Axes and texts are to be added within `house_style`. Raises UsageError when
    matplotlib is not installed.
    """
    _matplotlib()
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    with house_style():
        figure = Figure(figsize=(width, height), dpi=DPI)
    FigureCanvasAgg(figure)
    return figure


def to_bytes(figure: Figure, fmt: PictureFormat) -> bytes:
    """Return a figure as SVG, in which text stays text, or as PNG; the same figure gives the same bytes.

    Raises UsageError for another format.
    """
    if fmt not in get_args(PictureFormat):
        raise UsageError(f"no picture format is called {fmt!r}; expected {' or '.join(get_args(PictureFormat))}")
    metadata = {"Date": None, "Creator": None} if fmt == "svg" else {"Software": None}
    stream = io.BytesIO()
    with house_style():
        figure.savefig(stream, format=fmt, dpi=DPI, metadata=metadata)
    return stream.getvalue()
