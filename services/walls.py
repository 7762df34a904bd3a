"""发布点: a wall is written down by one, tried, confirmed by another, switched off; where a notice was published."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from domain import wall_effects as effects
from domain.announcements import may_read
from domain.board_facts import is_public
from domain.outcomes import Done, Outcome, Reason, Refusal
from domain.permissions import Act, permit
from domain.registry import Actor, Place, RoleKind
from domain.wall_addresses import Address, WallKind, read_address
from domain.walls import (
    CHAT_KIND,
    NUMBERS_FROM,
    REMIND_AFTER,
    Hung,
    Means,
    Wall,
    WallPage,
    WallState,
    alone_refusal,
    arrived,
    confirm_refusal,
    link_refusal,
    published_subjects,
    standing_refusal,
    told_of,
    trying_refusal,
    untried_refusal,
)
from services.acts import act
from services.readers import first_chats, open_chats
from storage.database import Database
from storage.effects import apply
from storage.transaction import Transaction

NO_WALL = Refusal(Reason.NOT_FOUND, {"what": "wall"})
NOTHING_PUBLISHED = Refusal(Reason.NOT_FOUND, {"what": "published"})
MOST_SHOWN = 30
"""Places of one notice that are listed."""


@act
async def link_wall(
    transaction: Transaction,
    *,
    actor: Actor,
    compound_id: int,
    kind: WallKind,
    words: str,
    means: Means,
    draft_id: int | None = None,
    source: str,
    at: datetime,
) -> Outcome:
    """接一个发布点: its address is read, sealed and never shown again; nothing hangs there before another confirms."""
    place = Place(compound_id)
    standing = await transaction.walls.standing(compound_id)
    if (refusal := link_refusal(actor, place, kind, len(standing), means)) is not None:
        return refusal
    address = read_address(kind, words, loopback=means.loopback)
    if isinstance(address, Refusal):
        return address
    for one in standing:
        if one.kind is kind and await transaction.walls.address(one.chat_id) == address:
            return Refusal(Reason.ALREADY_DONE, {"what": "wall_linked"})
    await transaction.drafts.remove(draft_id)
    wall = await _write_down(transaction, place, kind, address, actor, at)
    assert actor.person_id is not None, "permitted above"
    await apply(transaction, effects.linked(wall, actor.person_id, at), at=at)
    return Done({"wall_id": wall.id})


async def _write_down(
    transaction: Transaction, place: Place, kind: WallKind, address: Address, actor: Actor, at: datetime
) -> Wall:
    """A wall stands among the chats, so that one outbox serves both."""
    assert actor.person_id is not None, "permitted above"
    number = NUMBERS_FROM - await transaction.acts.next_number("walls")
    chat = await transaction.chats.meet(number, kind=CHAT_KIND, title=f"…{address.tail}", person_id=None)
    await transaction.chats.bind(chat.id, place)
    wall_id = await transaction.walls.link(chat.id, place, kind, address, by=actor.person_id, at=at)
    wall = await transaction.walls.find(wall_id)
    assert wall is not None, "written just now"
    return wall


@act
async def try_wall(transaction: Transaction, *, actor: Actor, wall_id: int, source: str, at: datetime) -> Outcome:
    """试发一条."""
    wall = await transaction.walls.find(wall_id, lock=True)
    if wall is None:
        return NO_WALL
    trial = await transaction.walls.last(wall.chat_id, public=False)
    if (refusal := standing_refusal(actor, wall) or trying_refusal(trial)) is not None:
        return refusal
    if not wall.open:  # it may have been mended at the other end
        await transaction.chats.turn(wall.chat_id, state="open", administrator=False)
    compound = await transaction.registry.compound(wall.place.compound_id or 0)
    assert compound is not None, "a wall is of a compound"
    await apply(transaction, effects.tried(wall, compound.name, source), at=at)
    return Done({"wall_id": wall_id})


@act
async def ask_wall(transaction: Transaction, *, actor: Actor, wall_id: int, source: str, at: datetime) -> Outcome:
    """请另一位确认: the others of the committee, the operators where there is nobody else."""
    wall = await transaction.walls.find(wall_id)
    if wall is None:
        return NO_WALL
    if (refusal := standing_refusal(actor, wall)) is not None:
        return refusal
    if wall.state is WallState.ON:
        return Refusal(Reason.ALREADY_DONE, {"what": "wall"})
    if (refusal := untried_refusal(await transaction.walls.last(wall.chat_id, public=False))) is not None:
        return refusal
    chats = await _seconds(transaction, wall, at)
    if (refusal := alone_refusal(len(chats))) is not None:
        return refusal
    await apply(transaction, effects.asked(wall, chats, f"asked:{at.date().isoformat()}"), at=at)
    return Done({"wall_id": wall_id, "asked": len(chats)})


async def _seconds(transaction: Transaction, wall: Wall, at: datetime) -> list[int]:
    """Whoever may be the second."""
    ranks = ((RoleKind.COMMITTEE,), (RoleKind.OPERATOR,))
    return [chat.id for chat in await first_chats(transaction, wall.place, at, ranks, apart=(wall.linked_by,))]


@act
async def confirm_wall(transaction: Transaction, *, actor: Actor, wall_id: int, source: str, at: datetime) -> Outcome:
    """启用: by another than who wrote it down, once a trial message arrived. What is public hangs there from now on."""
    wall = await transaction.walls.find(wall_id, lock=True)
    if wall is None:
        return NO_WALL
    trial = await transaction.walls.last(wall.chat_id, public=False)
    if (refusal := confirm_refusal(actor, wall, trial)) is not None:
        return refusal
    assert actor.person_id is not None, "permitted above"
    await transaction.walls.write(wall_id, state=WallState.ON.value, confirmed_by=actor.person_id, confirmed_at=at)
    chats = [chat.id for chat in await open_chats(transaction, [wall.linked_by])]
    await apply(transaction, effects.confirmed(wall, actor.person_id, chats), at=at)
    return Done({"wall_id": wall_id})


@act
async def end_wall(transaction: Transaction, *, actor: Actor, wall_id: int, source: str, at: datetime) -> Outcome:
    """停用: at once and by one alone; its address is forgotten, what still waits for it does not leave."""
    wall = await transaction.walls.find(wall_id, lock=True)
    if wall is None:
        return NO_WALL
    if (refusal := standing_refusal(actor, wall)) is not None:
        return refusal
    await _end(transaction, wall, actor.person_id, at)
    return Done({"wall_id": wall_id})


async def _end(transaction: Transaction, wall: Wall, by: int | None, at: datetime) -> None:
    gone = {"address": "", "secret": "", "state": WallState.OFF.value, "ended_by": by, "ended_at": at}
    await transaction.walls.write(wall.id, **gone)
    await transaction.chats.turn(wall.chat_id, state="closed", administrator=False)
    await transaction.outbox.drop(wall.chat_id, at)
    await apply(transaction, effects.ended(wall, by), at=at)


@act
async def look_after_wall(
    transaction: Transaction, *, subject: str, due: datetime, source: str, at: datetime
) -> Outcome:
    """没人确认的发布点: whoever may confirm is reminded once; after a week its address is forgotten."""
    wall = await transaction.walls.find(int(subject.rpartition(":")[2]), lock=True)
    if wall is None or wall.state is not WallState.LINKED:
        return Done({"played": False})
    if due - wall.linked_at > REMIND_AFTER:
        await _end(transaction, wall, None, at)
    else:
        await apply(transaction, effects.reminded(wall, await _seconds(transaction, wall, at)), at=at)
    return Done({"played": True})


async def address_of(database: Database, *, chat_id: int) -> tuple[WallKind, Address] | None:
    """What kind of wall stands as this chat, and where it is, for whoever sends; nothing once it is switched off."""
    async with database.reading() as transaction:
        wall = await transaction.walls.at_chat(chat_id)
        address = await transaction.walls.address(chat_id)
    return None if wall is None or address is None else (wall.kind, address)


async def photos_for(database: Database, *, subject: str, handles: Sequence[str]) -> Sequence[bytes] | None:
    """Photos of an announcement that are kept, in order; None while one is still to come. What is lost is left out."""
    async with database.reading() as transaction:
        kept = {row.file_id: row for row in await transaction.attachments.of(subject.rpartition(":")[0])}
        rows = [kept[handle] for handle in handles if handle in kept]
        if any(row.state == "pending" for row in rows):
            return None
        found = [await transaction.attachments.content(row.id, transaction.keys) for row in rows]
    return [content for content in found if content is not None]


async def linker_of(database: Database, *, chat_id: int) -> int | None:
    """The messenger's number of the private chat of whoever linked the wall; None where it is not open."""
    async with database.reading() as transaction:
        wall = await transaction.walls.at_chat(chat_id)
        chats = [] if wall is None else await open_chats(transaction, [wall.linked_by])
    return chats[0].telegram_id if chats else None


async def walls_of(database: Database, *, actor: Actor, compound_id: int) -> list[Wall] | Refusal:
    """Those of a compound, for whoever may link one."""
    if (refusal := permit(actor, Act.LINK_WALL, Place(compound_id))) is not None:
        return refusal
    async with database.reading() as transaction:
        return await transaction.walls.standing(compound_id)


async def wall_page(database: Database, *, actor: Actor, wall_id: int) -> WallPage | Refusal:
    """One of them."""
    async with database.reading() as transaction:
        wall = await transaction.walls.find(wall_id)
        if wall is None:
            return NO_WALL
        if (refusal := permit(actor, Act.LINK_WALL, wall.place)) is not None:
            return refusal
        trial = await transaction.walls.last(wall.chat_id, public=False)
        last = await transaction.walls.last(wall.chat_id, public=True)
    return WallPage(wall, trial, last, confirm_refusal(actor, wall, trial) is None)


async def page_of(database: Database, *, chat_id: int, subject: str) -> str:
    """Where on our server anybody reads what hangs on a wall (网上公示栏的哪一页); empty where its board is not up."""
    async with database.reading() as transaction:
        wall = await transaction.walls.at_chat(chat_id)
        if wall is None or wall.place.compound_id is None:
            return ""
        board = await transaction.boards.of_compound(wall.place.compound_id)
        of, number = told_of(subject)
        found = {"matter": transaction.deliberation.find, "vote": transaction.deliberation.of_vote}.get(of)
        matter = None if found is None else await found(number)
    return board.page(matter.number if matter is not None and is_public(matter) else None)


async def published_of(transaction: Transaction, of: str, number: int) -> tuple[list[Place], list[Hung]]:
    """The groups it was published in, and each place with what became of it there."""
    return await transaction.walls.published(published_subjects(of, number), MOST_SHOWN)


async def published(database: Database, *, actor: Actor, of: str, number: int) -> list[Hung] | Refusal:
    """在哪儿发布了: each place a notice was published in; whoever reads it there sees where it arrived, and no more."""
    async with database.reading() as transaction:
        groups, found = await published_of(transaction, of, number)
        alone = len(await transaction.registry.compounds()) == 1
    if not groups:
        return NOTHING_PUBLISHED
    refusals = [refusal for place in groups if (refusal := permit(actor, Act.ANNOUNCE, place)) is not None]
    if not refusals:
        return found
    reads = any(may_read(actor, place, only_compound=alone) for place in groups)
    return arrived(found) if reads else refusals[0]
