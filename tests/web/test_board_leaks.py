"""Nobody stands on a board: somebody is planted in every word that reaches it, and looked for in all that comes out."""

from __future__ import annotations

import json
import re
from datetime import datetime, timedelta
from html import escape
from typing import Any
from urllib.parse import quote

import pytest
from sqlalchemy import insert

from domain.board_facts import public_notice
from domain.outcomes import Done
from domain.registry import Actor
from rendering.dispatch import Drawing
from rendering.notices import draw
from rendering.texts import texts
from services.boards import close_board
from services.privacy_mine import erase
from storage.database import Database
from storage.schema.announcements import announcements
from storage.schema.boards import boards
from storage.schema.deliberation import matters
from storage.schema.printing import posters
from storage.schema.ratings import ratings
from storage.schema.registry import communities, compounds
from tests.board_town import DOOR, HIDDEN, MINUTES, NAME, PHONE, PLATE, SEALED, TOLD, BoardTown, found_board
from tests.builders import CREW, found_town, queued
from tests.personal_data import personal_data
from tests.services.reporting import reported
from tests.web.doorstep import Doorstep, Visitor
from tests.web.test_boards import DATA, PATHS

NAMES = {NAME, *CREW, *(f"住户{n}" for n in range(12))}


@pytest.fixture
async def town(embedded: Database, doorstep: Doorstep) -> BoardTown:
    return await found_board(embedded, doorstep.clock.now())


async def moves_in(town: BoardTown, name: str) -> int:
    """Somebody who was not there before."""
    async with town.database.transaction() as transaction:
        person = await transaction.registry.meet(5555, name, town.at)
        await transaction.registry.grant(person.id, CREW["王阿姨"][1], town.compound.town.place, by=None, at=town.at)
    return person.id


async def test_nobody_is_found_on_any_page(town: BoardTown, visitor: Visitor) -> None:
    found = []
    for path in (*PATHS, *DATA):
        for how in ("", "lang=en") if path not in DATA else ("",):
            joint = "&" if "?" in path else "?"
            words = (await visitor.opens(f"/b/{town.code}{path}{joint}{how}")).words
            found += [f"{path}: {one}" for one in personal_data(words, NAMES, {DOOR})]
            found += [f"{path}: {secret}" for secret in (SEALED, HIDDEN, MINUTES, "两户人家的事") if secret in words]
    assert found == []


async def test_who_had_their_data_erased_is_found_on_no_page(
    town: BoardTown, visitor: Visitor, doorstep: Doorstep
) -> None:
    paths = [*PATHS, *DATA, f"/search?q={quote(NAME)}"]
    building = f"/b/{town.compound.town.buildings['3号楼']}"
    async with town.database.reading() as transaction:
        her = await transaction.registry.by_telegram(4711)
        assert her is not None
        actor = Actor(her.id, await transaction.registry.roles_of(her.id, town.at))
    assert NAME not in (await visitor.opens(building)).words
    assert await erase(town.database, actor=actor, source="erase", at=town.at) == Done()
    doorstep.seconds.value += 10
    doorstep.clock.move(minutes=11)  # no veil from before
    for path in (building, *(f"/b/{town.code}{path}" for path in paths)):
        page = (await visitor.opens(path)).words
        field = f'value="{NAME}"'
        assert NAME not in page.replace(field, ""), path


async def test_nobody_is_found_on_the_pages_of_what_is_printed(town: BoardTown, visitor: Visitor) -> None:
    """A building's page is for anybody, whether or not a board is up; so is a poster's that asks about a matter."""
    third = town.compound.town.buildings["3号楼"]
    await town.change(matters, town.compound.matter_id, title=town.told("院内路灯改造"))
    where = {"compound_id": town.compound.town.compound_id, "matter_id": town.compound.matter_id}
    await town.add(posters, **where, tag="abcdefgh", number=1, spot="大门口", made_by=town.chair, made_at=town.at)
    for path, shown in ((f"/b/{third}", "明天停水"), (f"/b/{third}", "路灯坏了"), ("/p/abcdefgh", "院内路灯改造")):
        for how in ("", "?lang=en"):
            page = (await visitor.opens(f"{path}{how}")).words
            assert shown in page and personal_data(page, NAMES, {DOOR}) == [], path
            assert SEALED not in page and HIDDEN not in page


async def test_what_stands_nowhere_is_not_found_by_looking_for_it(town: BoardTown, visitor: Visitor) -> None:
    for words in (NAME, DOOR, PHONE, PLATE, SEALED, HIDDEN, MINUTES, "两户人家的事", "我看过了", "楼里的事", "9876"):
        for how in ("", "&lang=en"):
            page = (await visitor.opens(f"/b/{town.code}/search?q={quote(words)}{how}")).words
            assert "没有查到" in page or "Nothing found" in page, words
            shown = page.replace(f'value="{escape(words)}"', "").replace(quote(words), "")
            assert words not in shown, "but in the field it was typed into"


async def test_who_knew_a_page_is_told_nothing_once_the_board_is_down(
    town: BoardTown, visitor: Visitor, doorstep: Doorstep
) -> None:
    known = {}
    for path in (*PATHS, *DATA):
        headers = (await visitor.opens(f"/b/{town.code}{path}")).headers
        assert headers["Cache-Control"] == "no-cache", "a browser asks before it shows what it has"
        known[path] = headers["ETag"]
    where = {"compound_id": town.compound.town.compound_id, "at": town.at}
    assert isinstance(await close_board(town.database, actor=town.compound.member.actor, source="x", **where), Done)
    doorstep.seconds.value += 10
    for path, tag in known.items():
        async with visitor.session.get(f"/b/{town.code}{path}", headers={"If-None-Match": tag}) as answer:
            assert answer.status == 404 and "ETag" not in answer.headers, path


async def test_a_board_shows_nothing_of_another_compound(town: BoardTown, visitor: Visitor) -> None:
    async with town.database.transaction() as transaction:
        street = (await transaction.registry.rows(communities.select()))[0].street_id
        community = await transaction.registry.add(communities, street_id=street, name="南园社区")
        other = await transaction.registry.add(compounds, community_id=community, name="南园", created_at=town.at)
        up = {"code": "nnnnnn", "state": "open", "changed_at": town.at - timedelta(days=1)}
        await transaction.registry.add(boards, compound_id=other, **up)
        notice = {"compound_id": other, "author_id": town.chair, "state": "published", "pin": False, "urgent": False}
        when = {"year": 2026, "number": 7, "due_at": town.at, "published_at": town.at}
        await transaction.registry.run(insert(announcements).values(**notice, **when, text="南园停电"))
    for path in (*PATHS, *DATA, "/search?q=%E5%8D%97%E5%9B%AD", "/search?q=%E5%81%9C"):
        page = await visitor.opens(f"/b/{town.code}{path}")
        assert page.status == 200 and "南园停电" not in page.words and "nnnnnn" not in page.words, path
    own = await visitor.opens("/b/nnnnnn")
    assert "南园停电" in own.words and "南园公示栏" in own.words
    for path in ("", "/money", "/reports", "/2026", "/search?q=%E5%81%9C", "/board.json", "/calendar.ics"):
        words = (await visitor.opens(f"/b/nnnnnn{path}")).words
        assert "中华园" not in words and town.code not in words, path
        assert not any(one in words for one in ("路灯", "停水", "解聘", "车位费", "先修什么", "活动室")), path
    for path in ("/m/1", "/m/2", "/m/1.json", "/2025", "/2025.json"):
        assert (await visitor.opens(f"/b/nnnnnn{path}")).status == 404, path


def test_the_look_finds_whoever_is_there() -> None:
    found = personal_data(f"<p>{TOLD}</p>", NAMES, {DOOR})
    assert {one.split()[0] for one in found} == {"name", "door", "telephone", "plate", "debt"}
    assert personal_data("<p>3号楼2单元＊欠物业费3200元。</p>", ()) != [], "whose stair it is, is known"
    assert personal_data("<p>编号 0127，68,000.00 元，2026-11-24，a3f01302bc</p>", NAMES, {DOOR}) == []


async def test_nobody_is_found_in_what_groups_are_sent(embedded: Database, at: datetime) -> None:
    """Somebody reports with doors, telephones and plates; the card is the group's."""
    town = await found_town(embedded, at)
    words = f"3号楼2单元{DOOR}门口漏水，电话13800138000，车{PLATE}挡住了"
    await reported(embedded, town["王阿姨"], words, at)
    drawing, drawn = Drawing(texts("zh_Hans"), embedded.zone, at, at), []
    for group in (town.group, town.building_group):
        for template, facts in await queued(embedded, group):
            screen = draw(template, drawing, facts).screen
            drawn += [] if screen is None else [str(screen.text)]
    assert drawn and personal_data("\n".join(drawn), CREW, {DOOR}) == []


async def test_without_the_veil_somebody_is_found(town: BoardTown) -> None:
    async with town.database.reading() as transaction:
        notice = await transaction.announcements.find(1)
    assert notice is not None
    assert personal_data(public_notice(notice, str).text, NAMES) != []
    assert PLATE in notice.text


async def test_a_name_in_letters_is_covered_whatever_its_capitals(
    town: BoardTown, visitor: Visitor, doorstep: Doorstep
) -> None:
    await moves_in(town, "Anna Li")
    for written in ("Anna Li", "ANNA LI", "anna li"):
        await town.change(announcements, 1, text=f"停水，问{written}。")
        doorstep.seconds.value += 10
        page = (await visitor.opens(f"/b/{town.code}")).words
        assert "停水，问＊。" in page and written not in page


@pytest.mark.parametrize("how", ["", "?lang=en"])
async def test_what_a_handful_of_homes_said_of_the_work_is_not_told(
    town: BoardTown, visitor: Visitor, doorstep: Doorstep, how: str
) -> None:
    """Each question for itself: six say whether it is done, two whether they are content."""

    async def seen() -> tuple[str, Any]:
        doorstep.seconds.value += 10
        page = re.sub("<[^>]*>", "", (await visitor.opens(f"/b/{town.code}/m/2{how}")).words)
        return page, json.loads((await visitor.opens(f"/b/{town.code}/m/2.json")).words)["rating"]

    async def rate(homes: int, **said: str) -> None:
        for _ in range(homes):
            await town.add(ratings, matter_id=over, since=town.at, at=town.at, **said)

    async with town.database.reading() as transaction:
        found = await transaction.deliberation.numbered(town.compound.town.compound_id, 2)
    assert found is not None
    over = found.id
    await rate(2, worked="done", content="displeased")
    await rate(2, worked="done")
    page, told = await seen()
    assert all(one not in page for one in ("办好了 4 户", "不满意 2 户", "Yes 4 homes", "no 2"))
    assert ("不到5户" in page or "fewer than 5" in page) and (told["worked"], told["content"]) == (None, None)
    assert told["answered"] == {"worked": 4, "content": 2}
    await rate(2, worked="not_done")
    page, told = await seen()
    assert "办好了 4 户，没办好 2 户" in page or "Yes 4 homes, no 2" in page
    assert "不满意 2 户" not in page and "no 2 (2 of" not in page
    assert told["worked"] == {"done": 4, "not_done": 2} and told["content"] is None


async def test_who_moves_in_is_covered_at_once(town: BoardTown, visitor: Visitor, doorstep: Doorstep) -> None:
    assert "水管修好了" in (await visitor.opens(f"/b/{town.code}")).words
    await moves_in(town, "路灯坏")
    doorstep.seconds.value += 10
    assert "路灯坏" not in (await visitor.opens(f"/b/{town.code}")).words
