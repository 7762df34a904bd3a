"""Records of a matter (议题记录): what somebody puts on record so that a stage can be left, and how each looks."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from domain.deliberation.classification import Touch
from domain.deliberation.record_details import (
    Application,
    Attendance,
    Details,
    Funding,
    MoneySource,
    application_of,
    attendance_of,
    counts_refusal,
    funding_of,
    funding_refusal,
    record_day_refusal,
    says_who_hung_it,
)
from domain.deliberation.stages import MatterAct, Need, Procedure, Stage, act_refusal
from domain.money import amount_in, names_amount
from domain.outcomes import Reason, Refusal

LONGEST_RECORD = 600
MOST_CENTS = 10_000_000_00
NOT_NOW = Refusal(Reason.WRONG_STATE, {"what": "matter_act_note"})


class Recorder(StrEnum):
    """Who puts it on record (由谁记)."""

    STAFF = "staff"  # 办事的人
    RESIDENT = "resident"  # 没有经手的居民


@dataclass(frozen=True)
class Form:
    """How a record looks (记录的样子): in words always; some with an amount of money, with a photo, with figures."""

    amount: bool = False
    photo: bool = False
    attendance: bool = False
    application: bool = False
    funding: bool = False
    recorder: Recorder = Recorder.STAFF

    @property
    def dated(self) -> bool:
        """Whether it says on which day it was."""
        return self.attendance or self.application


FORMS: Mapping[Need, Form] = {
    Need.STUDIED: Form(),
    Need.PRESENT: Form(attendance=True),
    Need.DECLARED: Form(),
    Need.BUDGET: Form(amount=True, funding=True),
    Need.MINUTES: Form(photo=True),
    Need.PARTY: Form(),
    Need.MONITORS: Form(),
    Need.CHOSEN: Form(),
    Need.APPLIED: Form(photo=True, application=True),
    Need.PAPER: Form(photo=True),
    Need.ACCOUNTS: Form(amount=True),
    Need.ACCEPTED: Form(recorder=Recorder.RESIDENT),
    Need.CORRECTION: Form(),
    Need.DANGER: Form(photo=True),
    Need.SOURCE: Form(amount=True),
}
"""What is supplied by putting it on record; the rest comes from what people do."""


@dataclass(frozen=True)
class MatterRecord:
    """One record (记录); a later one of the same kind in the same stage stands in its place."""

    id: int
    matter_id: int
    round: int
    stage: Stage
    need: Need
    words: str
    amount: int | None  # 分
    by: int
    at: datetime
    details: Mapping[str, Any] = field(default_factory=dict)  # figures besides (record_details.py)

    @property
    def attendance(self) -> Attendance | None:
        """Who came, where that is on record in figures."""
        return attendance_of(self.details)

    @property
    def application(self) -> Application | None:
        """Who applied for the fund, and when."""
        return application_of(self.details)

    @property
    def funding(self) -> Funding | None:
        """Where a budget is paid from."""
        return funding_of(self.details)

    @property
    def subject(self) -> str:
        """What its photos are kept under."""
        return f"matter_record:{self.id}"


def record_moved(found: Sequence[MatterRecord], seen: int | None) -> Refusal | None:
    """Somebody put the same on record since this one was begun (记录变了): it is read before another takes its place.

    `seen`: the record that stood then, 0 for none; None: nobody looked, nothing is held against it.
    """
    last = found[-1].id if found else 0
    return None if seen in (None, last) else Refusal(Reason.STALE, {"what": "matter_record"})


def with_funding(need: Need, details: Details | None, amount: int | None) -> Details | None:
    """What costs nothing is paid from nowhere: that is not asked."""
    unasked = need in FORMS and FORMS[need].funding and amount == 0 and details is None
    return Funding(MoneySource.NOTHING) if unasked else details


def details_refusal(
    need: Need, details: Details | None, today: date, *, amount: int | None = None, touched: Collection[Touch] = ()
) -> Refusal | None:
    """Why its figures cannot be put on record: not given, not of that kind, or not so."""
    form = FORMS[need]
    if form.funding:
        return funding_refusal(details if isinstance(details, Funding) else None, amount, touched)
    return _figures_refusal(form, details, today)


def _figures_refusal(form: Form, details: Details | None, today: date) -> Refusal | None:
    if not form.dated:
        return None if details is None else Refusal(Reason.INVALID, {"what": "matter_record"})
    if form.attendance:
        counts = (details.due, details.came) if isinstance(details, Attendance) else None
        refusal = counts_refusal(counts)
    else:
        refusal = None if isinstance(details, Application) else Refusal(Reason.EMPTY, {"what": "matter_applicant"})
        if isinstance(details, Application) and details.checked:  # by another, afterwards
            refusal = Refusal(Reason.INVALID, {"what": "matter_record"})
    day = details.day if isinstance(details, Attendance | Application) else None
    return refusal or record_day_refusal(day, today)


def noting_refusal(procedure: Procedure, stage: Stage, need: Need) -> Refusal | None:
    """Why this is not put on record in this step (这一步不记这个); said before anything is typed."""
    step = procedure.step(stage)
    closed = act_refusal(procedure, stage, MatterAct.NOTE)
    return closed or (None if need in (*step.needs, *step.notes) else NOT_NOW)


def amount_of(first: str, known: int | None) -> int | None:
    """The sum in the first line; the one that is known already where that line names none."""
    amount = amount_in(first)
    return known if amount is None and not names_amount(first) else amount


def record_refusal(need: Need, words: str, amount: int | None) -> Refusal | None:
    """Why this cannot be put on record."""
    if not words.strip() and FORMS[need].amount and amount is not None:
        return Refusal(Reason.EMPTY, {"what": "matter_amount_words"})
    if not words.strip():
        return Refusal(Reason.EMPTY, {"what": "matter_words"})
    if len(words) > LONGEST_RECORD:
        return Refusal(Reason.TOO_LONG, {"what": "matter_words", "most": LONGEST_RECORD})
    if need is Need.PAPER and not says_who_hung_it(words):
        return Refusal(Reason.EMPTY, {"what": "matter_paper_hung"})
    if FORMS[need].amount and (amount is None or not 0 <= amount <= MOST_CENTS):
        return Refusal(Reason.INVALID, {"what": "matter_amount"})
    return None
