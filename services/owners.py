"""Owners of the register (业主): who on the messenger they are, once enough shows it."""

from __future__ import annotations

from datetime import datetime

from domain.households import recognised
from storage.transaction import Transaction


async def recognise_owners(transaction: Transaction, unit_id: int, at: datetime) -> None:
    """认出业主: whoever is shown to own this home is its owner of the register, and votes as such."""
    deed = await transaction.households.deed(unit_id)
    members = await transaction.households.members(unit_id, at)
    for owner, person in recognised(deed, members).items():
        await transaction.households.link_owner(owner, person)
