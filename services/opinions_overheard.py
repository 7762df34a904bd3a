"""Opinions said in a group (群里的意见): whoever wrote a message is asked whether it is to be taken down."""

from __future__ import annotations

from datetime import datetime, timedelta

from domain.deliberation.matters import Matter
from domain.deliberation.opinions import opinion_refusal
from domain.deliberation.stages import MatterAct
from domain.outcomes import Done, Outcome, Reason, Refusal
from domain.registry import Actor, Place
from services.acts import act
from storage.transaction import Transaction

KIND = "overheard"
LIFETIME = timedelta(days=3)
"""How long the question waits for its author; then the words are forgotten."""

NOTHING_ASKED = Refusal(Reason.WRONG_STATE, {"what": "opinion_nothing_asked"})


@act
async def ask_author(
    transaction: Transaction,
    *,
    actor: Actor,
    telegram_id: int,
    name: str,
    group_id: int,
    words: str,
    source: str,
    at: datetime,
) -> Outcome:
    """群里的话，记成意见吗: asked of whoever wrote it; until they agree it is no opinion."""
    group = await transaction.chats.find(group_id)
    spoken_of = [] if group is None or group.place is None else await _spoken_of(transaction, group.place)
    refusal = (None if spoken_of else NOTHING_ASKED) or opinion_refusal(words, 0)
    if refusal is not None:
        return refusal
    author = await transaction.registry.meet(telegram_id, name, at)
    draft = await transaction.drafts.begin(
        person_id=author.id,
        chat_id=group_id,
        kind=KIND,
        body={"words": words, "matters": [matter.id for matter in spoken_of]},
        awaiting=None,
        expires_at=at + LIFETIME,
    )
    return Done({"draft_id": draft.id, "matters": [[matter.id, matter.title] for matter in spoken_of]})


async def _spoken_of(transaction: Transaction, place: Place) -> list[Matter]:
    """Matters that opinions are asked for where this is."""
    assert place.compound_id is not None, "groups are bound to a compound"
    return [
        matter
        for matter in await transaction.deliberation.of_compound(place.compound_id)
        if MatterAct.SPEAK in matter.procedure.step(matter.stage).acts
        and (matter.place.covers(place) or place.covers(matter.place))
    ]
