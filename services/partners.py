"""包建单位: the committee writes down which unit stands by the compound, and that it does so no more."""

from __future__ import annotations

from datetime import datetime

from domain.community_desk import overseen_ids
from domain.issues import clean
from domain.outcomes import Done, Outcome, Reason, Refusal
from domain.partners import Partner, PartnersPage, PartnerWords, keeps, reads, recorded, write_refusal
from domain.permissions import Act, permit
from domain.registry import Actor, Place, RoleKind
from services.acts import act
from storage.database import Database
from storage.effects import apply
from storage.transaction import Transaction

NO_PARTNER = Refusal(Reason.NOT_FOUND, {"what": "partner"})
NO_PARTNERS = Refusal(Reason.NOT_FOUND, {"what": "partners"})


@act
async def write_partner(
    transaction: Transaction,
    *,
    actor: Actor,
    compound_id: int,
    wanted: PartnerWords,
    draft_id: int | None = None,
    source: str,
    at: datetime,
) -> Outcome:
    """写上一家: it stands by from now on."""
    if (refusal := permit(actor, Act.KEEP_PARTNERS, Place(compound_id))) is not None:
        return refusal
    partners = transaction.whistles.partners
    await partners.hold(compound_id)
    wanted = PartnerWords(*(_line(words) for words in (wanted.name, wanted.post, wanted.purpose)))
    if (refusal := write_refusal(wanted, await partners.standing([compound_id]))) is not None:
        return refusal
    assert actor.person_id is not None, "permitted above"
    number = await partners.write(compound_id, wanted, by=actor.person_id, at=at)
    await transaction.drafts.remove(draft_id)
    written = Partner(number, compound_id, wanted, at)
    await apply(transaction, [recorded(written, "partner_written", actor.person_id)], at=at)
    return Done({"partner_id": number, "compound_id": compound_id})


def _line(words: str) -> str:
    return " ".join(clean(words).split())


@act
async def end_partner(transaction: Transaction, *, actor: Actor, partner_id: int, source: str, at: datetime) -> Outcome:
    """不再包建: from now on; what it was called to before goes on."""
    partner = await transaction.whistles.partners.lock(partner_id)
    if partner is None:
        return NO_PARTNER
    if (refusal := permit(actor, Act.KEEP_PARTNERS, Place(partner.compound_id))) is not None:
        return refusal
    if partner.until is not None:
        return Refusal(Reason.ALREADY_DONE, {"what": "partner_end"})
    assert actor.person_id is not None, "permitted above"
    await transaction.whistles.partners.end(partner.id, by=actor.person_id, at=at)
    await apply(transaction, [recorded(partner, "partner_ended", actor.person_id)], at=at)
    return Done({"compound_id": partner.compound_id})


async def partners_page(database: Database, *, actor: Actor, compound_id: int) -> PartnersPage | Refusal:
    """Those of one compound, now and before, for whoever may blow the whistle there."""
    if not reads(actor, compound_id):
        return NO_PARTNERS
    async with database.reading() as transaction:
        compound = await transaction.registry.compound(compound_id)
        found = await transaction.whistles.partners.standing([compound_id])
        past = await transaction.whistles.partners.ended(compound_id)
    if compound is None:
        return NO_PARTNERS
    desk = actor.has(RoleKind.OPERATOR) or compound_id in overseen_ids(actor)
    return PartnersPage(compound, tuple(found), keeps(actor, compound_id), desk, tuple(past))
