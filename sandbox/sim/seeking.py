"""Seeking one message: whoever waits for it is answered once, when it is there."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse

from sandbox.chats import Chat
from sandbox.people import Person
from sandbox.seen import Message
from sandbox.sim.looking import changes
from sandbox.sim.reading import body_of, person_of, seconds, visible_chat, whole, world_of
from sandbox.sim.town import chats_of
from sandbox.views import person_view
from sandbox.world import World

Json = dict[str, Any]


@dataclass(frozen=True)
class Wanted:
    """What somebody looks for: words, a button, or both; perhaps by somebody else, or changed after a version."""

    text: str
    button: str
    others: bool
    after: int

    def meant(self, message: Message) -> bool:
        """Whether it is this message."""
        return (
            self.text in message.text
            and (not self.button or message.button(self.button) is not None)
            and not (self.others and message.outgoing)
        )


async def post_seek(request: Request) -> JSONResponse:
    """POST /sim/people/{p}/seek: the message as soon as it is there, and what has changed in the town meanwhile."""
    world, person, body = world_of(request), person_of(request), await body_of(request)
    wanted = Wanted(body.get("text", ""), body.get("button", ""), bool(body.get("others")), body.get("after", 0))
    chat = None if body.get("chat") is None else visible_chat(world, person, whole(body["chat"], "chat"))
    search = Search(world, person, chat, wanted)
    await world.changed.until(search.found, seconds(body.get("wait", 0)))
    return JSONResponse({"found": search.view, **changes(world, whole(body.get("heard", 0), "heard"))})


class Search:
    """One person's look at one chat, or at all of theirs, again and again; what was no match is not looked at twice."""

    def __init__(self, world: World, person: Person, chat: Chat | None, wanted: Wanted) -> None:
        self._world, self._person, self._chat, self._wanted = world, person, chat, wanted
        self._seen = wanted.after
        self.view: Json | None = None

    def found(self) -> bool:
        """Whether it is there now."""
        seen, self._seen = self._seen, self._world.state.counters.version
        self.view = next((view for chat in self._places() if (view := self._newest(chat, seen)) is not None), None)
        return self.view is not None

    def _places(self) -> Iterator[Chat]:
        """The private chat first."""
        if self._chat is not None:
            return iter([self._chat])
        others = [chat for chat in chats_of(self._world, self._person) if chat.id != self._person.id]
        return iter([self._world.chat(self._person.id), *others])

    def _newest(self, chat: Chat, seen: int) -> Json | None:
        """The one with the highest number; looking marks the chat as read."""
        chat.read[self._person.id] = chat.last_message_id
        for message in reversed(chat.messages.values()):
            if message.version > seen and not message.deleted:
                view = person_view(self._world, message, self._person.id)
                if self._wanted.meant(Message(view)):
                    return view
        return None
