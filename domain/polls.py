"""Sentiment polls (意见征询): what may be asked, for how long, and what an answer counts. Never a vote (表决)."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from domain.moments import write_moment
from domain.outcomes import Facts, Reason, Refusal
from domain.registry import Place

LONGEST_QUESTION = 300
LONGEST_OPTION = 100
FEWEST_OPTIONS = 2
MOST_OPTIONS = 12
"""Telegram's own limits (core.telegram.org/bots/api#sendpoll), lengths in UTF-16 units."""

SHORTEST = timedelta(minutes=5)
LONGEST = timedelta(days=30)
USUAL_HOUR = time(20, 0)
USUAL_DAYS = (0, 1, 3, 7)


REMIND_BEFORE = timedelta(hours=24)
REMIND_AT_LEAST = timedelta(hours=1)
WAKING = (time(8, 0), time(21, 0))


class PollState(StrEnum):
    """Life of a poll (征询状态): queued → open (its post stands in the group) → closing → closed; or cancelled."""

    QUEUED = "queued"
    OPEN = "open"  # never stored: the post in the group says so
    CLOSING = "closing"
    CLOSED = "closed"
    CANCELLED = "cancelled"


@dataclass(frozen=True)
class Poll:
    """A sentiment poll (意见征询): asked in one group, about one place, until a moment."""

    id: int
    place: Place
    chat_id: int
    starter_id: int
    question: str
    options: tuple[str, ...]
    several: bool
    named: bool
    state: PollState
    created_at: datetime
    closes_at: datetime
    closed_at: datetime | None = None
    early: bool = False
    reminded: int = 0
    telegram_poll: str | None = None
    result: Facts | None = None

    @property
    def subject(self) -> str:
        """What its post in the group is remembered under."""
        return f"poll:{self.id}"


# What is typed


def clean(text: str) -> str:
    """One line without control and direction characters, spaces folded; empty when nothing visible is left."""
    kept = "".join(" " if char.isspace() else char for char in unicodedata.normalize("NFC", text) if _kept(char))
    folded = " ".join(kept.split())
    return folded if any(_visible(char) for char in folded) else ""


def _kept(char: str) -> bool:
    return char.isspace() or char == "\u200d" or unicodedata.category(char)[0] != "C"


def _visible(char: str) -> bool:
    return unicodedata.category(char)[0] in "LNPS"


def length(text: str) -> int:
    """As Telegram counts: UTF-16 units."""
    return len(text.encode("utf-16-le")) // 2


def question_of(text: str) -> str | Refusal:
    """The question (问题) as it will be asked."""
    question = clean(text)
    if not question:
        return Refusal(Reason.EMPTY, {"what": "poll_question"})
    if length(question) > LONGEST_QUESTION:
        return Refusal(Reason.TOO_LONG, {"what": "poll_question", "most": LONGEST_QUESTION, "length": length(question)})
    return question


def options_of(text: str, known: Sequence[str] = ()) -> tuple[str, ...] | Refusal:
    """The options (选项) so far with the lines of `text` added."""
    options = list(known)
    for option in filter(None, map(clean, text.splitlines())):
        if length(option) > LONGEST_OPTION:
            return Refusal(Reason.TOO_LONG, {"what": "poll_option", "most": LONGEST_OPTION, "option": option[:20]})
        if option.casefold() in {other.casefold() for other in options}:
            return Refusal(Reason.INVALID, {"what": "poll_option_twice", "option": option})
        options.append(option)
    if len(options) == len(known):
        return Refusal(Reason.EMPTY, {"what": "poll_option"})
    if len(options) > MOST_OPTIONS:
        return Refusal(Reason.TOO_MANY, {"what": "poll_options", "most": MOST_OPTIONS, "given": len(options)})
    return tuple(options)


def enough(options: Sequence[str]) -> Refusal | None:
    """None when there is something to choose between."""
    if len(options) < FEWEST_OPTIONS:
        return Refusal(Reason.EMPTY, {"what": "poll_options", "fewest": FEWEST_OPTIONS})
    return None


# Until when


def usual_close(days: int, *, at: datetime, zone: ZoneInfo) -> datetime:
    """20:00 today, or so many days later."""
    day = at.astimezone(zone).date() + timedelta(days=days)
    return datetime.combine(day, USUAL_HOUR, tzinfo=zone)


def usual_days(*, leaves: datetime, at: datetime, zone: ZoneInfo) -> tuple[int, ...]:
    """Which of the usual closes can still be chosen when the question leaves at `leaves`."""
    return tuple(
        days for days in USUAL_DAYS if check_close(usual_close(days, at=at, zone=zone), leaves=leaves, at=at) is None
    )


def check_close(closes_at: datetime | None, *, leaves: datetime, at: datetime) -> Refusal | None:
    """None when a poll that leaves at `leaves` may close then. `closes_at` None: could not be read."""
    if closes_at is None:
        return Refusal(Reason.INVALID, {"what": "poll_close"})
    if closes_at < at + SHORTEST:
        return Refusal(Reason.IN_THE_PAST, {"what": "poll_close", "minutes": SHORTEST // timedelta(minutes=1)})
    if closes_at < leaves + SHORTEST:
        return Refusal(Reason.IN_THE_PAST, {"what": "poll_close_quiet", "until": write_moment(leaves)})
    if closes_at > at + LONGEST:
        return Refusal(Reason.TOO_LONG, {"what": "poll_close", "days": LONGEST.days})
    return None


def check(
    *, question: str, options: Sequence[str], closes_at: datetime, leaves: datetime, at: datetime
) -> Refusal | None:
    """None when a poll so drawn up may be sent."""
    asked = question_of(question)
    if isinstance(asked, Refusal):
        return asked
    offered = options_of("\n".join(options))
    if isinstance(offered, Refusal):
        return offered
    return enough(offered) or check_close(closes_at, leaves=leaves, at=at)


def reminder(*, leaves: datetime, closes_at: datetime, zone: ZoneInfo) -> datetime | None:
    """When those who have not answered are reminded (提醒一次): a day before or halfway, whichever is later.

    Only while people are up, and an hour before the close at the latest; None when no such moment is left.
    """
    wanted = max(closes_at - REMIND_BEFORE, leaves + (closes_at - leaves) / 2)
    moment = _awake(wanted, zone)
    return moment if moment <= closes_at - REMIND_AT_LEAST else None


def _awake(moment: datetime, zone: ZoneInfo) -> datetime:
    local = moment.astimezone(zone)
    begin = datetime.combine(local.date(), WAKING[0], tzinfo=zone)
    if local < begin:
        return begin
    return moment if local.timetz().replace(tzinfo=None) <= WAKING[1] else begin + timedelta(days=1)


# What was answered


@dataclass(frozen=True)
class Count:
    """A count (计数): how many chose each option, and how many people answered."""

    counts: tuple[int, ...]
    total: int

    @property
    def whole(self) -> bool:
        """Whether the options hold everyone counted: before the close Telegram may hide what was chosen."""
        return sum(self.counts) >= self.total


class CountedBy(StrEnum):
    """Where a count comes from (计数来源)."""

    TELEGRAM = "telegram"  # Telegram's count at the close
    SEEN = "seen"  # the last count Telegram told us, when it could not be asked at the close
    OWN = "own"  # the named answers that reached us
    NOBODY = "nobody"  # no count could be had


@dataclass(frozen=True)
class PollCounts:
    """A result (征询结果), computed once."""

    by: CountedBy
    count: Count | None
    registered: int | None  # registered residents who answered; None when nobody can know
    residents: int | None  # all registered residents of the place


def count_poll(
    options: int,
    *,
    named: bool,
    official: Count | None,
    seen: Count | None,
    answers: Mapping[int, Sequence[int]],
    residents: Collection[int],
) -> PollCounts:
    """The best count to be had. `official` is Telegram's, at the close; `seen` the last it told before.

    `answers` and `residents` go by Telegram account; choices by position.
    """
    given = {who: chosen for who, chosen in answers.items() if chosen}
    by, count = _best(options, named, official, seen, given)
    if not named:
        return PollCounts(by, count, None, None)
    return PollCounts(by, count, len(set(residents) & set(given)), len(set(residents)))


def _best(
    options: int, named: bool, official: Count | None, seen: Count | None, given: Mapping[int, Sequence[int]]
) -> tuple[CountedBy, Count | None]:
    if official is not None and len(official.counts) == options:
        return CountedBy.TELEGRAM, official
    if seen is not None and len(seen.counts) == options and seen.whole and seen.total >= len(given):
        return CountedBy.SEEN, seen
    if named:
        counts = tuple(sum(option in chosen for chosen in given.values()) for option in range(options))
        return CountedBy.OWN, Count(counts, len(given))
    return CountedBy.NOBODY, None


def to_facts(result: PollCounts) -> dict[str, Any]:
    """The result as JSON facts."""
    return {
        "by": result.by.value,
        "counts": None if result.count is None else list(result.count.counts),
        "total": None if result.count is None else result.count.total,
        "registered": result.registered,
        "residents": result.residents,
    }
