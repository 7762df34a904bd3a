"""What asking to write anew what was decided sets in motion (提请改定稿的后续): another agrees, or says it holds."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from domain.deliberation.matters import Matter, Revising, text_hash
from domain.deliberation.stages import MatterAct, act_refusal
from domain.deliberation_notices import to_chats
from domain.deliberation_waits import Waits, settled, waiting
from domain.effects import Effect, Record
from domain.moments import write_moment
from domain.outcomes import Facts, Reason, Refusal


def revising_refusal(matter: Matter, by: int | None) -> Refusal | None:
    """Why this person does not look at it now: nobody asked, they did themself, or the step lets nobody.

    Where a vote is called meanwhile, they still read it and may say that it holds; to agree is refused then.
    """
    if (refusal := act_refusal(matter.procedure, matter.stage, MatterAct.REVISE)) is not None:
        return refusal
    if matter.revising is None:
        return Refusal(Reason.WRONG_STATE, {"what": "matter_revise_not_asked"})
    if by == matter.revising.by:
        return Refusal(Reason.WRONG_STATE, {"what": "matter_revise_own"})
    return None


def rewrite_waits(matter: Matter) -> Refusal | None:
    """No vote is called over words that somebody asked to write anew: another agrees first, or says that they hold."""
    return None if matter.revising is None else Refusal(Reason.WRONG_STATE, {"what": "matter_revise_first"})


def revise_asked(matter: Matter, facts: Facts, asked: Revising, chats: Sequence[int], at: datetime) -> list[Effect]:
    """One of those who run it wants it written anew; nobody else reads the words before another agrees."""
    body = {"by": asked.by, "stage": matter.stage.value, "text": text_hash(asked.title, asked.text)}
    record = Record(matter.subject, "revise_asked", body, {"why": asked.why})
    told = to_chats(matter, chats, "revise_asked", {**facts, "words": asked.why}, f"revise:{write_moment(at)}")
    return [record, *told, *waiting(matter, Waits.REVISE, at)]


def revise_agreed(matter: Matter, by: int | None, asked: Revising) -> list[Effect]:
    """Two have said so."""
    body = {"by": by, "asked_by": asked.by, "stage": matter.stage.value}
    return [Record(matter.subject, "revise_confirmed", body), *settled(matter, Waits.REVISE)]
