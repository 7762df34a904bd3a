"""Announcements of 李楼长 and 赵主任, from the first word to the last correction, on both databases."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from domain.announcements import AnnouncementState, Page
from domain.moments import write_moment
from domain.notices import NoticeKind
from domain.outcomes import Done, Outcome, Reason, Refusal
from domain.registry import Actor, Place
from services import announcements as acts
from services import outbox
from services.drafts import begin_draft, find_draft
from services.outbox import Parcel
from storage.database import Database
from tests.builders import Town, found_town, open_group

DAY = timedelta(days=1)


async def second_group(database: Database, town: Town) -> int:
    """A compound outgrows one group."""
    async with database.transaction() as transaction:
        return await open_group(transaction, -1002, "中华园二群", town.place)


async def drafted(database: Database, town: Town, name: str, at: datetime, **body: Any) -> int:
    """A draft that has been through every step."""
    whole = {"text": "明天停水\n早9点到下午5点", "place": [town.compound_id, None], "due": None, "timed": True, **body}
    source = f"draft {name} {at} {sorted(body.items(), key=str)}"
    outcome = await begin_draft(
        database,
        actor=town[name].actor,
        chat_id=town[name].chat_id,
        kind="announcement",
        body=whole,
        awaiting=None,
        source=source,
        at=at,
    )
    assert isinstance(outcome, Done)
    return int(outcome["draft_id"])


async def scheduled(database: Database, town: Town, name: str, at: datetime, **body: Any) -> int:
    draft = await drafted(database, town, name, at, **body)
    outcome = await acts.schedule_announcement(
        database, actor=town[name].actor, draft_id=draft, source=f"send {draft}", at=at
    )
    assert isinstance(outcome, Done), outcome
    return int(outcome["announcement_id"])


async def play(database: Database, at: datetime) -> int:
    """Play what is due, earliest first, as the timetable does."""
    count = 0
    while True:
        async with database.reading() as transaction:
            row = await transaction.due.first(by=at)
        if row is None:
            return count
        assert row.kind == acts.DUE
        await acts.publish(database, subject=row.subject, due=row.due_at, source=f"due {row.id} {row.due_at}", at=at)
        async with database.transaction() as transaction:
            await transaction.due.finish(row)
        count += 1


async def deliver(database: Database, at: datetime, *, first_message: int = 1) -> list[Parcel]:
    """Everything leaves and arrives."""
    gone: list[Parcel] = []
    while parcels := await outbox.claim(database, at=at, resting=[], most=10):
        for parcel in parcels:
            number = first_message + len(gone)
            await outbox.sent(
                database, parcel_id=parcel.id, message_id=number, telegram_poll_id=None, drawn=f"v{number}", at=at
            )
            gone.append(parcel)
    return gone


async def page(database: Database, town: Town, name: str, number: int) -> Page:
    shown = await acts.find_page(database, actor=town[name].actor, announcement_id=number)
    assert isinstance(shown, Page)
    return shown


def refused(outcome: object) -> tuple[Reason, str | None] | None:
    return (outcome.reason, outcome.facts.get("what")) if isinstance(outcome, Refusal) else None


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


async def test_while_it_waits_its_text_and_time_can_change_and_it_can_be_cancelled(
    database: Database, at: datetime
) -> None:
    town = await found_town(database, at)
    actor = town["赵主任"].actor
    number = await scheduled(database, town, "赵主任", at, due=write_moment(at + DAY))
    reworded = await acts.edit_text(database, actor=actor, announcement_id=number, text="后天停水", source="1", at=at)
    assert isinstance(reworded, Done)
    later = at + 2 * DAY
    await acts.edit_time(database, actor=actor, announcement_id=number, due=later, source="2", at=at)
    assert await play(database, at + DAY) == 0
    past = await acts.edit_time(database, actor=actor, announcement_id=number, due=at, source="3", at=at)
    assert refused(past) == (Reason.IN_THE_PAST, "announcement")
    await play(database, later)
    (first, *_) = await deliver(database, later)
    assert first.notice.facts["text"] == "后天停水" and first.notice.facts["corrected"] is None
    shown = await page(database, town, "陈租客", number)
    assert [version.text for version in shown.versions] == ["后天停水"]  # what was mended before is nobody's business
    too_late = await acts.cancel(database, actor=actor, announcement_id=number, source="4", at=later)
    assert refused(too_late) == (Reason.WRONG_STATE, "announcement_published")

    other = await scheduled(database, town, "赵主任", later, due=write_moment(later + DAY))
    assert isinstance(await acts.cancel(database, actor=actor, announcement_id=other, source="5", at=later), Done)
    assert await play(database, later + 2 * DAY) == 0
    gone = await acts.edit_text(database, actor=actor, announcement_id=other, text="再说", source="6", at=later)
    assert refused(gone) == (Reason.WRONG_STATE, "announcement_cancelled")
    now = await scheduled(database, town, "赵主任", later, text="又一份", due=write_moment(later + DAY))
    await acts.edit_time(database, actor=actor, announcement_id=now, due=None, source="7", at=later)
    assert await play(database, later) == 1


async def test_a_correction_leaves_a_trace_and_keeps_the_first_wording(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    number = await scheduled(database, town, "李楼长", at, place=[town.compound_id, town.buildings["3号楼"]])
    await play(database, at)
    await deliver(database, at)
    later, chief = at + timedelta(minutes=5), town["赵主任"].actor
    for actor, text, why in (
        (town["陈租客"].actor, "不停水", (Reason.NOT_YOURS, "announcement")),
        (chief, "", (Reason.EMPTY, "announcement")),
        (chief, "长" * 3001, (Reason.TOO_LONG, "announcement")),
        (chief, "明天停水\n早9点到下午5点 ", (Reason.ALREADY_DONE, "announcement_text")),
    ):
        outcome = await acts.correct(
            database, actor=actor, announcement_id=number, text=text, source=f"no {text[:9]}{len(text)}", at=later
        )
        assert refused(outcome) == why
    done = await acts.correct(database, actor=chief, announcement_id=number, text="后天停水", source="yes", at=later)
    assert isinstance(done, Done)
    (edit,) = await deliver(database, later, first_message=50)
    assert (edit.notice.kind, edit.notice.chat_id) == (NoticeKind.EDIT, town.building_group)
    assert (edit.notice.facts["text"], edit.notice.facts["corrected"]) == ("后天停水", write_moment(later))
    shown = await page(database, town, "王阿姨", number)
    assert [version.text for version in shown.versions] == ["明天停水\n早9点到下午5点", "后天停水"]


async def test_where_the_group_moved_a_correction_is_said_again(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    second = await second_group(database, town)
    actor = town["赵主任"].actor
    number = await scheduled(database, town, "赵主任", at)
    await play(database, at)
    await deliver(database, at)
    async with database.transaction() as transaction:
        chat = await transaction.chats.find(town.group)
        assert chat is not None
        await transaction.chats.migrate(chat.telegram_id, chat.telegram_id - 5)
    await acts.correct(database, actor=actor, announcement_id=number, text="后天停水", source="1", at=at)
    gone = {parcel.notice.chat_id: parcel.notice.kind for parcel in await deliver(database, at, first_message=90)}
    assert gone == {town.group: NoticeKind.POST, second: NoticeKind.EDIT}
    told = await acts.deliveries(database, actor=actor, announcement_id=number)
    assert not isinstance(told, Refusal) and len(told.deliveries) == 2


async def test_it_can_be_pinned_and_unpinned_later(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    second = await second_group(database, town)
    actor, number = town["赵主任"].actor, await scheduled(database, town, "赵主任", at)
    early = await acts.pin(database, actor=actor, announcement_id=number, pinned=True, source="0", at=at)
    assert refused(early) == (Reason.WRONG_STATE, "announcement_scheduled")
    await play(database, at)
    await deliver(database, at)
    kinds = []
    for pinned, source in ((True, "1"), (False, "2"), (True, "3")):
        await acts.pin(database, actor=actor, announcement_id=number, pinned=pinned, source=source, at=at)
        kinds.append({parcel.notice.kind for parcel in await deliver(database, at)})
        assert (await page(database, town, "赵主任", number)).item.pin is pinned
    assert kinds == [{NoticeKind.PIN}, {NoticeKind.UNPIN}, {NoticeKind.PIN}]
    async with database.transaction() as transaction:
        for chat in (town.group, second):
            await transaction.posts.forget(f"announcement:{number}", chat)
    lost = await acts.pin(database, actor=actor, announcement_id=number, pinned=False, source="4", at=at)
    assert refused(lost) == (Reason.WRONG_STATE, "announcement_unplaced")


async def test_every_group_was_lost_meanwhile_and_the_author_is_told(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    number = await scheduled(database, town, "赵主任", at, due=write_moment(at + DAY))
    async with database.transaction() as transaction:
        for chat in (town.group, town.building_group):
            await transaction.chats.turn(chat, state="closed", administrator=False)
    await play(database, at + DAY)
    (told,) = await deliver(database, at + DAY)
    assert (told.notice.chat_id, told.notice.template) == (town["赵主任"].chat_id, "announcements.unsent")
    assert (await page(database, town, "赵主任", number)).item.state is AnnouncementState.UNSENT


async def test_playing_a_row_twice_publishes_once(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    number = await scheduled(database, town, "赵主任", at)
    for source in ("due 1", "due 2"):
        await acts.publish(database, subject=f"announcement:{number}", due=at, source=source, at=at)
    assert len(await deliver(database, at)) == 1
    unknown = await acts.publish(database, subject="announcement:99", due=at, source="due 3", at=at)
    assert unknown == Done({"published": False})


async def test_the_board_shows_everyone_what_concerns_them(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    third = [town.compound_id, town.buildings["3号楼"]]
    await scheduled(database, town, "赵主任", at, text="全小区")
    await scheduled(database, town, "李楼长", at, text="三号楼", place=third)
    await play(database, at)
    await scheduled(database, town, "赵主任", at, text="还没发", due=write_moment(at + DAY))

    async def board(name: str) -> list[str]:
        found = await acts.board(database, actor=town[name].actor)
        assert not isinstance(found, Refusal)
        return [item.text for item in found]

    assert await board("陈租客") == ["三号楼", "全小区"]
    assert await board("路过的人") == ["全小区"]
    assert await board("钱管理") == ["三号楼", "全小区"]
    assert [item.text for item in await acts.mine(database, actor=town["李楼长"].actor)] == ["三号楼"]
    assert len(await acts.mine(database, actor=town["赵主任"].actor)) == 3
    assert await acts.mine(database, actor=town["王阿姨"].actor) == []
    waiting = await acts.find_page(database, actor=town["王阿姨"].actor, announcement_id=3)
    assert refused(waiting) == (Reason.NOT_FOUND, "announcement")
    building = await acts.find_page(database, actor=town["路过的人"].actor, announcement_id=2)
    assert refused(building) == (Reason.NOT_FOUND, "announcement")


async def test_before_there_is_a_compound_there_is_no_board(database: Database, at: datetime) -> None:
    assert refused(await acts.board(database, actor=Actor(None))) == (Reason.NO_COMPOUND, None)


async def test_the_journal_keeps_what_happened_and_seals_the_words(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    number = await scheduled(database, town, "赵主任", at, text="王阿姨家漏水")
    await play(database, at)
    async with database.reading() as transaction:
        entries = await transaction.journal.read(f"announcement:{number}")
    assert [entry.type for entry in entries] == ["scheduled", "published"]
    assert "王阿姨" not in str([entry.body for entry in entries])
    assert entries[1].body["groups"] == 1
    assert Place(*entries[0].body["place"]) == town.place
