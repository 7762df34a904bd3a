"""微心愿: made by oneself or taken down by the committee, taken back, hidden from the public."""

from __future__ import annotations

from datetime import datetime

from domain import wish_effects as effects
from domain.issues import clean
from domain.issues_hiding import SHOWN, read_reason
from domain.outcomes import Done, Outcome, Reason, Refusal
from domain.permissions import Act, permit
from domain.registry import Actor, Place
from domain.wishes import (
    ENTERED,
    STANDING,
    Reach,
    Wish,
    WishChannel,
    WishState,
    contact_refusal,
    make_refusal,
    veiled,
    wish_refusal,
    withdraw_refusal,
)
from services.acts import act
from services.readers import open_chats
from storage.effects import apply
from storage.transaction import Transaction

NO_WISH = Refusal(Reason.NOT_FOUND, {"what": "wish"})
NOT_HERE = Refusal(Reason.NOT_YOURS, {"what": "wish_home"})
NOT_AGREED = Refusal(Reason.INVALID, {"what": "wish_agreed"})
NO_SUCH_WAY = Refusal(Reason.INVALID, {"what": "wish_channel"})
OVER = Refusal(Reason.WRONG_STATE, {"what": "wish_over"})


@act
async def make_wish(
    transaction: Transaction,
    *,
    actor: Actor,
    place: Place,
    words: str,
    reach: Reach,
    contact: str = "",
    draft_id: int | None = None,
    source: str,
    at: datetime,
) -> Outcome:
    """许愿: by whoever lives or serves here; everybody reads the words without name, door, telephone or age."""
    if actor.person_id is None or place.compound_id is None or not actor.here(place):
        return NOT_HERE
    words, contact = clean(words), clean(contact)
    if (refusal := wish_refusal(words) or contact_refusal(reach, contact)) is not None:
        return refusal
    rules = (await transaction.profiles.of_compound(place.compound_id)).wishes
    if (refusal := make_refusal(await transaction.wishes.standing_of(actor.person_id), rules)) is not None:
        return refusal
    person = await transaction.registry.person(actor.person_id)
    words = veiled(words, "" if person is None else person.name)
    if (refusal := wish_refusal(words)) is not None:
        return refusal
    kept = contact if reach is Reach.DIRECT else ""
    add = transaction.wishes.make
    number = await add(place, words, WishChannel.CHAT, reach, made_by=actor.person_id, contact=kept, at=at)
    return await _hung(transaction, number, draft_id, at, agreed=True)


@act
async def enter_wish(
    transaction: Transaction,
    *,
    actor: Actor,
    place: Place,
    words: str,
    channel: WishChannel,
    agreed: bool,
    draft_id: int | None = None,
    source: str,
    at: datetime,
) -> Outcome:
    """代登记: what was wished at a meeting, at a door or on paper; never by whom. Whoever takes it down stands between.

    `agreed`: the person agreed that it hangs on the board; of somebody under fourteen, the guardian did.
    """
    if (refusal := permit(actor, Act.KEEP_WISHES, place)) is not None:
        return refusal
    words = veiled(clean(words))
    if channel not in ENTERED:
        return NO_SUCH_WAY
    if (refusal := wish_refusal(words)) is not None:
        return refusal
    if not agreed:
        return NOT_AGREED
    add = transaction.wishes.make
    number = await add(place, words, channel, Reach.BETWEEN, entered_by=actor.person_id, at=at)
    return await _hung(transaction, number, draft_id, at, agreed=agreed)


async def _hung(transaction: Transaction, wish_id: int, draft_id: int | None, at: datetime, *, agreed: bool) -> Outcome:
    wish = await transaction.wishes.find(wish_id)
    assert wish is not None, "made just now"
    await transaction.drafts.remove(draft_id)
    await apply(transaction, effects.made(wish, agreed=agreed), at=at)
    return Done({"wish_id": wish_id, "number": wish.number})


@act
async def withdraw_wish(transaction: Transaction, *, actor: Actor, wish_id: int, source: str, at: datetime) -> Outcome:
    """不要了: it comes off the board, its words go; whoever had it in hand hears."""
    wish = await transaction.wishes.lock(wish_id)
    if wish is None:
        return NO_WISH
    if (refusal := withdraw_refusal(wish, actor)) is not None:
        return refusal
    await transaction.wishes.close(wish_id, WishState.WITHDRAWN, at)
    chats = await chats_of(transaction, wish.claimed_by)
    await apply(
        transaction,
        [
            *effects.changed(wish, "wish_withdrawn"),
            *effects.nothing_due(wish),
            *effects.told(wish, "withdrawn", chats, at),
        ],
        at=at,
    )
    await transaction.wishes.write(wish_id, words="", claimed_by=None)
    return Done({"wish_id": wish_id})


@act
async def hide_wish(
    transaction: Transaction, *, actor: Actor, wish_id: int, reason: str, source: str, at: datetime
) -> Outcome:
    """遮住: the board says why instead; whoever made it hears, nobody claims it meanwhile."""
    why = read_reason(reason)
    return NO_WISH if why is None else await _veil(transaction, actor, wish_id, why.value, at)


@act
async def show_wish(transaction: Transaction, *, actor: Actor, wish_id: int, source: str, at: datetime) -> Outcome:
    """恢复."""
    return await _veil(transaction, actor, wish_id, SHOWN, at)


async def _veil(transaction: Transaction, actor: Actor, wish_id: int, reason: str, at: datetime) -> Outcome:
    wish = await transaction.wishes.lock(wish_id)
    if wish is None:
        return NO_WISH
    if (refusal := permit(actor, Act.KEEP_WISHES, wish.place)) is not None:
        return refusal
    if wish.state is WishState.WITHDRAWN:
        return OVER
    hidden = None if reason == SHOWN else reason
    if hidden != wish.hidden:
        await transaction.wishes.write(wish_id, hidden=hidden)
        tell = wish.made_by if wish.state in STANDING and wish.made_by != actor.person_id else None
        event = "shown" if hidden is None else "hidden"
        told = effects.told(wish, event, await chats_of(transaction, tell), at, words=hidden or "")
        await apply(transaction, [*effects.changed(wish, f"wish_{event}", actor.person_id), *told], at=at)
    return Done({"wish_id": wish_id})


async def chats_of(transaction: Transaction, *people: int | None) -> list[int]:
    """Open private chats of these people, each once."""
    known = dict.fromkeys(person for person in people if person is not None)
    return [chat.id for chat in await open_chats(transaction, known)]


async def whose(transaction: Transaction, wish: Wish) -> list[int]:
    """Who hears for a wish (替心愿听消息的人): its maker, and whoever stands between."""
    return await chats_of(transaction, wish.made_by, wish.keeper_id)
