"""Privacy (隐私): the notice, and what people agree to, purpose by purpose."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.effects import Effect, Record
from domain.outcomes import Done, Outcome
from domain.permissions import Act, permit
from domain.privacy import NOTICE_VERSION, PROCESSOR, Consent, Processor, Purpose, agreed, clause_of, missing, outdated
from domain.registry import Actor, Place
from domain.teams import home_left
from services.acts import act
from services.privacy_mine import leaving, left_home
from storage.database import Database
from storage.effects import apply
from storage.transaction import Transaction


async def forget_traces(database: Database) -> None:
    """Leave nothing of what was deleted beside the records (不留痕迹)."""
    await database.forget_traces()


@dataclass(frozen=True)
class Notice:
    """What the notice says here (告知): its version, of which compound, who answers for the data (None: not said)."""

    version: int
    compound_id: int  # 0: of none in particular
    place: str
    processor: Processor | None


async def notice(database: Database, *, compound_id: int | None = None) -> Notice:
    """The notice of a compound; of the only one where none is named."""
    async with database.reading() as transaction:
        return await _notice(transaction, compound_id)


async def _notice(transaction: Transaction, compound_id: int | None) -> Notice:
    compounds = await transaction.registry.compounds()
    found = next((item for item in compounds if item.id == compound_id), None)
    if compound_id is None and len(compounds) == 1:
        found = compounds[0]
    if found is None:
        return Notice(NOTICE_VERSION, 0, "", None)
    kept = await transaction.registry.setting(PROCESSOR.format(found.id))
    if kept is None:
        return Notice(NOTICE_VERSION, found.id, found.name, None)
    name, _, contact = kept.partition("\n")
    return Notice(NOTICE_VERSION, found.id, found.name, Processor(name, contact))


async def consents(database: Database, *, person_id: int) -> list[Consent]:
    """All a person ever agreed to, in order."""
    async with database.reading() as transaction:
        return await transaction.privacy.consents(person_id)


async def missing_consents(database: Database, *, person_id: int) -> tuple[Purpose, ...]:
    """The necessary purposes a person has not agreed to (or only to an older notice): nobody is registered before."""
    return missing(await consents(database, person_id=person_id))


@act
async def give_consent(
    transaction: Transaction,
    *,
    actor: Actor,
    purposes: Collection[Purpose],
    version: int,
    source: str,
    at: datetime,
) -> Outcome:
    """同意: to these purposes, under the version of the notice that was shown. What is agreed to already stays."""
    assert actor.person_id is not None, "a person agrees"
    if (refusal := outdated(version)) is not None:
        return refusal
    held = agreed(await transaction.privacy.consents(actor.person_id))
    given: Sequence[Purpose] = [purpose for purpose in purposes if purpose not in held]
    await transaction.privacy.consent(actor.person_id, given, version, at)
    return Done({"given": [purpose.value for purpose in given]})


@act
async def withdraw_consent(
    transaction: Transaction, *, actor: Actor, purpose: Purpose, source: str, at: datetime
) -> Outcome:
    """撤回同意: from now on; what happened until now stays as it was (第15条).

    Without what is necessary nobody stays registered: the home roles end with it, and who serves hands over first.
    """
    assert actor.person_id is not None, "a person withdraws"
    if not clause_of(purpose).necessary:
        return Done({"withdrawn": await transaction.privacy.withdraw(actor.person_id, purpose, at), "homes": 0})
    if (refusal := await leaving(transaction, actor, at)) is not None:
        return refusal
    homes = await transaction.registry.roles_of(actor.person_id, at)
    await transaction.registry.withdraw_requests(actor.person_id)
    await transaction.personal_records.leave(actor.person_id, at)
    effects: list[Effect] = [left_home(role, actor.person_id) for role in homes]
    await apply(transaction, [*effects, *home_left([actor.person_id], at)], at=at)
    return Done({"withdrawn": await transaction.privacy.withdraw(actor.person_id, purpose, at), "homes": len(homes)})


@act
async def name_processor(
    transaction: Transaction,
    *,
    actor: Actor,
    compound_id: int,
    processor: Processor,
    draft_id: int,
    source: str,
    at: datetime,
) -> Outcome:
    """写明由谁负责 (第17条): the organ that answers for the data of a compound, and how to reach it."""
    if (refusal := permit(actor, Act.NAME_PROCESSOR, Place(compound_id))) is not None:
        return refusal
    await transaction.registry.set(PROCESSOR.format(compound_id), f"{processor.name}\n{processor.contact}")
    await transaction.drafts.remove(draft_id)
    body = {"name": processor.name, "contact": processor.contact, "by": actor.person_id}
    await apply(transaction, [Record(f"compound:{compound_id}", "processor_named", body)], at=at)
    return Done()
