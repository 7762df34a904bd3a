"""News of matters (进展): kept as they come, told in the morning to whoever follows; one tap to hear no more."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from domain.deliberation.matters import Matter
from domain.deliberation.news import DIGEST, EVERYBODY, Following, NewsKind, digests, next_digest, put_off
from domain.deliberation.stages import ends
from domain.outcomes import Done, Facts, Outcome, Reason, Refusal
from domain.registry import Actor
from domain.vote_reminders import awake
from services.acts import act
from services.dossiers import calendar_of, dossier_of
from storage.effects import apply
from storage.matter_news import NewsRow
from storage.transaction import Transaction

NO_MATTER = Refusal(Reason.NOT_FOUND, {"what": "matter"})


async def note_news(transaction: Transaction, matter: Matter, what: NewsKind, facts: Facts, at: datetime) -> None:
    """A step of a full matter: those who follow it hear of it the next morning."""
    if matter.full:
        await transaction.matter_news.note(matter.id, what.value, facts, at)
        await transaction.due.keep(DIGEST, EVERYBODY, next_digest(at, transaction.zone))


@act
async def tell_news(transaction: Transaction, *, subject: str, due: datetime, source: str, at: datetime) -> Outcome:
    """早上的消息: everything since the last one, to each who follows any of it, once; at night it waits."""
    if not awake(at, transaction.zone):
        await apply(transaction, put_off(at, transaction.zone), at=at)
        return Done({"told": 0})
    news = await transaction.matter_news.untold()
    followed = [
        await _following(transaction, number, news, at) for number in dict.fromkeys(one.matter_id for one in news)
    ]
    posts = digests(followed, at.astimezone(transaction.zone).date())
    await transaction.matter_news.note_told(at)
    await apply(transaction, posts, at=at)
    return Done({"told": len(posts)})


async def _following(transaction: Transaction, number: int, news: Sequence[NewsRow], at: datetime) -> Following:
    matter = await transaction.deliberation.find(number)
    assert matter is not None, "its news refer to it"
    followers = await transaction.matter_news.followers(number, _votes(matter))
    own = tuple({"what": one.what, **one.facts} for one in news if one.matter_id == number)
    calendar = await calendar_of(transaction, matter.place.compound_id, at)
    over = ends(matter.procedure, await dossier_of(transaction, matter), calendar)
    return Following(matter, own, tuple(chat for _, chat in followers), over)


def reads_matter(actor: Actor, matter: Matter) -> bool:
    """Whether they live or serve where it is."""
    return any(role.place.covers(matter.place) or matter.place.covers(role.place) for role in actor.roles)


def _votes(matter: Matter) -> list[int]:
    votes = (matter.vote_id, matter.owners_vote_id, matter.residents_vote_id)
    return [vote for vote in votes if vote is not None]


@act
async def stop_news(
    transaction: Transaction, *, actor: Actor, matter_id: int, resumed: bool, source: str, at: datetime
) -> Outcome:
    """不再告诉我这件事: one tap, and taken back."""
    matter = await transaction.deliberation.find(matter_id)
    if matter is None or actor.person_id is None:
        return NO_MATTER
    follows = await transaction.matter_news.follows(matter_id, _votes(matter), actor.person_id)
    if not follows and not reads_matter(actor, matter):
        return NO_MATTER
    if resumed:
        await transaction.matter_news.resume(matter_id, actor.person_id)
    else:
        await transaction.matter_news.stop(matter_id, actor.person_id, at)
    return Done({"matter_id": matter_id, "number": matter.number, "title": matter.title})
