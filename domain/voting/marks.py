"""Marks (票面选择): what stands on one ballot, the keys of the options marked on it; written in one way only."""

from __future__ import annotations

from collections.abc import Iterable

Marks = frozenset[str]
"""What one ballot marks."""

BLANK = "-"
"""A ballot on which nothing is marked (空白票), written so that it is sealed like any other."""

BETWEEN = ","


def write_marks(marks: Iterable[str]) -> str:
    """The one way to write these marks: 「approve」, 「1,3」."""
    return BETWEEN.join(sorted(marks)) or BLANK


def read_marks(written: str) -> Marks:
    """The marks of a written ballot."""
    return frozenset() if written == BLANK else frozenset(written.split(BETWEEN))
