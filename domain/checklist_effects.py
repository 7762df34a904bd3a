"""What a list sets in motion (清单的后续): the journal, its one card in the group, and who hears, as values."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from domain.checklists import Checklist, Item
from domain.effects import Effect, Post, Record, Schedule, Unschedule
from domain.moments import write_moment
from domain.notices import Notice, NoticeKind
from domain.outcomes import Facts

LOOK = "checklist.look"
"""Kind of the due row: an item that was struck off is looked at again."""


def list_made(checklist: Checklist, by: int) -> list[Effect]:
    """A list begins."""
    return [Record(checklist.subject, "checklist_made", {"title": checklist.title, "by": by})]


def item_added(checklist: Checklist, item: Item, by: int) -> list[Effect]:
    """One more item."""
    body = {
        "item": item.id,
        "number": item.number,
        "office": item.holder.office,
        "unit": item.holder.unit,
        "finish_on": item.finish_on.isoformat(),
        "issue": item.issue_id,
        "by": by,
    }
    return [Record(checklist.subject, "item_added", body, {"words": f"{item.spot} {item.words}"})]


def item_finished(checklist: Checklist, item: Item, by: int) -> list[Effect]:
    """It is said to be done."""
    sealed = {"words": item.done_words} | ({"other_way": item.other_way} if item.other_way else {})
    return [Record(checklist.subject, "item_finished", {"item": item.id, "by": by}, sealed)]


def item_struck(checklist: Checklist, item: Item, by: int) -> list[Effect]:
    """销号, and it will be looked at again."""
    record = Record(checklist.subject, "item_struck", {"item": item.id, "by": by})
    assert item.look_on is not None, "struck off just now"
    return [record, Schedule(LOOK, item.subject, item.look_on)]


def looked_again(checklist: Checklist, item: Item, by: int, *, good: bool, words: str) -> list[Effect]:
    """回头看: still good, or open again."""
    sealed = {} if good else {"words": words}
    record = Record(checklist.subject, "item_looked", {"item": item.id, "good": good, "by": by}, sealed)
    return [record, Unschedule(LOOK, item.subject)]


def sent_back(checklist: Checklist, item: Item, by: int, words: str) -> list[Effect]:
    """没弄好: it is open again before anybody struck it off."""
    return [Record(checklist.subject, "item_sent_back", {"item": item.id, "by": by}, {"words": words})]


def card(checklist: Checklist, standing: Collection[int], groups: Collection[int], at: datetime) -> list[Effect]:
    """The list's one card: posted where it does not stand, edited where it does; counts alone."""
    facts = {
        "checklist_id": checklist.id,
        "title": checklist.title,
        "struck": checklist.struck,
        "items": len(checklist.items),
    }
    once = f"{checklist.struck}/{len(checklist.items)}:{write_moment(at)}"
    return [
        Post(
            Notice(
                f"{checklist.subject}:card:{once if chat in standing else 'first'}:{chat}",
                chat,
                NoticeKind.EDIT if chat in standing else NoticeKind.POST,
                "checklists.card",
                facts,
                subject=checklist.subject,
                public=chat not in standing,
            )
        )
        for chat in sorted({*standing, *groups})
    ]


def told(checklist: Checklist, item: Item, event: str, chats: Sequence[int], at: datetime) -> list[Effect]:
    """What is to be looked at, in private."""
    facts: Facts = {
        "checklist_id": checklist.id,
        "title": checklist.title,
        "item_id": item.id,
        "number": item.number,
        "spot": item.spot,
        "words": item.words,
        "event": event,
    }
    once = f"{item.subject}:{event}:{write_moment(at)}"
    return [Post(Notice(f"{once}:{chat}", chat, NoticeKind.POST, "checklists.told", facts)) for chat in chats]
