"""What asking to stop a matter sets in motion (提请终止的后续): another looks, or says that it goes on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from domain.deliberation.matters import Matter
from domain.deliberation.stages import MatterAct, act_refusal
from domain.deliberation_notices import to_chats
from domain.deliberation_waits import Waits, settled, waiting
from domain.effects import Effect, Record
from domain.moments import write_moment
from domain.outcomes import Facts, Reason, Refusal


def stopping_refusal(matter: Matter, by: int | None) -> Refusal | None:
    """Why this person does not look at it now: nobody asked, they did themself, or the step lets nobody stop."""
    if (refusal := act_refusal(matter.procedure, matter.stage, MatterAct.STOP)) is not None:
        return refusal
    if matter.stop_by is None:
        return Refusal(Reason.WRONG_STATE, {"what": "matter_stop_not_asked"})
    return Refusal(Reason.WRONG_STATE, {"what": "matter_stop_own"}) if by == matter.stop_by else None


def stop_asked(matter: Matter, facts: Facts, by: int, why: str, chats: Sequence[int], at: datetime) -> list[Effect]:
    """One of those who run it wants it to stop; nobody else reads why before another agrees."""
    record = Record(matter.subject, "stop_asked", {"by": by, "stage": matter.stage.value}, {"reason": why})
    told = to_chats(matter, chats, "stop_asked", {**facts, "words": why}, f"stop:{write_moment(at)}")
    return [record, *told, *waiting(matter, Waits.STOP, at)]


def stop_agreed(matter: Matter, by: int | None) -> list[Effect]:
    """Two have said so."""
    body = {"by": by, "asked_by": matter.stop_by, "stage": matter.stage.value}
    return [Record(matter.subject, "stop_confirmed", body), *settled(matter, Waits.STOP)]
