"""Forum topics: opening, renaming, closing, deleting."""

from typing import Any

from sandbox import membership
from sandbox.call import Call
from sandbox.chats import Chat, Topic
from sandbox.errors import bad_request
from sandbox.methods.registry import method
from sandbox.posting import bot_posts

Json = dict[str, Any]


def forum(call: Call) -> Chat:
    """A forum in which the bot may manage topics."""
    chat = call.admin_chat("not enough rights to create a topic")
    if not chat.is_forum:
        raise bad_request("the chat is not a forum")
    return chat


def topic_of(call: Call, chat: Chat) -> Topic:
    """The topic meant."""
    topic = chat.topics.get(call.params["message_thread_id"])
    if topic is None:
        raise bad_request("message thread not found")
    return topic


def checked_name(name: str) -> str:
    """A name of 1 to 128 characters."""
    if not 1 <= len(name.strip()) <= 128:
        raise bad_request("invalid forum topic name specified" if name.strip() else "topic name is empty")
    return name.strip()


@method("createForumTopic")
def create_forum_topic(call: Call) -> Json:
    """Open a topic."""
    chat, name = forum(call), checked_name(call.params["name"])
    color = call.get("icon_color", 7322096)
    thread = membership.open_topic(call.world, chat, call.world.bot.id, name, color)
    return {"message_thread_id": thread, "name": name, "icon_color": color}


@method("editForumTopic")
def edit_forum_topic(call: Call) -> bool:
    """Rename a topic."""
    chat = forum(call)
    topic = topic_of(call, chat)
    topic.name = checked_name(call.get("name", topic.name))
    said = {"forum_topic_edited": {"name": topic.name}}
    bot_posts(call.world, chat, said, thread_id=call.params["message_thread_id"])
    return True


@method("closeForumTopic", "reopenForumTopic")
def set_forum_topic_closed(call: Call) -> bool:
    """Close or reopen a topic."""
    chat = forum(call)
    topic, closing = topic_of(call, chat), call.method == "closeForumTopic"
    if topic.closed == closing:
        raise bad_request("TOPIC_NOT_MODIFIED")
    topic.closed = closing
    said: Json = {"forum_topic_closed" if closing else "forum_topic_reopened": {}}
    bot_posts(call.world, chat, said, thread_id=call.params["message_thread_id"])
    return True


@method("deleteForumTopic")
def delete_forum_topic(call: Call) -> bool:
    """A topic goes with its messages."""
    chat = forum(call)
    topic_of(call, chat)
    thread = call.params["message_thread_id"]
    del chat.topics[thread]
    for message in chat.messages.values():
        if message.thread_id == thread:
            message.deleted = True
            call.world.changed_message(chat, message)
    return True
