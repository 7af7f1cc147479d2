"""Scores of small networks in exact fractions, by definitions alone: what the fast measures are checked against."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from itertools import pairwise, permutations

from graph.network import Network

Matrix = list[list[Fraction]]
ZERO, ONE = Fraction(0), Fraction(1)


def fraction_matrix(network: Network) -> Matrix:
    """Return the weights in fractions, from rows to columns."""
    matrix = [[ZERO] * network.order for _ in range(network.order)]
    for u, v, w in zip(network.source.tolist(), network.target.tolist(), network.weight.tolist(), strict=True):
        matrix[u][v] = Fraction(w).limit_denominator(1000)
        if not network.directed:
            matrix[v][u] = matrix[u][v]
    return matrix


def simple_paths(matrix: Matrix, start: int, end: int) -> Iterator[tuple[int, ...]]:
    """Yield every path without repeated nodes, by trying all of them."""
    inner = [place for place in range(len(matrix)) if place not in (start, end)]
    for count in range(len(inner) + 1):
        for between in permutations(inner, count):
            path = (start, *between, end)
            if all(matrix[u][v] for u, v in pairwise(path)):
                yield path


def _length(matrix: Matrix, path: Sequence[int]) -> Fraction:
    return sum((1 / matrix[u][v] for u, v in pairwise(path)), ZERO)


def shortest_paths(matrix: Matrix) -> dict[tuple[int, int], list[tuple[int, ...]]]:
    """Return all shortest paths for every ordered pair that has one; an edge is one over its weight long."""
    found = {}
    for start, end in permutations(range(len(matrix)), 2):
        paths = list(simple_paths(matrix, start, end))
        if paths:
            least = min(_length(matrix, path) for path in paths)
            found[start, end] = [path for path in paths if _length(matrix, path) == least]
    return found


def node_betweenness(network: Network) -> list[Fraction]:
    """Return the mean share of shortest paths through each node, over the ordered pairs of others."""
    scores = [ZERO] * network.order
    for paths in shortest_paths(fraction_matrix(network)).values():
        for path in paths:
            for place in path[1:-1]:
                scores[place] += Fraction(1, len(paths))
    pairs = (network.order - 1) * (network.order - 2)
    return [score / pairs for score in scores] if pairs > 0 else scores


def edge_betweenness(network: Network) -> list[Fraction]:
    """Return the mean share of shortest paths through each edge, over all ordered pairs."""
    edges = {edge: at for at, edge in enumerate(zip(network.source.tolist(), network.target.tolist(), strict=True))}
    scores = [ZERO] * network.size
    for paths in shortest_paths(fraction_matrix(network)).values():
        for path in paths:
            for u, v in pairwise(path):
                scores[edges.get((u, v), edges.get((v, u), -1))] += Fraction(1, len(paths))
    return [score / (network.order * (network.order - 1)) for score in scores]


def counted_betweenness(network: Network) -> list[Fraction]:
    """Return the same as `node_betweenness` for unweighted networks of any size, by counting walks of each length.

    A shortest path of d steps is a walk of d steps, and no shorter walk joins its ends.
    """
    order, matrix = network.order, [[int(bool(w)) for w in row] for row in fraction_matrix(network)]
    neighbours = [[v for v in range(order) if row[v]] for row in matrix]
    distance: list[dict[int, int]] = []
    count: list[dict[int, int]] = []
    for start in range(order):
        depth, ways, layer = {start: 0}, {start: 1}, {start: 1}
        while layer:
            following: dict[int, int] = {}
            for u, number in layer.items():
                for v in neighbours[u]:
                    if v not in depth:
                        following[v] = following.get(v, 0) + number
            depth |= dict.fromkeys(following, max(depth.values()) + 1)
            ways |= following
            layer = following
        distance.append(depth)
        count.append(ways)
    scores = [ZERO] * order
    for s, t in permutations(range(order), 2):
        for v in set(range(order)) - {s, t}:
            whole = distance[s].get(t)
            if whole is not None and distance[s].get(v, order) + distance[v].get(t, order) == whole:
                scores[v] += Fraction(count[s][v] * count[v][t], count[s][t])
    return [score / ((order - 1) * (order - 2)) for score in scores]


def solve(matrix: Matrix, right: Sequence[Fraction]) -> list[Fraction]:
    """Solve a system of linear equations by Gauss-Jordan elimination."""
    rows = [[*row, value] for row, value in zip(matrix, right, strict=True)]
    for at in range(len(rows)):
        pivot = next(row for row in range(at, len(rows)) if rows[row][at])
        rows[at], rows[pivot] = rows[pivot], rows[at]
        rows[at] = [value / rows[at][at] for value in rows[at]]
        for other in range(len(rows)):
            if other != at and rows[other][at]:
                factor = rows[other][at]
                rows[other] = [a - factor * b for a, b in zip(rows[other], rows[at], strict=True)]
    return [row[-1] for row in rows]


def _system(order: int, entry: Callable[[int, int], Fraction]) -> Matrix:
    """Return the identity less the entries."""
    return [[(ONE if u == v else ZERO) - entry(u, v) for v in range(order)] for u in range(order)]


def pagerank(network: Network, chance: Sequence[Fraction], damping: Fraction = Fraction(85, 100)) -> list[Fraction]:
    """Return the x with x = damping · x P + (1 - damping) · chance; a node without an edge onward goes by chance."""
    matrix = fraction_matrix(network)
    out = [sum(row, ZERO) for row in matrix]

    def entry(v: int, u: int) -> Fraction:
        return damping * (matrix[u][v] / out[u] if out[u] else chance[v])

    return solve(_system(network.order, entry), [(1 - damping) * value for value in chance])


def katz(network: Network, attenuation: Fraction) -> list[float]:
    """Return the x with x = attenuation · Aᵀ x + 1, divided by its length."""
    matrix = fraction_matrix(network)
    found = solve(_system(network.order, lambda v, u: attenuation * matrix[u][v]), [ONE] * network.order)
    length = float(sum(value * value for value in found)) ** 0.5
    return [float(value) / length for value in found]


def rounds_of_votes(network: Network, order: Sequence[int]) -> Iterator[list[Fraction]]:
    """Yield everybody's votes before each election in the given order, and after the last; of the elected none."""
    matrix = fraction_matrix(network)
    voters = [[v for v in range(network.order) if row[v]] for row in matrix]
    power, elected = [ONE] * network.order, set[int]()
    loss = Fraction(network.order, sum(map(len, voters))) if any(voters) else ZERO
    for chosen in [*order, None]:
        yield [ZERO if u in elected else sum((power[v] for v in voters[u]), ZERO) for u in range(network.order)]
        if chosen is not None:
            elected.add(chosen)
            power[chosen] = ZERO
            for v in voters[chosen]:
                power[v] = max(power[v] - loss, ZERO)


def voterank(network: Network) -> list[int]:
    """Return the places of the elected, the first of those with most votes in each round."""
    order: list[int] = []
    while True:
        *_, votes = rounds_of_votes(network, order)
        if not max(votes):
            return order
        order.append(votes.index(max(votes)))
