"""sendMessage and its kin: text, places, contacts, dice, forwarding, copying, chat actions."""

from typing import Any

from sandbox import formatting
from sandbox.call import Call
from sandbox.chats import Chat
from sandbox.errors import bad_request
from sandbox.forwarding import copied, forward_fields
from sandbox.keyboards import checked
from sandbox.messages import Message
from sandbox.methods.registry import method
from sandbox.posting import bot_posts
from sandbox.views import message_view

Json = dict[str, Any]


def send(call: Call, content: Json, **fields: Any) -> Message:
    """Post for the bot with everything the send methods have in common."""
    chat = call.open_chat()
    common: Json = {
        "thread_id": thread_of(call, chat),
        "reply_to": reply_of(call, chat),
        "markup": checked(call.get("reply_markup")),
        "protected": call.flag("protect_content"),
    }
    return bot_posts(call.world, chat, content, **(common | fields))


def thread_of(call: Call, chat: Chat) -> int | None:
    """The forum topic meant, open to the bot."""
    thread = call.get("message_thread_id")
    if thread is None:
        return None
    topic = chat.topics.get(thread)
    if topic is None:
        raise bad_request("message thread not found")
    if topic.closed and not chat.is_admin(call.world.bot.id):
        raise bad_request("TOPIC_CLOSED")
    return int(thread)


def reply_of(call: Call, chat: Chat) -> int | None:
    """The message replied to; a missing one is refused unless the bot does not mind."""
    wanted = call.get("reply_parameters")
    if not wanted:
        return None
    message = chat.messages.get(wanted["message_id"])
    if message and not message.deleted:
        return message.id
    if wanted.get("allow_sending_without_reply"):
        return None
    raise bad_request("message to be replied not found")


@method("sendMessage")
def send_message(call: Call) -> Json:
    """Text."""
    call.open_chat()
    return message_view(call.world, send(call, formatting.text_of(call)))


@method("sendLocation")
def send_location(call: Call) -> Json:
    """A place."""
    place = {name: call.get(name) for name in ("longitude", "latitude")}
    return message_view(call.world, send(call, {"location": place}))


@method("sendVenue")
def send_venue(call: Call) -> Json:
    """A place with a name."""
    place = {name: call.get(name) for name in ("longitude", "latitude")}
    venue = {"location": place, "title": call.get("title"), "address": call.get("address")}
    return message_view(call.world, send(call, {"location": place, "venue": venue}))


@method("sendContact")
def send_contact(call: Call) -> Json:
    """A telephone number with a name."""
    contact = {name: call.get(name) for name in ("phone_number", "first_name", "last_name") if call.get(name)}
    return message_view(call.world, send(call, {"contact": contact}))


@method("sendDice")
def send_dice(call: Call) -> Json:
    """A die; in this town it shows what the clock says, so that runs can be repeated."""
    value = call.world.timestamp() % 6 + 1
    return message_view(call.world, send(call, {"dice": {"emoji": call.get("emoji", "🎲"), "value": value}}))


@method("sendChatAction")
def send_chat_action(call: Call) -> bool:
    """'Typing…' leaves no trace."""
    call.open_chat()
    return True


def source_messages(call: Call) -> list[Message]:
    """The messages to forward or copy, one or several, in order."""
    chat = call.chat("from_chat_id")
    wanted = call.get("message_ids") or [call.get("message_id")]
    if not 1 <= len(wanted) <= 100:
        raise bad_request("too many messages specified")
    found = [chat.messages.get(message_id) for message_id in wanted]
    return [message for message in found if message and not message.deleted]


@method("forwardMessage", "forwardMessages")
def forward_message(call: Call) -> Json | list[Json]:
    """Forward; what is protected stays where it is."""
    sources = source_messages(call)
    if not sources:
        raise bad_request("message to forward not found")
    if any(source.protected for source in sources):
        raise bad_request("message can't be forwarded")
    sent = [send(call, **forward_fields(call.world, source)) for source in sources]
    if call.method == "forwardMessage":
        return message_view(call.world, sent[0])
    return [{"message_id": message.id} for message in sent]


@method("copyMessage", "copyMessages")
def copy_message(call: Call) -> Json | list[Json]:
    """Copy without saying where from; a new caption replaces the old."""
    sources = source_messages(call)
    if not sources:
        raise bad_request("message to copy not found")
    if any(source.protected for source in sources):
        raise bad_request("message can't be copied")
    captions = formatting.caption_of(call.params)
    sent = [send(call, copied(source) | captions, poll_id=source.poll_id) for source in sources]
    ids = [{"message_id": message.id} for message in sent]
    return ids[0] if call.method == "copyMessage" else ids
