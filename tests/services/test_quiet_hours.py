"""The night is as long as the compound's rules say, in every room that waits for the morning: on both databases."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from domain.calendar import QuietHours
from domain.effects import Post
from domain.notices import Notice, NoticeKind, Urgency
from domain.outcomes import Refusal
from domain.registry import Place, RoleKind
from services import announcements
from storage.database import Database
from storage.effects import apply
from storage.schema.traffic import outbox
from tests.announcement_story import drafted
from tests.builders import found_town, settle_in
from tests.cities import own_shelf
from tests.poll_story import Story
from tests.services.reporting import reported

LATE = timedelta(hours=11, minutes=40)  # 21:40 in Shanghai: 中华园 is awake, the nation sleeps
NIGHT = timedelta(hours=12)  # 22:00: both sleep, 中华园 until six


def notice(key: str, chat_id: int, **more: object) -> Post:
    values: Mapping[str, object] = {"kind": NoticeKind.POST, "template": "chats.hello", **more}
    return Post(Notice(key=key, chat_id=chat_id, **values))  # type: ignore[arg-type]


async def leaving(database: Database, at: datetime, *posts: Post) -> dict[str, datetime]:
    """When each may leave."""
    async with database.transaction() as transaction:
        await apply(transaction, posts, at=at)
        rows = await transaction.outbox.rows(outbox.select())
    return {row.key: row.not_before for row in rows}


async def test_the_night_is_as_long_as_the_compound_says(database: Database, at: datetime) -> None:
    """中华园 keeps 22:00 to 06:00, its neighbour the nation's 21:30 to 07:30."""
    town = await found_town(database, at)
    database.shelf = own_shelf()
    async with database.transaction() as transaction:
        other = await transaction.registry.found(
            street="曹杨新村街道", community="第一社区", name="府河苑", building_labels=["1号楼"], at=at
        )
        liu = await settle_in(transaction, "刘大爷", 301, RoleKind.OWNER, Place(other), at)
    evening = at + LATE
    found = await leaving(
        database,
        evening,
        notice("group", town.group),
        notice("wang", town["王阿姨"].chat_id),
        notice("liu", liu.chat_id),
        notice("passer-by", town["路过的人"].chat_id),
        notice("urgent", liu.chat_id, urgency=Urgency.URGENT),
        notice("edit", liu.chat_id, kind=NoticeKind.EDIT, subject="issue:1"),
    )
    morning = at.replace(hour=23, minute=30)  # 07:30 in Shanghai
    assert found == {
        "group": evening,
        "wang": evening,
        "liu": morning,
        "passer-by": morning,
        "urgent": evening,
        "edit": evening,
    }
    later = await leaving(database, at + NIGHT, notice("group, later", town.group))
    assert later["group, later"] == at.replace(hour=22)  # 06:00


async def test_reports_are_passed_on_when_the_compounds_night_is_over(database: Database, at: datetime) -> None:
    """At 21:40 the nation sleeps, 中华园 does not; at 23:00 it wakes at six."""
    town = await found_town(database, at)
    evening, night = at + LATE, at + timedelta(hours=13)
    assert (await reported(database, town["王阿姨"], "路灯坏了", evening, "u1"))["told_at"] is not None
    database.shelf = own_shelf()
    assert (await reported(database, town["王阿姨"], "门禁坏了", evening, "u2"))["told_at"] is None
    assert (await reported(database, town["王阿姨"], "电梯坏了", night, "u3"))["told_at"] == "2026-11-24T22:00:00+00:00"


async def test_announcements_and_questions_leave_while_the_compound_is_awake(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    draft = await drafted(database, town, "赵主任", at)
    evening, actor = at + LATE, town["赵主任"].actor

    async def held() -> QuietHours | None:
        shown = await announcements.preview(database, actor=actor, draft_id=draft, at=evening)
        assert not isinstance(shown, Refusal)
        return shown.held

    assert await held() == QuietHours()
    database.shelf = own_shelf()
    assert await held() is None
    outcome = await announcements.schedule_announcement(
        database, actor=actor, draft_id=draft, source="send", at=evening
    )
    assert (outcome.facts["now"], outcome.facts["due"]) == (True, "2026-11-24T13:40:00+00:00")
    story = Story(database, town, evening)
    await story.started()
    assert [parcel.notice.kind for parcel in story.left if parcel.notice.template.startswith("polls.")] == [
        NoticeKind.POLL
    ]
