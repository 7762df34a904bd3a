"""Words of 微心愿 that are put together, and what may stand for the star."""

from __future__ import annotations

from collections.abc import Iterable

from domain.issues_hiding import HideReason
from domain.wishes import TABS, Reach, WishChannel, WishState

TOLD = (
    *("claimed", "between", "keeper", "back", "returned", "lapsed", "remind", "done", "received", "settled"),
    *("not_yet", "thanks", "word", "withdrawn", "hidden", "shown"),
)
KEYS = (
    *("claim", "done", "received", "not_yet", "word", "back", "thanks", "between", "whose", "take_back", "hide"),
    *("show", "not_now", "keep"),
)

FAMILIES: dict[str, Iterable[str]] = {
    "wishes.tab.*": TABS,
    "wishes.channel.*": WishChannel,
    "wishes.role.*": ("made", "claimed", "keeps"),
    "wishes.stands.*": set(WishState) - {WishState.WITHDRAWN},
    "wishes.reach.*": Reach,
    "wishes.way.*": Reach,
    "wishes.key.*": KEYS,
    "wishes.surely.*": Reach,
    "wishes.why.*": HideReason,
    "wishes.preview_reach.*": (*Reach, "entered"),
    "wishes.ask.*": ("words", "entered", "contact", "word", "thanks"),
    "wishes.thanks.*": ("hung", "word", "thanks"),
    "wishes.toast.*": ("claimed", "back", "done", "received", "not_yet", "between", "hidden", "shown"),
    "wishes.told.*": (*TOLD, "done_undated"),
}
