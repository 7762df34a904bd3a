"""Whistles (吹哨报到): units are called to what the community cannot solve alone, come, do their part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from domain.outcomes import Reason, Refusal
from domain.registry import Place

LONGEST_TOPIC, LONGEST_GOAL, LONGEST_UNIT, LONGEST_SPOT, LONGEST_WHO = 500, 200, 40, 60, 30
LONGEST_WORDS = 500
MOST_UNITS, MOST_ENTRIES = 10, 30
"""Units of one whistle; what one unit says of it: whoever holds the link cannot fill the journal (ours)."""
FINISH_DAYS = (0, 3, 7, 10, 15)
"""So many days a unit is given for its part."""
LONGEST_AHEAD = timedelta(days=7)
"""A unit that says when it comes comes within so long (ours)."""
RATING_REPLY = timedelta(days=3)
"""So long a unit may answer a rating before others read it, unless it answers earlier (ours)."""


class WhistleKind(StrEnum):
    """What a whistle is blown for, and nothing else (吹哨的三种情形)."""

    BEYOND = "beyond"  # 居民的事，社区自己办不了
    JOINT = "joint"  # 要几家一起执法
    EMERGENCY = "emergency"  # 急事险情


@dataclass(frozen=True)
class Clock:
    """How long a called unit has to say whether it comes (应哨时限), and where that is from."""

    within: timedelta
    source: str


CLOCKS: dict[WhistleKind, Clock] = {
    WhistleKind.BEYOND: Clock(timedelta(hours=24), "ours"),
    WhistleKind.JOINT: Clock(timedelta(hours=24), "ours"),
    WhistleKind.EMERGENCY: Clock(timedelta(hours=1), "ours"),
}
"""The figures; no rule that binds a compound names one, so they are the product's own until a city says otherwise."""


class WhistleSays(StrEnum):
    """What a called unit answers (应哨答复)."""

    COMING = "coming"  # 收到，几点到
    NOT_OURS = "not_ours"  # 不归我们


class EntryKind(StrEnum):
    """What is put down of a called unit (应哨记录)."""

    ANSWER = "answer"  # 应哨
    ARRIVED = "arrived"  # 到场
    DONE = "done"  # 它那一份办好了
    WORD = "word"  # 它有话说
    RATING = "rating"  # 评价
    OF_CALL = "of_call"  # 它怎么评这次吹哨
    RELEASED = "released"  # 不等它了


class EntryWay(StrEnum):
    """How it came (应哨方式)."""

    LINK = "link"  # 网页
    LETTER = "letter"  # 回函
    PHONE = "phone"  # 电话
    STAFF = "staff"  # 现场记的


class Mark(StrEnum):
    """A mark for a unit's response, for what it did, for how it was called (评价等次): never for a person."""

    GOOD = "good"  # 好
    FAIR = "fair"  # 一般
    POOR = "poor"  # 差


class WhistleStanding(StrEnum):
    """How far a called unit is (应哨进展)."""

    WAITING = "waiting"  # 等应哨
    SILENT = "silent"  # 没有应哨
    COMING = "coming"  # 已应哨
    NOT_OURS = "not_ours"  # 说不归它
    ARRIVED = "arrived"  # 到场了
    DONE = "done"  # 办好了
    RELEASED = "released"  # 不等它了


class WhistleTab(StrEnum):
    """The four sides of the whistles of a compound (吹哨四栏)."""

    RESPONSE = "response"  # 吹哨响应
    MEETING = "meeting"  # 联建共商
    GOALS = "goals"  # 目标管理
    RATINGS = "ratings"  # 评价


@dataclass(frozen=True)
class Entry:
    """One thing that a unit said or did, or that was said of it (一条应哨记录)."""

    id: int
    kind: EntryKind
    way: EntryWay
    at: datetime
    says: str = ""  # an answer; of a rating the mark for the response, of one of the call: how plain it was
    second: str = ""  # of a rating the mark for what was done, of one of the call: whether all that is needed was there
    words: str = ""
    name: str = ""
    post: str = ""
    comes_at: datetime | None = None

    @property
    def subject(self) -> str:
        """What its photos are kept under."""
        return f"whistle_entry:{self.id}"


@dataclass(frozen=True)
class CalledUnit:
    """A unit that was called (应哨单位), with everything put down of it, in order."""

    id: int
    whistle_id: int
    name: str
    lead: bool
    goal: str
    finish_on: date
    called_at: datetime
    answer_until: datetime
    entries: tuple[Entry, ...] = ()

    @property
    def subject(self) -> str:
        """What its personal link opens, and its clock is called."""
        return f"whistle_unit:{self.id}"

    def last(self, kind: EntryKind) -> Entry | None:
        """The latest of this kind stands."""
        return next((one for one in reversed(self.entries) if one.kind is kind), None)

    @property
    def counts(self) -> bool:
        """Whether its part is waited for: it is not released, and did not say that it is not theirs."""
        answer = self.last(EntryKind.ANSWER)
        refused = answer is not None and answer.says == WhistleSays.NOT_OURS
        return not refused and self.last(EntryKind.RELEASED) is None

    def standing(self, at: datetime) -> WhistleStanding:
        """How far it is."""
        answer = self.last(EntryKind.ANSWER)
        if self.last(EntryKind.DONE) is not None:
            return WhistleStanding.DONE
        if self.last(EntryKind.RELEASED) is not None:
            return WhistleStanding.RELEASED
        if self.last(EntryKind.ARRIVED) is not None:
            return WhistleStanding.ARRIVED
        if answer is not None:
            return WhistleStanding(answer.says)
        return WhistleStanding.SILENT if at >= self.answer_until else WhistleStanding.WAITING

    def unanswered(self, at: datetime) -> bool:
        """没有应哨: its time passed without a word from it, and still does."""
        heard = self.last(EntryKind.ANSWER) or self.last(EntryKind.ARRIVED) or self.last(EntryKind.DONE)
        return heard is None and at >= self.answer_until

    @property
    def answered_after(self) -> timedelta | None:
        """How long it took to answer for the first time."""
        first = next((one for one in self.entries if one.kind is EntryKind.ANSWER), None)
        return None if first is None else first.at - self.called_at

    @property
    def answered_late(self) -> bool:
        """It answered, after its time."""
        after = self.answered_after
        return after is not None and self.called_at + after >= self.answer_until

    def behind(self, today: date) -> bool:
        """Its day has passed, and its part is not done."""
        return self.counts and today > self.finish_on and self.last(EntryKind.DONE) is None

    def rating(self, at: datetime) -> Entry | None:
        """The rating that others may read: the unit has answered it, or has had its days to."""
        given = self.last(EntryKind.RATING)
        if given is None:
            return None
        word = self.last(EntryKind.WORD)
        answered = word is not None and word.id > given.id
        return given if answered or at >= given.at + RATING_REPLY else None


@dataclass(frozen=True)
class Whistle:
    """A whistle that was blown (一次吹哨), for a report or by itself."""

    id: int
    place: Place
    kind: WhistleKind
    topic: str
    blown_by: int | None
    blown_at: datetime
    issue_id: int | None = None
    issue_number: int | None = None
    spot: str = ""
    meets_at: datetime | None = None
    ended_at: datetime | None = None
    units: tuple[CalledUnit, ...] = ()

    @property
    def subject(self) -> str:
        """Its stream in the journal."""
        return f"whistle:{self.id}"

    @property
    def urgent(self) -> bool:
        return self.kind is WhistleKind.EMERGENCY

    @property
    def lead(self) -> CalledUnit | None:
        """牵头单位: exactly one, once anybody was called."""
        return next((unit for unit in self.units if unit.lead), None)

    @property
    def all_done(self) -> bool:
        """每家都办好了: the lead has done its part, and so has everybody whose part is waited for."""
        waited = [unit for unit in self.units if unit.counts]
        leads = any(unit.lead for unit in waited)
        return leads and all(unit.last(EntryKind.DONE) is not None for unit in waited)

    def unit(self, number: int) -> CalledUnit | None:
        """One of them."""
        return next((unit for unit in self.units if unit.id == number), None)


@dataclass(frozen=True)
class WhistlePage:
    """What one person may read of a whistle, and do (哨单页)."""

    whistle: Whistle
    leads: bool  # whoever may call units
    rates: bool  # whoever blew it


@dataclass(frozen=True)
class CalledPage:
    """What a called unit reads behind its link (应哨页)."""

    whistle: Whistle
    unit: CalledUnit
    where: str


def topic_refusal(topic: str) -> Refusal | None:
    """Why nothing is blown for this."""
    return _words_refusal(topic, "topic", LONGEST_TOPIC)


def goal_refusal(goal: str) -> Refusal | None:
    """Why this is not what a unit is asked to do."""
    return _words_refusal(goal, "goal", LONGEST_GOAL)


def said_refusal(words: str) -> Refusal | None:
    """Why this is nothing to be put down."""
    return _words_refusal(words, "words", LONGEST_WORDS)


def spot_refusal(spot: str, meets_at: datetime, at: datetime) -> Refusal | None:
    """Why no meeting is called so."""
    if meets_at <= at:
        return Refusal(Reason.IN_THE_PAST, {"what": "whistle_meeting"})
    return _words_refusal(spot, "spot", LONGEST_SPOT)


def _words_refusal(words: str, what: str, most: int) -> Refusal | None:
    if not words.strip():
        return Refusal(Reason.EMPTY, {"what": f"whistle_{what}"})
    return Refusal(Reason.TOO_LONG, {"what": f"whistle_{what}", "most": most}) if len(words) > most else None


def call_refusal(whistle: Whistle, name: str, goal: str, days: int) -> Refusal | None:
    """Why no unit of this name is called to do this."""
    if whistle.ended_at is not None:
        return Refusal(Reason.WRONG_STATE, {"what": "whistle_ended"})
    if (refusal := _words_refusal(name, "unit", LONGEST_UNIT) or goal_refusal(goal)) is not None:
        return refusal
    if any(unit.name == name for unit in whistle.units):
        return Refusal(Reason.ALREADY_DONE, {"what": "whistle_unit"})
    if len(whistle.units) >= MOST_UNITS:
        return Refusal(Reason.TOO_MANY, {"what": "whistle_units", "most": MOST_UNITS})
    return None if days in FINISH_DAYS else Refusal(Reason.INVALID, {"what": "whistle_days"})


@dataclass(frozen=True)
class Answering:
    """What is answered, and who answers for the unit (应哨的话)."""

    says: WhistleSays
    name: str
    post: str
    words: str = ""
    comes_at: datetime | None = None


def answer_refusal(unit: CalledUnit, said: Answering, at: datetime) -> Refusal | None:
    """Why this is no answer: when it comes, or why it is not theirs; who says so."""
    if unit.last(EntryKind.RELEASED) is not None or unit.last(EntryKind.DONE) is not None:
        return Refusal(Reason.WRONG_STATE, {"what": "whistle_unit_over"})
    if said.says is WhistleSays.COMING and (said.comes_at is None or not at <= said.comes_at <= at + LONGEST_AHEAD):
        return Refusal(Reason.INVALID, {"what": "whistle_comes_at"})
    if said.says is WhistleSays.NOT_OURS and (refusal := said_refusal(said.words)) is not None:
        return refusal
    return who_refusal(said.name, said.post) or full(unit)


def who_refusal(name: str, post: str) -> Refusal | None:
    """Whoever speaks for a unit says who they are."""
    return _who_refusal(name, "name") or _who_refusal(post, "post")


def _who_refusal(words: str, what: str) -> Refusal | None:
    return _words_refusal(words, what, LONGEST_WHO)


def full(unit: CalledUnit) -> Refusal | None:
    """So much was put down of it that no more is."""
    many = len(unit.entries) >= MOST_ENTRIES
    return Refusal(Reason.TOO_MANY, {"what": "whistle_entries", "most": MOST_ENTRIES}) if many else None


def arrival_refusal(unit: CalledUnit) -> Refusal | None:
    """到场 is put down once, of a unit whose part is waited for."""
    if not unit.counts:
        return Refusal(Reason.WRONG_STATE, {"what": "whistle_unit_over"})
    arrived = unit.last(EntryKind.ARRIVED) or unit.last(EntryKind.DONE)
    return Refusal(Reason.ALREADY_DONE, {"what": "whistle_arrived"}) if arrived is not None else None


def finish_refusal(unit: CalledUnit, words: str, *, photo: bool) -> Refusal | None:
    """Its part is done with words and a photo, once."""
    if not unit.counts or unit.last(EntryKind.DONE) is not None:
        return Refusal(Reason.WRONG_STATE, {"what": "whistle_unit_over"})
    return said_refusal(words) or (None if photo else Refusal(Reason.EMPTY, {"what": "whistle_photo"}))


def release_refusal(unit: CalledUnit, reason: str) -> Refusal | None:
    """Whoever leads is not released: another has to lead first; nor is what is done."""
    if unit.lead:
        return Refusal(Reason.WRONG_STATE, {"what": "whistle_lead"})
    if unit.last(EntryKind.RELEASED) is not None or unit.last(EntryKind.DONE) is not None:
        return Refusal(Reason.WRONG_STATE, {"what": "whistle_unit_over"})
    return said_refusal(reason)


def finishing(at: datetime, days: int, zone: ZoneInfo) -> date:
    """The last day of a unit's part."""
    return at.astimezone(zone).date() + timedelta(days=days)


def coming_times(at: datetime) -> list[datetime]:
    """When a unit may say that it comes, a tap each: in one, two, four hours, a day, on the next half hour."""
    half = timedelta(minutes=30)
    past = timedelta(minutes=at.minute % 30, seconds=at.second, microseconds=at.microsecond)
    start = at if not past else at - past + half
    return [start + timedelta(hours=hours) for hours in (1, 2, 4, 24)]


def open_first(found: Sequence[Whistle]) -> list[Whistle]:
    """What still goes on first, the latest on top."""
    return sorted(found, key=lambda one: (one.ended_at is not None, -one.id))
