"""0.20 62个楼院全覆盖: ratios computed from records; 62/62 is said to be full, of 61/62 the missing one is named."""

from __future__ import annotations

from datetime import datetime

from domain.community_desk import Needed
from domain.outcomes import Done
from domain.registry import Organ, Place
from rendering.community_desk import covers
from rendering.texts import texts
from services.community_desk import covered
from storage.database import Database
from tests.builders import actor_of
from tests.services.whistling import stand_by
from tests.streets import found_street, officer

YARDS = [f"春晖{number}号院" for number in range(1, 63)]


async def test_sixty_one_of_sixty_two_names_the_missing_one_until_it_has_its_own(
    embedded: Database, at: datetime
) -> None:
    numbers, secretary = await found_street(embedded, at, YARDS, without_organ=["春晖17号院"])
    actor = await actor_of(embedded, secretary, at)
    for number in numbers:
        assert isinstance(await stand_by(embedded, number, actor, at), Done)
    found = await covered(embedded, actor=secretary.actor, at=at)
    assert isinstance(found, tuple)
    shares = {one.thing: (one.have, one.of) for one in found}
    assert shares == {**dict.fromkeys(shares, (62, 62)), Needed.ORGAN: (61, 62)}
    said = covers(texts("zh_Hans"), found).text
    assert "自治组织 61/62，还缺：春晖17号院" in said
    assert "党组织 62/62，全覆盖" in said and "志愿队 62/62，全覆盖" in said
    async with embedded.transaction() as transaction:
        await officer(transaction, "新主任", 60_000, Organ.OWNERS, [Place(numbers[16])], at)
    whole = await covered(embedded, actor=secretary.actor, at=at)
    assert isinstance(whole, tuple) and all(one.full for one in whole)
    assert "自治组织 62/62，全覆盖" in covers(texts("zh_Hans"), whole).text
