"""Petitions (联名申请): homes that ask for an organ, counted live; whoever can act on it hears when they are enough."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from domain.candidacies import OWNERS_ONLY
from domain.effects import Effect, Post, Record
from domain.election_pages import PetitionPage
from domain.election_refusals import NO_PETITION
from domain.election_terms import source_facts
from domain.elections import share_facts
from domain.notices import Notice, NoticeKind
from domain.outcomes import Done, Outcome, Reason, Refusal
from domain.petitions import PETITIONED, Petition, changed_homes, petition_owners, petition_share, signing_homes
from domain.registry import Actor, Organ, Place
from services.acts import act
from services.readers import open_groups, staff_chats
from storage.database import Database
from storage.effects import apply
from storage.transaction import Transaction

NO_HOME = Refusal(Reason.NOT_YOURS, {"what": "petition_home"})
UNSIGNED = Refusal(Reason.ALREADY_DONE, {"what": "petition_unsigned"})


@act
async def start_petition(
    transaction: Transaction, *, actor: Actor, compound_id: int, organ: Organ, source: str, at: datetime
) -> Outcome:
    """发起联名申请: by somebody of a home there, whose own is the first to sign."""
    if organ not in PETITIONED:
        return Refusal(Reason.WRONG_STATE, {"what": "election_organ"})
    mine = await _homes(transaction, actor, Place(compound_id), organ)
    if not mine:
        return _not_theirs(organ)
    if any(one.organ is organ and not one.reached for one in await transaction.petitions.of_compound(compound_id)):
        return Refusal(Reason.ALREADY_DONE, {"what": "petition"})
    profile = await transaction.profiles.of_compound(compound_id)
    share, homes = petition_share(profile, organ), await transaction.petitions.homes(compound_id)
    number = await transaction.petitions.start(
        Place(compound_id),
        organ,
        share=share_facts(share.value),
        source=source_facts(share.source),
        homes=homes,
        started_by=actor.person_id,
        at=at,
    )
    body = {"by": actor.person_id, "organ": organ.value, "share": share_facts(share.value), "homes": homes}
    await apply(transaction, [Record(f"petition:{number}", "started", body)], at=at)
    for unit in mine:
        await _sign(transaction, actor, number, unit, withdrawn=False, at=at)
    petition = await _told(transaction, number, at, kind=NoticeKind.POST)
    return Done({"petition_id": number, **petition.facts})


async def _homes(transaction: Transaction, actor: Actor, place: Place, organ: Organ) -> tuple[int, ...]:
    """Homes that they may sign for: a shop or a place to park is none."""
    return await transaction.petitions.homes_among(signing_homes(actor, place, organ))


def _not_theirs(organ: Organ) -> Refusal:
    """Nobody signs without a home there, as its owner where only owners ask."""
    return OWNERS_ONLY if petition_owners(organ) else NO_HOME


async def _sign(
    transaction: Transaction, actor: Actor, number: int, unit: int, *, withdrawn: bool, at: datetime
) -> None:
    assert actor.person_id is not None, "somebody of a home"
    await transaction.petitions.sign(number, unit, person=actor.person_id, withdrawn=withdrawn, at=at)
    body = {"by": actor.person_id, "unit": unit}
    await apply(transaction, [Record(f"petition:{number}", "withdrawn" if withdrawn else "signed", body)], at=at)


@act
async def sign_petition(
    transaction: Transaction, *, actor: Actor, petition_id: int, withdrawn: bool, source: str, at: datetime
) -> Outcome:
    """我家签名, or 撤回: whoever of a home signs, it is the home that counts."""
    petition = await transaction.petitions.lock(petition_id)
    if petition is None:
        return NO_PETITION
    mine = await _homes(transaction, actor, petition.place, petition.organ)
    if not mine or actor.person_id is None:
        return _not_theirs(petition.organ)
    changed = changed_homes(petition, mine, actor.person_id, withdrawn=withdrawn)
    if not changed:
        return UNSIGNED if withdrawn else Done(petition.facts)
    for unit in changed:
        await _sign(transaction, actor, petition_id, unit, withdrawn=withdrawn, at=at)
    return Done((await _told(transaction, petition_id, at, kind=NoticeKind.EDIT)).facts)


def _reached(petition: Petition, chats: list[int]) -> list[Effect]:
    record = Record(petition.subject, "reached", {"count": petition.count, "homes": petition.homes})
    return [record, *(_post(petition, "reached", chat, NoticeKind.POST, "reached") for chat in chats)]


async def _told(transaction: Transaction, number: int, at: datetime, *, kind: NoticeKind) -> Petition:
    """The card says how many homes have signed, never which; whoever can act on it hears once that they are enough."""
    petition = await transaction.petitions.find(number)
    assert petition is not None, "its row is there"
    groups = await open_groups(transaction, petition.place)
    key = "card" if kind is NoticeKind.POST else f"card:{at.isoformat()}"
    await apply(transaction, [_post(petition, "petition", group, kind, key) for group in groups], at=at)
    if petition.reached and petition.reached_at is None:
        await transaction.petitions.reach(number, at)
        chats = [chat.id for chat in await staff_chats(transaction, petition.place, at)]
        await apply(transaction, _reached(petition, chats), at=at)
    return petition


def _post(petition: Petition, name: str, chat: int, kind: NoticeKind, key: str) -> Post:
    facts: dict[str, Any] = petition.facts
    subject = petition.subject if name == "petition" else f"petition_{name}:{petition.id}"
    notice = f"{petition.subject}:{key}:{chat}"
    public = kind is NoticeKind.POST and name == "petition"
    poster = petition.started_by if public else None
    return Post(
        Notice(notice, chat, kind, f"elections.{name}", facts, subject=subject, public=public, poster_id=poster)
    )


async def petition_page(database: Database, *, actor: Actor, petition_id: int) -> PetitionPage | None:
    """A petition as this person may see it."""
    async with database.reading() as transaction:
        petition = await transaction.petitions.find(petition_id)
        if petition is None:
            return None
        mine = await _homes(transaction, actor, petition.place, petition.organ)
    own = petition.signed.signed_by(str(actor.person_id))
    return PetitionPage(petition, mine, bool(own & set(mine)), bool(petition.signed.homes & set(mine)))


async def petitions_for(database: Database, *, actor: Actor) -> list[Petition]:
    """Petitions where this person lives, owns or serves."""
    compounds = list(dict.fromkeys(role.place.compound_id for role in actor.roles if role.place.compound_id))
    async with database.reading() as transaction:
        return [one for number in compounds for one in await transaction.petitions.of_compound(number)]
