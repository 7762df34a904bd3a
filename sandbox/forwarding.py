"""Forwarding: the content travels, with its origin; a forwarded poll stays the same poll, votes and all."""

from typing import Any

from sandbox.messages import Message
from sandbox.views import user_view
from sandbox.world import World

Json = dict[str, Any]
STAYS = {"pinned_message", "media_group_id", "forward_origin", "new_chat_members", "left_chat_member"}


def origin(world: World, message: Message) -> Json:
    """The Bot API MessageOrigin; a forward of a forward names the first author."""
    if "forward_origin" in message.content:
        first: Json = message.content["forward_origin"]
        return first
    speaker = message.signature.get("sender_chat")
    if speaker and speaker["type"] == "channel":
        return {"type": "channel", "chat": speaker, "message_id": message.id, "date": message.date}
    if speaker:
        return {"type": "chat", "sender_chat": speaker, "date": message.date}
    return {"type": "user", "sender_user": user_view(world, message.sender_id), "date": message.date}


def copied(message: Message) -> Json:
    """The content without what belongs to its first place."""
    return {name: value for name, value in message.content.items() if name not in STAYS}


def forward_fields(world: World, message: Message) -> Json:
    """Keyword arguments for posting the forward."""
    return {"content": copied(message) | {"forward_origin": origin(world, message)}, "poll_id": message.poll_id}
