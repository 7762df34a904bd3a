"""Formal votes (表决): posted with their roll, opened, counted, confirmed by a second person, final."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

from domain.effects import Record
from domain.outcomes import Done, Outcome, Reason, Refusal
from domain.permissions import Act, permit
from domain.registry import Actor, Place, RoleKind
from domain.vote_effects import asked, cancelled, objected, opened, posted, published, result_facts, sealed, shown
from domain.vote_paper_effects import papers_lapsed
from domain.vote_reminders import planned
from domain.vote_terms import check_days, dismissal_ends, objections_until, schedule, terms_of, years_around
from domain.voting.counting import count_vote
from domain.voting.papers import PaperState
from domain.voting.votes import Motion, Vote, VoteState, check_motion, confirm_refusal, objection_refusal
from domain.workdays import WorkDays
from services.acts import act
from services.readers import first_chats, staff_chats
from services.vote_rolls import freeze_roll
from storage.effects import apply
from storage.transaction import Transaction
from storage.workdays import work_days

CONFIRMERS = ((RoleKind.SCRUTINEER,), (RoleKind.COMMITTEE,), (RoleKind.OPERATOR,))
"""Who is asked to confirm a result: the first rank that somebody holds."""


@act
async def post_vote(
    transaction: Transaction,
    *,
    actor: Actor,
    place: Place,
    motion: Motion,
    draft_id: int | None = None,
    source: str,
    at: datetime,
) -> Outcome:
    """公示表决: the roll of `place` is frozen and published with the text; voting follows the notice."""
    profile = await transaction.profiles.of_compound(place.compound_id)
    refusal = permit(actor, Act.START_VOTE, place) or check_motion(motion) or check_days(profile, motion.days)
    if refusal is not None:
        return refusal
    terms = terms_of(profile)
    frozen = await freeze_roll(transaction, place, motion.constituency, parking=terms["parking"], at=at)
    if isinstance(frozen, Refusal):
        return frozen
    calendar = work_days(profile.everyday.holidays.value, years_around(at))
    period = schedule(terms, motion.days, at=at, zone=transaction.zone, work_days=calendar)
    number = await transaction.voting.start(
        place, motion, frozen, terms=terms, started_by=actor.person_id, posted_at=at, **asdict(period)
    )
    if draft_id is not None:
        await transaction.drafts.remove(draft_id)
    vote = await _whole(transaction, number)
    await apply(transaction, posted(vote, await _groups(transaction, place)), at=at)
    return Done({"vote_id": number, "number": vote.number})


@act
async def cancel_vote(transaction: Transaction, *, actor: Actor, vote_id: int, source: str, at: datetime) -> Outcome:
    """撤回表决, before it opens; the journal keeps that it was posted."""
    vote = await transaction.voting.lock(vote_id)
    if vote is None:
        return Refusal(Reason.NOT_FOUND, {"what": "vote"})
    if (refusal := permit(actor, Act.START_VOTE, vote.place)) is not None:
        return refusal
    if vote.state is not VoteState.POSTED or at >= vote.opens_at:
        return Refusal(Reason.WRONG_STATE, {"what": "vote_opened"})
    assert actor.person_id is not None, "permitted above"
    await transaction.voting.turn(vote_id, VoteState.CANCELLED)
    await apply(transaction, cancelled(vote, actor.person_id, await _groups(transaction, vote.place)), at=at)
    return Done({"vote_id": vote_id})


@act
async def object_to_vote(
    transaction: Transaction,
    *,
    actor: Actor,
    vote_id: int,
    words: str,
    draft_id: int | None = None,
    source: str,
    at: datetime,
) -> Outcome:
    """提异议: by whoever is on the roll, or lives there; the committee reads it, the journal keeps that it came."""
    vote = await transaction.voting.lock(vote_id)
    if vote is None:
        return Refusal(Reason.NOT_FOUND, {"what": "vote"})
    if (refusal := objection_refusal(vote, words)) is not None:
        return refusal
    if not await _concerned(transaction, actor, vote, at):
        return Refusal(Reason.NOT_YOURS, {"what": "vote"})
    assert actor.person_id is not None, "concerned above"
    number = await transaction.voting.object(vote, by=actor.person_id, words=words, at=at)
    if draft_id is not None:
        await transaction.drafts.remove(draft_id)
    person = await transaction.registry.person(actor.person_id)
    chats = [chat.id for chat in await staff_chats(transaction, vote.place, at)]
    await apply(transaction, objected(vote, number, "" if person is None else person.name, words, chats), at=at)
    return Done({"vote_id": vote_id})


async def _concerned(transaction: Transaction, actor: Actor, vote: Vote, at: datetime) -> bool:
    """Whether somebody lives or serves where the vote is held, or is on its roll."""
    here = any(role.place.covers(vote.place) or vote.place.covers(role.place) for role in actor.roles)
    if here or actor.person_id is None:
        return here
    return bool(await transaction.voting.entitlements(vote.id, actor.person_id, at))


@act
async def open_vote(transaction: Transaction, *, subject: str, due: datetime, source: str, at: datetime) -> Outcome:
    """开始表决."""
    vote = await transaction.voting.lock(_number(subject))
    if vote is None or not vote.may_become(VoteState.OPEN):
        return Done({"opened": False})
    await transaction.voting.turn(vote.id, VoteState.OPEN)
    effects = [*opened(vote, await _groups(transaction, vote.place)), *planned(vote, at=at, zone=transaction.zone)]
    await apply(transaction, effects, at=at)
    return Done({"opened": True})


@act
async def show_turnout(transaction: Transaction, *, subject: str, due: datetime, source: str, at: datetime) -> Outcome:
    """更新参与情况: the card in the group says how many have taken part."""
    vote = await transaction.voting.find(_number(subject))
    if vote is None or vote.state is not VoteState.OPEN:
        return Done({"shown": False})
    turnout = await transaction.voting.turnout(vote.id)
    await apply(transaction, shown(vote, turnout, await _groups(transaction, vote.place), at), at=at)
    return Done({"shown": True})


@act
async def seal_vote(transaction: Transaction, *, subject: str, due: datetime, source: str, at: datetime) -> Outcome:
    """截止计票: what was cast before the close is counted once, on the frozen roll; nobody reads it yet."""
    vote = await transaction.voting.lock(_number(subject))
    if vote is None or not vote.uncounted:
        return Done({"sealed": False})
    roll, cast = await transaction.ballots.roll(vote.id), await transaction.ballots.cast(vote.id)
    result = result_facts(count_vote(vote, roll, cast))
    await transaction.voting.seal(vote.id, result)
    await transaction.vote_doors.erase_notes(vote.id)
    lapsed = await transaction.vote_papers.in_state(vote.id, PaperState.ENTERED)
    effects = sealed(vote, result, await _confirmers(transaction, vote, at), at)
    await apply(transaction, [*papers_lapsed(vote, [paper.serial for paper in lapsed]), *effects], at=at)
    return Done({"sealed": True})


@act
async def chase_confirmation(
    transaction: Transaction, *, subject: str, due: datetime, source: str, at: datetime
) -> Outcome:
    """催核对: a result that nobody has confirmed is asked after every day."""
    vote = await transaction.voting.find(_number(subject))
    if vote is None or vote.state is not VoteState.SEALED:
        return Done({"asked": 0})
    confirmers = await _confirmers(transaction, vote, at)
    await apply(transaction, asked(vote, confirmers, at), at=at)
    return Done({"asked": len(confirmers)})


@act
async def confirm_result(transaction: Transaction, *, actor: Actor, vote_id: int, source: str, at: datetime) -> Outcome:
    """核对并公布结果: by somebody else than who started the vote."""
    vote = await transaction.voting.lock(vote_id)
    if vote is None:
        return Refusal(Reason.NOT_FOUND, {"what": "vote"})
    if (refusal := permit(actor, Act.CONFIRM_VOTE, vote.place)) is not None:
        return refusal
    assert actor.person_id is not None, "permitted above"
    if (refusal := confirm_refusal(vote, actor.person_id)) is not None:
        return refusal
    calendar = await _calendar(transaction, vote, at)
    until = objections_until(vote.terms, at=at, zone=transaction.zone, work_days=calendar)
    await transaction.voting.publish(vote_id, by=actor.person_id, until=until)
    vote = await _whole(transaction, vote_id)
    ends = dismissal_ends(vote, at=at, zone=transaction.zone, work_days=calendar)
    await apply(transaction, published(vote, await _groups(transaction, vote.place), dismissal_ends=ends), at=at)
    return Done({"vote_id": vote_id})


@act
async def finish_vote(transaction: Transaction, *, subject: str, due: datetime, source: str, at: datetime) -> Outcome:
    """结果生效: the time for objections is over."""
    vote = await transaction.voting.lock(_number(subject))
    if vote is None or not vote.may_become(VoteState.FINAL):
        return Done({"final": False})
    await transaction.voting.turn(vote.id, VoteState.FINAL)
    await apply(transaction, [Record(vote.subject, "final")], at=at)
    return Done({"final": True})


async def _confirmers(transaction: Transaction, vote: Vote, at: datetime) -> list[int]:
    """Private chats of those who may confirm; never the one who started the vote."""
    return [chat.id for chat in await first_chats(transaction, vote.place, at, CONFIRMERS, apart=vote.started_by)]


async def _groups(transaction: Transaction, place: Place) -> list[int]:
    """Open groups within the place; where there are none, those around it."""
    assert place.compound_id is not None, "votes are of a compound"
    groups = [chat for chat in await transaction.chats.groups_of(place.compound_id) if chat.state == "open"]
    placed = [(chat.id, chat.place) for chat in groups if chat.place is not None]
    within = [number for number, where in placed if place.covers(where)]
    return within or [number for number, where in placed if where.covers(place)]


async def _calendar(transaction: Transaction, vote: Vote, at: datetime) -> WorkDays:
    profile = await transaction.profiles.of_compound(vote.place.compound_id)
    return work_days(profile.everyday.holidays.value, years_around(at))


async def _whole(transaction: Transaction, number: int) -> Vote:
    vote = await transaction.voting.find(number)
    assert vote is not None, "its row is there"
    return vote


def _number(subject: str) -> int:
    return int(subject.rpartition(":")[2])
