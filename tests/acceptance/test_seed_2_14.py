"""2.14 一队综管、三所下沉: what several units see to has exactly one that leads, and those that help."""

from __future__ import annotations

from datetime import datetime
from itertools import pairwise

from domain.whistles import MOST_UNITS
from services import whistles
from storage.database import Database
from tests.builders import found_town
from tests.services.whistling import Corner


async def test_exactly_one_unit_leads_whoever_is_called_and_however_often_it_changes(
    embedded: Database, at: datetime
) -> None:
    corner = Corner(embedded, await found_town(embedded, at), at)
    number = await corner.blows()
    assert (await corner.whistle(number)).lead is None, "nobody was called yet"
    called: list[int] = []
    for name in ("派出所", "司法所", "市场所", "综合执法队"):
        called.append(await corner.calls(number, name))
        whole = await corner.whistle(number)
        assert [unit.lead for unit in whole.units] == [True] + [False] * (len(called) - 1)
    assert len(called) < MOST_UNITS
    for before, after in pairwise([*called, called[0]]):
        await corner.done(whistles.name_lead, unit_id=after)
        whole = await corner.whistle(number)
        assert [unit.id for unit in whole.units if unit.lead] == [after] != [before]
    last = (await corner.whistle(number)).lead
    assert last is not None and last.name == "派出所"
    refused = await corner.refused(whistles.release_unit, unit_id=last.id, reason="不用等了")
    assert refused == "wrong_state.whistle_lead", "it is never without one"
