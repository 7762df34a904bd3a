"""Words hidden from the public: by whom, what is left of them, who is told, the list, on both databases."""

from __future__ import annotations

import asyncio
from datetime import datetime

import pytest

from domain.issues_hiding import HideReason
from domain.outcomes import Done, Outcome, Reason, Refusal
from services import issues
from storage.database import Database
from tests.builders import Neighbour, found_town, open_group
from tests.services.reporting import card_stands, queued, reported

RUDE = "3号楼保安是个混蛋"
UNKNOWN = Refusal(Reason.NOT_FOUND, {"what": "issue"})


async def hide(database: Database, who: Neighbour, issue_id: int, at: datetime, reason: str = "rude") -> Outcome:
    source = f"hide {who.person_id} {reason}"
    return await issues.hide_words(database, actor=who.actor, issue_id=issue_id, reason=reason, source=source, at=at)


async def test_the_card_and_the_page_say_why_and_those_who_deal_with_it_read_on(
    database: Database, at: datetime
) -> None:
    town = await found_town(database, at)
    report = await reported(database, town["王阿姨"], RUDE, at)
    await card_stands(database, report["id"], town.building_group, 7)
    done = await hide(database, town["李楼长"], report["id"], at)
    assert done == Done({"id": report["id"], "number": "0001", "reason": "rude"})
    *_, edit = await queued(database, template="issues.card")
    assert (edit.facts["text"], edit.facts["hidden"]) == ("", "rude")
    (told,) = await queued(database, template="issues.hidden")
    assert (told.chat_id, told.facts["reason"]) == (town["王阿姨"].chat_id, "rude")
    seen = await issues.progress(database, actor=town["赵主任"].actor, issue_id=report["id"], at=at)
    assert not isinstance(seen, Refusal)
    assert (seen.issue.text, seen.issue.hidden) == (RUDE, "rude")
    (public,) = await issues.public_list(database, building_id=town.buildings["3号楼"])
    assert public.hidden == "rude"


async def test_twice_is_once_and_words_come_back(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    zhao = town["赵主任"]
    report = await reported(database, town["王阿姨"], RUDE, at)
    await hide(database, zhao, report["id"], at)
    await hide(database, town["李楼长"], report["id"], at)
    shown = await issues.show_words(database, actor=zhao.actor, issue_id=report["id"], source="s", at=at)
    assert isinstance(shown, Done)
    found = await issues.hidings(database, actor=zhao.actor, group_id=town.group)
    assert [(one.number, one.reason) for one in found] == [(1, "shown"), (1, "rude")]
    assert len(await queued(database, template="issues.hidden")) == 2


async def test_only_who_serves_there_hides_and_only_for_a_reason_of_ours(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    report = await reported(database, town["王阿姨"], "9号楼电梯坏了", at)
    for name in ("王阿姨", "陈租客", "李楼长", "钱管理"):
        refused = await hide(database, town[name], report["id"], at)
        assert isinstance(refused, Refusal) and refused.reason is Reason.NOT_PERMITTED
    for forged in ("", "shown", "because", "x" * 50):
        assert await hide(database, town["赵主任"], report["id"], at, forged) == UNKNOWN
    assert await issues.hidings(database, actor=town["赵主任"].actor, group_id=town.group) == []


async def test_the_list_is_of_the_group_s_place_and_no_stranger_group_reads_it(
    database: Database, at: datetime
) -> None:
    town = await found_town(database, at)
    wang = town["王阿姨"]
    report = await reported(database, wang, "9号楼电梯坏了", at)
    await hide(database, town["赵主任"], report["id"], at)
    async with database.transaction() as transaction:
        foreign = await open_group(transaction, -1009, "别处", None)
    counts = [
        len(await issues.hidings(database, actor=wang.actor, group_id=chat))
        for chat in (town.group, town.building_group, wang.chat_id, foreign, 999)
    ]
    assert counts == [1, 0, 1, 0, 0]


@pytest.mark.parametrize("reason", HideReason)
async def test_every_reason_is_taken(database: Database, at: datetime, reason: HideReason) -> None:
    town = await found_town(database, at)
    report = await reported(database, town["王阿姨"], RUDE, at)
    assert isinstance(await hide(database, town["孙网格"], report["id"], at, reason.value), Done)


async def test_whoever_hides_their_own_words_is_not_told_that_they_did(embedded: Database, at: datetime) -> None:
    town = await found_town(embedded, at)
    report = await reported(embedded, town["李楼长"], RUDE, at)
    assert isinstance(await hide(embedded, town["李楼长"], report["id"], at), Done)
    assert await queued(embedded, template="issues.hidden") == []


async def test_of_two_who_hide_it_at_the_same_moment_one_stands_in_the_list(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    report = await reported(database, town["王阿姨"], RUDE, at)
    await asyncio.gather(*(hide(database, town[who], report["id"], at) for who in ("李楼长", "赵主任", "孙网格")))
    found = await issues.hidings(database, actor=town["王阿姨"].actor, group_id=town.group)
    assert [(one.number, one.reason) for one in found] == [(1, "rude")]
    assert len(await queued(database, template="issues.hidden")) == 1
