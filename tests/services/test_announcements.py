"""Announcements of 李楼长 and 赵主任, from the draft to the groups, on both databases."""

from __future__ import annotations

from datetime import datetime, timedelta

from domain.announcements import AnnouncementState
from domain.moments import write_moment
from domain.notices import NoticeKind
from domain.outcomes import Done, Outcome, Reason, Refusal
from domain.registry import Actor, Place, Role, RoleKind
from services import announcements as acts
from services.drafts import find_draft
from storage.database import Database
from tests.announcement_story import deliver, drafted, page, play, refused, scheduled, second_group
from tests.builders import found_town
from tests.cities import own_shelf

DAY = timedelta(days=1)


async def test_the_committee_announces_to_every_group_of_the_compound(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    second = await second_group(database, town)
    number = await scheduled(database, town, "赵主任", at, pin=True)
    assert await play(database, at) == 1
    gone = await deliver(database, at)
    assert sorted((parcel.notice.chat_id, parcel.notice.kind) for parcel in gone) == sorted(
        (chat, kind) for chat in (town.group, second) for kind in (NoticeKind.POST, NoticeKind.PIN)
    )
    for chat in (town.group, second):  # in each group the post comes before its pin
        assert [parcel.notice.kind for parcel in gone if parcel.notice.chat_id == chat] == [
            NoticeKind.POST,
            NoticeKind.PIN,
        ]
    told = await acts.deliveries(database, actor=town["赵主任"].actor, announcement_id=number)
    assert not isinstance(told, Refusal)
    assert [(line.group, line.state) for line in told.deliveries] == [("中华园", "sent"), ("中华园二群", "sent")]
    shown = await page(database, town, "赵主任", number)
    assert (shown.item.number, shown.item.year, shown.item.state) == (1, 2026, AnnouncementState.PUBLISHED)


async def test_numbers_run_through_the_year_and_the_preview_knows_the_next(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    first = await scheduled(database, town, "赵主任", at)
    second = await scheduled(database, town, "李楼长", at, place=[town.compound_id, town.buildings["3号楼"]])
    draft = await drafted(database, town, "赵主任", at, text="下一份")
    shown = await acts.preview(database, actor=town["赵主任"].actor, draft_id=draft, at=at)
    assert not isinstance(shown, Refusal) and shown.announcement.number == 3
    next_year = at + timedelta(days=40)
    third = await scheduled(database, town, "赵主任", next_year)
    numbers = [(await page(database, town, "赵主任", number)).item for number in (first, second, third)]
    assert [(item.year, item.number) for item in numbers] == [(2026, 1), (2026, 2), (2027, 1)]


async def test_a_leader_announces_in_the_own_building_and_nowhere_else(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    third = await scheduled(database, town, "李楼长", at, place=[town.compound_id, town.buildings["3号楼"]])
    await play(database, at)
    assert {parcel.notice.chat_id for parcel in await deliver(database, at)} == {town.building_group}
    for place in ([town.compound_id, None], [town.compound_id, town.buildings["9号楼"]], [999, None]):
        draft = await drafted(database, town, "李楼长", at, place=place)
        outcome = await acts.schedule_announcement(
            database, actor=town["李楼长"].actor, draft_id=draft, source=f"send {draft}", at=at
        )
        assert refused(outcome) == (Reason.NOT_PERMITTED, None)
    assert (await page(database, town, "陈租客", third)).manageable is False


async def test_a_tenant_does_a_committees_act_and_is_told_who_may(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    found = await acts.targets(database, actor=town["陈租客"].actor)
    assert isinstance(found, Refusal) and found.facts["who"] == ["building_leader", "committee"]
    draft = await drafted(database, town, "陈租客", at)
    outcome = await acts.schedule_announcement(
        database, actor=town["陈租客"].actor, draft_id=draft, source="send", at=at
    )
    assert refused(outcome) == (Reason.NOT_PERMITTED, None)


async def test_where_one_may_announce(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    whole = await acts.targets(database, actor=town["赵主任"].actor)
    assert not isinstance(whole, Refusal)
    assert [(target.compound, target.building, target.groups) for target in whole] == [
        ("中华园", None, 1),
        ("中华园", "3号楼", 1),
    ]
    async with database.transaction() as transaction:
        await transaction.chats.turn(town.building_group, state="closed", administrator=False)
    assert refused(await acts.targets(database, actor=town["李楼长"].actor)) == (
        Reason.NO_TARGET_GROUP,
        "announcement",
    )
    draft = await drafted(database, town, "赵主任", at, place=[town.compound_id, town.buildings["9号楼"]])
    outcome = await acts.preview(database, actor=town["赵主任"].actor, draft_id=draft, at=at)
    assert refused(outcome) == (Reason.NO_TARGET_GROUP, "announcement")


async def test_whoever_serves_every_compound_may_announce_in_each(database: Database, at: datetime) -> None:
    await found_town(database, at)
    everywhere = Actor(1, (Role(RoleKind.COMMITTEE, Place(), at),))
    found = await acts.targets(database, actor=everywhere)
    assert not isinstance(found, Refusal) and len(found) == 2


async def test_a_compound_without_a_group_of_its_own_is_reached_through_its_buildings(
    database: Database, at: datetime
) -> None:
    town = await found_town(database, at)
    async with database.transaction() as transaction:
        await transaction.chats.turn(town.group, state="closed", administrator=False)
    await scheduled(database, town, "赵主任", at)
    await play(database, at)
    assert {parcel.notice.chat_id for parcel in await deliver(database, at)} == {town.building_group}


async def test_photos_and_a_file_go_with_it_each_album_by_itself(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    draft, actor = await drafted(database, town, "赵主任", at), town["赵主任"].actor
    firsts = []
    for number in range(11):
        album, kind = ("a1", "photo") if number < 4 else (None, "document" if number > 6 else "photo")
        outcome = await acts.attach(
            database,
            actor=actor,
            draft_id=draft,
            kind=kind,
            file_id=f"f{number}",
            name="",
            mime="",
            size=10,
            album=album,
            source=f"file {number}",
            at=at,
        )
        firsts.append(outcome["first"] if isinstance(outcome, Done) else refused(outcome))
    assert firsts == [True, False, False, False] + [True] * 6 + [(Reason.TOO_MANY, "announcement_files")]
    assert await acts.count_files(database, draft_id=draft) == 10
    await acts.schedule_announcement(database, actor=actor, draft_id=draft, source="send", at=at)
    assert await find_draft(database, draft_id=draft, at=at) is None
    await play(database, at)
    to_group = [parcel.notice for parcel in await deliver(database, at) if parcel.notice.chat_id == town.group]
    assert [len(notice.facts.get("files", [])) for notice in to_group] == [0, 7, 3]
    async with database.reading() as transaction:  # what is pinned or corrected later is the words
        post = await transaction.posts.at("announcement:1", town.group)
    assert post is not None


async def test_files_can_be_taken_off_again_by_their_author_only(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    draft = await drafted(database, town, "赵主任", at)
    photo = {"kind": "photo", "file_id": "p", "name": "", "mime": "", "size": 1, "album": None, "at": at}
    await acts.attach(database, actor=town["赵主任"].actor, draft_id=draft, source="1", **photo)
    stranger = await acts.attach(database, actor=town["李楼长"].actor, draft_id=draft, source="2", **photo)
    assert refused(stranger) == (Reason.NOT_YOURS, None)
    refusal = await acts.detach(database, actor=town["李楼长"].actor, draft_id=draft, source="3", at=at)
    assert refused(refusal) == (Reason.NOT_YOURS, None)
    await acts.detach(database, actor=town["赵主任"].actor, draft_id=draft, source="4", at=at)
    assert await acts.count_files(database, draft_id=draft) == 0
    gone = await acts.attach(database, actor=town["赵主任"].actor, draft_id=99, source="5", **photo)
    assert refused(gone) == (Reason.EXPIRED, "draft")


async def test_pressing_send_twice_announces_once(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    draft, actor = await drafted(database, town, "赵主任", at), town["赵主任"].actor
    outcomes: list[Outcome] = [
        await acts.schedule_announcement(database, actor=actor, draft_id=draft, source=source, at=at)
        for source in ("update:1", "update:1", "update:2")
    ]
    assert outcomes[0] == outcomes[1]
    assert refused(outcomes[2]) == (Reason.EXPIRED, "draft")
    assert len(await acts.mine(database, actor=actor)) == 1


async def test_what_is_written_at_night_waits_for_the_morning_unless_urgent(database: Database, at: datetime) -> None:
    town, night = await found_town(database, at), at + timedelta(hours=12)  # 22:00
    draft = await drafted(database, town, "赵主任", night)
    shown = await acts.preview(database, actor=town["赵主任"].actor, draft_id=draft, at=night)
    assert not isinstance(shown, Refusal) and shown.held and shown.now
    number = await scheduled(database, town, "赵主任", night)
    assert await play(database, night) == 0
    morning = (await page(database, town, "赵主任", number)).item.due_at
    assert morning == night + timedelta(hours=9, minutes=30)
    urgent = await scheduled(database, town, "赵主任", night, urgent=True)
    assert await play(database, night) == 1
    assert {parcel.notice.subject for parcel in await deliver(database, night)} == {f"announcement:{urgent}"}
    assert await play(database, morning) == 1
    assert {parcel.notice.facts["late"] for parcel in await deliver(database, morning)} == {False}


async def test_after_a_stop_late_ones_go_out_in_order_and_say_so(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    hours = [3, 1, 2]
    numbers = {
        hour: await scheduled(
            database, town, "赵主任", at, text=f"第{hour}件", due=write_moment(at + timedelta(hours=hour))
        )
        for hour in hours
    }
    back = at + timedelta(hours=5)
    assert await play(database, back) == 3
    said = [parcel.notice for parcel in await deliver(database, back) if parcel.notice.chat_id == town.group]
    assert [notice.facts["text"] for notice in said] == ["第1件", "第2件", "第3件"]
    assert all(notice.facts["late"] for notice in said)
    assert (await page(database, town, "赵主任", numbers[1])).item.late


async def test_late_and_at_night_the_pin_does_not_overtake_the_post(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    await scheduled(database, town, "赵主任", at, pin=True, due=write_moment(at + timedelta(hours=8)))
    night, morning = at + timedelta(hours=13), at + timedelta(hours=21, minutes=30)
    assert await play(database, night) == 1
    assert await deliver(database, night) == []
    kinds = [parcel.notice.kind for parcel in await deliver(database, morning) if parcel.notice.chat_id == town.group]
    assert kinds == [NoticeKind.POST, NoticeKind.PIN]


async def test_a_compound_numbers_in_its_own_way_and_older_numbers_stay(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    before = await scheduled(database, town, "赵主任", at)
    database.shelf = own_shelf()
    draft = await drafted(database, town, "赵主任", at, text="下一份")
    shown = await acts.preview(database, actor=town["赵主任"].actor, draft_id=draft, at=at)
    assert not isinstance(shown, Refusal) and shown.announcement.called == "中华园通知〔2026〕第2号"
    after = await scheduled(database, town, "赵主任", at, text="第二份")
    database.shelf = None
    items = [(await page(database, town, "赵主任", number)).item for number in (before, after)]
    assert [(item.number, item.called) for item in items] == [(1, None), (2, "中华园通知〔2026〕第2号")]
