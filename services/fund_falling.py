"""那一笔不算了: whoever heard that their money came in, or goes back, hears that the line of the account fell.

Else somebody takes cash, puts it down, and takes the line back alone, and who paid believes that it was received.
"""

from __future__ import annotations

from datetime import datetime

from domain import pledge_effects, prepay_effects
from domain.effects import Effect
from services.readers import home_chats, open_chats
from storage.transaction import Transaction


async def told_of_fall(transaction: Transaction, fund_line_id: int, why: str, at: datetime) -> list[Effect]:
    """What follows where this line was sent back or taken back, for this reason."""
    return [*await _giver(transaction, fund_line_id, why), *await _home(transaction, fund_line_id, why, at)]


async def _giver(transaction: Transaction, fund_line_id: int, why: str) -> list[Effect]:
    """It was money put together."""
    found = await transaction.pledges.by_line(fund_line_id)
    if found is None:
        return []
    drive_id, receipt_id = found
    drive = await transaction.pledges.find(drive_id)
    receipt = next(one for one in await transaction.pledges.receipts(drive_id) if one.id == receipt_id)
    pledge = next(one for one in await transaction.pledges.of(drive_id) if one.id == receipt.pledge_id)
    assert drive is not None, "its receipts are there"
    own = [] if pledge.person_id is None else [pledge.person_id]
    chats = [chat.id for chat in await open_chats(transaction, own)]
    return pledge_effects.undone(drive, pledge, receipt, why, chats)


async def _home(transaction: Transaction, fund_line_id: int, why: str, at: datetime) -> list[Effect]:
    """It was what a home has back of what it paid ahead."""
    line = await transaction.prepay.refund(fund_line_id)
    home = None if line is None or line.unit_id is None else await transaction.units.unit(line.unit_id)
    if line is None or home is None:
        return []
    found = await transaction.prepay.find(await transaction.prepay.round_of(line.id))
    assert found is not None, "its lines are there"
    return prepay_effects.unrefunded(found, line, home.name, why, await home_chats(transaction, home.id, at))
