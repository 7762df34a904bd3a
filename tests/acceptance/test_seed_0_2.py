"""0.2 三级组织架构: a leader of building 3 can message building 3 only; community, compound, building, unit."""

from __future__ import annotations

from datetime import datetime

from domain.offices import Office, Scope
from domain.outcomes import Done, Outcome, Reason, Refusal
from domain.registry import Actor, Organ, Place, RoleKind
from services import announcements, seats
from services.announcements_writing import schedule_announcement
from services.drafts import begin_draft
from services.timetable import first_due
from storage.database import Database
from storage.schema.traffic import outbox
from tests.acceptance.ground import District, a_district
from tests.builders import Neighbour, open_group


async def announces(district: District, who: Neighbour, actor: Actor, place: Place) -> Outcome:
    """Writes 「明天停水」 to a place and sends it."""
    draft = await begin_draft(
        district.database,
        actor=actor,
        chat_id=who.chat_id,
        kind="announcement",
        body={"text": "明天上午停水，请接好水。", "place": list(place.levels[:2])},
        awaiting=None,
        source=district.source(),
        at=district.at,
    )
    assert isinstance(draft, Done)
    return await schedule_announcement(
        district.database, actor=actor, draft_id=draft["draft_id"], source=district.source(), at=district.at
    )


async def test_a_leader_of_building_3_messages_building_3_only(database: Database, at: datetime) -> None:
    district = await a_district(database, at)
    garden = await district.founds("中华园", 9)
    places = {one.label: Place(one.compound_id, one.id) for one in await district.buildings(garden)}
    async with database.transaction() as transaction:
        groups = {
            name: await open_group(transaction, number, name, place)
            for number, (name, place) in enumerate({"全院": garden, **places}.items(), start=-900)
        }
    li = await district.comes("李楼长")
    leader = await district.takes(district.operator, li, Office(RoleKind.BUILDING_LEADER, Scope(places["3号楼"])))

    for name, place in {"全院": garden, **places}.items():
        sent = await announces(district, li, leader, place)
        if name == "3号楼":
            assert isinstance(sent, Done)
        else:
            assert isinstance(sent, Refusal)
            assert sent.reason is Reason.NOT_PERMITTED, name
    await publishes_what_is_due(district)
    async with database.reading() as transaction:
        rows = await transaction.outbox.rows(outbox.select().where(outbox.c.kind == "post", outbox.c.public))
    assert {row.chat_id for row in rows} == {groups["3号楼"]}


async def publishes_what_is_due(district: District) -> None:
    row = await first_due(district.database, by=district.at)
    assert row is not None
    await announcements.publish(
        district.database, subject=row.subject, due=row.effective_at, source=district.source(), at=district.at
    )


async def test_the_tree_goes_from_the_community_down_to_the_unit(database: Database, at: datetime) -> None:
    district = await a_district(database, at)
    garden = await district.founds("中华园", 9)
    await district.gets_doors(garden, [(3, 6, 2, 0)] * 9)
    third = (await district.buildings(garden))[2]
    async with database.reading() as transaction:
        community = await transaction.grids.community_of(garden.compound_id or 0)
    secretary, branch, group, li = [await district.comes(name) for name in ("钱书记", "孙支书", "吴组长", "李楼长")]
    at_third = Scope(Place(third.compound_id, third.id))
    for person, office in (
        (secretary, Office(RoleKind.COMMITTEE, Scope(community_id=community), Organ.PARTY)),
        (branch, Office(RoleKind.COMMITTEE, Scope(garden), Organ.PARTY)),
        (group, Office(RoleKind.COMMITTEE, at_third, Organ.PARTY)),
        (li, Office(RoleKind.BUILDING_LEADER, at_third)),
    ):
        await district.takes(district.operator, person, office)
    (situation,) = await seats.situations(database, actor=district.operator.actor, at=at)
    party = next(seat for seat in situation.seats if seat.organ is Organ.PARTY)
    assert [(one.name, one.where.level.value) for one in party.held] == [
        ("钱书记", "community"),
        ("孙支书", "compound"),
    ]
    offices = await seats.building_offices(database, building=third, at=at)
    assert [one.name for one in offices.everybody] == ["李楼长", "吴组长"]
    async with database.reading() as transaction:
        doors = await transaction.units.of_building(third.id)
    assert [(one.building, one.entrance, one.label) for one in doors[:2]] == [
        ("3号楼", "1单元", "101"), ("3号楼", "1单元", "102"),
    ]  # fmt: skip
