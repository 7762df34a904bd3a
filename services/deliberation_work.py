"""The work (办理): photos of what was done, shown to the neighbours; who says it is not done, and why."""

from __future__ import annotations

from datetime import datetime

from domain import deliberation_effects as effects
from domain.deliberation.matters import reason_refusal
from domain.deliberation.news import NewsKind
from domain.deliberation.stages import MatterAct, Need, Stage, act_refusal
from domain.deliberation_doubts import silenced
from domain.issues import File
from domain.outcomes import Done, Outcome, Reason, Refusal
from domain.registry import Actor
from services.acts import act
from services.deliberation import facts_of, leaders, move
from services.deliberation_doubts import ask_again
from services.dossiers import NO_MATTER, dossier_of, led, work_photos
from services.matter_news import note_news
from services.opinions import own_words
from services.readers import open_groups
from storage.effects import apply
from storage.transaction import Transaction

MOST_PHOTOS = 9
"""In one album."""


@act
async def show_work(
    transaction: Transaction, *, actor: Actor, matter_id: int, photo: File, source: str, at: datetime
) -> Outcome:
    """交照片: of what was done; kept until it is shown."""
    matter = await led(transaction, actor, matter_id, MatterAct.SHOW)
    if isinstance(matter, Refusal):
        return matter
    kept = await work_photos(transaction, matter)
    if len(kept) >= MOST_PHOTOS:
        return Refusal(Reason.TOO_MANY, {"what": "matter_photos", "most": MOST_PHOTOS})
    await transaction.attachments.record(
        subject=matter.subject,
        kind=photo.kind,
        file_id=photo.file_id,
        name=photo.name,
        mime=photo.mime,
        size=photo.size,
        at=at,
    )
    return Done({"matter_id": matter_id, "n": len(kept) + 1})


@act
async def finish_work(
    transaction: Transaction,
    *,
    actor: Actor,
    matter_id: int,
    words: str,
    draft_id: int | None = None,
    source: str,
    at: datetime,
) -> Outcome:
    """公布做好了: in words and with the photos that are kept; from now its neighbours have their time to look."""
    matter = await led(transaction, actor, matter_id, MatterAct.DONE)
    if isinstance(matter, Refusal):
        return matter
    refusal = reason_refusal(words) or await move(
        transaction,
        matter,
        await dossier_of(transaction, matter),
        at,
        at,
        done_words=words,
        done_by=actor.person_id,
        reason="",
    )
    if refusal is not None:
        return refusal
    await transaction.drafts.remove(draft_id)
    shown = await transaction.deliberation.find(matter_id)
    assert shown is not None, "locked above"
    files = [
        {"kind": row.kind, "file_id": row.file_id}
        for row in await transaction.attachments.of(matter.subject)
        if row.state == "stored" and row.at >= matter.since
    ]
    groups, facts = await open_groups(transaction, shown.place), await facts_of(transaction, shown)
    await apply(transaction, effects.done(shown, facts, files, groups), at=at)
    await ask_again(transaction, shown, at)
    return Done({"matter_id": matter_id})


@act
async def doubt_work(
    transaction: Transaction,
    *,
    actor: Actor,
    matter_id: int,
    words: str,
    draft_id: int | None = None,
    source: str,
    at: datetime,
) -> Outcome:
    """没做好: by a home it is about, never by who did it; the work is taken up again."""
    matter = await transaction.deliberation.lock(matter_id)
    if matter is None:
        return NO_MATTER
    refusal = act_refusal(matter.procedure, matter.stage, MatterAct.NOT_DONE) or reason_refusal(words)
    if refusal is not None:
        return refusal
    if not matter.concerns(actor) or actor.person_id is None:
        return Refusal(Reason.NOT_YOURS, {"what": "matter_home"})
    if actor.person_id == matter.done_by:
        return Refusal(Reason.WRONG_STATE, {"what": "matter_own_work"})
    await transaction.drafts.remove(draft_id)
    words = await own_words(transaction, words, actor.person_id)
    if matter.procedure.wants(Need.SETTLED):
        await transaction.matter_doubts.doubt(matter_id, actor.person_id, at)
        await apply(transaction, silenced(matter), at=at)
    await transaction.deliberation.enter(matter_id, Stage.DOING, at, reason=words)
    again = await transaction.deliberation.find(matter_id)
    assert again is not None, "locked above"
    facts, groups = await facts_of(transaction, again), await open_groups(transaction, again.place)
    chats = await leaders(transaction, again, at)
    await note_news(transaction, again, NewsKind.STAGE, {"stage": again.stage.value}, at)
    await apply(transaction, effects.doubted(again, facts, words, actor.person_id, chats, at), at=at)
    await apply(transaction, effects.redrawn(again, facts, groups, at), at=at)
    return Done({"matter_id": matter_id})
