"""What people read of 微心愿: the board, one wish, what is theirs; who made one, only those who are to know."""

from __future__ import annotations

from domain.permissions import Act, permit
from domain.registry import Actor
from domain.wishes import IN_HAND, TABS, Both, Reach, Wish, WishPage, WishState, WishTally, tally, veiled
from storage.database import Database
from storage.transaction import Transaction

MOST = 50


async def wish_board(
    database: Database, *, compound_id: int, tab: str, first: int, most: int
) -> tuple[WishTally, list[Wish]]:
    """The board of a compound: its figures, and a part of one of its tabs."""
    async with database.reading() as transaction:
        counts = tally(await transaction.wishes.counts(compound_id))
        return counts, await transaction.wishes.of_state(compound_id, TABS[tab], first, most)


async def own_wishes(database: Database, *, actor: Actor) -> list[WishPage]:
    """What somebody wished, has in hand, or stands between for."""
    if actor.person_id is None:
        return []
    async with database.reading() as transaction:
        found = await transaction.wishes.of_person(actor.person_id, MOST)
        return [await _page(transaction, wish, actor) for wish in found]


async def wish_page(database: Database, *, actor: Actor, wish_id: int) -> WishPage | None:
    """One wish, for whoever lives or serves here; None where there is none for them."""
    async with database.reading() as transaction:
        wish = await transaction.wishes.find(wish_id)
        if wish is None or not actor.here(wish.place) or wish.state is WishState.WITHDRAWN:
            return None
        return await _page(transaction, wish, actor)


async def _page(transaction: Transaction, wish: Wish, actor: Actor) -> WishPage:
    mine, claims, keeps = (
        actor.person_id is not None and actor.person_id == other
        for other in (wish.made_by, wish.claimed_by, wish.keeper_id)
    )
    direct = wish.reach is Reach.DIRECT and (mine or (claims and wish.state in IN_HAND))
    contact = await transaction.wishes.contact(wish.id) if direct else ""
    serves = permit(actor, Act.KEEP_WISHES, wish.place) is None
    rules = (await transaction.profiles.of_compound(wish.place.compound_id)).wishes
    return WishPage(wish, mine, claims, keeps, serves, rules, contact)


async def both_of(database: Database, *, actor: Actor, wish_id: int) -> Both | None:
    """Who the two are, for whoever stands between, while it is in hand."""
    async with database.reading() as transaction:
        wish = await transaction.wishes.find(wish_id)
        keeps = wish is not None and actor.person_id is not None and actor.person_id == wish.keeper_id
        if wish is None or not keeps or wish.state not in IN_HAND or permit(actor, Act.KEEP_WISHES, wish.place):
            return None
        people = (wish.made_by, wish.claimed_by)
        rows = [None if person is None else await transaction.registry.person(person) for person in people]
        maker, claimer = ("" if row is None else str(row.name) for row in rows)
        return Both(maker, claimer, tuple(person for person in people if person is not None))


async def as_read(database: Database, *, actor: Actor, words: str, entered: bool) -> str:
    """Somebody's words as everybody will read them."""
    async with database.reading() as transaction:
        own = None if entered or actor.person_id is None else await transaction.registry.person(actor.person_id)
    return veiled(words, "" if own is None else own.name)
