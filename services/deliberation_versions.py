"""Versions of a matter's text (第几稿): written anew while it is prepared; once announced, back to the opinions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from domain.deliberation.matters import (
    Matter,
    Version,
    matter_text_refusal,
    matter_title_refusal,
    reason_refusal,
    residents_called,
    text_hash,
    text_moved,
)
from domain.deliberation.objections import objections_first
from domain.deliberation.stages import MatterAct, Stage
from domain.deliberation_move_effects import overtaken, rewritten
from domain.outcomes import Done, Outcome, Reason, Refusal
from domain.registry import Actor
from services.acts import act
from services.deliberation import begin_stage, facts_of, redraw
from services.deliberation_waits import undo_askings
from services.dossiers import led
from services.readers import open_chats, open_groups
from storage.database import Database
from storage.effects import apply
from storage.transaction import Transaction


@act
async def redraft(
    transaction: Transaction,
    *,
    actor: Actor,
    matter_id: int,
    base: int,
    title: str,
    text: str,
    why: str,
    draft_id: int | None = None,
    source: str,
    at: datetime,
) -> Outcome:
    """改方案: another version, before it is announced; units that are being asked are asked about this one.

    `base`: the version that its author had before them.
    """
    matter = await _led(transaction, actor, matter_id, MatterAct.DRAFT, base)
    if isinstance(matter, Refusal):
        return matter
    if (refusal := _version_refusal(matter, title, text, why)) is not None:
        return refusal
    await transaction.drafts.remove(draft_id)
    await _write(transaction, matter, actor, title, text, why, at)
    if matter.stage is Stage.CONSULTING:
        await transaction.deliberation.enter(matter.id, Stage.CONSULTING, at)
        await begin_stage(transaction, matter.id, at, anew_by=actor.person_id)
    else:
        await redraw(transaction, matter_id, at)
    return Done({"matter_id": matter_id, "version": matter.version + 1})


@act
async def revise(
    transaction: Transaction,
    *,
    actor: Actor,
    matter_id: int,
    base: int,
    title: str,
    text: str,
    why: str,
    draft_id: int | None = None,
    source: str,
    at: datetime,
) -> Outcome:
    """从头征求: what was announced is changed, so everybody is asked again, and every record is made anew.

    `base`: the version that its author had before them.
    """
    matter = await _led(transaction, actor, matter_id, MatterAct.REVISE, base)
    if isinstance(matter, Refusal):
        return matter
    objections = await transaction.matter_objections.of(matter)
    refusal = objections_first(objections) or _version_refusal(matter, title, text, why) or _called(matter)
    if refusal is not None:
        return refusal
    await transaction.drafts.remove(draft_id)
    anew: dict[str, Any] = {"round": matter.round + 1, "vote_id": None, "owners_vote_id": None, "figures": None}
    anew |= {"called_up": None, "residents_vote_id": None}
    await _write(transaction, matter, actor, title, text, why, at, **anew)
    await transaction.deliberation.enter(matter.id, Stage.SOLICITING, at)
    await begin_stage(transaction, matter.id, at)
    if matter.stage is not Stage.ANNOUNCING:
        await _overtake(transaction, matter, why, at)
    return Done({"matter_id": matter_id, "version": matter.version + 1})


async def _overtake(transaction: Transaction, old: Matter, why: str, at: datetime) -> None:
    """决议不办了: what was decided on the old text holds no more, and is objected to no more."""
    decided = [number for number in (old.vote_id, old.owners_vote_id, old.residents_vote_id) if number is not None]
    votes = [number for number in decided if await transaction.voting.overtake(number, at)]
    people = await open_chats(transaction, await transaction.matter_objections.people(old))
    matter = await transaction.deliberation.find(old.id)
    assert matter is not None, "its row is ours"
    facts, groups = await facts_of(transaction, matter), await open_groups(transaction, matter.place)
    await apply(transaction, overtaken(matter, facts, why, groups, [chat.id for chat in people], votes), at=at)


async def _led(
    transaction: Transaction, actor: Actor, matter_id: int, wished: MatterAct, base: int
) -> Matter | Refusal:
    """The matter for whoever writes it anew; that the text has moved on is said before that its stage has."""
    found = await led(transaction, actor, matter_id, wished)
    if isinstance(found, Matter):
        return text_moved(found, base) or found
    matter = await transaction.deliberation.find(matter_id) if found.reason is Reason.WRONG_STATE else None
    return (None if matter is None else text_moved(matter, base)) or found


def _called(matter: Matter) -> Refusal | None:
    """A vote that is called over the old text is called off first."""
    if (refusal := residents_called(matter)) is not None:
        return refusal
    on_the_way = matter.vote_id if matter.stage is Stage.ANNOUNCING else None
    on_the_way = matter.owners_vote_id if matter.stage is Stage.OWNERS else on_the_way
    return None if on_the_way is None else Refusal(Reason.WRONG_STATE, {"what": "matter_vote_on_the_way"})


def _version_refusal(matter: Matter, title: str, text: str, why: str) -> Refusal | None:
    if (title, text) == (matter.title, matter.text):
        return Refusal(Reason.WRONG_STATE, {"what": "matter_same_text"})
    return matter_title_refusal(title) or matter_text_refusal(text) or reason_refusal(why)


async def _write(
    transaction: Transaction, matter: Matter, actor: Actor, title: str, text: str, why: str, at: datetime, **more: Any
) -> None:
    """The new words in place of the old, which are kept as the version they were."""
    assert actor.person_id is not None, "permitted above"
    await undo_askings(transaction, matter, actor.person_id, at)
    values = {"title": title, "text": text, "text_hash": text_hash(title, text), "version": matter.version + 1, **more}
    await transaction.deliberation.write(matter.id, **values)
    written = await transaction.deliberation.find(matter.id)
    assert written is not None, "its row is ours"
    await transaction.matter_records.draft(written, why, by=actor.person_id, at=at)
    await apply(transaction, rewritten(written, actor.person_id, why), at=at)


async def versions_of(database: Database, *, matter_id: int) -> Sequence[Version]:
    """Every version of the text."""
    async with database.reading() as transaction:
        return await transaction.matter_records.versions(matter_id)
