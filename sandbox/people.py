"""Who lives in the town: people, the bot's account, and Telegram's own well-known accounts."""

from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]

ANONYMOUS_ADMIN: Json = {
    "id": 1087968824,
    "is_bot": True,
    "first_name": "Group",
    "username": "GroupAnonymousBot",
}
CHANNEL_BOT: Json = {"id": 136817688, "is_bot": True, "first_name": "Channel", "username": "Channel_Bot"}


@dataclass
class Person:
    """Somebody with a phone."""

    id: int
    name: str
    username: str | None = None
    note: str = ""
    language_code: str = "zh-hans"

    def user(self) -> Json:
        """The Bot API User."""
        user: Json = {"id": self.id, "is_bot": False, "first_name": self.name, "language_code": self.language_code}
        return user | ({"username": self.username} if self.username else {})

    def channel(self) -> Json:
        """The channel this person may speak as, one for each."""
        return {"id": -1_009_000_000_000 - self.id % 1_000_000, "type": "channel", "title": f"{self.name}的频道"}


@dataclass
class BotAccount:
    """The bot under test: who it is and what it has told Telegram about itself."""

    id: int
    name: str
    username: str
    commands: dict[str, dict[str, list[Json]]] = field(default_factory=dict)
    menu_buttons: dict[str, Json] = field(default_factory=dict)
    texts: dict[str, dict[str, str]] = field(default_factory=dict)
    default_rights: dict[str, Json] = field(default_factory=dict)

    def user(self) -> Json:
        """The Bot API User, as other people's messages mention it."""
        return {"id": self.id, "is_bot": True, "first_name": self.name, "username": self.username}

    def me(self) -> Json:
        """The fuller User that getMe returns."""
        return self.user() | {
            "can_join_groups": True,
            "can_read_all_group_messages": False,
            "supports_inline_queries": False,
            "can_connect_to_business": False,
            "has_main_web_app": False,
            "has_topics_enabled": False,
            "allows_users_to_create_topics": False,
            "can_manage_bots": False,
            "supports_guest_queries": False,
        }
