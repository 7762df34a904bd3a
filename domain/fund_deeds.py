"""What stands behind an account (账户的依据): the registration of whoever holds it, the contracts its money comes from.

Either counts once two people stand for it; a later registration takes the place of the one before.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from itertools import accumulate, repeat
from typing import Any

from domain.outcomes import Reason, Refusal
from domain.registry import Actor

LONGEST_WORDS, MOST_DEEDS = 60, 60
SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
CODE_LENGTH = 18
WEIGHTS = tuple(accumulate(repeat(3, CODE_LENGTH - 2), lambda weight, three: weight * three % len(SIGNS), initial=1))
"""Of a 统一社会信用代码, all but its last sign, which is the check (GB 32100—2015)."""


class DeedKind(StrEnum):
    """What it is (依据的种类)."""

    REGISTRATION = "registration"  # 法人登记
    CONTRACT = "contract"  # 合同


@dataclass(frozen=True)
class DeedWords:
    """What somebody wrote of one (要写的依据)."""

    kind: DeedKind
    words: str  # as whom it is registered; what is let or given for the money
    code: str = ""  # of a registration
    source: str = ""  # of a contract: where its money comes from
    price: int = 0  # of a contract: 分, for all of its time
    until: date | None = None  # of a contract: its last day


@dataclass(frozen=True)
class Deed:
    """One of them on record (一份依据)."""

    id: int
    number: int
    said: DeedWords
    written_by: int | None
    written_at: datetime
    checked_by: int | None = None
    checked_at: datetime | None = None
    declined: str = ""  # why the second person did not stand for it

    @property
    def stands(self) -> bool:
        """Whether two people stand for it."""
        return self.checked_at is not None and not self.declined

    @property
    def waits(self) -> bool:
        """Whether one person alone does."""
        return self.checked_at is None

    def gives(self, source: str) -> bool:
        """Whether it is a contract that money of this source may come from."""
        return self.stands and self.said.kind is DeedKind.CONTRACT and self.said.source == source


def registration_of(deeds: Sequence[Deed]) -> Deed | None:
    """The one in force: the last that two people stand for."""
    standing = [one for one in deeds if one.stands and one.said.kind is DeedKind.REGISTRATION]
    return standing[-1] if standing else None


def is_code(code: str) -> bool:
    """Whether it is a 统一社会信用代码: eighteen signs, the last of which agrees with the others."""
    if len(code) != CODE_LENGTH or not set(code) <= set(SIGNS):
        return False
    total = sum(SIGNS.index(sign) * weight for sign, weight in zip(code, WEIGHTS, strict=False))
    return SIGNS.index(code[-1]) == -total % len(SIGNS)


def deed_refusal(wanted: DeedWords, existing: int, sources: Collection[str]) -> Refusal | None:
    """Why one cannot be written down."""
    if existing >= MOST_DEEDS:
        return Refusal(Reason.TOO_MANY, {"what": "fund_deeds", "most": MOST_DEEDS})
    if not wanted.words:
        return Refusal(Reason.EMPTY, {"what": "fund_deed"})
    if len(wanted.words) > LONGEST_WORDS:
        return Refusal(Reason.TOO_LONG, {"what": "fund_deed", "most": LONGEST_WORDS})
    if wanted.kind is DeedKind.REGISTRATION:
        return None if is_code(wanted.code) else Refusal(Reason.INVALID, {"what": "fund_code"})
    return _contract_refusal(wanted, sources)


def _contract_refusal(wanted: DeedWords, sources: Collection[str]) -> Refusal | None:
    if wanted.source not in sources:
        return Refusal(Reason.INVALID, {"what": "fund_source"})
    if wanted.price < 1:
        return Refusal(Reason.INVALID, {"what": "fund_amount"})
    return None if wanted.until is not None else Refusal(Reason.INVALID, {"what": "fund_until"})


def checking_refusal(deed: Deed | None, actor: Actor) -> Refusal | None:
    """Why somebody cannot stand for one as the second."""
    if deed is None:
        return Refusal(Reason.NOT_FOUND, {"what": "fund_deed"})
    if not deed.waits:
        return Refusal(Reason.ALREADY_DONE, {"what": "fund_check"})
    if deed.written_by == actor.person_id:
        return Refusal(Reason.NOT_PERMITTED, {"what": "fund_own_line"})
    return None


def deed_facts(deed: Deed) -> dict[str, Any]:
    """One as the journal keeps it."""
    said = deed.said
    facts = {"number": deed.number, "kind": said.kind.value, "words": said.words}
    if said.kind is DeedKind.REGISTRATION:
        return facts | {"code": said.code}
    assert said.until is not None, "a contract has a last day"
    return facts | {"source": said.source, "price": said.price, "until": said.until.isoformat()}
