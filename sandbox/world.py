"""The world: the town's state and the machinery around it. Acts on it live in files of their own."""

from pathlib import Path

from sandbox import snapshot
from sandbox.calls import CallLog
from sandbox.chats import Chat
from sandbox.clock import Now, TownClock
from sandbox.errors import Trouble
from sandbox.faults import FaultPlan
from sandbox.files import FileRoom
from sandbox.flood import FloodGate
from sandbox.messages import Message
from sandbox.people import BotAccount, Person
from sandbox.polling import Poller
from sandbox.signals import Bell, Listeners
from sandbox.state import Counters, State
from sandbox.updates import UpdateQueue

BOT_ID = 6_000_000_001
FIRST_NUMBERS = (Counters.person, Counters.group, Counters.supergroup)


class World:
    """One bot and the town it serves."""

    def __init__(
        self,
        *,
        now: Now | None = None,
        data_dir: Path | str | None = None,
        flood: bool = True,
        token: str | None = None,
        bot_name: str = "议事亭",
        bot_username: str = "yishiting_bot",
    ) -> None:
        """Open the town kept in data_dir, or a new one; token None lets any token in."""
        self.now = now or TownClock()
        self.data_dir = Path(data_dir) if data_dir else None
        self.token = token
        bot_id = int(token.split(":")[0]) if token and token.split(":")[0].isdigit() else BOT_ID
        kept = snapshot.load(self.data_dir) if self.data_dir else None
        self.state = kept or State(BotAccount(bot_id, bot_name, bot_username))
        self.files = FileRoom(self.data_dir / "files" if self.data_dir else None)
        self.updates = UpdateQueue(self.state)
        self.poller = Poller(self.updates)
        self.flood = FloodGate(enabled=flood)
        self.faults = FaultPlan()
        self.calls = CallLog()
        self.changed = Bell()
        self.listeners = Listeners()
        self.dirty = False

    @property
    def bot(self) -> BotAccount:
        """The bot under test."""
        return self.state.bot

    def timestamp(self) -> int:
        """The town's moment as Telegram writes dates."""
        return int(self.now().timestamp())

    def person(self, person_id: int) -> Person:
        """A person, or 404 in words."""
        try:
            return self.state.people[person_id]
        except KeyError:
            raise Trouble(404, f"没有这个人（{person_id}）") from None

    def chat(self, chat_id: int) -> Chat:
        """A chat, or 404 in words."""
        try:
            return self.state.chats[chat_id]
        except KeyError:
            raise Trouble(404, f"没有这个聊天（{chat_id}）") from None

    def touch(self) -> None:
        """Something changed: wake whoever waits and have the snapshot written."""
        self.dirty = True
        self.changed.ring()

    def changed_message(self, chat: Chat, message: Message) -> None:
        """A message is new or different: give it a version and tell the people who see it."""
        self.state.counters.version += 1
        chat.version = message.version = self.state.counters.version
        audience = {chat.id} if chat.private else set(chat.present())
        self.listeners.tell("change", {"chat": chat.id, "version": chat.version}, audience)
        self.listeners.tell_others("elsewhere", audience)
        self.touch()

    def save(self) -> None:
        """Write the snapshot if something changed since the last one."""
        if self.dirty and self.data_dir:
            snapshot.save(self.state, self.data_dir)
        self.dirty = False

    def close(self) -> None:
        """End streams and long polls, so that the server can stop."""
        self.listeners.close()
        self.poller.stop()

    def clear(self, *, renumber: bool = False) -> None:
        """Back to an empty town; what the bot told Telegram stays, and numbers given out go on.

        With `renumber` people and groups get the numbers of the beginning again: only for a host whose bot forgets too.
        """
        state = self.state
        for things in (state.people, state.chats, state.polls, state.files, state.callbacks, state.updates):
            things.clear()
        state.counters.town += 1
        if renumber:
            state.counters.person, state.counters.group, state.counters.supergroup = FIRST_NUMBERS
        self.files.clear()
        self.faults.replace([])
        self.updates.faults.clear()
        self.listeners.tell("clock", {"now": self.now().isoformat()})
        self.touch()
