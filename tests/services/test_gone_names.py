"""Who goes from the registers is not read on the board afterwards: names stay covered, and nobody is kept for it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from domain.outcomes import Done
from domain.registry import Actor, Place, RoleKind
from services.board_covers import Covers, uncover
from services.board_pages import BoardReader
from services.matter_bundles import matter_bundle
from services.privacy_keeping import purge
from services.privacy_mine import erase
from storage.database import Database
from storage.schema.announcements import announcements
from storage.schema.boards import gone_names
from storage.schema.deliberation import matters
from storage.schema.registry import people, roles
from storage.sealing import Keys
from tests.board_town import NAME, BoardTown, found_board
from tests.builders import found_town, settle_in
from tests.services.test_registry_import import ROWS, imported

ROTATED = Keys("k2", {"k1": b"k" * 32, "k2": b"n" * 32})
THANKS = "感谢王桂兰帮忙扫雪。桂花开了，王桂也香。"


async def kept(database: Database) -> list[dict[str, object]]:
    async with database.reading() as transaction:
        return [dict(row._mapping) for row in await transaction.registry.rows(select(gone_names))]


async def number_of(database: Database, name: str) -> int:
    async with database.reading() as transaction:
        (one,) = [row.id for row in await transaction.registry.rows(select(people)) if row.name == name]
    return int(one)


async def goes(database: Database, town: BoardTown, at: datetime, source: str = "erase", name: str = NAME) -> None:
    """王桂兰 has what is hers erased."""
    her = await number_of(database, name)
    async with database.reading() as transaction:
        actor = Actor(her, await transaction.registry.roles_of(her, at))
    assert await erase(database, actor=actor, source=source, at=at) == Done()


async def read(reader: BoardReader, town: BoardTown, at: datetime) -> str:
    """Everything that anybody reads: of the last days, of the year before, of a matter, of all time."""
    facts = [await reader.board(town.code, at), await reader.board(town.code, at, 2025)]
    found = [*facts, await reader.matter(town.code, 1, at), await reader.everything(town.code, at)]
    assert None not in found
    return repr(found)


async def test_who_was_erased_is_not_read_on_the_board(database: Database, at: datetime) -> None:
    """王桂兰 is thanked in every notice, title, report, account and promise."""
    town = await found_board(database, at, affairs=f"多亏{NAME}。")
    for number in (1, 2):
        await town.change(announcements, number, text=THANKS)
    known, anew = BoardReader(database, Covers()), BoardReader(database, Covers())
    before = await read(known, town, at)
    assert NAME not in before and "感谢＊帮忙扫雪。桂花开了，王桂也香。" in before
    await goes(database, town, at)
    for reader in (known, anew):
        for later in (at, at + timedelta(minutes=11)):
            after = await read(reader, town, later)
            assert NAME not in after and "感谢＊帮忙扫雪。桂花开了，王桂也香。" in after
            assert after.count("多亏＊。") == before.count("多亏＊。") > 20


async def test_nobody_blacks_out_a_word_by_being_called_so(database: Database, at: datetime) -> None:
    """She called herself 停水, an office's account is called 物业: once both are erased, notices read as they were."""
    town = await found_board(database, at, affairs="")
    words = "明天停水，请存水。物业的人会上门。"
    for number in (1, 2):
        await town.change(announcements, number, text=words)
    await town.change(people, await number_of(database, NAME), name="停水")
    async with database.transaction() as transaction:
        office = await settle_in(transaction, "物业", 4714, RoleKind.TENANT, town.compound.town.place, at)
    assert words not in await read(BoardReader(database, Covers()), town, at)
    await goes(database, town, at, name="停水")
    async with database.transaction() as transaction:
        account = await transaction.registry.by_telegram(4714)
        assert account is not None and account.id == office.person_id
        await transaction.personal_records.erase(account, at)
    assert await kept(database) == []
    assert words in await read(BoardReader(database, Covers()), town, at)


async def test_a_word_taken_for_a_name_is_let_go_for_good(database: Database, at: datetime) -> None:
    """黄历 passes for a name. Let go, it is read at once, though somebody goes meanwhile, and never covered again."""
    town = await found_board(database, at, affairs="")
    compound_id, covers = town.compound.town.compound_id, Covers()

    async def let_go(name: str) -> None:
        async with database.transaction() as transaction:
            await transaction.boards.let_go(compound_id, [name], transaction.keys)

    async def shown() -> str:
        async with database.reading() as transaction:
            return (await covers.of(transaction, compound_id, at))("照黄历看，谢谢冯小刚。")

    await let_go("黄历")
    assert await shown() == "照＊看，谢谢冯小刚。"
    assert await uncover(database, compound_id=compound_id, word=" 黄 历")
    await let_go("冯小刚")
    assert await shown() == "照黄历看，谢谢＊。"
    await let_go("黄历")
    assert await shown() == "照黄历看，谢谢＊。"
    assert not await uncover(database, compound_id=compound_id, word="黄历"), "it is covered no more"
    assert not await uncover(database, compound_id=compound_id + 1, word="冯小刚"), "elsewhere it never was"
    assert await uncover(database, compound_id=compound_id, word="冯小刚") and await shown() == "照黄历看，谢谢冯小刚。"


async def test_the_archive_of_a_matter_covers_who_was_erased(embedded: Database, at: datetime) -> None:
    town = await found_board(embedded, at)
    await town.change(matters, town.compound.matter_id, stage="stopped", reason=THANKS)
    await goes(embedded, town, at)
    actor = town.compound.town["赵主任"].actor
    found = await matter_bundle(embedded, actor=actor, matter_id=town.compound.matter_id)
    assert "感谢＊帮忙扫雪。" in repr(found)


async def test_nothing_is_kept_of_who_it_was(database: Database, at: datetime) -> None:
    """Two of one name leave one trace; of a name of one sign, and elsewhere, there is none."""
    town = await found_board(database, at, affairs="")
    where = town.compound.town.place
    async with database.transaction() as transaction:
        await settle_in(transaction, "李", 4713, RoleKind.TENANT, where, at)
    await goes(database, town, at)
    (first,) = await kept(database)
    assert first.keys() == {"compound_id", "name_hash", "length"}
    assert (first["compound_id"], first["length"]) == (town.compound.town.compound_id, 3)
    async with database.transaction() as transaction:
        await settle_in(transaction, NAME, 4712, RoleKind.TENANT, where, at)
        keys = transaction.keys
    assert first["name_hash"] != keys.digest("owner-name", NAME), "nothing else leads to it"
    await goes(database, town, at, "again")
    async with database.transaction() as transaction:
        one = await transaction.registry.by_telegram(4713)
        assert one is not None
        await transaction.personal_records.erase(one, at)
    assert await kept(database) == [first]
    async with database.reading() as transaction:
        here = await transaction.boards.gone(town.compound.town.compound_id, keys)
        assert here.knows(NAME) and not here.knows("王桂")
        assert not (await transaction.boards.gone(town.compound.town.compound_id + 1, keys)).lengths


async def test_a_name_that_goes_is_covered_at_once_and_of_each_compound_apart(embedded: Database, at: datetime) -> None:
    town, covers = await found_town(embedded, at), Covers()
    other: dict[str, Any] = {"street": "东街", "community": "南园社区", "name": "南园", "building_labels": ["1号楼"]}
    async with embedded.transaction() as transaction:
        assert (await covers.of(transaction, town.compound_id, at))(NAME) == NAME
        for compound in (town.compound_id, await transaction.registry.found(**other, at=at)):
            await transaction.boards.let_go(compound, [NAME], transaction.keys)
        assert (await covers.of(transaction, town.compound_id, at))(NAME) == "＊"
    assert len({one["name_hash"] for one in await kept(embedded)}) == 2, "nobody sees that one name went from both"


@pytest.fixture
async def rotated(embedded: Database) -> AsyncIterator[Database]:
    """The same records, opened after the keys were rotated."""
    async with Database(embedded.url.render_as_string(), keys=ROTATED) as later:
        yield later


async def test_a_name_stays_covered_when_the_keys_are_rotated(
    embedded: Database, rotated: Database, at: datetime
) -> None:
    town = await found_board(embedded, at)
    before = await read(BoardReader(embedded, Covers()), town, at)
    await goes(embedded, town, at)
    after = await read(BoardReader(rotated, Covers()), town, at)
    assert NAME not in after and after.count("＊") == before.count("＊")
    async with rotated.transaction() as transaction:
        await transaction.boards.let_go(town.compound.town.compound_id, [NAME], transaction.keys)
    assert len(await kept(rotated)) == 1, "known under the older key"
    assert await uncover(rotated, compound_id=town.compound.town.compound_id, word=NAME), "by any key"


async def test_owners_that_a_register_lets_go_stay_covered(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    await imported(database, town, ROWS, at, "1")
    assert await kept(database) == [], "all of them are known"
    heading, first, *rest = ROWS
    await imported(database, town, [heading, [*first[:5], "张三丰、李四", ""], *rest], at, "2")
    await imported(database, town, [heading, [*first[:5], "张三丰", ""], *rest], at, "3")
    async with database.reading() as transaction:
        cover = await Covers().of(transaction, town.compound_id, at)
    assert cover("张三、李四、张三丰、王五和赵六") == "＊、＊、＊、＊和赵六"
    assert len(await kept(database)) == 2


async def test_a_word_in_the_owners_column_is_no_owner(database: Database, at: datetime) -> None:
    """The workbook had 空置 and 物业公司 for owners; once it is corrected, nothing of them is covered."""
    town = await found_town(database, at)
    heading, first, *rest = ROWS
    await imported(database, town, [heading, [*first[:5], "空置", ""], *rest], at, "1")
    await imported(database, town, [heading, [*first[:5], "物业公司", ""], *rest], at, "2")
    await imported(database, town, [heading, [*first[:5], "张三丰", ""], *rest], at, "3")
    async with database.reading() as transaction:
        cover = await Covers().of(transaction, town.compound_id, at)
    assert cover("本小区空置率下降，物业公司说的。") == "本小区空置率下降，物业公司说的。"
    assert await kept(database) == []


async def test_who_left_long_ago_stays_covered_when_their_registration_goes(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    where, long_ago = Place(town.compound_id, town.buildings["3号楼"]), at - timedelta(days=1200)
    async with database.transaction() as transaction:
        for name, telegram, offices in (("王桂兰", 71, 0), ("赵宝钗", 72, 1)):
            left = await settle_in(transaction, name, telegram, RoleKind.TENANT, where, long_ago)
            over = roles.update().where(roles.c.person_id == left.person_id)
            await transaction.registry.run(over.values(until=long_ago + timedelta(days=1)))
            for _ in range(offices):
                await transaction.registry.grant(left.person_id, RoleKind.OPERATOR, town.place, by=None, at=at)
    outcome = await purge(database, subject="installation", due=at, source="night", at=at)
    assert isinstance(outcome, Done) and outcome["home_roles"] == 2
    assert [one["length"] for one in await kept(database)] == [3], "who still serves there is known there"
    async with database.reading() as transaction:
        cover = await Covers().of(transaction, town.compound_id, at)
    assert cover(THANKS).startswith("感谢＊帮忙") and cover("赵宝钗") == "＊"
