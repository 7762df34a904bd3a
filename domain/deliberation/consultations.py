"""Consulting units (相关单位商议): who is asked about a text, what each of them answers, and who still has to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from domain.deliberation.consultation_meetings import Reply, UnitMeeting
from domain.deliberation.matters import Matter
from domain.outcomes import Reason, Refusal

LONGEST_UNIT, LONGEST_ANSWER, LONGEST_WHO = 40, 500, 30
MOST_UNITS = 20
MOST_ANSWERS = 30
"""Answers of one unit in one round: whoever holds the link cannot fill the journal (ours)."""

MORNING = time(9, 0)
"""Staff hear then whom they still have to ask or to remind, once a day at most (ours)."""


class UnitSays(StrEnum):
    """What a unit answers (单位意见)."""

    AGREE = "agree"  # 同意
    AMEND = "amend"  # 建议修改
    ABSENT = "absent"  # 不参加


class AnswerWay(StrEnum):
    """How the answer came (答复方式)."""

    LINK = "link"  # 网页答复
    LETTER = "letter"  # 盖章回函
    PHONE = "phone"  # 电话答复


class UsualUnit(StrEnum):
    """Units that are asked again and again (常请的单位)."""

    PROPERTY = "property"  # 物业
    STREET = "street"  # 街道
    FIRE = "fire"  # 消防
    POWER = "power"  # 供电
    WATER = "water"  # 供水
    GAS = "gas"  # 燃气


class UnitStanding(StrEnum):
    """How far a unit is with the present text (商议进展)."""

    NAMED = "named"  # 还没发给它
    WAITING = "waiting"  # 等答复
    UNANSWERED = "unanswered"  # 未答复, not reminded yet
    REMINDED = "reminded"  # 未答复, reminded
    UNPROVED = "unproved"  # a letter whose photo is not kept yet
    ANSWERED = "answered"  # 已答复


@dataclass(frozen=True)
class AnswerWords:
    """What is answered, and who answers for the unit (答复内容)."""

    says: UnitSays
    reason: str
    name: str
    post: str


@dataclass(frozen=True)
class UnitAnswer:
    """One answer of a unit (单位答复), to one version of the text."""

    id: int
    version: int
    words: AnswerWords
    way: AnswerWay
    day: date  # it was given
    at: datetime  # it was taken down
    proved: bool = True  # of a letter: its photo is kept
    entered_by: int | None = None  # staff who took it down; None: it came by the link

    @property
    def subject(self) -> str:
        """What the photo of a letter is kept under."""
        return f"unit_answer:{self.id}"


@dataclass(frozen=True)
class Asking:
    """What a unit was asked about (发给单位的一次): the version, when, until when."""

    version: int
    at: datetime
    until: datetime
    reminded_at: datetime | None = None


@dataclass(frozen=True)
class ConsultedUnit:
    """A unit that is asked (相关单位), with everything it answered, in order."""

    id: int
    matter_id: int
    round: int
    name: str
    asking: Asking | None = None
    reply: Reply | None = None  # to the meeting it was told of last
    answers: tuple[UnitAnswer, ...] = ()

    @property
    def subject(self) -> str:
        """What its personal link opens."""
        return f"unit:{self.id}"

    def asked(self, version: int) -> Asking | None:
        """When it was asked about this version; None: not yet."""
        return self.asking if self.asking is not None and self.asking.version == version else None

    def answer(self, version: int) -> UnitAnswer | None:
        """What it says to this version: the last answer stands."""
        return next((one for one in reversed(self.answers) if one.version == version), None)

    def comes(self, meeting: UnitMeeting) -> bool | None:
        """Whether it comes to this meeting; None: it has not said."""
        return self.reply.comes if self.reply is not None and self.reply.meeting_id == meeting.id else None

    @property
    def latest(self) -> UnitAnswer | None:
        """What it said last, to whatever version."""
        return self.answers[-1] if self.answers else None

    def standing(self, version: int, at: datetime) -> UnitStanding:
        """How far it is with this version."""
        answer, asking = self.answer(version), self.asked(version)
        if answer is not None:
            return UnitStanding.ANSWERED if answer.proved else UnitStanding.UNPROVED
        if asking is None:
            return UnitStanding.NAMED
        if asking.reminded_at is not None:
            return UnitStanding.REMINDED
        return UnitStanding.UNANSWERED if at >= asking.until else UnitStanding.WAITING


@dataclass(frozen=True)
class ConsultationPage:
    """What one person may read of the units that are asked, and do (商议页)."""

    matter: Matter
    units: tuple[ConsultedUnit, ...]
    leads: bool  # whoever may name them, while the stage lasts
    meeting: UnitMeeting | None = None

    def unit(self, number: int) -> ConsultedUnit | None:
        """One of them."""
        return next((unit for unit in self.units if unit.id == number), None)


@dataclass(frozen=True)
class AskedPage:
    """What a unit reads behind its link (单位页)."""

    matter: Matter
    unit: ConsultedUnit
    compound: str  # who asks
    open: bool  # while the stage lasts
    meeting: UnitMeeting | None = None


def consulted(units: Sequence[ConsultedUnit], version: int) -> bool:
    """相关单位都商议过: one at least was named, each has answered, or let its time pass and was reminded once."""
    return bool(units) and all(_heard(unit, version) for unit in units)


def _heard(unit: ConsultedUnit, version: int) -> bool:
    answer, asking = unit.answer(version), unit.asked(version)
    return answer.proved if answer is not None else asking is not None and asking.reminded_at is not None


def to_chase(units: Sequence[ConsultedUnit], version: int, at: datetime) -> list[ConsultedUnit]:
    """Whom staff still have to ask about this version, or to remind; whose letter has no photo yet."""
    wanted = (UnitStanding.NAMED, UnitStanding.UNANSWERED, UnitStanding.UNPROVED)
    return [unit for unit in units if unit.standing(version, at) in wanted]


def next_chase(units: Sequence[ConsultedUnit], version: int, at: datetime, zone: ZoneInfo) -> datetime | None:
    """When staff are reminded next: tomorrow morning of what is to be done now, else when the first time is over."""
    if to_chase(units, version, at):
        return next_morning(at, zone)
    asked = [unit.asking.until for unit in units if _waiting(unit, version, at) and unit.asking is not None]
    return min((_from(until, zone) for until in asked), default=None)


def next_morning(at: datetime, zone: ZoneInfo) -> datetime:
    """Tomorrow, when staff begin."""
    return _morning(at.astimezone(zone).date() + timedelta(days=1), zone)


def _waiting(unit: ConsultedUnit, version: int, at: datetime) -> bool:
    return unit.standing(version, at) is UnitStanding.WAITING


def _from(until: datetime, zone: ZoneInfo) -> datetime:
    """The first morning from then on."""
    day = until.astimezone(zone).date()
    same = _morning(day, zone)
    return same if same >= until else _morning(day + timedelta(days=1), zone)


def _morning(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, MORNING, tzinfo=zone)


def unit_name_refusal(name: str, units: Sequence[ConsultedUnit]) -> Refusal | None:
    """Why no unit of this name can be named."""
    if not name.strip():
        return Refusal(Reason.EMPTY, {"what": "unit_name"})
    if len(name) > LONGEST_UNIT:
        return Refusal(Reason.TOO_LONG, {"what": "unit_name", "most": LONGEST_UNIT})
    if any(unit.name == name for unit in units):
        return Refusal(Reason.ALREADY_DONE, {"what": "unit_named"})
    return Refusal(Reason.TOO_MANY, {"what": "units_named", "most": MOST_UNITS}) if len(units) >= MOST_UNITS else None


def unit_reason_refusal(reason: str) -> Refusal | None:
    """Why this is no reason to take a unit off the list."""
    if not reason.strip():
        return Refusal(Reason.EMPTY, {"what": "unit_reason"})
    too_long = Refusal(Reason.TOO_LONG, {"what": "unit_reason", "most": LONGEST_ANSWER})
    return too_long if len(reason) > LONGEST_ANSWER else None


def answer_refusal(words: AnswerWords, given: int) -> Refusal | None:
    """Why this is no answer; `given`: how many the unit gave before."""
    needed = words.says is not UnitSays.AGREE or bool(words.reason)
    refusal = unit_reason_refusal(words.reason) if needed else None
    if (refusal := refusal or _who_refusal(words)) is not None:
        return refusal
    return Refusal(Reason.TOO_MANY, {"what": "unit_answers", "most": MOST_ANSWERS}) if given >= MOST_ANSWERS else None


def _who_refusal(words: AnswerWords) -> Refusal | None:
    """Whoever answers for a unit says who they are."""
    if not words.name.strip():
        return Refusal(Reason.EMPTY, {"what": "unit_answered_name"})
    if len(words.name) > LONGEST_WHO:
        return Refusal(Reason.TOO_LONG, {"what": "unit_answered_name", "most": LONGEST_WHO})
    if not words.post.strip():
        return Refusal(Reason.EMPTY, {"what": "unit_answered_post"})
    too_long = Refusal(Reason.TOO_LONG, {"what": "unit_answered_post", "most": LONGEST_WHO})
    return too_long if len(words.post) > LONGEST_WHO else None


BETWEEN = re.compile(r"[,，、;；\s]+")


def who_in(words: str) -> tuple[str, str] | None:
    """「张工，参谋」: name and post; None where one of them is missing."""
    name, *rest = BETWEEN.split(words.strip(), maxsplit=1)
    return (name, rest[0]) if name and rest and rest[0] else None


def answered_day_refusal(day: date, asked: datetime, at: datetime, zone: ZoneInfo) -> Refusal | None:
    """An answer on paper or by telephone was given after the unit was asked, and not in days to come."""
    inside = asked.astimezone(zone).date() <= day <= at.astimezone(zone).date()
    return None if inside else Refusal(Reason.INVALID, {"what": "unit_answered_day"})
