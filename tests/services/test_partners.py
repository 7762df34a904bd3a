"""Units that stand by a compound, on record: written down, ended, counted; on both databases."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from typing import Any

import pytest

from domain.community_desk import Cover, Needed
from domain.outcomes import Refusal
from domain.partners import MOST_PARTNERS, PartnersPage, PartnerWords
from services.community_desk import covered, standing
from services.partners import NO_PARTNERS, end_partner, partners_page, write_partner
from storage.database import Database
from tests.builders import actor_of, found_town
from tests.services.whistling import Corner, stand_by
from tests.streets import found_street


@pytest.fixture
async def corner(database: Database, at: datetime) -> Corner:
    return Corner(database, await found_town(database, at), at)


def wanted(corner: Corner, name: str = "供电所") -> dict[str, Any]:
    return {"compound_id": corner.town.compound_id, "wanted": PartnerWords(name, "社区联络岗", "换公共灯")}


async def names(corner: Corner, who: str = "赵主任") -> list[str]:
    actor = corner.town[who].actor
    page = await partners_page(corner.database, actor=actor, compound_id=corner.town.compound_id)
    assert isinstance(page, PartnersPage)
    return [one.name for one in page.partners]


async def past(corner: Corner) -> list[tuple[str, datetime | None]]:
    page = await partners_page(corner.database, actor=corner.town["赵主任"].actor, compound_id=corner.town.compound_id)
    assert not isinstance(page, Refusal)
    return [(one.name, one.until) for one in page.past]


async def test_one_is_written_down_once_and_ends(corner: Corner) -> None:
    written = await corner.done(write_partner, **wanted(corner, "供电所\n "))
    assert await names(corner) == await names(corner, "孙网格") == ["供电所"]
    assert await corner.refused(write_partner, **wanted(corner)) == "already_done.partner"
    corner.at += timedelta(days=1)
    await corner.done(end_partner, partner_id=written["partner_id"])
    assert await names(corner) == []
    assert await past(corner) == [("供电所", corner.at)], "it is shown as past, not only in the journal"
    assert await corner.refused(end_partner, partner_id=written["partner_id"]) == "already_done.partner_end"
    assert await corner.refused(end_partner, partner_id=9999) == "not_found.partner"
    await corner.done(write_partner, **wanted(corner))
    assert await names(corner) == ["供电所"], "it stands by again"


async def test_no_more_than_three_stand_by_at_a_time(corner: Corner) -> None:
    first, *_ = [await corner.done(write_partner, **wanted(corner, name)) for name in ("甲所", "乙所", "丙所")]
    assert await corner.refused(write_partner, **wanted(corner)) == "too_many.partners"
    await corner.done(end_partner, partner_id=first["partner_id"])
    await corner.done(write_partner, **wanted(corner))
    assert await names(corner) == ["乙所", "丙所", "供电所"]


async def test_two_who_write_the_last_one_down_at_once_do_not_make_four(corner: Corner) -> None:
    for name in ("甲所", "乙所"):
        await corner.done(write_partner, **wanted(corner, name))
    both = await asyncio.gather(*(corner.does(write_partner, **wanted(corner, name)) for name in ("丙所", "丁所")))
    assert sorted(isinstance(one, Refusal) for one in both) == [False, True]
    assert len(await names(corner)) == MOST_PARTNERS


async def test_whoever_has_no_part_in_it_neither_writes_nor_ends_nor_reads(corner: Corner) -> None:
    written = await corner.done(write_partner, **wanted(corner))
    for who in ("孙网格", "李楼长", "王阿姨"):
        for act, values in ((write_partner, wanted(corner, "街道")), (end_partner, dict(written.facts))):
            values.pop("compound_id" if act is end_partner else "", None)
            outcome = await corner.does(act, who, **values)
            assert isinstance(outcome, Refusal) and outcome.facts["act"] == "keep_partners", (who, act)
    actor = corner.town["王阿姨"].actor
    assert await partners_page(corner.database, actor=actor, compound_id=corner.town.compound_id) == NO_PARTNERS
    assert await names(corner) == ["供电所"]


async def test_the_journal_keeps_which_unit_and_who_wrote_it_down(corner: Corner) -> None:
    written = await corner.done(write_partner, **wanted(corner))
    await corner.done(end_partner, partner_id=written["partner_id"])
    async with corner.database.reading() as transaction:
        entries = await transaction.journal.read(f"compound:{corner.town.compound_id}")
    kept = [
        (entry.type, {key: value for key, value in entry.body.items() if key != "at"})
        for entry in entries
        if entry.type.startswith("partner_")
    ]
    body = {"partner": written["partner_id"], "name": "供电所", "by": corner.town["赵主任"].person_id}
    assert kept == [("partner_written", body), ("partner_ended", body)]


async def test_the_desk_names_the_compounds_without_one(database: Database, at: datetime) -> None:
    numbers, secretary = await found_street(database, at, ["一号院", "二号院", "三号院"])
    actor = await actor_of(database, secretary, at)
    for number, name in ((numbers[0], "供电所"), (numbers[0], "街道办"), (numbers[2], "学校")):
        await stand_by(database, number, actor, at, name)

    async def of() -> Cover:
        found = await covered(database, actor=actor, at=at)
        assert not isinstance(found, Refusal)
        (cover,) = (one for one in found if one.thing is Needed.PARTNER)
        return cover

    cover = await of()
    assert (cover.have, cover.of, [one.name for one in cover.without]) == (2, 3, ["二号院"])
    first = await standing(database, actor=actor, compound_id=numbers[0], at=at)
    assert not isinstance(first, Refusal) and first.partners == ("供电所", "街道办")
    page = await partners_page(database, actor=actor, compound_id=numbers[2])
    assert isinstance(page, PartnersPage) and page.desk and page.keeps
    await end_partner(database, actor=actor, partner_id=page.partners[0].id, source="ends", at=at)
    assert [one.name for one in (await of()).without] == ["二号院", "三号院"]
