"""Candidacies (参选): nominated by themselves, by neighbours, by an organ; agreed to, signed, objected to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from domain.candidacies import ALREADY, AT_HOME_ONLY, OWNERS_ONLY, judge_refusal, named_refusal, near
from domain.election_effects import answered, nominated, objected, stepped
from domain.election_refusals import NO_CANDIDACY, NO_ELECTION, candidate_objection_refusal
from domain.elections import (
    TOGETHER,
    Candidacy,
    Election,
    at_home,
    channel_refusal,
    early_refusal,
    name_refusal,
    outsider_refusal,
    signer_key,
    wants_owners,
    words_refusal,
)
from domain.outcomes import Done, Outcome, Reason, Refusal
from domain.permissions import Act, permit
from domain.registry import Actor, Place
from domain.voting.compositions import Candidate, NominationChannel
from services.acts import act
from services.elections import run
from services.readers import open_chats, staff_chats
from storage.effects import apply
from storage.transaction import Transaction


@act
async def nominate_self(
    transaction: Transaction, *, actor: Actor, election_id: int, source: str, at: datetime
) -> Outcome:
    """我来报名: one tap says that they want to, and that they fulfil every condition."""
    election = await transaction.elections.lock(election_id)
    if election is None:
        return NO_ELECTION
    wrong = channel_refusal(election, NominationChannel.SELF) or early_refusal(election, at, transaction.zone)
    if wrong is not None:
        return wrong
    home = at_home(actor, election.place, owner=wants_owners(election))
    if home is None or actor.person_id is None:
        return OWNERS_ONLY if wants_owners(election) else AT_HOME_ONLY
    mine = await _mine(transaction, election, actor.person_id)
    if mine is not None:
        return await _again(transaction, election, mine, actor.person_id, at)
    candidate = Candidate(await called(transaction, actor.person_id, election.place), NominationChannel.SELF, True)
    person = {"person_id": actor.person_id, "added_by": actor.person_id}
    number = await transaction.elections.nominate(election_id, candidate, **person, at=at, consents=True, fulfils=True)
    await apply(transaction, nominated(election, number, candidate.channel.value, actor.person_id), at=at)
    return Done({"candidacy_id": number})


async def _again(transaction: Transaction, election: Election, mine: Candidacy, person: int, at: datetime) -> Outcome:
    """Whoever had withdrawn stands again; whoever stands already hears so."""
    if not mine.withdrawn:
        return ALREADY
    await transaction.elections.rewrite(mine.id, withdrawn=False, consents=True, fulfils=True, at=at)
    await apply(transaction, nominated(election, mine.id, mine.candidate.channel.value, person), at=at)
    return Done({"candidacy_id": mine.id})


async def _mine(transaction: Transaction, election: Election, person_id: int) -> Candidacy | None:
    found = await transaction.elections.candidacies(election.id, transaction.zone)
    return next((one for one in found if one.person_id == person_id), None)


async def called(transaction: Transaction, person_id: int, place: Place) -> str:
    """The name on the register, where somebody is known there; else the one they go by here."""
    assert place.compound_id is not None, "elections are of a compound"
    names = await transaction.owners.names_of(person_id, place.compound_id)
    person = await transaction.registry.person(person_id)
    return names[0] if names else ("" if person is None else str(person.name))


@act
async def recommend(
    transaction: Transaction,
    *,
    actor: Actor,
    election_id: int,
    channel: NominationChannel,
    name: str,
    resident: bool,
    posts: Sequence[str] = (),
    on_paper: bool = False,
    draft_id: int | None = None,
    source: str,
    at: datetime,
) -> Outcome:
    """推荐: by a neighbour, who is the first to sign; or an organ's, entered by whoever runs the election.

    Only they can say that somebody has agreed on paper (`on_paper`), and are named as having seen it.
    """
    election = await transaction.elections.lock(election_id)
    if election is None:
        return NO_ELECTION
    wrong = (
        channel_refusal(election, channel)
        or early_refusal(election, at, transaction.zone)
        or name_refusal(name, posts)
        or _may_recommend(actor, election, channel)
        or (permit(actor, Act.RUN_ELECTION, election.place) if on_paper else None)
        or outsider_refusal(election, resident=resident)
        or named_refusal(await transaction.elections.candidacies(election_id, transaction.zone), name.strip())
    )
    if wrong is not None:
        return wrong
    assert actor.person_id is not None, "permitted above"
    candidate = Candidate(name.strip(), channel, resident, tuple(posts))
    paper = {"on_paper": True, "fulfils": True, "seen_by": actor.person_id} if on_paper else {}
    number = await transaction.elections.nominate(election_id, candidate, added_by=actor.person_id, at=at, **paper)
    home = at_home(actor, election.place, owner=wants_owners(election, channel))
    if channel in TOGETHER and home is not None:
        key = signer_key(home, actor.person_id)
        await transaction.elections.sign(number, key, person=actor.person_id, at=at)
    await transaction.drafts.remove(draft_id)
    await apply(transaction, nominated(election, number, channel.value, actor.person_id), at=at)
    return Done({"candidacy_id": number})


def _may_recommend(actor: Actor, election: Election, channel: NominationChannel) -> Refusal | None:
    if channel is NominationChannel.SELF:
        return Refusal(Reason.WRONG_STATE, {"what": "election_channel"})
    if channel not in TOGETHER:
        return permit(actor, Act.RUN_ELECTION, election.place)
    owner = wants_owners(election, channel)
    if at_home(actor, election.place, owner=owner) is None:
        return OWNERS_ONLY if owner else AT_HOME_ONLY
    return None


async def held(transaction: Transaction, candidacy_id: int) -> tuple[Election, Candidacy] | Refusal:
    """A candidacy and its election, whose row is held."""
    number = await transaction.elections.election_of(candidacy_id)
    election = None if number is None else await transaction.elections.lock(number)
    if election is None:
        return NO_CANDIDACY
    found = await transaction.elections.candidacies(election.id, transaction.zone)
    return election, next(one for one in found if one.id == candidacy_id)


@act
async def sign_nomination(
    transaction: Transaction, *, actor: Actor, candidacy_id: int, source: str, at: datetime
) -> Outcome:
    """我也联名: a home once, and nobody for themselves."""
    found = await held(transaction, candidacy_id)
    if isinstance(found, Refusal):
        return found
    election, one = found
    if (refusal := channel_refusal(election, one.candidate.channel)) is not None:
        return refusal
    if one.candidate.channel not in TOGETHER:
        return Refusal(Reason.WRONG_STATE, {"what": "election_channel"})
    owner = wants_owners(election, one.candidate.channel)
    home = at_home(actor, election.place, owner=owner)
    if home is None or actor.person_id is None:
        return OWNERS_ONLY if owner else AT_HOME_ONLY
    if one.person_id == actor.person_id:
        return Refusal(Reason.WRONG_STATE, {"what": "candidacy_own"})
    key = signer_key(home, actor.person_id)
    if not await transaction.elections.sign(one.id, key, person=actor.person_id, at=at):
        return Refusal(Reason.ALREADY_DONE, {"what": "candidacy_signed"})
    await apply(transaction, stepped(election, "signed", one.id, actor.person_id), at=at)
    return Done({"candidacy_id": one.id})


@act
async def declare_posts(
    transaction: Transaction,
    *,
    actor: Actor,
    candidacy_id: int,
    posts: Sequence[str],
    draft_id: int | None = None,
    source: str,
    at: datetime,
) -> Outcome:
    """公开职务: what posts they hold elsewhere, in their own words; none takes back what was declared."""
    found = await _own(transaction, actor, candidacy_id)
    if isinstance(found, Refusal):
        return found
    election, one, person = found
    if (refusal := channel_refusal(election, one.candidate.channel) or name_refusal("-", posts)) is not None:
        return refusal
    await transaction.elections.rewrite(candidacy_id, posts=list(posts))
    await transaction.drafts.remove(draft_id)
    await apply(transaction, stepped(election, "declared", one.id, person), at=at)
    return Done({"candidacy_id": candidacy_id})


async def _own(transaction: Transaction, actor: Actor, candidacy_id: int) -> tuple[Election, Candidacy, int] | Refusal:
    """A candidacy of this person's, its election, whose row is held, and their number."""
    found = await held(transaction, candidacy_id)
    if isinstance(found, Refusal):
        return found
    if actor.person_id is None or found[1].person_id != actor.person_id:
        return Refusal(Reason.NOT_YOURS, {"what": "candidacy"})
    return *found, actor.person_id


@act
async def object_to_candidate(
    transaction: Transaction,
    *,
    actor: Actor,
    candidacy_id: int,
    words: str,
    draft_id: int | None = None,
    source: str,
    at: datetime,
) -> Outcome:
    """对候选人提异议: while the notice stands, by whoever lives, owns or serves there."""
    found = await held(transaction, candidacy_id)
    if isinstance(found, Refusal):
        return found
    election, one = found
    if (refusal := candidate_objection_refusal(election, words, at)) is not None:
        return refusal
    if actor.person_id is None or not near(actor, election.place):
        return AT_HOME_ONLY
    number = await transaction.elections.object(one.id, by=actor.person_id, words=words.strip(), at=at)
    await transaction.drafts.remove(draft_id)
    chats = [chat.id for chat in await staff_chats(transaction, election.place, at)]
    await apply(transaction, objected(election, one, number, words.strip(), chats), at=at)
    return Done({"election_id": election.id})


@act
async def answer_objection(
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
    """答复异议: upheld or not, with the reason, by somebody whom it is not about; whoever objected reads it."""
    seen = await transaction.elections.one_objection(objection_id, transaction.zone)
    found = NO_CANDIDACY if seen is None else await held(transaction, seen.candidacy_id)
    objection = await transaction.elections.one_objection(objection_id, transaction.zone)  # now that nobody else may
    if isinstance(found, Refusal) or objection is None:
        return NO_CANDIDACY
    election = await run(transaction, actor, found[0].id)
    if isinstance(election, Refusal):
        return election
    one = found[1]
    assert actor.person_id is not None, "permitted above"
    names = await transaction.elections.names_of(actor.person_id, election)
    if (refusal := judge_refusal(one, objection, actor.person_id, names) or words_refusal(words)) is not None:
        return refusal
    await transaction.elections.answer(objection_id, upheld=upheld, words=words.strip(), by=actor.person_id)
    if upheld:
        await transaction.elections.rewrite(one.id, out=True)
    await transaction.drafts.remove(draft_id)
    settled = replace(objection, upheld=upheld, answer=words.strip())
    chats = [chat.id for chat in await open_chats(transaction, [p for p in [objection.person_id] if p is not None])]
    await apply(transaction, answered(election, one, settled, actor.person_id, chats), at=at)
    return Done({"election_id": election.id})
