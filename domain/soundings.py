"""Asking what is most pressing (征集问题): one answer a home, several choices; no vote, and never called one."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from domain.effects import Effect, Post, Record, Schedule, Unschedule
from domain.moments import write_moment
from domain.notices import Notice, NoticeKind
from domain.outcomes import Facts, Reason, Refusal
from domain.registry import HOME_ROLES, Actor, Place

CLOSE = "sounding.close"
"""Kind of the due row: its time is over."""
LONGEST_QUESTION, LONGEST_OPTION = 120, 30
LEAST, MOST = 2, 5
SOUNDING_DAYS = (3, 7, 14)


class SoundingState(StrEnum):
    """How far it is (征集的状态)."""

    OPEN = "open"  # 正在征集
    CLOSED = "closed"  # 结束了


@dataclass(frozen=True)
class Sounding:
    """One question to all homes (一次征集)."""

    id: int
    place: Place
    question: str
    options: tuple[str, ...]
    started_by: int | None
    at: datetime
    closes_at: datetime
    homes: int  # so many were asked, as the register stood
    state: SoundingState
    counts: tuple[int, ...] = ()  # by option, once it is closed
    answered: int = 0
    checklist_id: int | None = None  # what became of it

    @property
    def subject(self) -> str:
        return f"sounding:{self.id}"

    @property
    def ranked(self) -> list[tuple[str, int]]:
        """The options with their homes, the most first; as they were written where they are even."""
        found = zip(self.options, self.counts, strict=True)
        return sorted(found, key=lambda pair: -pair[1])


@dataclass(frozen=True)
class SoundingPage:
    """A question as one home sees it (征集页)."""

    sounding: Sounding
    answered: int
    mine: tuple[int, ...]
    answers: bool  # their home may
    keeps: bool  # makes something of the result


def asking_refusal(question: str, options: Sequence[str], days: int) -> Refusal | None:
    """Why it cannot be asked like this."""
    if not question.strip():
        return Refusal(Reason.EMPTY, {"what": "sounding_question"})
    if len(question) > LONGEST_QUESTION:
        return Refusal(Reason.TOO_LONG, {"what": "sounding_question", "most": LONGEST_QUESTION})
    if days not in SOUNDING_DAYS:
        return Refusal(Reason.INVALID, {"what": "sounding_days"})
    return options_refusal(options)


def options_refusal(options: Sequence[str]) -> Refusal | None:
    """Two to five, each once, none too long."""
    if not LEAST <= len(options) <= MOST or len(set(options)) != len(options):
        return Refusal(Reason.INVALID, {"what": "sounding_options", "least": LEAST, "most": MOST})
    if any(len(option) > LONGEST_OPTION for option in options):
        return Refusal(Reason.TOO_LONG, {"what": "sounding_options", "most": LONGEST_OPTION})
    return None


def options_in(text: str) -> list[str]:
    """The options, one a line."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def homes_there(actor: Actor, place: Place) -> list[int]:
    """Homes of theirs that are asked, each once."""
    found = [role.place for role in actor.roles if role.kind in HOME_ROLES and place.covers(role.place)]
    return list(dict.fromkeys(home.unit_id for home in found if home.unit_id is not None))


def answer_refusal(sounding: Sounding, homes: Sequence[int], option: int, at: datetime) -> Refusal | None:
    """Whether a home may say it now."""
    if sounding.state is not SoundingState.OPEN or at >= sounding.closes_at:
        return Refusal(Reason.WRONG_STATE, {"what": "sounding_over"})
    if not homes:
        return Refusal(Reason.NOT_YOURS, {"what": "sounding_home"})
    return None if 0 <= option < len(sounding.options) else Refusal(Reason.INVALID, {"what": "sounding_option"})


def toggled(chosen: Collection[int], option: int) -> list[int]:
    """A second press takes a choice back."""
    return sorted(set(chosen) ^ {option})


def count_answers(options: int, answers: Sequence[Collection[int]]) -> tuple[int, ...]:
    """How many homes named each."""
    return tuple(sum(option in chosen for chosen in answers) for option in range(options))


def closing_at(at: datetime, days: int) -> datetime:
    """When it is over."""
    return at + timedelta(days=days)


def asked(sounding: Sounding, groups: Collection[int], by: int) -> list[Effect]:
    """The card in the groups, and its end."""
    body = {"question": sounding.question, "options": list(sounding.options), "homes": sounding.homes, "by": by}
    record = Record(sounding.subject, "sounding_asked", body)
    return [record, Schedule(CLOSE, sounding.subject, sounding.closes_at), *_cards(sounding, groups, NoticeKind.POST)]


def closed(sounding: Sounding, standing: Collection[int], groups: Collection[int], starter: int | None) -> list[Effect]:
    """The result: in the groups the card becomes it, its starter reads what can be made of it."""
    body = {"counts": list(sounding.counts), "answered": sounding.answered, "homes": sounding.homes}
    effects: list[Effect] = [Record(sounding.subject, "sounding_closed", body), Unschedule(CLOSE, sounding.subject)]
    effects += _cards(sounding, standing, NoticeKind.EDIT)
    effects += _cards(sounding, groups, NoticeKind.POST)
    if starter is not None:
        key, facts = f"{sounding.subject}:result:starter", _facts(sounding)
        effects.append(Post(Notice(key, starter, NoticeKind.POST, "soundings.finished", facts)))
    return effects


def _cards(sounding: Sounding, groups: Collection[int], kind: NoticeKind) -> list[Effect]:
    over = sounding.state is SoundingState.CLOSED
    template = "soundings.result" if over else "soundings.card"
    subject = f"{sounding.subject}:result" if over and kind is NoticeKind.POST else sounding.subject
    return [
        Post(
            Notice(
                f"{template}:{kind}:{sounding.id}:{group}",
                group,
                kind,
                template,
                _facts(sounding),
                subject=subject,
                public=kind is NoticeKind.POST,
            )
        )
        for group in sorted(groups)
    ]


def _facts(sounding: Sounding) -> Facts:
    return {
        "sounding_id": sounding.id,
        "question": sounding.question,
        "closes_at": write_moment(sounding.closes_at),
        "homes": sounding.homes,
        "answered": sounding.answered,
        "ranked": [list(pair) for pair in sounding.ranked] if sounding.counts else [],
    }
