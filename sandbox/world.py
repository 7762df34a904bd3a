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
from sandbox.state import State
from sandbox.updates import UpdateQueue

BOT_ID = 6_000_000_001


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
            raise Trouble(404, f"nobody has the id {person_id}") from None

    def chat(self, chat_id: int) -> Chat:
        """A chat, or 404 in words."""
        try:
            return self.state.chats[chat_id]
        except KeyError:
            raise Trouble(404, f"there is no chat {chat_id}") from None

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

    def clear(self) -> None:
        """Back to an empty town; numbers given out go on, and so does what the bot told Telegram."""
        self.state.people.clear()
        self.state.chats.clear()
        self.state.polls.clear()
        self.state.files.clear()
        self.state.callbacks.clear()
        self.state.updates.clear()
        self.files.clear()
        self.faults.replace([])
        self.updates.faults.clear()
        self.listeners.tell("clock", {"now": self.now().isoformat()})
        self.touch()
