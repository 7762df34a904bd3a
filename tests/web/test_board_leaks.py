"""Nobody stands on a board: somebody is planted in every word that reaches it, and looked for in all that comes out."""

from __future__ import annotations

from datetime import datetime

import pytest

from domain.board_facts import public_notice
from rendering.dispatch import Drawing
from rendering.notices import draw
from rendering.texts import texts
from storage.database import Database
from tests.board_town import DOOR, HIDDEN, MINUTES, NAME, PLATE, SEALED, TOLD, BoardTown, found_board
from tests.builders import CREW, found_town, queued
from tests.personal_data import personal_data
from tests.services.reporting import reported
from tests.web.doorstep import Doorstep, Visitor
from tests.web.test_boards import DATA, PATHS

NAMES = {NAME, *CREW, *(f"住户{n}" for n in range(12))}


@pytest.fixture
async def town(embedded: Database, doorstep: Doorstep) -> BoardTown:
    return await found_board(embedded, doorstep.clock.now())


async def test_nobody_is_found_on_any_page(town: BoardTown, visitor: Visitor) -> None:
    found = []
    for path in (*PATHS, *DATA):
        for how in ("", "lang=en") if path not in DATA else ("",):
            joint = "&" if "?" in path else "?"
            words = (await visitor.opens(f"/b/{town.code}{path}{joint}{how}")).words
            found += [f"{path}: {one}" for one in personal_data(words, NAMES, {DOOR})]
            found += [f"{path}: {secret}" for secret in (SEALED, HIDDEN, MINUTES, "两户人家的事") if secret in words]
    assert found == []


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


async def test_who_moves_in_is_covered_at_once(town: BoardTown, visitor: Visitor, doorstep: Doorstep) -> None:
    assert "水管修好了" in (await visitor.opens(f"/b/{town.code}")).words
    async with town.database.transaction() as transaction:
        person = await transaction.registry.meet(5555, "路灯坏", town.at)
        await transaction.registry.grant(person.id, CREW["王阿姨"][1], town.compound.town.place, by=None, at=town.at)
    doorstep.seconds.value += 10
    assert "路灯坏" not in (await visitor.opens(f"/b/{town.code}")).words
