"""Pages of formal votes (表决页): what one person may see of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from domain.outcomes import Reason, Refusal
from domain.permissions import Act, appointing, permit, places
from domain.registry import Actor, Place, RoleKind
from domain.vote_reminders import reminding
from domain.vote_terms import Schedule, meeting_schedule, terms_of, years_around
from domain.voting.constituencies import Constituency, starting_refusal
from domain.voting.counting import counted_marks
from domain.voting.doubts import checker_refusal, look_refusal
from domain.voting.entitlements import VotePage
from domain.voting.marks import Marks
from domain.voting.meetings import Member
from domain.voting.votes import Vote, VoteState
from services.dossiers import objected_in
from services.vote_meetings import attendance
from services.vote_rolls import concerned
from storage.database import Database
from storage.transaction import Transaction
from storage.workdays import work_days

RECENT = 5
"""Votes of a compound on one screen."""

PUBLIC = frozenset({VoteState.PUBLISHED, VoteState.FINAL})
"""States in which anybody may read the result."""


async def vote_page(database: Database, *, actor: Actor, vote_id: int, at: datetime) -> VotePage | None:
    """One vote as this person may see it; None where there is none."""
    async with database.reading() as transaction:
        vote = await transaction.voting.find(vote_id)
        return None if vote is None else await _page(transaction, actor, vote, at)


async def _page(transaction: Transaction, actor: Actor, vote: Vote, at: datetime) -> VotePage:
    assert actor.person_id is not None, "a person asks"
    mine = await transaction.voting.entitlements(vote.id, actor.person_id, at)
    runs = permit(actor, Act.START_VOTE, vote.place) is None
    takes_back = starting_refusal(actor, vote.constituency, vote.place) is None
    stands = await transaction.elections.stands(vote.id, actor.person_id)
    doubt = await transaction.vote_doubts.last(vote.id) if vote.state is VoteState.SEALED else None
    refusal = permit(actor, Act.CONFIRM_VOTE, vote.place)
    confirms = (refusal or checker_refusal(vote, doubt, actor.person_id, stands=stands)) is None
    return VotePage(
        vote,
        tuple([(one, await transaction.ballots.mine(one.head_id, actor.person_id)) for one in mine]),
        together=tuple(await transaction.namings.of_person(vote.id, actor.person_id)),
        renting=not mine and actor.has(RoleKind.TENANT) and not actor.has(RoleKind.OWNER),
        turnout=await transaction.voting.turnout(vote),
        counted=confirms or vote.state in PUBLIC,
        proxies=tuple([one for each in mine if (one := await transaction.vote_proxies.of_head(each.head_id))]),
        papered=frozenset() if vote.in_meeting else frozenset(await transaction.vote_papers.confirmed_heads(vote.id)),
        served=await _served(transaction, vote, [one.head_id for one in mine]),
        may_cancel=takes_back and vote.may_become(VoteState.CANCELLED) and at < vote.opens_at,
        may_confirm=confirms and not (doubt is not None and doubt.open),
        may_look=runs and look_refusal(vote, doubt, actor.person_id, stands=stands) is None,
        doubt=doubt if runs or confirms else None,
        may_ask_somebody=vote.state is VoteState.SEALED
        and not confirms
        and permit(actor, appointing(RoleKind.SCRUTINEER), vote.place) is None,
        may_canvass=_canvasses(actor, vote, at),
        reminding=reminding(vote, at=at, zone=transaction.zone) if runs and _reminds(vote) else None,
        objections=len(await transaction.voting.objections(vote.id)) if runs else None,
        objects_in=await objected_in(transaction, vote),
        records_namings=runs and vote.before_close(at) and vote.constituency is Constituency.OWNERS,
        attendance=await attendance(transaction, vote) if vote.in_meeting and (runs or mine) else None,
        runs=runs,
    )


async def _served(transaction: Transaction, vote: Vote, heads: Sequence[int]) -> frozenset[int]:
    """Deliveries matter only where silence counts."""
    if vote.silence is None or not heads:
        return frozenset()
    return await transaction.vote_deliveries.served_among(vote.id, heads)


def _reminds(vote: Vote) -> bool:
    """In a meeting everybody is there."""
    return vote.state is VoteState.OPEN and not vote.in_meeting


def _canvasses(actor: Actor, vote: Vote, at: datetime) -> bool:
    """Whether they go from door to door for it now, in all of it or in a part."""
    reach = places(actor, Act.CANVASS)
    return (
        vote.at_doors
        and vote.takes_ballots(at)
        and any(place.covers(vote.place) or vote.place.covers(place) for place in reach)
    )


async def voted_how(
    database: Database, *, actor: Actor, vote_id: int, at: datetime
) -> tuple[Vote, tuple[Member, ...], dict[int, Marks]] | Refusal:
    """What each is counted with where votes are by name, once the result is out; for those whose vote it is."""
    async with database.reading() as transaction:
        vote = await transaction.voting.find(vote_id)
        if vote is None or not vote.by_name or vote.state not in PUBLIC:
            return Refusal(Reason.WRONG_STATE, {"what": "vote_names"})
        if not await concerned(transaction, actor, vote, at):
            return Refusal(Reason.NOT_YOURS, {"what": "vote"})
        members, heads = (
            await transaction.vote_meetings.members(vote_id),
            await transaction.vote_meetings.heads(vote_id),
        )
        roll, cast = await transaction.ballots.roll(vote_id), await transaction.ballots.cast(vote_id)
    return vote, members, {heads[key]: marks for key, marks in counted_marks(vote, roll, cast).items()}


async def meeting_refusal(database: Database, *, compound_id: int, meets_at: datetime, at: datetime) -> Refusal | None:
    """Why a meeting cannot be at this moment: before its notice is over."""
    async with database.reading() as transaction:
        profile = await transaction.profiles.of_compound(compound_id)
        calendar = work_days(profile.everyday.holidays.value, years_around(at))
        terms = terms_of(profile, Constituency.REPRESENTATIVES)
        found = meeting_schedule(terms, meets_at, at=at, zone=transaction.zone, work_days=calendar)
    return found if isinstance(found, Refusal) else None


async def assembly_period(
    database: Database, *, compound_id: int, meets_at: datetime, at: datetime
) -> Schedule | Refusal:
    """From when until when homes take part in a residents' meeting of this moment; or why it cannot be then."""
    async with database.reading() as transaction:
        profile = await transaction.profiles.of_compound(compound_id)
        calendar = work_days(profile.everyday.holidays.value, years_around(at))
        terms, days = terms_of(profile, Constituency.RESIDENTS), profile.owners.voting_days_least.value
        return meeting_schedule(terms, meets_at, days, at=at, zone=transaction.zone, work_days=calendar)


async def votes_for(database: Database, *, actor: Actor) -> list[Vote]:
    """Votes where this person lives, owns or serves, latest first; a withdrawn one is for nobody to read any more."""
    compounds = list(dict.fromkeys(role.place.compound_id for role in actor.roles if role.place.compound_id))
    async with database.reading() as transaction:
        found = [vote for number in compounds for vote in (await transaction.voting.of_compound(number))[:RECENT]]
    return [vote for vote in found if vote.state is not VoteState.CANCELLED]


async def vote_places(database: Database, *, actor: Actor) -> list[tuple[Place, str]]:
    """Where this person may start a vote, with the place's name."""
    async with database.reading() as transaction:
        names = await transaction.registry.names()
        every = await transaction.registry.compounds()
    reach = places(actor, Act.START_VOTE)
    found = [Place(one.id) for one in every if any(place.covers(Place(one.id)) for place in reach)]
    found += [place.building for place in reach if place.building_id is not None]
    return [(place, names.of(place)) for place in dict.fromkeys(found)]
