"""Screens of what stands behind an account (登记和合同): all of it, one of them, which contract money comes from."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from markupsafe import Markup

from domain.fund_deeds import Deed, DeedKind, DeedWords, void_refusal
from domain.fund_rooms import back_after_void, room_numbered
from domain.funds import GIVEN, Fund, LineSource
from domain.issues import shorten
from domain.issues_masking import on_card
from domain.outcomes import Facts
from rendering import dates
from rendering.deliberation_figures import yuan
from rendering.dispatch import Dispatch, Drawing, Template
from rendering.fees import paged
from rendering.fund_buttons import (
    CheckDeed,
    ConfirmDeed,
    DeclineDeed,
    LeaveFund,
    LineContract,
    MoreContracts,
    MoreFund,
    ShowDeed,
    ShowDeeds,
    VoidDeed,
    WriteDeed,
)
from rendering.fund_room_buttons import ShowRooms
from rendering.funds import SHORT, source
from rendering.readiness import area
from rendering.screens import Key, Screen, lines, rows
from rendering.texts import Texts

A_PAGE, CHOICES = 2, 4
WRITTEN = (DeedKind.REGISTRATION, DeedKind.CONTRACT)
"""What is written down from the list; what is taken back, from itself."""


def deeds(texts: Texts, one: Fund, page: int, *, keeps: bool) -> Screen:
    """登记和合同: the registration in force, then contracts, the latest first; what waits, to those who keep it."""
    known = [each for each in one.deeds[::-1] if _listed(one, each, keeps=keeps)]
    last = max(0, (len(known) - 1) // A_PAGE)
    page = min(max(page, 0), last)
    shown = known[page * A_PAGE : (page + 1) * A_PAGE]
    registered = [one.registration] if one.registration is not None else []
    text = lines(
        texts.say("funds.deeds.head", name=one.name),
        *(summary(texts, each, one) for each in registered),
        None if registered else texts.say("funds.deeds.unregistered", holder=one.holder),
        *(summary(texts, each, one) for each in shown),
        None if any(each.said.kind is DeedKind.CONTRACT for each in known) else texts.say("funds.deeds.no_contract"),
    )
    keys = [Key(texts.plain("funds.key.deed", number=each.number), ShowDeed(each.id)) for each in shown]
    write = [Key(texts.plain(f"funds.key.{kind}"), WriteDeed(one.id, kind.value)) for kind in WRITTEN] if keeps else []
    turned = [Key(texts.plain("funds.key.earlier"), ShowDeeds(one.id, page + 1))] if page < last else []
    if page and not turned:
        turned = [Key(texts.plain("funds.key.latest"), ShowDeeds(one.id, 0))]
    return Screen(text, rows(*keys, *write, *turned, Key(texts.plain("funds.key.more"), MoreFund(one.id))))


def to_list(texts: Texts, fund_id: int, *, room: bool) -> Key:
    """[用房和场地] or [登记和合同]: back to where one of them is written."""
    if room:
        return Key(texts.plain("funds.key.rooms"), ShowRooms(fund_id, 0))
    return Key(texts.plain("funds.key.deeds"), ShowDeeds(fund_id, 0))


def _listed(one: Fund, deed: Deed, *, keeps: bool) -> bool:
    """A registration in force stands above the list, rooms have their own; what was taken back says so itself."""
    if deed.declined or deed is one.registration or deed.said.kind is DeedKind.ROOM:
        return False
    return (keeps and deed.waits) or (deed.agreed and deed.said.kind is not DeedKind.VOID)


def _state(texts: Texts, deed: Deed, one: Fund | None) -> str:
    if deed.waits:
        return texts.plain("funds.state.waits")
    if deed.voided:
        return texts.plain("funds.deeds.voided")
    if one is None or not deed.stands:
        return ""
    if deed.said.kind is DeedKind.ROOM:
        now = room_numbered(one.deeds, deed.room)
        return texts.plain("funds.rooms.replaced") if now is not None and now.entry.id != deed.id else ""
    later = deed.said.kind is DeedKind.REGISTRATION and deed != one.registration
    return texts.plain("funds.deeds.replaced") if later else ""


def summary(texts: Texts, deed: Deed, one: Fund | None = None) -> Markup:
    """One in one line; its account `one` knows what came after it."""
    return _in_one_line(texts, deed.said, deed.number, _state(texts, deed, one))


def _in_one_line(texts: Texts, said: DeedWords, number: int, state: str) -> Markup:
    """Of a contract what for, from where, how much, until when."""
    words = {"number": number, "words": on_card(said.words), "state": state}
    if said.kind is DeedKind.VOID:
        return texts.say("funds.deeds.void", **words, voids=said.code)
    if said.kind is DeedKind.REGISTRATION:
        return texts.say("funds.deeds.registration", **words, code=said.code)
    if said.place is not None:
        place = {"area": area(said.place.area), "use": texts.plain(f"funds.rooms.use.{said.place.use}")}
        return texts.say(
            "funds.rooms.one", **words, **place, owned=texts.plain(f"funds.rooms.whose.{said.place.owned}")
        )
    assert said.until is not None, "a contract has a last day"
    day = dates.calendar_day(texts, said.until)
    more = {"source": source(texts, said.source), "price": yuan(said.price), "year": said.until.year, "day": day}
    return texts.say("funds.deeds.contract", **words, **more)


def _behind(texts: Texts, one: Fund, said: DeedWords) -> list[Markup]:
    """Which room a contract lets, and whether the owners decided so; what 作废 is of and what it brings back."""
    if said.kind is DeedKind.VOID:
        return _back(texts, one, said)
    let = room_numbered(one.deeds, said.room) if said.kind is DeedKind.CONTRACT else None
    if let is None:
        return []
    words = {"number": let.entry.number, "words": on_card(let.entry.said.words)}
    undecided = [texts.say("funds.rooms.undecided")] if let.place.unnamed else []
    return [texts.say("funds.rooms.lets", **words), *undecided]


def _back(texts: Texts, one: Fund, said: DeedWords) -> list[Markup]:
    entry = next((each for each in one.deeds if str(each.number) == said.code), None)
    if entry is None:
        return []
    which = texts.say("funds.deeds.which", what=_in_one_line(texts, entry.said, entry.number, ""))
    if entry.said.kind is not DeedKind.ROOM or not entry.stands:
        return [which]
    back = back_after_void(one.deeds, entry)
    if back is not None:
        return [which, texts.say("funds.rooms.back"), summary(texts, back)]
    now = room_numbered(one.deeds, entry.room)
    return [which, *([texts.say("funds.rooms.off")] if now is not None and now.entry.id == entry.id else [])]


def basis(texts: Texts, said: DeedWords, *, let: bool = False) -> list[Markup]:
    """By which decision of the owners it is used so, or `let`; that none is named where one is asked for."""
    place = said.place
    if place is None:
        return []
    if place.matter_number is not None:
        return [texts.say("funds.rooms.by_matter", number=place.matter_number)]
    return [texts.say("funds.rooms.undecided")] if place.undecided or (let and place.unnamed) else []


def _title(texts: Texts, one: Fund, said: DeedWords) -> Markup:
    if said.place is None:
        return texts.say("funds.deeds.head", name=one.name)
    return texts.say("funds.rooms.title", name=one.name, holder=one.holder)


def _read_by(texts: Texts, said: DeedWords) -> Markup:
    """Who reads it once it is checked."""
    return texts.say("funds.deeds.read_by" if said.place is None else "funds.rooms.read_by")


def deed(texts: Texts, one: Fund, found: Deed, *, keeps: bool, own: bool) -> Screen:
    """One of them; the second person stands for it here."""
    text = lines(
        _title(texts, one, found.said),
        summary(texts, found, one),
        *_behind(texts, one, found.said),
        texts.say("funds.deeds.stands") if found.stands else None,
        _declined(texts, found) if found.declined else None,
        texts.say("funds.deeds.void_why", words=on_card(found.voided)) if found.voided else None,
        _read_by(texts, found.said) if found.waits else None,
    )
    acts = []
    if keeps and found.waits and own:
        acts = [Key(texts.plain("funds.key.withdraw"), DeclineDeed(found.id))]
    elif keeps and found.waits:
        acts = [
            Key(texts.plain("funds.key.check"), CheckDeed(found.id)),
            Key(texts.plain("funds.key.decline"), DeclineDeed(found.id)),
        ]
    if keeps and void_refusal(found, one.deeds) is None:
        acts = [Key(texts.plain("funds.key.void"), VoidDeed(found.id))]
    return Screen(text, rows(*acts, Key(texts.plain("funds.key.deeds"), ShowDeeds(one.id, 0))))


def _declined(texts: Texts, found: Deed) -> Markup:
    why = "funds.withdrawn_why" if found.withdrawn else "funds.declined_why"
    return texts.say(why, words=on_card(found.declined))


def preview(texts: Texts, one: Fund, wanted: DeedWords, draft_id: int) -> Screen:
    """All of it once more before it is written down."""
    number = max((each.number for each in one.deeds), default=0) + 1
    text = lines(
        texts.say("funds.deeds.preview", name=one.name),
        _in_one_line(texts, wanted, number, ""),
        *_behind(texts, one, wanted),
        *basis(texts, wanted),
        _read_by(texts, wanted),
    )
    confirm = Key(texts.plain("funds.key.confirm"), ConfirmDeed(draft_id))
    return Screen(text, rows(confirm, Key(texts.plain("funds.key.leave"), LeaveFund(draft_id, one.id))))


def which_source(texts: Texts, fund_id: int) -> Screen:
    """Where does the money of the contract come from?"""
    keys = [Key(source(texts, one), WriteDeed(fund_id, one.value)) for one in LineSource if one in GIVEN]
    back = Key(texts.plain("funds.key.deeds"), ShowDeeds(fund_id, 0))
    return Screen(texts.say("funds.deeds.which_source"), rows(*keys, back))


def ask_contract(texts: Texts, found: Sequence[Deed], draft_id: int, fund_id: int, page: int) -> Screen:
    """Which contract is the money of? In the order they come in, by pages where they are many."""
    shown, more = paged(texts, found, page, CHOICES, partial(MoreContracts, draft_id))
    keys = [Key(shorten(f"{one.number} · {one.said.words}", SHORT), LineContract(draft_id, one.id)) for one in shown]
    none = Key(texts.plain("funds.key.no_contract"), LineContract(draft_id, 0))
    leave = Key(texts.plain("funds.key.leave"), LeaveFund(draft_id, fund_id))
    return Screen(texts.say("funds.deeds.which_contract"), (*rows(*keys, per_row=1), *rows(*more, none, leave)))


# Notices


def told(name: str) -> Template:
    """One waits for a second person, or came back."""

    def draw(drawing: Drawing, facts: Facts) -> Dispatch:
        texts = drawing.texts
        what = texts.plain(f"funds.deeds.kind.{facts['kind']}")
        words = {"name": facts["fund"], "what": what, "words": on_card(facts["words"]), "why": on_card(facts["why"])}
        look = Key(texts.plain("funds.key.look"), ShowDeed(facts["deed_id"]))
        return Dispatch(Screen(texts.say(f"funds.deeds.told.{name}", **words), ((look,),)))

    return draw


NOTICES: dict[str, Template] = {"funds.deed_waiting": told("waiting"), "funds.deed_declined": told("declined")}
