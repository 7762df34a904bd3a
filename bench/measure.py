"""How a ratio is measured: two ways in turn, in one run on one machine, and the medians compared.

Other work on the machine slows both ways alike; single figures are not to be believed, ratios are.
"""

from __future__ import annotations

import gc
import statistics
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

ROUNDS = 5

Clock = Callable[[], float]
Way = Callable[[], Awaitable[None]]


@dataclass(frozen=True)
class Row:
    """One line of the table. `value` says how many times cheaper ours is; the goal is the least it should be.

    A stretch goal lies past what is reached today: missing it is no step back.
    """

    what: str
    goal: float
    value: float
    unit: str = "x"
    stretch: bool = False

    @property
    def met(self) -> bool:
        return self.value >= self.goal


async def times_cheaper(ours: Way, theirs: Way, clock: Clock) -> float:
    """How many times as much `theirs` costs as `ours`, by `clock`, after one round that does not count."""
    spent: dict[Way, list[float]] = {theirs: [], ours: []}
    for number in range(ROUNDS + 1):
        for way, costs in spent.items():
            cost = await _cost(way, clock)
            if number:
                costs.append(cost)
    return round(statistics.median(spent[theirs]) / statistics.median(spent[ours]), 2)


async def _cost(way: Way, clock: Clock) -> float:
    gc.collect()
    begin = clock()
    await way()
    return clock() - begin
