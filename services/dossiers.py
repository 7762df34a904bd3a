"""What is on record of a matter (案卷): of every need of its stage, whether it is held; and its calendar."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Mapping
from datetime import datetime
from typing import Any

from domain.deliberation.consultations import consulted
from domain.deliberation.matters import Matter
from domain.deliberation.objections import Objecting, objecting, unanswered
from domain.deliberation.record_details import Application
from domain.deliberation.records import FORMS, MatterRecord
from domain.deliberation.representation import Representation
from domain.deliberation.stages import Calendar, Dossier, MatterAct, Need, Stage, act_refusal
from domain.deliberation.tasks import TaskPhoto, TaskState, above_guess, why_more
from domain.outcomes import Reason, Refusal
from domain.permissions import permit
from domain.registry import Actor, RoleKind
from domain.vote_terms import years_around
from domain.voting.votes import Vote, VoteState
from storage.transaction import Transaction
from storage.workdays import work_days

Evidence = Callable[[Transaction, Matter], Awaitable[bool]]


NO_MATTER = Refusal(Reason.NOT_FOUND, {"what": "matter"})


async def led(transaction: Transaction, actor: Actor, matter_id: int, wished: MatterAct) -> Matter | Refusal:
    """The matter, its row ours, for whoever runs it, where its stage lets them."""
    matter = await transaction.deliberation.lock(matter_id)
    if matter is None:
        return NO_MATTER
    refusal = permit(actor, matter.procedure.run_by, matter.place)
    return refusal or act_refusal(matter.procedure, matter.stage, wished) or matter


async def calendar_of(transaction: Transaction, compound_id: int | None, at: datetime) -> Calendar:
    """The days of a compound."""
    profile = await transaction.profiles.of_compound(compound_id)
    return Calendar(transaction.zone, work_days(profile.everyday.holidays.value, years_around(at)))


async def budget_of(transaction: Transaction, matter: Matter) -> int:
    """The budget of the text that holds, in 分."""
    price = await price_of(transaction, matter)
    return 0 if price is None else int(price["budget"])


async def price_of(transaction: Transaction, matter: Matter) -> dict[str, Any] | None:
    """多少钱、从哪里出: the budget that is decided with the text, in 分, in whose words, and from where it is paid."""
    found = await transaction.matter_records.noted(matter, Need.BUDGET, Stage.PROPOSING)
    if not found:
        return None
    source = {} if (funding := found[-1].funding) is None else funding.record
    return {"budget": found[-1].amount or 0, "words": found[-1].words, **source}


async def guess_of(transaction: Transaction, matter: Matter) -> int | None:
    """报修时估计多少, in 分; None where nothing is guessed, because a budget is decided."""
    found = await transaction.matter_records.noted(matter, Need.SOURCE, Stage.EXAMINING)
    return (found[-1].amount or 0) if found else None


async def money_of(transaction: Transaction, matter: Matter) -> dict[str, Any] | None:
    """花了多少, and of which budget, in 分; 0 where none was decided; None before the accounts are on record.

    Of an urgent repair, what was guessed when it was raised; where it came to much more, in whose words why.
    """
    accounts = await transaction.matter_records.noted(matter, Need.ACCOUNTS, Stage.DOING)
    if not accounts:
        return None
    spent, guess = accounts[-1].amount or 0, await guess_of(transaction, matter)
    money: dict[str, Any] = {"spent": spent, "budget": await budget_of(transaction, matter)}
    if guess is not None:
        money |= {"guess": guess, "why": why_more(accounts[-1].words) if above_guess(spent, guess) else ""}
    return money


async def dossier_of(transaction: Transaction, matter: Matter) -> Dossier:
    """Everything its stage asks for; time counts from the paper on the wall where the stage asks for that.

    The notice of the residents' meeting counts from the day it is called.
    """
    needs = [need for need in matter.procedure.step(matter.stage).needs if need is not Need.TIME]
    held = frozenset([need for need in needs if await _held(transaction, matter, need)])
    return Dossier(matter.stage, await counts_since(transaction, matter), held)


async def counts_since(transaction: Transaction, matter: Matter) -> datetime | None:
    """What the time of its stage counts from; None while that has not begun."""
    needs = matter.procedure.step(matter.stage).needs
    if Need.RESIDENTS in needs:
        vote = await vote_of(transaction, matter.residents_vote_id)
        return None if vote is None else vote.posted_at
    if Need.PAPER in needs:
        papers = await papers_of(transaction, matter)
        return papers[0].at if papers else None
    return matter.since


async def _held(transaction: Transaction, matter: Matter, need: Need) -> bool:
    return await (_noted(transaction, matter, need) if need in FORMS else EVIDENCE[need](transaction, matter))


async def _noted(transaction: Transaction, matter: Matter, need: Need) -> bool:
    """It is on record, with its photo where it needs one."""
    found = await (
        papers_of(transaction, matter) if need is Need.PAPER else transaction.matter_records.noted(matter, need)
    )
    if not found or (FORMS[need].attendance and (found[-1].attendance is None or not found[-1].attendance.quorate)):
        return False
    return not FORMS[need].photo or await stored_photos(transaction, found[-1].subject) > 0


async def application_to(transaction: Transaction, matter: Matter) -> Application | None:
    """维修资金应急使用的申请: nothing is paid from the fund before there is one, and it is checked."""
    found = await application_record(transaction, matter)
    return None if found is None else found.application


async def application_record(transaction: Transaction, matter: Matter) -> MatterRecord | None:
    """The last application whose receipt is kept."""
    for one in reversed(await applications_of(transaction, matter)):
        if await stored_photos(transaction, one.subject):
            return one
    return None


async def applications_of(transaction: Transaction, matter: Matter) -> list[MatterRecord]:
    """Every application of this round, in the order they came."""
    found = await transaction.matter_records.of(matter.id)
    return [one for one in found if one.round == matter.round and one.application is not None]


async def receipt_comes(transaction: Transaction, record: MatterRecord) -> bool:
    """Whether a photo is still on its way, and none is kept."""
    states = {row.state for row in await transaction.attachments.of(record.subject)}
    return "stored" not in states and "pending" in states


async def papers_of(transaction: Transaction, matter: Matter) -> list[MatterRecord]:
    """Papers on the wall since this stage began: what is disclosed anew hangs anew.

    Of each a photo is kept, or still comes: where it was lost nothing is proved.
    """
    found = await transaction.matter_records.noted(matter, Need.PAPER)
    return [one for one in found if one.at >= matter.since and await _seen(transaction, one.subject)]


async def _seen(transaction: Transaction, subject: str) -> bool:
    return any(row.state != "lost" for row in await transaction.attachments.of(subject))


async def stored_photos(transaction: Transaction, subject: str) -> int:
    """How many photos are kept."""
    return len([row for row in await transaction.attachments.of(subject) if row.state == "stored"])


async def work_photos(transaction: Transaction, matter: Matter) -> list[str]:
    """How far each photo of what was done is; of a matter that is taken up again, those since then."""
    return [row.state for row in await transaction.attachments.of(matter.subject) if row.at >= matter.since]


async def _proven(transaction: Transaction, matter: Matter) -> bool:
    """By photos of the whole, or of each thing that was given out and done: nobody takes them twice."""
    return "stored" in [*await work_photos(transaction, matter), *await _photos_of_tasks(transaction, matter)]


async def _photos_of_tasks(transaction: Transaction, matter: Matter) -> list[str]:
    """How far the photos are of what was done since the work began, or began again."""
    done = [
        task
        for task in await transaction.tasks.of_matter(matter.id, matter.round)
        if task.state is TaskState.DONE and task.at >= matter.since
    ]
    files = [await transaction.attachments.of(task.photos(TaskPhoto.AFTER)) for task in done]
    return [row.state for those in files for row in those]


async def _carried(transaction: Transaction, matter: Matter) -> bool:
    return await _passed(transaction, matter, matter.vote_id)


async def _owners_carried(transaction: Transaction, matter: Matter) -> bool:
    return await _passed(transaction, matter, matter.owners_vote_id)


async def _passed(transaction: Transaction, matter: Matter, vote_id: int | None) -> bool:
    """The vote on these very words is published, and they were carried."""
    vote = await vote_of(transaction, vote_id)
    if vote is None or vote.state not in (VoteState.PUBLISHED, VoteState.FINAL):
        return False
    return vote.carried and (vote.title, vote.text) == (matter.title, matter.text)


async def vote_of(transaction: Transaction, vote_id: int | None) -> Vote | None:
    """A vote on the matter, once it is called."""
    return None if vote_id is None else await transaction.voting.find(vote_id)


async def _residents_carried(transaction: Transaction, matter: Matter) -> bool:
    return await _passed(transaction, matter, matter.residents_vote_id)


async def _called(transaction: Transaction, matter: Matter) -> bool:
    return matter.vote_id is not None


async def _objections_answered(transaction: Transaction, matter: Matter) -> bool:
    """Every objection is answered; so many that the residents' meeting decides have been before it."""
    found = await transaction.matter_objections.of(matter)
    owed = matter.called_up is None and objecting(found, len(matter.homes.ids), 0).by_homes
    return not owed and not unanswered(found)


async def objected_in(transaction: Transaction, vote: Vote) -> int | None:
    """The matter that a published vote decided, while that takes the objections: there is one way to object."""
    matter = await transaction.deliberation.of_vote(vote.id) if vote.state is VoteState.PUBLISHED else None
    return matter.id if matter is not None and MatterAct.OBJECT in matter.procedure.step(matter.stage).acts else None


async def representatives_of(transaction: Transaction, matter: Matter, at: datetime) -> Collection[int]:
    """Who is a representative there on this day."""
    return (await transaction.registry.members(matter.place, RoleKind.REPRESENTATIVE, None, at)).keys()


async def by_name_alone(transaction: Transaction, matter: Matter) -> int:
    """How many representatives its meeting knew by their names alone."""
    met = [] if matter.vote_id is None else await transaction.vote_meetings.members(matter.vote_id)
    return sum(one.person_id is None for one in met)


async def representation_to(transaction: Transaction, matter: Matter, at: datetime, unreached: int) -> Representation:
    """How many representatives there are for the homes it concerns; `unreached`: those without a phone."""
    return Representation(len(await representatives_of(transaction, matter, at)) + unreached, len(matter.homes.ids))


async def objecting_to(transaction: Transaction, matter: Matter, at: datetime) -> Objecting:
    """How many object; representatives whom the meeting knew by name alone are representatives, too."""
    holding = len(await representatives_of(transaction, matter, at))
    by_name = await by_name_alone(transaction, matter)
    return objecting(await transaction.matter_objections.of(matter), len(matter.homes.ids), holding + by_name)


async def _tasks_done(transaction: Transaction, matter: Matter) -> bool:
    return await transaction.tasks.all_done(matter.id, matter.round, matter.since)


async def _units(transaction: Transaction, matter: Matter) -> bool:
    return consulted(await transaction.consultations.of(matter.id, matter.round), matter.version)


async def _asked_enough(transaction: Transaction, matter: Matter) -> bool:
    return await transaction.answers.asked_enough(matter)


async def _all_answered(transaction: Transaction, matter: Matter) -> bool:
    return await transaction.answers.all_answered(matter)


async def _settled(transaction: Transaction, matter: Matter) -> bool:
    """Nobody who said that it was not done is still asked."""
    return not await transaction.matter_doubts.of(matter.id)


EVIDENCE: Mapping[Need, Evidence] = {
    Need.CHANNELS: _asked_enough,
    Need.ANSWERED: _all_answered,
    Need.UNITS: _units,
    Need.CALLED: _called,
    Need.CARRIED: _carried,
    Need.OWNERS_CARRIED: _owners_carried,
    Need.RESIDENTS: _residents_carried,
    Need.OBJECTIONS: _objections_answered,
    Need.TASKS: _tasks_done,
    Need.PROOF: _proven,
    Need.SETTLED: _settled,
}
"""What comes from what people do, rather than from a record."""
