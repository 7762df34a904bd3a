"""网上公示栏 as it is read: every report in reach, day by day back, by machines that ask for the head alone, abroad."""

from __future__ import annotations

import asyncio
import json
import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from domain.fund_deeds import DeedKind
from storage.database import Database
from storage.schema.announcements import announcements
from storage.schema.deliberation import matters
from storage.schema.funds import fund_deeds, fund_lines
from storage.schema.issues import issues
from tests.board_town import BoardTown, found_board
from tests.clocks import PATIENCE
from tests.web.doorstep import Doorstep, Visitor
from tests.web.test_boards import DATA, PATHS


@pytest.fixture
async def town(embedded: Database, doorstep: Doorstep) -> BoardTown:
    return await found_board(embedded, doorstep.clock.now())


async def reports(town: BoardTown, many: int, state: str) -> None:
    """So many more, all in one building."""
    where = {"compound_id": town.compound.town.compound_id, "state": state, "changed_at": town.at}
    async with town.database.transaction() as transaction:
        first = await transaction.issues.by_number(1)
        assert first is not None
        where["building_id"] = first.place.building_id
        for number in range(many):
            own = {"number": 1000 + number, "draft_id": 1000 + number, "text": f"{state}第{number}件"}
            over = {"closed_at": town.at} if state == "closed" else {}
            await transaction.issues.add(issues, **where, **own, **over, reported_at=town.at - timedelta(hours=1))


@pytest.mark.parametrize("state", ["accepted", "closed"])
async def test_what_the_first_page_has_no_room_for_is_one_step_away(
    town: BoardTown, visitor: Visitor, state: str
) -> None:
    await reports(town, 30, state)
    first = (await visitor.opens(f"/b/{town.code}?size=large")).words
    assert "没有列出" in first and f"{state}第29件" not in first
    assert f'href="/b/{town.code}/reports?size=large"' in first
    every = (await visitor.opens(f"/b/{town.code}/reports")).words
    assert all(f"{state}第{number}件" in every for number in range(30))
    assert f'href="/b/{town.code}"' in every and "没有列出" not in every


@pytest.mark.parametrize(
    "wrong",
    [
        "/b/z{n:05}",
        "/b/z{n:05}/money",
        "/b/{code}/m/{n}999",
        "/b/{code}/3{n:03}",
        "/b/{code}/m/{n:0500}",
        "/b/{code}?q={n}",
        "/b/{code}/money?seen={n}",
        "/b/{code}/m/1?size={n}",
        "/b/{code}/search?q={n}",
        "/b/{code}/journal/{n}",
        "/b/{code}/journal/{n}.json",
    ],
)
async def test_whoever_tries_addresses_makes_nobody_wait_for_the_board(
    town: BoardTown, visitor: Visitor, wrong: str
) -> None:
    pages = [f"/b/{town.code}", f"/b/{town.code}?size=large", f"/b/{town.code}/m/2"]
    first = [(await visitor.opens(path)).words for path in pages]
    await town.change(announcements, 1, text="改成后天停水")
    await town.change(matters, 2, title="改了题目")
    for n in range(290):
        assert (await visitor.opens(wrong.format(n=n, code=town.code))).status in (200, 404)
    assert [(await visitor.opens(path)).words for path in pages] == first, "they were kept all the while"


@pytest.mark.parametrize("digits", [10, 20, 5000])
@pytest.mark.parametrize(
    "wrong", ["/b/{code}/m/{n}", "/b/{code}/m/{n}.json", "/b/{code}/{n}", "/b/{code}/{n}.json", "/b/{n}", "/s/{n}/abc"]
)
async def test_a_number_that_no_column_holds_is_an_address_of_nothing(
    town: BoardTown, visitor: Visitor, wrong: str, digits: int
) -> None:
    assert (await visitor.opens(wrong.format(code=town.code, n="9" * digits))).status == 404


async def test_what_was_not_there_is_there_as_soon_as_it_is_put_up(town: BoardTown, visitor: Visitor) -> None:
    address = f"/b/{town.code}/m/77"
    assert (await visitor.opens(address)).status == 404
    await town.change(matters, 1, number=77)
    assert (await visitor.opens(address)).status == 200


async def test_a_journal_is_read_day_by_day(town: BoardTown, visitor: Visitor) -> None:
    today = (await visitor.opens(f"/b/{town.code}/journal/2026-11-24?size=large")).words
    before = f'href="/b/{town.code}/journal/2026-11-23?size=large"'
    assert before in today and "2026-11-25" not in today, "no further than today"
    assert f'href="/b/{town.code}/journal/2026-11-24.json"' in today
    empty = (await visitor.opens(f"/b/{town.code}/journal/2026-11-23")).words
    assert f'href="/b/{town.code}/journal/2026-11-24"' in empty and "还没有留痕" in empty
    assert "2026-11-22" not in empty, "there is nothing before the beginning"


async def test_who_asks_for_the_head_alone_is_told_of_the_same_page(town: BoardTown, visitor: Visitor) -> None:
    for path in (*PATHS, *DATA):
        whole = await visitor.opens(f"/b/{town.code}{path}")
        head = await asyncio.wait_for(visitor.opens(f"/b/{town.code}{path}", method="HEAD"), PATIENCE)
        assert (head.status, head.words) == (200, "")
        for name in ("ETag", "Content-Type", "Content-Length", "Content-Security-Policy", "Cache-Control"):
            assert head.headers[name] == whole.headers[name], (path, name)


async def test_the_head_of_a_stream_takes_no_readers_place(
    town: BoardTown, visitor: Visitor, doorstep: Doorstep
) -> None:
    head = await asyncio.wait_for(visitor.opens(f"/b/{town.code}/live", method="HEAD"), PATIENCE)
    assert head.status == 200 and head.headers["Content-Type"].startswith("text/event-stream")
    assert doorstep.streams.open == 0
    assert (await visitor.opens("/b/zzzzzz/live", method="HEAD")).status == 404


async def test_a_calendar_is_in_the_language_it_was_asked_for_in(town: BoardTown, visitor: Visitor) -> None:
    (way,) = re.findall(r'href="([^"]*calendar[^"]*)"', (await visitor.opens(f"/b/{town.code}?lang=en")).words)
    feed = (await visitor.opens(way)).words.replace("\r\n ", "")
    assert "X-WR-CALNAME:中华园: the board" in feed and "表决" not in feed


async def test_what_somebody_wrote_is_chinese_on_an_english_page(town: BoardTown, visitor: Visitor) -> None:
    page = (await visitor.opens(f"/b/{town.code}?lang=en")).words
    assert '<p class="said" lang="zh-Hans">公告第1条' in page
    assert '<p class="said">公告第1条' in (await visitor.opens(f"/b/{town.code}")).words


async def test_a_line_by_a_contract_that_was_taken_back_still_says_by_which(town: BoardTown, visitor: Visitor) -> None:
    by = {"fund_id": 1, "written_by": town.chair, "written_at": town.at}
    by |= {"checked_by": town.chair, "checked_at": town.at}

    async def deed(number: int, kind: DeedKind, words: str, **said: Any) -> int:
        return await town.add(fund_deeds, **by, number=number, kind=kind.value, words=town.told(words)[:60], **said)

    let = {"source": "spaces", "price": 12_000_00, "until": "2027-09-30"}
    first = await deed(1, DeedKind.CONTRACT, "架空层", **let)
    await deed(2, DeedKind.CONTRACT, "快递柜", **let)
    await deed(3, DeedKind.VOID, "提前退租", code="1")
    await town.change(fund_lines, 1, source="spaces", deed_id=first)
    fund = json.loads((await visitor.opens(f"/b/{town.code}/board.json")).words)["funds"][0]
    assert [(one["number"], one["taken_back"] is not None) for one in fund["contracts"]] == [(1, True), (2, False)]
    assert fund["contracts"][0]["taken_back"].startswith("提前退租")
    assert [line["contract"] for line in fund["lines"]] == [1, None]
    page = (await visitor.opens(f"/b/{town.code}/money")).words
    assert "合同 1：架空层" in page and "已作废" in page and "快递柜" in page


async def test_a_year_that_is_over_is_told_by_what_was_so_then(town: BoardTown, visitor: Visitor) -> None:
    by = {"fund_id": 1, "written_by": town.chair, "checked_by": town.chair}

    async def deed(number: int, day: tuple[int, int, int], kind: DeedKind, words: str, **said: Any) -> int:
        moments = dict.fromkeys(("written_at", "checked_at"), datetime(*day, 4, tzinfo=UTC))
        return await town.add(fund_deeds, **by, **moments, number=number, kind=kind.value, words=words, **said)

    let = {"source": "spaces", "price": 12_000_00, "until": "2027-09-30"}
    await deed(1, (2022, 3, 1), DeedKind.CONTRACT, "报刊亭", **let)
    await deed(2, (2023, 3, 1), DeedKind.VOID, "退了", code="1")
    old = await deed(3, (2024, 3, 1), DeedKind.CONTRACT, "快递柜", **let)
    await deed(4, (2024, 4, 1), DeedKind.ROOM, "架空层", area=50_00, use="business", owned="holder")
    await deed(5, (2025, 3, 1), DeedKind.VOID, "提前退租", code="3")
    await deed(6, (2026, 3, 1), DeedKind.CONTRACT, "充电柜", **let)
    await deed(7, (2026, 3, 1), DeedKind.REGISTRATION, "业委会", code="54510114MEA1234562")
    await town.change(fund_lines, 1, source="spaces", deed_id=old, on="2024-05-01")

    async def told(year: int) -> dict[str, Any]:
        found = json.loads((await visitor.opens(f"/b/{town.code}/{year}.json")).words)["funds"][0]
        return dict(found)

    then, now = await told(2024), await told(2026)
    assert [(one["number"], one["taken_back"]) for one in then["contracts"]] == [(3, None)]
    assert then["registration"] is None and [line["contract"] for line in then["lines"]] == [3]
    assert {"balance", "rooms", "room_area"}.isdisjoint(then), "they are of today"
    assert (then["opening"], then["received"], then["spent"], then["closing"]) == (0, 500_000, 0, 500_000)
    assert (now["opening"], now["spent"], now["closing"]) == (500_000, 120_050, 379_950)
    assert [one["number"] for one in now["contracts"] if one["taken_back"] is None] == [6] and len(now["rooms"]) == 1
    assert now["registration"] == "54510114MEA1234562" and [line["number"] for line in now["lines"]] == [2]
    page = (await visitor.opens(f"/b/{town.code}/2024")).words
    assert "快递柜" in page and not any(words in page for words in ("充电柜", "报刊亭", "54510114MEA1234562", "已作废"))
