"""Versions of a matter's text (第几稿): written anew while it is prepared; once announced, back to the opinions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from domain.deliberation.matters import (
    Matter,
    Revising,
    Version,
    matter_text_refusal,
    matter_title_refusal,
    reason_refusal,
    text_hash,
    text_moved,
    vote_called,
)
from domain.deliberation.objections import objections_first
from domain.deliberation.stages import MatterAct, Stage
from domain.deliberation_move_effects import overtaken, rewritten
from domain.deliberation_revise_effects import revise_agreed, revise_asked, revising_refusal
from domain.deliberation_waits import Waits, nobody
from domain.outcomes import Done, Outcome, Reason, Refusal
from domain.permissions import permit
from domain.registry import Actor
from services.acts import act
from services.askings import undo_askings
from services.deliberation import begin_stage, facts_of, redraw
from services.deliberation_moves import NOBODY_ELSE
from services.deliberation_waits import turn_down
from services.dossiers import NO_MATTER, led
from services.readers import COMMITTEE, first_chats, open_chats, open_groups
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
    assert actor.person_id is not None, "permitted above"
    new = Revising(actor.person_id, title, text, why)
    if (refusal := _version_refusal(matter, new)) is not None:
        return refusal
    await transaction.drafts.remove(draft_id)
    await _write(transaction, matter, new, actor.person_id, at)
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

    What was decided already is not changed by one: another of the committee is asked to look. `base`: the version that
    its author had before them.
    """
    matter = await _led(transaction, actor, matter_id, MatterAct.REVISE, base)
    if isinstance(matter, Refusal):
        return matter
    assert actor.person_id is not None, "permitted above"
    new = Revising(actor.person_id, title, text, why)
    if (refusal := await _anew_refusal(transaction, matter, new)) is not None:
        return refusal
    if not matter.procedure.step(matter.stage).revise_alone:
        return await _ask(transaction, matter, new, draft_id, at)
    await transaction.drafts.remove(draft_id)
    await _begin_anew(transaction, matter, new, actor.person_id, at)
    return Done({"matter_id": matter_id, "version": matter.version + 1, "asked": False})


async def _anew_refusal(transaction: Transaction, matter: Matter, new: Revising) -> Refusal | None:
    """Objections are answered first; a vote over the old text is called off first."""
    objections = await transaction.matter_objections.of(matter)
    return objections_first(objections) or _version_refusal(matter, new) or vote_called(matter)


async def _ask(transaction: Transaction, matter: Matter, new: Revising, draft_id: int | None, at: datetime) -> Outcome:
    if matter.revising is not None:
        return Refusal(Reason.WRONG_STATE, {"what": "matter_revise_asked"})
    others = await first_chats(transaction, matter.place, at, (COMMITTEE,), apart=(new.by,))
    if not others:
        return NOBODY_ELSE
    await transaction.drafts.remove(draft_id)
    asked = {"revise_by": new.by, "revise_title": new.title, "revise_text": new.text, "revise_why": new.why}
    await transaction.deliberation.write(matter.id, **asked)
    facts, chats = await facts_of(transaction, matter), [chat.id for chat in others]
    await apply(transaction, revise_asked(matter, facts, new, chats, at), at=at)
    return Done({"matter_id": matter.id, "version": matter.version, "asked": True})


async def _revising(transaction: Transaction, actor: Actor, matter_id: int) -> Matter | Refusal:
    """The matter that somebody else asked to write anew, its row ours, for one of the committee."""
    matter = await transaction.deliberation.lock(matter_id)
    if matter is None:
        return NO_MATTER
    refusal = permit(actor, matter.procedure.run_by, matter.place)
    return refusal or revising_refusal(matter, actor.person_id) or matter


@act
async def confirm_revision(
    transaction: Transaction, *, actor: Actor, matter_id: int, seen: int, source: str, at: datetime
) -> Outcome:
    """同意改: by another than who asked; `seen` as where a step is confirmed, so what was read is what overturns it."""
    matter = await _revising(transaction, actor, matter_id)
    if isinstance(matter, Refusal):
        return matter
    assert actor.person_id is not None and matter.revising is not None, "asked for"
    if (await transaction.journal.last(matter.subject))[0] != seen:
        return Refusal(Reason.WRONG_STATE, {"what": "matter_looked_at"})
    new = matter.revising
    if (refusal := await _anew_refusal(transaction, matter, new)) is not None:
        return refusal
    await transaction.deliberation.write(matter_id, **nobody(Waits.REVISE))
    await apply(transaction, revise_agreed(matter, actor.person_id, new), at=at)
    await _begin_anew(transaction, replace(matter, revising=None), new, actor.person_id, at)
    return Done({"matter_id": matter_id, "version": matter.version + 1})


@act
async def decline_revision(
    transaction: Transaction,
    *,
    actor: Actor,
    matter_id: int,
    words: str,
    draft_id: int | None = None,
    source: str,
    at: datetime,
) -> Outcome:
    """不改，照定下的办: why, is read by who asked; nobody else ever hears of it."""
    matter = await _revising(transaction, actor, matter_id)
    refusal = matter if isinstance(matter, Refusal) else reason_refusal(words)
    if isinstance(matter, Refusal) or refusal is not None:
        return refusal or NO_MATTER
    return await turn_down(transaction, matter, Waits.REVISE, actor.person_id, words, draft_id, at)


async def _begin_anew(transaction: Transaction, matter: Matter, new: Revising, by: int, at: datetime) -> None:
    """The new words go back to the opinions; what was decided on the old ones holds no more."""
    anew: dict[str, Any] = {"round": matter.round + 1, "vote_id": None, "owners_vote_id": None, "figures": None}
    anew |= {"called_up": None, "residents_vote_id": None}
    await _write(transaction, matter, new, by, at, **anew)
    await transaction.deliberation.enter(matter.id, Stage.SOLICITING, at)
    await begin_stage(transaction, matter.id, at)
    if matter.stage is not Stage.ANNOUNCING:
        await _overtake(transaction, matter, new.why, at)


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


def _version_refusal(matter: Matter, new: Revising) -> Refusal | None:
    if (new.title, new.text) == (matter.title, matter.text):
        return Refusal(Reason.WRONG_STATE, {"what": "matter_same_text"})
    return matter_title_refusal(new.title) or matter_text_refusal(new.text) or reason_refusal(new.why)


async def _write(transaction: Transaction, matter: Matter, new: Revising, by: int, at: datetime, **more: Any) -> None:
    """The new words in place of the old, which are kept as the version they were; `by`: whose press that is."""
    await undo_askings(transaction, matter, by, at)
    values = {"title": new.title, "text": new.text, "text_hash": text_hash(new.title, new.text)}
    await transaction.deliberation.write(matter.id, **values, version=matter.version + 1, **more)
    written = await transaction.deliberation.find(matter.id)
    assert written is not None, "its row is ours"
    await transaction.matter_records.draft(written, new.why, by=new.by, at=at)
    await apply(transaction, rewritten(written, new.by, new.why), at=at)


async def versions_of(database: Database, *, matter_id: int) -> Sequence[Version]:
    """Every version of the text."""
    async with database.reading() as transaction:
        return await transaction.matter_records.versions(matter_id)
