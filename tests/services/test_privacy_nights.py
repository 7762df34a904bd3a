"""One night after another: what is taken up is what still has something to lose."""

from __future__ import annotations

from datetime import datetime, timedelta

from domain.privacy_keeping import RETENTION, Kept
from storage.database import Database
from tests.builders import found_town
from tests.services.past import report, report_files
from tests.services.test_privacy_keeping import night


async def test_a_night_takes_up_no_report_whose_files_have_gone_already(database: Database, at: datetime) -> None:
    """Else those that were closed first would be all that a night ever takes up, and the others' photos would stay."""
    town = await found_town(database, at)
    days = timedelta(days=RETENTION[Kept.REPORT_FILES].days)
    async with database.transaction() as transaction:
        for number in range(3):
            await report_files(transaction, town, at - days - timedelta(hours=number + 1))
        await report(transaction, town, at - days - timedelta(hours=9))
        await report_files(transaction, town, at)
    assert await night(database, at) == {"report_files": 3}
    assert await night(database, at + timedelta(minutes=1)) == {}
