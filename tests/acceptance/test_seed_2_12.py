"""2.12 网格事件分流督办: given out, due, supervised once, confirmed by its reporter, who may reject the closing."""

from __future__ import annotations

from datetime import datetime, timedelta

from domain.issues_clock import ACCEPTED_WITHIN
from domain.issues_life import State
from domain.outcomes import Done
from services.issues_board import return_unaccepted
from storage.database import Database
from tests.builders import found_town
from tests.services.reporting import PHOTO, handle, queued, reported


async def test_an_event_is_supervised_once_and_its_reporter_may_reject_the_closing(
    embedded: Database, at: datetime
) -> None:
    town = await found_town(embedded, at)
    number = int((await reported(embedded, town["王阿姨"], "3号楼灯不亮", at))["id"])
    given = {"holder": town["孙网格"].person_id}
    await handle(embedded, town["赵主任"], "assign", number, at, given=given)
    first = at + ACCEPTED_WITHIN
    await return_unaccepted(embedded, subject=f"issue:{number}", due=first, source="due 1", at=first)
    assert len(await queued(embedded, template="issues.unaccepted")) == 1, "overdue once"
    await handle(embedded, town["赵主任"], "assign", number, first, given=given)
    again = first + ACCEPTED_WITHIN
    await return_unaccepted(embedded, subject=f"issue:{number}", due=again, source="due 2", at=again)
    assert len(await queued(embedded, template="issues.unaccepted")) == 2, "each time it was given out, once"
    for who, step in (("孙网格", "take"), ("孙网格", "done"), ("李楼长", "check"), ("王阿姨", "solved")):
        more = {"files": (PHOTO,)} if step == "done" else {}
        assert isinstance(await handle(embedded, town[who], step, number, again, **more), Done)
    rejected = await handle(embedded, town["王阿姨"], "reopen", number, again + timedelta(days=1), text="又不亮了")
    assert isinstance(rejected, Done) and rejected["state"] == State.REOPENED
