"""What stands behind an account (账户的依据): who holds it, the rooms they hold, the contracts its money comes from.

Either counts once two people stand for it; a later registration takes the place of the one before. What was wrong, or
ended early, is taken back (作废) by two as well, and stays to be read.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import accumulate, repeat
from typing import Any
from zoneinfo import ZoneInfo

from domain.money import MOST_CENTS
from domain.outcomes import Reason, Refusal
from domain.registry import Actor

LONGEST_WORDS, MOST_DEEDS, MOST_ROOMS = 60, 60, 200
SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
CODE_LENGTH = 18
WEIGHTS = tuple(accumulate(repeat(3, CODE_LENGTH - 2), lambda weight, three: weight * three % len(SIGNS), initial=1))
"""Of a 统一社会信用代码, all but its last sign, which is the check (GB 32100—2015)."""


class DeedKind(StrEnum):
    """What it is (依据的种类)."""

    REGISTRATION = "registration"  # 法人登记
    CONTRACT = "contract"  # 合同
    ROOM = "room"  # 公共用房、场地
    VOID = "void"  # 作废


class RoomOwner(StrEnum):
    """Whose a room is (用房归谁)."""

    OWNERS = "owners"  # 全体业主共有
    HOLDER = "holder"  # 配套用房，归户名上的单位管


class RoomUse(StrEnum):
    """What a room is for (用房的用途)."""

    SHARED = "shared"  # 大家用：活动、休息、停自行车
    SERVICE = "service"  # 办公、服务
    PARKING = "parking"  # 停车
    BUSINESS = "business"  # 经营、出租
    IDLE = "idle"  # 空着


@dataclass(frozen=True)
class RoomWords:
    """What is said of a room beside its name (要写的用房)."""

    owned: RoomOwner
    use: RoomUse
    area: int  # 0.01 ㎡
    matter_id: int | None = None  # by which decision of the owners it is used so
    matter_number: int | None = None

    @property
    def unnamed(self) -> bool:
        """Whether it is the owners' and no decision of theirs is named (没有写业主的决定)."""
        return self.owned is RoomOwner.OWNERS and self.matter_id is None

    @property
    def undecided(self) -> bool:
        """Whether that is so of what is used for business."""
        return self.unnamed and self.use is RoomUse.BUSINESS


@dataclass(frozen=True)
class DeedWords:
    """What somebody wrote of one (要写的依据)."""

    kind: DeedKind
    words: str  # as whom it is registered; which room; what is let or given for the money; why it is taken back
    code: str = ""  # of a registration; the number of what is taken back
    source: str = ""  # of a contract: where its money comes from
    price: int = 0  # of a contract: 分, for all of its time
    until: date | None = None  # of a contract: its last day
    place: RoomWords | None = None  # of a room
    room: int | None = None  # the number of the room a contract lets, or of the one this is a later entry of


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
    voided: str = ""  # why two people took it back

    @property
    def agreed(self) -> bool:
        """Whether two people stood for it, whatever became of it."""
        return self.checked_at is not None and not self.declined

    @property
    def stands(self) -> bool:
        """Whether two people stand for it."""
        return self.agreed and not self.voided

    @property
    def waits(self) -> bool:
        """Whether one person alone does."""
        return self.checked_at is None

    @property
    def withdrawn(self) -> bool:
        """Whether whoever wrote it took it back themselves before anybody stood for it (收回)."""
        return bool(self.declined) and self.checked_by == self.written_by

    @property
    def room(self) -> int:
        """The number of the room that an entry is of: its own where it is the first."""
        return self.number if self.said.room is None else self.said.room

    def gives(self, source: str) -> bool:
        """Whether it is a contract that money of this source may come from."""
        return self.stands and self.said.kind is DeedKind.CONTRACT and self.said.source == source


def registration_of(deeds: Sequence[Deed]) -> Deed | None:
    """The one in force: the last that two people stand for."""
    standing = [one for one in deeds if one.stands and one.said.kind is DeedKind.REGISTRATION]
    return standing[-1] if standing else None


def taken_back(deeds: Iterable[Deed]) -> tuple[Deed, ...]:
    """All of an account's, those that two people took back saying so."""
    deeds = list(deeds)
    why = {one.said.code: one.said.words for one in deeds if one.agreed and one.said.kind is DeedKind.VOID}
    return tuple(replace(one, voided=why.get(str(one.number), "")) for one in deeds)


def settled_by(deeds: Iterable[Deed], day: date, zone: ZoneInfo) -> tuple[Deed, ...]:
    """What stood behind an account on the evening of a day, by the clocks there."""
    then = [one for one in deeds if one.checked_at is not None and one.checked_at.astimezone(zone).date() <= day]
    return taken_back(then)


def stood_within(deeds: Iterable[Deed], since: date, until: date, zone: ZoneInfo) -> tuple[Deed, ...]:
    """What stood behind it on any of these days: nothing that was taken back before, nothing that came later."""
    deeds = list(deeds)
    over = {one.id for one in settled_by(deeds, since - timedelta(days=1), zone) if one.voided}
    return tuple(one for one in settled_by(deeds, until, zone) if one.id not in over)


def contracts_since(deeds: Iterable[Deed], day: date) -> list[Deed]:
    """The contracts whose last day is this one or later."""
    return [one for one in deeds if one.said.kind is DeedKind.CONTRACT and one.said.until and one.said.until >= day]


def running_first(contracts: Iterable[Deed], today: date) -> list[Deed]:
    """Contracts as they are chosen from: those that run on, then those that are over, the latest written first."""
    latest = sorted(contracts, key=lambda one: -one.number)
    return sorted(latest, key=lambda one: one.said.until is not None and one.said.until < today)


def is_code(code: str) -> bool:
    """Whether it is a 统一社会信用代码: eighteen signs, the last of which agrees with the others."""
    if len(code) != CODE_LENGTH or not set(code) <= set(SIGNS):
        return False
    total = sum(SIGNS.index(sign) * weight for sign, weight in zip(code, WEIGHTS, strict=False))
    return SIGNS.index(code[-1]) == -total % len(SIGNS)


def deed_refusal(wanted: DeedWords, existing: Sequence[Deed], sources: Collection[str], today: date) -> Refusal | None:
    """Why one cannot be written down."""
    if (refusal := words_refusal(wanted.words)) is not None:
        return refusal
    if wanted.kind is DeedKind.VOID:
        found = next((one for one in existing if str(one.number) == wanted.code), None)
        return void_refusal(found, existing)
    if (refusal := _too_many(wanted, existing)) is not None or wanted.kind is DeedKind.ROOM:
        return refusal
    if wanted.kind is DeedKind.REGISTRATION:
        return None if is_code(wanted.code) else Refusal(Reason.INVALID, {"what": "fund_code"})
    return _contract_refusal(wanted, sources, today)


def _too_many(wanted: DeedWords, existing: Sequence[Deed]) -> Refusal | None:
    """Rooms are counted by themselves, each once: a residents' committee may hold a great many."""
    counted = [one for one in existing if one.waits or one.stands]
    if wanted.kind is DeedKind.ROOM:
        rooms = {one.room for one in counted if one.said.kind is DeedKind.ROOM}
        full = wanted.room not in rooms and len(rooms) >= MOST_ROOMS
        return Refusal(Reason.TOO_MANY, {"what": "fund_rooms", "most": MOST_ROOMS}) if full else None
    others = sum(one.said.kind in (DeedKind.REGISTRATION, DeedKind.CONTRACT) for one in counted)
    return Refusal(Reason.TOO_MANY, {"what": "fund_deeds", "most": MOST_DEEDS}) if others >= MOST_DEEDS else None


def words_refusal(words: str) -> Refusal | None:
    """Why one cannot say so what it is."""
    if not words:
        return Refusal(Reason.EMPTY, {"what": "fund_deed"})
    fits = len(words) <= LONGEST_WORDS
    return None if fits else Refusal(Reason.TOO_LONG, {"what": "fund_deed", "most": LONGEST_WORDS})


def void_refusal(deed: Deed | None, existing: Iterable[Deed]) -> Refusal | None:
    """Why one cannot be taken back: two people stand for it, and nobody takes it back already."""
    if deed is None or deed.said.kind is DeedKind.VOID or not deed.stands:
        return Refusal(Reason.NOT_FOUND, {"what": "fund_deed"})
    asked = any(one.waits and one.said.kind is DeedKind.VOID and one.said.code == str(deed.number) for one in existing)
    return Refusal(Reason.ALREADY_DONE, {"what": "fund_void"}) if asked else None


def until_refusal(until: date | None, today: date) -> Refusal | None:
    """Why a contract cannot last until then."""
    if until is None:
        return Refusal(Reason.INVALID, {"what": "fund_until"})
    return Refusal(Reason.INVALID, {"what": "fund_until_over"}) if until < today else None


def _contract_refusal(wanted: DeedWords, sources: Collection[str], today: date) -> Refusal | None:
    if wanted.source not in sources:
        return Refusal(Reason.INVALID, {"what": "fund_source"})
    if not 1 <= wanted.price <= MOST_CENTS:
        return Refusal(Reason.INVALID, {"what": "fund_amount"})
    return until_refusal(wanted.until, today)


def checking_refusal(deed: Deed | None, actor: Actor) -> Refusal | None:
    """Why somebody cannot stand for one as the second."""
    refusal = declining_refusal(deed)
    own = deed is not None and deed.written_by == actor.person_id
    return refusal or (Refusal(Reason.NOT_PERMITTED, {"what": "fund_own_line"}) if own else None)


def declining_refusal(deed: Deed | None) -> Refusal | None:
    """Why one cannot be sent back (退回), or taken back by whoever wrote it: it waits no more."""
    if deed is None:
        return Refusal(Reason.NOT_FOUND, {"what": "fund_deed"})
    return None if deed.waits else Refusal(Reason.ALREADY_DONE, {"what": "fund_check"})


def deed_facts(deed: Deed) -> dict[str, Any]:
    """One as the journal keeps it for ever; its words, which may be somebody's name, lie sealed beside it."""
    said = deed.said
    facts: dict[str, Any] = {"number": deed.number, "kind": said.kind.value}
    if said.room is not None:
        facts["room"] = said.room
    if said.place is not None:
        place = said.place
        more = {} if place.matter_id is None else {"matter_id": place.matter_id}
        return facts | {"owned": place.owned.value, "use": place.use.value, "area": place.area} | more
    if said.kind is not DeedKind.CONTRACT:
        return facts | {"code": said.code}
    assert said.until is not None, "a contract has a last day"
    return facts | {"source": said.source, "price": said.price, "until": said.until.isoformat()}
