"""Places on the page: the same every time, nothing over anything else, neighbours together."""

from __future__ import annotations

from itertools import combinations, pairwise

import numpy as np
import pytest

from alliance import Alliance
from exports.explorer.layout import Place, place
from exports.explorer.packing import pack
from exports.explorer.picture import LANDSCAPE, PORTRAIT, Picture, Sheet, draw
from exports.explorer.spacing import Box, make_box, text_width, wrap
from exports.explorer.stress import embed

BOX = Box(30, 10, 20)
STARS = [(f"hub{h}", f"leaf{h}-{leaf:02}", 1.0) for h in range(3) for leaf in range(20)]
LINKS = [*STARS, ("hub0", "hub1", 1.0), ("lone-a", "lone-b", 1.0)]
BOXES = {name: BOX for link in LINKS for name in link[:2]} | {"single": BOX}


def overlaps(places: dict[str, Place], boxes: dict[str, Box]) -> list[tuple[str, str]]:
    """Return the pairs of nodes whose boxes overlap by more than rounding."""

    def over(a: str, b: str) -> bool:
        (ax, ay), (bx, by) = places[a], places[b]
        wide = boxes[a].half + boxes[b].half - abs(ax - bx)
        high = min(ay + boxes[a].below, by + boxes[b].below) - max(ay - boxes[a].above, by - boxes[b].above)
        return wide > 1 and high > 1

    return [(a, b) for a, b in combinations(sorted(places), 2) if over(a, b)]


def test_places_depend_on_the_graph_alone() -> None:
    backwards = dict(reversed(BOXES.items()))
    assert place(BOXES, LINKS) == place(backwards, LINKS[::-1])


def test_no_boxes_overlap_within_and_between_components() -> None:
    places = place(BOXES, LINKS)
    assert set(places) == set(BOXES)
    assert overlaps(places, BOXES) == []


def test_no_nodes_and_no_links_are_no_trouble() -> None:
    assert place({}, []) == {}
    assert overlaps(place({"a": BOX, "b": BOX, "c": BOX}, []), {"a": BOX, "b": BOX, "c": BOX}) == []


def test_a_path_is_drawn_as_a_line_of_even_steps() -> None:
    points = embed(4, [(0, 1, 1.0), (1, 2, 1.0), (2, 3, 1.0)])
    steps = [float(np.linalg.norm(points[b] - points[a])) for a, b in pairwise(range(4))]
    assert steps == pytest.approx([1.0, 1.0, 1.0], abs=0.02)
    assert float(np.linalg.norm(points[3] - points[0])) == pytest.approx(3.0, abs=0.03)


def test_leaves_are_nearer_to_their_own_hub() -> None:
    places = {name: np.array(point, dtype=float) for name, point in place(BOXES, STARS + LINKS).items()}
    for hub, leaf, _ in STARS:
        distances = {h: float(np.linalg.norm(places[h] - places[leaf])) for h in ("hub0", "hub1", "hub2")}
        assert min(distances, key=lambda h: distances[h]) == hub


def test_a_small_drawing_goes_to_the_nearest_gap_of_a_large_one() -> None:
    ring = [(x, y) for x in range(0, 480, 32) for y in range(0, 480, 32) if not (160 <= x < 320 and 160 <= y < 320)]
    low = np.array(ring, dtype=float)
    small = np.zeros((1, 2))
    moves = pack([(low, low + 32), (small, small + 40)], aspect=1.0)
    assert moves[0].tolist() == [0.0, 0.0]
    assert all(160 <= side <= 280 for side in moves[1].tolist())


@pytest.fixture(scope="module")
def picture(bundled: Alliance) -> Picture:
    return draw(bundled.facts)


@pytest.mark.parametrize("sheet", [LANDSCAPE, PORTRAIT], ids=["wide", "tall"])
def test_prominent_names_and_all_nodes_of_the_bundled_facts_have_room(picture: Picture, sheet: Sheet) -> None:
    places = dict(picture.wide if sheet is LANDSCAPE else picture.tall)
    boxes = {}
    for turn, dot in enumerate(reversed(picture.dots)):
        label = dot.label if turn < sheet.named else ""
        boxes[dot.id] = make_box(label, dot.font / sheet.scale, dot.radius)
    assert overlaps(places, boxes) == []


def test_a_wide_page_is_not_drawn_tall_and_a_tall_one_not_wide(picture: Picture) -> None:
    wide, tall = np.ptp(list(picture.wide.values()), axis=0), np.ptp(list(picture.tall.values()), axis=0)
    assert 0.7 < wide[0] / wide[1] < 1.6
    assert tall[0] / tall[1] < 0.85


def test_the_brands_of_the_alliance_stand_nearer_to_it_than_most_do(picture: Picture) -> None:
    away = {name: float(np.hypot(*np.subtract(point, picture.wide["hima"]))) for name, point in picture.wide.items()}
    median = float(np.median(list(away.values())))
    assert all(away[brand] < median / 2 for brand in ("aito", "luxeed", "stelato", "maextro", "shangjie"))


def test_names_are_broken_at_spaces_and_cut_after_three_lines() -> None:
    assert wrap("end of the cooperation with the portals") == "end of the\ncooperation with\nthe portals"
    assert wrap("Luxeed") == "Luxeed"
    assert wrap(" ".join(["word"] * 40)).count("\n") == 2
    assert text_width("问界") == pytest.approx(2 * 0.97)
