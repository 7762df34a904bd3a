"""The menu of commands: kept by scope and language, read by the most specific that fits."""

import json
import re
from typing import Any

from sandbox.chats import Chat
from sandbox.errors import bad_request
from sandbox.people import BotAccount

Json = dict[str, Any]
NAME = re.compile(r"[a-z0-9_]{1,32}")


def scope_key(scope: Json | None) -> str:
    """A scope as a text to file it under."""
    return json.dumps(scope or {"type": "default"}, sort_keys=True)


def check(commands: list[Json]) -> None:
    """Telegram's limits on commands."""
    if len(commands) > 100:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        if not NAME.fullmatch(command["command"]):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= len(command["description"]) <= 256:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")


def scopes_for(chat: Chat, user_id: int) -> list[Json]:
    """The scopes that fit somebody in a chat, the most specific first."""
    here = {"chat_id": chat.id}
    if chat.private:
        return [{"type": "chat", **here}, {"type": "all_private_chats"}, {"type": "default"}]
    member = [{"type": "chat_member", **here, "user_id": user_id}]
    admin = chat.is_admin(user_id)
    local = [{"type": "chat_administrators", **here}] if admin else []
    everywhere = [{"type": "all_chat_administrators"}] if admin else []
    general = [{"type": "all_group_chats"}, {"type": "default"}]
    return [*member, *local, {"type": "chat", **here}, *everywhere, *general]


def seen_by(bot: BotAccount, chat: Chat, user_id: int, language: str) -> list[Json]:
    """The commands this person's phone offers in this chat."""
    for scope in scopes_for(chat, user_id):
        by_language = bot.commands.get(scope_key(scope), {})
        for code in (language.split("-", maxsplit=1)[0], ""):
            if by_language.get(code):
                return by_language[code]
    return []
