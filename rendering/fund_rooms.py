"""Screens of 公共用房和场地: what is kept and how large in all, one of them, what an entry says."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from markupsafe import Markup

from domain.deliberation.matters import Matter
from domain.fund_deeds import Deed, RoomOwner, RoomUse
from domain.fund_rooms import Room, RoomSum, entry_before, past_of, register, room_numbered, room_sum
from domain.funds import Fund
from domain.issues import shorten
from domain.issues_masking import on_card
from rendering import dates
from rendering.deliberation_figures import yuan
from rendering.fees import paged
from rendering.fund_buttons import LeaveFund, ShowDeed, ShowFund, ShowFunds
from rendering.fund_deeds import basis, deed, summary
from rendering.fund_room_buttons import (
    ChangeRoom,
    LetRoom,
    MoreRooms,
    OpenRegister,
    RoomDecision,
    ShowRooms,
    UseRoom,
    WriteRoom,
)
from rendering.funds import SHORT, signed
from rendering.menu import go
from rendering.readiness import area
from rendering.screens import Key, Screen, lines, rows
from rendering.texts import Texts

ACCOUNTS, A_PAGE, CHOICES, DECISIONS = 4, 3, 4, 4
CHANGED = ("words", "area", "use")
"""What of a room a later entry may say anew."""


def overview(texts: Texts, found: Sequence[Fund], page: int, *, today: date) -> Screen:
    """Everything that is kept where somebody lives or serves, by account and holder."""
    shown, more = paged(texts, found, page, ACCOUNTS, OpenRegister)
    every = [room for one in found for room in register(one.deeds)]
    said = [
        texts.say(
            "funds.rooms.account", name=one.name, holder=one.holder, **_figures(room_sum(register(one.deeds), today))
        )
        for one in shown
    ]
    text = lines(texts.say("funds.rooms.head"), summed(texts, room_sum(every, today)), *said)
    keys = [Key(shorten(one.name, SHORT), ShowRooms(one.id, 0)) for one in shown]
    return Screen(text, rows(*keys, *more, Key(texts.plain("funds.key.all"), ShowFunds())))


def _figures(found: RoomSum) -> dict[str, str | int]:
    return {"n": found.rooms, "area": area(found.area), "let": found.let, "let_area": area(found.let_area)}


def summed(texts: Texts, found: RoomSum) -> Markup:
    """How many and how large, and of these what is let."""
    return texts.say("funds.rooms.sum", **_figures(found)) if found.rooms else texts.say("funds.rooms.none")


def rooms(texts: Texts, one: Fund, page: int, *, keeps: bool, today: date) -> Screen:
    """What one account's holder keeps, then what stood before; what waits, to those who keep the account."""
    known = register(one.deeds)
    waits = [each for each in one.deeds if keeps and each.waits and each.said.place is not None]
    listed: list[Room | Deed] = [*waits[::-1], *known, *past_of(one.deeds)]
    last = max(0, (len(listed) - 1) // A_PAGE)
    page = min(max(page, 0), last)
    shown = listed[page * A_PAGE : (page + 1) * A_PAGE]
    text = lines(
        texts.say("funds.rooms.title", name=one.name, holder=one.holder),
        None if waits and not known else summed(texts, room_sum(known, today)),
        *(row(texts, each, today) if isinstance(each, Room) else summary(texts, each, one) for each in shown),
    )
    keys = [_key(texts, each) for each in shown]
    write = [Key(texts.plain("funds.key.write_room"), WriteRoom(one.id, ""))] if keeps else []
    turned = [Key(texts.plain("fees.key.more"), ShowRooms(one.id, (page + 1) % (last + 1)))] if last else []
    back = Key(texts.plain("funds.key.fund"), ShowFund(one.id, 0))
    return Screen(text, (*rows(*keys, per_row=3), *rows(*write, *turned, back)))


def _key(texts: Texts, each: Room | Deed) -> Key:
    entry = each.entry if isinstance(each, Room) else each
    return Key(texts.plain("funds.key.deed", number=entry.number), ShowDeed(entry.id))


def row(texts: Texts, room: Room, today: date) -> Markup:
    """One in one line: what, how large, what for, by what it is let."""
    let = room.let(today)
    by = "" if let is None else texts.plain("funds.rooms.let_short", number=let.number)
    said = room.place
    words = {"words": on_card(room.entry.said.words), "area": area(said.area), "use": use(texts, said.use)}
    return texts.say("funds.rooms.row", number=room.entry.number, **words, let=by)


def public_row(texts: Texts, room: Room, today: date) -> Markup:
    """One as it stands where nobody can open it: whose it is and by which decision it is used so too."""
    whose = Markup.escape(texts.plain(f"funds.rooms.whose.{room.place.owned}"))
    said = basis(texts, room.entry.said, let=room.let(today) is not None)
    return Markup(" · ").join([row(texts, room, today), whose, *said])


def use(texts: Texts, name: RoomUse) -> str:
    """What it is for, in words."""
    return texts.plain(f"funds.rooms.use.{name}")


def owner(texts: Texts, one: Fund, name: RoomOwner) -> str:
    """Whose it is, in words."""
    return texts.plain(f"funds.rooms.owned.{name}", holder=one.holder)


def room(texts: Texts, one: Fund, found: Deed, *, keeps: bool, own: bool, today: date) -> Screen:
    """One entry; the second person stands for it here."""
    as_deed = deed(texts, one, found, keeps=keeps, own=own)
    now = room_numbered(one.deeds, found.room)
    current = now is not None and now.entry.id == found.id
    told = _of_now(texts, one, now, today) if now is not None and current else _of_other(texts, now, found)
    *acts, _ = [key for line in as_deed.keys for key in line]  # its way back leads to contracts
    change = [Key(texts.plain("funds.key.change_room"), ChangeRoom(found.id, ""))] if keeps and current else []
    before = entry_before(one.deeds, found)
    earlier = [Key(texts.plain("funds.key.room_before"), ShowDeed(before.id))] if before is not None else []
    back = Key(texts.plain("funds.key.rooms"), ShowRooms(one.id, 0))
    return Screen(lines(as_deed.text, *told), rows(*change, *acts, *earlier, back))


def _of_now(texts: Texts, one: Fund, now: Room, today: date) -> list[Markup]:
    """What is to be said of one that is in force: by what it is let, by which decision it is used so."""
    return [let_line(texts, one, now, today), *basis(texts, now.entry.said, let=now.let(today) is not None)]


def let_line(texts: Texts, one: Fund, now: Room, today: date) -> Markup:
    """By which contract it is let and until when, and what came in by its contracts this year."""
    let = now.let(today)
    rent = now.rent(one, today.replace(month=1, day=1), today)
    came = {"year": today.year, "rent": yuan(rent) if rent >= 0 else signed(rent)}
    if let is None or let.said.until is None:
        return texts.say("funds.rooms.not_let", **came)
    until = {"until_year": let.said.until.year, "day": dates.calendar_day(texts, let.said.until)}
    return texts.say("funds.rooms.let", number=let.number, price=yuan(let.said.price), **until, **came)


def _of_other(texts: Texts, now: Room | None, found: Deed) -> list[Markup]:
    """Of an entry that waits: what stands until then; of one that is past, that another took its place."""
    said = basis(texts, found.said)
    if now is None:
        return said
    words = {"words": on_card(now.entry.said.words), "area": area(now.place.area), "use": use(texts, now.place.use)}
    return [*said, texts.say("funds.rooms.until_now" if found.waits else "funds.rooms.later", **words)]


def which_owner(texts: Texts, one: Fund) -> Screen:
    """Whose is it?"""
    keys = [Key(owner(texts, one, name), WriteRoom(one.id, name.value)) for name in RoomOwner]
    back = Key(texts.plain("funds.key.rooms"), ShowRooms(one.id, 0))
    return Screen(texts.say("funds.rooms.which_owner"), rows(*keys, back, per_row=1))


def which_change(texts: Texts, one: Fund, found: Deed) -> Screen:
    """What of it is another now?"""
    keys = [Key(texts.plain(f"funds.rooms.change.{what}"), ChangeRoom(found.id, what)) for what in CHANGED]
    back = Key(texts.plain("funds.key.rooms"), ShowRooms(one.id, 0))
    return Screen(lines(summary(texts, found, one), texts.say("funds.rooms.which_change")), rows(*keys, back))


def ask_use(texts: Texts, draft_id: int, fund_id: int) -> Screen:
    """What is it for?"""
    keys = [Key(use(texts, name), UseRoom(draft_id, name.value)) for name in RoomUse]
    return Screen(texts.say("funds.rooms.which_use"), rows(*keys, _leave(texts, draft_id, fund_id)))


def ask_decision(texts: Texts, found: Sequence[Matter], draft_id: int, fund_id: int, *, must: bool) -> Screen:
    """By which decision of the owners? `must`: its use changes, and so there is one or it is not written."""
    shown = [Key(shorten(one.title, SHORT), RoomDecision(draft_id, one.id)) for one in found[:DECISIONS]]
    none = [] if must else [Key(texts.plain("funds.key.no_decision"), RoomDecision(draft_id, 0))]
    begin = [go(texts, "matters")] if must and not found else []
    name = "funds.rooms.no_decision_yet" if must and not found else "funds.rooms.which_decision"
    return Screen(texts.say(name), rows(*shown, *none, *begin, _leave(texts, draft_id, fund_id), per_row=1))


def ask_room(texts: Texts, found: Sequence[Room], draft_id: int, fund_id: int, page: int) -> Screen:
    """Which room does the contract let? By pages where they are many."""
    shown, more = paged(texts, found, page, CHOICES, partial(MoreRooms, draft_id))
    keys = [
        Key(shorten(f"{one.entry.number} · {one.entry.said.words}", SHORT), LetRoom(draft_id, one.number))
        for one in shown
    ]
    none = Key(texts.plain("funds.key.no_room"), LetRoom(draft_id, 0))
    leave = _leave(texts, draft_id, fund_id)
    return Screen(texts.say("funds.rooms.which_room"), (*rows(*keys, per_row=1), *rows(*more, none, leave)))


def _leave(texts: Texts, draft_id: int, fund_id: int) -> Key:
    return Key(texts.plain("funds.key.leave"), LeaveFund(draft_id, fund_id))
