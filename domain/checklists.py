"""Lists of what is to be put right (问题清单): struck off item by item, by somebody else; looked at again."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from domain.outcomes import Reason, Refusal
from domain.registry import HOME_ROLES, Actor, Place, RoleKind

LONGEST_TITLE, LONGEST_SPOT, LONGEST_ITEM, LONGEST_HOLDER = 60, 60, 300, 30
MOST_ITEMS = 200
"""On one list."""
MOST_DAYS = 730
LOOK_AFTER = timedelta(days=30)
"""So long after an item was struck off it is looked at again."""
ITEM_DAYS = (7, 15, 30, 90)
OFFICES = (RoleKind.COMMITTEE, RoleKind.BUILDING_LEADER, RoleKind.GRID_WORKER)
"""Offices that may have an item; anything else is a unit, by its name."""
BEFORE, AFTER = "before", "after"
FACES = ("人脸", "刷脸", "face recognition", "facial recognition")
"""Words of an item that opens doors by faces: it is not struck off without another way in."""


class ItemState(StrEnum):
    """How far an item is (清单项的状态)."""

    OPEN = "open"  # 没办完
    DONE = "done"  # 办了，等人验收
    STRUCK = "struck"  # 销号


@dataclass(frozen=True)
class Holder:
    """Who does it (谁来办): an office, or a unit by its name."""

    office: RoleKind | None = None
    unit: str = ""


@dataclass(frozen=True)
class Item:
    """One thing on a list (清单上的一项)."""

    id: int
    checklist_id: int
    number: int
    spot: str
    words: str
    holder: Holder
    finish_on: date
    state: ItemState
    added_at: datetime
    issue_id: int | None = None  # the report it was taken from
    issue_number: int | None = None
    done_by: int | None = None  # who recorded the work
    done_words: str = ""
    other_way: str = ""  # how one comes in without one's face
    accepted_by: int | None = None
    struck_at: datetime | None = None
    looked_at: datetime | None = None  # 回头看: it was still good
    reopened: int = 0
    before: int = 0  # photos
    after: int = 0

    @property
    def subject(self) -> str:
        return f"checklist_item:{self.id}"

    def photos(self, side: str) -> str:
        """What its photos are kept under."""
        return f"checklist_{side}:{self.id}"

    @property
    def by_faces(self) -> bool:
        """Whether it opens doors by faces."""
        return any(word in self.words.lower() for word in FACES)

    @property
    def look_on(self) -> datetime | None:
        """When it is looked at again; None once it was, or while it is open."""
        if self.struck_at is None or self.looked_at is not None:
            return None
        return self.struck_at + LOOK_AFTER

    def late(self, today: date) -> int:
        """How many days late; 0 when it is not."""
        return max(0, (today - self.finish_on).days) if self.state is ItemState.OPEN else 0


@dataclass(frozen=True)
class Checklist:
    """A list with its items (一张清单)."""

    id: int
    place: Place
    title: str
    made_by: int | None
    made_at: datetime
    items: tuple[Item, ...] = ()

    @property
    def subject(self) -> str:
        return f"checklist:{self.id}"

    @property
    def struck(self) -> int:
        return sum(item.state is ItemState.STRUCK for item in self.items)

    def item(self, number: int) -> Item | None:
        """One of its items."""
        return next((item for item in self.items if item.id == number), None)


@dataclass(frozen=True)
class ChecklistPage:
    """A list as one person sees it (清单页)."""

    checklist: Checklist
    keeps: bool  # adds items and writes down what was done
    lives: bool  # lives there: may accept


def title_refusal(title: str) -> Refusal | None:
    """What a list is called."""
    return _words_refusal(title, "title", LONGEST_TITLE)


def item_refusal(checklist: Checklist, spot: str, words: str, holder: Holder, days: int) -> Refusal | None:
    """Why an item cannot stand on the list as it is."""
    if len(checklist.items) >= MOST_ITEMS:
        return Refusal(Reason.TOO_MANY, {"what": "checklist_items", "most": MOST_ITEMS})
    return (
        _words_refusal(spot, "spot", LONGEST_SPOT)
        or _words_refusal(words, "item", LONGEST_ITEM)
        or (None if holder.office in OFFICES else _words_refusal(holder.unit, "holder", LONGEST_HOLDER))
        or (None if 1 <= days <= MOST_DAYS else Refusal(Reason.INVALID, {"what": "checklist_days", "most": MOST_DAYS}))
    )


def finish_refusal(item: Item, words: str, after: int, other_way: str) -> Refusal | None:
    """What is missing before it can be said to be done, one thing at a time."""
    if item.state is not ItemState.OPEN:
        return Refusal(Reason.WRONG_STATE, {"what": "checklist_not_open"})
    if not item.before:
        return Refusal(Reason.EMPTY, {"what": "checklist_before"})
    if not after:
        return Refusal(Reason.EMPTY, {"what": "checklist_after"})
    if (refusal := _words_refusal(words, "done", LONGEST_ITEM)) is not None:
        return refusal
    if item.by_faces:
        return _words_refusal(other_way, "other_way", LONGEST_ITEM)
    return None


def executes(checklist: Checklist, item: Item, actor: Actor) -> bool:
    """Whether they are who does it, or wrote down that it was done: neither strikes it off."""
    if actor.person_id is not None and actor.person_id == item.done_by:
        return True
    office = item.holder.office or RoleKind.CONCERNED_UNIT
    return any(role.kind is office and _meets(role.place, checklist.place) for role in actor.roles)


def accept_refusal(checklist: Checklist, item: Item, actor: Actor) -> Refusal | None:
    """销号: by somebody who lives there and did not do it; what was done lies open to them."""
    if item.state is not ItemState.DONE:
        return Refusal(Reason.WRONG_STATE, {"what": "checklist_not_done"})
    return looker_refusal(checklist, item, actor)


def looker_refusal(checklist: Checklist, item: Item, actor: Actor) -> Refusal | None:
    """Who may say how it looks: somebody who lives there and did not do it."""
    if executes(checklist, item, actor):
        return Refusal(Reason.NOT_YOURS, {"what": "checklist_own_work"})
    return None if lives_in(actor, checklist) else Refusal(Reason.NOT_YOURS, {"what": "checklist_home"})


def look_refusal(checklist: Checklist, item: Item, actor: Actor, *, good: bool, words: str) -> Refusal | None:
    """回头看: what was struck off; not good any more is said in words."""
    if item.state is not ItemState.STRUCK:
        return Refusal(Reason.WRONG_STATE, {"what": "checklist_not_struck"})
    if (refusal := looker_refusal(checklist, item, actor)) is not None:
        return refusal
    return None if good else _words_refusal(words, "look", LONGEST_ITEM)


def lives_in(actor: Actor, checklist: Checklist) -> bool:
    """Whether they are registered at home there."""
    return any(role.kind in HOME_ROLES and _meets(role.place, checklist.place) for role in actor.roles)


def finishing_on(at: datetime, days: int, zone: ZoneInfo) -> date:
    """The day it is to be done by."""
    return at.astimezone(zone).date() + timedelta(days=days)


def last_first(lists: Iterable[Checklist]) -> list[Checklist]:
    """What is not done yet first, the latest first."""
    return sorted(lists, key=lambda one: (one.items != () and one.struck == len(one.items), -one.id))


def late_items(items: Collection[Item], today: date) -> list[Item]:
    """What is late, the longest first."""
    return sorted((item for item in items if item.late(today)), key=lambda item: item.finish_on)


def _meets(mine: Place, there: Place) -> bool:
    return mine.covers(there) or there.covers(mine)


def _words_refusal(words: str, what: str, most: int) -> Refusal | None:
    if not words.strip():
        return Refusal(Reason.EMPTY, {"what": f"checklist_{what}"})
    return Refusal(Reason.TOO_LONG, {"what": f"checklist_{what}", "most": most}) if len(words) > most else None
