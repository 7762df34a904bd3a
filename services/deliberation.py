"""Matters (议题): proposed to the homes they concern, spoken of, decided, done, shown, and over."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from domain import deliberation_effects as effects
from domain.deliberation.classification import Touch, small_refusal
from domain.deliberation.matters import Matter, Proposal, proposal_refusal, reason_refusal
from domain.deliberation.opinions import heard
from domain.deliberation.stages import SMALL, Dossier, MatterAct, Need, Stage, act_refusal, advance, ends
from domain.outcomes import Done, Outcome, Reason, Refusal
from domain.permissions import Act, permit
from domain.registry import Actor, Place, RoleKind
from domain.voting.votes import VoteState
from services.acts import act
from services.readers import first_chats, open_groups
from storage.effects import apply
from storage.transaction import Transaction

NO_MATTER = Refusal(Reason.NOT_FOUND, {"what": "matter"})
LEADING = ((RoleKind.BUILDING_LEADER,), (RoleKind.COMMITTEE,), (RoleKind.OPERATOR,))
"""Who runs a matter of some homes: the first rank that somebody holds."""


@act
async def start_matter(
    transaction: Transaction,
    *,
    actor: Actor,
    place: Place,
    proposal: Proposal,
    touched: Collection[Touch],
    draft_id: int | None = None,
    source: str,
    at: datetime,
) -> Outcome:
    """发起楼栋小事: the homes it concerns are asked; what is the owners' to decide is refused by its item."""
    refusal = permit(actor, Act.RUN_MATTER, place) or small_refusal(touched) or proposal_refusal(proposal)
    refusal = refusal or await _elsewhere(transaction, place, proposal)
    if refusal is not None:
        return refusal
    assert actor.person_id is not None, "permitted above"
    number = await transaction.deliberation.start(place, SMALL, proposal, by=actor.person_id, at=at)
    if draft_id is not None:
        await transaction.drafts.remove(draft_id)
    matter = await _whole(transaction, number)
    over = ends(SMALL, Dossier(matter.stage, at), transaction.zone)
    assert over is not None, "the neighbours have their time"
    groups = await open_groups(transaction, place)
    await apply(transaction, effects.started(matter, await facts_of(transaction, matter), over, groups), at=at)
    return Done({"matter_id": number, "number": matter.number})


async def _elsewhere(transaction: Transaction, place: Place, proposal: Proposal) -> Refusal | None:
    """Homes are asked where their leader serves."""
    assert place.compound_id is not None, "permitted above"
    units = {unit.id: unit for unit in await transaction.units.of_compound(place.compound_id)}
    inside = all(home in units and place.covers(units[home].place) for home in proposal.homes.ids)
    return None if inside else Refusal(Reason.INVALID, {"what": "matter_homes_elsewhere"})


@act
async def pass_time(transaction: Transaction, *, subject: str, due: datetime, source: str, at: datetime) -> Outcome:
    """到时间了: a disclosure that has stood its time is followed by itself; of the rest, whoever runs it hears."""
    matter = await transaction.deliberation.lock(_number(subject))
    if matter is None or matter.over or Need.TIME not in matter.procedure.step(matter.stage).needs:
        return Done({"passed": False})
    if not matter.procedure.step(matter.stage).by_itself:
        chats = await leaders(transaction, matter, at)
        await apply(transaction, effects.time_over(matter, await facts_of(transaction, matter), chats), at=at)
        return Done({"passed": False})
    refusal = await move(transaction, matter, await dossier_of(transaction, matter), due, at)
    return Done({"passed": refusal is None})


@act
async def settle_matter(transaction: Transaction, *, subject: str, due: datetime, source: str, at: datetime) -> Outcome:
    """表决有了结果: carried, it is disclosed; not carried, it ends here, and everybody reads why."""
    matter = await transaction.deliberation.lock(_number(subject))
    if matter is None or matter.stage is not Stage.VOTING or matter.vote_id is None:
        return Done({"settled": False})
    vote = await transaction.voting.find(matter.vote_id)
    assert vote is not None, "it decides the matter"
    if vote.state is VoteState.CANCELLED:
        await transaction.deliberation.enter(matter.id, Stage.SOLICITING, matter.started_at, vote_id=None)
        await _redraw(transaction, matter.id, at)
        return Done({"settled": False})
    assert vote.decisive is not None, "it is published"
    figures = {"findings": list(vote.decisive["findings"]), "passed": vote.carried}
    await transaction.deliberation.write(matter.id, figures=figures)
    dossier = await dossier_of(transaction, matter)
    if dossier.carried:
        await move(transaction, matter, dossier, at, at)
    else:
        await _stop(transaction, matter, "", None, at)
    return Done({"settled": True})


@act
async def stop_matter(
    transaction: Transaction,
    *,
    actor: Actor,
    matter_id: int,
    reason: str,
    draft_id: int | None = None,
    source: str,
    at: datetime,
) -> Outcome:
    """终止: with a reason that everybody reads."""
    matter = await led(transaction, actor, matter_id, MatterAct.STOP)
    if isinstance(matter, Refusal):
        return matter
    if (refusal := reason_refusal(reason)) is not None:
        return refusal
    if draft_id is not None:
        await transaction.drafts.remove(draft_id)
    await _stop(transaction, matter, reason, actor.person_id, at)
    return Done({"matter_id": matter_id})


async def _stop(transaction: Transaction, matter: Matter, reason: str, by: int | None, at: datetime) -> None:
    await transaction.deliberation.enter(matter.id, Stage.STOPPED, at, reason=reason)
    matter = await _whole(transaction, matter.id)
    groups, facts = await open_groups(transaction, matter.place), await facts_of(transaction, matter)
    await apply(transaction, effects.stopped(matter, facts, by, groups), at=at)
    await apply(transaction, effects.redrawn(matter, facts, groups, at), at=at)


# What every act on a matter asks


async def led(transaction: Transaction, actor: Actor, matter_id: int, wished: MatterAct) -> Matter | Refusal:
    """The matter, its row ours, for whoever runs it, where its stage lets them."""
    matter = await transaction.deliberation.lock(matter_id)
    if matter is None:
        return NO_MATTER
    refusal = permit(actor, Act.RUN_MATTER, matter.place) or act_refusal(matter.procedure, matter.stage, wished)
    return refusal or matter


async def dossier_of(transaction: Transaction, matter: Matter) -> Dossier:
    """What is on record."""
    vote = None if matter.vote_id is None else await transaction.voting.find(matter.vote_id)
    published = vote is not None and vote.state in (VoteState.PUBLISHED, VoteState.FINAL)
    same = vote is not None and vote.text == matter.text and vote.title == matter.title
    carried = vote is not None and published and same and vote.carried
    proofs = [row for row in await transaction.attachments.of(matter.subject) if row.state == "stored"]
    return Dossier(matter.stage, matter.since, carried=carried, proofs=len(proofs))


async def move(
    transaction: Transaction, matter: Matter, dossier: Dossier, since: datetime, at: datetime, **values: Any
) -> Refusal | None:
    """The next stage begins, counted from `since`; or which record is missing."""
    stage = advance(matter.procedure, dossier, at=since, zone=transaction.zone)
    if isinstance(stage, Refusal):
        return stage
    await transaction.deliberation.enter(matter.id, stage, since, **values)
    matter = await _whole(transaction, matter.id)
    over = ends(matter.procedure, Dossier(stage, since), transaction.zone)
    await apply(transaction, effects.entered(matter, stage, over, {}), at=at)
    if stage is Stage.DOING:
        chats = await leaders(transaction, matter, at)
        await apply(transaction, effects.time_over(matter, await facts_of(transaction, matter), chats), at=at)
    await _redraw(transaction, matter.id, at)
    return None


async def _redraw(transaction: Transaction, number: int, at: datetime) -> None:
    matter = await _whole(transaction, number)
    groups, facts = await open_groups(transaction, matter.place), await facts_of(transaction, matter)
    await apply(transaction, effects.redrawn(matter, facts, groups, at), at=at)


async def facts_of(transaction: Transaction, matter: Matter) -> dict[str, Any]:
    """What its card and its notices say."""
    said = heard(await transaction.deliberation.opinions(matter.id, None))
    over = ends(matter.procedure, Dossier(matter.stage, matter.since), transaction.zone)
    return effects.matter_facts(matter, said, over)


async def leaders(transaction: Transaction, matter: Matter, at: datetime) -> list[int]:
    """Private chats of whoever runs it."""
    return [chat.id for chat in await first_chats(transaction, matter.place, at, LEADING)]


async def _whole(transaction: Transaction, number: int) -> Matter:
    matter = await transaction.deliberation.find(number)
    assert matter is not None, "its row is there"
    return matter


def _number(subject: str) -> int:
    return int(subject.rpartition(":")[2])
