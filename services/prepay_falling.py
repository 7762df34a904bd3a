"""收据跟着冲正不算了: who lives there and who took the fees hear of it, whichever room took the line back."""

from __future__ import annotations

from datetime import datetime

from domain import prepay_effects as effects
from domain.effects import Effect
from domain.registry import Place
from services.readers import home_chats, open_chats
from storage.transaction import Transaction


async def receipts_fall(transaction: Transaction, fund_line_id: int, why: str, at: datetime) -> list[Effect]:
    """What follows where this line of an account is taken back, for this reason, and was receipts handed in."""
    receipts = await transaction.prepay.handed(fund_line_id)
    if not receipts:
        return []
    found = await transaction.prepay.find(await transaction.prepay.round_of(receipts[0].id))
    assert found is not None, "its receipts are there"
    told: list[Effect] = []
    alone: set[int | None] = set()
    for one in receipts:
        home = None if one.unit_id is None else await transaction.units.unit(one.unit_id)
        chats = [] if home is None else await home_chats(transaction, home.id, at)
        told += effects.fell(found, one, "" if home is None else home.name, why, chats)
        alone |= set() if chats else {one.unit_id}
    takers = dict.fromkeys(one.by for one in receipts if one.by is not None)
    chats = [chat.id for chat in await open_chats(transaction, takers)]
    facts = {"alone": len(alone), "building": await _building(transaction, receipts[0].building_id)}
    return [*told, *effects.receipts_fell(found, fund_line_id, receipts, why, facts, chats)]


async def _building(transaction: Transaction, building_id: int) -> str:
    return (await transaction.registry.names()).of(Place(None, building_id))
