"""Counts -> how far chance alone may have moved them: a 95% interval for a share, and a test of who moved which way."""

from math import comb, sqrt

_Z = 1.959963984540054
"""The standard normal value with 2.5% above it."""


def wilson_interval(count: int, total: int) -> tuple[float, float]:
    """Return the 95% interval of a share, as two shares between 0 and 1; total is at least 1.

    The score interval of Wilson (1927), *Journal of the American Statistical Association* 22, 209-212, without
    continuity correction; Newcombe (1998), *Statistics in Medicine* 17, 857-872 (method 3), shows that it holds up in
    small samples.
    """
    share = count / total
    middle = share + _Z**2 / (2 * total)
    reach = _Z * sqrt(share * (1 - share) / total + _Z**2 / (4 * total**2))
    width = 1 + _Z**2 / total
    low = 0.0 if count == 0 else max(0.0, (middle - reach) / width)
    high = 1.0 if count == total else min(1.0, (middle + reach) / width)
    return low, high


def sign_test(one_way: int, other_way: int) -> float:
    """Return how often chance alone splits so many movers at least this unevenly, between 0 and 1.

    The exact two-sided sign test: each mover goes either way with the same chance. For a question with two answers it
    is McNemar's exact test. Those who didn't move don't count.
    """
    movers = one_way + other_way
    tail = sum(comb(movers, few) for few in range(min(one_way, other_way) + 1)) / (1 << movers)
    return min(1.0, 2 * tail)
