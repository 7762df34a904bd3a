"""Voters' lists (选民登记名单): posted by home before an election on paper, objected to, answered, corrected."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from domain.candidacies import AT_HOME_ONLY, near
from domain.election_refusals import NO_ELECTION
from domain.election_voter_effects import (
    asked_to_answer,
    voters_answered,
    voters_corrected,
    voters_objected,
    voters_posted,
)
from domain.election_voters import (
    NO_LIST,
    NO_OBJECTION,
    NO_VOTER,
    VoterList,
    answer_until,
    correcting_refusal,
    deciding_refusal,
    list_terms,
    posting_refusal,
    reposting_refusal,
    voter_objection_refusal,
)
from domain.elections import Election, words_refusal
from domain.outcomes import Done, Outcome, Reason, Refusal
from domain.registry import Actor
from services.acts import act
from services.elections import calendar_of, run
from services.readers import open_chats, open_groups, staff_chats
from storage.effects import apply
from storage.transaction import Transaction


@act
async def post_voters(
    transaction: Transaction, *, actor: Actor, election_id: int, source: str, at: datetime
) -> Outcome:
    """公布选民登记名单: every home that is lived in, frozen now, for the profile's full days (居委会组织法17)."""
    election = await run(transaction, actor, election_id)
    if isinstance(election, Refusal):
        return election
    compound, known = election.place.compound_id, await transaction.voters.of(election_id)
    assert compound is not None and actor.person_id is not None, "permitted above"
    refusal = posting_refusal(election, known, await transaction.petitions.homes(compound))
    if refusal is not None:
        return refusal
    terms = await _terms(transaction, election, at)
    posted = await transaction.voters.post(election_id, election.place, by=actor.person_id, **terms)
    return await _told(transaction, election, posted, actor.person_id, at)


@act
async def repost_voters(
    transaction: Transaction, *, actor: Actor, election_id: int, source: str, at: datetime
) -> Outcome:
    """重新公布选民名单: as the register stands now; its days begin anew. Not once a ballot is out."""
    election = await run(transaction, actor, election_id)
    if isinstance(election, Refusal):
        return election
    known = await transaction.voters.of(election_id)
    turnout = None if known is None else await transaction.voters.turnout(election_id, known.id)
    refusal = reposting_refusal(election, known, turnout)
    if known is None or refusal is not None:
        return refusal or NO_LIST
    assert actor.person_id is not None, "permitted above"
    terms = await _terms(transaction, election, at)
    posted = await transaction.voters.post_anew(known, election.place, by=actor.person_id, **terms)
    return await _told(transaction, election, posted, actor.person_id, at)


async def _terms(transaction: Transaction, election: Election, at: datetime) -> dict[str, object]:
    """What a list that is posted now goes by, there."""
    rules = (await transaction.profiles.of_compound(election.place.compound_id)).residents
    return list_terms(rules, at, transaction.zone, await calendar_of(transaction, election.place, at))


async def _told(transaction: Transaction, election: Election, posted: VoterList, by: int, at: datetime) -> Done:
    """The groups read it."""
    homes, groups = await transaction.voters.homes(posted.id), await open_groups(transaction, election.place)
    await apply(transaction, voters_posted(election, posted, homes, by, groups), at=at)
    return Done({"election_id": election.id, "homes": homes})


@act
async def object_to_voters(
    transaction: Transaction,
    *,
    actor: Actor,
    election_id: int,
    words: str,
    draft_id: int | None = None,
    source: str,
    at: datetime,
) -> Outcome:
    """对选民名单提异议: within the profile's days, by whoever lives, owns or serves there."""
    election = await transaction.elections.lock(election_id)
    if election is None:
        return NO_ELECTION
    if actor.person_id is None or not near(actor, election.place):
        return AT_HOME_ONLY
    posted = await transaction.voters.of(election_id)
    refusal = NO_LIST if posted is None else voter_objection_refusal(posted, words, at)
    if posted is None or refusal is not None:
        return refusal or NO_LIST
    until = answer_until(posted, at, transaction.zone)
    number = await transaction.voters.object(posted, by=actor.person_id, words=words.strip(), answer_by=until, at=at)
    await transaction.drafts.remove(draft_id)
    objection = await transaction.voters.one_objection(number)
    assert objection is not None, "just written"
    chats = [chat.id for chat in await staff_chats(transaction, election.place, at)]
    await apply(transaction, voters_objected(election, objection, chats), at=at)
    return Done({"election_id": election_id})


@act
async def remind_answer(transaction: Transaction, *, subject: str, due: datetime, source: str, at: datetime) -> Outcome:
    """催答复名单异议: on the morning of the last day, once; what is answered is asked after no more."""
    objection = await transaction.voters.one_objection(int(subject.rpartition(":")[2]))
    posted = None if objection is None else await transaction.voters.find(objection.list_id)
    election = None if posted is None else await transaction.elections.find(posted.election_id)
    if objection is None or election is None or objection.upheld is not None or not election.open:
        return Done({"asked": 0})
    chats = [chat.id for chat in await staff_chats(transaction, election.place, at)]
    await apply(transaction, asked_to_answer(election, objection, chats, once="due"), at=at)
    return Done({"asked": len(chats)})


@act
async def answer_voters(
    transaction: Transaction,
    *,
    actor: Actor,
    objection_id: int,
    upheld: bool,
    words: str,
    draft_id: int | None = None,
    source: str,
    at: datetime,
) -> Outcome:
    """答复选民名单异议: upheld or not, with the reason, by somebody else; whoever objected and the groups read it."""
    seen = await transaction.voters.one_objection(objection_id)
    posted = None if seen is None else await transaction.voters.find(seen.list_id)
    if posted is None:
        return NO_OBJECTION
    election = await run(transaction, actor, posted.election_id)
    if isinstance(election, Refusal):
        return election
    objection = await transaction.voters.one_objection(objection_id)  # now that nobody else may
    assert objection is not None and actor.person_id is not None, "permitted above"
    if (refusal := deciding_refusal(objection, actor.person_id) or words_refusal(words)) is not None:
        return refusal
    await transaction.voters.answer(objection_id, upheld=upheld, words=words.strip(), by=actor.person_id)
    await transaction.drafts.remove(draft_id)
    settled = replace(objection, upheld=upheld, answer=words.strip())
    chats = [chat.id for chat in await open_chats(transaction, [p for p in [objection.person_id] if p is not None])]
    groups = await open_groups(transaction, election.place)
    await apply(transaction, voters_answered(election, settled, actor.person_id, chats, groups), at=at)
    return Done({"election_id": election.id})


@act
async def correct_voters(
    transaction: Transaction, *, actor: Actor, election_id: int, unit_id: int, on: bool, source: str, at: datetime
) -> Outcome:
    """补一户、去一户: before any ballot is out."""
    found = await _correctable(transaction, actor, election_id)
    if isinstance(found, Refusal):
        return found
    election, posted = found
    unit = await transaction.units.unit(unit_id)
    if unit is None or not unit.kind.lived_in or not election.place.covers(unit.place):
        return NO_VOTER
    if await transaction.voters.has(posted.id, unit_id) == on:
        return Refusal(Reason.ALREADY_DONE, {"what": "voter_on" if on else "voter_off", "door": unit.name})
    await (transaction.voters.put_on if on else transaction.voters.take_off)(posted.id, unit_id)
    homes = await transaction.voters.homes(posted.id)
    assert actor.person_id is not None, "permitted above"
    await apply(transaction, voters_corrected(election, unit_id, on=on, homes=homes, by=actor.person_id), at=at)
    return Done({"election_id": election_id, "door": unit.name, "homes": homes})


async def _correctable(
    transaction: Transaction, actor: Actor, election_id: int
) -> tuple[Election, VoterList] | Refusal:
    """The election and its list, while homes can be put on it and taken off."""
    election = await run(transaction, actor, election_id)
    if isinstance(election, Refusal):
        return election
    posted = await transaction.voters.of(election_id)
    if posted is None:
        return NO_LIST
    turnout = await transaction.voters.turnout(election_id, posted.id)
    return correcting_refusal(turnout) or (election, posted)
