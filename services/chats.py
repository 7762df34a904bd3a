"""Who writes, and where from (来访): people and chats as they show themselves; groups that move, mute or leave us."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from domain.effects import Post, Record
from domain.joining import bindable
from domain.notices import Notice, NoticeKind, Urgency
from domain.outcomes import Done, Facts, Outcome, Reason, Refusal
from domain.permissions import Act, permit, places
from domain.registry import ANYWHERE, Actor, Place, RoleKind, called
from services.acts import act
from services.readers import first_chats, staff_chats
from storage.chats import Chat
from storage.database import Database
from storage.effects import apply
from storage.transaction import Transaction

NO_GROUP = Refusal(Reason.NOT_FOUND, {"what": "group"})
LOUD_STATES = frozenset({"open"})


@dataclass(frozen=True)
class Stranger:
    """An account as Telegram shows it (来者)."""

    telegram_id: int
    name: str


@dataclass(frozen=True)
class Visit:
    """Who came, with which roles, in which chat, speaking which language (来访)."""

    person_id: int
    name: str
    actor: Actor
    locale: str | None
    chat: Chat
    terms: Mapping[str, str]  # what things are called where the person lives, or the group is


@dataclass(frozen=True)
class Tongue:
    """How a chat is spoken to (怎么说话): the language its reader chose, and what things are called there."""

    locale: str | None
    terms: Mapping[str, str]


async def arrive(
    database: Database, *, stranger: Stranger, chat_id: int, chat_kind: str, chat_title: str, at: datetime
) -> Visit:
    """The visit, after making person and chat known where they were not (a private chat they write in is open)."""
    stranger = Stranger(stranger.telegram_id, called(stranger.name))
    async with database.reading() as transaction:
        visit = await _known(transaction, stranger, chat_id, at)
    if visit is not None:
        return visit
    async with database.transaction() as transaction:
        person = await transaction.registry.meet(stranger.telegram_id, stranger.name, at)
        owner = person.id if chat_kind == "private" else None
        chat = await transaction.chats.meet(chat_id, kind=chat_kind, title=chat_title, person_id=owner)
        if owner is not None and chat.state != "open":
            await transaction.chats.turn(chat.id, state="open", administrator=False)
        visit = await _known(transaction, stranger, chat_id, at)
    assert visit is not None, "met above"
    return visit


async def _known(transaction: Transaction, stranger: Stranger, chat_id: int, at: datetime) -> Visit | None:
    person = await transaction.registry.by_telegram(stranger.telegram_id)
    chat = await transaction.chats.by_telegram(chat_id)
    if person is None or chat is None or (chat.private and chat.state != "open"):
        return None
    if person.name != stranger.name and not person.own_name:
        return None
    roles = await transaction.registry.roles_of(person.id, at)
    terms = (await transaction.profiles.of_chat(chat.id, at)).words
    return Visit(person.id, person.name, Actor(person.id, roles), person.locale, chat, terms)


async def group_of(database: Database, *, chat_id: int, kind: str, title: str) -> Chat:
    """The group, made known if it was not; for updates that no person stands behind."""
    async with database.transaction() as transaction:
        return await transaction.chats.meet(chat_id, kind=kind, title=title, person_id=None)


async def tongue_of(database: Database, *, chat_id: int, at: datetime) -> Tongue:
    """How a chat is spoken to; no language of its own for a group, or where nobody chose."""
    async with database.reading() as transaction:
        chat = await transaction.chats.find(chat_id)
        person = None if chat is None or chat.person_id is None else await transaction.registry.person(chat.person_id)
        profile = await transaction.profiles.of_chat(chat_id, at)
    return Tongue(None if person is None else person.locale, profile.words)


@act
async def migrate(transaction: Transaction, *, old: int, new: int, source: str, at: datetime) -> Outcome:
    """群升级: the group's number changed. Both signals end here; whatever is queued follows by itself."""
    moved = await transaction.chats.migrate(old, new)
    if moved:
        effects = [Record("installation", "chat_migrated", {"old": old, "new": new})]
        await apply(transaction, effects, at=at)
    return Done({"moved": moved})


@act
async def standing_changed(
    transaction: Transaction,
    *,
    actor: Actor,
    chat_id: int,
    state: str,
    administrator: bool,
    source: str,
    at: datetime,
) -> Outcome:
    """我们在会话中的身份变了: added, promoted, demoted, muted, kicked or blocked. The committee is told once.

    Whoever adds us to a group is asked where the group is, unless that is known.
    """
    chat = await transaction.chats.find(chat_id)
    assert chat is not None, "the ingress met it"
    before = (chat.state, chat.administrator)
    await transaction.chats.turn(chat_id, state=state, administrator=administrator)
    worse = _worse(before, (state, administrator)) and not chat.private
    if worse:
        await apply(transaction, await _tell(transaction, chat, state, source, at), at=at)
    joined = not chat.private and state in LOUD_STATES and (chat.added_by is None or chat.state not in LOUD_STATES)
    if joined and actor.person_id is not None:
        await transaction.chats.added_by(chat_id, actor.person_id)
    if joined and chat.place is None:
        await apply(transaction, await _ask_where(transaction, chat, actor, source, at), at=at)
    return Done({"joined": joined, "worse": worse, "state": state, "administrator": administrator})


def _worse(before: tuple[str, bool], after: tuple[str, bool]) -> bool:
    return (before[0] == "open" and after[0] != "open") or (before[1] and not after[1])


async def _tell(transaction: Transaction, chat: Chat, state: str, source: str, at: datetime) -> list[Post | Record]:
    place = chat.place or ANYWHERE
    facts = {"title": chat.title, "state": state}
    readers = await staff_chats(transaction, place, at)
    posts: list[Post | Record] = [
        Post(Notice(f"standing:{chat.id}:{source}:{reader.id}", reader.id, NoticeKind.POST, "chats.standing", facts))
        for reader in readers
    ]
    return [*posts, Record("installation", "standing_changed", {"chat": chat.id, "state": state})]


async def _ask_where(transaction: Transaction, chat: Chat, actor: Actor, source: str, at: datetime) -> list[Post]:
    """Ask whoever added us; where they may not say, those who may; knock in the group where they never came."""
    own = None if actor.person_id is None else await transaction.chats.private_of(actor.person_id)
    reachable = own is not None and own.state == "open"
    if own is not None and reachable and places(actor, Act.BIND_GROUP):
        return [await _where(transaction, own, chat, Urgency.URGENT, source, at)]
    readers = await _who_may_tell(transaction, actor, at)
    asked = [await _where(transaction, reader, chat, Urgency.ORDINARY, source, at) for reader in readers]
    template, to = ("chats.waiting", own) if own is not None and reachable else ("chats.knock", chat)
    return [*asked, _asking(to, template, {"chat": chat.id, "title": chat.title}, Urgency.URGENT, source)]


async def _who_may_tell(transaction: Transaction, actor: Actor, at: datetime) -> list[Chat]:
    """The operators, and the committee where there is only one it could be."""
    known = await transaction.registry.compounds()
    place = Place(known[0].id) if len(known) == 1 else ANYWHERE
    ranks = ((RoleKind.OPERATOR, RoleKind.COMMITTEE),)
    return await first_chats(transaction, place, at, ranks, apart=(actor.person_id,))


async def _where(
    transaction: Transaction, reader: Chat, chat: Chat, urgency: Urgency, source: str, at: datetime
) -> Post:
    assert reader.person_id is not None, "private chats are somebody's"
    roles = await transaction.registry.roles_of(reader.person_id, at)
    facts = await _choices(transaction, chat, Actor(reader.person_id, roles))
    return _asking(reader, "chats.where", facts, urgency, source)


async def _choices(transaction: Transaction, chat: Chat, actor: Actor) -> dict[str, object]:
    choices = bindable(places(actor, Act.BIND_GROUP), await transaction.registry.names())
    return {"chat": chat.id, "title": chat.title, "choices": choices}


def _asking(to: Chat, template: str, facts: Facts, urgency: Urgency, source: str) -> Post:
    key = f"{template}:{facts['chat']}:{to.id}:{source}"
    return Post(Notice(key, to.id, NoticeKind.POST, template, facts, urgency=urgency))


async def where_to_bind(database: Database, *, actor: Actor, chat_id: int) -> Done | Refusal:
    """The facts of the question where a group belongs (chat, title, choices), for someone who may answer it."""
    async with database.reading() as transaction:
        chat = await transaction.chats.find(chat_id)
        if chat is None or chat.private or chat.wall:
            return NO_GROUP
        if not places(actor, Act.BIND_GROUP):
            return permit(actor, Act.BIND_GROUP, ANYWHERE) or NO_GROUP
        return Done(await _choices(transaction, chat, actor))


@act
async def bind(
    transaction: Transaction, *, actor: Actor, chat_id: int, place: Place, source: str, at: datetime
) -> Outcome:
    """绑定群: the group belongs to a compound or one of its buildings; it gets one short greeting, once."""
    chat = await transaction.chats.find(chat_id)
    if chat is None or chat.private or chat.wall or not await _exists(transaction, place):
        return NO_GROUP
    for where in (place, *([] if chat.place is None else [chat.place])):
        if (refusal := permit(actor, Act.BIND_GROUP, where)) is not None:
            return refusal
    facts = {"title": chat.title, "place": (await transaction.registry.names()).of(place)}
    if chat.place == place:
        return Refusal(Reason.ALREADY_DONE, {"what": "group", **facts})
    await transaction.chats.bind(chat_id, place)
    body = {"chat": chat_id, "building": place.building_id, "by": actor.person_id}
    await apply(transaction, [Record(f"compound:{place.compound_id}", "group_bound", body), _hello(chat)], at=at)
    return Done(facts)


def _hello(chat: Chat) -> Post:
    return Post(Notice(f"hello:{chat.id}", chat.id, NoticeKind.POST, "chats.hello", subject=f"hello:{chat.id}"))


async def _exists(transaction: Transaction, place: Place) -> bool:
    if place.compound_id is None or await transaction.registry.compound(place.compound_id) is None:
        return False
    if place.building_id is None:
        return True
    building = await transaction.registry.building(place.building_id)
    return building is not None and building.compound_id == place.compound_id


async def entitle(database: Database, *, chat_id: int, title: str) -> None:
    """The group has another name now."""
    async with database.transaction() as transaction:
        await transaction.chats.entitle(chat_id, title)


@act
async def resigned(transaction: Transaction, *, chat_id: int, source: str, at: datetime) -> Outcome:
    """被拉黑或移出 (learned from a send that was refused): remembered, so that nothing more is tried."""
    chat = await transaction.chats.find(chat_id)
    if chat is None or chat.state == "closed":
        return Done()
    await transaction.chats.turn(chat_id, state="closed", administrator=False)
    if not (chat.private or chat.wall):  # Telegram's own word of it will find it closed, and tell nobody a second time
        await apply(transaction, await _tell(transaction, chat, "closed", source, at), at=at)
    return Done()
