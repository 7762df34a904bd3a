"""People and groups: who lives here, who is where."""

from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse

from sandbox import membership
from sandbox.chats import Chat
from sandbox.errors import Trouble
from sandbox.people import Person
from sandbox.sim.reading import body_of, need, person_of, whole, world_of
from sandbox.views import chat_view, person_view
from sandbox.world import World

Json = dict[str, Any]


def chats_of(world: World, person: Person) -> list[Chat]:
    """The chats on this person's phone, the latest first; an upgraded group shows as its successor only."""
    mine = [
        chat
        for chat in world.state.chats.values()
        if chat.id == person.id or (not chat.private and chat.standing(person.id).present and not chat.migrated_to)
    ]
    return sorted(mine, key=lambda chat: (latest(chat), chat.version), reverse=True)


def latest(chat: Chat) -> int:
    """When the last message that still stands was written; an edit moves no chat up."""
    return next((message.date for message in reversed(chat.messages.values()) if not message.deleted), 0)


def person_entry(world: World, person: Person) -> Json:
    """A person with the ids of their chats, and how much they have not seen."""
    known = {name: getattr(person, name) for name in ("id", "name", "username", "note", "language_code")}
    mine = chats_of(world, person)
    unread = sum(unread_in(chat, person) for chat in mine)
    return known | {"chats": [chat.id for chat in mine], "unread": unread}


def unread_in(chat: Chat, person: Person) -> int:
    """How many messages others wrote since this person last looked."""
    seen = chat.read.get(person.id, 0)
    there = (message for message in chat.messages.values() if not message.deleted)
    return sum(message.id > seen and message.sender_id != person.id for message in there)


async def get_world(request: Request) -> JSONResponse:
    """GET /sim/world."""
    world = world_of(request)
    return JSONResponse(
        {
            "bot": world.bot.user(),
            "people": [person_entry(world, person) for person in world.state.people.values()],
            "chats": [chat_view(world, chat) for chat in world.state.chats.values()],
            "now": world.now().isoformat(),
            "town": world.state.counters.town,
            "version": world.state.counters.version,
        }
    )


async def post_person(request: Request) -> JSONResponse:
    """POST /sim/people: somebody moves in, with a private chat not yet started."""
    world, body = world_of(request), await body_of(request)
    world.state.counters.person += 1
    optional = {name: body[name] for name in ("username", "note", "language_code") if body.get(name)}
    person = Person(world.state.counters.person, str(need(body, "name")), **optional)
    world.state.people[person.id] = person
    world.state.chats[person.id] = Chat(person.id, "private")
    world.touch()
    return JSONResponse(person_entry(world, person))


async def post_group(request: Request) -> JSONResponse:
    """POST /sim/groups."""
    world, body = world_of(request), await body_of(request)
    kind = body.get("type", "supergroup")
    if kind not in {"group", "supergroup"}:
        raise Trouble(400, f"no such kind of group: {kind}")
    chat = membership.found_group(
        world,
        str(need(body, "title")),
        kind,
        whole(need(body, "creator"), "creator"),
        [whole(member, "member") for member in body.get("members", [])],
        is_forum=bool(body.get("is_forum")),
        with_bot=bool(body.get("with_bot", True)),
    )
    return JSONResponse(chat_view(world, chat))


def group_of(request: Request) -> Chat:
    """The group of the path."""
    chat = world_of(request).chat(whole(request.path_params["chat"], "chat"))
    if chat.private:
        raise Trouble(409, "that is a private chat")
    return chat


async def post_member(request: Request) -> JSONResponse:
    """POST /sim/groups/{chat}/members."""
    world, chat, body = world_of(request), group_of(request), await body_of(request)
    action = str(need(body, "action"))
    creator = next((user_id for user_id, member in chat.members.items() if member.status == "creator"), 0)
    person = whole(body.get("person", creator), "person")
    if not action.endswith("_bot"):
        world.person(person)
    by_default = person if action in {"join", "leave"} else creator
    by = whole(body.get("by") or by_default, "by")
    membership.act(world, chat, action, person, by, anonymous=bool(body.get("anonymous")))
    return JSONResponse({})


async def post_migrate(request: Request) -> JSONResponse:
    """POST /sim/groups/{chat}/migrate."""
    return JSONResponse({"new_chat_id": membership.migrate(world_of(request), group_of(request)).id})


async def post_topic(request: Request) -> JSONResponse:
    """POST /sim/groups/{chat}/topics."""
    world, chat, body = world_of(request), group_of(request), await body_of(request)
    if not chat.is_forum:
        raise Trouble(409, "the group is not a forum")
    creator = next(user_id for user_id, member in chat.members.items() if member.status == "creator")
    thread = membership.open_topic(world, chat, creator, str(need(body, "name")))
    return JSONResponse({"message_thread_id": thread})


async def get_chats(request: Request) -> JSONResponse:
    """GET /sim/people/{p}/chats."""
    world, person = world_of(request), person_of(request)
    return JSONResponse([chat_entry(world, person, chat) for chat in chats_of(world, person)])


def chat_entry(world: World, person: Person, chat: Chat) -> Json:
    """One line of the list of chats."""
    there = [message for message in chat.messages.values() if not message.deleted]
    return {
        "chat": chat_view(world, chat),
        "last": person_view(world, there[-1], person.id) if there else None,
        "unread": unread_in(chat, person),
        "started": chat.started or not chat.private,
        "blocked": chat.blocked,
    }
