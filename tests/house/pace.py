"""A pytest plugin (`-p tests.house.pace`): how a whole run comes to its end soon. What is tried stays the same."""

from __future__ import annotations

import gc
import os

import pytest

from tests.garbage import SELDOM

LONG = (
    "tests/faults/",
    "tests/browser/",
    "tests/bot/test_process.py",
    "tests/bot/test_demo.py",
    "tests/stories/",
    "tests/house/",
)
"""What takes longest, and mostly waits: each of these is begun first, by another worker."""

gc.set_threshold(*SELDOM)  # loading the tests, too


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Deal the tests to the workers, who each begin with an even part of what stands here (`--dist worksteal`)."""
    workers = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    hands: list[list[pytest.Item]] = [[] for _ in range(workers)]
    others = []
    for item in items:
        place = next((place for place, start in enumerate(LONG) if item.nodeid.startswith(start)), None)
        (others if place is None else hands[place % workers]).append(item)
    dealt: list[pytest.Item] = []
    for left, hand in zip(range(workers, 0, -1), hands, strict=True):
        few = max(0, (len(items) - len(dealt)) // left - len(hand))
        dealt += [*hand, *others[:few]]
        others = others[few:]
    items[:] = [*dealt, *others]


def pytest_collection_finish() -> None:
    """What is loaded by now stays."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*SELDOM)  # again: the product has set its own meanwhile
