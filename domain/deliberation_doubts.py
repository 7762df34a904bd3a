"""Doubts (没做好的回话): whoever said that it is not done is asked once it is shown again; silence lapses on record."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from domain.deliberation.matters import Matter
from domain.deliberation_notices import to_chats
from domain.effects import Effect, Record, Schedule, Unschedule
from domain.moments import write_moment
from domain.outcomes import Facts, Reason, Refusal

DOUBT = "matter.doubt"
"""Kind of the due row: whoever was asked is reminded; the second time their silence stands for yes."""

REMIND_AFTER, LAPSE_AFTER = timedelta(days=4), timedelta(days=7)
"""As of a report that was said to be done (ours)."""

NOT_ASKED = Refusal(Reason.WRONG_STATE, {"what": "matter_doubt"})


def asked(matter: Matter, facts: Facts, chats: Sequence[int], at: datetime) -> list[Effect]:
    """现在好了吗？ of each who said that it was not done."""
    told = to_chats(matter, chats, "doubt_asked", _told(matter, facts, at), f"doubt_asked:{write_moment(at)}")
    return [Schedule(DOUBT, matter.subject, at + REMIND_AFTER), *told]


def lapses(due: datetime, since: datetime) -> bool:
    """Whether this row is the second one: the reminder is behind it."""
    return due >= since + LAPSE_AFTER


def reminded(matter: Matter, facts: Facts, chats: Sequence[int], since: datetime, at: datetime) -> list[Effect]:
    """Once; played late, they still have their days after it."""
    over = max(since + LAPSE_AFTER, at + (LAPSE_AFTER - REMIND_AFTER))
    told = {**_told(matter, facts, since), "until": write_moment(over)}
    once = f"doubt_waits:{write_moment(since)}"
    return [Schedule(DOUBT, matter.subject, over), *to_chats(matter, chats, "doubt_waits", told, once)]


def _told(matter: Matter, facts: Facts, since: datetime) -> Facts:
    return {**facts, "words": matter.done_words, "until": write_moment(since + LAPSE_AFTER)}


def settled(matter: Matter, by: int, left: int) -> list[Effect]:
    """现在好了, by whoever said that it was not; `left`: who has not said yet."""
    record = Record(matter.subject, "doubt_settled", {"by": by})
    return [record] if left else [record, *silenced(matter)]


def lapsed(matter: Matter, people: int) -> list[Effect]:
    """So many said nothing: it is kept that they did not."""
    return [Record(matter.subject, "doubt_lapsed", {"people": people})] if people else []


def silenced(matter: Matter) -> list[Effect]:
    """Nobody is asked any more."""
    return [Unschedule(DOUBT, matter.subject)]
