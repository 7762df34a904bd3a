"""The desk of several compounds: what waits where; sealed reports stay with their reader; on both databases."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import update

from domain.community_desk import Standing, Thing, Wait
from domain.issues_life import State, Step
from domain.outcomes import Done, Refusal
from domain.registry import Place, RoleKind
from domain.whistles import WhistleKind
from services.community_desk import NO_DESK, covered, desk, months, standing
from storage.database import Database
from storage.schema.issues import issues
from tests.builders import Neighbour, actor_of, settle_in
from tests.deliberating import begin_full_matter
from tests.streets import found_street

NAMES = ["一号院", "二号院", "三号院"]


@pytest.fixture
async def street(database: Database, at: datetime) -> tuple[list[int], Neighbour]:
    return await found_street(database, at, NAMES)


async def report(
    database: Database, compound: int, number: int, at: datetime, text: str = "路灯不亮", **more: object
) -> int:
    async with database.transaction() as transaction:
        one = await transaction.issues.report(
            number=number,
            place=Place(compound),
            reporter_id=None,
            draft_id=10_000 + number,
            text="路灯不亮",
            spot=None,
            at=at,
        )
        if more:
            await transaction.issues.run(update(issues).where(issues.c.id == one.id).values(**more))
        return one.id


def by_name(found: list[Standing] | Refusal) -> dict[str, list[tuple[Wait, Thing]]]:
    assert not isinstance(found, Refusal)
    return {one.compound.name: [(item.wait, item.thing) for item in one.items] for one in found}


async def test_what_waits_stands_where_it_waits(
    database: Database, street: tuple[list[int], Neighbour], at: datetime
) -> None:
    (first, second, third), secretary = street
    await report(database, first, 1, at)
    await report(database, second, 2, at - timedelta(days=60))
    raised = await report(database, second, 3, at - timedelta(days=60), level=3)
    checked = await report(database, third, 4, at)
    async with database.transaction() as transaction:
        await transaction.issues.step(checked, Step.DONE, State.TO_CHECK, by=None, text="", at=at)
        await transaction.issues.move(checked, State.TO_CHECK, at)
        await transaction.whistles.blow(
            Place(third), WhistleKind.BEYOND, "消防通道", issue_id=None, by=secretary.person_id, at=at
        )
    found = await desk(database, actor=secretary.actor, at=at)
    assert list(by_name(found)) == ["二号院", "三号院", "一号院"]
    assert by_name(found) == {
        "一号院": [],
        "二号院": [(Wait.LATE, Thing.ISSUE), (Wait.RAISED, Thing.ISSUE)],
        "三号院": [(Wait.SECOND, Thing.ISSUE), (Wait.WHISTLE, Thing.WHISTLE)],
    }
    one = await standing(database, actor=secretary.actor, compound_id=second, at=at)
    assert isinstance(one, Standing) and [item.id for item in one.of(Wait.RAISED)] == [raised]
    assert one.of(Wait.RAISED)[0].words == "0003 路灯不亮"
    assert await standing(database, actor=secretary.actor, compound_id=9999, at=at) == NO_DESK


@pytest.mark.parametrize("asking", ["move_by", "stop_by", "revise_by"])
async def test_what_another_asked_of_a_matter_waits_for_a_second_person(
    database: Database, street: tuple[list[int], Neighbour], at: datetime, asking: str
) -> None:
    (first, *_), secretary = street
    async with database.transaction() as transaction:
        chair = await settle_in(transaction, "赵主任", 7700, RoleKind.COMMITTEE, Place(first), at)
    begun = await begin_full_matter(database, first, chair.actor, at)
    assert isinstance(begun, Done)
    for asker, waits in ((secretary, []), (chair, [(Wait.SECOND, Thing.MATTER)])):
        async with database.transaction() as transaction:
            await transaction.deliberation.write(int(begun["matter_id"]), **{asking: asker.person_id})
        assert by_name(await desk(database, actor=secretary.actor, at=at))["一号院"] == waits


async def test_what_is_for_one_reader_is_not_on_the_desk_of_another(
    database: Database, street: tuple[list[int], Neighbour], at: datetime
) -> None:
    (first, *_), secretary = street
    for number, reader in ((1, secretary.person_id), (2, 1)):
        one = await report(database, first, number, at - timedelta(days=60))
        async with database.transaction() as transaction:
            await transaction.intake.seal(one, reader)
    found = await standing(database, actor=secretary.actor, compound_id=first, at=at)
    assert isinstance(found, Standing)
    assert [item.words[:4] for item in found.items] == ["0001"]


async def test_nobody_else_has_a_desk(database: Database, street: tuple[list[int], Neighbour], at: datetime) -> None:
    async with database.reading() as transaction:
        leader = await transaction.registry.by_telegram(40_000)
    assert leader is not None
    actor = await actor_of(database, Neighbour(leader.id, 40_000, 0, street[1].actor), at)
    for asked in (desk(database, actor=actor, at=at), covered(database, actor=actor, at=at)):
        assert await asked == NO_DESK
    assert await months(database, actor=actor, first=date(2026, 11, 1)) == NO_DESK


async def test_every_compound_has_its_month_in_one_file(
    database: Database, street: tuple[list[int], Neighbour], at: datetime
) -> None:
    (first, *_), secretary = street
    await report(database, first, 1, at)
    found = await months(database, actor=secretary.actor, first=date(2026, 11, 1))
    assert not isinstance(found, Refusal)
    assert [(one.compound, one.figures.came) for one in found] == [("一号院", 1), ("二号院", 0), ("三号院", 0)]
