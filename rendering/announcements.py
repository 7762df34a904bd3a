"""Announcements in words (公告): the post, its page, the lists."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from markupsafe import Markup

from domain.announcements import Announcement, AnnouncementState, Page, Report, label, post_facts
from domain.calendar import days_until
from domain.moments import read_moment
from domain.notices import NoticeState
from rendering.announcements_buttons import (
    AskCancel,
    BeginAnnouncement,
    ConfirmCorrection,
    Correct,
    EditText,
    EditTime,
    MoveTo,
    NewAnnouncement,
    OpenBoard,
    PinAnnouncement,
    ReallyCancel,
    SeeDeliveries,
    ShowAnnouncement,
    ShowVersion,
)
from rendering.dates import day, left, moment
from rendering.dispatch import Dispatch, Drawing, Enclosure, Template
from rendering.menu import ending, go
from rendering.outbox import label_words, why_words
from rendering.screens import Key, Screen, lines, rows
from rendering.texts import Texts
from rendering.walls import published_key

TITLE = 14
"""Characters of its first line that name an announcement in a list."""

WAITING = frozenset({NoticeState.QUEUED.value, NoticeState.SENDING.value})


def post_text(texts: Texts, zone: ZoneInfo, facts: Mapping[str, Any]) -> Markup:
    """The post as the group reads it."""
    due = moment(texts, read_moment(facts["due"]), zone)
    corrected = facts["corrected"]
    trace = None if corrected is None else moment(texts, read_moment(corrected), zone)
    return lines(
        texts.say("announcements.post.head", number=label_words(texts, facts["label"])),
        "",
        facts["text"],
        "" if facts["late"] or trace else None,
        texts.say("announcements.post.late", due=due) if facts["late"] else None,
        texts.say("announcements.post.corrected", moment=trace) if trace else None,
    )


def post(drawing: Drawing, facts: Mapping[str, Any]) -> Dispatch:
    """群里的公告."""
    return Dispatch(Screen(post_text(drawing.texts, drawing.zone, facts)))


def files(drawing: Drawing, facts: Mapping[str, Any]) -> Dispatch:
    """Its photos or files, after it; those queued by an earlier version do not say of what they are."""
    enclosures = tuple(Enclosure(file["kind"], file["file_id"]) for file in facts["files"])
    label = facts.get("label")
    return Dispatch(enclosures=enclosures, caption="" if label is None else label_words(drawing.texts, label))


def unsent(drawing: Drawing, facts: Mapping[str, Any]) -> Dispatch:
    """Told to its author: there was no group left."""
    texts = drawing.texts
    told = texts.say("announcements.unsent.told", number=label_words(texts, facts["label"]))
    return Dispatch(Screen(lines(told, texts.say("announcements.unsent.todo"))))


def number(texts: Texts, item: Announcement) -> str:
    """编号."""
    return label_words(texts, label(item))


def coming(texts: Texts, due: datetime, *, at: datetime, zone: ZoneInfo) -> str:
    """When it goes out: the day and hour, and how many days that is from now."""
    when = moment(texts, due, zone)
    if days_until(due, at=at, zone=zone) < 1:
        return when
    return texts.plain("announcements.when.left", moment=when, left=left(texts, due, at=at, zone=zone))


def title(text: str) -> str:
    """The beginning of its first line."""
    first = text.split("\n", 1)[0].strip()
    return first if len(first) <= TITLE else f"{first[: TITLE - 1]}…"


def desk(texts: Texts, items: Sequence[Announcement], zone: ZoneInfo) -> Screen:
    """/gonggao: a new one, and those there are."""
    new = (Key(texts.plain("announcements.desk.new"), NewAnnouncement()),)
    words = "announcements.desk.list" if items else "announcements.desk.empty"
    entries = ((Key(_entry(texts, item, zone), ShowAnnouncement(item.id)),) for item in items)
    return Screen(texts.say(words), (new, *entries))


def _entry(texts: Texts, item: Announcement, zone: ZoneInfo) -> str:
    """One line of the list that its keepers see: number, state with the date, title."""
    when = day(texts, item.published_at or item.due_at, zone)
    return texts.plain(f"announcements.entry.{item.state.value}", number=item.number, day=when, title=title(item.text))


def board(texts: Texts, items: Sequence[Announcement], zone: ZoneInfo, further: Sequence[Key] = ()) -> Screen:
    """/gongshi: what was announced lately, and the ways to the board on the web."""
    if not items:
        empty = ending(texts, texts.say("announcements.board.empty"))
        return replace(empty, keys=(*rows(*further), *empty.keys))
    entries = tuple((Key(_line(texts, item, zone), ShowAnnouncement(item.id)),) for item in items)
    return Screen(texts.say("announcements.board.list"), (*entries, *rows(*further, go(texts, "start"))))


def _line(texts: Texts, item: Announcement, zone: ZoneInfo) -> str:
    when = day(texts, item.published_at or item.due_at, zone)
    return texts.plain("announcements.board.entry", number=number(texts, item), day=when, title=title(item.text))


def page(texts: Texts, shown: Page, *, at: datetime, zone: ZoneInfo) -> Screen:
    """One announcement: for its keepers with its state and what can be done, for others to read."""
    item = shown.item
    text = post_text(texts, zone, post_facts(item))
    if not shown.manageable:
        board_key = Key(texts.plain("announcements.page.board"), OpenBoard())
        return Screen(text, rows(*_older(texts, shown), published_key(texts, "announcement", item.id), board_key))
    leaving = item.state is AnnouncementState.SCHEDULED and item.due_at <= at
    head = texts.say(
        "announcements.leaving" if leaving else f"announcements.state.{item.state.value}",
        moment=coming(texts, item.published_at or item.due_at, at=at, zone=zone),
    )
    enclosed = texts.say("announcements.page.files", n=len(shown.files)) if shown.files else None
    return Screen(lines(head, enclosed, "", text), _page_keys(texts, shown, leaving=leaving))


def _page_keys(texts: Texts, shown: Page, *, leaving: bool) -> tuple[tuple[Key, ...], ...]:
    item = shown.item
    keys: list[Key] = []
    if leaving:
        keys = [Key(texts.plain("announcements.page.deliveries"), SeeDeliveries(item.id))]
    elif item.state is AnnouncementState.SCHEDULED:
        keys = [
            Key(texts.plain("announcements.page.text"), EditText(item.id)),
            Key(texts.plain("announcements.page.time"), EditTime(item.id)),
            Key(texts.plain("announcements.page.cancel"), AskCancel(item.id)),
        ]
    elif item.state is AnnouncementState.PUBLISHED:
        pinning = "announcements.page.unpin" if item.pin else "announcements.page.pin"
        keys = [
            Key(texts.plain("announcements.page.correct"), Correct(item.id)),
            Key(texts.plain(pinning), PinAnnouncement(item.id, int(not item.pin))),
            Key(texts.plain("announcements.page.deliveries"), SeeDeliveries(item.id)),
            *_older(texts, shown),
        ]
    return rows(*keys, Key(texts.plain("announcements.page.desk"), BeginAnnouncement()))


def _older(texts: Texts, shown: Page) -> list[Key]:
    """The way to the wording before the last, once there is one."""
    if len(shown.versions) < 2:
        return []
    before = shown.versions[-2].version
    return [Key(texts.plain("announcements.page.original"), ShowVersion(shown.item.id, before))]


def version(texts: Texts, shown: Page, number_of: int, zone: ZoneInfo) -> Screen | None:
    """An earlier wording as it was published, or None when there is no such."""
    order = [item.version for item in shown.versions]
    if number_of not in order[:-1]:
        return None
    place = order.index(number_of)
    old, later = shown.versions[place], shown.versions[place + 1]
    until = moment(texts, later.at, zone)
    head = texts.say("announcements.version.head", number=number(texts, shown.item), moment=until)
    keys = [Key(texts.plain("announcements.page.back"), ShowAnnouncement(shown.item.id))]
    if place:
        keys.insert(0, Key(texts.plain("announcements.version.before"), ShowVersion(shown.item.id, order[place - 1])))
    return Screen(lines(head, "", old.text), rows(*keys))


def ask_text(texts: Texts, item_id: int, *, correcting: bool) -> Screen:
    """Send me the new wording."""
    words = "announcements.ask.correction" if correcting else "announcements.ask.text"
    return Screen(texts.say(words), ((_back(texts, item_id),),))


def ask_time(texts: Texts, item_id: int, choices: Sequence[str]) -> Screen:
    """Send me the new time."""
    keys = (Key(texts.plain(f"announcements.when.{when}"), MoveTo(item_id, when)) for when in choices)
    return Screen(texts.say("announcements.when.ask"), (*rows(*keys, per_row=3), (_back(texts, item_id),)))


def ask_cancel(texts: Texts, item: Announcement, zone: ZoneInfo) -> Screen:
    """A second look before it is cancelled."""
    asked = texts.say("announcements.cancel.ask", number=number(texts, item), moment=moment(texts, item.due_at, zone))
    really = Key(texts.plain("announcements.cancel.really"), ReallyCancel(item.id))
    return Screen(asked, ((Key(texts.plain("announcements.again"), ShowAnnouncement(item.id)), really),))


def correction(texts: Texts, item: Announcement, draft_id: int, zone: ZoneInfo) -> Screen:
    """How the corrected post will look, before it does."""
    head = texts.say("announcements.correction.ask")
    confirm = Key(texts.plain("announcements.correction.confirm"), ConfirmCorrection(draft_id))
    text = lines(head, "", post_text(texts, zone, post_facts(item)))
    return Screen(text, ((confirm, Key(texts.plain("announcements.again"), ShowAnnouncement(item.id))),))


def _back(texts: Texts, item_id: int) -> Key:
    return Key(texts.plain("announcements.page.back"), ShowAnnouncement(item_id))


def report(texts: Texts, told: Report) -> Screen:
    """送达情况: how many groups have it, then group by group."""
    sent = sum(delivery.state == NoticeState.SENT.value for delivery in told.deliveries)
    head = texts.say("announcements.report.head", number=number(texts, told.item))
    total = texts.say("announcements.report.total", sent=sent, groups=len(told.deliveries))
    parts = [
        texts.say(
            "announcements.report.line", group=delivery.group, state=_state(texts, delivery.state, delivery.error)
        )
        for delivery in told.deliveries
    ]
    keys = rows(published_key(texts, "announcement", told.item.id), _back(texts, told.item.id))
    return Screen(lines(head, total, "", *parts), keys)


def _state(texts: Texts, state: str, error: str | None) -> str:
    if state == NoticeState.FAILED.value:
        return texts.plain("announcements.report.failed", why=why_words(texts, error))
    return texts.plain(f"announcements.report.{'waiting' if state in WAITING else state}")


NOTICES: dict[str, Template] = {
    "announcements.post": post,
    "announcements.files": files,
    "announcements.unsent": unsent,
}
