"""An application for the maintenance fund waits for its check (申请等复核), asked for once its receipt is kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from domain.deliberation.cautions import needs_application
from domain.deliberation.matters import Matter
from domain.deliberation.procedures import URGENT
from domain.deliberation.record_details import Application, checking_refusal
from domain.deliberation.records import MatterRecord
from domain.deliberation.stages import Stage, over_refusal
from domain.deliberation_move_effects import pressing
from domain.deliberation_notices import to_chats
from domain.deliberation_waits import CHASE_AFTER, DANGER_CHASE_AFTER
from domain.effects import Effect, Record, Schedule, Unschedule
from domain.moments import write_moment
from domain.outcomes import Facts, Reason, Refusal

ASK, REMIND = "matter.application", "matter.application_waits"
"""Kinds of the due rows: whoever may check is asked, as soon as the receipt is kept; and reminded once."""

TOLD_AS = {ASK: "application_asked", REMIND: "application_waits"}
ONCE_AS = {ASK: "application", REMIND: "application_waits"}

SOON, SEEN_SOON = timedelta(minutes=1), timedelta(hours=1)
LATER, GIVEN_UP = timedelta(days=1), timedelta(days=7)
"""How often a receipt is looked for that is still on its way: at first, and afterwards, until when (ours)."""


def subject_of(matter: Matter) -> str:
    """What its due rows are about."""
    return f"matter_application:{matter.id}"


def application_refusal(matter: Matter, record: MatterRecord | None, by: int | None) -> Refusal | None:
    """Why this person does not check it: as long as the fund may pay, to the archive and after, somebody may."""
    if matter.stage is Stage.STOPPED:
        return over_refusal(matter.stage)
    if record is None or not needs_application(matter):
        return checking_refusal(None, by, None)
    return checking_refusal(record.application, by, record.by)


def waits_for_check(matter: Matter, record: MatterRecord | None) -> bool:
    """Whether it counts for nothing yet, and somebody may make it count."""
    application = None if record is None or not needs_application(matter) else record.application
    return matter.stage is not Stage.STOPPED and application is not None and not application.checked


def unapplied_refusal(matter: Matter, application: Application | None) -> Refusal | None:
    """An emergency opens the maintenance fund only to whoever may apply for it (民法典281第二款), with the receipt.

    Which is missing says who can supply it: until the archive it is put on record, and checked at any time.
    """
    if matter.procedure_name != URGENT.name or (application is not None and application.checked):
        return None
    if application is not None:
        return Refusal(Reason.WRONG_STATE, {"what": "fund_unchecked", "title": matter.title})
    if matter.stage is Stage.ARCHIVED:
        return Refusal(Reason.WRONG_STATE, {"what": "fund_never_applied", "title": matter.title})
    return Refusal(Reason.WRONG_STATE, {"what": "fund_unapplied", "title": matter.title})


def to_be_checked(matter: Matter, at: datetime) -> list[Schedule]:
    """From now it waits for another: who is asked as soon as its receipt is here, and reminded."""
    chase = DANGER_CHASE_AFTER if matter.stage is Stage.EXAMINING else CHASE_AFTER
    return [Schedule(ASK, subject_of(matter), at), Schedule(REMIND, subject_of(matter), at + chase)]


def looked_for_again(matter: Matter, kind: str, record: MatterRecord, at: datetime) -> list[Schedule]:
    """Its receipt is not kept yet: it is looked for again, until it is given up."""
    after = SOON if at - record.at < SEEN_SOON else LATER
    return [Schedule(kind, subject_of(matter), at + after)]


def check_asked(matter: Matter, kind: str, facts: Facts, record: MatterRecord, chats: Sequence[int]) -> list[Effect]:
    """Another holds the application against its receipt; nothing is paid and nobody is told before that."""
    told = {**facts, "application": dict(record.details)}
    once = f"{ONCE_AS[kind]}:{record.id}"
    return to_chats(matter, chats, TOLD_AS[kind], told, once, urgency=pressing(matter))


def receipt_given_up(record: MatterRecord, at: datetime) -> bool:
    """Whether its receipt has not come for so long that it is looked for no more."""
    return at - record.at > GIVEN_UP


def receipt_lost(matter: Matter, facts: Facts, record: MatterRecord, chats: Sequence[int]) -> list[Effect]:
    """Who put it on record sends the receipt anew: as it is nobody can check it. Once for each record."""
    told = {**facts, "application": dict(record.details)}
    return to_chats(matter, chats, "receipt_lost", told, f"receipt_lost:{record.id}", urgency=pressing(matter))


def application_checked(matter: Matter, record: MatterRecord, by: int) -> list[Effect]:
    """A second person stands for it."""
    body = {"by": by, "noted_by": record.by, "record": record.id}
    gone = [Unschedule(kind, subject_of(matter)) for kind in (ASK, REMIND)]
    return [Record(matter.subject, "application_checked", body), *gone]


def applied(matter: Matter, facts: Facts, groups: Sequence[int], at: datetime) -> list[Effect]:
    """Who applied for the fund, and when, is read by everybody who read that nobody had; `facts` say it."""
    once = f"applied:{write_moment(at)}"
    return to_chats(matter, groups, "applied", facts, once, public=True, subject=f"matter_applied:{matter.id}")
