"""One Bot API call under way: its checked parameters and uploads, and the questions every method asks of them."""

import asyncio
from dataclasses import dataclass, field
from typing import Any

from sandbox.chats import Chat
from sandbox.errors import bad_request, forbidden
from sandbox.messages import Message
from sandbox.world import World

Json = dict[str, Any]


@dataclass
class Upload:
    """A file part of a multipart request."""

    name: str
    mime: str
    data: bytes


@dataclass
class Call:
    """A method call after the specification found nothing wrong with it; `gone` tells that the caller hung up."""

    world: World
    method: str
    params: Json
    uploads: dict[str, Upload] = field(default_factory=dict)
    gone: asyncio.Event = field(default_factory=asyncio.Event)

    def get(self, name: str, default: Any = None) -> Any:
        """A parameter, or the default when it was not given."""
        return self.params.get(name, default)

    def flag(self, name: str, *, default: bool = False) -> bool:
        """A boolean parameter."""
        return bool(self.params.get(name, default))

    def chat(self, name: str = "chat_id") -> Chat:
        """The chat meant, wherever it is; a migrated group names its successor."""
        chat = self.world.state.chats.get(self.params[name]) if isinstance(self.params[name], int) else None
        if chat is None:
            raise bad_request("chat not found")
        if chat.migrated_to:
            words = "group chat was upgraded to a supergroup chat"
            raise bad_request(words, migrate_to_chat_id=chat.migrated_to)
        return chat

    def open_chat(self, name: str = "chat_id") -> Chat:
        """The chat meant, if the bot may be in it and write."""
        chat = self.chat(name)
        if chat.private:
            check_private(chat)
        else:
            check_group(chat, self.world.bot.id)
        return chat

    def admin_chat(self, words: str) -> Chat:
        """A group in which the bot is an administrator."""
        chat = self.present_chat()
        if not chat.private and not chat.is_admin(self.world.bot.id):
            raise bad_request(words)
        return chat

    def present_chat(self) -> Chat:
        """A chat the bot is in, whether or not it may write."""
        chat = self.chat()
        if not chat.private:
            check_present(chat, self.world.bot.id)
        return chat

    def message(self, chat: Chat, words: str) -> Message:
        """The message meant, or a refusal in the method's words."""
        message = chat.messages.get(int(self.get("message_id") or 0))
        if message is None or message.deleted:
            raise bad_request(words)
        return message


def check_private(chat: Chat) -> None:
    """A bot cannot write first, nor to somebody who blocked it."""
    if chat.blocked:
        raise forbidden("bot was blocked by the user")
    if not chat.started:
        raise forbidden("bot can't initiate conversation with a user")


def check_present(chat: Chat, bot_id: int) -> None:
    """A bot outside a group has no business there."""
    status = chat.standing(bot_id).status
    name = "supergroup" if chat.type == "supergroup" else "group"
    if status == "kicked":
        raise forbidden(f"bot was kicked from the {name} chat")
    if status == "left":
        raise forbidden(f"bot is not a member of the {name} chat")


def check_group(chat: Chat, bot_id: int) -> None:
    """A restricted bot is silent."""
    check_present(chat, bot_id)
    if chat.standing(bot_id).status == "restricted":
        raise bad_request("not enough rights to send text messages to the chat")
