"""Charts (图): facts → PNG, legible on a small phone."""

from __future__ import annotations

from collections.abc import Sequence

from rendering.typesetting import pictures


def bar_chart(title: str, rows: Sequence[tuple[str, int]], total: int, note: str) -> bytes:
    """A PNG of 800 px width: a bar for each row's count of `total`. Raises ValueError for a sign no font has."""
    facts = {
        "title": title,
        "rows": [{"label": label, "count": count} for label, count in rows],
        "total": total,
        "note": note,
    }
    (picture,) = pictures("bar_chart.typ", facts)  # one page, as high as it needs
    return picture
