"""征集问题: all homes are asked, each answers once, the result is counted once and says of how many."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from domain.outcomes import Done, Outcome, Reason, Refusal
from domain.permissions import Act, permit
from domain.registry import Actor, Place, RoleKind
from domain.soundings import (
    Sounding,
    SoundingPage,
    SoundingState,
    answer_refusal,
    asked,
    asking_refusal,
    closed,
    closing_at,
    count_answers,
    homes_there,
    toggled,
)
from services.acts import act
from services.readers import open_chats, open_groups
from storage.database import Database
from storage.effects import apply
from storage.transaction import Transaction

NO_SOUNDING = Refusal(Reason.NOT_FOUND, {"what": "sounding"})
NO_HOMES = Refusal(Reason.WRONG_STATE, {"what": "sounding_no_homes"})
LATEST = 20


@act
async def ask_homes(
    transaction: Transaction,
    *,
    actor: Actor,
    place: Place,
    question: str,
    options: Sequence[str],
    days: int,
    draft_id: int | None = None,
    source: str,
    at: datetime,
) -> Outcome:
    """发起征集: the homes that are lived in are counted now; the card goes to the groups."""
    if (refusal := permit(actor, Act.ASK_HOMES, place) or asking_refusal(question, options, days)) is not None:
        return refusal
    assert actor.person_id is not None and place.compound_id is not None, "permitted above"
    homes = sum(unit.kind.lived_in for unit in await transaction.units.of_compound(place.compound_id))
    if not homes:
        return NO_HOMES
    said, over = (question, tuple(options)), closing_at(at, days)
    new = Sounding(0, place, *said, actor.person_id, at, over, homes, SoundingState.OPEN)
    number = await transaction.soundings.ask(new)
    await transaction.drafts.remove(draft_id)
    groups = await open_groups(transaction, place)
    await apply(transaction, asked(await _whole(transaction, number), groups, actor.person_id), at=at)
    return Done({"sounding_id": number})


@act
async def choose(
    transaction: Transaction, *, actor: Actor, sounding_id: int, option: int, source: str, at: datetime
) -> Outcome:
    """选一项，再点一下取消: one answer of a home, whoever of it presses."""
    sounding = await transaction.soundings.lock(sounding_id)
    if sounding is None:
        return NO_SOUNDING
    homes = homes_there(actor, sounding.place)[:1]  # another of theirs may be let to somebody who answers for it
    if (refusal := answer_refusal(sounding, homes, option, at)) is not None:
        return refusal
    assert actor.person_id is not None, "lives there"
    choices = toggled(await transaction.soundings.of_homes(sounding_id, homes), option)
    await transaction.soundings.answer(sounding_id, homes, choices, by=actor.person_id, at=at)
    return Done({"sounding_id": sounding_id, "choices": choices})


@act
async def close_sounding(
    transaction: Transaction, *, subject: str, due: datetime, source: str, at: datetime
) -> Outcome:
    """到时结束: counted once, and told where it was asked."""
    sounding = await transaction.soundings.lock(int(subject.rpartition(":")[2]))
    if sounding is None or sounding.state is SoundingState.CLOSED:
        return Done({"closed": False})
    answers = await transaction.soundings.answers(sounding.id)
    await transaction.soundings.close(sounding.id, count_answers(len(sounding.options), answers), len(answers))
    sounding = await _whole(transaction, sounding.id)
    standing = {row.chat_id for row in await transaction.posts.of(sounding.subject)}
    starters = [] if sounding.started_by is None else await open_chats(transaction, [sounding.started_by])
    starter = starters[0].id if starters else None
    groups = await open_groups(transaction, sounding.place)
    await apply(transaction, closed(sounding, standing, groups, starter), at=at)
    return Done({"closed": True, "answered": sounding.answered})


async def sounding_page(database: Database, *, actor: Actor, sounding_id: int) -> SoundingPage | None:
    """One question, for whoever lives or serves there."""
    async with database.reading() as transaction:
        sounding = await transaction.soundings.find(sounding_id)
        if sounding is None or not _here(actor, sounding.place):
            return None
        homes = homes_there(actor, sounding.place)[:1]
        open_now = sounding.state is SoundingState.OPEN
        answered = len(await transaction.soundings.answers(sounding_id)) if open_now else sounding.answered
        mine = await transaction.soundings.of_homes(sounding_id, homes) if homes else []
    keeps = permit(actor, Act.ASK_HOMES, sounding.place) is None
    return SoundingPage(sounding, answered, tuple(mine), bool(homes) and open_now, keeps)


async def sounding_list(database: Database, *, actor: Actor) -> list[Sounding]:
    """The questions where somebody lives or serves, the latest first."""
    async with database.reading() as transaction:
        return await transaction.soundings.inside(sorted(actor.compounds), LATEST)


def _here(actor: Actor, place: Place) -> bool:
    return actor.has(RoleKind.OPERATOR) or actor.here(place)


async def _whole(transaction: Transaction, number: int) -> Sounding:
    sounding = await transaction.soundings.find(number)
    assert sounding is not None, "its row is there"
    return sounding
