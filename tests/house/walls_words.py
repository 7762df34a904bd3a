"""Words of walls that are put together, and what may stand for the star."""

from __future__ import annotations

from collections.abc import Iterable

from domain.notices import NoticeState
from domain.wall_addresses import WallKind
from domain.walls import WallState
from rendering.wall_words import WHY

KEYS = ("confirm", "ask", "look", "try", "end")
ANNOUNCED = ("announced", "corrected", "done", "fallen", "overtaken", "stopped")

FAMILIES: dict[str, Iterable[str]] = {
    "walls.ask.*": WallKind,
    "walls.became.*": {"waiting", "trying", "in_part", "again", "sent_mail", "again_mail", *NoticeState}
    - {"queued", "sending"},
    "walls.key.*": (*KEYS, "see"),
    "walls.kind.*": WallKind,
    "walls.named.*": WallKind,
    "walls.next.*": ("trial", "ask", "confirm", "on", "off"),
    "walls.state.*": WallState,
    "walls.what.*": (
        "announcements_files",
        "announcements_post",
        *(f"deliberation_{name}" for name in ANNOUNCED),
        *(f"funds_{name}" for name in ("statement", "reopened")),
        "ratings_over",
        "settlements_published",
        *(f"voting_{name}" for name in ("cancelled", "card", "posted", "result")),
    ),
    "walls.why.*": {"unreached", *(name for _, name in WHY)},
}
