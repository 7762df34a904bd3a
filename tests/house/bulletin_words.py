"""Words of papers for the wall and of cards that are put together, and what may stand for the star."""

from __future__ import annotations

import re
from collections.abc import Iterable

from domain.bulletin_issuers import IssuerKind
from domain.bulletins import UNNUMBERED, Lettering, PaperKind
from domain.deliberation.bundles import PhotoOf
from domain.deliberation.tasks import TaskState
from domain.issues_statistics import SHARES
from domain.registry import Organ
from domain.voting.tally import Criterion
from rendering.bulletin_matters import TEXTS
from tests.house.plan import HOUSE

COLUMNS = re.compile(r'"[#+]?([a-z]+)"')


def columns() -> set[str]:
    """Every column that a sheet names: they stand as tuples in its call of `listing`."""
    found: set[str] = set()
    for path in (HOUSE / "rendering").glob("bulletin*.py"):
        for call in re.findall(r"listing\(\s*texts,\s*\(([^)]*)\)", path.read_text(encoding="utf-8")):
            found |= set(COLUMNS.findall(call))
    return found


FAMILIES: dict[str, Iterable[str]] = {
    "cards.share.*": SHARES,
    "bulletin.bar.*": Criterion,
    "bulletin.body.*": (*Organ, IssuerKind.PREPARING, IssuerKind.ELECTING, "electing_residents"),
    "bulletin.column.*": columns(),
    "bulletin.form.*": set(PaperKind) - UNNUMBERED,
    "bulletin.headline.*": PaperKind,
    "bulletin.hangs_*": ("days", "hours"),
    "bulletin.key.*": (*Lettering, "earlier", "later"),
    "bulletin.lead.*": TEXTS,
    "bulletin.lead.*_open": TEXTS,
    "bulletin.after.*": TEXTS,
    "bulletin.name.*": PaperKind,
    "bulletin.pair.*": (
        *("budget", "spent", "left", "opening", "received", "outlay", "closing"),
        *("when", "spot", "meeting"),
    ),
    "bulletin.photo.*": (PhotoOf.BEFORE, PhotoOf.AFTER, PhotoOf.WORK),
    "bulletin.screen.*": ("with_code", "without_code"),
    "bulletin.signing.*": ("came", "chair", "recorder", "present"),
    "bulletin.to.*": (PaperKind.MEETING, PaperKind.CALLED),
    "bulletin.task.*": TaskState,
    "bulletin.*": ("holds", "falls_short", "sources", "uses"),
}
