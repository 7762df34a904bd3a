"""Coverage keeps to the line that pytest and asyncio run on, and looks away while SQLAlchemy works in a greenlet.

Without this a switch in the middle of a call would put lines down to the wrong file; coverage's own way of telling
greenlets apart asks at every call and line, which doubles the time of the whole run. What runs in a greenlet only
(the database's connect hooks, the migrations) counts as not run.

It looks away, too, while a test runs whose lines others have walked: watching costs every one of them half as much
time again.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

import greenlet
import pytest

UNWATCHED = ("tests/acceptance/", "tests/browser/", "tests/faults/", "tests/sandbox/", "tests/stories/")
"""Tests of the whole: what they walk through is walked by the tests of its parts."""


class Tracing:
    """Coverage's tracer of this thread, put down and taken up at each switch."""

    def __init__(self) -> None:
        self.tracer: Any = None

    def switched(self, _: str, ends: tuple[greenlet.greenlet, greenlet.greenlet]) -> None:
        """A greenlet gave way to another; the one without a parent is the main line."""
        if ends[1].parent is None:
            if self.tracer is not None:
                self.tracer.start()
                self.tracer = None
        elif hasattr(tracer := sys.gettrace(), "stop"):
            self.tracer = tracer
            tracer.stop()


def pytest_configure() -> None:
    """From now on, in this thread."""
    greenlet.settrace(Tracing().switched)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Look away from tests of the whole, and from the second run of a test on PostgreSQL."""
    tracer = sys.gettrace()
    away = hasattr(tracer, "stop") and (item.nodeid.startswith(UNWATCHED) or "postgresql" in item.nodeid)
    if away:
        tracer.stop()
    try:
        return (yield)
    finally:
        if away:
            tracer.start()
