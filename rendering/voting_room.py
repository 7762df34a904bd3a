"""What a screen of a vote has room for (表决一屏放得下的): the rest stands with the whole text, behind one key."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from rendering.deliberation_room import MOST_LINES, Part, room_for

LEAST_TEXT = 1
"""Lines of the text that are always shown, where it is shown at all."""


def ranked(rank: int, told: Sequence[Markup]) -> list[Part]:
    """Lines of one rank."""
    return [(rank, line) for line in told]


def fitting(before: Sequence[Part], text: str | None, after: Sequence[Part]) -> tuple[list[Markup], list[Markup], bool]:
    """The lines that fit, those that do not, and whether some of the text is left out."""
    said = [] if text is None else text.splitlines()
    least = min(len(said), LEAST_TEXT)
    both = [*before, *after]
    kept, gone = room_for(both, MOST_LINES - least)
    free = max(MOST_LINES - sum(bool(line.strip()) for one in kept for line in one.splitlines()), least)
    shown = Markup("\n").join([*said[:free]]) + ("…" if len(said) > free else "")
    above = sum(1 for _, line in before if line is not None and line not in gone)
    whole = [*kept[:above], *([shown] if said else []), *kept[above:]]
    return whole, gone, len(said) > free
