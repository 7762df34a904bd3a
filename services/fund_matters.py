"""查账: what a matter may cost, what was paid for it and out of which account; for whoever lives there."""

from __future__ import annotations

from domain.deliberation.matters import Matter
from domain.deliberation.procedures import URGENT
from domain.fund_matters import MatterMoney, paid_for
from domain.funds import decides, looks_into
from domain.permissions import Act, permit
from domain.registry import Actor, Place
from services.dossiers import budget_of
from storage.database import Database
from storage.transaction import Transaction

MATTER, VOTE = "matter", "vote"


async def matter_money(database: Database, *, actor: Actor, matter_id: int) -> MatterMoney | None:
    """The money of one matter, for whoever lives or serves where it is."""
    async with database.reading() as transaction:
        matter = await transaction.deliberation.find(matter_id)
        if matter is None or all(role.place.compound_id != matter.place.compound_id for role in actor.roles):
            return None
        return await _money(transaction, actor, matter)


async def matter_money_here(database: Database, *, place: Place, matter_id: int) -> MatterMoney | None:
    """The same for a group, which reads what everybody there may."""
    async with database.reading() as transaction:
        matter = await transaction.deliberation.find(matter_id)
        if matter is None or matter.place.compound_id != place.compound_id:
            return None
        return await _money(transaction, Actor(None), matter)


async def _money(transaction: Transaction, actor: Actor, matter: Matter) -> MatterMoney:
    assert matter.place.compound_id is not None, "a matter is a compound's"
    funds = await transaction.funds.inside([matter.place.compound_id])
    keeps = permit(actor, Act.KEEP_FUNDS, matter.place) is None
    looks = keeps or any(looks_into(fund, actor, keeps=False) for fund in funds)
    budget = None if matter.procedure_name == URGENT.name else (await budget_of(transaction, matter) or None)
    decided = any(decides(fund, matter) for fund in funds)
    return MatterMoney(matter, budget, paid_for(funds, matter.id), decided, looks)


async def matter_of_message(database: Database, *, telegram_chat: int, message_id: int) -> int:
    """Which matter the card at this message is about, by itself or by its vote; 0 where it is no matter's."""
    async with database.reading() as transaction:
        post = await transaction.posts.by_message(telegram_chat, message_id)
        kind, _, rest = ("" if post is None else str(post.subject)).partition(":")
        number = rest.partition(":")[0]
        if not number.isdecimal():
            return 0
        if kind == VOTE or kind.startswith(f"{VOTE}_"):
            found = await transaction.deliberation.of_vote(int(number))
            return 0 if found is None else found.id
    return int(number) if kind == MATTER or kind.startswith(f"{MATTER}_") else 0


async def matter_of_vote(database: Database, *, vote_id: int) -> int:
    """Which matter a vote decides; 0 where it decides none."""
    async with database.reading() as transaction:
        found = await transaction.deliberation.of_vote(vote_id)
    return 0 if found is None else found.id
