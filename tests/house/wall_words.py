"""Words of papers for the wall and of cards that are put together, and what may stand for the star."""

from __future__ import annotations

import re
from collections.abc import Iterable

from domain.deliberation.bundles import PhotoOf
from domain.deliberation.tasks import TaskState
from domain.issues_statistics import SHARES
from domain.voting.tally import Criterion
from domain.wall_sheets import UNNUMBERED, Lettering, WallKind
from rendering.wall_matters import TEXTS
from tests.house.plan import HOUSE

COLUMNS = re.compile(r'"[#+]?([a-z]+)"')


def columns() -> set[str]:
    """Every column that a sheet names: they stand as tuples in its call of `listing`."""
    found: set[str] = set()
    for path in (HOUSE / "rendering").glob("wall_*.py"):
        for call in re.findall(r"listing\(\s*texts,\s*\(([^)]*)\)", path.read_text(encoding="utf-8")):
            found |= set(COLUMNS.findall(call))
    return found


FAMILIES: dict[str, Iterable[str]] = {
    "cards.share.*": SHARES,
    "wall.bar.*": Criterion,
    "wall.column.*": columns(),
    "wall.form.*": set(WallKind) - UNNUMBERED,
    "wall.hangs_*": ("days", "hours"),
    "wall.key.*": (*Lettering, "earlier", "later"),
    "wall.lead.*": TEXTS,
    "wall.lead.*_open": TEXTS,
    "wall.after.*": TEXTS,
    "wall.name.*": WallKind,
    "wall.pair.*": (
        *("budget", "spent", "left", "opening", "received", "outlay", "closing"),
        *("when", "spot", "meeting"),
    ),
    "wall.photo.*": (PhotoOf.BEFORE, PhotoOf.AFTER, PhotoOf.WORK),
    "wall.screen.*": ("with_code", "without_code"),
    "wall.signing.*": ("chair", "recorder", "present"),
    "wall.task.*": TaskState,
    "wall.*": ("holds", "falls_short"),
}
