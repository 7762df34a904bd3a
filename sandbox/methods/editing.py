"""Changing what was said: edits, deletions, pins."""

from typing import Any

from sandbox import formatting
from sandbox.call import Call
from sandbox.chats import Chat
from sandbox.errors import Refusal, bad_request
from sandbox.keyboards import checked
from sandbox.messages import Message
from sandbox.methods.media import input_medium
from sandbox.methods.registry import method
from sandbox.posting import bot_posts
from sandbox.views import message_view

Json = dict[str, Any]
SAME = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
TWO_DAYS = 48 * 3600
MEDIA = {"photo", "video", "document", "animation", "audio"}


def editable(call: Call) -> Message:
    """The bot's own message that is meant."""
    if "chat_id" not in call.params:
        raise Refusal(501, "sandbox: inline messages are not played")
    message = call.message(call.open_chat(), "message to edit not found")
    if message.sender_id != call.world.bot.id or "forward_origin" in message.content:
        raise bad_request("message can't be edited")
    return message


def apply(call: Call, message: Message, content: Json) -> Json:
    """Put new content and keyboard in place, unless nothing would change."""
    markup = checked(call.get("reply_markup"))
    if content == message.content and markup == message.inline_markup:
        raise bad_request(SAME)
    if content != message.content:
        message.edit_date = max(call.world.timestamp(), message.date)
    message.content, message.markup = content, markup
    call.world.changed_message(call.world.state.chats[message.chat_id], message)
    return message_view(call.world, message)


@method("editMessageText")
def edit_message_text(call: Call) -> Json:
    """New text."""
    message = editable(call)
    if "text" not in message.content:
        raise bad_request("there is no text in the message to edit")
    kept = {name: value for name, value in message.content.items() if name not in {"text", "entities"}}
    return apply(call, message, kept | formatting.text_of(call))


@method("editMessageCaption")
def edit_message_caption(call: Call) -> Json:
    """New caption under a medium."""
    message = editable(call)
    if not MEDIA & set(message.content):
        raise bad_request("there is no caption in the message to edit")
    old = {"caption", "caption_entities"}
    kept = {name: value for name, value in message.content.items() if name not in old}
    return apply(call, message, kept | formatting.caption_of(call.params))


@method("editMessageReplyMarkup")
def edit_message_reply_markup(call: Call) -> Json:
    """New buttons."""
    message = editable(call)
    return apply(call, message, message.content)


@method("editMessageMedia")
def edit_message_media(call: Call) -> Json:
    """Another picture or file in its place."""
    message = editable(call)
    if not MEDIA & set(message.content):
        raise bad_request("there is no media in the message to edit")
    album = {name: value for name, value in message.content.items() if name == "media_group_id"}
    return apply(call, message, album | input_medium(call, call.params["media"]))


def deletable(call: Call, chat: Chat, message: Message) -> bool:
    """Own and private messages for two days, everything where the bot is an administrator."""
    if not chat.private and chat.is_admin(call.world.bot.id):
        return True
    young = call.world.timestamp() - message.date <= TWO_DAYS
    return young and (chat.private or message.sender_id == call.world.bot.id)


def delete(call: Call, chat: Chat, message: Message) -> None:
    """Take a message away from everybody."""
    message.deleted = True
    if message.id in chat.pinned:
        chat.pinned.remove(message.id)
    call.world.changed_message(chat, message)


@method("deleteMessage")
def delete_message(call: Call) -> bool:
    """Delete one message."""
    chat = call.present_chat()
    message = call.message(chat, "message to delete not found")
    if not deletable(call, chat, message):
        raise bad_request("message can't be deleted")
    delete(call, chat, message)
    return True


@method("deleteMessages")
def delete_messages(call: Call) -> bool:
    """Delete many; those that cannot be found are passed over."""
    chat = call.present_chat()
    found = [chat.messages.get(message_id) for message_id in call.params["message_ids"]]
    for message in found:
        if message and not message.deleted and deletable(call, chat, message):
            delete(call, chat, message)
    return True


@method("pinChatMessage")
def pin_chat_message(call: Call) -> bool:
    """Pin; the chat says so with a service message."""
    chat = call.admin_chat("not enough rights to manage pinned messages in the chat")
    message = call.message(chat, "message to pin not found")
    if message.id in chat.pinned:
        return True
    chat.pinned.append(message.id)
    bot_posts(call.world, chat, {}, pins=message.id)
    return True


@method("unpinChatMessage")
def unpin_chat_message(call: Call) -> bool:
    """Unpin one, or the latest."""
    chat = call.admin_chat("not enough rights to manage pinned messages in the chat")
    message_id = call.get("message_id") or (chat.pinned[-1] if chat.pinned else 0)
    if message_id not in chat.pinned:
        raise bad_request("message to unpin not found")
    chat.pinned.remove(message_id)
    call.world.changed_message(chat, chat.messages[message_id])
    return True


@method("unpinAllChatMessages")
def unpin_all_chat_messages(call: Call) -> bool:
    """Unpin everything."""
    chat = call.admin_chat("not enough rights to manage pinned messages in the chat")
    for message_id in chat.pinned:
        call.world.changed_message(chat, chat.messages[message_id])
    chat.pinned.clear()
    return True
