"""Rating both ways (互相评价): the unit by whoever blew the whistle, the call by the unit; never anybody in person."""

from __future__ import annotations

from datetime import datetime

from domain.outcomes import Reason, Refusal
from domain.whistles import CalledUnit, EntryKind, Mark, full, said_refusal, who_refusal


def rate_refusal(unit: CalledUnit, response: str, solution: str, at: datetime) -> Refusal | None:
    """A unit is rated once, when its part is over or it never answered."""
    if unit.last(EntryKind.RATING) is not None:
        return Refusal(Reason.ALREADY_DONE, {"what": "whistle_rating"})
    if response not in set(Mark) or solution not in set(Mark):
        return Refusal(Reason.INVALID, {"what": "whistle_mark"})
    ratable = unit.last(EntryKind.DONE) is not None or not unit.counts or unit.unanswered(at)
    return None if ratable else Refusal(Reason.WRONG_STATE, {"what": "whistle_rating"})


def call_rate_refusal(
    unit: CalledUnit, plain: str, complete: str, *, words: str, name: str, post: str
) -> Refusal | None:
    """The call is rated once, by a unit that answered it: how plain it was, whether all that is needed was there."""
    if unit.last(EntryKind.OF_CALL) is not None:
        return Refusal(Reason.ALREADY_DONE, {"what": "whistle_call_rating"})
    if plain not in set(Mark) or complete not in set(Mark):
        return Refusal(Reason.INVALID, {"what": "whistle_mark"})
    if not rates_call(unit):
        return Refusal(Reason.WRONG_STATE, {"what": "whistle_call_rating"})
    return (said_refusal(words) if words else None) or who_refusal(name, post) or full(unit)


def rates_call(unit: CalledUnit) -> bool:
    """Whether it may still say how it was called: it answered or came, and has not said so yet."""
    heard = any(unit.last(kind) is not None for kind in (EntryKind.ANSWER, EntryKind.ARRIVED, EntryKind.DONE))
    return heard and unit.last(EntryKind.OF_CALL) is None
