"""Rows of different lengths in two arrays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from graph.network import Flags, Ints


@dataclass(frozen=True, eq=False)
class Ragged:
    """Rows of whole numbers: row *i* is `items[starts[i]:starts[i + 1]]`."""

    starts: Ints
    items: Ints

    def __len__(self) -> int:
        return len(self.starts) - 1

    def row(self, place: int) -> list[int]:
        """Return one row."""
        found: list[int] = self.items[self.starts[place] : self.starts[place + 1]].tolist()
        return found

    @property
    def lengths(self) -> Ints:
        """The length of each row."""
        return np.diff(self.starts)

    @property
    def owners(self) -> Ints:
        """The row of each item."""
        return np.repeat(np.arange(len(self)), self.lengths)

    def at(self, rows: Ints) -> Ragged:
        """Return some of the rows, in that order."""
        lengths = self.lengths[rows]
        starts = np.append(0, np.cumsum(lengths))
        within = np.arange(starts[-1]) - np.repeat(starts[:-1], lengths)
        return Ragged(starts, self.items[np.repeat(self.starts[:-1][rows], lengths) + within])

    def followed_by(self, other: Ragged) -> Ragged:
        """Return the rows of this and then of the other."""
        starts = np.concatenate([self.starts, other.starts[1:] + self.starts[-1]])
        return Ragged(starts, np.concatenate([self.items, other.items]))

    def beside(self, other: Ragged) -> Ragged:
        """Return each row joined with the other's row of the same place, sorted and without repetition."""
        items = np.concatenate([self.items, other.items])
        wide = int(items.max(initial=0)) + 1
        keys = np.unique(np.concatenate([self.owners, other.owners]) * wide + items)
        return Ragged(np.searchsorted(keys, np.arange(len(self) + 1) * wide), keys % wide)

    def ended_by(self, items: Ints) -> Ragged:
        """Return each row with one more item at its end; a negative one adds nothing."""
        added = items >= 0
        starts = self.starts + np.append(0, np.cumsum(added))
        joined = np.empty(starts[-1], dtype=np.int64)
        last = starts[1:][added] - 1
        mine = np.ones(len(joined), dtype=np.bool_)
        mine[last] = False
        joined[mine], joined[last] = self.items, items[added]
        return Ragged(starts, joined)

    def all_of(self, flags: Flags) -> Flags:
        """Tell of each row whether the flags of all its items are set; an empty row has all of them."""
        missing = np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(~flags[self.items])])
        found: Flags = missing[self.starts[1:]] == missing[self.starts[:-1]]
        return found


def to_ragged(rows: Sequence[Sequence[int]]) -> Ragged:
    """Return rows as two arrays.

    >>> to_ragged([[4, 5], [], [6]]).at(np.array([2, 0])).items.tolist()
    [6, 4, 5]
    """
    starts = np.append(0, np.cumsum([len(row) for row in rows], dtype=np.int64))
    return Ragged(starts, np.array([item for row in rows for item in row], dtype=np.int64))


def single(items: Ints) -> Ragged:
    """Return rows of one item each; a negative one makes its row empty."""
    kept = items >= 0
    return Ragged(np.append(0, np.cumsum(kept)).astype(np.int64), items[kept])
