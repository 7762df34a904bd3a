"""What one screen of a matter has room for (一屏放得下的): the next action first, the rest behind [更多]."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from domain.deliberation.matters import Matter
from rendering.deliberation_buttons import MoreOnMatter
from rendering.deliberation_lines import head, to_matter
from rendering.screens import Key, Screen, lines, rows
from rendering.texts import Texts

MOST_LINES, MOST_KEYS = 8, 6
FIRST = MOST_KEYS - 2
"""Keys on a screen that has more behind it, beside [更多] and the way back."""

Part = tuple[int, Markup | None]
"""A line and its rank: 0 stays in any case, the higher the sooner it goes behind [更多]."""


def room_for(parts: Sequence[Part], most: int = MOST_LINES) -> tuple[list[Markup], list[Markup]]:
    """The lines that fit, in their order, and those that do not."""
    there = [(rank, line) for rank, line in parts if line is not None]
    gone: set[int] = set()
    over = sum(map(_height, (line for _, line in there))) - most
    for n in sorted((n for n, (rank, _) in enumerate(there) if rank), key=lambda n: (there[n][0], n), reverse=True):
        if over <= 0:
            break
        gone.add(n)
        over -= _height(there[n][1])
    kept = [line for n, (_, line) in enumerate(there) if n not in gone]
    return kept, [line for n, (_, line) in enumerate(there) if n in gone]


def _height(line: Markup) -> int:
    return sum(bool(part.strip()) for part in line.splitlines())


def drawn(texts: Texts, matter: Matter, parts: Sequence[Part], keys: Sequence[Key], end: Key, *, run: int) -> Screen:
    """A screen of a matter, as much as there is room for; `run`: whether it is the one of whoever runs it."""
    kept, gone = room_for(parts)
    return Screen(lines(*kept), _laid_out(texts, matter.id, keys, end, run=run, page=0, crowded=bool(gone)))


def further(texts: Texts, matter: Matter, parts: Sequence[Part], keys: Sequence[Key], *, run: int, page: int) -> Screen:
    """[更多]: the lines that had no room, a screen of them at a time, and further keys."""
    told = _pages(room_for(parts)[1])
    page = min(max(page, 1), max(1, len(told), -(-(len(keys) - FIRST) // FIRST)))
    there = told[page - 1] if page <= len(told) else []
    words = lines(head(texts, matter.procedure_name, matter.number, matter.title), *there)
    said = lines(words, texts.say("deliberation.further")) if keys[page * FIRST :] else words
    crowded, end = page < len(told), to_matter(texts, matter.id)
    return Screen(said, _laid_out(texts, matter.id, keys, end, run=run, page=page, crowded=crowded))


def _pages(gone: Sequence[Markup]) -> list[list[Markup]]:
    """So many of the lines as one screen holds, under its head and above what it says of the keys."""
    pages: list[list[Markup]] = []
    for line in gone:
        if pages and sum(map(_height, pages[-1])) + _height(line) <= MOST_LINES - 2:
            pages[-1].append(line)
        else:
            pages.append([line])
    return pages


def _laid_out(
    texts: Texts, number: int, keys: Sequence[Key], end: Key, *, run: int, page: int, crowded: bool = False
) -> tuple[tuple[Key, ...], ...]:
    rest = keys[page * FIRST :]
    if len(rest) < MOST_KEYS and not crowded:
        return (*rows(*rest), (end,))
    more = Key(texts.plain("deliberation.key.more"), MoreOnMatter(number, run, page + 1))
    return (*rows(*rest[:FIRST]), (more, end))
