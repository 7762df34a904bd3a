"""A compound's year: lines, the account it must agree with, a decision for what was left, two people, the groups."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from domain.deliberation.stages import Stage
from domain.funds import LineKind, Posting
from domain.outcomes import Done
from domain.settlements import Sheet, SheetHead, SheetLine, declared, insured
from services import settlements as acts
from services.funds import check_line, decline_line, post_line
from storage.database import Database
from tests.deliberating import begin_full_matter
from tests.services.fees import Estate, found_estate
from tests.services.reporting import queued

NEXT_YEAR = datetime(2027, 1, 10, 2, 0, tzinfo=UTC)


@pytest.fixture
async def estate(database: Database, at: datetime) -> Estate:
    return await found_estate(database, at)


async def posts(estate: Estate, kind: LineKind, amount: int, on: date = date(2026, 12, 1)) -> None:
    """A line of the account that two people stand for."""
    async with estate.database.transaction() as transaction:
        fund = await transaction.funds.lock(estate.fund_id)
        assert fund is not None
        by = estate.town["赵主任"].person_id
        number = await transaction.funds.post(fund, Posting(kind, amount, on, "账"), by=by, at=estate.at)
        await transaction.funds.settle(number, by=estate.member.person_id, at=estate.at)


async def writes(estate: Estate, number: int, *lines: SheetLine) -> None:
    for line in lines:
        await estate.done(acts.write_line, sheet_id=number, line=line)


async def read(estate: Estate, number: int, who: str = "王阿姨") -> Sheet | None:
    found = await acts.sheet_page(estate.database, actor=estate.who(who), sheet_id=number)
    return None if found is None else found[0]


async def decided(estate: Estate, stage: Stage) -> int:
    """A matter of the compound at this stage."""
    begun = await begin_full_matter(estate.database, estate.town.compound_id, estate.who("赵主任"), estate.at)
    assert isinstance(begun, Done)
    async with estate.database.transaction() as transaction:
        await transaction.deliberation.write(begun["matter_id"], stage=stage.value)
    return int(begun["matter_id"])


async def test_a_year_is_published_by_a_second_person_once_it_says_what_the_account_says(estate: Estate) -> None:
    await posts(estate, LineKind.IN, 60_000_00)
    await posts(estate, LineKind.OUT, 45_600_00)
    await posts(estate, LineKind.IN, 5_00, on=date(2027, 1, 5))
    begin: dict[str, Any] = {"fund_id": estate.fund_id, "year": 2026}
    assert await estate.refused(acts.begin_sheet, **begin) == "sheet_year"
    estate.at = NEXT_YEAR
    assert await estate.refused(acts.begin_sheet, "王阿姨", **begin) == "keep_funds"
    assert await estate.refused(acts.begin_sheet, fund_id=99, year=2026) == "fund"
    number = int((await estate.done(acts.begin_sheet, **begin))["sheet_id"])
    assert await estate.refused(acts.begin_sheet, **begin) == "sheet"
    wages = SheetLine(SheetHead.WAGES, "门卫", 30_000_00)
    await writes(estate, number, SheetLine(SheetHead.INCOME, "物业费", 60_000_00), wages, wages)
    subsidy = SheetLine(SheetHead.SUBSIDY, "网格员兼职经理", 3_600_00)
    await writes(estate, number, subsidy, insured(120, 100_00))
    assert await read(estate, number) is None
    assert await acts.sheet_list(estate.database, actor=estate.who("王阿姨")) == []
    assert await estate.refused(acts.ask_to_publish, sheet_id=number) == "sheet_spent"
    sheet = await read(estate, number, "赵主任")
    assert sheet is not None
    assert await estate.refused(acts.take_out_line, sheet_id=number, line_id=99) == "sheet_line"
    await estate.done(acts.take_out_line, sheet_id=number, line_id=sheet.lines[2].id)
    assert await estate.refused(acts.ask_to_publish, sheet_id=number) == "sheet_interest"
    assert await estate.refused(acts.write_line, sheet_id=number, line=declared(" ")) == "sheet_words"
    await writes(estate, number, declared("院委会成员任法人，定价时回避"))
    await estate.done(acts.ask_to_publish, sheet_id=number)
    assert [row.chat_id for row in await queued(estate.database, template="settlements.look")] == [
        estate.member.chat_id
    ]
    assert await estate.refused(acts.take_out_line, sheet_id=number, line_id=sheet.lines[0].id) == "sheet_asked"
    assert await estate.refused(acts.publish_sheet, sheet_id=number) == "sheet_own"
    await estate.done(acts.send_back_sheet, "林委员", sheet_id=number)
    back = await queued(estate.database, template="settlements.sent_back")
    assert [row.chat_id for row in back] == [estate.town["赵主任"].chat_id]
    estate.at += timedelta(minutes=1)
    await estate.done(acts.ask_to_publish, sheet_id=number)  # with as many lines as before: asked again all the same
    assert len(await queued(estate.database, template="settlements.look")) == 2
    await estate.done(acts.publish_sheet, "林委员", sheet_id=number)
    assert await estate.refused(acts.send_back_sheet, sheet_id=number) == "sheet_published"
    told = await queued(estate.database, template="settlements.published")
    assert {(row.facts["surplus"], row.facts["closing"]) for row in told} == {(14_400_00, 14_400_00)}
    assert all(row.facts["interests"] == ["院委会成员任法人，定价时回避"] for row in told)
    assert {row.chat_id for row in told} == {estate.town.group, estate.town.building_group}
    shown = await read(estate, number)
    assert shown is not None and shown.published
    assert [one.id for one in await acts.sheet_list(estate.database, actor=estate.who("王阿姨"))] == [number]


async def test_what_was_left_needs_a_decision(estate: Estate) -> None:
    estate.at = NEXT_YEAR
    number = int((await estate.done(acts.begin_sheet, fund_id=estate.fund_id, year=2026))["sheet_id"])
    use = SheetLine(SheetHead.USE, "装监控", 5_000_00)
    assert await estate.refused(acts.write_line, sheet_id=number, line=use) == "sheet_matter"
    matter = await decided(estate, Stage.PROPOSING)
    by = SheetLine(SheetHead.USE, "装监控", 5_000_00, matter_id=matter)
    assert await estate.refused(acts.write_line, sheet_id=number, line=by) == "fund_undecided"
    assert await acts.decisions_for(estate.database, place=estate.town.place) == []
    async with estate.database.transaction() as transaction:
        await transaction.deliberation.write(matter, stage=Stage.DOING.value)
    (found,) = await acts.decisions_for(estate.database, place=estate.town.place)
    assert found.id == matter
    await estate.done(acts.write_line, sheet_id=number, line=by)
    sheet = await read(estate, number, "赵主任")
    assert sheet is not None and (sheet.lines[0].matter_number, sheet.lines[0].amount) == (1, 5_000_00)
    assert await estate.refused(acts.write_line, sheet_id=99, line=by) == "sheet"
    assert await acts.sheet_page(estate.database, actor=estate.who("路过的人"), sheet_id=number) is None


async def test_a_year_that_was_published_stays_as_it_was_read(estate: Estate) -> None:
    await posts(estate, LineKind.IN, 60_000_00)
    estate.at = NEXT_YEAR
    number = int((await estate.done(acts.begin_sheet, fund_id=estate.fund_id, year=2026))["sheet_id"])
    await writes(estate, number, SheetLine(SheetHead.INCOME, "物业费", 60_000_00), declared("没有"))

    def line(on: date) -> dict[str, Any]:
        return {"fund_id": estate.fund_id, "wanted": Posting(LineKind.IN, 1_00, on, "卖纸板")}

    late = int((await estate.done(post_line, **line(date(2026, 12, 31))))["line_id"])
    assert await estate.refused(acts.ask_to_publish, sheet_id=number) == "sheet_waiting"
    await estate.done(decline_line, "林委员", line_id=late, why="不是这个账户的")
    await estate.done(acts.ask_to_publish, sheet_id=number)
    waits = int((await estate.done(post_line, **line(date(2025, 12, 30))))["line_id"])
    assert await estate.refused(acts.publish_sheet, "林委员", sheet_id=number) == "sheet_waiting"
    await estate.done(decline_line, "林委员", line_id=waits, why="重了")
    before = int((await estate.done(post_line, **line(date(2027, 1, 2))))["line_id"])
    await estate.done(acts.publish_sheet, "林委员", sheet_id=number)
    assert await estate.refused(post_line, **line(date(2026, 12, 31))) == "fund_settled"
    assert await estate.refused(post_line, **line(date(2025, 12, 31))) == "fund_settled", "the year opened with it"
    await estate.done(check_line, "林委员", line_id=before)


async def test_what_waited_since_before_is_not_signed_into_a_published_year(estate: Estate) -> None:
    """Lines of that year, and of one before it, that were put down before sheets looked for them."""
    async with estate.database.transaction() as transaction:
        by, lines = estate.town["赵主任"].person_id, []
        for on in (date(2026, 12, 1), date(2025, 12, 1)):
            fund = await transaction.funds.lock(estate.fund_id)
            assert fund is not None
            lines.append(await transaction.funds.post(fund, Posting(LineKind.IN, 5_00, on, "账"), by=by, at=estate.at))
        sheet = await transaction.settlements.begin(fund.place, 2026, fund.id, by=by, at=NEXT_YEAR)
        await transaction.settlements.write(sheet, published_by=by, published_at=NEXT_YEAR)
    for line in lines:
        assert await estate.refused(check_line, "林委员", line_id=line) == "fund_settled"
        await estate.done(decline_line, "林委员", line_id=line, why="那一年公布了")
