"""Lists of what is to be put right: what is missing before an item is done, who may strike it off, what is late."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from domain.checklists import (
    LOOK_AFTER,
    MOST_ITEMS,
    Checklist,
    Holder,
    Item,
    ItemState,
    accept_refusal,
    finish_refusal,
    item_refusal,
    last_first,
    late_items,
    look_refusal,
    title_refusal,
)
from domain.outcomes import Refusal
from domain.registry import Actor, Place, Role, RoleKind

AT = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
PROPERTY = Holder(None, "物业")
ITEM = Item(1, 1, 1, "车库", "缺灭火器", PROPERTY, date(2026, 12, 1), ItemState.OPEN, AT, before=1)
DONE = replace(ITEM, state=ItemState.DONE, done_by=7, after=1)
LIST = Checklist(1, Place(1), "消防清单", 7, AT, (ITEM,))


def who(person: int, *kinds: RoleKind, compound: int = 1) -> Actor:
    return Actor(person, tuple(Role(kind, Place(compound), AT) for kind in kinds))


def said(refusal: Refusal | None) -> str:
    return "" if refusal is None else str(refusal.facts["what"])


def test_an_item_says_where_what_and_who_by_when() -> None:
    assert said(title_refusal(" ")) == "checklist_title"
    assert item_refusal(LIST, "车库", "缺灭火器", PROPERTY, 7) is None
    assert item_refusal(LIST, "车库", "缺灭火器", Holder(RoleKind.COMMITTEE), 7) is None
    assert said(item_refusal(LIST, "", "缺灭火器", PROPERTY, 7)) == "checklist_spot"
    assert said(item_refusal(LIST, "车库", "", PROPERTY, 7)) == "checklist_item"
    assert said(item_refusal(LIST, "车库", "缺灭火器", Holder(), 7)) == "checklist_holder"
    assert said(item_refusal(LIST, "车库", "缺" * 301, PROPERTY, 7)) == "checklist_item"
    assert said(item_refusal(LIST, "车库", "缺灭火器", PROPERTY, 0)) == "checklist_days"
    full = replace(LIST, items=(ITEM,) * MOST_ITEMS)
    assert said(item_refusal(full, "车库", "缺灭火器", PROPERTY, 7)) == "checklist_items"


@pytest.mark.parametrize(
    ("item", "words", "after", "other_way", "missing"),
    [
        (DONE, "补了", 1, "", "checklist_not_open"),
        (replace(ITEM, before=0), "补了", 1, "", "checklist_before"),
        (ITEM, "补了", 0, "", "checklist_after"),
        (ITEM, "", 1, "", "checklist_done"),
        (replace(ITEM, words="大门只能刷脸"), "改了", 1, "", "checklist_other_way"),
        (replace(ITEM, words="大门只能刷脸"), "改了", 1, "门卡也能进", ""),
        (ITEM, "补了", 1, "", ""),
    ],
)
def test_what_is_missing_before_it_is_done(item: Item, words: str, after: int, other_way: str, missing: str) -> None:
    assert said(finish_refusal(item, words, after, other_way)) == missing


@pytest.mark.parametrize(
    ("actor", "holder", "missing"),
    [
        (who(9, RoleKind.OWNER), PROPERTY, ""),
        (who(9, RoleKind.TENANT), PROPERTY, ""),
        (who(7, RoleKind.OWNER), PROPERTY, "checklist_own_work"),
        (who(9, RoleKind.OWNER, RoleKind.CONCERNED_UNIT), PROPERTY, "checklist_own_work"),
        (who(9, RoleKind.OWNER, RoleKind.COMMITTEE), PROPERTY, ""),
        (who(9, RoleKind.OWNER, RoleKind.COMMITTEE), Holder(RoleKind.COMMITTEE), "checklist_own_work"),
        (who(9, RoleKind.OWNER), Holder(RoleKind.COMMITTEE), ""),
        (who(9, RoleKind.COMMITTEE), PROPERTY, "checklist_home"),
        (who(9, RoleKind.OWNER, compound=2), PROPERTY, "checklist_home"),
        (Actor(9), PROPERTY, "checklist_home"),
    ],
)
def test_nobody_strikes_off_their_own_work(actor: Actor, holder: Holder, missing: str) -> None:
    item = replace(DONE, holder=holder)
    assert said(accept_refusal(LIST, item, actor)) == missing
    assert said(accept_refusal(LIST, ITEM, actor)) == "checklist_not_done"
    struck = replace(item, state=ItemState.STRUCK, struck_at=AT)
    assert said(look_refusal(LIST, struck, actor, good=True, words="")) == missing
    assert look_refusal(LIST, item, actor, good=True, words="") is not None


def test_whoever_works_elsewhere_may_accept_at_home() -> None:
    at_home, at_work = who(9, RoleKind.OWNER), who(9, RoleKind.CONCERNED_UNIT, compound=2)
    both = replace(at_home, roles=(*at_home.roles, *at_work.roles))
    assert accept_refusal(LIST, DONE, both) is None


def test_wrong_again_is_said_in_words() -> None:
    struck, wang = replace(DONE, state=ItemState.STRUCK, struck_at=AT), who(9, RoleKind.OWNER)
    assert said(look_refusal(LIST, struck, wang, good=False, words="")) == "checklist_look"
    assert look_refusal(LIST, struck, wang, good=False, words="又没了") is None


def test_what_was_struck_off_is_looked_at_again_once() -> None:
    struck = replace(DONE, state=ItemState.STRUCK, struck_at=AT)
    assert struck.look_on == AT + LOOK_AFTER
    assert ITEM.look_on is None and replace(struck, looked_at=AT).look_on is None


def test_what_is_late_counts_days_while_it_is_open() -> None:
    older = replace(ITEM, finish_on=date(2026, 11, 20))
    assert ITEM.late(date(2026, 12, 1)) == 0 and ITEM.late(date(2026, 12, 4)) == 3
    assert DONE.late(date(2026, 12, 4)) == 0
    assert late_items([ITEM, DONE, older], date(2026, 12, 4)) == [older, ITEM]


def test_what_is_not_done_comes_first() -> None:
    struck = replace(DONE, state=ItemState.STRUCK, struck_at=AT - timedelta(days=1))
    finished, empty = replace(LIST, id=3, items=(struck,)), replace(LIST, id=2, items=())
    assert [one.id for one in last_first([LIST, empty, finished])] == [2, 1, 3]
    assert finished.struck == 1 and LIST.item(9) is None
