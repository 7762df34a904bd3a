"""Formal votes (表决): posted with their roll, opened, counted, confirmed by a second person, final."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from domain.deliberation.stages import MatterAct
from domain.deliberation_effects import voted_on
from domain.effects import Effect, Record
from domain.election_effects import voted
from domain.outcomes import Done, Outcome, Reason, Refusal
from domain.permissions import Act, permit
from domain.profiles import Profile
from domain.registry import Actor, Place
from domain.vote_backgrounds import ALONE
from domain.vote_doubt_effects import still_doubted
from domain.vote_effects import asked, called, called_off, cancelled, objected, opened, posted, published, shown
from domain.vote_meeting_effects import convened
from domain.vote_reminders import planned
from domain.vote_terms import (
    Agreed,
    Schedule,
    check_days,
    dismissal_ends,
    meeting_schedule,
    objections_until,
    paper_terms,
    schedule,
    silence_terms,
    terms_of,
    years_around,
)
from domain.voting.constituencies import MEETS, MEMBERS, Constituency, starting_refusal
from domain.voting.doubts import check_refusal
from domain.voting.votes import Motion, Vote, VoteState, check_motion, objection_refusal
from domain.workdays import WorkDays
from services.acts import act
from services.dossiers import objected_in
from services.readers import open_groups, staff_chats
from services.vote_counting import confirmers, lookers, note_disowned, seal
from services.vote_rolls import concerned, freeze_roll
from storage.effects import apply
from storage.transaction import Transaction
from storage.workdays import work_days


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
    outcome = await put(transaction, actor, place, motion, background=ALONE, at=at)
    if isinstance(outcome, Done) and draft_id is not None:
        await transaction.drafts.remove(draft_id)
    return outcome


async def put(
    transaction: Transaction,
    actor: Actor,
    place: Place,
    motion: Motion,
    *,
    agreed: Agreed | None = None,
    background: Mapping[str, Any] | None = None,
    at: datetime,
) -> Outcome:
    """The vote with its roll, posted to the groups; `agreed`: a procedure's own days instead of the profile's.

    `background`: the terms that say which matter it decides, or that it decides none.
    """
    profile = await transaction.profiles.of_compound(place.compound_id)
    refusal = starting_refusal(actor, motion.constituency, place) or check_motion(motion, place)
    refusal = refusal or (None if agreed else _check_days(profile, motion))
    if refusal is not None:
        return refusal
    terms = {**terms_of(profile, motion.constituency), **paper_terms(motion)}
    terms |= {**_scope(motion), **silence_terms(profile, motion)}
    terms |= {**(agreed.terms if agreed else {}), **(background or {})}
    frozen = await freeze_roll(transaction, place, motion, parking=terms["parking"], at=at)
    if isinstance(frozen, Refusal):
        return frozen
    calendar = work_days(profile.everyday.holidays.value, years_around(at))
    period = agreed.period if agreed else _period(transaction, motion, terms, calendar, at)
    if isinstance(period, Refusal):
        return period
    number = await transaction.voting.start(
        place, motion, frozen, terms=terms, started_by=actor.person_id, posted_at=at, **asdict(period)
    )
    vote = await _whole(transaction, number)
    told = posted(vote, await open_groups(transaction, place))
    await apply(transaction, [*told, *called(vote, await _members(transaction, vote, at))], at=at)
    return Done({"vote_id": number, "number": vote.number})


async def _members(transaction: Transaction, vote: Vote, at: datetime) -> list[int]:
    """Private chats of those who vote by the office they hold."""
    return (
        [chat for _, chat in await transaction.vote_doors.silent(vote.id, at)] if vote.constituency in MEMBERS else []
    )


def _check_days(profile: Profile, motion: Motion) -> Refusal | None:
    return None if motion.constituency is Constituency.REPRESENTATIVES else check_days(profile, motion.days)


def _scope(motion: Motion) -> dict[str, Any]:
    """Which homes, and what says that these decide: frozen beside the rule."""
    scope = motion.scope
    return {} if scope is None else {"scope": {"words": scope.words, "source": scope.source}}


def _period(
    transaction: Transaction, motion: Motion, terms: Mapping[str, Any], calendar: WorkDays, at: datetime
) -> Schedule | Refusal:
    zone = transaction.zone
    if motion.constituency in MEETS:
        assert motion.meets_at is not None, "checked before"
        return meeting_schedule(terms, motion.meets_at, motion.days, at=at, zone=zone, work_days=calendar)
    return schedule(terms, motion.days, at=at, zone=zone, work_days=calendar)


@act
async def cancel_vote(transaction: Transaction, *, actor: Actor, vote_id: int, source: str, at: datetime) -> Outcome:
    """撤回表决, before it opens; the journal keeps that it was posted."""
    vote = await transaction.voting.lock(vote_id)
    if vote is None:
        return Refusal(Reason.NOT_FOUND, {"what": "vote"})
    if (refusal := starting_refusal(actor, vote.constituency, vote.place)) is not None:
        return refusal
    if not vote.may_become(VoteState.CANCELLED) or at >= vote.opens_at:
        return Refusal(Reason.WRONG_STATE, {"what": "vote_opened"})
    assert actor.person_id is not None, "permitted above"
    await transaction.voting.turn(vote_id, VoteState.CANCELLED)
    told = cancelled(vote, actor.person_id, await open_groups(transaction, vote.place))
    told += called_off(vote, await _members(transaction, vote, at))
    await apply(transaction, [*told, *await _followed(transaction, vote, at)], at=at)
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
    if not await concerned(transaction, actor, vote, at):
        return Refusal(Reason.NOT_YOURS, {"what": "vote"})
    if await objected_in(transaction, vote) is not None:
        return Refusal(Reason.WRONG_STATE, {"what": "vote_objected_in_matter"})
    assert actor.person_id is not None, "concerned above"
    number = await transaction.voting.object(vote, by=actor.person_id, words=words, at=at)
    await transaction.drafts.remove(draft_id)
    person = await transaction.registry.person(actor.person_id)
    chats = [chat.id for chat in await staff_chats(transaction, vote.place, at)]
    await apply(transaction, objected(vote, number, "" if person is None else person.name, words, chats), at=at)
    return Done({"vote_id": vote_id})


@act
async def open_vote(transaction: Transaction, *, subject: str, due: datetime, source: str, at: datetime) -> Outcome:
    """开始表决; of a meeting: people can sign in, who chairs puts it to the vote."""
    vote = await transaction.voting.lock(_number(subject))
    if vote is None or not vote.may_become(VoteState.OPEN):
        return Done({"opened": False})
    if vote.in_meeting:
        present, _ = await transaction.voting.turnout(vote)
        await apply(transaction, convened(vote, present, await open_groups(transaction, vote.place)), at=at)
        return Done({"opened": False})
    await transaction.voting.turn(vote.id, VoteState.OPEN)
    effects = [*opened(vote, await open_groups(transaction, vote.place)), *planned(vote, at=at, zone=transaction.zone)]
    await apply(transaction, effects, at=at)
    return Done({"opened": True})


@act
async def show_turnout(transaction: Transaction, *, subject: str, due: datetime, source: str, at: datetime) -> Outcome:
    """更新参与情况: the card in the group says how many have taken part."""
    vote = await transaction.voting.find(_number(subject))
    if vote is None or not vote.uncounted:
        return Done({"shown": False})
    turnout = await transaction.voting.turnout(vote)
    await apply(transaction, shown(vote, turnout, await open_groups(transaction, vote.place), at), at=at)
    return Done({"shown": True})


@act
async def seal_vote(transaction: Transaction, *, subject: str, due: datetime, source: str, at: datetime) -> Outcome:
    """截止计票: what was cast before the close is counted once, on the frozen roll; nobody reads it yet."""
    vote = await transaction.voting.lock(_number(subject))
    if vote is None or not vote.may_become(VoteState.SEALED):
        return Done({"sealed": False})
    await seal(transaction, vote, at)
    return Done({"sealed": True})


@act
async def chase_confirmation(
    transaction: Transaction, *, subject: str, due: datetime, source: str, at: datetime
) -> Outcome:
    """催核对: a result that nobody has confirmed is asked after every day; one that is doubted, whoever is to look."""
    vote = await transaction.voting.find(_number(subject))
    if vote is None or vote.state is not VoteState.SEALED:
        return Done({"asked": 0})
    doubt = await transaction.vote_doubts.last(vote.id)
    if doubt is not None and doubt.open:
        chats = await lookers(transaction, vote, doubt, at)
        await apply(transaction, still_doubted(vote, doubt, chats, at), at=at)
    else:
        chats = await confirmers(transaction, vote, at)
        await apply(transaction, asked(vote, chats, at), at=at)
    return Done({"asked": len(chats)})


@act
async def confirm_result(transaction: Transaction, *, actor: Actor, vote_id: int, source: str, at: datetime) -> Outcome:
    """核对并公布结果: by somebody else than who started the vote."""
    vote = await transaction.voting.lock(vote_id)
    if vote is None:
        return Refusal(Reason.NOT_FOUND, {"what": "vote"})
    if (refusal := permit(actor, Act.CONFIRM_VOTE, vote.place)) is not None:
        return refusal
    assert actor.person_id is not None, "permitted above"
    doubt = await transaction.vote_doubts.last(vote_id)
    stands = await transaction.elections.stands(vote_id, actor.person_id)
    if (refusal := check_refusal(vote, doubt, actor.person_id, stands=stands)) is not None:
        return refusal
    calendar = await _calendar(transaction, vote, at)
    until = objections_until(vote.terms, at=at, zone=transaction.zone, work_days=calendar)
    await transaction.voting.publish(vote_id, by=actor.person_id, until=until)
    await note_disowned(transaction, vote)
    vote = await _whole(transaction, vote_id)
    ends = dismissal_ends(vote, at=at, zone=transaction.zone, work_days=calendar)
    groups, there = await open_groups(transaction, vote.place), await _disclosed_next(transaction, vote)
    told = published(vote, groups, dismissal_ends=ends, disclosed_next=there)
    await apply(transaction, [*told, *await _followed(transaction, vote, at)], at=at)
    return Done({"vote_id": vote_id})


@act
async def finish_vote(transaction: Transaction, *, subject: str, due: datetime, source: str, at: datetime) -> Outcome:
    """结果生效: the time for objections is over."""
    vote = await transaction.voting.lock(_number(subject))
    if vote is None or not vote.may_become(VoteState.FINAL) or vote.overtaken_at is not None:
        return Done({"final": False})
    await transaction.voting.turn(vote.id, VoteState.FINAL)
    await apply(transaction, [Record(vote.subject, "final")], at=at)
    return Done({"final": True})


async def _disclosed_next(transaction: Transaction, vote: Vote) -> bool:
    """Whether a matter's resolution is disclosed next, where it is objected to."""
    matter = await transaction.deliberation.of_vote(vote.id)
    if matter is None or not vote.carried or matter.over:
        return False
    return MatterAct.OBJECT in matter.procedure.step(matter.procedure.after(matter.stage)).acts


async def _followed(transaction: Transaction, vote: Vote, at: datetime) -> list[Effect]:
    """An election or a matter that hangs on this vote goes on by itself."""
    election = await transaction.elections.of_vote(vote.id)
    matter = await transaction.deliberation.of_vote(vote.id)
    return [*(voted(election, at) if election else ()), *(voted_on(matter, at) if matter else ())]


async def _calendar(transaction: Transaction, vote: Vote, at: datetime) -> WorkDays:
    profile = await transaction.profiles.of_compound(vote.place.compound_id)
    return work_days(profile.everyday.holidays.value, years_around(at))


async def _whole(transaction: Transaction, number: int) -> Vote:
    vote = await transaction.voting.find(number)
    assert vote is not None, "its row is there"
    return vote


def _number(subject: str) -> int:
    return int(subject.rpartition(":")[2])
