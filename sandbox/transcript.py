"""What happens in the town, written down as a play: who said what to whom, with buttons in brackets."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from sandbox.seen import labels_of, words_of
from sandbox.wire import Wire

Json = dict[str, Any]


class Transcript:
    """Lines in the order of the server's versions; `hear` fetches what is new."""

    def __init__(self, wire: Wire) -> None:
        self.wire = wire
        self.lines: list[str] = []
        self._version = 0
        self._shown: dict[tuple[int, int], str] = {}
        self._groups: dict[int, str] = {}

    def note(self, line: str) -> None:
        """Write a line."""
        self.lines.append(line)

    @property
    def version(self) -> int:
        """Up to where everything is written down."""
        return self._version

    def begins(self, version: int) -> None:
        """What was before belongs to no play."""
        self._version = version

    async def hear(self) -> None:
        """Write down every message that is new or changed since the last time."""
        self.heard(await self.wire.get("/sim/changes", since=self._version))

    def heard(self, answer: Json) -> None:
        """Write down what an answer tells of; who acts at the same time brings some of it twice."""
        fresh = [message for message in answer["messages"] if message["sim"]["version"] > self._version]
        self._version = max(self._version, answer["version"])
        for message in fresh:
            if message["chat"]["type"] != "private":
                self._groups[message["chat"]["id"]] = message["chat"]["title"]
        for message in fresh:
            self._write(message)

    @asynccontextmanager
    async def aside(self, line: str) -> AsyncIterator[None]:
        """What many do alike is one line of the play; when it goes wrong, all of it stays to be read."""
        await self.hear()
        before = len(self.lines)
        yield
        await self.hear()
        self.lines[before:] = [line]

    def _write(self, message: Json) -> None:
        key = (message["chat"]["id"], message["message_id"])
        if message["sim"]["deleted"]:
            line = "（已删除）"
        else:
            line = words_of(message) + "".join(f" [{label}]" for label in labels_of(message))
        before = self._shown.get(key)
        self._shown[key] = line
        if line != before:
            self.note(f"{self.heading(message)}{'（改）' if before else ''}：{line}")

    def heading(self, message: Json) -> str:
        """Who speaks to whom: 议事亭 → 王阿姨, 〔群〕李楼长."""
        chat, sender = message["chat"], message.get("sender_chat") or message["from"]
        name = sender.get("title") or sender.get("first_name", "")
        if chat["type"] == "private":
            return name if sender["id"] == chat["id"] else f"{name} → {chat['first_name']}"
        return f"{self.place(chat['id'])}{name}"

    def place(self, chat_id: int) -> str:
        """〔群〕 while there is one group, else its title."""
        titles = set(self._groups.values())
        return f"〔{self._groups.get(chat_id, '群')}〕" if len(titles) > 1 else "〔群〕"

    def text(self) -> str:
        """The whole play."""
        return "\n".join(self.lines)
