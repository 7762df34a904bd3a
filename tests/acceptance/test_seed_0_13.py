"""0.13 三方联动议事会: the agenda out of what is open, promises with owner and day, what is late listed by itself."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from domain.meetings import MeetingKind
from rendering.meetings import meeting
from rendering.texts import texts
from services import meetings as acts
from storage.database import Database
from tests.builders import found_town
from tests.services.checking import Round
from tests.services.reporting import reported


async def test_an_overdue_promise_stands_on_the_next_agenda_by_itself(embedded: Database, at: datetime) -> None:
    hall = Round(embedded, await found_town(embedded, at), at)
    what: dict[str, Any] = {"kind": MeetingKind.THREE_PARTIES, "spot": "社区会议室", "first_at": at + timedelta(days=7)}
    number = int((await hall.done(acts.call_meeting, place=hall.town.place, **what))["meeting_id"])
    await reported(embedded, hall.town["王阿姨"], "3号楼灯不亮", at)
    hall.at = at + timedelta(days=7)
    for words, holder, days in (("换门禁", "物业", 7), ("选监票人", "业委会", 30), ("清楼道", "居委会", 15)):
        await hall.done(acts.add_action, meeting_id=number, words=words, holder=holder, days=days)
    await hall.done(acts.hold_day, meeting_id=number, minutes="居委会、业委会、物业都到了")
    chair = hall.town["赵主任"].actor
    before = await acts.meeting_agenda(embedded, actor=chair, meeting_id=number, at=hall.at)
    assert before is not None and [one.words for one in before.late] == ["换门禁", "清楼道", "选监票人"]
    await hall.done(acts.finish_action, action_id=before.late[2].id, words="选好了")
    found = await acts.meeting_agenda(embedded, actor=chair, meeting_id=number, at=hall.at)
    assert found is not None and [one.words for one in found.late] == ["换门禁", "清楼道"]
    text = meeting(texts("zh_Hans"), found, at=hall.at, zone=embedded.zone).text
    assert "到那天已过期的 2 件" in text and "换门禁（物业，过期 24 天）" in text and "还在办的 0 件" in text
    assert "没办结的报事 1 件" in text
