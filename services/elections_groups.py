"""The preparatory group (筹备组) of an owners' election: who sits in it for whom, and whether it is composed."""

from __future__ import annotations

from datetime import datetime

from domain.election_effects import group_changed, group_posted
from domain.election_refusals import GROUP_CHANGED, GROUP_POSTED
from domain.elections import Election, ElectionState, makeup, name_refusal
from domain.outcomes import Done, Outcome, Reason, Refusal
from domain.registry import Actor
from domain.voting.compositions import faults
from domain.voting.founding import GroupMember, GroupSeat
from services.acts import act
from services.elections import FINISHED, run
from services.readers import open_groups
from storage.effects import apply
from storage.transaction import Transaction


async def _grouped(transaction: Transaction, actor: Actor, election_id: int) -> Election | Refusal:
    """An election that a group prepares, while people are nominated."""
    election = await run(transaction, actor, election_id)
    if isinstance(election, Refusal):
        return election
    if election.terms["group"] is None or election.state is not ElectionState.NOMINATING:
        return FINISHED
    return election


async def _changed(transaction: Transaction, election: Election, by: int | None, at: datetime) -> None:
    """Once it was posted, a change is kept in the journal and must be posted, too."""
    assert by is not None, "permitted before"
    if election.group_state is not None:
        await transaction.elections.write(election.id, group_state=GROUP_CHANGED)
        await apply(transaction, group_changed(election, by), at=at)


@act
async def seat_member(
    transaction: Transaction,
    *,
    actor: Actor,
    election_id: int,
    seat: GroupSeat,
    name: str,
    draft_id: int | None = None,
    source: str,
    at: datetime,
) -> Outcome:
    """记筹备组成员: somebody sits in it for one of those who should."""
    election = await _grouped(transaction, actor, election_id)
    if isinstance(election, Refusal):
        return election
    if (refusal := name_refusal(name)) is not None:
        return refusal
    assert actor.person_id is not None, "permitted above"
    await transaction.elections.seat(election_id, GroupMember(name.strip(), seat), by=actor.person_id)
    await _changed(transaction, election, actor.person_id, at)
    await transaction.drafts.remove(draft_id)
    return Done({"election_id": election_id})


@act
async def clear_group(
    transaction: Transaction, *, actor: Actor, election_id: int, source: str, at: datetime
) -> Outcome:
    """重新记: the group is entered anew."""
    election = await _grouped(transaction, actor, election_id)
    if isinstance(election, Refusal):
        return election
    await transaction.elections.disband(election_id)
    await _changed(transaction, election, actor.person_id, at)
    return Done({"election_id": election_id})


@act
async def post_group(transaction: Transaction, *, actor: Actor, election_id: int, source: str, at: datetime) -> Outcome:
    """公布筹备组: as the by-laws compose it; what is wrong is said in words."""
    election = await _grouped(transaction, actor, election_id)
    if isinstance(election, Refusal):
        return election
    group = await transaction.elections.group(election_id)
    rule = makeup(election.terms["group"])
    if wrong := faults(group, rule):
        facts = {"count": len(group), "residents": sum(one.resident for one in group)}
        found = {"faults": [fault.value for fault in wrong], "basis": election.terms["group_source"]}
        return Refusal(
            Reason.WRONG_STATE, {"what": "election_makeup", **facts, **found, "least": rule.least, "most": rule.most}
        )
    assert actor.person_id is not None, "permitted above"
    await transaction.elections.write(election_id, group_state=GROUP_POSTED)
    told = group_posted(election, group, actor.person_id, await open_groups(transaction, election.place), at)
    await apply(transaction, told, at=at)
    return Done({"election_id": election_id})
