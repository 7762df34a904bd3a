"""Which function plays which method."""

from collections.abc import Awaitable, Callable
from typing import Any

from sandbox.call import Call

Play = Callable[[Call], Any] | Callable[[Call], Awaitable[Any]]
PLAYED: dict[str, Play] = {}


def method(*names: str) -> Callable[[Play], Play]:
    """Enter a function into the list of played methods."""

    def enter(play: Play) -> Play:
        PLAYED.update(dict.fromkeys(names, play))
        return play

    return enter
