"""Sentiment polls (意见征询): started, answered, reminded, closed, counted once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from domain.effects import Record, Schedule
from domain.moments import write_moment
from domain.outcomes import Done, Facts, Outcome, Reason, Refusal
from domain.permissions import Act, permit
from domain.poll_effects import CLOSE, Standing, cancelled, closing, kept, published, reminded, started
from domain.polls import Count, Poll, PollCounts, PollState, check, count_poll, to_facts
from domain.privacy import Purpose
from domain.registry import Actor
from services.acts import act
from services.poll_pages import Whereabouts, shown_on_board, telegram_poll, whereabouts
from storage.chats import Chat
from storage.database import Database
from storage.effects import apply
from storage.transaction import Transaction

PATIENCE = timedelta(minutes=1)
"""How often a close looks again at a question that is just being sent, or in doubt."""

DOUBT = timedelta(minutes=40)
"""How long a close waits for a doubt to end: its poster has half an hour to say whether the question was seen."""

STOPPING = timedelta(minutes=10)
"""How long Telegram has to stop a poll before the close is looked at again."""

ARRIVING = timedelta(minutes=2)
"""How long the last state of a poll may be on its way to us after Telegram said that it had ended."""

UNSETTLED = frozenset({Whereabouts.LEAVING, Whereabouts.DOUBTFUL})
STRAY = frozenset({Whereabouts.ASTRAY, Whereabouts.DOUBTFUL})


@act
async def start_poll(
    transaction: Transaction,
    *,
    actor: Actor,
    chat_id: int,
    question: str,
    options: Sequence[str],
    several: bool,
    named: bool,
    closes_at: datetime,
    draft_id: int | None = None,
    source: str,
    at: datetime,
) -> Outcome:
    """发出征询: the question goes to the group `chat_id`; with `draft_id`, that draft becomes it, once."""
    leaves = await transaction.profiles.after_quiet_hours(at, chat_id=chat_id, zone=transaction.zone)
    chat = await transaction.chats.find(chat_id)
    refusal = (
        await _check_draft(transaction, actor, draft_id, at)
        or _check_group(actor, chat)
        or check(question=question, options=options, closes_at=closes_at, leaves=leaves, at=at)
    )
    if refusal is not None:
        return refusal
    assert chat is not None and chat.place is not None and actor.person_id is not None, "checked above"
    number = await transaction.polls.start(
        place=chat.place,
        chat_id=chat_id,
        starter_id=actor.person_id,
        question=question,
        options=list(options),
        several=several,
        named=named,
        created_at=at,
        closes_at=closes_at,
    )
    poll = await _whole(transaction, number)
    on_board = await shown_on_board(transaction, chat.place, at)
    await apply(transaction, started(poll, leaves=leaves, zone=transaction.zone, on_board=on_board), at=at)
    await transaction.drafts.remove(draft_id)
    return Done(
        {"poll_id": number, "leaves": write_moment(leaves), "waits": leaves > at, "closes_at": write_moment(closes_at)}
    )


async def _check_draft(transaction: Transaction, actor: Actor, draft_id: int | None, at: datetime) -> Refusal | None:
    if draft_id is None:
        return None
    draft = await transaction.drafts.find(draft_id, at=at)
    if draft is None:
        return Refusal(Reason.EXPIRED, {"what": "draft"})
    return None if draft.person_id == actor.person_id else Refusal(Reason.NOT_YOURS)


def _check_group(actor: Actor, chat: Chat | None) -> Refusal | None:
    if chat is None or chat.place is None or chat.private or chat.state != "open":
        return Refusal(Reason.NO_TARGET_GROUP, {"what": "poll"})
    refusal = permit(actor, Act.START_POLL, chat.place)
    return None if refusal is None else Refusal(refusal.reason, {**refusal.facts, "what": "poll"})


@act
async def cancel_poll(transaction: Transaction, *, actor: Actor, poll_id: int, source: str, at: datetime) -> Outcome:
    """撤回: the starter takes back a question that has not left."""
    poll = await transaction.polls.lock(poll_id)
    if (refusal := _check_starter(actor, poll)) is not None:
        return refusal
    assert poll is not None, "checked above"
    if await whereabouts(transaction, poll) not in (Whereabouts.WAITING, Whereabouts.NOWHERE):
        return Refusal(Reason.WRONG_STATE, {"what": "poll_sent"})
    await transaction.polls.cancel(poll.id)
    await apply(transaction, cancelled(poll, why="wish", starter_chat=None), at=at)
    return Done({"poll_id": poll_id})


@act
async def end_poll(transaction: Transaction, *, actor: Actor, poll_id: int, source: str, at: datetime) -> Outcome:
    """提前结束: the starter closes a running poll before its time."""
    poll = await transaction.polls.lock(poll_id)
    if (refusal := _check_starter(actor, poll)) is not None:
        return refusal
    assert poll is not None, "checked above"
    if await whereabouts(transaction, poll) not in (Whereabouts.POSTED, Whereabouts.ASTRAY):
        return Refusal(Reason.WRONG_STATE, {"what": "poll_not_sent"})
    return await _close(transaction, poll, at, early=True)


def _check_starter(actor: Actor, poll: Poll | None) -> Refusal | None:
    if poll is None:
        return Refusal(Reason.NOT_FOUND, {"what": "poll"})
    if poll.starter_id != actor.person_id:
        return Refusal(Reason.NOT_YOURS, {"what": "poll"})
    return None if poll.state is PollState.QUEUED else Refusal(Reason.WRONG_STATE, {"what": "poll"})


@act
async def close_poll(transaction: Transaction, *, subject: str, due: datetime, source: str, at: datetime) -> Outcome:
    """到时结束: what runs is stopped, what never left cancelled, what could not be stopped counted all the same."""
    poll = await transaction.polls.lock(_number(subject))
    if poll is not None and poll.state is PollState.CLOSING:
        return await _look_again(transaction, poll, at)
    if poll is None or poll.state is not PollState.QUEUED:
        return Done({"closed": False})
    if at < poll.closes_at + DOUBT and await whereabouts(transaction, poll) in UNSETTLED:
        await apply(transaction, [Schedule(CLOSE, subject, at + PATIENCE)], at=at)
        return Done({"closed": False})
    return await _close(transaction, poll, at, early=False)


async def _close(transaction: Transaction, poll: Poll, at: datetime, *, early: bool) -> Outcome:
    where = await whereabouts(transaction, poll)
    if where is Whereabouts.POSTED:
        await transaction.polls.close(poll.id, at=at, early=early)
        await apply(transaction, closing(poll, early=early, look_again=at + STOPPING), at=at)
        return Done({"closed": True})
    if where in STRAY and await telegram_poll(transaction, poll) is not None:
        await transaction.polls.close(poll.id, at=at, early=early)
        return await _count(transaction, await _whole(transaction, poll.id), None, at)
    await transaction.polls.cancel(poll.id)
    why = "unsure" if where in STRAY else "unsent"
    starter = await _chat_of(transaction, poll)
    await apply(transaction, cancelled(poll, why=why, starter_chat=starter), at=at)
    return Done({"closed": False, "why": why})


async def _look_again(transaction: Transaction, poll: Poll, at: datetime) -> Outcome:
    """Telegram has not said what it counted: wait while it is still to be asked, else count without it."""
    if await transaction.polls.is_stopping(poll.subject):
        await apply(transaction, [Schedule(CLOSE, poll.subject, at + STOPPING)], at=at)
        return Done({"closed": True})
    return await _count(transaction, poll, None, at)


@act
async def counted(
    transaction: Transaction,
    *,
    poll_id: int,
    counts: Sequence[int] | None,
    total: int | None,
    already: bool = False,
    source: str,
    at: datetime,
) -> Outcome:
    """计数: Telegram stopped the poll and says what it counted; None when it could not tell. Takes place once.

    `already`: it had been stopped before, and the answer was lost; how it ended is still on its way to us.
    """
    poll = await transaction.polls.lock(poll_id)
    if poll is None or poll.state is not PollState.CLOSING:
        return Done({"counted": False})
    official = None if counts is None or total is None else Count(tuple(counts), total)
    if already and official is None and await _ending(transaction, poll) is None:
        await apply(transaction, [Schedule(CLOSE, poll.subject, at + ARRIVING)], at=at)
        return Done({"counted": False})
    return await _count(transaction, poll, official, at)


@act
async def ended(transaction: Transaction, *, telegram_poll: str, source: str, at: datetime) -> Outcome:
    """征询已停: Telegram told, as `sighted`, how a poll ended; one that we are closing is counted with that."""
    post = await transaction.posts.by_poll(telegram_poll)
    poll = None if post is None else await transaction.polls.lock(_number(post.subject))
    if poll is None or poll.state is not PollState.CLOSING or await _ending(transaction, poll) is None:
        return Done({"counted": False})
    return await _count(transaction, poll, None, at)


async def _ending(transaction: Transaction, poll: Poll) -> Count | None:
    """What Telegram counted at the end, if it has told."""
    telegram = await telegram_poll(transaction, poll)
    seen = None if telegram is None else await transaction.polls.sighting(telegram)
    return None if seen is None else seen.final


async def _count(transaction: Transaction, poll: Poll, official: Count | None, at: datetime) -> Outcome:
    """Settle the result, and publish it."""
    assert poll.closed_at is not None, "it is closing"
    telegram = await telegram_poll(transaction, poll)
    result = await _counts(transaction, poll, official, telegram, at)
    await transaction.polls.finish(poll.id, to_facts(result), telegram)
    starter, group = await _chat_of(transaction, poll), await transaction.chats.find(poll.chat_id)
    effects = published(
        poll,
        result,
        closed_at=poll.closed_at,
        early=poll.early,
        starter_chat=starter,
        reachable=group is not None and group.state == "open",
    )
    await apply(transaction, effects, at=at)
    return Done({"counted": True, **to_facts(result)})


@act
async def unpublished(transaction: Transaction, *, poll_id: int, result: Facts, source: str, at: datetime) -> Outcome:
    """结果没发成: the group could not be reached any more, so whoever asked reads the result in private."""
    poll = await transaction.polls.find(poll_id)
    assert poll is not None, "its result was being sent"
    await apply(transaction, kept(poll, result, starter_chat=await _chat_of(transaction, poll)), at=at)
    return Done({"poll_id": poll_id})


async def _counts(
    transaction: Transaction, poll: Poll, official: Count | None, telegram: str | None, at: datetime
) -> PollCounts:
    seen = None if telegram is None else await transaction.polls.sighting(telegram)
    answers = {} if telegram is None else await transaction.polls.answers(telegram)
    residents = await transaction.polls.residents(poll.place, at)
    return count_poll(
        len(poll.options),
        named=poll.named,
        official=official or (None if seen is None else seen.final),
        seen=None if seen is None else seen.count,
        answers=answers,
        residents={resident.telegram_id for resident in residents},
    )


@act
async def remind(transaction: Transaction, *, subject: str, due: datetime, source: str, at: datetime) -> Outcome:
    """提醒: one private line to each registered resident who has not answered and asked for reminders."""
    poll = await transaction.polls.lock(_number(subject))
    if poll is None or poll.state is not PollState.QUEUED or not poll.named or at >= poll.closes_at:
        return Done({"reminded": 0})
    post = await transaction.posts.at(poll.subject, poll.chat_id)
    group = await transaction.chats.find(poll.chat_id)
    if post is None or post.poll_id is None or group is None:
        return Done({"reminded": 0})
    chats = await _unheard(transaction, poll, post.poll_id, at)
    await transaction.polls.note_reminded(poll.id, len(chats))
    standing = Standing(chat=group.telegram_id, message=post.message_id, title=group.title)
    await apply(transaction, reminded(poll, chats, standing), at=at)
    return Done({"reminded": len(chats)})


async def _unheard(transaction: Transaction, poll: Poll, telegram: str, at: datetime) -> list[int]:
    """Private chats of registered residents who have not answered and asked to be reminded."""
    answered = {who for who, chosen in (await transaction.polls.answers(telegram)).items() if chosen}
    wanting = await transaction.privacy.consenting(Purpose.REMINDERS)
    return [
        resident.chat_id
        for resident in await transaction.polls.residents(poll.place, at)
        if resident.chat_id is not None and resident.telegram_id not in answered and resident.person_id in wanting
    ]


@act
async def open_export(transaction: Transaction, *, actor: Actor, poll_id: int, source: str, at: datetime) -> Outcome:
    """导出表格: the starter takes the result away; the journal remembers that."""
    poll = await transaction.polls.find(poll_id)
    if poll is None:
        return Refusal(Reason.NOT_FOUND, {"what": "poll"})
    if poll.starter_id != actor.person_id:
        return Refusal(Reason.NOT_YOURS, {"what": "poll"})
    if poll.state is not PollState.CLOSED:
        return Refusal(Reason.WRONG_STATE, {"what": "poll_open"})
    await apply(transaction, [Record(poll.subject, "exported", {"by": actor.person_id})], at=at)
    return Done({"poll_id": poll_id})


async def answer(
    database: Database, *, poll_id: str, telegram_id: int, choices: Sequence[int], update_id: int, at: datetime
) -> None:
    """回答: someone chose, changed or took back; kept under Telegram's poll id, whether we know the poll yet or not."""
    async with database.transaction() as transaction:
        await transaction.polls.answer(
            poll_id=poll_id, telegram_id=telegram_id, choices=choices, update_id=update_id, at=at
        )


async def sighted(
    database: Database,
    *,
    poll_id: str,
    question: str,
    counts: Sequence[int],
    total: int,
    closed: bool,
    update_id: int,
    at: datetime,
) -> None:
    """Telegram told us how a poll of ours stands: kept for when it cannot be asked at the close."""
    async with database.transaction() as transaction:
        await transaction.polls.sight(
            poll_id=poll_id,
            question=question,
            count=Count(tuple(counts), total),
            closed=closed,
            update_id=update_id,
            at=at,
        )


async def _whole(transaction: Transaction, number: int) -> Poll:
    poll = await transaction.polls.find(number)
    assert poll is not None, "its row is there"
    return poll


async def _chat_of(transaction: Transaction, poll: Poll) -> int | None:
    chat = await transaction.chats.private_of(poll.starter_id)
    return None if chat is None else chat.id


def _number(subject: str) -> int:
    return int(subject.partition(":")[2])
