"""Concentration of control: how far the lead over the stages is in few hands, on a day and over time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from math import lcm

from graph.leadership import RoleIndex
from graph.matrix import Cell, Matrix, bearing, brands_of, role_matrix
from graph.resolutions import greatest_squares, least_squares
from ontology.dates import EARLIEST, LATEST
from ontology.facts import Facts
from ontology.structure import Membership

Shares = tuple[tuple[str, Fraction], ...]


@dataclass(frozen=True, slots=True)
class Index:
    """A Herfindahl-Hirschman index, the shares that it is made of, the largest first, and the number of led cells."""

    value: Fraction | None
    shares: Shares
    cells: int


@dataclass(frozen=True, slots=True)
class Concentration:
    """How concentrated the lead is on a day: counting all possible leaders, and the certain ones alone.

    `lowest` and `highest` are what the index over possible leaders may come to when
    each contested or passing lead turns out to be one holder's; `highest` is None
    when too many compete for it to be found.
    """

    day: date
    alliance: str | None
    total: int
    possible: Index
    certain: Index
    lowest: Fraction | None
    highest: Fraction | None


def sum_of_squares(shares: Iterable[Fraction]) -> Fraction:
    """Return the Herfindahl-Hirschman index of shares that add up to one.

    It lies between 1/n for n equal shares and 1 for a single one.

    >>> sum_of_squares([Fraction(5, 10), Fraction(3, 10), Fraction(2, 10)])
    Fraction(19, 50)
    """
    exact = tuple(shares)
    whole = lcm(*(share.denominator for share in exact))
    return Fraction(sum((share.numerator * (whole // share.denominator)) ** 2 for share in exact), whole**2)


def herfindahl(matrix: Matrix) -> Concentration:
    """Return the concentration of stage leadership of a matrix.

    Each cell with leaders counts 1, split equally among its leaders. A holder's
    share is what falls to it, divided by the number of such cells; the index is the
    sum of the squared shares, in (0, 1]. Cells for which no leader is told are left
    out and only counted. Without any led cell the index is None: unknown, not 0.

    A contested cell of one leader, whose lead is denied, counts as that leader's. An
    undecided cell that is split makes the index lower than any way to decide it
    may, so the value can lie below `lowest`.

    The index is Hirschman's (1945, National Power and the Structure of Foreign
    Trade; 1964, The Paternity of an Index) and Herfindahl's (1950, Concentration in
    the U.S. Steel Industry), as in Rhoades (1993, The Herfindahl-Hirschman Index,
    Federal Reserve Bulletin 79).
    """
    lowest, highest = _bounds([cell for cell in matrix.cells if cell.leaders])
    return Concentration(
        day=matrix.day,
        alliance=matrix.alliance,
        total=len(matrix.cells),
        possible=_index(cell.holders for cell in matrix.cells),
        certain=_index(cell.certain_holders for cell in matrix.cells),
        lowest=lowest,
        highest=highest,
    )


def _index(leaders: Iterable[tuple[str, ...]]) -> Index:
    led = [holders for holders in leaders if holders]
    loads, unit = _loads(led)
    ranked = sorted(loads.items(), key=lambda pair: (-pair[1], pair[0]))
    shares = tuple((holder, Fraction(load, unit * len(led))) for holder, load in ranked)
    return Index(sum_of_squares(share for _, share in shares) if led else None, shares, len(led))


def _loads(led: Sequence[tuple[str, ...]]) -> tuple[dict[str, int], int]:
    """Return what falls to each holder, and of how many such pieces a cell is made, so that all are whole."""
    unit = lcm(*map(len, led))
    loads: dict[str, int] = defaultdict(int)
    for holders in led:
        for holder in holders:
            loads[holder] += unit // len(holders)
    return loads, unit


def _bounds(led: list[Cell]) -> tuple[Fraction | None, Fraction | None]:
    if not led:
        return None, None
    undecided = [cell.holders for cell in led if cell.state in ("contested", "handover")]
    pieces, unit = _loads([cell.holders for cell in led if cell.state not in ("contested", "handover")])
    loads = {holder: Fraction(piece, unit) for holder, piece in pieces.items()}
    undecided = _thinned(undecided, loads)
    lowest, highest = least_squares(loads, undecided), greatest_squares(loads, undecided)
    return lowest / len(led) ** 2, None if highest is None else highest / len(led) ** 2


def _thinned(undecided: list[tuple[str, ...]], loads: Mapping[str, Fraction]) -> list[tuple[str, ...]]:
    """Leave out candidates who are alike in load and cells, but for as many as they have cells: more cannot matter."""
    places = defaultdict(list)
    for place, holders in enumerate(undecided):
        for holder in holders:
            places[holder].append(place)
    alike = defaultdict(list)
    for holder, own in sorted(places.items()):
        alike[loads.get(holder, Fraction(0)), tuple(own)].append(holder)
    kept = {holder for (_, own), holders in alike.items() for holder in holders[: len(own)]}
    return [tuple(holder for holder in holders if holder in kept) for holders in undecided]


def in_words(found: Concentration) -> str:
    """Return the index, how far it rests on what is known, its bounds, and the one over certain leaders."""
    if found.possible.value is None:
        return f"concentration of the lead (HHI) unknown: none of {found.total} cells has a leader"
    words = f"concentration of the lead (HHI) {decimal(found.possible.value)} over {found.possible.cells}"
    words += f" of {found.total} cells"
    if found.lowest != found.highest:
        most = "or more" if found.highest is None else f"to {decimal(found.highest)}"
        words += f", {decimal(found.lowest)} {most} if each cell has one leader"
    sure = f"{decimal(found.certain.value)} over {found.certain.cells}" if found.certain.cells else "unknown"
    return f"{words}; certain leaders only: {sure}"


def decimal(value: Fraction | None) -> str:
    """Return an index or share to two places, or `unknown`.

    >>> decimal(Fraction(19, 50)), decimal(None)
    ('0.38', 'unknown')
    """
    return "unknown" if value is None else f"{float(value):.2f}"


def course(
    facts: Facts, alliance: str | None = None, days: Iterable[date] | None = None
) -> list[tuple[date, Concentration]]:
    """Return the concentration on each of the days; without days, on each on which the matrix may change.

    Between two days on which it may change, the concentration stays as on the first.
    """
    told = _told(facts, alliance)
    wanted = change_days(facts, alliance) if days is None else sorted(set(days))
    known: dict[object, Concentration] = {}
    found = []
    for day in wanted:
        matrix = role_matrix(told, day, alliance)
        leaders = tuple((cell.state, cell.holders, cell.certain_holders) for cell in matrix.cells)
        if leaders not in known:
            known[leaders] = herfindahl(matrix)
        found.append((day, replace(known[leaders], day=day)))
    return found


def change_days(facts: Facts, alliance: str | None = None) -> list[date]:
    """Return the days on which a role or membership that bears on a brand's row begins or ends, at least possibly."""
    days: set[date] = set()
    for bounds in {statement.validity for statement in _told(facts, alliance).statements}:
        days |= {bounds.start_earliest, bounds.end_latest}
        if bounds.start_latest < bounds.end_earliest:
            days |= {bounds.start_latest, bounds.end_earliest}
    return sorted(days - {EARLIEST, LATEST})


def _told(facts: Facts, alliance: str | None) -> Facts:
    """Return the facts with only what the matrices of an alliance rest on, whatever the day."""
    told = bearing(facts)
    index, brands = RoleIndex(told), set(brands_of(told, alliance))
    wanted = {held.role.id for brand in brands for held in index.of(brand)}
    wanted |= {
        s.id for s in told.statements if isinstance(s, Membership) and (s.member in brands or s.role == "initiator")
    }
    return replace(told, statements=tuple(s for s in told.statements if s.id in wanted))
