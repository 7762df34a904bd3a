"""Pages of elections (选举页): what one person may read of them, and do there."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from domain.candidacies import near, paper_consent_refusal, withdrawal_refusal
from domain.count_checks import sheet_subject
from domain.election_pages import CandidacyPage, ElectionPage
from domain.election_refusals import appointment_second_refusal, document_mark
from domain.election_terms import deadlines
from domain.elections import (
    CONSTITUENCIES,
    TOGETHER,
    Candidacy,
    CandidacyObjection,
    Election,
    ElectionState,
    Way,
    at_home,
    signer_key,
    signers_wanted,
    standing_faults,
    wants_owners,
)
from domain.permissions import Act, permit, places
from domain.registry import Actor, Place
from domain.vote_terms import needs_paper
from domain.voting.compositions import NominationChannel
from domain.voting.timelines import Milestone
from services.elections import calendar_of, listing_now
from services.elections_voters_pages import voters_seen
from storage.database import Database
from storage.transaction import Transaction

RECENT = 4
"""Elections of a compound on one screen."""


async def elections_for(database: Database, *, actor: Actor) -> list[Election]:
    """Elections where this person lives, owns or serves, latest first; a stopped one is for nobody any more."""
    compounds = list(dict.fromkeys(role.place.compound_id for role in actor.roles if role.place.compound_id))
    async with database.reading() as transaction:
        found = [one for number in compounds for one in await transaction.elections.of_compound(number)]
    return [one for one in found if one.state is not ElectionState.STOPPED][:RECENT]


async def election_places(database: Database, *, actor: Actor) -> list[tuple[int, str]]:
    """Compounds where this person may run an election, by name."""
    reach = places(actor, Act.RUN_ELECTION)
    async with database.reading() as transaction:
        every = await transaction.registry.compounds()
    return [(one.id, one.name) for one in every if any(place.covers(Place(one.id)) for place in reach)]


async def election_page(database: Database, *, actor: Actor, election_id: int, at: datetime) -> ElectionPage | None:
    """One election as this person may see it; None where there is none, and to strangers."""
    async with database.reading() as transaction:
        election = await transaction.elections.find(election_id)
        if election is None or not near(actor, election.place):
            return None
        return await _page(transaction, actor, election, at)


async def _page(transaction: Transaction, actor: Actor, election: Election, at: datetime) -> ElectionPage:
    zone = transaction.zone
    every = await transaction.elections.candidacies(election.id, zone)
    runs = permit(actor, Act.RUN_ELECTION, election.place) is None
    mine = next((one for one in every if one.person_id is not None and one.person_id == actor.person_id), None)
    channels = set(election.nomination.signers)
    here = at_home(actor, election.place, owner=wants_owners(election)) is not None
    signing = any(
        each in channels and at_home(actor, election.place, owner=wants_owners(election, each)) is not None
        for each in TOGETHER
    )
    objections = await transaction.elections.objections(election.id, zone)
    recorder = None if election.recorded_by is None else await transaction.registry.person(election.recorded_by)
    return ElectionPage(
        election,
        await _shown(transaction, election, every, runs=runs, mine=mine),
        standing=sum(one.running and (one.consents or one.on_paper) for one in every),
        mine=mine,
        runs=runs,
        confirms=election.result is not None and permit(actor, Act.CONFIRM_VOTE, election.place) is None,
        appoints=await _appoints(transaction, actor, election),
        may_stand=here and NominationChannel.SELF in channels and (mine is None or mine.withdrawn),
        may_recommend=signing,
        faults={one.id: standing_faults(election, one, zone) for one in every},
        listing=await listing_now(transaction, election, at) if election.state is ElectionState.NOTICE else None,
        objections=_readable(objections, actor, runs=runs),
        group=tuple(await transaction.elections.group(election.id)),
        deadlines=await _deadlines(transaction, election, at),
        recorder="" if recorder is None else recorder.name,
        on_paper=await _on_paper(transaction, election),
        **await _counting(transaction, actor, election),
        **await voters_seen(transaction, actor, election, runs=runs, at=at),
    )


async def _on_paper(transaction: Transaction, election: Election) -> bool:
    """Whether the phone has no weight in law for it, so that it is cast on paper alone."""
    if election.organ not in CONSTITUENCIES:
        return False
    profile = await transaction.profiles.of_compound(election.place.compound_id)
    return needs_paper(profile, CONSTITUENCIES[election.organ])


async def _appoints(transaction: Transaction, actor: Actor, election: Election) -> bool:
    """Whether an appointment waits for this person: not who recorded it, nobody who stands."""
    if actor.person_id is None or permit(actor, Act.CONFIRM_VOTE, election.place) is not None:
        return False
    if appointment_second_refusal(election, actor.person_id, document_mark(election)) is not None:
        return False
    return not await transaction.elections.stands_in(election, actor.person_id)


async def _counting(transaction: Transaction, actor: Actor, election: Election) -> dict[str, Any]:
    """What somebody who counts the paper sees: nobody who stands in it does."""
    waits = election.way is Way.PAPER and election.state is ElectionState.LISTED
    if not waits or actor.person_id is None or permit(actor, Act.CONFIRM_VOTE, election.place) is not None:
        return {}
    if await transaction.elections.stands_in(election, actor.person_id):
        return {}
    entered = await transaction.elections.sheet(election.id)
    if entered is None or entered.confirmed:
        return {"counts": True}
    files = await transaction.attachments.of(sheet_subject(entered.id))
    return {
        "counts": True,
        "sheet": entered.sheet,
        "sheet_id": entered.id,
        "sheet_is_own": entered.entered_by == actor.person_id,
        "sheet_photo": files[-1].state if files else "",
    }


async def _shown(
    transaction: Transaction, election: Election, every: Sequence[Candidacy], *, runs: bool, mine: Candidacy | None
) -> tuple[Candidacy, ...]:
    """Before the notice only those who run it read names; afterwards everybody reads those on it."""
    if election.state is ElectionState.NOMINATING:
        return tuple(one for one in every if one.running and (runs or one is mine))
    on_it = await transaction.elections.noticed(election.id, transaction.zone)
    return tuple(one for one in on_it if one.running)


def _readable(objections: Sequence[CandidacyObjection], actor: Actor, *, runs: bool) -> tuple[CandidacyObjection, ...]:
    return tuple(each for each in objections if runs or each.person_id == actor.person_id)


async def _deadlines(transaction: Transaction, election: Election, at: datetime) -> dict[Milestone, date]:
    if election.settled_at is None:
        return {}
    day = election.settled_at.astimezone(transaction.zone).date()
    return deadlines(election.terms, day, await calendar_of(transaction, election.place, at))


async def candidacy_page(database: Database, *, actor: Actor, candidacy_id: int, at: datetime) -> CandidacyPage | None:
    """One candidacy: before the notice whoever has the way to it and lives, owns or serves there may read it."""
    async with database.reading() as transaction:
        number = await transaction.elections.election_of(candidacy_id)
        election = None if number is None else await transaction.elections.find(number)
        if election is None:
            return None
        every = await transaction.elections.candidacies(election.id, transaction.zone)
        one = next(each for each in every if each.id == candidacy_id)
        return await _candidacy(transaction, actor, election, one, at) if near(actor, election.place) else None


async def _candidacy(
    transaction: Transaction, actor: Actor, election: Election, one: Candidacy, at: datetime
) -> CandidacyPage:
    own = one.person_id is not None and one.person_id == actor.person_id
    nominating = election.state is ElectionState.NOMINATING and one.running
    together = one.candidate.channel in TOGETHER
    owner = wants_owners(election, one.candidate.channel)
    runs = permit(actor, Act.RUN_ELECTION, election.place) is None
    seen = None if one.seen_by is None else await transaction.registry.person(one.seen_by)
    return CandidacyPage(
        election,
        one,
        standing_faults(election, one, transaction.zone),
        signers_wanted(election, one),
        own=own,
        runs=runs,
        may_sign=nominating and together and not own and _unsigned(actor, election, one, owner=owner),
        may_consent=nominating and one.person_id is None and not one.on_paper,
        may_withdraw=runs and one.person_id is None and one.running and withdrawal_refusal(election) is None,
        may_note=runs and paper_consent_refusal(election, one) is None,
        seen_by="" if seen is None else seen.name,
        may_object=election.state is ElectionState.NOTICE and not own and at < (election.notice_until or at),
    )


def _unsigned(actor: Actor, election: Election, one: Candidacy, *, owner: bool) -> bool:
    """Whether they live or own there, and their home has not signed with others yet."""
    home = at_home(actor, election.place, owner=owner)
    assert actor.person_id is not None, "a person asks"
    return home is not None and signer_key(home, actor.person_id) not in one.signers
