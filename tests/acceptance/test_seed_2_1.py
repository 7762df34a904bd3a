"""2.1 三级组织与交叉任职: community, grid and building; one person sits on several organs."""

from __future__ import annotations

from datetime import datetime

from domain.offices import Level, Office, Scope
from domain.outcomes import Done, Refusal
from domain.permissions import Act, permit
from domain.registry import ANYWHERE, Organ, Place, RoleKind
from rendering.homes import mine
from rendering.texts import texts
from services import rosters, seats
from services.grids import draw_grid, put_in_grid
from storage.database import Database
from tests.acceptance.ground import a_district


async def test_the_party_is_organized_at_three_levels(database: Database, at: datetime) -> None:
    """社区党委 / 网格党支部 / 楼栋党小组, each reaching its own place and no further."""
    district = await a_district(database, at)
    first, second = await district.founds("杏林院", 3), await district.founds("桃园", 2)
    buildings = await district.buildings(first)
    who = {"actor": district.operator.actor, "at": at}
    drawn = await draw_grid(database, compound_id=first.compound_id or 0, source="draw", **who)
    assert isinstance(drawn, Done)
    grid = drawn["grid_id"]
    await put_in_grid(database, grid_id=grid, building_ids=[one.id for one in buildings[:2]], source="put", **who)
    async with database.reading() as transaction:
        community = await transaction.grids.community_of(first.compound_id or 0)

    committee, branch, group = [await district.comes(name) for name in ("党委钱书记", "支部孙书记", "小组吴组长")]
    third = Place(first.compound_id, buildings[2].id)
    offices = {
        committee: Scope(community_id=community),
        branch: Scope(grid_id=grid),
        group: Scope(third),
    }
    actors = {
        person.telegram_id: await district.takes(
            district.operator, person, Office(RoleKind.COMMITTEE, scope, Organ.PARTY)
        )
        for person, scope in offices.items()
    }
    places = {one.label: Place(one.compound_id, one.id) for one in buildings}
    reach = {
        person.telegram_id: [label for label, place in places.items() if permit(actor, Act.ANNOUNCE, place) is None]
        for person, actor in zip(offices, actors.values(), strict=True)
    }
    assert list(reach.values()) == [["1号楼", "2号楼", "3号楼"], ["1号楼", "2号楼"], ["3号楼"]]
    assert permit(actors[committee.telegram_id], Act.ANNOUNCE, second) is None
    assert permit(actors[branch.telegram_id], Act.ANNOUNCE, first) is not None
    assert permit(actors[committee.telegram_id], Act.ANNOUNCE, ANYWHERE) is not None
    members = await seats.members(database, actor=district.operator.actor, compound_id=first.compound_id or 0, at=at)
    assert not isinstance(members, Refusal)
    assert {one.name: one.where.level for one in members} == {
        "党委钱书记": Level.COMMUNITY,
        "支部孙书记": Level.GRID,
        "小组吴组长": Level.BUILDING,
    }


async def test_one_person_sits_on_several_organs(database: Database, at: datetime) -> None:
    """双向进入、交叉任职: the party's secretary also sits on the owners' and the residents' committee."""
    district = await a_district(database, at)
    garden = await district.founds("杏林院", 3)
    wang = await district.comes("王书记")
    organs = (Organ.PARTY, Organ.RESIDENTS, Organ.OWNERS)
    for organ in organs:
        await district.takes(district.operator, wang, Office(RoleKind.COMMITTEE, Scope(garden), organ))
    (situation,) = await seats.situations(database, actor=district.operator.actor, at=at)
    for organ in organs:
        seat = next(seat for seat in situation.seats if seat.organ is organ)
        assert [one.name for one in seat.held] == ["王书记"]
    held = await rosters.holdings(database, person_id=wang.person_id, at=at)
    page = mine(texts("zh_Hans"), held, database.zone).text
    assert all(f"杏林院{name}成员" in page for name in ("党支部", "居委会", "业委会"))
