"""Elections (选举): conditions published, candidates' notice, final list, the street office's appointment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from domain.candidacies import few_candidates
from domain.effects import Record
from domain.election_effects import election_opened, listed, notice_over, noticed, reopened, seated
from domain.election_refusals import NO_ELECTION, group_refusal, makeup_refusal
from domain.election_terms import election_terms
from domain.elections import (
    ORGAN_WAYS,
    Candidacy,
    Election,
    ElectionState,
    Listing,
    conditions_refusal,
    listing,
    seats_refusal,
    sound,
)
from domain.moments import write_moment
from domain.offices import Office, Scope, record_body, stream
from domain.outcomes import Done, Outcome, Reason, Refusal
from domain.periods import full_days
from domain.permissions import Act, permit
from domain.registry import Actor, Organ, Place, RoleKind
from domain.vote_terms import years_around
from domain.voting.founding import not_neutral
from domain.voting.nominations import NoticeFault
from domain.voting.timelines import Term
from domain.workdays import WorkDays
from services.acts import act
from services.readers import open_chats, open_groups, staff_chats
from storage.database import Database
from storage.effects import apply
from storage.transaction import Transaction
from storage.workdays import work_days

FINISHED = Refusal(Reason.WRONG_STATE, {"what": "election_finished"})


@act
async def start_election(
    transaction: Transaction,
    *,
    actor: Actor,
    place: Place,
    organ: Organ,
    seats: int,
    conditions: Sequence[str],
    draft_id: int | None = None,
    source: str,
    at: datetime,
) -> Outcome:
    """公布条件: what a candidate must fulfil is published before anybody is nominated."""
    if organ not in ORGAN_WAYS:
        return Refusal(Reason.WRONG_STATE, {"what": "election_organ"})
    terms = election_terms(await transaction.profiles.of_compound(place.compound_id), organ)
    wrong = permit(actor, Act.RUN_ELECTION, place) or seats_refusal(seats, terms) or conditions_refusal(conditions)
    if wrong is not None:
        return wrong
    assert actor.person_id is not None, "permitted above"
    number = await transaction.elections.start(
        place, organ, seats=seats, conditions=list(conditions), terms=terms, started_by=actor.person_id, opened_at=at
    )
    await transaction.drafts.remove(draft_id)
    election = await whole(transaction, number)
    await apply(transaction, election_opened(election, await open_groups(transaction, place)), at=at)
    return Done({"election_id": number})


async def check_seats(database: Database, *, compound_id: int, organ: Organ, seats: int) -> Refusal | None:
    """Why the organ cannot have so many seats here; asked while the number is typed."""
    if organ not in ORGAN_WAYS:
        return Refusal(Reason.WRONG_STATE, {"what": "election_organ"})
    async with database.reading() as transaction:
        profile = await transaction.profiles.of_compound(compound_id)
    return seats_refusal(seats, election_terms(profile, organ))


async def run(
    transaction: Transaction, actor: Actor, election_id: int, *, becomes: ElectionState | None = None
) -> Election | Refusal:
    """The election, its row held, if this person runs it and it may go on to that state."""
    election = await transaction.elections.lock(election_id)
    if election is None:
        return NO_ELECTION
    if (refusal := permit(actor, Act.RUN_ELECTION, election.place)) is not None:
        return refusal
    if not election.open or (becomes is not None and not election.may_become(becomes)):
        return FINISHED
    return election


@act
async def post_candidates(
    transaction: Transaction, *, actor: Actor, election_id: int, source: str, at: datetime
) -> Outcome:
    """公示候选人: those with whom nothing is wrong, for the profile's full days; who would be appointed, as a whole."""
    election = await run(transaction, actor, election_id, becomes=ElectionState.NOTICE)
    if isinstance(election, Refusal):
        return election
    assert actor.person_id is not None, "permitted above"
    found = sound(election, await transaction.elections.candidacies(election_id, transaction.zone), transaction.zone)
    if (refusal := await _notice_refusal(transaction, election, found)) is not None:
        return refusal
    calendar = await calendar_of(transaction, election.place, at)
    today = at.astimezone(transaction.zone).date()
    until = full_days(today, election.terms["candidates_days"], calendar).over(transaction.zone)
    await transaction.elections.write(election_id, state=ElectionState.NOTICE.value, noticed_at=at, notice_until=until)
    await transaction.elections.post([one.id for one in found])
    groups = await open_groups(transaction, election.place)
    posted = replace(election, noticed_at=at, notice_until=until)
    await apply(transaction, noticed(posted, found, actor.person_id, groups), at=at)
    return Done({"election_id": election_id, "n": len(found)})


async def _notice_refusal(transaction: Transaction, election: Election, found: Sequence[Candidacy]) -> Refusal | None:
    """Why these cannot be posted."""
    if not found:
        return Refusal(Reason.WRONG_STATE, {"what": "election_nobody"})
    group = await transaction.elections.group(election.id)
    if both := not_neutral(group, {one.name for one in found}):
        return Refusal(Reason.WRONG_STATE, {"what": "election_not_neutral", "names": list(both)})
    return group_refusal(election) or few_candidates(election, found) or makeup_refusal(election, found)


@act
async def tell_notice_over(
    transaction: Transaction, *, subject: str, due: datetime, source: str, at: datetime
) -> Outcome:
    """公示期满: whoever runs the election hears that the list can be settled."""
    election = await transaction.elections.find(int(subject.rpartition(":")[2]))
    if election is None or election.state is not ElectionState.NOTICE:
        return Done({"told": 0})
    chats = [chat.id for chat in await staff_chats(transaction, election.place, at)]
    await apply(transaction, notice_over(election, chats), at=at)
    return Done({"told": len(chats)})


@act
async def reopen_nominations(
    transaction: Transaction, *, actor: Actor, election_id: int, source: str, at: datetime
) -> Outcome:
    """补推荐: too few are left on the notice; more are nominated, and all of them are posted anew."""
    election = await run(transaction, actor, election_id, becomes=ElectionState.NOMINATING)
    if isinstance(election, Refusal):
        return election
    if NoticeFault.FEW_CANDIDATES not in (await listing_now(transaction, election, at)).notice:
        return FINISHED
    assert actor.person_id is not None, "permitted above"
    await transaction.elections.unpost(election_id)
    await transaction.elections.write(
        election_id, state=ElectionState.NOMINATING.value, noticed_at=None, notice_until=None
    )
    groups = await open_groups(transaction, election.place)
    await apply(transaction, reopened(election, actor.person_id, groups), at=at)
    return Done({"election_id": election_id})


@act
async def settle_list(
    transaction: Transaction, *, actor: Actor, election_id: int, source: str, at: datetime
) -> Outcome:
    """定名单: when the notice has stood its days and every objection is answered."""
    election = await run(transaction, actor, election_id, becomes=ElectionState.LISTED)
    if isinstance(election, Refusal):
        return election
    assert actor.person_id is not None, "permitted above"
    found = await listing_now(transaction, election, at)
    if found.notice:
        until, seats = _until(election), election.seats
        return Refusal(
            Reason.WRONG_STATE, {"what": f"election_{found.notice[0].value}", "until": until, "seats": seats}
        )
    if (refusal := makeup_refusal(election, found.members)) is not None:
        return refusal
    await transaction.elections.write(election_id, state=ElectionState.LISTED.value)
    groups = await open_groups(transaction, election.place)
    await apply(transaction, listed(election, found.members, actor.person_id, groups), at=at)
    return Done({"election_id": election_id, "n": len(found.members)})


def _until(election: Election) -> str:
    assert election.notice_until is not None, "it is posted"
    return write_moment(election.notice_until)


async def listing_now(transaction: Transaction, election: Election, at: datetime) -> Listing:
    """The list as it stands at this moment."""
    zone = transaction.zone
    return listing(
        election,
        await transaction.elections.noticed(election.id, zone),
        await transaction.elections.objections(election.id, zone),
        on=at.astimezone(zone).date(),
        zone=zone,
        work_days=await calendar_of(transaction, election.place, at),
    )


async def seat(
    transaction: Transaction, election: Election, members: Sequence[Candidacy], *, by: int | None, at: datetime
) -> None:
    """They hold the office from now on, for the term that the profile knows; whoever has no account is asked later."""
    await transaction.elections.elect([one.id for one in members])
    office = office_of(election, at.astimezone(transaction.zone).date(), transaction)
    community = await transaction.offices.community_of(office.scope)
    told: list[tuple[int, int]] = []
    for one in members:
        if one.person_id is not None and not await transaction.offices.holds(one.person_id, office, at):
            await transaction.offices.give(one.person_id, office, by=by, at=at)
            body = {**record_body(office), "by": by, "to": one.person_id}
            await apply(transaction, [Record(stream(office.scope, community), "role_given", body)], at=at)
            told += [(one.id, chat.id) for chat in await open_chats(transaction, [one.person_id])]
    await apply(transaction, seated(election, told), at=at)


def office_of(election: Election, elected: date, transaction: Transaction) -> Office:
    """The office that the elected hold."""
    years = election.terms["years"]
    until = None
    if years is not None:
        until = datetime.combine(Term(elected, years).ends + timedelta(days=1), time(), tzinfo=transaction.zone)
    return Office(RoleKind.COMMITTEE, Scope(Place(election.place.compound_id)), election.organ, until=until)


async def calendar_of(transaction: Transaction, place: Place, at: datetime) -> WorkDays:
    """The days off that matter there."""
    profile = await transaction.profiles.of_compound(place.compound_id)
    return work_days(profile.everyday.holidays.value, years_around(at))


async def whole(transaction: Transaction, number: int) -> Election:
    """An election that is known to be there."""
    election = await transaction.elections.find(number)
    assert election is not None, "its row is there"
    return election
