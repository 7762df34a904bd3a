"""What may become of an announcement later: reworded, moved, cancelled, corrected, pinned, looked up."""

from __future__ import annotations

from datetime import datetime, timedelta

from domain.announcements import AnnouncementState
from domain.moments import write_moment
from domain.notices import NoticeKind
from domain.outcomes import Done, Reason, Refusal
from domain.registry import Actor, Place
from services import announcements as acts
from storage.database import Database
from tests.announcement_story import deliver, page, play, refused, scheduled, second_group
from tests.builders import found_town

DAY = timedelta(days=1)


async def test_only_its_keepers_are_told_where_it_arrived(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    number = await scheduled(database, town, "赵主任", at)
    for name, why in (("王阿姨", Reason.NOT_YOURS), ("赵主任", Reason.WRONG_STATE)):
        told = await acts.deliveries(database, actor=town[name].actor, announcement_id=number)
        assert isinstance(told, Refusal) and told.reason is why


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
