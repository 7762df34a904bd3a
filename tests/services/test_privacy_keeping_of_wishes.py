"""Wishes and errands that are over for long: that there was one stays, whose it was and what was said goes."""

from __future__ import annotations

from datetime import datetime, timedelta

from domain.privacy_keeping import RETENTION, Kept
from storage.database import Database
from tests.builders import found_town
from tests.services.past import add
from tests.services.test_privacy_keeping import night


async def test_an_old_wish_loses_its_words_and_whose_it_was(database: Database, at: datetime) -> None:
    town, days = await found_town(database, at), timedelta(days=RETENTION[Kept.WISHES].days)
    async with database.transaction() as transaction:
        what = {"compound_id": town.compound_id, "words": "要老花镜", "channel": "chat", "reach": "between"}
        what |= {"state": "fulfilled", "made_at": at, "made_by": town["王阿姨"].person_id, "thanks": "谢谢"}
        for number, hours in ((1, 1), (2, -1)):
            closed = at - days - timedelta(hours=hours)
            await add(
                transaction, "wishes", **what, number=number, claimed_by=town["陈租客"].person_id, closed_at=closed
            )
    assert await night(database, at) == {"wishes": 1}
    assert await night(database, at + timedelta(minutes=1)) == {}
    async with database.reading() as transaction:
        old, new = [await transaction.wishes.find(number) for number in (1, 2)]
    assert old is not None and (old.words, old.thanks, old.made_by, old.claimed_by) == ("", "", None, None)
    assert new is not None and new.words == "要老花镜" and new.made_by == town["王阿姨"].person_id


async def test_an_old_errand_loses_whose_it_was_and_keeps_how_long_it_took(database: Database, at: datetime) -> None:
    town, days = await found_town(database, at), timedelta(days=RETENTION[Kept.ERRANDS].days)
    async with database.transaction() as transaction:
        what = {
            "compound_id": town.compound_id,
            "service": "门禁卡",
            "materials": ["身份证"],
            "days": 1,
            "brought": [0],
        }
        what |= {"state": "done", "filed_by": town["王阿姨"].person_id, "words": "周三来拿"}
        for number, hours in ((1, 1), (2, -1)):
            ended = at - days - timedelta(hours=hours)
            await add(transaction, "errands", **what, number=number, filed_at=ended, ended_at=ended)
    assert await night(database, at) == {"errands": 1}
    assert await night(database, at + timedelta(minutes=1)) == {}
    async with database.reading() as transaction:
        old, new = [await transaction.errands.find(number) for number in (1, 2)]
        assert await transaction.errands.days_taken(town.compound_id, "门禁卡") == [1, 1]
    assert old is not None and (old.words, old.filed_by) == ("", None)
    assert new is not None and new.words == "周三来拿"
