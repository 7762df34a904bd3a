"""0.12 楼栋长制度: nine buildings have nine leaders, or a list of what is vacant."""

from __future__ import annotations

from datetime import datetime

from domain.joining import hash_token
from domain.offices import Office, Scope
from domain.outcomes import Done, Refusal
from domain.registry import Place, RoleKind
from domain.seats import Situation
from rendering.seats import FillSeat
from rendering.seats import seats as drawn
from rendering.texts import texts
from services import rosters, seats
from services.offices import accept_invitation, hand_over
from storage.database import Database
from tests.acceptance.ground import District, a_district

GARDEN = [(4, 6, 2, 0)] * 6 + [(3, 6, 2, 0)] * 2 + [(2, 6, 2, 2)]
"""中华园: built 1981, 9 buildings, 382 households."""


async def stands(district: District, compound: Place) -> Situation:
    found = await seats.situation(
        district.database, actor=district.operator.actor, compound_id=compound.compound_id or 0, at=district.at
    )
    assert not isinstance(found, Refusal)
    return found


async def test_nine_buildings_have_nine_leaders_or_a_list_of_vacancies(database: Database, at: datetime) -> None:
    district = await a_district(database, at)
    garden = await district.founds("中华园", 9)
    await district.gets_doors(garden, GARDEN)
    view = await rosters.overview(database, actor=district.operator.actor, compound_id=garden.compound_id or 0, at=at)
    assert not isinstance(view, Refusal)
    assert view.ready.census.households == 382

    buildings = await district.buildings(garden)
    for building in buildings[:7]:
        scope = Scope(Place(building.compound_id, building.id))
        person = await district.comes(f"{building.label}的楼长")
        await district.takes(district.operator, person, Office(RoleKind.BUILDING_LEADER, scope))
    leaders = (await stands(district, garden)).of(RoleKind.BUILDING_LEADER)
    assert len(leaders) == 9
    vacant = [seat for seat in leaders if seat.vacant]
    assert [seat.where.name for seat in vacant] == ["8号楼", "9号楼"]
    assert [seat.held[0].name for seat in leaders if not seat.vacant] == [f"{n}号楼的楼长" for n in range(1, 8)]

    screen = drawn(texts("zh_Hans"), await stands(district, garden), 0, fills=True)
    assert "楼长 7/9 栋" in screen.text
    fills = [key.press for row in screen.keys for key in row if isinstance(key.press, FillSeat)]
    assert buildings[7].id in {fill.number for fill in fills if fill.kind == "building_leader"}

    for building in buildings[7:]:
        scope = Scope(Place(building.compound_id, building.id))
        person = await district.comes(f"{building.label}的楼长")
        await district.takes(district.operator, person, Office(RoleKind.BUILDING_LEADER, scope))
    leaders = (await stands(district, garden)).of(RoleKind.BUILDING_LEADER)
    assert [seat.vacant for seat in leaders] == [False] * 9


async def test_a_leader_hands_over_and_the_building_is_never_without(database: Database, at: datetime) -> None:
    district = await a_district(database, at)
    garden = await district.founds("中华园", 9)
    third = (await district.buildings(garden))[2]
    office = Office(RoleKind.BUILDING_LEADER, Scope(Place(third.compound_id, third.id)))
    old, new = await district.comes("李楼长"), await district.comes("吴老师")
    actor = await district.takes(district.operator, old, office)
    (held,) = await rosters.holdings(database, person_id=old.person_id, at=at)
    handed = await hand_over(
        database, actor=actor, role_id=held.id, token_hash=hash_token("over"), source="over", at=at
    )
    assert isinstance(handed, Done)
    leaders = (await stands(district, garden)).of(RoleKind.BUILDING_LEADER)
    assert [one.name for one in leaders[2].held] == ["李楼长"]
    await accept_invitation(database, actor=new.actor, token="over", source="taken", at=at)
    leaders = (await stands(district, garden)).of(RoleKind.BUILDING_LEADER)
    assert [one.name for one in leaders[2].held] == ["吴老师"]
