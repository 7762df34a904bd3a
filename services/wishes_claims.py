"""认领微心愿: claimed, handed back, said to be fulfilled, received, thanked for; what comes back by itself."""

from __future__ import annotations

from datetime import datetime

from domain import wish_effects as effects
from domain.effects import Effect
from domain.issues import clean
from domain.outcomes import Done, Outcome
from domain.profiles import WishRules
from domain.registry import Actor
from domain.wishes import (
    Reach,
    Wish,
    WishState,
    between_refusal,
    claim_refusal,
    hand_refusal,
    not_yet_refusal,
    partner,
    pass_refusal,
    receive_refusal,
    returning,
    settling,
    thanks_refusal,
    veiled,
)
from services.acts import act
from services.readers import COMMITTEE, staff_chats
from services.wishes import NO_WISH, chats_of, whose
from storage.effects import apply
from storage.transaction import Transaction


@act
async def claim_wish(transaction: Transaction, *, actor: Actor, wish_id: int, source: str, at: datetime) -> Outcome:
    """认领: of two who press at the same moment one has it; the maker hears, or whoever is to stand between."""
    wish = await transaction.wishes.lock(wish_id)
    if wish is None:
        return NO_WISH
    in_hand = 0 if actor.person_id is None else await transaction.wishes.in_hand_of(actor.person_id)
    rules = await _rules(transaction, wish)
    if (refusal := claim_refusal(wish, actor, in_hand, rules)) is not None:
        return refusal
    taken = {"state": WishState.CLAIMED.value, "claimed_by": actor.person_id, "claimed_at": at}
    wish = await _written(transaction, wish, **taken, returns_at=returning(at, rules), claims=wish.claims + 1)
    told = effects.told(wish, "claimed", await whose(transaction, wish), at)
    if wish.reach is Reach.BETWEEN and wish.keeper_id is None:
        chats = [chat.id for chat in await staff_chats(transaction, wish.place, at)]
        told += effects.told(wish, "between", chats, at)
    await apply(transaction, [*effects.changed(wish, "wish_claimed"), *effects.in_hand(wish, at, rules), *told], at=at)
    return Done({"wish_id": wish_id, "number": wish.number})


@act
async def hand_back(transaction: Transaction, *, actor: Actor, wish_id: int, source: str, at: datetime) -> Outcome:
    """退回: it hangs on the board again."""
    wish = await transaction.wishes.lock(wish_id)
    if wish is None:
        return NO_WISH
    if (refusal := hand_refusal(wish, actor)) is not None:
        return refusal
    await _back(transaction, wish, "back", at)
    return Done({"wish_id": wish_id})


async def _back(transaction: Transaction, wish: Wish, event: str, at: datetime) -> None:
    told = effects.told(wish, event, await whose(transaction, wish), at)
    kept = wish.entered_by  # another may stand between the next time
    wish = await _written(
        transaction,
        wish,
        state=WishState.OPEN.value,
        claimed_by=None,
        claimed_at=None,
        returns_at=None,
        keeper_id=kept,
    )
    await apply(transaction, [*effects.changed(wish, f"wish_{event}"), *effects.nothing_due(wish), *told], at=at)


@act
async def say_done(transaction: Transaction, *, actor: Actor, wish_id: int, source: str, at: datetime) -> Outcome:
    """办到了: by whoever has it in hand; whoever made it is asked."""
    wish = await transaction.wishes.lock(wish_id)
    if wish is None:
        return NO_WISH
    if (refusal := hand_refusal(wish, actor)) is not None:
        return refusal
    wish = await _written(transaction, wish, state=WishState.DONE.value)
    rules = await _rules(transaction, wish)
    told = effects.told(wish, "done", await whose(transaction, wish), at, until=settling(at, rules))
    await apply(transaction, [*effects.changed(wish, "wish_done"), *effects.said_done(wish, at, rules), *told], at=at)
    return Done({"wish_id": wish_id})


@act
async def receive_wish(transaction: Transaction, *, actor: Actor, wish_id: int, source: str, at: datetime) -> Outcome:
    """收到了: it is fulfilled; whoever did it hears."""
    wish = await transaction.wishes.lock(wish_id)
    if wish is None:
        return NO_WISH
    if (refusal := receive_refusal(wish, actor)) is not None:
        return refusal
    told = effects.told(wish, "received", await chats_of(transaction, wish.claimed_by), at)
    await _fulfilled(transaction, wish, told, at)
    return Done({"wish_id": wish_id})


async def _fulfilled(transaction: Transaction, wish: Wish, told: list[Effect], at: datetime) -> None:
    await transaction.wishes.close(wish.id, WishState.FULFILLED, at)
    await apply(transaction, [*effects.changed(wish, "wish_fulfilled"), *effects.nothing_due(wish), *told], at=at)


@act
async def say_not_yet(transaction: Transaction, *, actor: Actor, wish_id: int, source: str, at: datetime) -> Outcome:
    """还没有: it is in hand as before, its time begins anew; whoever has it hears."""
    wish = await transaction.wishes.lock(wish_id)
    if wish is None:
        return NO_WISH
    if (refusal := not_yet_refusal(wish, actor)) is not None:
        return refusal
    rules = await _rules(transaction, wish)
    again = {"state": WishState.CLAIMED.value, "claimed_at": at, "returns_at": returning(at, rules)}
    wish = await _written(transaction, wish, **again)
    told = effects.told(wish, "not_yet", await chats_of(transaction, wish.claimed_by), at)
    times = [*effects.nothing_due(wish), *effects.in_hand(wish, at, rules)]
    await apply(transaction, [*effects.changed(wish, "wish_not_yet"), *times, *told], at=at)
    return Done({"wish_id": wish_id})


@act
async def thank(
    transaction: Transaction,
    *,
    actor: Actor,
    wish_id: int,
    words: str,
    draft_id: int | None = None,
    source: str,
    at: datetime,
) -> Outcome:
    """谢谢: once, in words that tell nothing of whose they are; whoever fulfilled it reads them."""
    wish = await transaction.wishes.lock(wish_id)
    if wish is None:
        return NO_WISH
    words = clean(words)
    if (refusal := thanks_refusal(wish, actor, words)) is not None:
        return refusal
    assert actor.person_id is not None, "speaks for it"
    person = await transaction.registry.person(actor.person_id)
    words = veiled(words, "" if person is None else person.name)
    await transaction.wishes.write(wish_id, thanks=words)
    await transaction.drafts.remove(draft_id)
    told = effects.told(wish, "thanks", await chats_of(transaction, wish.claimed_by), at, words=words)
    await apply(transaction, [*effects.changed(wish, "wish_thanks"), *told], at=at)
    return Done({"wish_id": wish_id})


@act
async def stand_between(transaction: Transaction, *, actor: Actor, wish_id: int, source: str, at: datetime) -> Outcome:
    """居中: one of the committee alone learns who the two are; both may look up who did."""
    wish = await transaction.wishes.lock(wish_id)
    if wish is None:
        return NO_WISH
    serving = [row.person_id for row in await transaction.registry.holders(wish.place, COMMITTEE, at)]
    if (refusal := between_refusal(wish, actor, serving)) is not None:
        return refusal
    wish = await _written(transaction, wish, keeper_id=actor.person_id)
    told = effects.told(wish, "keeper", await chats_of(transaction, wish.made_by, wish.claimed_by), at)
    await apply(transaction, [*effects.changed(wish, "wish_between", actor.person_id), *told], at=at)
    return Done({"wish_id": wish_id})


@act
async def pass_word(
    transaction: Transaction,
    *,
    actor: Actor,
    wish_id: int,
    words: str,
    draft_id: int | None = None,
    source: str,
    at: datetime,
) -> Outcome:
    """捎句话: from whoever has it in hand to whoever is there for it, or back; it is kept nowhere else."""
    wish = await transaction.wishes.lock(wish_id)
    if wish is None:
        return NO_WISH
    words = clean(words)
    if (refusal := pass_refusal(wish, actor, words)) is not None:
        return refusal
    await transaction.drafts.remove(draft_id)
    other = partner(wish) if actor.person_id == wish.claimed_by else wish.claimed_by
    chats = await chats_of(transaction, other)
    await apply(transaction, effects.told(wish, "word", chats, at, words=words), at=at)
    return Done({"wish_id": wish_id, "told": len(chats)})


@act
async def remind_claimer(
    transaction: Transaction, *, subject: str, due: datetime, source: str, at: datetime
) -> Outcome:
    """提醒认领的人, once."""
    wish = await _due(transaction, subject, WishState.CLAIMED)
    if wish is None:
        return Done({"told": 0})
    chats = await chats_of(transaction, wish.claimed_by)
    await apply(transaction, effects.told(wish, "remind", chats, due), at=at)
    return Done({"told": len(chats)})


@act
async def return_wish(transaction: Transaction, *, subject: str, due: datetime, source: str, at: datetime) -> Outcome:
    """到时间自己回到板上: whoever had it in hand hears, kindly."""
    wish = await _due(transaction, subject, WishState.CLAIMED)
    if wish is None:
        return Done({"returned": False})
    told = effects.told(wish, "lapsed", await chats_of(transaction, wish.claimed_by), at)
    await apply(transaction, told, at=at)
    await _back(transaction, wish, "returned", at)
    return Done({"returned": True})


@act
async def settle_wish(transaction: Transaction, *, subject: str, due: datetime, source: str, at: datetime) -> Outcome:
    """许愿的人没有说话: what was said to be fulfilled counts as fulfilled."""
    wish = await _due(transaction, subject, WishState.DONE)
    if wish is None:
        return Done({"settled": False})
    told = effects.told(wish, "settled", await chats_of(transaction, wish.claimed_by, wish.made_by), at)
    await _fulfilled(transaction, wish, told, at)
    return Done({"settled": True})


async def _rules(transaction: Transaction, wish: Wish) -> WishRules:
    """What its compound goes by."""
    return (await transaction.profiles.of_compound(wish.place.compound_id)).wishes


async def _due(transaction: Transaction, subject: str, state: WishState) -> Wish | None:
    wish = await transaction.wishes.lock(int(subject.rpartition(":")[2]))
    return wish if wish is not None and wish.state is state else None


async def _written(transaction: Transaction, wish: Wish, **values: object) -> Wish:
    await transaction.wishes.write(wish.id, **values)
    found = await transaction.wishes.find(wish.id)
    assert found is not None, "held above"
    return found
