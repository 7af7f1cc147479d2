"""The ground of all pictures: style, fonts and bytes."""

from __future__ import annotations

import sys
import warnings
from datetime import date
from itertools import pairwise

import pytest

from exports.charts.figures import house_style, new_figure, to_bytes
from exports.charts.ticks import make_ticks
from ontology.errors import UsageError


def test_without_matplotlib_one_line_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(UsageError, match=r"^pictures need matplotlib; install it with: pip install matplotlib$"):
        new_figure(1, 1)


def test_another_format_is_refused() -> None:
    with pytest.raises(UsageError, match="no picture format is called 'gif'; expected svg or png"):
        to_bytes(new_figure(1, 1), "gif")  # type: ignore[arg-type]


def test_nothing_of_the_style_lasts_and_the_users_own_settings_do_not_matter() -> None:
    import matplotlib

    plain = to_bytes(new_figure(1, 1), "svg")
    before = dict(matplotlib.rcParams)
    with matplotlib.rc_context({"figure.facecolor": "red", "svg.fonttype": "path", "savefig.facecolor": "red"}):
        assert to_bytes(new_figure(1, 1), "svg") == plain
    with house_style():
        assert not matplotlib.rcParams["text.parse_math"]
    assert dict(matplotlib.rcParams) == before


def test_pyplot_is_not_needed() -> None:
    import subprocess

    code = "import sys; from exports.charts.figures import *; to_bytes(new_figure(1, 1), 'png'); "
    code += "print('matplotlib.pyplot' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "False\n"


def test_chinese_is_drawn_without_a_warning_whether_or_not_a_font_has_it(monkeypatch: pytest.MonkeyPatch) -> None:
    for fonts in (("No Such Font",), ("Noto Sans CJK SC", "Noto Sans CJK JP")):
        monkeypatch.setattr("exports.charts.figures.CHINESE_FONTS", fonts)
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            with house_style():
                figure = new_figure(2, 1)
                figure.text(0.1, 0.5, "智界 $x^2$")
                assert "智界 $x^2$" in to_bytes(figure, "svg").decode()
            assert to_bytes(figure, "png").startswith(b"\x89PNG")


def test_a_picture_holds_neither_a_date_nor_the_version_of_matplotlib() -> None:
    svg, png = to_bytes(new_figure(1, 1), "svg").decode(), to_bytes(new_figure(1, 1), "png")
    assert "dc:date" not in svg
    assert "Matplotlib v" not in svg
    assert b"Software" not in png


@pytest.mark.parametrize("most", range(1, 30))
def test_ticks_lie_within_the_days_are_no_more_than_wanted_and_are_months_evenly_apart(most: int) -> None:
    for first, end in (
        (date(2023, 10, 5), date(2025, 10, 22)),
        (date(2024, 1, 1), date(2024, 1, 2)),
        (date(1, 1, 1), date(9999, 12, 31)),
        (date(2024, 2, 1), date(2044, 3, 1)),
    ):
        days = [day for day, _ in make_ticks(first, end, most)]
        assert len(days) <= most
        assert all(first <= day < end and day.day == 1 for day in days)
        months = [day.year * 12 + day.month for day in days]
        assert len({after - before for before, after in pairwise(months)}) <= 1
