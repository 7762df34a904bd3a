"""Opinions (意见): said in private or entered by staff, supported in one tap, taken back until the end."""

from __future__ import annotations

from datetime import date, datetime

from domain import deliberation_effects as effects
from domain.deliberation.matters import Matter
from domain.deliberation.opinions import ENTERED, Channel, Opinion, opinion_refusal
from domain.deliberation.stages import MatterAct, act_refusal
from domain.issues_masking import mask, strip
from domain.outcomes import Done, Outcome, Reason, Refusal
from domain.permissions import permit
from domain.registry import HOME_ROLES, Actor
from services.acts import act
from services.answers_telling import tell
from services.deliberation import facts_of
from services.dossiers import NO_MATTER
from services.readers import open_groups
from storage.database import Database
from storage.effects import apply
from storage.transaction import Transaction

NOT_HERE = Refusal(Reason.NOT_YOURS, {"what": "matter"})
NOT_MINE = Refusal(Reason.NOT_YOURS, {"what": "opinion"})
NO_OPINION = Refusal(Reason.NOT_FOUND, {"what": "opinion"})


@act
async def give_opinion(
    transaction: Transaction,
    *,
    actor: Actor,
    matter_id: int,
    words: str,
    channel: Channel = Channel.CHAT,
    poster: str = "",
    draft_id: int | None = None,
    source: str,
    at: datetime,
) -> Outcome:
    """说意见: anybody at home where the matter is; several a person, until the end.

    `poster`: the tag of the poster that led them here.
    """
    matter = await _open(transaction, matter_id, MatterAct.SPEAK)
    if isinstance(matter, Refusal):
        return matter
    if not _at_home(actor, matter):
        return NOT_HERE
    assert actor.person_id is not None, "at home"
    already = await transaction.deliberation.said_by(matter_id, actor.person_id)
    if (refusal := opinion_refusal(words, already)) is not None:
        return refusal
    hung = await _hung(transaction, matter_id, poster)
    channel = channel if hung is None else Channel.POSTER
    number = await transaction.deliberation.say(
        matter_id,
        await own_words(transaction, words, actor.person_id),
        channel,
        person=actor.person_id,
        poster_id=hung,
        at=at,
    )
    await _taken(transaction, matter, number, channel, actor.person_id, draft_id, at)
    return Done({"matter_id": matter_id, "opinion_id": number})


async def own_words(transaction: Transaction, words: str, person_id: int) -> str:
    """What somebody says, as everybody reads it (公开时的话): their name, doors and telephones are covered."""
    person = await transaction.registry.person(person_id)
    return strip(words, "" if person is None else person.name)


async def as_read(database: Database, *, words: str, person_id: int) -> str:
    """The same, to look at before it goes out."""
    async with database.reading() as transaction:
        return await own_words(transaction, words, person_id)


async def _hung(transaction: Transaction, matter_id: int, tag: str) -> int | None:
    """The poster with this tag, where it asks about this matter."""
    poster = await transaction.posters.by_tag(tag) if tag else None
    return None if poster is None or poster.matter_id != matter_id else poster.id


@act
async def enter_opinion(
    transaction: Transaction,
    *,
    actor: Actor,
    matter_id: int,
    words: str,
    channel: Channel,
    day: date,
    draft_id: int | None = None,
    source: str,
    at: datetime,
) -> Outcome:
    """补录意见: what was said at a door or a small meeting, by whoever runs the matter; never by whom."""
    matter = await _open(transaction, matter_id, MatterAct.SPEAK)
    if isinstance(matter, Refusal):
        return matter
    if (refusal := permit(actor, matter.procedure.run_by, matter.place)) is not None:
        return refusal
    assert actor.person_id is not None, "permitted above"
    began, today = (moment.astimezone(transaction.zone).date() for moment in (matter.since, at))
    if (refusal := opinion_refusal(words, 0) or _day_refusal(channel, day, began, today)) is not None:
        return refusal
    number = await transaction.deliberation.say(
        matter_id, mask(words), channel, entered_by=actor.person_id, day=day, at=at
    )
    await _taken(transaction, matter, number, channel, actor.person_id, draft_id, at)
    return Done({"matter_id": matter_id, "opinion_id": number})


def _day_refusal(channel: Channel, day: date, began: date, today: date) -> Refusal | None:
    """What was said before anybody was asked is no answer to it."""
    if channel not in ENTERED:
        return Refusal(Reason.INVALID, {"what": "opinion_channel"})
    return None if began <= day <= today else Refusal(Reason.INVALID, {"what": "opinion_day"})


async def _taken(
    transaction: Transaction, matter: Matter, number: int, channel: Channel, by: int, draft_id: int | None, at: datetime
) -> None:
    await transaction.drafts.remove(draft_id)
    await apply(transaction, effects.spoken(matter, number, channel, by), at=at)
    await _counted(transaction, matter, at)


@act
async def withdraw_opinion(
    transaction: Transaction, *, actor: Actor, opinion_id: int, source: str, at: datetime
) -> Outcome:
    """收回意见: one's own, until the end; the words are gone at once."""
    found = await _standing(transaction, opinion_id, actor.person_id, MatterAct.SPEAK)
    if isinstance(found, Refusal):
        return found
    matter, opinion = found
    if not opinion.mine or actor.person_id is None:
        return NOT_MINE
    await transaction.deliberation.withdraw(opinion_id)
    await apply(transaction, effects.withdrawn(matter, opinion_id, actor.person_id), at=at)
    await _counted(transaction, matter, at)
    return Done({"matter_id": matter.id})


@act
async def amend_opinion(
    transaction: Transaction,
    *,
    actor: Actor,
    opinion_id: int,
    words: str,
    draft_id: int | None = None,
    source: str,
    at: datetime,
) -> Outcome:
    """改意见: one's own, until the end; who felt the same as the words before is not taken for these."""
    found = await _standing(transaction, opinion_id, actor.person_id, MatterAct.SPEAK)
    if isinstance(found, Refusal):
        return found
    matter, opinion = found
    if not opinion.mine or actor.person_id is None:
        return NOT_MINE
    if (refusal := opinion_refusal(words, 0)) is not None:
        return refusal
    await transaction.drafts.remove(draft_id)
    await transaction.deliberation.amend(opinion_id, await own_words(transaction, words, actor.person_id))
    await apply(transaction, effects.amended(matter, opinion_id, actor.person_id), at=at)
    await _counted(transaction, matter, at)
    return Done({"matter_id": matter.id, "opinion_id": opinion_id})


@act
async def support_opinion(
    transaction: Transaction, *, actor: Actor, opinion_id: int, source: str, at: datetime
) -> Outcome:
    """同感, or no more: in one tap, for what somebody else said."""
    found = await _standing(transaction, opinion_id, actor.person_id, MatterAct.SUPPORT)
    if isinstance(found, Refusal):
        return found
    matter, opinion = found
    if not _at_home(actor, matter):
        return NOT_HERE
    if opinion.mine:
        return Refusal(Reason.WRONG_STATE, {"what": "opinion_own"})
    assert actor.person_id is not None, "at home"
    if await transaction.deliberation.support(opinion_id, actor.person_id, at):
        await _if_answered(transaction, matter, opinion_id, at)
    else:
        await transaction.deliberation.unsupport(opinion_id, actor.person_id)
    await _counted(transaction, matter, at)
    return Done({"matter_id": matter.id})


async def _if_answered(transaction: Transaction, matter: Matter, opinion_id: int, at: datetime) -> None:
    """Whoever feels the same as what is answered already hears the answer."""
    cluster = await transaction.answers.cluster_of(opinion_id)
    if cluster is not None:
        await tell(transaction, matter, cluster, at)


async def _standing(
    transaction: Transaction, opinion_id: int, reader: int | None, wished: MatterAct
) -> tuple[Matter, Opinion] | Refusal:
    """An opinion that stands, and its matter; read once the matter's row is ours.

    On PostgreSQL whoever held the row while we waited may have withdrawn it since we read whose matter it is of.
    """
    before = await transaction.deliberation.opinion(opinion_id, reader)
    if before is None or before.withdrawn:
        return NO_OPINION
    matter = await _open(transaction, before.matter_id, wished)
    if isinstance(matter, Refusal):
        return matter
    opinion = await transaction.deliberation.opinion(opinion_id, reader)
    return NO_OPINION if opinion is None or opinion.withdrawn else (matter, opinion)


async def _open(transaction: Transaction, matter_id: int, wished: MatterAct) -> Matter | Refusal:
    """The matter, its row ours, while it is spoken of."""
    matter = await transaction.deliberation.lock(matter_id)
    if matter is None:
        return NO_MATTER
    return act_refusal(matter.procedure, matter.stage, wished) or matter


def _at_home(actor: Actor, matter: Matter) -> bool:
    return any(role.kind in HOME_ROLES and matter.place.covers(role.place) for role in actor.roles)


async def _counted(transaction: Transaction, matter: Matter, at: datetime) -> None:
    """The card says how many were heard."""
    groups, facts = await open_groups(transaction, matter.place), await facts_of(transaction, matter)
    await apply(transaction, effects.redrawn(matter, facts, groups, at), at=at)
