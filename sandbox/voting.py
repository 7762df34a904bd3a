"""Votes on native polls, their closing by hand or by the town's clock, and what the bot hears of it."""

from typing import Any

from sandbox.chats import Chat
from sandbox.errors import Trouble
from sandbox.people import CHANNEL_BOT, Person
from sandbox.polls import Poll
from sandbox.views import chat_view
from sandbox.world import World

Json = dict[str, Any]


def vote(world: World, chat: Chat, person: Person, poll: Poll, chosen: list[int]) -> None:
    """A person votes, changes the vote or takes it back."""
    if refusal := poll.why_not(person.id, chosen):
        raise Trouble(409, refusal)
    poll.vote(person.id, chosen)
    if not poll.anonymous:
        world.updates.add("poll_answer", poll_answer(world, chat, person, poll, chosen), person.id)
    changed(world, poll)


def poll_answer(world: World, chat: Chat, person: Person, poll: Poll, chosen: list[int]) -> Json:
    """Who chose what; an anonymous admin votes as the group, with a stand-in for old bots."""
    voter: Json = {"user": person.user()}
    if not chat.private and chat.standing(person.id).anonymous:
        voter = {"voter_chat": chat_view(world, chat), "user": CHANNEL_BOT}
    ids = [poll.persistent_id(index) for index in sorted(chosen)]
    return {"poll_id": poll.id, **voter, "option_ids": sorted(chosen), "option_persistent_ids": ids}


def changed(world: World, poll: Poll) -> None:
    """Counts or closing changed: the bot gets the poll, every message showing it is new to the people."""
    world.updates.add("poll", poll.view(), poll.chat_id)
    for chat in world.state.chats.values():
        for message in chat.messages.values():
            if message.poll_id == poll.id and not message.deleted:
                world.changed_message(chat, message)


def close(world: World, poll: Poll) -> None:
    """Nobody can vote any more."""
    poll.closed = True
    changed(world, poll)


def close_due(world: World) -> None:
    """Close every poll whose time has come on the town's clock."""
    for poll in list(world.state.polls.values()):
        if poll.close_date and not poll.closed and poll.close_date <= world.timestamp():
            close(world, poll)


def next_close(world: World) -> Poll | None:
    """The open poll that closes first."""
    dated = [poll for poll in world.state.polls.values() if poll.close_date and not poll.closed]
    return min(dated, key=lambda poll: poll.close_date or 0, default=None)
