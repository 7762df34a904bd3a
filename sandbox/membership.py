"""People and the bot come, go, rise and fall in groups; each change is told as Telegram tells it."""

from typing import Any

from sandbox.chats import Chat, Member, Topic
from sandbox.errors import Trouble
from sandbox.posting import service_message
from sandbox.state import State
from sandbox.views import chat_view, user_view
from sandbox.world import World

Json = dict[str, Any]


def found_group(
    world: World, title: str, kind: str, creator: int, members: list[int], *, is_forum: bool, with_bot: bool
) -> Chat:
    """A new group: its people are there from the start, the bot is added by the creator."""
    chat = Chat(next_group_id(world.state, kind), kind, title, is_forum)
    for person_id in [creator, *members]:
        chat.members.setdefault(world.person(person_id).id, Member())
    chat.members[creator].status = "creator"
    world.state.chats[chat.id] = chat
    service_message(world, chat, creator, {"from": user_view(world, creator)}, founding(kind))
    if with_bot:
        enter(world, chat, world.bot.id, creator)
    return chat


def founding(kind: str) -> Json:
    """The first service message of a group."""
    return {"supergroup_chat_created" if kind == "supergroup" else "group_chat_created": True}


def next_group_id(state: State, kind: str) -> int:
    """Groups have negative ids, supergroups ids below -10¹²."""
    if kind == "supergroup":
        state.counters.supergroup += 1
        return -state.counters.supergroup
    state.counters.group += 1
    return -state.counters.group


def change(world: World, chat: Chat, user_id: int, actor_id: int, new: Member) -> None:
    """Give somebody a new standing and tell the bot, if it is itself or if it is an admin."""
    old = chat.standing(user_id)
    chat.members[user_id] = new
    user = user_view(world, user_id)
    payload = {
        "chat": chat_view(world, chat),
        "from": user_view(world, actor_id),
        "date": world.timestamp(),
        "old_chat_member": old.view(user),
        "new_chat_member": new.view(user),
    }
    if user_id == world.bot.id:
        world.updates.add("my_chat_member", payload, chat.id)
    elif chat.is_admin(world.bot.id):
        world.updates.add("chat_member", payload, chat.id)
    world.touch()


def enter(world: World, chat: Chat, user_id: int, actor_id: int) -> None:
    """Join, or be added."""
    change(world, chat, user_id, actor_id, Member())
    joined = {"new_chat_members": [user_view(world, user_id)]}
    service_message(world, chat, actor_id, {"from": user_view(world, actor_id)}, joined)


def leave(world: World, chat: Chat, user_id: int, actor_id: int) -> None:
    """Leave, or be removed; in a basic group the bot still sees its own removal."""
    status = "left" if user_id == actor_id else "kicked"
    left = {"left_chat_member": user_view(world, user_id)}
    signature = {"from": user_view(world, actor_id)}
    if user_id == world.bot.id and chat.type == "group":
        service_message(world, chat, actor_id, signature, left)
        change(world, chat, user_id, actor_id, Member(status))
    else:
        change(world, chat, user_id, actor_id, Member(status))
        service_message(world, chat, actor_id, signature, left)


def set_blocked(world: World, chat: Chat, *, blocked: bool) -> None:
    """A person blocks or unblocks the bot in private: my_chat_member tells it."""
    user = world.bot.user()
    old, new = (Member("member"), Member("kicked")) if blocked else (Member("kicked"), Member("member"))
    chat.blocked = blocked
    payload = {
        "chat": chat_view(world, chat),
        "from": user_view(world, chat.id),
        "date": world.timestamp(),
        "old_chat_member": old.view(user),
        "new_chat_member": new.view(user),
    }
    world.updates.add("my_chat_member", payload, chat.id)
    world.touch()


def act(world: World, chat: Chat, action: str, person: int, by: int, *, anonymous: bool) -> None:
    """One of the membership acts of the people's API."""
    bot = world.bot.id
    standings = {
        "promote": (person, Member("administrator", anonymous)),
        "demote": (person, Member()),
        "promote_bot": (bot, Member("administrator")),
        "demote_bot": (bot, Member()),
        "restrict_bot": (bot, Member("restricted")),
    }
    if action in standings:
        user_id, member = standings[action]
        keep_creator(chat, user_id, member)
        change(world, chat, user_id, by, member)
    elif action in {"join", "add_bot"}:
        enter(world, chat, bot if action == "add_bot" else person, by)
    elif action in {"leave", "remove_bot"}:
        leave(world, chat, bot if action == "remove_bot" else person, by)
    else:
        raise Trouble(400, f"no such action: {action}")


def keep_creator(chat: Chat, user_id: int, member: Member) -> None:
    """A creator who is 'promoted' to anonymity stays the creator."""
    if not chat.standing(user_id).present:
        raise Trouble(409, f"{user_id} is not in the group")
    if chat.standing(user_id).status == "creator":
        member.status = "creator"


def migrate(world: World, old: Chat) -> Chat:
    """A group becomes a supergroup with a new id; both chats say so, and the old id is dead."""
    if old.type != "group" or old.migrated_to:
        raise Trouble(409, "only a basic group can be upgraded, and only once")
    new = Chat(next_group_id(world.state, "supergroup"), "supergroup", old.title, description=old.description)
    new.members = {user_id: Member(**vars(member)) for user_id, member in old.members.items()}
    world.state.chats[new.id] = new
    creator = next((user_id for user_id, member in old.members.items() if member.status == "creator"), world.bot.id)
    signature = {"from": user_view(world, creator)}
    service_message(world, old, creator, signature, {"migrate_to_chat_id": new.id})
    old.migrated_to = new.id
    service_message(world, new, creator, signature, {"migrate_from_chat_id": old.id})
    return new


def open_topic(world: World, chat: Chat, actor_id: int, name: str, icon_color: int = 7322096) -> int:
    """A new forum topic; its id is the id of the message that opened it."""
    content = {"forum_topic_created": {"name": name, "icon_color": icon_color}}
    message = service_message(world, chat, actor_id, {"from": user_view(world, actor_id)}, content)
    message.thread_id = message.id
    chat.topics[message.id] = Topic(name, icon_color=icon_color)
    return message.id
