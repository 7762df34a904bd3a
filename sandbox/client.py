"""The town as stories tell it: people who say, press, vote and see; groups; a clock that can be moved.

town = Town("http://127.0.0.1:8080")
wang = await town.person("王阿姨")
await wang.starts()
await wang.presses("我要报修")
await wang.sees("请描述")
"""

from collections.abc import Iterable
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self

from sandbox.effort import Effort
from sandbox.resident import Message, Person, PressResult
from sandbox.transcript import Transcript
from sandbox.wire import Refused, Wire

__all__ = ["Effort", "Group", "Message", "Person", "PressResult", "Refused", "Town"]
Json = dict[str, Any]


ADD_A_BOT = 3
"""The button that adds the bot, the group, yes."""
FOUND_A_GROUP = 3
"""The pencil, a new group, made; a tap more for every member."""
SET_A_RIGHT = 6
"""The group's head, edit, administrators, whom, which rights, kept."""


@dataclass(frozen=True)
class Group:
    """A group; `chat` arguments take it, or its id. What is done to it counts for whoever founded it."""

    town: "Town"
    id: int
    title: str
    founder: Person | None = None

    async def _member(
        self, action: str, person: Person | None = None, *, hand: Person | None, taps: int, **more: Any
    ) -> None:
        if hand is not None:
            hand.effort.grows(taps)
        body = {"person": person.id if person else None, "action": action, **more}
        await self.town.wire.post(f"/sim/groups/{self.id}/members", body)

    async def joins(self, person: Person, by: Person | None = None) -> None:
        """Somebody joins by a link, or is added by another."""
        await self._member("join", person, by=by.id if by else None, hand=by or person, taps=4 if by else 2)

    async def leaves(self, person: Person, by: Person | None = None) -> None:
        """Somebody leaves, or is removed by another."""
        await self._member("leave", person, by=by.id if by else None, hand=by or person, taps=4 if by else 3)

    async def promotes(self, person: Person, *, anonymous: bool = False) -> None:
        """Somebody becomes an administrator, perhaps an anonymous one."""
        await self._member("promote", person, anonymous=anonymous, hand=self.founder, taps=SET_A_RIGHT)

    async def demotes(self, person: Person) -> None:
        """Somebody becomes an ordinary member again."""
        await self._member("demote", person, hand=self.founder, taps=SET_A_RIGHT)

    async def adds_bot(self) -> None:
        """The founder adds the bot."""
        await self._member("add_bot", hand=self.founder, taps=ADD_A_BOT)

    async def removes_bot(self) -> None:
        """The founder removes the bot."""
        await self._member("remove_bot", hand=self.founder, taps=4)

    async def promotes_bot(self) -> None:
        """The bot becomes an administrator."""
        await self._member("promote_bot", hand=self.founder, taps=SET_A_RIGHT)

    async def demotes_bot(self) -> None:
        """The bot becomes an ordinary member."""
        await self._member("demote_bot", hand=self.founder, taps=SET_A_RIGHT)

    async def restricts_bot(self) -> None:
        """The bot may not write any more."""
        await self._member("restrict_bot", hand=self.founder, taps=SET_A_RIGHT)

    async def topic(self, name: str) -> int:
        """Open a forum topic."""
        if self.founder is not None:
            self.founder.effort.grows(3, name)
        answer = await self.town.wire.post(f"/sim/groups/{self.id}/topics", {"name": name})
        return int(answer["message_thread_id"])


class Town:
    """A sandbox seen from outside, with everything that happens in it written down."""

    def __init__(self, base_url: str) -> None:
        """`base_url` is where the sandbox listens; nothing is sent yet."""
        self.wire = Wire(base_url)
        self.script = Transcript(self.wire)
        self._efforts: dict[int, Effort] = {}

    async def __aenter__(self) -> Self:
        """Use as a context manager to hang up at the end."""
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, wrong: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Hang up."""
        await self.close()

    async def close(self) -> None:
        """Hang up."""
        await self.wire.close()

    @property
    def transcript(self) -> list[str]:
        """What was done and seen so far, a line each."""
        return self.script.lines

    async def person(self, name: str, **about: Any) -> Person:
        """Somebody moves in: username, note, language_code."""
        entry = await self.wire.post("/sim/people", {"name": name, **about})
        return self._resident(entry["id"], name)

    def _resident(self, person_id: int, name: str) -> Person:
        """Whoever is met again goes on with the effort they had."""
        return Person(self.wire, self.script, person_id, name, self._efforts.setdefault(person_id, Effort()))

    async def known(self, name: str) -> Person:
        """Somebody who already lives here."""
        return self._found((await self.wire.get("/sim/world"))["people"], name)

    def _found(self, people: list[Json], name: str) -> Person:
        entry = next((entry for entry in people if entry["name"] == name), None)
        if entry is None:
            raise AssertionError(f"{name} does not live here")
        return self._resident(entry["id"], name)

    async def visits(self, names: Iterable[str]) -> tuple[list[Person], list[Json]]:
        """Come to a town with a past: these people, who have read all of it, and the groups; the play begins now."""
        told = await self.wire.get("/sim/world")
        self.script.begins(told["version"])
        people = [self._found(told["people"], name) for name in names]
        for person in people:
            person.has_read(told["version"])
        return people, [chat for chat in told["chats"] if chat["type"] != "private"]

    async def group(
        self,
        title: str,
        members: list[Person],
        *,
        creator: Person | None = None,
        type: str = "supergroup",
        is_forum: bool = False,
        with_bot: bool = True,
    ) -> Group:
        """A new group; without a creator the first member founds it."""
        founder = creator or members[0]
        others = sum(person.id != founder.id for person in members)
        founder.effort.grows(FOUND_A_GROUP + others + (ADD_A_BOT if with_bot else 0), title)
        body: Json = {"title": title, "members": [person.id for person in members], "type": type}
        body |= {"creator": founder.id, "is_forum": is_forum, "with_bot": with_bot}
        chat = await self.wire.post("/sim/groups", body)
        return Group(self, chat["id"], title, founder)

    async def forward(self, *, hours: float = 0, days: float = 0, minutes: float = 0, to_next: bool = False) -> Json:
        """Move the clock; with to_next to the next thing that is due."""
        seconds = int(hours * 3600 + days * 86400 + minutes * 60)
        body = {"to_next": True} if to_next else {"advance_seconds": seconds}
        told: Json = await self.wire.post("/sim/clock", body)
        await self.script.hear()
        self.script.note(f"（现在是 {told['now']}）")
        return told

    async def clock(self) -> Json:
        """The present moment and what is due next."""
        told: Json = await self.wire.get("/sim/clock")
        return told

    async def settle(self) -> None:
        """Wait until everything has come to rest, and write down what was said."""
        await self.wire.post("/sim/settle")
        await self.script.hear()

    async def reset(self) -> None:
        """Back to the beginning."""
        await self.wire.post("/sim/reset")

    async def calls(self, method: str | None = None, since: int = 0) -> list[Json]:
        """The Bot API calls made so far."""
        answer = await self.wire.get("/sim/calls", method=method, since=since)
        found: list[Json] = answer["calls"]
        return found

    async def faults(self, plan: list[Json] | None = None, updates: list[Json] | None = None) -> Json:
        """Plan troubles for calls and for updates; without either, what is left of the plan."""
        if plan is None and updates is None:
            left: Json = await self.wire.get("/sim/faults")
            return left
        planned: Json = await self.wire.post("/sim/faults", {"plan": plan, "updates": updates})
        return planned

    async def migrate(self, group: Group) -> Group:
        """A basic group becomes a supergroup; the new group is returned."""
        answer = await self.wire.post(f"/sim/groups/{group.id}/migrate")
        return Group(self, answer["new_chat_id"], group.title, group.founder)
