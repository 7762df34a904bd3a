"""Known faults (已知晓的故障): what is out of order where, until when it is expected back, who wants to hear of it.

A fault is entered by whoever serves there. Who reports the same is offered to be told when it is over instead. It never
stands for ever: half a day after it should have been over it ends by itself, and whoever serves there hears of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from domain.effects import Effect, Post, Record, Schedule, Unschedule
from domain.issues import is_emergency, whereabouts
from domain.issues_categories import Category
from domain.issues_recurrence import kind_of
from domain.moments import write_moment
from domain.notices import Notice, NoticeKind
from domain.outcomes import Facts, Reason, Refusal
from domain.registry import HOME_ROLES, Actor, Place, Role

KINDS = (Category.WATER, Category.POWER, Category.GAS, Category.LIFT, Category.LIGHT)
"""What is out for a whole house at once."""
AHEAD = (1, 2, 4, 6, 8, 12, 24, 48)
"""Hours ahead that are offered for its end, each at the full hour."""
MOST_AHEAD = timedelta(hours=72)
ENDS_AFTER = timedelta(hours=12)
"""So long after it should have been over it ends by itself (ours: no rule names a figure)."""
LATE, END = "fault.late", "fault.end"
"""Kinds of the due rows."""


@dataclass(frozen=True)
class KnownFault:
    """A known fault (一条已知晓)."""

    id: int
    place: Place
    category: Category
    noted_at: datetime
    ends_by: datetime  # 预计恢复
    compound: str = ""
    building: str | None = None
    entrance: str | None = None
    late_at: datetime | None = None  # its followers heard that it takes longer
    ended_at: datetime | None = None
    by_itself: bool = False  # nobody said that it is over

    @property
    def subject(self) -> str:
        return f"fault:{self.id}"

    @property
    def open(self) -> bool:
        return self.ended_at is None

    @property
    def spot_words(self) -> str | None:
        """3号楼2单元; None: of the whole compound."""
        return whereabouts(self.building, self.entrance, None)

    def meets(self, place: Place) -> bool:
        """Whether a report from there may be about it; one that names no entrance may be of any."""
        return self.place.covers(place) or (place.entrance_id is None and self.place.building.covers(place))

    @property
    def last_at(self) -> datetime:
        """When it ends by itself at the latest."""
        return self.ends_by + ENDS_AFTER


@dataclass(frozen=True)
class FaultPage:
    """A known fault as one person sees it (已知晓页)."""

    fault: KnownFault
    follows: bool
    keeps: bool  # serves there: moves its end, or says that it is over


def ends(at: datetime, zone: ZoneInfo) -> list[datetime]:
    """When it may be over, to choose from: full hours from now."""
    hour = at.astimezone(zone).replace(minute=0, second=0, microsecond=0)
    return [hour + timedelta(hours=hours) for hours in AHEAD]


def fault_refusal(category: str, ends_by: datetime, at: datetime) -> Refusal | None:
    """Why it cannot be entered so."""
    if category not in set(KINDS):
        return Refusal(Reason.NOT_FOUND, {"what": "fault_kind"})
    return end_refusal(ends_by, at)


def end_refusal(ends_by: datetime, at: datetime) -> Refusal | None:
    """Why this cannot be when it is over."""
    if at < ends_by <= at + MOST_AHEAD:
        return None
    return Refusal(Reason.INVALID, {"what": "fault_end", "hours": MOST_AHEAD // timedelta(hours=1)})


def at_entrance(place: Place, entrance_id: int | None, roles: Iterable[Role]) -> Place:
    """Where in its building a report is: at the entrance its words name, else at that of its author's own home."""
    homes = (role.place for role in roles if role.kind in HOME_ROLES and place.covers(role.place))
    own = None if place.building_id is None else next((home.entrance_id for home in homes), None)
    return replace(place, entrance_id=entrance_id or own)


def known_of(text: str, category: str | None, place: Place, open_ones: Iterable[KnownFault]) -> KnownFault | None:
    """The known fault that a report is about, the narrowest; None where there is danger: that is reported at once."""
    kind = None if is_emergency(text) else kind_of(text, category)
    found = [one for one in open_ones if one.category is kind and one.open and one.meets(place)]
    return max(found, key=lambda one: (one.place.covers(place), *_narrowness(one), one.id), default=None)


def _narrowness(fault: KnownFault) -> tuple[bool, bool]:
    return fault.place.building_id is not None, fault.place.entrance_id is not None


def reads_fault(fault: KnownFault, actor: Actor) -> bool:
    """Whoever lives or serves in its compound."""
    return actor.of_compound(fault.place.compound_id)


def facts_of(fault: KnownFault) -> Facts:
    """What anybody may read of it."""
    return {
        "fault_id": fault.id,
        "compound": fault.compound,
        "building": fault.spot_words,
        "category": fault.category.value,
        "ends_by": write_moment(fault.ends_by),
        "late": fault.late_at is not None,
        "ended_at": None if fault.ended_at is None else write_moment(fault.ended_at),
        "by_itself": fault.by_itself,
    }


def _times(fault: KnownFault) -> list[Effect]:
    if not fault.open:
        return [Unschedule(LATE, fault.subject), Unschedule(END, fault.subject)]
    return [Schedule(LATE, fault.subject, fault.ends_by), Schedule(END, fault.subject, fault.last_at)]


def noted(fault: KnownFault, by: int) -> list[Effect]:
    """It is known from now on."""
    place = fault.place
    body = {"compound": place.compound_id, "building": place.building_id, "category": fault.category.value}
    body |= {} if place.entrance_id is None else {"entrance": place.entrance_id}
    return [
        Record(fault.subject, "fault_noted", body | {"until": write_moment(fault.ends_by), "by": by}),
        *_times(fault),
    ]


def moved(fault: KnownFault, by: int) -> list[Effect]:
    """It is expected back at another time."""
    body = {"until": write_moment(fault.ends_by), "by": by}
    return [Record(fault.subject, "fault_moved", body), *_times(fault)]


def took_longer(fault: KnownFault) -> list[Effect]:
    """It should have been over by now."""
    return [Record(fault.subject, "fault_late", {})]


def ended(fault: KnownFault, by: int | None) -> list[Effect]:
    """It is over, as somebody says, or as nobody said anything."""
    return [Record(fault.subject, "fault_ended", {"by": by}), *_times(fault)]


def told(fault: KnownFault, event: str, chats: Sequence[int], at: datetime) -> list[Effect]:
    """Those who asked for it hear; and whoever serves there, what is asked of them."""
    once = f"{fault.subject}:{event}:{write_moment(at)}"
    facts = {**facts_of(fault), "event": event}
    return [Post(Notice(f"{once}:{chat}", chat, NoticeKind.POST, "issues.fault", facts)) for chat in chats]


def card(fault: KnownFault, standing: Iterable[int], groups: Iterable[int], at: datetime) -> list[Effect]:
    """One card in the group: posted where it does not stand, edited where it does."""
    known = set(standing)
    return [
        Post(
            Notice(
                f"{fault.subject}:card:{write_moment(at) if chat in known else 'first'}:{chat}",
                chat,
                NoticeKind.EDIT if chat in known else NoticeKind.POST,
                "issues.fault_card",
                facts_of(fault),
                subject=fault.subject,
                public=chat not in known,
            )
        )
        for chat in sorted({*known, *groups})
    ]
