"""All matters (大事清单): each with who decides it, how far it is, what came of it; its vote a press away."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from domain.deliberation.matters import Matter
from rendering.deliberation_buttons import OpenMatters, OpenOverview, ShowMatter
from rendering.deliberation_lines import decided_lines
from rendering.screens import Key, Screen, lines, rows
from rendering.texts import Texts

A_PAGE = 5
"""Matters on one screen."""


def overview(texts: Texts, found: Sequence[Matter], page: int) -> Screen:
    """So many of them, the latest first."""
    pages = max(1, -(-len(found) // A_PAGE))
    page = min(max(page, 0), pages - 1)
    shown = found[page * A_PAGE : (page + 1) * A_PAGE]
    words = lines(
        texts.say("deliberation.overview.head", n=len(found)),
        *(part for matter in shown for part in ("", *_entry(texts, matter))),
    )
    keys = [
        Key(texts.plain("deliberation.overview.one", number=matter.number), ShowMatter(matter.id)) for matter in shown
    ]
    turns = {"back": page - 1, "on": page + 1}
    turning = [
        Key(texts.plain(f"deliberation.overview.{name}"), OpenOverview(to))
        for name, to in turns.items()
        if 0 <= to < pages
    ]
    back = Key(texts.plain("deliberation.key.list"), OpenMatters())
    return Screen(words, (*rows(*keys, per_row=3), *rows(*turning, back, per_row=3)))


def _entry(texts: Texts, matter: Matter) -> list[Markup]:
    """第3号 东大门换新 · 决议公开, whose decision it is, and how it was decided."""
    whose = matter.classification.track.value if matter.full else matter.procedure_name
    return [
        texts.say(
            "deliberation.overview.entry",
            number=matter.number,
            title=matter.title,
            stage=texts.plain(f"deliberation.stage.{matter.stage}"),
        ),
        texts.say(f"deliberation.overview.whose.{whose}"),
        *decided_lines(texts, matter.procedure_name, matter.figures),
    ]
