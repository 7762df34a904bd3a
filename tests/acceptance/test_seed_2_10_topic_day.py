"""2.10 协商议事日: a topic filed late goes to the next day; every topic ends 采纳, 部分采纳 or 不采纳 with a reason."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from domain.deliberation.answers import Verdict
from domain.meetings import MeetingKind
from services import meetings as acts
from storage.database import Database
from tests.builders import found_town
from tests.services.checking import Round
from tests.services.reporting import queued


async def test_topics_close_seven_days_before_and_all_end_with_a_reason(embedded: Database, at: datetime) -> None:
    hall = Round(embedded, await found_town(embedded, at), at)
    what: dict[str, Any] = {"kind": MeetingKind.TOPIC_DAY, "spot": "居民活动室", "first_at": at + timedelta(days=20)}
    number = int((await hall.done(acts.call_meeting, place=hall.town.place, **what))["meeting_id"])
    for words in ("停车划线", "楼道堆物", "广场舞音量"):
        assert (await hall.done(acts.file_topic, "王阿姨", meeting_id=number, words=words))["day"] == 0
    hall.at = at + timedelta(days=13)
    late = await hall.done(acts.file_topic, "陈租客", meeting_id=number, words="充电桩")
    assert late["day"] == 1 and late["late"]
    hall.at = at + timedelta(days=20)
    found = await acts.meeting_agenda(embedded, actor=hall.town["赵主任"].actor, meeting_id=number, at=hall.at)
    assert found is not None and len(found.topics) == 3
    for topic, verdict in zip(found.topics, Verdict, strict=True):
        assert await hall.refused(acts.hold_day, meeting_id=number, minutes="都到了") == "meeting_undecided"
        await hall.done(acts.decide_topic, topic_id=topic.id, verdict=verdict, reason="大家商量的")
    await hall.done(acts.hold_day, meeting_id=number, minutes="都到了")
    (held,) = await queued(embedded, template="meetings.held", chat_id=hall.town.group)
    assert held.facts["verdicts"] == {"adopted": 1, "partly": 1, "declined": 1}
