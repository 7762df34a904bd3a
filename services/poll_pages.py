"""What is known of sentiment polls (意见征询一览): read models for the starter's screens and the wizard."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from domain.notices import NoticeState
from domain.permissions import Act, places
from domain.polls import Poll, PollState
from domain.registry import Actor, Place
from storage.database import Database
from storage.transaction import Transaction

RECENT = 8
"""How many of one's own polls a page shows."""


class Whereabouts(StrEnum):
    """Where the question is (去向)."""

    POSTED = "posted"  # in its group
    WAITING = "waiting"  # for the morning, or its turn
    LEAVING = "leaving"  # on the wire at this moment
    DOUBTFUL = "doubtful"  # perhaps it left: its poster is being asked
    ASTRAY = "astray"  # it left, but where it stands is not known (its poster saw it, or the group moved)
    NOWHERE = "nowhere"  # could not be sent


async def whereabouts(transaction: Transaction, poll: Poll) -> Whereabouts:
    """Where the question of `poll` is."""
    if await transaction.posts.at(poll.subject, poll.chat_id) is not None:
        return Whereabouts.POSTED
    states = await transaction.outbox.deliveries(poll.subject)
    for state, where in (
        (NoticeState.SENDING, Whereabouts.LEAVING),
        (NoticeState.SENT, Whereabouts.ASTRAY),
        (NoticeState.QUEUED, Whereabouts.WAITING),
        (NoticeState.UNKNOWN, Whereabouts.DOUBTFUL),
    ):
        if state.value in states:
            return where
    return Whereabouts.NOWHERE


async def telegram_poll(transaction: Transaction, poll: Poll) -> str | None:
    """Telegram's id of the poll; by its question where its post was lost sight of."""
    if poll.telegram_poll is not None:
        return poll.telegram_poll
    post = await transaction.posts.at(poll.subject, poll.chat_id)
    if post is not None and post.poll_id is not None:
        return str(post.poll_id)
    stray = await transaction.polls.stray(poll.question, since=poll.created_at)
    return None if stray is None else stray.poll_id


async def shown_on_board(transaction: Transaction, place: Place, at: datetime) -> bool:
    """Whether the counts of a poll that is begun in a place now will stand on the board on the web."""
    assert place.compound_id is not None, "polls are asked in a compound"
    return (await transaction.boards.of_compound(place.compound_id)).shows(place, at)


async def stands_on_board(database: Database, *, chat_id: int, at: datetime) -> bool:
    """The same of a group, for whoever looks at the question before it leaves."""
    async with database.reading() as transaction:
        chat = await transaction.chats.find(chat_id)
        return chat is not None and chat.place is not None and await shown_on_board(transaction, chat.place, at)


@dataclass(frozen=True)
class Group:
    """A group that can be asked (可征询的群)."""

    chat_id: int
    title: str


@dataclass(frozen=True)
class Venue:
    """A place one may ask about (征询范围), its name in parts, and its groups."""

    place: Place
    compound: str
    building: str | None
    groups: tuple[Group, ...]


async def venues(database: Database, *, actor: Actor) -> list[Venue]:
    """Where `actor` may ask; a place without a bound group has none to ask in."""
    async with database.reading() as transaction:
        return [
            await _venue(transaction, place) for place in places(actor, Act.START_POLL) if place.compound_id is not None
        ]


async def _venue(transaction: Transaction, place: Place) -> Venue:
    assert place.compound_id is not None, "asked by the caller"
    compound = await transaction.registry.compound(place.compound_id)
    building = None if place.building_id is None else await transaction.registry.building(place.building_id)
    groups = tuple(
        Group(chat.id, chat.title)
        for chat in await transaction.chats.groups_of(place.compound_id)
        if chat.state == "open" and chat.place is not None and place.covers(chat.place)
    )
    return Venue(place, "" if compound is None else compound.name, None if building is None else building.label, groups)


@dataclass(frozen=True)
class PollPage:
    """A poll as its starter sees it (我的征询): never how many chose what before the close."""

    poll: Poll
    where: Whereabouts
    group: str
    answered: int | None  # people; None when nobody can know
    residents: int


async def my_polls(database: Database, *, person_id: int) -> list[Poll]:
    """The latest polls a person started, newest first."""
    async with database.reading() as transaction:
        found = await transaction.polls.started_by(person_id, most=RECENT)
        return [await _shown(transaction, poll) for poll in found]


async def poll_page(database: Database, *, poll_id: int, person_id: int, at: datetime) -> PollPage | None:
    """The starter's page of a poll; None for anybody else."""
    async with database.reading() as transaction:
        poll = await transaction.polls.find(poll_id)
        if poll is None or poll.starter_id != person_id:
            return None
        chat = await transaction.chats.find(poll.chat_id)
        residents = await transaction.polls.residents(poll.place, at)
        return PollPage(
            poll=await _shown(transaction, poll),
            where=await whereabouts(transaction, poll),
            group="" if chat is None else chat.title,
            answered=await _answered(transaction, poll),
            residents=len(residents),
        )


async def _shown(transaction: Transaction, poll: Poll) -> Poll:
    """The poll with the state people see: open once its post stands in the group."""
    gone = (Whereabouts.POSTED, Whereabouts.ASTRAY)
    if poll.state is PollState.QUEUED and await whereabouts(transaction, poll) in gone:
        return replace(poll, state=PollState.OPEN)
    return poll


async def _answered(transaction: Transaction, poll: Poll) -> int | None:
    telegram = await telegram_poll(transaction, poll)
    if not poll.named or telegram is None:
        return None
    answers = await transaction.polls.answers(telegram)
    return sum(1 for chosen in answers.values() if chosen)


@dataclass(frozen=True)
class Choice:
    """What one person chose (一人的选择) in a named poll. `name` None: never met us."""

    name: str | None
    registered: bool
    options: tuple[int, ...]
    person_id: int | None = None


@dataclass(frozen=True)
class Sheet:
    """A result to be taken away (结果表): choices by person only for named polls."""

    poll: Poll
    group: str
    choices: tuple[Choice, ...]


async def sheet(database: Database, *, poll_id: int, at: datetime) -> Sheet:
    """The result of a closed poll; whether it may be taken is `services.polls.open_export`'s to say."""
    async with database.reading() as transaction:
        poll = await transaction.polls.find(poll_id)
        assert poll is not None, "open_export found it"
        chat = await transaction.chats.find(poll.chat_id)
        return Sheet(poll, "" if chat is None else chat.title, await _choices(transaction, poll, at))


async def _choices(transaction: Transaction, poll: Poll, at: datetime) -> tuple[Choice, ...]:
    if not poll.named or poll.telegram_poll is None:
        return ()
    residents = {resident.telegram_id for resident in await transaction.polls.residents(poll.place, at)}
    found = await transaction.polls.named_answers(poll.telegram_poll)
    return tuple(
        Choice(row.name, row.telegram_id in residents, _known(row.choices, poll), row.person_id)
        for row in found
        if row.choices
    )


def _known(choices: Sequence[int], poll: Poll) -> tuple[int, ...]:
    return tuple(choice for choice in choices if 0 <= choice < len(poll.options))
