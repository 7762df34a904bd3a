"""Privacy (隐私): what people agree to and for which purpose; what is necessary and what is theirs to choose."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.outcomes import Reason, Refusal


class Purpose(StrEnum):
    """Purposes a person agrees to, one by one (处理目的)."""

    REGISTRATION = "registration"  # 登记：认得出是谁家，办得了他的事
    CROSS_BORDER = "cross_border"  # 消息经过境外的 Telegram
    REMINDERS = "reminders"  # 截止前私下提醒
    PUBLICATION = "publication"  # 任职期间公开姓名和职责


@dataclass(frozen=True)
class Clause:
    """One purpose of the notice (条款): whether nothing goes without it, the article it answers, since which version.

    A version of the notice that changes a purpose raises its `since`: whoever agreed to an older one is asked again.
    """

    purpose: Purpose
    necessary: bool
    articles: str  # of the 个人信息保护法
    since: int


CLAUSES = (
    Clause(Purpose.REGISTRATION, True, "13(1)(1), 14, 17", 1),
    Clause(Purpose.CROSS_BORDER, True, "38, 39", 1),
    Clause(Purpose.REMINDERS, False, "6, 13(1)(1), 16", 1),
    Clause(Purpose.PUBLICATION, False, "25", 1),
)
"""The purposes, in the order in which they are shown. Necessary ones are asked together, before somebody registers;
the others are off until the person turns them on, and nothing else depends on them (第16条)."""

NOTICE_VERSION = max(clause.since for clause in CLAUSES)
"""Of the notice (告知) that is shown today."""


@dataclass(frozen=True)
class Consent:
    """A consent (同意): to one purpose, to one version of the notice, until it is taken back."""

    purpose: Purpose
    version: int
    given_at: datetime
    withdrawn_at: datetime | None = None


@dataclass(frozen=True)
class Processor:
    """Who answers for the data (个人信息处理者): the organ's name, and how to reach it."""

    name: str
    contact: str


def clause_of(purpose: Purpose) -> Clause:
    """The clause of a purpose."""
    return next(clause for clause in CLAUSES if clause.purpose is purpose)


def purpose_named(word: str) -> Purpose | None:
    """The purpose a button names, or None for a forged one."""
    return Purpose(word) if word in set(Purpose) else None


def agreed(consents: Iterable[Consent]) -> frozenset[Purpose]:
    """What the person agrees to today: not taken back, and not to a version that has since been changed."""
    return frozenset(
        consent.purpose
        for consent in consents
        if consent.withdrawn_at is None and consent.version >= clause_of(consent.purpose).since
    )


def missing(consents: Iterable[Consent]) -> tuple[Purpose, ...]:
    """The necessary purposes that the person has not agreed to."""
    held = agreed(consents)
    return tuple(clause.purpose for clause in CLAUSES if clause.necessary and clause.purpose not in held)


def unconsented(consents: Iterable[Consent]) -> Refusal | None:
    """Why nobody may be registered yet: the notice has not been agreed to (第13、39条)."""
    return Refusal(Reason.NO_CONSENT) if missing(consents) else None


def outdated(version: int) -> Refusal | None:
    """A press under an older notice agrees to nothing (第14条: 充分知情)."""
    return None if version == NOTICE_VERSION else Refusal(Reason.STALE, {"what": "notice"})


def printed() -> list[str]:
    """The purposes in lines (同意事项表): `purpose | necessary or free | articles | since`."""
    return [
        f"{clause.purpose} | {'necessary' if clause.necessary else 'free'} | {clause.articles} | {clause.since}"
        for clause in CLAUSES
    ]
