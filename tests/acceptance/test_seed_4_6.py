"""4.6 楼院自治: 24 compounds without any organ are 24 rows, each with what it lacks."""

from __future__ import annotations

from datetime import datetime

from domain.offices import Office, Scope
from domain.registry import Organ, RoleKind
from domain.seats import Missing, shortfalls
from rendering.registry import COMPOUNDS, shortfall_list
from rendering.texts import texts
from services import seats
from storage.database import Database
from tests.acceptance.ground import a_district
from tests.builders import open_group

NAMES = ["学府花园", *(f"{number}号楼院" for number in range(2, 25))]
"""学府花园 (built 2000) and the others of the street that nobody is in charge of."""


async def test_24_compounds_without_an_organ_are_24_rows(database: Database, at: datetime) -> None:
    district = await a_district(database, at)
    for name in NAMES:
        await district.founds(name, 4, community="学府社区", street="京广路街道")
    found = await seats.situations(database, actor=district.operator.actor, at=at)
    assert [one.compound.name for one in found] == NAMES
    assert not any(one.organized for one in found)
    for one in found:
        lacks = {item.missing: (item.n, item.of) for item in shortfalls(one)}
        assert lacks[Missing.ORGAN] == (1, 1)
        assert lacks[Missing.LEADERS] == (4, 4)
        assert lacks[Missing.DOORS] == (4, 4)
        assert Missing.GROUP in lacks

    rows = [
        line
        for page in range(24 // COMPOUNDS)
        for line in shortfall_list(texts("zh_Hans"), found, page).text.splitlines()[1:]
    ]
    assert len(rows) == 24
    assert all("缺自管会或业委会" in row for row in rows)
    assert shortfall_list(texts("zh_Hans"), found, 0).text.startswith("24 个小区，24 个还没有自己的组织")


async def test_a_row_shrinks_as_the_compound_organizes_itself(database: Database, at: datetime) -> None:
    district = await a_district(database, at)
    compounds = [await district.founds(name, 4, community="学府社区") for name in NAMES]
    garden = compounds[0]
    chair = await district.comes("赵主任")
    await district.takes(district.operator, chair, Office(RoleKind.COMMITTEE, Scope(garden), Organ.SELF_MANAGEMENT))
    await district.gets_doors(garden, [(2, 6, 2, 0)] * 4)
    async with database.transaction() as transaction:
        await open_group(transaction, -4600, "学府花园", garden)
        community = await transaction.grids.community_of(garden.compound_id or 0)
    secretary = await district.comes("钱书记")
    await district.takes(
        district.operator, secretary, Office(RoleKind.COMMITTEE, Scope(community_id=community), Organ.PARTY)
    )
    found = await seats.situations(database, actor=district.operator.actor, at=at)
    assert sum(not one.organized for one in found) == 23
    assert [item.missing for item in shortfalls(found[0])] == [Missing.RESIDENTS, Missing.LEADERS]
    assert all(Missing.PARTY not in {item.missing for item in shortfalls(one)} for one in found)
    last = shortfall_list(texts("zh_Hans"), found, 24 // COMPOUNDS - 1).text.splitlines()[-1]
    assert last == "  学府花园：缺居委会成员、楼长 4/4 栋"
