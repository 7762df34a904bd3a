"""网上公示栏 by year: every year that something stands under and no other; the same for machines."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import insert

from services.board_pages import MOST_NOTICES
from storage.database import Database
from storage.schema.announcements import announcements
from storage.schema.funds import fund_lines
from storage.schema.voting import votes
from tests.board_town import BoardTown, found_board
from tests.web.doorstep import Doorstep, Visitor


@pytest.fixture
async def town(embedded: Database, doorstep: Doorstep) -> BoardTown:
    return await found_board(embedded, doorstep.clock.now())


async def years(town: BoardTown, visitor: Visitor) -> list[str]:
    """As the first page lists them."""
    page = (await visitor.opens(f"/b/{town.code}")).words
    return re.findall(rf'href="/b/{town.code}/(\d{{4}})"', page)


async def test_a_year_nothing_stands_under_is_no_page(town: BoardTown, visitor: Visitor) -> None:
    listed = await years(town, visitor)
    for year in ("2026", "2025", "2024"):
        assert year in listed
        for path in (f"/b/{town.code}/{year}", f"/b/{town.code}/{year}.json"):
            assert (await visitor.opens(path)).status == 200
    for year in ("1999", "2001", "2015", "2027", "2999", "3000", "99999999999"):
        assert year not in listed
        for path in (f"/b/{town.code}/{year}", f"/b/{town.code}/{year}.json"):
            assert (await visitor.opens(path)).status == 404


async def test_a_year_of_money_alone_is_listed(town: BoardTown, visitor: Visitor, doorstep: Doorstep) -> None:
    assert "2019" not in await years(town, visitor)
    await town.change(fund_lines, 3, on="2018-05-01")
    await town.change(fund_lines, 1, on="2019-12-31")
    doorstep.seconds.value += 10
    listed = await years(town, visitor)
    assert "2019" in listed and "2018" not in listed, "that line nobody stands for"
    assert "收 5,000.00，支 0.00，期末 5,000.00" in (await visitor.opens(f"/b/{town.code}/2019")).words


async def test_what_is_still_open_puts_no_year_up(town: BoardTown, visitor: Visitor) -> None:
    await town.change(votes, 1, closes_at=town.at + timedelta(days=60))
    assert "2027" not in await years(town, visitor), "where it would stand under nothing"


async def test_a_notice_of_long_ago_stands_under_its_year_however_many_came_after(
    town: BoardTown, visitor: Visitor
) -> None:
    where = {"compound_id": town.compound.town.compound_id, "author_id": town.chair, "state": "published"}
    rest = {"pin": False, "urgent": False, "version": 1}

    def notice(number: int, days: int) -> dict[str, Any]:
        then = town.at - timedelta(days=days)
        what = {"year": then.year, "number": number, "text": f"旧公告{number}"}
        return {**where, **rest, **what, "due_at": then, "published_at": then}

    async with town.database.transaction() as transaction:
        late = [notice(number, 200) for number in range(1000, 1000 + MOST_NOTICES)]
        await transaction.registry.run(insert(announcements).values([notice(900, 4000), *late]))
    assert "2015" in await years(town, visitor)
    assert "旧公告900" in (await visitor.opens(f"/b/{town.code}/2015")).words
    assert "旧公告900" in (await visitor.opens(f"/b/{town.code}/search?q=900")).words


async def test_a_year_is_told_to_machines_as_it_stands_there(town: BoardTown, visitor: Visitor) -> None:
    for year in ("2026", "2025"):
        page = (await visitor.opens(f"/b/{town.code}/{year}")).words
        told = json.loads((await visitor.opens(f"/b/{town.code}/{year}.json")).words)
        assert told["year"] == int(year) and f"/b/{town.code}/{year}.json" in page
        parts = page.split("<h2>")
        assert parts[1].count("<h3>") == len(told["matters"]) + len(told["votes"])
        assert {one["text"] for one in told["notices"]} == set(re.findall(r'class="said">([^<]*)<', page))
        for one in told["solved"]:
            assert one["words"] in page
        assert ("余额：" in page) is (year == "2026"), "today's belongs to this year alone"
