"""Matters (议题): proposed to the homes they concern, spoken of, decided, done, shown, and over."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from domain import deliberation_effects as effects
from domain import deliberation_residents_effects as residents_effects
from domain.deliberation import rating_effects
from domain.deliberation.cautions import named, needs_application, unchecked
from domain.deliberation.classification import Touch, small_refusal
from domain.deliberation.consultation_effects import consultation_begun
from domain.deliberation.matters import (
    Matter,
    Proposal,
    deciding_vote,
    proposal_refusal,
)
from domain.deliberation.news import NewsKind
from domain.deliberation.opinions import heard
from domain.deliberation.origins import NOWHERE, Origin
from domain.deliberation.procedures import SMALL
from domain.deliberation.ratings import rating_count, unresolved
from domain.deliberation.stages import Dossier, Need, Stage, advance, ends
from domain.deliberation_move_effects import announced
from domain.deliberation_waits import Waits, settled
from domain.outcomes import Done, Outcome, Reason, Refusal
from domain.permissions import Act, permit
from domain.registry import Actor, Place, RoleKind
from domain.voting.votes import VoteState
from services.acts import act
from services.askings import undo_askings
from services.doorless import ask_for_doors
from services.dossiers import (
    application_to,
    by_name_alone,
    calendar_of,
    dossier_of,
    guess_of,
    money_of,
    objecting_to,
    price_of,
    representation_to,
)
from services.matter_news import note_news
from services.origins import came_of, origin_refusal
from services.readers import first_chats, open_chats, open_groups
from storage.effects import apply
from storage.transaction import Transaction

LEADING = ((RoleKind.BUILDING_LEADER,), (RoleKind.COMMITTEE,), (RoleKind.OPERATOR,))
"""Who runs a matter of some homes: the first rank that somebody holds."""

PRICED = frozenset({Stage.ANNOUNCING, Stage.OWNERS, Stage.DISCLOSING})
"""Where what is to be decided, or was, is told together with its price."""

BESIDES = {Stage.OWNERS: "owners", Stage.RESIDENTS: "residents"}
"""Whose figures stand beside those of the representatives."""


@act
async def start_matter(
    transaction: Transaction,
    *,
    actor: Actor,
    place: Place,
    proposal: Proposal,
    touched: Collection[Touch],
    origin: Origin = NOWHERE,
    draft_id: int | None = None,
    source: str,
    at: datetime,
) -> Outcome:
    """发起楼栋小事: the homes it concerns are asked; what is the owners' to decide is refused by its item."""
    refusal = permit(actor, Act.RUN_MATTER, place) or small_refusal(touched) or proposal_refusal(proposal)
    refusal = refusal or await _elsewhere(transaction, place, proposal)
    refusal = refusal or await origin_refusal(transaction, actor, origin, place, at)
    if refusal is not None:
        return refusal
    assert actor.person_id is not None, "permitted above"
    number = await transaction.deliberation.start(
        place, SMALL, proposal, terms=proposal.terms, by=actor.person_id, at=at
    )
    await came_of(transaction, actor, origin, number, at)
    await transaction.drafts.remove(draft_id)
    matter = await _whole(transaction, number)
    over = await ending(transaction, matter)
    assert over is not None, "the neighbours have their time"
    groups = await open_groups(transaction, place)
    facts = await facts_of(transaction, matter)
    await apply(transaction, effects.started(matter, facts, over, groups), at=at)
    await ask_for_doors(transaction, matter, facts, at)
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
    if matter is not None and matter.stage is Stage.RESIDENTS and matter.residents_vote_id is None:
        await _tell_leaders(transaction, matter, at)
        await apply(transaction, residents_effects.owed(matter, at), at=at)
    if matter is None or Need.TIME not in matter.procedure.step(matter.stage).needs:
        return Done({"passed": False})
    over = await ending(transaction, matter)
    if over is not None and at < over:  # what its time counts from was lost, or hangs anew
        await apply(transaction, effects.not_over(matter, over), at=at)
        return Done({"passed": False})
    if not matter.procedure.step(matter.stage).by_itself:
        await _tell_leaders(transaction, matter, at)
        return Done({"passed": False})
    if matter.full and await call_up(transaction, matter, at):
        return Done({"passed": False})
    if matter.stage is Stage.RATING and await _rated(transaction, matter, due, at):
        return Done({"passed": True, "again": True})
    refusal = await move(transaction, matter, await dossier_of(transaction, matter), due, at)
    if refusal is not None and refusal.facts["what"] != f"matter_{Need.SETTLED}":  # that is for the neighbours to say
        await _tell_leaders(transaction, matter, at)
    return Done({"passed": refusal is None})


async def _tell_leaders(
    transaction: Transaction, matter: Matter, at: datetime, *, apart: Collection[int | None] = ()
) -> None:
    """Whoever runs it reads what they can do now."""
    chats = await leaders(transaction, matter, at, apart=apart)
    await apply(transaction, effects.time_over(matter, await facts_of(transaction, matter), chats, at), at=at)


async def _rated(transaction: Transaction, matter: Matter, due: datetime, at: datetime) -> bool:
    """评议到时间了: everybody reads what the homes said; whether they want it taken up again, which it is."""
    count = rating_count(await transaction.ratings.given(matter.id, matter.since), len(matter.homes.ids))
    groups, chats = await open_groups(transaction, matter.place), await leaders(transaction, matter, at)
    await apply(transaction, rating_effects.rating_over(matter, count, groups, chats), at=at)
    if not unresolved(count):
        return False
    await transaction.deliberation.enter(matter.id, Stage.DOING, due)
    await begin_stage(transaction, matter.id, at)
    return True


@act
async def settle_matter(transaction: Transaction, *, subject: str, due: datetime, source: str, at: datetime) -> Outcome:
    """表决有了结果: carried, it goes on; not carried, it ends here, and everybody reads why.

    What the residents' meeting does not agree to is no resolution; whoever runs the matter chooses how it ends.
    """
    matter = await transaction.deliberation.lock(_number(subject))
    number = None if matter is None else deciding_vote(matter)
    if matter is None or number is None:
        return Done({"settled": False})
    vote = await transaction.voting.find(number)
    assert vote is not None, "it decides the matter"
    if vote.state is VoteState.CANCELLED:
        await _undecided(transaction, matter, at)
        return Done({"settled": False})
    assert vote.decisive is not None, "it is published"
    figures = {"passed": vote.carried, **{name: vote.decisive[name] for name in ("findings", "rejected", "abstained")}}
    if matter.stage in (Stage.ANNOUNCING, Stage.RESOLVING):
        figures |= await _few(transaction, matter, at)
    besides = BESIDES.get(matter.stage)
    await transaction.deliberation.write(
        matter.id, figures={**(matter.figures or {}), besides: figures} if besides else figures
    )
    dossier = await dossier_of(transaction, matter)
    if dossier.held:
        await move(transaction, matter, dossier, at, at)
    elif matter.stage is Stage.RESIDENTS:
        await _fall(transaction, matter.id, at)
    else:
        await stop(transaction, matter, "", None, at)
    return Done({"settled": True})


async def _few(transaction: Transaction, matter: Matter, at: datetime) -> dict[str, Any]:
    """Beside what representatives decided, that there are too few of them, where it is so."""
    found = await representation_to(transaction, matter, at, await by_name_alone(transaction, matter))
    return {"few": found.record} if found.few else {}


async def _fall(transaction: Transaction, number: int, at: datetime) -> None:
    """居民会议没有通过: nothing of the resolution is done; the committee writes it anew, or stops."""
    matter = await _whole(transaction, number)
    groups, facts = await open_groups(transaction, matter.place), await facts_of(transaction, matter)
    objectors = await open_chats(transaction, await transaction.matter_objections.people(matter))
    told = residents_effects.fallen(matter, facts, groups, [chat.id for chat in objectors])
    asked = residents_effects.fallen_to_lead(matter, facts, await leaders(transaction, matter, at), at)
    await apply(transaction, [*told, *asked], at=at)
    await redraw(transaction, number, at)


async def _undecided(transaction: Transaction, matter: Matter, at: datetime) -> None:
    """The vote was withdrawn: the matter stands where it can be put to the vote again."""
    match matter.stage:
        case Stage.OWNERS:
            await transaction.deliberation.write(matter.id, owners_vote_id=None)
        case Stage.RESIDENTS:
            await transaction.deliberation.write(matter.id, residents_vote_id=None)
            await apply(transaction, residents_effects.owed(matter, at), at=at)
        case Stage.VOTING:
            await transaction.deliberation.enter(matter.id, Stage.SOLICITING, matter.started_at, vote_id=None)
        case _:
            await undo_askings(transaction, matter, None, at, Waits.STOP)
            since = at if matter.stage is Stage.RESOLVING else matter.since
            await transaction.deliberation.enter(matter.id, Stage.ANNOUNCING, since, vote_id=None)
    await redraw(transaction, matter.id, at)


async def stop(transaction: Transaction, matter: Matter, reason: str, by: int | None, at: datetime) -> None:
    """It goes no further, and everybody reads why."""
    for what in Waits:
        await apply(transaction, settled(matter, what), at=at)
    await transaction.matter_doubts.drop(matter.id)
    await transaction.deliberation.enter(matter.id, Stage.STOPPED, at, reason=reason)
    matter = await _whole(transaction, matter.id)
    groups, facts = await open_groups(transaction, matter.place), await facts_of(transaction, matter)
    await apply(transaction, effects.stopped(matter, facts, by, groups), at=at)
    await note_news(transaction, matter, NewsKind.STAGE, {"stage": matter.stage.value}, at)
    await apply(transaction, effects.redrawn(matter, facts, groups, at), at=at)


# What every act on a matter asks


async def move(
    transaction: Transaction, matter: Matter, dossier: Dossier, since: datetime, at: datetime, **values: Any
) -> Refusal | None:
    """The next stage begins as of `since`, time that people have in it when they hear; or which record is missing."""
    calendar = await calendar_of(transaction, matter.place.compound_id, at)
    stage = advance(matter.procedure, dossier, at=since, calendar=calendar)
    if isinstance(stage, Refusal):
        return stage
    await undo_askings(transaction, matter, None, at, Waits.STOP, Waits.REVISE)
    begins = at if matter.procedure.step(stage).counts_from_hearing else since
    await transaction.deliberation.enter(matter.id, stage, begins, **values)
    await begin_stage(transaction, matter.id, at)
    return None


async def begin_stage(transaction: Transaction, number: int, at: datetime, *, anew_by: int | None = None) -> None:
    """A stage has begun: it is kept, who has to know is told, the card says so.

    `anew_by`: who made it begin anew with another text; they know, and its followers have heard of the step.
    """
    matter = await _whole(transaction, number)
    ends_at = await ending(transaction, matter)
    await apply(transaction, effects.entered(matter, matter.stage, ends_at, {}), at=at)
    facts, groups = await facts_of(transaction, matter), await open_groups(transaction, matter.place)
    told = {**facts, **await _money_told(transaction, matter), **await _on_record(transaction, matter)}
    await apply(transaction, announced(matter, told, groups), at=at)
    if anew_by is None:
        await note_news(transaction, matter, NewsKind.STAGE, {"stage": matter.stage.value}, at)
    if matter.stage is Stage.RATING:
        await apply(transaction, rating_effects.rating_asked(matter, transaction.zone), at=at)
    await apply(transaction, consultation_begun(matter, at, transaction.zone), at=at)
    if matter.procedure.step(matter.stage).tells:
        await _tell_leaders(transaction, matter, at, apart=(anew_by,))
    await redraw(transaction, matter.id, at)


async def _on_record(transaction: Transaction, matter: Matter) -> dict[str, Any]:
    """What a notice to everybody says of what is on record, and of what is not."""
    told: dict[str, Any] = {}
    if matter.stage in (Stage.ANNOUNCING, Stage.DISCLOSING) and unchecked(matter):
        told["unchecked"] = True
    if matter.stage is Stage.DISCLOSING:
        kept = await transaction.matter_records.of(matter.id)
        told["named"] = named(matter, [one.need for one in kept if one.round == matter.round])
    if needs_application(matter):
        application = await application_to(transaction, matter)
        told["application"] = None if application is None else application.record
    return told


async def _money_told(transaction: Transaction, matter: Matter) -> dict[str, Any]:
    """What it is to cost, of an urgent repair what it is guessed to; once that is disclosed, what it cost."""
    if matter.stage in PRICED:
        price = await price_of(transaction, matter)
        return {} if price is None else {"price": price}
    if matter.stage is Stage.DOING:
        guess = await guess_of(transaction, matter)
        return {} if guess is None else {"guess": guess}
    money = await money_of(transaction, matter) if matter.stage is Stage.REPORTING else None
    return {} if money is None else {"money": money}


async def call_up(transaction: Transaction, matter: Matter, at: datetime) -> bool:
    """提请居民会议: once in a round; what that has agreed to is not carried up again."""
    found = await objecting_to(transaction, matter, at)
    if matter.stage is not Stage.DISCLOSING or matter.called_up is not None or not found.calls:
        return False
    await undo_askings(transaction, matter, None, at, Waits.REVISE)
    await transaction.deliberation.enter(matter.id, Stage.RESIDENTS, at, called_up=found.record)
    now = await _whole(transaction, matter.id)
    objectors = [chat.id for chat in await open_chats(transaction, await transaction.matter_objections.people(now))]
    told = residents_effects.called_up(now, await facts_of(transaction, now), found, objectors)
    await apply(transaction, told, at=at)
    await begin_stage(transaction, matter.id, at)
    return True


async def pass_on(transaction: Transaction, matter: Matter, at: datetime) -> None:
    """A step that goes on by itself does so with the last record that it waited for."""
    if matter.procedure.step(matter.stage).by_itself:
        await move(transaction, matter, await dossier_of(transaction, matter), at, at)


async def redraw(transaction: Transaction, number: int, at: datetime) -> None:
    """The card says how far it is now."""
    matter = await _whole(transaction, number)
    groups, facts = await open_groups(transaction, matter.place), await facts_of(transaction, matter)
    await apply(transaction, effects.redrawn(matter, facts, groups, at), at=at)


async def facts_of(transaction: Transaction, matter: Matter) -> dict[str, Any]:
    """What its card and its notices say."""
    said = heard(await transaction.deliberation.opinions(matter.id, None))
    return effects.matter_facts(matter, said, await ending(transaction, matter))


async def ending(transaction: Transaction, matter: Matter) -> datetime | None:
    """When the time of its stage is over, as far as that is known."""
    calendar = await calendar_of(transaction, matter.place.compound_id, matter.since)
    return ends(matter.procedure, await dossier_of(transaction, matter), calendar)


async def leaders(
    transaction: Transaction, matter: Matter, at: datetime, *, apart: Collection[int | None] = ()
) -> list[int]:
    """Private chats of whoever runs it, but these."""
    ranks = LEADING if matter.place.building_id is not None else LEADING[1:]
    return [chat.id for chat in await first_chats(transaction, matter.place, at, ranks, apart=apart)]


async def _whole(transaction: Transaction, number: int) -> Matter:
    matter = await transaction.deliberation.find(number)
    assert matter is not None, "its row is there"
    return matter


def _number(subject: str) -> int:
    return int(subject.rpartition(":")[2])
