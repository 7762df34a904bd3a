"""A message as its reader sees it: its words, its buttons, and which of them is meant."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

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


@dataclass(frozen=True)
class Message:
    """A message as its reader sees it."""

    raw: Json

    @property
    def id(self) -> int:
        """The message_id."""
        return int(self.raw["message_id"])

    @property
    def chat_id(self) -> int:
        """The chat it stands in."""
        return int(self.raw["chat"]["id"])

    @property
    def text(self) -> str:
        """Text, caption, poll or what kind of medium it is."""
        return words_of(self.raw)

    @property
    def buttons(self) -> list[str]:
        """The labels of its buttons."""
        return labels_of(self.raw)

    @property
    def outgoing(self) -> bool:
        """Whether the reader wrote it."""
        return bool(self.raw["sim"]["outgoing"])

    @property
    def version(self) -> int:
        """Grows with every change anywhere in the town."""
        return int(self.raw["sim"]["version"])

    def button(self, wanted: str) -> str | None:
        """The label meant: exactly this one, else one that begins with it, else one that contains it."""
        tests: tuple[Callable[[str], bool], ...] = (
            lambda label: label == wanted,
            lambda label: label.startswith(wanted),
            lambda label: wanted in label,
        )
        return next((label for test in tests for label in self.buttons if test(label)), None)
