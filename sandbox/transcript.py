"""What happens in the town, written down as a play: who said what to whom, with buttons in brackets."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from sandbox.wire import Wire

Json = dict[str, Any]
MEDIA = {
    "photo": "照片",
    "voice": "语音",
    "video": "视频",
    "video_note": "视频",
    "audio": "录音",
    "location": "位置",
    "sticker": "表情",
    "contact": "名片",
    "pinned_message": "置顶",
    "new_chat_members": "入群",
    "left_chat_member": "退群",
    "forum_topic_created": "新话题",
    "forum_topic_closed": "话题关闭",
    "migrate_to_chat_id": "升级为超级群",
    "migrate_from_chat_id": "由群升级而来",
    "group_chat_created": "建群",
    "supergroup_chat_created": "建群",
}


def words_of(message: Json) -> str:
    """Everything a reader would read in a message, buttons apart."""
    parts = [f"〔{name}〕" for field, name in MEDIA.items() if field in message]
    if "document" in message:
        parts.append(f"〔文件 {message['document'].get('file_name', '')}〕")
    if poll := message.get("poll"):
        options = "／".join(option["text"] for option in poll["options"])
        parts.append(f"〔投票〕{poll['question']}：{options}")
    parts.append(message.get("text") or message.get("caption") or "")
    return "".join(parts)


def labels_of(message: Json) -> list[str]:
    """The labels of all buttons, of either kind of keyboard."""
    markup = message.get("reply_markup") or {}
    rows = markup.get("inline_keyboard") or markup.get("keyboard") or []
    return [button if isinstance(button, str) else button["text"] for row in rows for button in row]


class Transcript:
    """Lines in the order of the server's versions; `hear` fetches what is new."""

    def __init__(self, wire: Wire) -> None:
        self.wire = wire
        self.lines: list[str] = []
        self._version = 0
        self._hearing = asyncio.Lock()  # who acts at the same time hears one after the other
        self._shown: dict[tuple[int, int], str] = {}
        self._groups: dict[int, str] = {}

    def note(self, line: str) -> None:
        """Write a line."""
        self.lines.append(line)

    async def hear(self) -> None:
        """Write down every message that is new or changed since the last time."""
        async with self._hearing:
            answer = await self.wire.get("/sim/changes", since=self._version)
            self._version = max(self._version, answer["version"])
        for message in answer["messages"]:
            if message["chat"]["type"] != "private":
                self._groups[message["chat"]["id"]] = message["chat"]["title"]
        for message in answer["messages"]:
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
