"""Sentiment polls from the question to the result, with people who answer, change their minds, or stay silent."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from domain.notices import NoticeKind, NoticeState
from domain.outcomes import Done, Outcome, Reason, Refusal
from domain.polls import PollState
from services import drafts, outbox, polls
from services.chats import migrate
from storage.database import Database
from storage.outbox import Parcel
from tests.builders import found_town, open_group
from tests.poll_story import DAY, Story


@pytest.fixture
async def story(database: Database, at: datetime) -> Story:
    return Story(database, await found_town(database, at), at)


def templates(parcels: list[Parcel]) -> list[str]:
    return [parcel.notice.template for parcel in parcels]


# Starting


async def test_the_committee_asks_and_the_question_goes_to_the_group(story: Story) -> None:
    poll = await story.started()
    assert [(parcel.notice.kind, parcel.notice.chat_id) for parcel in story.left] == [
        (NoticeKind.POLL, story.town.group)
    ]
    assert await story.state(poll) is PollState.OPEN


@pytest.mark.parametrize("who", ["王阿姨", "陈租客", "孙网格", "路过的人", "李楼长"])
async def test_whoever_may_not_ask_the_whole_compound_hears_who_may(story: Story, who: str) -> None:
    refusal = await story.start(who)
    assert isinstance(refusal, Refusal)
    assert refusal.reason is Reason.NOT_PERMITTED
    assert refusal.facts["who"] == ["building_leader", "committee"]
    assert not await story.deliver(story.at)


async def test_the_building_leader_asks_the_own_building(story: Story) -> None:
    assert isinstance(await story.start("李楼长", chat_id=story.town.building_group), Done)


async def test_a_group_that_is_not_bound_or_not_there_cannot_be_asked(story: Story) -> None:
    async with story.database.transaction() as transaction:
        stray = await open_group(transaction, -1009, "别处", None)
    for chat in (stray, 10**6, story.town["赵主任"].chat_id):
        refusal = await story.start(chat_id=chat)
        assert isinstance(refusal, Refusal)
        assert refusal.reason is Reason.NO_TARGET_GROUP


async def test_what_has_become_impossible_meanwhile_is_refused(story: Story) -> None:
    refusal = await story.start(closes_at=story.at + timedelta(minutes=1))
    assert refusal == Refusal(Reason.IN_THE_PAST, {"what": "poll_close", "minutes": 5})


async def test_a_draft_becomes_a_poll_once(story: Story) -> None:
    director = story.town["赵主任"]
    draft = await drafts.begin_draft(
        story.database,
        actor=director.actor,
        chat_id=director.chat_id,
        kind="poll",
        body={},
        awaiting=None,
        source=story.source(),
        at=story.at,
    )
    assert isinstance(draft, Done)
    number = draft["draft_id"]
    assert await story.start("李楼长", draft_id=number) == Refusal(Reason.NOT_YOURS)
    first = await story.start(draft_id=number, source="press")
    assert await story.start(draft_id=number, source="press") == first
    assert await story.start(draft_id=number) == Refusal(Reason.EXPIRED, {"what": "draft"})
    assert len(await story.deliver(story.at)) == 1


async def test_in_the_evening_it_waits_for_the_morning_and_can_be_taken_back(story: Story) -> None:
    evening = story.at + timedelta(hours=12)  # 22:00
    outcome = await story.start(at=evening)
    assert isinstance(outcome, Done)
    assert outcome["waits"]
    assert outcome["leaves"] == "2026-11-24T23:30:00+00:00"
    assert not await story.deliver(evening)
    taken = await polls.cancel_poll(
        story.database,
        actor=story.town["赵主任"].actor,
        poll_id=outcome["poll_id"],
        source=story.source(),
        at=evening,
    )
    assert isinstance(taken, Done)
    assert not await story.deliver(story.at + DAY)
    assert await story.due() == {}
    assert await story.state(outcome["poll_id"]) is PollState.CANCELLED


async def test_what_has_left_cannot_be_taken_back(story: Story) -> None:
    poll = await story.started()
    refusal = await polls.cancel_poll(
        story.database, actor=story.town["赵主任"].actor, poll_id=poll, source=story.source(), at=story.at
    )
    assert refusal == Refusal(Reason.WRONG_STATE, {"what": "poll_sent"})


# Answers


async def test_answers_may_come_before_the_poll_is_known_to_us(story: Story) -> None:
    await story.answers("王阿姨", 0)
    poll = await story.started()
    page = await story.page(poll)
    assert page is not None
    assert (page.answered, page.residents) == (1, 2)


async def test_the_later_answer_holds_in_whatever_order_they_arrive(story: Story) -> None:
    poll = await story.started()
    await story.answers("王阿姨", 1, update=8)
    await story.answers("王阿姨", 0, update=7)
    await story.answers("陈租客", 0, update=9)
    await story.answers("陈租客", update=10)  # taken back
    await story.close(poll, story.at + 2 * DAY)
    outcome = await story.counted(poll, None, None, story.at + 2 * DAY)
    assert isinstance(outcome, Done)
    assert (outcome["by"], outcome["counts"], outcome["total"]) == ("own", [0, 1, 0], 1)


# Closing


async def test_at_its_time_it_is_stopped_counted_once_and_published(story: Story) -> None:
    poll = await story.started()
    await story.answers("王阿姨", 0)
    closes = story.at + 2 * DAY
    assert await story.close(poll, closes) == Done({"closed": True})
    assert [parcel.notice.kind for parcel in await story.deliver(closes)] == [NoticeKind.STOP_POLL]
    assert await story.state(poll) is PollState.CLOSING
    outcome = await story.counted(poll, [2, 1, 0], 3, closes)
    assert isinstance(outcome, Done)
    assert (outcome["registered"], outcome["residents"]) == (1, 2)
    assert await story.counted(poll, [0, 0, 9], 9, closes) == Done({"counted": False})
    gone = await story.deliver(closes)
    assert templates(gone) == ["polls.result", "polls.finished"]
    assert gone[0].notice.facts["counts"] == [2, 1, 0]
    assert not gone[0].notice.facts["late"]
    assert await story.close(poll, closes) == Done({"closed": False})
    assert await story.due() == {}


async def test_a_close_after_a_long_stop_says_that_it_is_late(story: Story) -> None:
    poll = await story.started(named=False)
    late = story.at + 2 * DAY + timedelta(hours=3)
    await story.close(poll, late)
    await story.counted(poll, [1, 0, 0], 1, late)
    assert (await story.deliver(late))[-2].notice.facts["late"]


async def test_what_never_left_is_cancelled_and_the_starter_told(story: Story) -> None:
    await story.start(named=False)
    (parcel,) = await outbox.claim(story.database, at=story.at, resting=[], most=5)
    assert await story.close(1, story.at + 2 * DAY) == Done({"closed": False})  # just being sent: it waits a minute
    assert await story.due() == {"poll.close": story.at + 2 * DAY + timedelta(minutes=1)}
    await outbox.put_back(story.database, parcel_id=parcel.id, at=story.at)
    outcome = await story.close(1, story.at + 2 * DAY + timedelta(minutes=1))
    assert outcome == Done({"closed": False, "why": "unsent"})
    gone = await story.deliver(story.at + 3 * DAY)
    assert [(parcel.notice.template, parcel.notice.chat_id) for parcel in gone] == [
        ("polls.cancelled", story.town["赵主任"].chat_id)
    ]


async def test_in_lasting_doubt_it_is_no_longer_counted_and_the_starter_told_to_look(story: Story) -> None:
    await story.start()
    (parcel,) = await outbox.claim(story.database, at=story.at, resting=[], most=5)
    async with story.database.transaction() as transaction:
        await transaction.outbox.settle(parcel.id, NoticeState.UNKNOWN, at=story.at)
    closes = story.at + 2 * DAY
    assert await story.close(1, closes) == Done({"closed": False})
    assert await story.close(1, closes + timedelta(minutes=41)) == Done({"closed": False, "why": "unsure"})


async def test_a_poll_lost_sight_of_when_the_group_moved_is_counted_as_last_seen(story: Story) -> None:
    poll = await story.started()
    await story.answers("王阿姨", 0)
    await story.sighted([1, 1, 0], 2)
    await migrate(story.database, old=-1_000_000_001_001, new=-1_000_000_002_001, source=story.source(), at=story.at)
    page = await story.page(poll)
    assert page is not None
    assert (page.poll.state, page.answered) == (PollState.OPEN, 1)
    outcome = await story.close(poll, story.at + 2 * DAY)
    assert isinstance(outcome, Done)
    assert (outcome["by"], outcome["counts"], outcome["registered"]) == ("seen", [1, 1, 0], 1)


async def test_the_final_state_counts_when_the_stop_went_unanswered(story: Story) -> None:
    poll = await story.started(named=False)
    await story.close(poll, story.at + 2 * DAY)
    await story.sighted([0, 4, 1], 5, closed=True)
    outcome = await story.counted(poll, None, None, story.at + 2 * DAY)
    assert isinstance(outcome, Done)
    assert (outcome["by"], outcome["total"]) == ("telegram", 5)


async def test_how_it_ended_is_counted_as_soon_as_telegram_tells(story: Story) -> None:
    """The stop arrived, its answer did not: what it counted comes by itself, and only once."""
    poll, closes = await story.started(named=False), story.at + 2 * DAY
    assert await story.ended(closes) == Done({"counted": False})  # not ours to count yet
    await story.close(poll, closes)
    await story.sighted([0, 1, 1], 5)  # of a moment before: it is not the end
    assert await story.ended(closes) == Done({"counted": False})
    await story.sighted([0, 4, 1], 5, closed=True, update=51)
    assert await story.ended(closes, poll_id="somebody else's") == Done({"counted": False})
    outcome = await story.ended(closes)
    assert isinstance(outcome, Done)
    assert (outcome["by"], outcome["counts"]) == ("telegram", [0, 4, 1])
    assert await story.counted(poll, None, None, closes, already=True) == Done({"counted": False})
    assert await story.ended(closes) == Done({"counted": False})
    assert templates(await story.deliver(closes)).count("polls.result") == 1


async def test_a_poll_that_was_stopped_already_waits_for_how_it_ended(story: Story) -> None:
    poll, closes = await story.started(named=False), story.at + 2 * DAY
    await story.close(poll, closes)
    assert await story.counted(poll, None, None, closes, already=True) == Done({"counted": False})
    assert await story.state(poll) is PollState.CLOSING
    await story.sighted([2, 0, 0], 2, closed=True)
    assert (await story.ended(closes)).facts["counts"] == [2, 0, 0]
    assert await story.due() == {}


async def test_how_it_ended_is_not_waited_for_for_ever(story: Story) -> None:
    poll, closes = await story.started(), story.at + 2 * DAY
    await story.answers("王阿姨", 0)
    await story.close(poll, closes)
    await story.deliver(closes)
    await story.counted(poll, None, None, closes, already=True)
    assert await story.due() == {"poll.close": closes + timedelta(minutes=2)}
    outcome = await story.close(poll, closes + timedelta(minutes=2))
    assert (outcome.facts["by"], outcome.facts["counts"]) == ("own", [1, 0, 0])
    assert await story.due() == {}


@pytest.mark.parametrize("state", ["closed", "muted"])
async def test_where_nobody_can_be_told_any_more_the_result_is_the_starters_to_pass_on(
    story: Story, state: str
) -> None:
    poll, closes = await story.started(), story.at + 2 * DAY
    await story.close(poll, closes)
    await story.deliver(closes)
    async with story.database.transaction() as transaction:
        await transaction.chats.turn(story.town.group, state=state, administrator=False)
    await story.counted(poll, [2, 1, 0], 3, closes)
    (told,) = await story.deliver(closes)
    assert (told.notice.template, told.notice.chat_id) == ("polls.kept", story.town["赵主任"].chat_id)
    assert told.notice.facts["counts"] == [2, 1, 0]


async def test_a_result_that_could_not_be_posted_goes_to_the_starter_once(story: Story) -> None:
    poll, closes = await story.started(), story.at + 2 * DAY
    await story.close(poll, closes)
    await story.counted(poll, [2, 1, 0], 3, closes)
    result = next(parcel for parcel in await story.deliver(closes) if parcel.notice.template == "polls.result")
    for _ in range(2):
        await polls.unpublished(
            story.database, poll_id=poll, result=result.notice.facts, source=story.source(), at=closes
        )
    (told,) = await story.deliver(closes)
    assert (told.notice.template, told.notice.facts["total"]) == ("polls.kept", 3)


async def test_the_starter_may_end_it_early_and_nobody_else(story: Story) -> None:
    poll = await story.started()
    noon = story.at + timedelta(hours=2)

    async def end(who: str, number: int = poll) -> Outcome:
        return await polls.end_poll(
            story.database, actor=story.town[who].actor, poll_id=number, source=story.source(), at=noon
        )

    assert await end("李楼长") == Refusal(Reason.NOT_YOURS, {"what": "poll"})
    assert await end("赵主任", 99) == Refusal(Reason.NOT_FOUND, {"what": "poll"})
    assert await end("赵主任") == Done({"closed": True})
    assert await end("赵主任") == Refusal(Reason.WRONG_STATE, {"what": "poll"})
    await story.counted(poll, [1, 0, 0], 1, noon)
    facts = (await story.deliver(noon))[-2].notice.facts
    assert (facts["early"], facts["late"]) == (True, False)


async def test_what_has_not_left_cannot_be_ended(story: Story) -> None:
    await story.start()
    refusal = await polls.end_poll(
        story.database, actor=story.town["赵主任"].actor, poll_id=1, source=story.source(), at=story.at
    )
    assert refusal == Refusal(Reason.WRONG_STATE, {"what": "poll_not_sent"})


async def test_a_poll_that_could_not_be_stopped_is_counted_without_that(story: Story) -> None:
    poll = await story.started()
    await story.answers("王阿姨", 0)
    closes = story.at + 2 * DAY
    await story.close(poll, closes)
    assert await story.due() == {"poll.close": closes + timedelta(minutes=10)}
    await story.close(poll, closes + timedelta(minutes=10))  # the wire is down: it is still to be asked
    assert await story.due() == {"poll.close": closes + timedelta(minutes=20)}
    (parcel,) = await outbox.claim(story.database, at=closes, resting=[], most=5)
    await outbox.failed(story.database, parcel_id=parcel.id, error="kicked", at=closes)
    outcome = await story.close(poll, closes + timedelta(minutes=20))
    assert isinstance(outcome, Done)
    assert (outcome["by"], outcome["counts"]) == ("own", [1, 0, 0])
    assert await story.due() == {}


async def test_only_who_asked_can_take_it_back(story: Story) -> None:
    await story.start()
    refusal = await polls.cancel_poll(
        story.database, actor=story.town["李楼长"].actor, poll_id=1, source=story.source(), at=story.at
    )
    assert refusal == Refusal(Reason.NOT_YOURS, {"what": "poll"})
