"""Privacy (隐私): what people agree to and for which purpose; what is necessary and what is theirs to choose."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from domain.outcomes import Reason, Refusal
from domain.registry import HOME_ROLES, PlaceNames, Role, RoleKind

NAMELESS = "—"
"""What a person is called who is known no more."""


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

PROCESSOR = "processor:{}"
"""The setting of the installation that says who answers for the data of a compound."""
NOTICE_VERSION = max(clause.since for clause in CLAUSES)
"""Of the notice (告知) that is shown today."""


@dataclass(frozen=True)
class Consent:
    """A consent (同意): to one purpose, to one version of the notice, until it is taken back."""

    purpose: Purpose
    version: int
    given_at: datetime
    withdrawn_at: datetime | None = None


class Access(StrEnum):
    """On what occasion somebody saw a person's data (查看事由)."""

    HOME_REQUEST = "home_request"  # 确认登记
    REPORT = "report"  # 办报事
    POLL_NAMES = "poll_names"  # 导出记名征询
    HOUSEHOLD = "household"  # 看一户
    REGISTRY_EXPORT = "registry_export"  # 导出名册
    WISH = "wish"  # 替微心愿居中
    PAPER_BALLOT = "paper_ballot"  # 对着照片核对纸票、委托书


@dataclass(frozen=True)
class Look:
    """One time that somebody looked (一次查看), as the person reads it; `by` None: whoever it was is gone."""

    by: str | None
    kinds: tuple[str, ...]  # roles they hold today
    what: Access
    at: datetime
    terminal: bool = False
    """At the machine itself, by whoever runs it."""


@dataclass(frozen=True)
class PersonalData:
    """Everything held about one person (个人信息): rows by table, and what the places in them are called."""

    tables: Mapping[str, list[dict[str, Any]]]
    places: PlaceNames
    at: datetime
    looks: tuple[Look, ...] = ()

    @property
    def counts(self) -> dict[str, int]:
        return {table: len(rows) for table, rows in self.tables.items()}

    @property
    def open_reports(self) -> int:
        """Of their reports, those that are not closed."""
        return sum(report["closed_at"] is None for report in self.tables.get("issues", ()))


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


def without_name(facts: Any, name: str) -> Any:
    """Facts in which the person is named no more (去名): whole names, and a name of two signs or more in a sentence."""
    if isinstance(facts, str):
        return NAMELESS if facts == name else facts.replace(name, NAMELESS) if len(name) > 1 else facts
    if isinstance(facts, Mapping):
        return {key: without_name(value, name) for key, value in facts.items()}
    if isinstance(facts, list):
        return [without_name(value, name) for value in facts]
    return facts


def may_leave(roles: Iterable[Role], *, operators: int) -> Refusal | None:
    """Who serves hands over first: what is theirs to do must be somebody's (第47条 lets what the law asks for stay)."""
    held = [role.kind for role in roles if role.kind not in HOME_ROLES]
    if RoleKind.OPERATOR in held and operators == 1:
        return Refusal(Reason.WRONG_STATE, {"what": "sole_operator"})
    if held:
        return Refusal(Reason.WRONG_STATE, {"what": "office_held", "who": [kind.value for kind in dict.fromkeys(held)]})
    return None


def printed() -> list[str]:
    """The purposes in lines (同意事项表): `purpose | necessary or free | articles | since`."""
    return [
        f"{clause.purpose} | {'necessary' if clause.necessary else 'free'} | {clause.articles} | {clause.since}"
        for clause in CLAUSES
    ]
