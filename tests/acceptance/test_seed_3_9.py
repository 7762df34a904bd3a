"""3.9 问题征集: 43 of 50 homes that answered name fire safety, of 620 homes; printed with n, N and response rate."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from domain.outcomes import Done
from rendering import soundings as drawn
from rendering.texts import texts
from services import soundings as acts
from services.checklists import list_from_sounding
from storage.database import Database
from storage.schema.soundings import sounding_answers
from tests.builders import found_town
from tests.services.checking import Round

HOMES, ANSWERED, FIRE = 620, 50, 43


async def test_the_share_stands_beside_its_count_and_the_response_rate(embedded: Database, at: datetime) -> None:
    yard = Round(embedded, await found_town(embedded, at), at)
    place, building = yard.town.place, yard.town.buildings["3号楼"]
    async with embedded.transaction() as transaction:
        way = await transaction.units.entrance(building, "1单元", 0)
        doors = [
            await transaction.units.add_unit(yard.town.compound_id, building, way, floor=1, label=f"{n:04d}")
            for n in range(HOMES)
        ]
    asked: dict[str, Any] = {"place": place, "question": "最急的是哪几件", "options": ["停车", "消防"], "days": 7}
    number = int((await yard.done(acts.ask_homes, **asked))["sounding_id"])
    said = [[1] if n < FIRE else [0] for n in range(ANSWERED)]
    async with embedded.transaction() as transaction:
        rows = ({"sounding_id": number, "unit_id": door, "at": at} for door in doors[:ANSWERED])
        answers = [row | {"choices": choices} for row, choices in zip(rows, said, strict=True)]
        await transaction.soundings.offer(sounding_answers, *answers)
    due = at + timedelta(days=7)
    closed = await acts.close_sounding(embedded, subject=f"sounding:{number}", due=due, source="due", at=due)
    assert isinstance(closed, Done)
    page = await acts.sounding_page(embedded, actor=yard.town["赵主任"].actor, sounding_id=number)
    assert page is not None
    text = drawn.sounding(texts("zh_Hans"), page, at=due, zone=embedded.zone).text
    assert "消防：43/50 户，占回复者 86.0%" in text and "停车：7/50 户，占回复者 14.0%" in text
    assert "共 620 户，50 户回复，回复率 8.1%" in text and "不是表决" in text
    assert text.index("消防") < text.index("停车")
    made = await yard.done(list_from_sounding, sounding_id=number)
    assert [item.words for item in (await yard.list(made["checklist_id"])).items] == ["消防", "停车"]
