"""Personal links (个人链接): lent by the acts of any room, opened by whoever holds one, taken back."""

from __future__ import annotations

from datetime import datetime, timedelta

from domain.links import (
    LONGEST_LIFE,
    SIGNING,
    LinkPurpose,
    PersonalLink,
    link_refusal,
    may_revoke,
    read_token,
    write_token,
)
from domain.outcomes import Done, Outcome, Reason, Refusal
from domain.registry import Actor
from services.acts import act
from storage.database import Database
from storage.transaction import Transaction

UNKNOWN = Refusal(Reason.NOT_FOUND, {"what": "link"})


async def lend(
    transaction: Transaction, *, purpose: LinkPurpose, subject: str, by: int | None, lasts: timedelta, at: datetime
) -> PersonalLink:
    """Lend a page within the caller's act, which has asked whether it may. Its outcome keeps the number, no token."""
    assert timedelta(0) < lasts <= LONGEST_LIFE, "a link runs out"
    return await transaction.links.make(purpose=purpose, subject=subject, by=by, at=at, expires_at=at + lasts)


async def link_token(database: Database, *, link_id: int) -> str | None:
    """The token of a link, made anew from the keys each time it is handed out; None when there is no such link."""
    async with database.reading() as transaction:
        link = await transaction.links.find(link_id)
        return None if link is None else write_token(link, transaction.keys.digest(SIGNING, link.signed))


async def open_link(database: Database, *, token: str, at: datetime) -> PersonalLink | Refusal:
    """What a token opens, or why nothing. Opening uses nothing up."""
    read = read_token(token)
    if read is None:
        return UNKNOWN
    number, signature = read
    async with database.reading() as transaction:
        link = await transaction.links.find(number)
        digests = transaction.keys.digests(SIGNING, "" if link is None else link.signed)
    refusal = link_refusal(link, signature, digests, at)
    return UNKNOWN if link is None else refusal or link


@act
async def revoke_link(transaction: Transaction, *, actor: Actor, link_id: int, source: str, at: datetime) -> Outcome:
    """收回: it opens nothing from now on."""
    link = await transaction.links.find(link_id)
    if link is None:
        return UNKNOWN
    if not may_revoke(actor, link):
        return Refusal(Reason.NOT_YOURS, {"what": "link"})
    if not await transaction.links.revoke(link_id, at):
        return Refusal(Reason.ALREADY_DONE, {"what": "link_revoked"})
    return Done({"link_id": link_id})
