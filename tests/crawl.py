"""A walk (走遍) through everything one person can reach: each kind of button wherever it stands, and all that is shown.

A kind of button is its prefix. What a press does depends on who presses, on the button and on the records, never on
the screen it stands on; so each kind is pressed once, and once more where it leads on to itself (the next page, a
second look). The walk is as long as the product has doors, not as long as its lists. Updates go straight to the router,
and what the bot says is heard where it would leave for the messenger.
"""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from typing import Any

from telegram import Update
from telegram.ext import ExtBot
from telegram.request import BaseRequest, RequestData

from handlers.context import AppContext, Desk, Envelope
from handlers.router import route

Json = dict[str, Any]
NUMBERS = count(1)
FURTHER = 1
"""How often in a row a kind of button is pressed that leads on to itself."""


@dataclass(frozen=True)
class Said:
    """Something the bot said (所见): a screen, an answer to a press, a file."""

    call: str
    words: str
    keys: tuple[tuple[str, str], ...] = ()
    """Label and data of its buttons; no data where the button opens an address."""
    file: bytes | None = None
    number: int = 0

    @property
    def kinds(self) -> Iterator[tuple[str, str]]:
        """The kind of each button, and a button of it."""
        return ((kind_of(data), data) for _, data in self.keys if data)


def kind_of(data: str) -> str:
    """What a packed button is, whatever it is about: `1vts:12` is a `vts`; only words make a door, `m:home`."""
    prefix, *values = data[1:].split(":")
    return prefix if any(value.lstrip("-").isdigit() for value in values) else ":".join([prefix, *values])


class Ear(BaseRequest):
    """The messenger's end of the wire: it takes every call and keeps what was said."""

    def __init__(self) -> None:
        self.said: list[Said] = []

    @property
    def read_timeout(self) -> float | None:
        return None

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *_: Any, **__: Any
    ) -> tuple[int, bytes]:
        """Keep what was said; a message that is new gets a number."""
        call = url.rpartition("/")[2]
        if call == "getMe":
            return _answer({"id": 1, "is_bot": True, "first_name": "议事亭", "username": "pavilion_bot"})
        assert request_data is not None, "only getMe asks for nothing"
        told = request_data.parameters
        said = _heard(call, told, request_data)
        self.said.append(said)
        if call == "answerCallbackQuery":
            return _answer(True)
        chat = {"id": told["chat_id"], "type": "private", "first_name": "…"}
        return _answer({"message_id": said.number, "date": 0, "chat": chat, "text": said.words})


def _heard(call: str, told: Json, data: RequestData) -> Said:
    rows = (told.get("reply_markup") or {}).get("inline_keyboard", [])
    keys = tuple([(key["text"], key.get("callback_data", "")) for row in rows for key in row])
    files = [content for _, content, _ in (data.multipart_data or {}).values()]
    words = str(told.get("text") or told.get("caption") or "")
    return Said(call, words, keys, files[0] if files else None, int(told.get("message_id") or next(NUMBERS)))


def _answer(result: Any) -> tuple[int, bytes]:
    return 200, json.dumps({"ok": True, "result": result}).encode()


@dataclass(frozen=True)
class Walker:
    """Whoever walks (走的人): an account of the messenger."""

    name: str
    account: int


@dataclass(frozen=True)
class Step:
    """What is said or pressed next (下一步), and on what."""

    door: str
    on: Said = Said("", "")
    further: int = 0
    """How often its own kind has just been pressed in a row."""


@dataclass
class Walk:
    """One person's way through the product; `last` is pressed when nothing else is left, `never` not at all."""

    walker: Walker
    desk: Desk
    at: datetime
    last: Collection[str] = ()
    never: Collection[str] = ()
    ear: Ear = field(default_factory=Ear)
    read: list[tuple[str, Said]] = field(default_factory=list)
    """After what, and what it was."""
    _pressed: set[tuple[str, int]] = field(default_factory=set)
    """Kinds of buttons, and the how many-th in a row."""
    _ahead: deque[Step] = field(default_factory=deque)
    _put_off: deque[Step] = field(default_factory=deque)

    @property
    def kinds(self) -> set[str]:
        """Kinds of buttons that were pressed."""
        return {kind for kind, _ in self._pressed}

    async def begin(self, doors: Iterable[str]) -> None:
        """Give each of these commands, and press whatever there is from there on."""
        bot: ExtBot[None] = ExtBot("1:a", request=self.ear, get_updates_request=Ear())
        await bot.initialize()
        for door in doors:
            await self._hear(bot, Step(door), self._message(door))
        while self._ahead or self._put_off:
            step = (self._ahead or self._put_off).popleft()
            await self._hear(bot, step, self._press(step))

    async def _hear(self, bot: ExtBot[None], step: Step, update: Json) -> None:
        """Let the product answer; read it, and note what can be pressed from there."""
        begun = len(self.ear.said)
        parsed = Update.de_json({"update_id": next(NUMBERS), **update}, bot)
        await route(parsed, AppContext(bot, self.desk, Envelope(f"{self.walker.name} {parsed.update_id}", self.at)))
        for said in self.ear.said[begun:]:
            self.read.append((step.door, said))
            for kind, data in said.kinds:
                self._note(kind, Step(data, said, step.further + 1 if kind == kind_of(step.door) else 0))

    def _note(self, kind: str, step: Step) -> None:
        if (kind, step.further) not in self._pressed and step.further <= FURTHER and kind not in self.never:
            self._pressed.add((kind, step.further))
            (self._put_off if kind in self.last else self._ahead).append(step)

    def _message(self, text: str) -> Json:
        marks = (
            [{"type": "bot_command", "offset": 0, "length": len(text.split(maxsplit=1)[0])}]
            if text.startswith("/")
            else []
        )
        return {"message": {**self._where(next(NUMBERS)), "text": text, "entities": marks}}

    def _press(self, step: Step) -> Json:
        on = step.on
        pressed = {**self._where(on.number), "text" if on.file is None else "caption": on.words or "…"}
        return {
            "callback_query": {
                "id": str(next(NUMBERS)),
                "from": self._who(),
                "chat_instance": "1",
                "data": step.door,
                "message": pressed,
            }
        }

    def _where(self, number: int) -> Json:
        chat = {"id": self.walker.account, "type": "private", "first_name": self.walker.name}
        moment = int(self.at.timestamp())
        return {"message_id": number, "date": moment, "chat": chat, "from": self._who()}

    def _who(self) -> Json:
        return {"id": self.walker.account, "is_bot": False, "first_name": self.walker.name, "language_code": "zh-hans"}
