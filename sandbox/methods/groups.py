"""What the bot may ask of and do to chats and their members."""

from typing import Any

from sandbox import membership
from sandbox.call import Call
from sandbox.chats import PERMISSIONS, Chat, Member
from sandbox.errors import bad_request
from sandbox.methods.registry import method
from sandbox.views import chat_view, message_view, user_view

Json = dict[str, Any]
NO_RIGHTS = "not enough rights"
NO_GIFTS = dict.fromkeys(
    ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels"), False
)


@method("getChat")
def get_chat(call: Call) -> Json:
    """The fullest description of a chat."""
    chat = call.present_chat()
    full = chat_view(call.world, chat) | {
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": NO_GIFTS,
        **({"description": chat.description} if chat.description else {}),
    }
    if not chat.private:
        full["permissions"] = dict.fromkeys(PERMISSIONS, True)
    if chat.pinned:
        full["pinned_message"] = message_view(call.world, chat.messages[chat.pinned[-1]])
    return full


def group(call: Call) -> Chat:
    """A group the bot is in."""
    chat = call.present_chat()
    if chat.private:
        raise bad_request("there are no administrators in the private chat")
    return chat


def member_view(call: Call, chat: Chat, user_id: int) -> Json:
    """One ChatMember."""
    return chat.standing(user_id).view(user_view(call.world, user_id))


@method("getChatMember")
def get_chat_member(call: Call) -> Json:
    """The standing of one user."""
    chat, user_id = call.present_chat(), call.params["user_id"]
    if user_id != call.world.bot.id and user_id not in call.world.state.people:
        raise bad_request("invalid user_id specified")
    if chat.private:
        return Member().view(user_view(call.world, user_id))
    return member_view(call, chat, user_id)


@method("getChatAdministrators")
def get_chat_administrators(call: Call) -> list[Json]:
    """All administrators, the bot itself too when it is one."""
    chat = group(call)
    return [member_view(call, chat, user_id) for user_id in chat.present() if chat.is_admin(user_id)]


@method("getChatMemberCount")
def get_chat_member_count(call: Call) -> int:
    """How many are in the chat."""
    chat = call.present_chat()
    return 2 if chat.private else len(chat.present())


@method("leaveChat")
def leave_chat(call: Call) -> bool:
    """The bot goes by itself."""
    chat = group(call)
    membership.leave(call.world, chat, call.world.bot.id, call.world.bot.id)
    return True


def governed(call: Call) -> tuple[Chat, int]:
    """A group the bot governs and the ordinary member meant."""
    chat, user_id = call.admin_chat(NO_RIGHTS), call.params["user_id"]
    if chat.is_admin(user_id):
        raise bad_request("user is an administrator of the chat")
    return chat, user_id


@method("banChatMember")
def ban_chat_member(call: Call) -> bool:
    """Remove somebody."""
    chat, user_id = governed(call)
    membership.leave(call.world, chat, user_id, call.world.bot.id)
    return True


@method("unbanChatMember")
def unban_chat_member(call: Call) -> bool:
    """Let somebody come back."""
    chat, user_id = governed(call)
    if chat.standing(user_id).status == "kicked":
        membership.change(call.world, chat, user_id, call.world.bot.id, Member("left"))
    return True


@method("restrictChatMember")
def restrict_chat_member(call: Call) -> bool:
    """Silence a member, or give the voice back when everything is permitted."""
    chat, user_id = governed(call)
    voiced = call.params["permissions"].get("can_send_messages", False)
    membership.change(call.world, chat, user_id, call.world.bot.id, Member("member" if voiced else "restricted"))
    return True


@method("setChatTitle")
def set_chat_title(call: Call) -> bool:
    """Rename a group."""
    chat = call.admin_chat(NO_RIGHTS)
    chat.title = call.params["title"]
    call.world.touch()
    return True


@method("setChatDescription")
def set_chat_description(call: Call) -> bool:
    """Describe a group."""
    chat = call.admin_chat(NO_RIGHTS)
    chat.description = call.get("description", "")
    call.world.touch()
    return True
