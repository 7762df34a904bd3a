"""What a report is about: guessed on the offer, chosen, corrected, learnt, on both databases."""

from __future__ import annotations

from datetime import datetime

import pytest
from sqlalchemy import select

from domain.issues import Said
from domain.issues_categories import Category, grams
from domain.outcomes import Done, Outcome, Reason, Refusal
from services import issues
from storage.database import Database
from storage.schema.intake import issue_grams
from tests.builders import Neighbour, Town, found_town
from tests.services.reporting import PHOTO, offered, queued, reported

CHARGER = "换电柜又插不进去"


async def category_of(database: Database, issue_id: int) -> str | None:
    async with database.reading() as transaction:
        issue = await transaction.issues.find(issue_id)
    assert issue is not None
    return issue.category


async def learnt(database: Database) -> dict[str, int]:
    """How often each pair of signs was confirmed as parking."""
    async with database.reading() as transaction:
        rows = await transaction.intake.rows(select(issue_grams))
    return {row.gram: row.times for row in rows if row.category == Category.PARKING}


async def sort(database: Database, who: Neighbour, issue_id: int, category: str, at: datetime, source: str) -> Outcome:
    return await issues.sort_issue(
        database, actor=who.actor, issue_id=issue_id, category=category, source=source, at=at
    )


async def test_the_first_guess_counts_without_another_tap(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    offer = await offered(database, town["王阿姨"], Said("电梯停电了"), at)
    assert (offer["guesses"], offer["category"]) == (["power", "lift"], "power")
    done = await issues.report_issue(
        database, actor=town["王阿姨"].actor, draft_id=offer["draft_id"], source="p", at=at
    )
    assert isinstance(done, Done)
    assert await category_of(database, done["id"]) == "power"
    (staff, *_) = await queued(database, template="issues.staff")
    assert staff.facts["category"] == "power"


async def test_one_tap_chooses_another_and_words_that_change_keep_it(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    wang = town["王阿姨"]
    offer = await offered(database, wang, Said("电梯停电了"), at)
    press = {"actor": wang.actor, "draft_id": offer["draft_id"], "at": at}
    chosen = await issues.choose_category(database, category="lift", source="a", **press)
    assert isinstance(chosen, Done)
    assert chosen["category"] == "lift"
    amended = await issues.amend_report(database, said=Said("路灯不亮"), source="b", **press)
    assert isinstance(amended, Done)
    assert (amended["guesses"], amended["category"]) == (["light"], "lift")


@pytest.mark.parametrize("forged", ["", "elevator", "x" * 60, "危险"])
async def test_a_forged_category_is_not_found(database: Database, at: datetime, forged: str) -> None:
    town = await found_town(database, at)
    wang = town["王阿姨"]
    offer = await offered(database, wang, Said("电梯坏了"), at)
    outcome = await issues.choose_category(
        database, actor=wang.actor, draft_id=offer["draft_id"], category=forged, source="a", at=at
    )
    assert outcome == Refusal(Reason.NOT_FOUND, {"what": "category"})
    report = await reported(database, wang, "电梯坏了", at)
    assert await sort(database, town["赵主任"], report["id"], forged, at, "b") == Refusal(
        Reason.NOT_FOUND, {"what": "issue"}
    )


async def test_nobody_else_chooses_for_me_and_a_photo_alone_is_about_nothing_yet(
    database: Database, at: datetime
) -> None:
    town = await found_town(database, at)
    offer = await offered(database, town["王阿姨"], Said("", (PHOTO,)), at)
    assert (offer["guesses"], offer["category"]) == ([], None)
    outcome = await issues.choose_category(
        database, actor=town["陈租客"].actor, draft_id=offer["draft_id"], category="lift", source="a", at=at
    )
    assert outcome == Refusal(Reason.NOT_YOURS, {"what": "report"})


async def test_what_staff_correct_twice_is_guessed_the_third_time(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    wang, zhao = town["王阿姨"], town["赵主任"]
    for number in range(2):
        assert "parking" not in (await offered(database, wang, Said(CHARGER), at, f"o{number}"))["guesses"]
        report = await reported(database, wang, CHARGER, at, f"u{number}")
        assert isinstance(await sort(database, zhao, report["id"], "parking", at, f"s{number}"), Done)
    third = await offered(database, wang, Said(CHARGER), at, "o3")
    assert third["category"] == "parking"
    assert set(await learnt(database)) == set(grams(CHARGER))


async def test_sorting_twice_the_same_teaches_once_and_otherwise_unteaches(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    zhao = town["赵主任"]
    report = await reported(database, town["王阿姨"], CHARGER, at)
    for source in ("a", "a", "b"):
        await sort(database, zhao, report["id"], "parking", at, source)
    assert set((await learnt(database)).values()) == {1}
    await sort(database, zhao, report["id"], "power", at, "c")
    assert await learnt(database) == {}
    assert await category_of(database, report["id"]) == "power"


async def sorted_by(database: Database, town: Town, name: str, at: datetime) -> Outcome:
    report = await reported(database, town["王阿姨"], "9号楼电梯坏了", at, name)
    return await sort(database, town[name], report["id"], "power", at, f"s{name}")


async def test_only_who_serves_there_corrects(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    for name in ("赵主任", "孙网格"):
        assert isinstance(await sorted_by(database, town, name, at), Done)
    for name in ("李楼长", "王阿姨", "陈租客", "路过的人"):
        refused = await sorted_by(database, town, name, at)
        assert isinstance(refused, Refusal) and refused.reason is Reason.NOT_PERMITTED


async def test_no_door_and_no_number_is_learnt(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    report = await reported(database, town["王阿姨"], "3号楼三零一室漏水，电话幺三八零零零零零零零零", at)
    await sort(database, town["赵主任"], report["id"], "parking", at, "a")
    assert not {"三零", "零一", "幺三", "零零"} & set(await learnt(database))
