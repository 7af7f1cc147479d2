"""What a measure is: how it is computed, how directions and weights enter, and what its scores are."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from graph.network import Floats, Network

if TYPE_CHECKING:
    import networkx as nx

Subject = Literal["nodes", "edges"]
Directions = Literal["used", "standing", "ignored"]
"""What a measure does with directions: uses them as they are, turns them so that edges lead to who gains
standing by them, or leaves them out."""


@dataclass(frozen=True)
class Settings:
    """How a measure is computed; a measure reads what concerns it.

    `weighted` None leaves the choice to the measure. `pivots` is the number of
    sampled sources of betweenness and distances, None for all; distances in large
    networks are sampled unasked. `restart` are the nodes to which
    personalised PageRank returns. `grouping` tells the group of each node for
    brokerage. `attenuation` None lets Katz choose.
    """

    weighted: bool | None = None
    damping: float = 0.85
    attenuation: float | None = None
    tolerance: float = 1e-12
    iterations: int = 10_000
    pivots: int | None = None
    seed: int = 0
    restart: tuple[str, ...] = ()
    grouping: Mapping[str, str] = field(default_factory=dict)
    resolution: float = 1.0


@dataclass(frozen=True)
class Scores:
    """What a measure found: one column or several, each with a value for every node or edge of its network.

    The first column is what is ranked by. `notes` say in a line each what was done
    that the name of the measure does not tell: directions left out, parts without a
    score, a parameter that was chosen. `summary` holds numbers about the whole, such
    as modularity.
    """

    columns: Mapping[str, Floats]
    notes: tuple[str, ...] = ()
    summary: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Measure:
    """One measure. `compute` and `oracle` get a network whose directions and weights are as told here.

    `oracle` is NetworkX's own implementation, or one made of its parts, and gives the
    columns as dicts by node, or by pair of nodes in the order of the network's edge; it is the backend `networkx` and
    what `compute` is tested against.
    """

    name: str
    title: str
    title_zh: str
    meaning: str
    literature: str
    compute: Callable[[Network, Settings], Scores]
    oracle: Callable[[nx.Graph[str], Settings], Mapping[str, Mapping[Any, float]]]
    subject: Subject = "nodes"
    directions: Directions = "used"
    weighted: bool = False
    """Whether weights count when nothing is asked."""
    weights: bool = True
    """Whether weights can count at all."""
    sampled: bool = False
    """Whether `pivots` are of use."""
    descending: bool = True
    """Whether the highest score comes first."""
    only: Literal["directed", "any"] = "any"
    classes: bool = False
    """Whether scores are numbers of groups, which have no order."""
