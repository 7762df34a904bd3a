"""Ratings (评议): what each home says of what was done, in two taps and optional words; who is reminded."""

from __future__ import annotations

from datetime import datetime

from domain.deliberation import rating_effects as effects
from domain.deliberation.matters import Matter
from domain.deliberation.ratings import Content, Rating, Worked, rating_refusal
from domain.deliberation.stages import MatterAct, Stage, act_refusal
from domain.outcomes import Done, Outcome, Reason, Refusal
from domain.privacy import Purpose
from domain.registry import HOME_ROLES, Actor
from services.acts import act
from services.deliberation import ending
from services.dossiers import NO_MATTER
from services.opinions import own_words
from storage.effects import apply
from storage.transaction import Transaction

NO_HOME = Refusal(Reason.NOT_YOURS, {"what": "matter_home"})
OVER = Refusal(Reason.WRONG_STATE, {"what": "rating_over"})


@act
async def rate_matter(
    transaction: Transaction,
    *,
    actor: Actor,
    matter_id: int,
    worked: Worked | None = None,
    content: Content | None = None,
    words: str | None = None,
    draft_id: int | None = None,
    source: str,
    at: datetime,
) -> Outcome:
    """评议: one answer of a home at a time, whoever of it presses; said anew it takes the place of what was said."""
    matter = await transaction.deliberation.lock(matter_id)
    if matter is None:
        return NO_MATTER
    refusal = act_refusal(matter.procedure, matter.stage, MatterAct.RATE) or rating_refusal(Rating(words=words or ""))
    refusal = refusal or await _late(transaction, matter, at)
    if refusal is not None:
        return refusal
    mine = rating_homes(actor, matter)
    if not mine or actor.person_id is None:
        return NO_HOME
    await transaction.drafts.remove(draft_id)
    shown = None if words is None else await own_words(transaction, words, actor.person_id)
    answers = {"worked": worked, "content": content, "words": shown}
    said = {name: str(answer) for name, answer in answers.items() if answer is not None}
    await transaction.ratings.rate(matter_id, matter.since, mine, by=actor.person_id, at=at, **said)
    return Done({"matter_id": matter_id})


def rating_homes(actor: Actor, matter: Matter) -> tuple[int, ...]:
    """Homes of theirs that the matter concerns."""
    found = [role.place.unit_id for role in actor.roles if role.kind in HOME_ROLES]
    return tuple(dict.fromkeys(unit for unit in found if unit is not None and unit in matter.homes.ids))


async def _late(transaction: Transaction, matter: Matter, at: datetime) -> Refusal | None:
    """What comes when the time is over is not counted, whether or not that was said yet."""
    over = await ending(transaction, matter)
    return OVER if over is not None and at >= over else None


@act
async def remind_ratings(
    transaction: Transaction, *, subject: str, due: datetime, source: str, at: datetime
) -> Outcome:
    """提醒评议: once, those whose home has not said anything and who agreed to be reminded."""
    matter = await transaction.deliberation.lock(int(subject.rpartition(":")[2]))
    over = None if matter is None else await ending(transaction, matter)
    if matter is None or matter.stage is not Stage.RATING or over is None or at >= over:
        return Done({"reminded": 0})
    wanting = await transaction.privacy.consenting(Purpose.REMINDERS)
    silent = await transaction.ratings.silent(matter.id, matter.since, matter.homes.ids, at)
    chats = [chat for person, chat in silent if person in wanting]
    await apply(transaction, effects.rating_reminded(matter, over, chats), at=at)
    return Done({"reminded": len(chats)})
