"""The register of rooms and grounds (公共用房和场地): what an account's holder keeps, how large, what for, let by what.

A later entry takes the place of an earlier one of the same room; both stay on record. Another use of what is the
owners' own is for them to decide (民法典278, item 8), and so an entry that changes the use names their decision.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from domain.deliberation.classification import Touch
from domain.deliberation.matters import Matter
from domain.fund_deeds import Deed, DeedKind, DeedWords, RoomOwner, RoomWords, settled_by
from domain.funds import DECIDED, Fund
from domain.outcomes import Reason, Refusal
from domain.workbook_cells import LARGEST_AREA

NO_ROOM = Refusal(Reason.NOT_FOUND, {"what": "fund_room"})


@dataclass(frozen=True)
class Room:
    """A room or a ground as it is on record now (一处用房或场地)."""

    number: int  # of its first entry
    entry: Deed  # the one in force
    contracts: tuple[Deed, ...] = ()  # that let it, those that ended early too: what came in by them came in

    @property
    def place(self) -> RoomWords:
        assert self.entry.said.place is not None, "an entry of a room says what it is"
        return self.entry.said.place

    def let(self, today: date) -> Deed | None:
        """The contract it is let by, the last written of those that run."""
        running = [one for one in self.contracts if one.stands and one.said.until and one.said.until >= today]
        return running[-1] if running else None

    def rent(self, fund: Fund, since: date, until: date) -> int:
        """分 that came in by its contracts on these days, less what was taken back."""
        own = {one.id for one in self.contracts}
        inside = [line for line in fund.lines if line.stands and since <= line.on <= until]
        return sum(line.amount for line in inside if line.deed_id in own)


@dataclass(frozen=True)
class RoomSum:
    """Rooms in figures (用房合计): how many, how large; and of these, those that are let. Areas in 0.01 ㎡."""

    rooms: int
    area: int
    let: int
    let_area: int


def register(deeds: Iterable[Deed]) -> tuple[Room, ...]:
    """Every room two people stand for, the first on record first."""
    deeds = [one for one in deeds if one.agreed]
    entries = {one.room: one for one in deeds if _is_room(one) and one.stands}
    contracts = [one for one in deeds if one.said.kind is DeedKind.CONTRACT]
    return tuple(
        Room(number, entry, tuple(one for one in contracts if one.said.room == number))
        for number, entry in sorted(entries.items())
    )


def room_numbered(deeds: Iterable[Deed], number: int | None) -> Room | None:
    """One of them."""
    return next((room for room in register(deeds) if room.number == number), None)


def room_sum(rooms: Iterable[Room], today: date) -> RoomSum:
    """All of these in figures."""
    rooms = list(rooms)
    let = [one.place.area for one in rooms if one.let(today) is not None]
    return RoomSum(len(rooms), sum(one.place.area for one in rooms), len(let), sum(let))


def rooms_on(day: date, funds: Iterable[Fund], zone: ZoneInfo) -> RoomSum | None:
    """As they were on record that evening: what was checked or taken back later is not in it; None where none was."""
    found = [room for fund in funds for room in register(settled_by(fund.deeds, day, zone))]
    return room_sum(found, day) if found else None


def waiting_of(deeds: Iterable[Deed], number: int) -> Deed | None:
    """A later entry of a room that waits for its second person."""
    return next((one for one in deeds if _is_room(one) and one.waits and one.room == number), None)


def past_of(deeds: Iterable[Deed]) -> list[Deed]:
    """Entries that two people stood for and that are in force no more: another came, or they are void; latest first."""
    deeds = list(deeds)
    now = {room.entry.id for room in register(deeds)}
    return [one for one in deeds[::-1] if _is_room(one) and one.agreed and one.id not in now]


def entry_before(deeds: Iterable[Deed], entry: Deed) -> Deed | None:
    """What two people stood for of the same room before this entry."""
    earlier = [one for one in past_of(deeds) if one.room == entry.room and one.number < entry.number]
    return earlier[0] if earlier else None


def back_after_void(deeds: Iterable[Deed], entry: Deed) -> Deed | None:
    """Which entry is in force again once this one is void; None where it was not in force, or nothing is left."""
    deeds = list(deeds)
    now = room_numbered(deeds, entry.room)
    then = room_numbered([one for one in deeds if one.id != entry.id], entry.room)
    return then.entry if now is not None and now.entry.id == entry.id and then is not None else None


def same_room(deeds: Iterable[Deed], wanted: DeedWords) -> DeedWords:
    """What is written anew after it was void, under its name, is the same room: its contracts go on letting it."""
    if wanted.kind is not DeedKind.ROOM or wanted.room is not None:
        return wanted
    deeds = list(deeds)
    there = {one.room for one in deeds if _is_room(one) and (one.waits or one.stands)}
    gone = [one.room for one in past_of(deeds) if one.room not in there and one.said.words == wanted.words]
    return replace(wanted, room=gone[0]) if gone else wanted


def _gone_by(deeds: Iterable[Deed], number: int) -> tuple[datetime, int] | None:
    """When a room was taken off the register, and by which 作废; None while an entry stands, or none ever did."""
    deeds = list(deeds)
    entries = {str(one.number) for one in deeds if _is_room(one) and one.agreed and one.room == number}
    if not entries or room_numbered(deeds, number) is not None:
        return None
    voids = [one for one in deeds if one.agreed and one.said.kind is DeedKind.VOID and one.said.code in entries]
    return max(((one.checked_at, one.number) for one in voids if one.checked_at is not None), default=None)


def gone_refusal(deeds: Iterable[Deed], deed: Deed) -> Refusal | None:
    """Why nobody can stand any more for a later entry of a room, or a contract: the room was taken off meanwhile."""
    gone = None if deed.said.room is None else _gone_by(deeds, deed.said.room)
    meanwhile = gone is not None and gone > (deed.written_at, deed.number)
    return Refusal(Reason.WRONG_STATE, {"what": "fund_room_gone"}) if meanwhile else None


def _is_room(deed: Deed) -> bool:
    return deed.said.kind is DeedKind.ROOM


def area_refusal(area: int | None) -> Refusal | None:
    """Why a room cannot be so large."""
    fits = area is not None and 1 <= area <= LARGEST_AREA
    return None if fits else Refusal(Reason.INVALID, {"what": "fund_area"})


def decides_use(fund: Fund, matter: Matter) -> bool:
    """Whether the owners decided so on what common parts are used for."""
    return matter.stage in DECIDED and Touch.COMMON_PARTS in matter.touched and fund.place.covers(matter.place)


def asks_decision(before: Room | None, place: RoomWords) -> bool:
    """Whether an entry has to name the owners' decision: theirs is used for something else than it was."""
    return before is not None and place.owned is RoomOwner.OWNERS and before.place.use is not place.use


def room_refusal(fund: Fund, wanted: DeedWords, matter: Matter | None) -> Refusal | None:
    """Why a room, or the contract that lets it, cannot be written down so."""
    if wanted.kind is DeedKind.CONTRACT and wanted.room is not None:
        return None if room_numbered(fund.deeds, wanted.room) else NO_ROOM
    if wanted.kind is not DeedKind.ROOM:
        return None
    if wanted.place is None:
        return NO_ROOM
    before = room_numbered(fund.deeds, wanted.room)
    refusal = area_refusal(wanted.place.area) or _entry_refusal(fund.deeds, wanted, before)
    return refusal or _use_refusal(fund, wanted.place, before, matter)


def _entry_refusal(deeds: Sequence[Deed], wanted: DeedWords, before: Room | None) -> Refusal | None:
    """A later entry is of a room that is there, whose owner stays, and that nobody else changes; a new one is new."""
    assert wanted.place is not None, "looked at before"
    if wanted.room is not None:
        if before is None or before.place.owned is not wanted.place.owned:
            return NO_ROOM
        if waiting_of(deeds, wanted.room) is not None:
            return Refusal(Reason.ALREADY_DONE, {"what": "fund_room_waits"})
    others = [one for one in deeds if _is_room(one) and one.waits and one.room != wanted.room]
    others += [one.entry for one in register(deeds) if one.number != wanted.room]
    there = any(one.said.words == wanted.words for one in others)
    return Refusal(Reason.ALREADY_DONE, {"what": "fund_room"}) if there else None


def _use_refusal(fund: Fund, place: RoomWords, before: Room | None, matter: Matter | None) -> Refusal | None:
    if place.matter_id is not None and (matter is None or not decides_use(fund, matter)):
        return Refusal(Reason.WRONG_STATE, {"what": "fund_room_decision"})
    missing = asks_decision(before, place) and place.matter_id is None
    return Refusal(Reason.EMPTY, {"what": "fund_room_decision"}) if missing else None
