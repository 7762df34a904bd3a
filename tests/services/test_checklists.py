"""Lists on record: items with photos, struck off by somebody else, one card in the group, the look back."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from domain.checklists import LOOK_AFTER, ItemState
from domain.notices import NoticeKind
from services import checklists as acts
from services.checklist_pages import (
    checklist_list,
    checklist_of_item,
    checklist_page,
    item_photo,
    report_for_list,
)
from storage.database import Database
from tests.builders import found_town
from tests.services.checking import PHOTO, PROPERTY, Round
from tests.services.reporting import queued, reported


@pytest.fixture
async def round_(database: Database, at: datetime) -> Round:
    return Round(database, await found_town(database, at), at)


async def test_an_item_goes_from_open_to_struck_off(round_: Round) -> None:
    number = await round_.makes()
    item_id = await round_.adds(number)
    assert await round_.refused(acts.accept_item, "王阿姨", item_id=item_id) == "checklist_not_done"
    await round_.finishes(item_id)
    assert await round_.refused(acts.accept_item, "赵主任", item_id=item_id) == "checklist_own_work"
    assert await round_.refused(acts.accept_item, "孙网格", item_id=item_id) == "checklist_home"
    await round_.accepts(item_id)
    item = await round_.item(number, item_id)
    assert item.state is ItemState.STRUCK and item.before == 1 and item.after == 1
    assert (await round_.list(number)).struck == 1


async def test_without_a_photo_of_before_it_is_not_done(round_: Round) -> None:
    number = await round_.makes()
    item_id = await round_.adds(number, files=())
    done: dict[str, Any] = {"item_id": item_id, "words": "补上了", "files": (PHOTO,)}
    assert await round_.refused(acts.finish_item, **done) == "checklist_before"
    assert await round_.refused(acts.show_before, item_id=item_id, files=()) == "checklist_before"
    await round_.done(acts.show_before, item_id=item_id, files=(PHOTO,))
    assert await round_.refused(acts.finish_item, **done | {"files": ()}) == "checklist_after"
    assert await item_photo(round_.database, item_id=item_id, side="before") is not None
    assert await item_photo(round_.database, item_id=item_id, side="after") is None
    await round_.done(acts.finish_item, **done)
    assert await round_.refused(acts.show_before, item_id=item_id, files=(PHOTO,)) == "checklist_not_open"


async def test_the_card_is_posted_once_and_edited_in_place(round_: Round) -> None:
    number = await round_.makes()
    first, second = [await round_.adds(number, words) for words in ("缺灭火器", "电线乱拉")]
    for item_id in (first, second):
        await round_.finishes(item_id)
        await round_.accepts(item_id)
    cards = await queued(round_.database, template="checklists.card", chat_id=round_.town.group)
    assert [row.kind for row in cards].count(NoticeKind.POST) == 1
    assert cards[-1].facts == {"checklist_id": number, "title": "消防清单", "struck": 2, "items": 2}


async def test_what_is_not_right_is_open_again_and_the_committee_hears(round_: Round) -> None:
    number = await round_.makes()
    item_id = await round_.adds(number)
    await round_.finishes(item_id)
    assert await round_.refused(acts.send_back, "赵主任", item_id=item_id, words="不行") == "checklist_own_work"
    assert await round_.refused(acts.send_back, "王阿姨", item_id=item_id, words=" ") == "checklist_look"
    await round_.done(acts.send_back, "王阿姨", item_id=item_id, words="还是空的")
    item = await round_.item(number, item_id)
    assert item.state is ItemState.OPEN and item.reopened == 1
    told = await queued(round_.database, template="checklists.told")
    assert [(row.chat_id, row.facts["event"]) for row in told] == [(round_.town["赵主任"].chat_id, "again")]


async def test_what_was_struck_off_is_looked_at_again(round_: Round) -> None:
    number = await round_.makes()
    item_id = await round_.adds(number)
    assert await round_.refused(acts.look_again, "王阿姨", item_id=item_id) == "checklist_not_struck"
    await round_.finishes(item_id)
    await round_.accepts(item_id)
    due = round_.at + LOOK_AFTER
    subject = f"checklist_item:{item_id}"
    for source in ("due 1", "due 1"):
        await acts.remind_look(round_.database, subject=subject, due=due, source=source, at=due)
    hearers = {row.chat_id for row in await queued(round_.database, template="checklists.told")}
    assert hearers == {round_.town["王阿姨"].chat_id, round_.town["赵主任"].chat_id}
    round_.at = due
    await round_.done(acts.look_again, "陈租客", item_id=item_id)
    assert (await round_.item(number, item_id)).look_on is None
    outcome = await acts.remind_look(round_.database, subject=subject, due=due, source="due 2", at=due)
    assert dict(outcome.facts) == {"told": 0}
    await round_.done(acts.send_back, "王阿姨", item_id=item_id, words="又空了")
    await round_.finishes(item_id)
    await round_.accepts(item_id)
    item = await round_.item(number, item_id)
    assert item.look_on == due + LOOK_AFTER and item.reopened == 1


async def test_an_item_comes_out_of_a_report_and_remembers_it(round_: Round) -> None:
    number, wang = await round_.makes(), round_.town["王阿姨"]
    files = (PHOTO,)
    issue = await reported(round_.database, wang, "3号楼电线乱拉", round_.at, files=files)
    found = await report_for_list(round_.database, actor=round_.town["赵主任"].actor, number=1)
    assert found == (issue["id"], found and found[1], "3号楼电线乱拉")
    item_id = await round_.adds(number, found[2], files=(), issue_id=found[0])
    item = await round_.item(number, item_id)
    assert item.issue_id == issue["id"] and item.issue_number == 1 and item.before == 1
    given: dict[str, Any] = {"checklist_id": number, "spot": "3号楼", "words": "同一件", "holder": PROPERTY, "days": 7}
    assert await round_.refused(acts.add_item, **given, issue_id=issue["id"]) == "checklist_report"
    assert await round_.refused(acts.add_item, **given, issue_id=99) == "checklist_report"


async def test_only_the_committee_keeps_a_list_and_strangers_read_none(round_: Round) -> None:
    number = await round_.makes()
    item_id = await round_.adds(number)
    place = round_.town.place
    assert await round_.refused(acts.make_checklist, "王阿姨", place=place, title="我的") == "keep_checklist"
    given: dict[str, Any] = {"item_id": item_id, "words": "补了", "files": (PHOTO,)}
    assert await round_.refused(acts.finish_item, "王阿姨", **given) == "keep_checklist"
    assert await round_.refused(acts.accept_item, "王阿姨", item_id=99) == "checklist"
    assert await round_.refused(acts.make_checklist, place=place, title=" ") == "checklist_title"
    stranger, chair = round_.town["路过的人"].actor, round_.town["赵主任"].actor
    assert await checklist_page(round_.database, actor=stranger, checklist_id=number) is None
    assert await checklist_list(round_.database, actor=stranger) == []
    assert [one.id for one in await checklist_list(round_.database, actor=chair)] == [number]
    assert await checklist_of_item(round_.database, item_id=item_id) == number
    assert await checklist_of_item(round_.database, item_id=99) == 0
    assert (await round_.list(number)).made_at == round_.at
