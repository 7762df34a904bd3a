"""What screens of offices show: posts, what waits where, what a compound lacks, the choices of a step."""

from __future__ import annotations

from datetime import datetime

from domain.layouts import Layout
from domain.office_wizard import Step
from domain.offices import Office, Scope
from domain.outcomes import Reason, Refusal
from domain.readiness import Finding, Lack
from domain.registry import Actor, Organ, Place, RoleKind
from domain.seats import Overview
from services import rosters, seats
from services.homes import request_home
from services.units import make_doors
from storage.database import Database
from storage.schema.units import dwelling_units, owners, ownerships
from tests.builders import Town, agree, found_town, settle_in
from tests.services.reporting import reported


async def a_sister(database: Database, town: Town, at: datetime, name: str = "梅岭园") -> int:
    """Another compound of the same community."""
    async with database.transaction() as transaction:
        return await transaction.registry.found(
            street="曹杨新村街道", community="第一社区", name=name, building_labels=["1号楼", "2号楼"], at=at
        )


async def doors(database: Database, town: Town, at: datetime) -> None:
    await make_doors(
        database, actor=town["赵主任"].actor, place=town.place, layout=Layout(3, 1, 6, 2), source="doors", at=at
    )


async def test_a_compound_at_a_glance(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    view = await rosters.overview(database, actor=town["李楼长"].actor, compound_id=town.compound_id, at=at)
    assert isinstance(view, Overview)
    assert (view.compound.name, view.situation.buildings, view.situation.groups, view.waiting) == ("中华园", 2, 2, 0)
    assert view.counts[RoleKind.OWNER] == view.counts[RoleKind.COMMITTEE] == 1
    assert view.ready.household == (Finding(Lack.DOORS, 2, 2),)
    nowhere = await rosters.overview(database, actor=town["钱管理"].actor, compound_id=9999, at=at)
    assert nowhere == Refusal(Reason.NOT_FOUND)
    for name in ("王阿姨", "孙网格"):
        refused = await rosters.overview(database, actor=town[name].actor, compound_id=town.compound_id, at=at)
        assert isinstance(refused, Refusal)


async def test_what_votes_lack_is_counted_from_the_roster(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    await doors(database, town, at)
    third = town.buildings["3号楼"]
    async with database.transaction() as transaction:
        units = await transaction.units.of_compound(town.compound_id)
        update = dwelling_units.update()
        for unit in units[:31]:
            values = {"area": 8937, "area_source": "registered"}
            await transaction.connection.execute(update.where(dwelling_units.c.id == unit.id).values(**values))
        developer = [unit.id for unit in units[-10:]]
        await transaction.connection.execute(update.where(dwelling_units.c.id.in_(developer)).values(developer=True))
        one = await transaction.units.add(owners, compound_id=town.compound_id, name="x", name_hash="x", number="")
        two = await transaction.units.add(owners, compound_id=town.compound_id, name="y", name_hash="y", number="")
        for unit, owner in ((units[0], one), (units[1], one), (units[2], one), (units[2], two)):
            await transaction.units.add(ownerships, unit_id=unit.id, owner_id=owner)
        home = Place(town.compound_id, third, unit_id=units[0].id)
        await transaction.registry.grant(town["王阿姨"].person_id, RoleKind.OWNER, home, by=None, at=at)
        await transaction.registry.grant(town["陈租客"].person_id, RoleKind.TENANT, home, by=None, at=at)
        await transaction.connection.execute(
            dwelling_units.insert(),
            {
                "compound_id": town.compound_id,
                "building_id": third,
                "entrance_id": units[0].entrance_id,
                "floor": 0,
                "label": "车位1",
                "kind": "parking",
            },
        )
    view = await rosters.overview(database, actor=town["赵主任"].actor, compound_id=town.compound_id, at=at)
    assert isinstance(view, Overview)
    census = view.ready.census
    assert (census.households, census.bound, census.counted, census.uncounted) == (72, 1, 72, 1)
    assert (census.area, census.heads) == (31 * 8937, 3)  # one alone, those two together, the developer
    assert view.ready.household == ()
    assert view.ready.owners == (Finding(Lack.AREAS, 41, 72), Finding(Lack.OWNERS, 59, 72))


async def test_where_people_wait_is_listed_first(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    sister, quiet = await a_sister(database, town, at), await a_sister(database, town, at, "安静园")
    async with database.reading() as transaction:
        (first, _) = await transaction.registry.buildings(sister)
    async with database.transaction() as transaction:
        newcomers = [await settle_in(transaction, f"新邻居{n}", 500 + n, None, Place(), at) for n in range(3)]
    await agree(database, *newcomers, at=at)
    for one in newcomers:
        await request_home(
            database, actor=one.actor, kind=RoleKind.TENANT, building_id=first.id, source=f"h{one.person_id}", at=at
        )
    await reported(database, town["王阿姨"], "电梯又坏了", at)
    found = await seats.waiting(database, actor=town["钱管理"].actor, at=at)
    assert [(one.compound.id, one.requests, one.reports) for one in found] == [
        (sister, 3, 0),
        (town.compound_id, 0, 1),
        (quiet, 0, 0),
    ]
    assert found[2].vacancies == 5  # an organ of its own, two organs of the community, two building leaders
    (mine,) = await seats.waiting(database, actor=town["李楼长"].actor, at=at)
    assert (mine.compound.name, mine.requests, mine.reports, mine.vacancies) == ("中华园", 0, 1, 0)
    assert await seats.waiting(database, actor=town["王阿姨"].actor, at=at) == []


async def test_only_what_one_may_confirm_waits_for_one(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    await agree(database, town["路过的人"], at=at)
    await request_home(
        database,
        actor=town["路过的人"].actor,
        kind=RoleKind.TENANT,
        building_id=town.buildings["9号楼"],
        source="h",
        at=at,
    )
    (leader,) = await seats.waiting(database, actor=town["李楼长"].actor, at=at)
    (chair,) = await seats.waiting(database, actor=town["赵主任"].actor, at=at)
    assert (leader.requests, chair.requests) == (0, 1)


async def test_posts_of_a_compound_are_seen_by_who_sees_its_roster(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    situation = await seats.situation(database, actor=town["李楼长"].actor, compound_id=town.compound_id, at=at)
    assert not isinstance(situation, Refusal)
    leaders = {seat.where.name: [one.name for one in seat.held] for seat in situation.of(RoleKind.BUILDING_LEADER)}
    assert leaders == {"3号楼": ["李楼长"], "9号楼": []}
    refused = await seats.situation(database, actor=town["王阿姨"].actor, compound_id=town.compound_id, at=at)
    assert isinstance(refused, Refusal)
    held = await seats.members(database, actor=town["李楼长"].actor, compound_id=town.compound_id, at=at)
    assert not isinstance(held, Refusal)
    assert [one.name for one in held] == ["李楼长", "赵主任", "孙网格"]
    assert isinstance(
        await seats.members(database, actor=town["王阿姨"].actor, compound_id=town.compound_id, at=at), Refusal
    )


async def test_an_office_is_seen_and_ended_by_the_right_ones(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    leader = (await rosters.holdings(database, person_id=town["李楼长"].person_id, at=at))[0]
    home = (await rosters.holdings(database, person_id=town["王阿姨"].person_id, at=at))[0]
    operator = (await rosters.holdings(database, person_id=town["钱管理"].person_id, at=at))[0]
    assert await seats.holding(database, role_id=leader.id) == leader
    assert await seats.holding(database, role_id=9999) is None
    chair = town["赵主任"].actor
    assert [await seats.may_end(database, actor=chair, held=one) for one in (leader, home, operator)] == [
        True, False, False,
    ]  # fmt: skip
    assert [await seats.sees(database, actor=chair, held=one) for one in (leader, home)] == [True, False]
    assert not await seats.sees(database, actor=town["王阿姨"].actor, held=leader)


async def wizard(
    database: Database, town: Town, who: Actor, *answers: tuple[str, str], at: datetime
) -> seats.Choice | Refusal:
    """What is asked after these answers."""
    body = await seats.opening(database, compound_id=town.compound_id)
    assert body is not None
    choice: seats.Choice | Refusal = await seats.next_choice(database, actor=who, body=body, at=at)
    for step, value in answers:
        assert isinstance(choice, seats.Choice)
        choice = await seats.answered(database, actor=who, body=choice.body, step=step, value=value, at=at)
    return choice


async def test_the_wizard_asks_only_what_is_not_clear(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    operator, chair = town["钱管理"].actor, town["赵主任"].actor
    first = await wizard(database, town, chair, at=at)
    assert isinstance(first, seats.Choice)
    assert first.step is Step.KIND
    assert RoleKind.COMMITTEE not in {value for value, _ in first.options}  # the operator's to give
    grid = await wizard(database, town, chair, ("kind", "grid_worker"), at=at)
    assert isinstance(grid, seats.Choice)
    assert (grid.step, grid.body["level"]) == (Step.CHECK, "compound")  # no grids, and not over the community
    assert [held.name for held in grid.holders] == ["孙网格"]
    organ = await wizard(database, town, operator, ("kind", "committee"), ("organ", "party"), at=at)
    assert isinstance(organ, seats.Choice)
    assert (organ.step, [value for value, _ in organ.options]) == (Step.LEVEL, ["compound", "community", "building"])
    own = await wizard(database, town, operator, ("kind", "committee"), ("organ", "owners"), at=at)
    assert isinstance(own, seats.Choice)
    assert own.step is Step.CHECK
    forged = await wizard(database, town, chair, ("kind", "committee"), at=at)
    assert forged == Refusal(Reason.INVALID, {"what": "place"})
    assert await seats.opening(database, compound_id=9999) is None


async def test_the_wizard_knows_entrances_and_floors_from_the_doors(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    chair, third = town["赵主任"].actor, str(town.buildings["3号楼"])
    nothing = await wizard(database, town, chair, ("kind", "floor_leader"), ("building", third), at=at)
    assert isinstance(nothing, seats.Choice)
    assert (nothing.step, nothing.options) == (Step.ENTRANCE, ())
    await doors(database, town, at)
    ways = await wizard(database, town, chair, ("kind", "floor_leader"), ("building", third), at=at)
    assert isinstance(ways, seats.Choice)
    assert [label for _, label in ways.options] == ["1单元", "2单元", "3单元"]
    answers = (("kind", "floor_leader"), ("building", third), ("entrance", ways.options[1][0]))
    floors = await wizard(database, town, chair, *answers, at=at)
    assert isinstance(floors, seats.Choice)
    assert [value for value, _ in floors.options] == ["1", "2", "3", "4", "5", "6"]
    done = await wizard(database, town, chair, *answers, ("floor", "6"), at=at)
    assert isinstance(done, seats.Choice)
    assert done.step is Step.CHECK
    assert await seats.called(database, body=done.body, at=at) == "中华园3号楼2单元"
    nowhere = {**done.body, "entrance": 9999}
    assert await seats.called(database, body=nowhere, at=at) == ""


async def test_the_wizard_offers_the_grids_one_may_give(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    await a_sister(database, town, at)
    async with database.transaction() as transaction:
        community = await transaction.grids.community_of(town.compound_id) or 0
        mine, wide = (
            await transaction.grids.draw(community, "第1网格"),
            await transaction.grids.draw(community, "第2网格"),
        )
        await transaction.grids.put(mine, town.buildings["3号楼"])
        await transaction.grids.put(wide, town.buildings["9号楼"])
        sister = (await transaction.registry.buildings_by_compound())[town.compound_id + 1][0]
        await transaction.grids.put(wide, sister.id)
    grids = await wizard(database, town, town["赵主任"].actor, ("kind", "grid_worker"), ("level", "grid"), at=at)
    assert isinstance(grids, seats.Choice)
    assert (grids.step, grids.options) == (Step.GRID, ((str(mine), "第1网格"),))


async def test_a_building_shows_everybody_down_to_the_floors(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    await doors(database, town, at)
    third = town.buildings["3号楼"]
    async with database.transaction() as transaction:
        ways = await transaction.doors.entrances([third])
        way = Place(town.compound_id, third, ways[third, "2单元"])
        community = await transaction.grids.community_of(town.compound_id) or 0
        grid = await transaction.grids.draw(community, "第1网格")
        await transaction.grids.put(grid, third)
        for name, office in {
            "王阿姨": Office(RoleKind.ENTRANCE_LEADER, Scope(way)),
            "陈租客": Office(RoleKind.FLOOR_LEADER, Scope(Place(*way.levels[:3], 6))),
            "路过的人": Office(RoleKind.REPRESENTATIVE, Scope(Place(town.compound_id, third))),
            "孙网格": Office(RoleKind.GRID_WORKER, Scope(grid_id=grid)),
        }.items():
            await transaction.offices.give(town[name].person_id, office, by=None, at=at)
        building = await transaction.registry.building(third)
    assert building is not None
    offices = await seats.building_offices(database, building=building, at=at)
    assert offices.name == "中华园3号楼"
    assert [one.name for one in offices.everybody] == ["李楼长", "王阿姨", "陈租客", "路过的人", "孙网格"]
    (second,) = [one for one in offices.entrances if one.leaders]
    assert (second.label, [one.where.floor for one in second.floors]) == ("2单元", [6])


async def test_an_organ_over_the_community_is_seen_in_its_compounds(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    sister = await a_sister(database, town, at)
    async with database.transaction() as transaction:
        community = await transaction.grids.community_of(town.compound_id)
        office = Office(RoleKind.COMMITTEE, Scope(community_id=community), Organ.RESIDENTS)
        await transaction.offices.give(town["路过的人"].person_id, office, by=None, at=at)
    for situation in await seats.situations(database, actor=town["钱管理"].actor, at=at):
        seat = next(seat for seat in situation.seats if seat.organ is Organ.RESIDENTS)
        assert [one.name for one in seat.held] == ["路过的人"]
    assert sister
