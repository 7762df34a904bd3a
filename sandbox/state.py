"""Everything a restart must keep, in one dataclass that the snapshot writes as JSON."""

from dataclasses import dataclass, field
from typing import Any

from sandbox.chats import Chat
from sandbox.files import StoredFile
from sandbox.people import BotAccount, Person
from sandbox.polls import Poll

Json = dict[str, Any]


@dataclass
class Callback:
    """A pressed button waiting for its one answer."""

    id: str
    person_id: int
    at: int
    answered: bool = False
    answer: Json | None = None


@dataclass
class Update:
    """Something the bot has not been told yet, frozen as it happened."""

    id: int
    kind: str
    payload: Json
    lane: int

    def wire(self) -> Json:
        """The Bot API Update."""
        return {"update_id": self.id, self.kind: self.payload}


@dataclass
class Webhook:
    """Where the bot wants its updates posted."""

    url: str
    secret: str | None = None
    max_connections: int = 40
    last_error_date: int | None = None
    last_error_message: str | None = None


@dataclass
class Counters:
    """The last number given out of each kind: they go on over restarts and resets; `town` counts the resets."""

    update: int = 100_000
    callback: int = 4_000_000_000_000
    message: int = 0
    person: int = 7_000_000_000
    group: int = 4_000_000_000
    supergroup: int = 1_002_000_000_000
    file: int = 0
    poll: int = 5_000_000_000_000
    album: int = 13_000_000_000
    version: int = 0
    town: int = 1


@dataclass
class State:
    """The town."""

    bot: BotAccount
    people: dict[int, Person] = field(default_factory=dict)
    chats: dict[int, Chat] = field(default_factory=dict)
    polls: dict[str, Poll] = field(default_factory=dict)
    files: dict[str, StoredFile] = field(default_factory=dict)
    callbacks: dict[str, Callback] = field(default_factory=dict)
    updates: list[Update] = field(default_factory=list)
    webhook: Webhook | None = None
    allowed_updates: list[str] | None = None
    counters: Counters = field(default_factory=Counters)
