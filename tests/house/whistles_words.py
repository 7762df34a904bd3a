"""Words of 吹哨报到 that are put together, and what may stand for the star."""

from __future__ import annotations

from collections.abc import Iterable

from domain.whistles import FINISH_DAYS, EntryWay, Mark, WhistleKind, WhistleSays, WhistleStanding, WhistleTab

TYPED = ("unit", "goal", "meeting_time", "meeting_spot", "letter", "when", "why", "who", "arrived", "done", "release")

SAID = ("topic", "goal", "unit", "words", "spot", "name", "post")
"""What is written, and may be missing or too long."""

PARTNER = ("name", "post", "purpose")
"""What is written of a unit that stands by a compound."""

FAMILIES: dict[str, Iterable[str]] = {
    "partners.ask.*": PARTNER,
    "refusals.empty.partner_*": PARTNER,
    "refusals.too_long.partner_*": PARTNER,
    "refusals.empty.whistle_*": SAID,
    "refusals.too_long.whistle_*": SAID,
    "whistles.about.*": WhistleKind,
    "whistles.ask.*": (*TYPED, "topic", "topic_report", "response", "solution"),
    "whistles.days_*": [str(days) for days in FINISH_DAYS],
    "whistles.goal.*": ("going", "done", "behind", "off"),
    "whistles.key.*": ("again", "enter", "arrived", "done", "lead", "release", "rate"),
    "whistles.kind.*": WhistleKind,
    "whistles.kind_key.*": WhistleKind,
    "whistles.mark.*": Mark,
    "whistles.says.*": WhistleSays,
    "whistles.standing.*": (*WhistleStanding, "given_up"),
    "whistles.tab.*": WhistleTab,
    "whistles.thanks.*": ("blown", "met", "entered", "arrived", "done", "ended", "released", "rated"),
    "whistles.told.*": (*WhistleSays, "arrived", "word", "of_call", "silent"),
    "whistles.way.*": EntryWay,
}
