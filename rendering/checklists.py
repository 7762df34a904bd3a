"""Screens of 问题清单: the lists of a compound, one of them, one of its items, and the card in the group."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time
from zoneinfo import ZoneInfo

from markupsafe import Markup

from domain.checklists import ITEM_DAYS, OFFICES, Checklist, ChecklistPage, Item, ItemState
from domain.issues import shorten
from domain.issues_masking import on_card
from domain.outcomes import Facts
from rendering import dates
from rendering.checklist_buttons import (
    AcceptItem,
    AddItem,
    ExportList,
    HolderIs,
    ItemDays,
    LeaveList,
    MoreOfList,
    NewList,
    SeePhotos,
    ShowItem,
    ShowList,
    ShowLists,
    StillGood,
    WriteItem,
)
from rendering.dispatch import Dispatch, Drawing, Template
from rendering.menu import go
from rendering.screens import Key, Screen, lines, rows
from rendering.soundings import ShowSoundings
from rendering.texts import Texts

LISTED, A_PAGE, SHORT = 3, 3, 24
"""Lists on one screen; items on one screen; signs of one on a line."""
TYPED = "unit"


def checklists(texts: Texts, found: Sequence[Checklist], *, keeps: bool, at: datetime, zone: ZoneInfo) -> Screen:
    """问题清单: how far each is."""
    shown, today = found[:LISTED], at.astimezone(zone).date()
    said = [
        texts.say(
            "checklists.line",
            title=one.title,
            struck=one.struck,
            items=len(one.items),
            late=_late(texts, sum(item.late(today) > 0 for item in one.items)),
        )
        for one in shown
    ]
    keys = [Key(shorten(one.title, SHORT), ShowList(one.id, 0)) for one in shown]
    own = [Key(texts.plain("checklists.key.new"), NewList())] if keeps else []
    asked = Key(texts.plain("soundings.key.new"), ShowSoundings())
    text = lines(texts.say("checklists.head"), *(said or [texts.say("checklists.none")]))
    return Screen(text, (*rows(*keys), *rows(*own, asked, go(texts, "start"))))


def checklist(texts: Texts, page: ChecklistPage, at_page: int, *, at: datetime, zone: ZoneInfo) -> Screen:
    """One list: how many of how many are struck off, and its items."""
    one = page.checklist
    last = max(0, (len(one.items) - 1) // A_PAGE)
    at_page = min(max(at_page, 0), last)
    shown = one.items[at_page * A_PAGE : (at_page + 1) * A_PAGE]
    said = [_line(texts, item, at, zone) for item in shown] or [texts.say("checklists.empty")]
    open_items = len(one.items) - one.struck
    text = lines(
        texts.say("checklists.title", title=one.title, struck=one.struck, items=len(one.items), left=open_items),
        *said,
        texts.say("checklists.rule"),
    )
    keys = [Key(texts.plain("checklists.key.item", number=item.number), ShowItem(item.id)) for item in shown]
    turning = [(at_page - 1, "back")] if at_page else []
    turning += [(at_page + 1, "on")] if at_page < last else []
    pages = [Key(texts.plain(f"issues.open.{name}"), ShowList(one.id, to)) for to, name in turning]
    return Screen(
        text, (*rows(*keys, per_row=3), (*pages, Key(texts.plain("checklists.key.more"), MoreOfList(one.id))))
    )


def more(texts: Texts, page: ChecklistPage) -> Screen:
    """What else can be done with it."""
    number = page.checklist.id
    own = [
        Key(texts.plain("checklists.key.add"), AddItem(number, 0)),
        Key(texts.plain("checklists.key.report"), AddItem(number, 1)),
    ]
    keys = [
        *(own if page.keeps else []),
        Key(texts.plain("checklists.key.export"), ExportList(number)),
        Key(texts.plain("checklists.key.all"), ShowLists()),
        Key(texts.plain("checklists.key.list"), ShowList(number, 0)),
    ]
    return Screen(texts.say("checklists.more", title=page.checklist.title), rows(*keys))


def item(texts: Texts, page: ChecklistPage, one: Item, *, at: datetime, zone: ZoneInfo) -> Screen:
    """One item: what, who by when, what was done, what is asked."""
    text = lines(
        texts.say("checklists.item", title=page.checklist.title, number=one.number, spot=on_card(one.spot)),
        texts.say("checklists.words", words=on_card(one.words)),
        None if one.issue_number is None else texts.say("checklists.origin", number=f"{one.issue_number:04d}"),
        _who(texts, one, at, zone),
        texts.say("checklists.done", words=on_card(one.done_words)) if one.done_words else None,
        texts.say("checklists.other_way", words=on_card(one.other_way)) if one.other_way else None,
        texts.say("checklists.faces") if one.by_faces and not one.other_way else None,
        texts.say("checklists.photos", before=one.before, after=one.after),
        _stands(texts, one, zone),
    )
    look = [Key(texts.plain("checklists.key.photos"), SeePhotos(one.id))] if one.before + one.after else []
    back = Key(texts.plain("checklists.key.list"), ShowList(one.checklist_id, (one.number - 1) // A_PAGE))
    return Screen(text, rows(*_acts(texts, page, one), *look, back))


def _acts(texts: Texts, page: ChecklistPage, one: Item) -> list[Key]:
    """What is done with it from here."""
    if one.state is ItemState.OPEN:
        keys = [("before", WriteItem(one.id, "before")), ("done", WriteItem(one.id, "done"))] if page.keeps else []
        return [Key(texts.plain(f"checklists.key.{name}"), press) for name, press in keys]
    if not (page.lives or page.keeps):
        return []
    if one.state is ItemState.DONE:
        accept = Key(texts.plain("checklists.key.accept"), AcceptItem(one.id, 0))
        return [Key(texts.plain("checklists.key.back"), WriteItem(one.id, "back")), accept]
    bad = Key(texts.plain("checklists.key.again"), WriteItem(one.id, "back"))
    good = [] if one.looked_at is not None else [Key(texts.plain("checklists.key.good"), StillGood(one.id))]
    return [*good, bad]


def surely(texts: Texts, page: ChecklistPage, one: Item) -> Screen:
    """A second look before it is struck off."""
    keys = [
        Key(texts.plain("checklists.key.look"), ShowItem(one.id)),
        Key(texts.plain("checklists.key.strike"), AcceptItem(one.id, 1)),
    ]
    words = texts.say("checklists.surely", title=page.checklist.title, number=one.number, spot=on_card(one.spot))
    return Screen(words, rows(*keys))


def photo(texts: Texts, side: str, picture: bytes | None) -> Screen:
    """整改前、整改后."""
    if picture is None:
        return Screen(texts.say(f"checklists.photo.{side}_soon"))
    return Screen(texts.say(f"checklists.photo.{side}"), picture=picture)


def ask(texts: Texts, what: str, draft_id: int, checklist_id: int) -> Screen:
    """The next words are awaited."""
    leave = Key(texts.plain("checklists.key.leave"), LeaveList(draft_id, checklist_id))
    return Screen(texts.say(f"checklists.ask.{what}"), ((leave,),))


def ask_holder(texts: Texts, draft_id: int, checklist_id: int) -> Screen:
    """Who does it?"""
    keys = [Key(texts.plain(f"checklists.office.{office}"), HolderIs(draft_id, office.value)) for office in OFFICES]
    keys.append(Key(texts.plain("checklists.key.unit"), HolderIs(draft_id, TYPED)))
    leave = Key(texts.plain("checklists.key.leave"), LeaveList(draft_id, checklist_id))
    return Screen(texts.say("checklists.ask.holder"), (*rows(*keys), (leave,)))


def ask_days(texts: Texts, draft_id: int, checklist_id: int) -> Screen:
    """By when?"""
    keys = [Key(texts.plain("checklists.key.days", n=days), ItemDays(draft_id, days)) for days in ITEM_DAYS]
    leave = Key(texts.plain("checklists.key.leave"), LeaveList(draft_id, checklist_id))
    return Screen(texts.say("checklists.ask.days"), (*rows(*keys), (leave,)))


def thanks(texts: Texts, what: str, checklist_id: int, item_id: int | None) -> Screen:
    """What became of it, and the way on."""
    one = [] if item_id is None else [Key(texts.plain("checklists.key.this"), ShowItem(item_id))]
    add = [Key(texts.plain("checklists.key.add"), AddItem(checklist_id, 0))] if what in ("made", "added") else []
    back = Key(texts.plain("checklists.key.list"), ShowList(checklist_id, 0))
    return Screen(texts.say(f"checklists.thanks.{what}"), rows(*one, *add, back))


def exported(texts: Texts, page: ChecklistPage, workbook: bytes) -> Screen:
    """The table as a file."""
    filename = texts.plain("checklists.sheet.filename", number=page.checklist.id)
    words = texts.say("checklists.sheet.words", title=page.checklist.title)
    return Screen(words, document=workbook, filename=filename)


def holder(texts: Texts, one: Item) -> str:
    """物业; 委员会成员."""
    return one.holder.unit if one.holder.office is None else texts.plain(f"checklists.office.{one.holder.office}")


def _line(texts: Texts, one: Item, at: datetime, zone: ZoneInfo) -> Markup:
    late = one.late(at.astimezone(zone).date())
    state = texts.plain("checklists.state.late", n=late) if late else texts.plain(f"checklists.state.{one.state}")
    words = shorten(on_card(f"{one.spot} {one.words}").replace("\n", " "), SHORT)
    return texts.say("checklists.item_line", number=one.number, words=words, state=state)


def _who(texts: Texts, one: Item, at: datetime, zone: ZoneInfo) -> Markup:
    until = datetime.combine(one.finish_on, time.max, zone)
    left = f" · {dates.left(texts, until, at=at, zone=zone)}" if one.state is ItemState.OPEN else ""
    return texts.say("checklists.who", who=holder(texts, one), day=dates.calendar_day(texts, one.finish_on), left=left)


def _stands(texts: Texts, one: Item, zone: ZoneInfo) -> Markup:
    if one.looked_at is not None:
        return texts.say("checklists.stands.looked", day=dates.day(texts, one.looked_at, zone))
    if one.look_on is not None:
        return texts.say("checklists.stands.struck", day=dates.day(texts, one.look_on, zone))
    return texts.say(f"checklists.stands.{one.state}", n=one.reopened)


def _late(texts: Texts, n: int) -> str:
    return texts.plain("checklists.late", n=n) if n else ""


# Notices


def card(drawing: Drawing, facts: Facts) -> Dispatch:
    """The list in the group: counts alone, edited in place."""
    texts = drawing.texts
    left = facts["items"] - facts["struck"]
    words = {"title": facts["title"], "struck": facts["struck"], "items": facts["items"], "left": left}
    look = Key(texts.plain("checklists.key.see"), start=f"qd_{facts['checklist_id']}")
    return Dispatch(Screen(lines(texts.say("checklists.card", **words), texts.say("checklists.rule")), ((look,),)))


def told(drawing: Drawing, facts: Facts) -> Dispatch:
    """One item is to be looked at."""
    texts = drawing.texts
    about = on_card(f"{facts['spot']} {facts['words']}")
    head = texts.say("checklists.item", title=facts["title"], number=facts["number"], spot=shorten(about, 60))
    look = Key(texts.plain("checklists.key.this"), ShowItem(facts["item_id"]))
    return Dispatch(Screen(lines(head, texts.say(f"checklists.told.{facts['event']}")), ((look,),)))


NOTICES: dict[str, Template] = {"checklists.card": card, "checklists.told": told}
