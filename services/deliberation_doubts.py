"""Doubts about small work (没做好的回话): who had one is asked again; reminded once; in the end silence lapses."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from domain import deliberation_doubts as effects
from domain.deliberation.matters import Matter
from domain.deliberation.stages import Need
from domain.outcomes import Done, Outcome
from domain.registry import Actor
from services.acts import act
from services.deliberation import facts_of, pass_on, redraw
from services.dossiers import NO_MATTER
from services.readers import open_chats
from storage.effects import apply
from storage.transaction import Transaction


@act
async def settle_doubt(transaction: Transaction, *, actor: Actor, matter_id: int, source: str, at: datetime) -> Outcome:
    """现在好了: by whoever said that it was not; once nobody is left, the matter goes on."""
    matter = await transaction.deliberation.lock(matter_id)
    if matter is None:
        return NO_MATTER
    if actor.person_id is None or not await transaction.matter_doubts.answer(matter_id, actor.person_id):
        return effects.NOT_ASKED
    left = len(await transaction.matter_doubts.of(matter_id))
    await apply(transaction, effects.settled(matter, actor.person_id, left), at=at)
    await pass_on(transaction, matter, at)
    await redraw(transaction, matter_id, at)
    return Done({"matter_id": matter_id})


@act
async def look_at_doubts(
    transaction: Transaction, *, subject: str, due: datetime, source: str, at: datetime
) -> Outcome:
    """没回话: reminded once; then their silence is kept as such, and the matter goes on."""
    matter = await transaction.deliberation.lock(int(subject.rpartition(":")[2]))
    if matter is None or Need.SETTLED not in matter.procedure.step(matter.stage).needs:
        return Done({"waiting": 0})
    people = await transaction.matter_doubts.of(matter.id)
    since = min((one for _, one in people if one is not None), default=None)
    if since is not None and not effects.lapses(due, since):
        chats = await _chats(transaction, [person for person, _ in people])
        facts = await facts_of(transaction, matter)
        await apply(transaction, effects.reminded(matter, facts, chats, since, at), at=at)
        return Done({"waiting": len(people)})
    await apply(transaction, effects.lapsed(matter, await transaction.matter_doubts.drop(matter.id)), at=at)
    await pass_on(transaction, matter, at)
    return Done({"waiting": 0})


async def ask_again(transaction: Transaction, matter: Matter, at: datetime) -> None:
    """It is shown again: whoever said that it was not done is asked whether it is now."""
    people = [person for person, _ in await transaction.matter_doubts.of(matter.id)]
    if people:
        await transaction.matter_doubts.ask(matter.id, at)
        chats, facts = await _chats(transaction, people), await facts_of(transaction, matter)
        await apply(transaction, effects.asked(matter, facts, chats, at), at=at)


async def _chats(transaction: Transaction, people: Sequence[int]) -> list[int]:
    return [chat.id for chat in await open_chats(transaction, people)]
