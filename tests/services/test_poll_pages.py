"""Who is reminded of a sentiment poll, what its starter sees, and what may be taken away."""

from __future__ import annotations

from datetime import datetime

import pytest

from domain.notices import NoticeKind
from domain.outcomes import Done, Outcome, Reason, Refusal
from domain.polls import PollState
from domain.privacy import NOTICE_VERSION, Purpose
from domain.registry import Place, RoleKind
from services import outbox, poll_pages, polls
from services.privacy import give_consent, withdraw_consent
from storage.database import Database
from tests.builders import found_town, settle_in
from tests.poll_story import DAY, POLL_ID, Story


@pytest.fixture
async def story(database: Database, at: datetime) -> Story:
    return Story(database, await found_town(database, at), at)


# Reminders


async def wants_reminders(story: Story, *names: str) -> None:
    for name in names:
        await give_consent(
            story.database,
            actor=story.town[name].actor,
            purposes=[Purpose.REMINDERS],
            version=NOTICE_VERSION,
            source=story.source(),
            at=story.at,
        )


async def test_nobody_is_reminded_who_has_not_asked_for_it(story: Story) -> None:
    poll = await story.started()
    assert await story.remind(poll) == Done({"reminded": 0})


async def test_only_registered_residents_who_have_not_answered_are_reminded_once(story: Story) -> None:
    await wants_reminders(story, "王阿姨", "陈租客", "路过的人")
    poll = await story.started()
    await story.answers("王阿姨", 0)
    assert await story.remind(poll) == Done({"reminded": 1})
    gone = await story.deliver(story.at + DAY)
    assert [(parcel.notice.template, parcel.notice.chat_id) for parcel in gone] == [
        ("polls.reminder", story.town["陈租客"].chat_id)
    ]
    page = await story.page(poll)
    assert page is not None
    assert page.poll.reminded == 1


async def test_a_neighbour_of_another_building_is_not_reminded_of_a_buildings_poll(story: Story) -> None:
    async with story.database.transaction() as transaction:
        place = Place(story.town.compound_id, story.town.buildings["9号楼"])
        ninth = await settle_in(transaction, "周大爷", 120, RoleKind.OWNER, place, story.at)
        await transaction.privacy.consent(ninth.person_id, [Purpose.REMINDERS], NOTICE_VERSION, story.at)
    await wants_reminders(story, "王阿姨", "陈租客")
    poll = await story.started(who="李楼长", chat_id=story.town.building_group)
    assert await story.remind(poll) == Done({"reminded": 2})  # 王阿姨, 陈租客


async def test_whoever_wishes_no_reminders_gets_none_until_they_change_their_mind(story: Story) -> None:
    aunt, purpose = story.town["王阿姨"].actor, Purpose.REMINDERS
    await wants_reminders(story, "王阿姨", "陈租客")
    poll = await story.started()
    await withdraw_consent(story.database, actor=aunt, purpose=purpose, source=story.source(), at=story.at)
    assert await story.remind(poll) == Done({"reminded": 1})
    await wants_reminders(story, "王阿姨")
    assert await story.remind(poll) == Done({"reminded": 2})


async def test_nobody_is_reminded_of_an_anonymous_a_waiting_or_a_finished_poll(story: Story) -> None:
    await story.start()
    assert await story.remind(1) == Done({"reminded": 0})  # not sent yet
    await story.deliver(story.at)
    await story.close(1, story.at + DAY)
    assert await story.remind(1) == Done({"reminded": 0})
    anonymous = await story.start(named=False)
    assert isinstance(anonymous, Done)
    await story.deliver(story.at, poll_id="tg-2")
    assert await story.remind(anonymous["poll_id"]) == Done({"reminded": 0})
    assert await story.remind(99) == Done({"reminded": 0})


async def test_a_reminder_still_waiting_at_the_close_is_dropped(story: Story) -> None:
    poll = await story.started()
    await story.remind(poll)
    await story.close(poll, story.at + DAY)
    assert [parcel.notice.kind for parcel in await story.deliver(story.at + DAY)] == [NoticeKind.STOP_POLL]


# Pages and export


async def test_the_wizard_offers_the_places_and_groups_one_may_ask_in(story: Story) -> None:
    (whole,) = await poll_pages.venues(story.database, actor=story.town["赵主任"].actor)
    assert [group.title for group in whole.groups] == ["中华园", "3号楼邻居"]
    (third,) = await poll_pages.venues(story.database, actor=story.town["李楼长"].actor)
    assert (third.building, [group.title for group in third.groups]) == ("3号楼", ["3号楼邻居"])
    assert await poll_pages.venues(story.database, actor=story.town["陈租客"].actor) == []


async def test_only_the_starter_sees_the_page_and_takes_the_result_away(story: Story) -> None:
    poll = await story.started()

    async def export(who: str, number: int = poll) -> Outcome:
        return await polls.open_export(
            story.database, actor=story.town[who].actor, poll_id=number, source=story.source(), at=story.at
        )

    assert await story.page(poll, "李楼长") is None
    assert await export("赵主任") == Refusal(Reason.WRONG_STATE, {"what": "poll_open"})
    await story.close(poll, story.at + 2 * DAY)
    await story.counted(poll, [1, 0, 0], 1, story.at + 2 * DAY)
    assert await export("李楼长") == Refusal(Reason.NOT_YOURS, {"what": "poll"})
    assert await export("赵主任", 99) == Refusal(Reason.NOT_FOUND, {"what": "poll"})
    assert await export("赵主任") == Done({"poll_id": poll})


async def test_the_sheet_names_people_only_where_the_poll_was_named(story: Story) -> None:
    named = await story.started()
    await story.answers("王阿姨", 0)
    await story.answers("路过的人", 1, update=2)
    await polls.answer(story.database, poll_id=POLL_ID, telegram_id=999, choices=[7], update_id=3, at=story.at)
    await story.close(named, story.at + 2 * DAY)
    await story.counted(named, [1, 1, 0], 3, story.at + 2 * DAY)
    sheet = await poll_pages.sheet(story.database, poll_id=named, at=story.at)
    assert [(choice.name, choice.registered, choice.options) for choice in sheet.choices] == [
        ("王阿姨", True, (0,)),
        ("路过的人", False, (1,)),
        (None, False, ()),
    ]
    anonymous = Story(story.database, story.town, story.at, turns=100)
    number = await anonymous.start(named=False)
    assert isinstance(number, Done)
    await anonymous.deliver(story.at, poll_id="tg-2")
    await anonymous.answers("王阿姨", 0, poll_id="tg-2")
    await anonymous.close(number["poll_id"], story.at + 2 * DAY)
    await anonymous.counted(number["poll_id"], [1, 0, 0], 1, story.at + 2 * DAY)
    assert (await poll_pages.sheet(story.database, poll_id=number["poll_id"], at=story.at)).choices == ()


async def test_my_polls_are_mine_newest_first(story: Story) -> None:
    await story.started()
    await story.start(question="车棚修不修")
    mine = await poll_pages.my_polls(story.database, person_id=story.town["赵主任"].person_id)
    assert [(poll.question, poll.state) for poll in mine] == [
        ("车棚修不修", PollState.QUEUED),
        ("大门换不换", PollState.OPEN),
    ]
    assert await poll_pages.my_polls(story.database, person_id=story.town["李楼长"].person_id) == []


async def test_the_journal_of_a_poll_holds_and_names_nobody(story: Story) -> None:
    poll = await story.started()
    await story.answers("王阿姨", 0)
    await story.close(poll, story.at + 2 * DAY)
    await story.counted(poll, [1, 0, 0], 1, story.at + 2 * DAY)
    async with story.database.reading() as transaction:
        entries = await transaction.journal.read(f"poll:{poll}")
        assert await transaction.journal.broken_at(f"poll:{poll}") is None
    assert [entry.type for entry in entries] == ["started", "closing", "counted"]
    assert "王阿姨" not in str(entries)


async def test_what_could_not_be_sent_is_nowhere_and_can_be_taken_back(story: Story) -> None:
    await story.start()
    (parcel,) = await outbox.claim(story.database, at=story.at, resting=[], most=5)
    await outbox.failed(story.database, parcel_id=parcel.id, error="no rights", at=story.at)
    page = await story.page(1)
    assert page is not None
    assert page.where is poll_pages.Whereabouts.NOWHERE
    outcome = await polls.cancel_poll(
        story.database, actor=story.town["赵主任"].actor, poll_id=1, source=story.source(), at=story.at
    )
    assert isinstance(outcome, Done)
