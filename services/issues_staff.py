"""What staff do with a report (办理): answer, close, reopen; each told to the reporter and drawn on the card."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from domain.effects import Effect, Record
from domain.issues import (
    DAY,
    LONGEST_ANSWER,
    File,
    Issue,
    Side,
    Step,
    advance,
    clean,
    is_emergency,
    is_reportable,
    permit_step,
    side_of,
    view_of,
)
from domain.outcomes import Done, Outcome, Reason, Refusal
from domain.registry import Actor
from services.acts import act
from services.issues_notices import card_notices, enclosures, is_carded, reporter_notice, told, unfixed_notices
from services.readers import STEWARDS
from storage.effects import apply
from storage.transaction import Transaction

LIFETIME = {Side.STAFF: timedelta(days=3), Side.REPORTER: DAY, Side.NEIGHBOUR: DAY}
"""How long the question for words waits for them: what residents say later is likely about something else."""
UNKNOWN = Refusal(Reason.NOT_FOUND, {"what": "issue"})
"""The same words for what is not there and for what is not shown."""


@act
async def ask_for_words(
    transaction: Transaction, *, actor: Actor, issue_id: int, step: Step, chat_id: int, source: str, at: datetime
) -> Outcome:
    """答复什么、怎么办结的、哪里没修好: asked of whoever may; their next words in this chat are it."""
    issue = await transaction.issues.find(issue_id)
    if issue is None:
        return UNKNOWN
    if (refusal := await _not_now(transaction, issue, actor, step, at)) is not None:
        return refusal
    side = side_of(issue, actor)
    assert actor.person_id is not None and side is not None, "permitted above"
    body = {"issue_id": issue_id, "number": issue.called}
    draft = await transaction.drafts.begin(
        person_id=actor.person_id,
        chat_id=chat_id,
        kind=f"issue_{step.value}",
        body=body,
        awaiting=f"issue.{step.value}",
        expires_at=at + LIFETIME[side],
    )
    return Done({**body, "draft_id": draft.id, "side": side.value})


async def _not_now(transaction: Transaction, issue: Issue, actor: Actor, step: Step, at: datetime) -> Refusal | None:
    """Why not: it is not shown to `actor`, or not theirs to do, or not to be done as it stands."""
    if view_of(issue, actor, carded=await is_carded(transaction, issue)) is None:
        return UNKNOWN
    if (refusal := permit_step(issue, actor, step, at=at)) is not None:
        return refusal
    state = advance(issue.state, step)
    return state if isinstance(state, Refusal) else None


@act
async def answer_issue(
    transaction: Transaction,
    *,
    actor: Actor,
    issue_id: int,
    text: str,
    files: Sequence[File] = (),
    draft_id: int | None = None,
    source: str,
    at: datetime,
) -> Outcome:
    """答复."""
    if not is_reportable(text) and not files:
        return Refusal(Reason.EMPTY, {"what": "issue_words"})
    return await _take(transaction, _Taking(Step.ANSWER, actor, issue_id, clean(text), tuple(files), draft_id), at)


@act
async def close_issue(
    transaction: Transaction,
    *,
    actor: Actor,
    issue_id: int,
    text: str = "",
    files: Sequence[File] = (),
    draft_id: int | None = None,
    source: str,
    at: datetime,
) -> Outcome:
    """办结; what was done may be left unsaid."""
    return await _take(transaction, _Taking(Step.CLOSE, actor, issue_id, clean(text), tuple(files), draft_id), at)


@act
async def reopen_issue(
    transaction: Transaction,
    *,
    actor: Actor,
    issue_id: int,
    text: str = "",
    files: Sequence[File] = (),
    draft_id: int | None = None,
    source: str,
    at: datetime,
) -> Outcome:
    """重新打开, by staff at any time; 还没修好, by those whom it concerns within 14 days. Why may be left unsaid."""
    return await _take(transaction, _Taking(Step.REOPEN, actor, issue_id, clean(text), tuple(files), draft_id), at)


@dataclass(frozen=True)
class _Taking:
    """A step about to be taken."""

    step: Step
    actor: Actor
    issue_id: int
    text: str = ""
    files: tuple[File, ...] = ()
    draft_id: int | None = None


async def _take(transaction: Transaction, taking: _Taking, at: datetime) -> Outcome:
    issue = await transaction.issues.lock(taking.issue_id)
    if issue is None:
        return UNKNOWN
    refusal = await _not_now(transaction, issue, taking.actor, taking.step, at) or _too_long(taking.text)
    if refusal is not None:
        return refusal
    state, side = advance(issue.state, taking.step), side_of(issue, taking.actor)
    assert not isinstance(state, Refusal) and side is not None, "asked above"
    moved = replace(issue, state=state, changed_at=at)
    await transaction.issues.move(issue.id, state, at)
    number = await transaction.issues.step(issue.id, state, by=taking.actor.person_id, text=taking.text, at=at)
    await _keep_files(transaction, f"issue_step:{number}", taking.files, at)
    if taking.draft_id is not None:
        await _finish(transaction, taking.actor, taking.draft_id, at)
    await apply(transaction, await _effects(transaction, moved, taking, side, number, at), at=at)
    facts = {"id": issue.id, "number": issue.called, "state": state.value, "side": side.value}
    urgent = _is_urgent(issue, taking)
    return Done({**facts, "told": _tells(moved, taking.actor), **await told(transaction, moved, at, urgent=urgent)})


def _is_urgent(issue: Issue, taking: _Taking) -> bool:
    """Danger that was reported, or that somebody speaks of now."""
    return is_emergency(issue.text) or is_emergency(taking.text)


def _too_long(text: str) -> Refusal | None:
    if len(text) <= LONGEST_ANSWER:
        return None
    return Refusal(Reason.TOO_LONG, {"what": "issue_words", "most": LONGEST_ANSWER})


async def _keep_files(transaction: Transaction, subject: str, files: Sequence[File], at: datetime) -> None:
    for file in files:
        values: dict[str, Any] = {"kind": file.kind, "file_id": file.file_id, "name": file.name, "mime": file.mime}
        await transaction.attachments.record(subject=subject, size=file.size, at=at, **values)


async def _finish(transaction: Transaction, actor: Actor, draft_id: int, at: datetime) -> None:
    draft = await transaction.drafts.find(draft_id, at=at)
    if draft is not None and draft.person_id == actor.person_id:
        await transaction.drafts.remove(draft_id)


def _tells(issue: Issue, actor: Actor) -> bool:
    """Whether there is a reporter to tell, other than whoever took the step."""
    return issue.reporter_id is not None and issue.reporter_id != actor.person_id


async def _effects(
    transaction: Transaction, issue: Issue, taking: _Taking, side: Side, number: int, at: datetime
) -> list[Effect]:
    body = {"by": taking.actor.person_id, "as": side.value, "step": number, "files": len(taking.files)}
    sealed = {"text": taking.text} if taking.text else {}
    effects: list[Effect] = [Record(issue.subject, issue.state.value, body, sealed)]
    effects += await card_notices(transaction, issue, step=str(number))
    files = await enclosures(transaction, f"issue_step:{number}")
    facts = {"text": taking.text, "side": side.value, "by": _role_of(taking.actor, issue), "files": files}
    if _tells(issue, taking.actor):
        effects += await reporter_notice(transaction, issue, number, facts)
    if side is not Side.STAFF:
        urgent = _is_urgent(issue, taking)
        effects += await unfixed_notices(transaction, issue, number, facts, at, urgent=urgent, but=taking.actor)
    return effects


def _role_of(actor: Actor, issue: Issue) -> str | None:
    """In which role it was done: the reporter reads a role, not a name."""
    kinds = (role.kind for role in actor.roles if role.kind in STEWARDS and role.place.covers(issue.place))
    return next((kind.value for kind in kinds), None)
