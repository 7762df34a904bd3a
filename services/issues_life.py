"""The life of a report (办理): every step by one act, told to whom it concerns and drawn on the card."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from domain.effects import Effect, Record
from domain.issues import (
    DAY,
    LONGEST_ANSWER,
    File,
    Issue,
    as_number,
    clean,
    is_emergency,
    is_reportable,
    permit_step,
    side_of,
    view_of,
)
from domain.issues_clock import clock_effects
from domain.issues_ladder import climbs
from domain.issues_life import (
    ON_PROOF,
    PROOFS,
    SUSPENDED_DAYS,
    Side,
    State,
    Step,
    Why,
    advance,
    form_refusal,
    proof_refusal,
)
from domain.moments import write_moment
from domain.outcomes import Done, Outcome, Reason, Refusal
from domain.permissions import Act, permit
from domain.registry import Actor
from services.acts import act
from services.attachments import keep_files
from services.issues_followers import affected, follower_notices
from services.issues_ladder import climb, ladder_effects, level_effects
from services.issues_notices import card_notices, enclosures, is_carded, reporter_notice, told, work_notices
from services.issues_offers import FOLLOWED
from services.readers import STEWARDS
from storage.effects import apply
from storage.transaction import Transaction

Given = Mapping[str, Any]

LIFETIME = {Side.STAFF: timedelta(days=3), Side.REPORTER: DAY, Side.NEIGHBOUR: DAY}
"""How long the question for words waits for them: what residents say later is likely about something else."""
REST = timedelta(minutes=10)
"""How long the rest of an album is waited for."""
UNKNOWN = Refusal(Reason.NOT_FOUND, {"what": "issue"})
"""The same words for what is not there and for what is not shown."""
NOT_STAFF = Refusal(Reason.INVALID, {"what": "issue_holder"})
NOT_MERGED = Refusal(Reason.INVALID, {"what": "issue_main"})
NOT_CHOSEN = Refusal(Reason.INVALID, {"what": "issue_choice"})


@act
async def ask_for_words(
    transaction: Transaction,
    *,
    actor: Actor,
    issue_id: int,
    step: Step,
    chat_id: int,
    given: Given | None = None,
    source: str,
    at: datetime,
) -> Outcome:
    """答复什么、哪里没修好 …: asked of whoever may; their next words in this chat are it."""
    issue = await transaction.issues.find(issue_id)
    if issue is None:
        return UNKNOWN
    issue = await affected(transaction, issue, actor)
    if (refusal := await _not_now(transaction, issue, actor, step, at)) is not None:
        return refusal
    side = side_of(issue, actor)
    assert actor.person_id is not None and side is not None, "permitted above"
    body = {"issue_id": issue_id, "number": issue.called, "given": dict(given or {})}
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


@dataclass(frozen=True)
class Taking:
    """A step about to be taken; without an actor by time alone."""

    step: Step
    actor: Actor | None
    text: str = ""
    files: tuple[File, ...] = ()
    given: Given = field(default_factory=dict)

    @property
    def by(self) -> int | None:
        return None if self.actor is None else self.actor.person_id


@act
async def take_step(
    transaction: Transaction,
    *,
    actor: Actor,
    issue_id: int,
    step: Step,
    text: str = "",
    files: Sequence[File] = (),
    given: Given | None = None,
    draft_id: int | None = None,
    album: str | None = None,
    source: str,
    at: datetime,
) -> Outcome:
    """办理: one step of a report. `given`: what was chosen, `holder` (a person), `days`, `why`.

    `album`: what the picture was the first of; the others join it, and are no report of their own.
    """
    issue = await transaction.issues.lock(issue_id)
    if issue is None:
        return UNKNOWN
    issue = await affected(transaction, issue, actor)
    taking = Taking(step, actor, clean(text), tuple(files), given or {})
    refusal = await _not_now(transaction, issue, actor, step, at) or _wanting(taking)
    refusal = refusal or await _unproven(transaction, issue, step)
    values = refusal or await _values(transaction, issue, taking, at)
    if isinstance(values, Refusal):
        return values
    side = side_of(issue, actor)
    assert side is not None, "permitted above"
    moved, number = await moved_on(transaction, issue, taking, side, values, at, at)
    if draft_id is not None:
        await _finish(transaction, actor, draft_id, album, number, at)
    facts = {"id": moved.id, "number": moved.called, "state": moved.state.value, "side": side.value, "step": step.value}
    urgent = _is_urgent(issue, taking)
    return Done({**facts, "told": _tells(moved, taking), **await told(transaction, moved, at, urgent=urgent)})


async def _unproven(transaction: Transaction, issue: Issue, step: Step) -> Refusal | None:
    """Why a look and the reporter's word wait: the photo of the work is not here yet, or never came."""
    if step not in ON_PROOF:
        return None
    *_, (number, _) = await transaction.issue_ratings.works(issue.id)
    files = await transaction.attachments.of(f"issue_step:{number}")
    return proof_refusal(step, [row.state for row in files if row.kind in PROOFS])


def _wanting(taking: Taking) -> Refusal | None:
    """What the step still needs; a photo says as much as words."""
    if len(taking.text) > LONGEST_ANSWER:
        return Refusal(Reason.TOO_LONG, {"what": "issue_words", "most": LONGEST_ANSWER})
    said = is_reportable(taking.text) or bool(taking.files)
    proof = any(file.kind in PROOFS for file in taking.files)
    return form_refusal(taking.step, words=said, proof=proof)


async def _values(transaction: Transaction, issue: Issue, taking: Taking, at: datetime) -> dict[str, Any] | Refusal:
    """What of the report changes beside its state."""
    if taking.step is Step.ASSIGN:
        return await _holder(transaction, issue, taking.given.get("holder"), at)
    if taking.step is Step.MERGE:
        return await _main(transaction, issue, taking.text)
    return _chosen(issue, taking, at)


def _chosen(issue: Issue, taking: Taking, at: datetime) -> dict[str, Any] | Refusal:
    """The same, where nothing has to be looked up; it becomes a matter only where one is begun."""
    days, why = taking.given.get("days"), taking.given.get("why")
    wrong = {
        Step.SUSPEND: days not in SUSPENDED_DAYS,
        Step.DECLINE: why not in set(Why),
        Step.DISCUSS: True,
    }
    if wrong.get(taking.step):
        return NOT_CHOSEN
    changes: dict[Step, dict[str, Any]] = {
        Step.TAKE: {"holder_id": taking.by},
        Step.RETURN: {"holder_id": None},
        Step.SUSPEND: {"until": at + timedelta(days=days or 0)},
        Step.REOPEN: {"reopened": issue.reopened + (issue.state is State.CLOSED), "main_id": None},
    }
    return changes.get(taking.step, {})


async def _holder(
    transaction: Transaction, issue: Issue, person_id: int | None, at: datetime
) -> dict[str, Any] | Refusal:
    """Somebody who serves the place."""
    if person_id is None or issue.sealed_to not in (None, person_id):
        return NOT_STAFF
    roles = await transaction.registry.roles_of(person_id, at)
    serves = permit(Actor(person_id, tuple(roles)), Act.HANDLE_ISSUE, issue.place) is None
    return {"holder_id": person_id} if serves else NOT_STAFF


async def _main(transaction: Transaction, issue: Issue, words: str) -> dict[str, Any] | Refusal:
    """Another report of the same compound, which is no part of a third."""
    number = as_number(words)
    main = None if number is None else await transaction.issues.by_number(number)
    if main is None or main.id == issue.id or main.place.compound_id != issue.place.compound_id:
        return NOT_MERGED
    return NOT_MERGED if main.state is State.DUPLICATE else {"main_id": main.id}


async def moved_on(
    transaction: Transaction,
    issue: Issue,
    taking: Taking,
    side: Side | None,
    values: Mapping[str, Any],
    since: datetime,
    at: datetime,
) -> tuple[Issue, int]:
    """The step is taken, effective `since`: on record, on the card, told, and what falls due; its number."""
    state = advance(issue.state, taking.step)
    assert not isinstance(state, Refusal), "asked before"
    stays = state is issue.state and taking.step is not Step.ASSIGN  # given to another, it has its time anew
    changed = issue.changed_at if stays else since
    await transaction.issues.move(issue.id, state, changed, **values)
    step, text = taking.step, taking.text
    number = await transaction.issues.step(
        issue.id, step, state, by=taking.by, text=text, why=taking.given.get("why", ""), at=since
    )
    await keep_files(transaction, f"issue_step:{number}", taking.files, at)
    moved = await transaction.issues.find(issue.id)
    assert moved is not None, "its row is there"
    await apply(transaction, await _effects(transaction, moved, taking, side, number, at), at=at)
    if climbs(issue, moved.reopened):
        moved = await climb(transaction, moved, since)
        await apply(transaction, await level_effects(transaction, moved, "reopened", at), at=at)
    return moved, number


def _is_urgent(issue: Issue, taking: Taking) -> bool:
    """Danger that was reported, or that somebody speaks of now."""
    return is_emergency(issue.text) or is_emergency(taking.text)


async def _finish(
    transaction: Transaction, actor: Actor, draft_id: int, album: str | None, number: int, at: datetime
) -> None:
    """The question is answered; where the answer is an album, the rest of it follows within a moment."""
    draft = await transaction.drafts.find(draft_id, at=at)
    if draft is None or draft.person_id != actor.person_id:
        return
    if album is None:
        await transaction.drafts.remove(draft_id)
        return
    await transaction.drafts.write(draft, body={FOLLOWED: f"issue_step:{number}"}, awaiting=None, expires_at=at + REST)
    await transaction.drafts.open_album(album, draft_id, at)


SILENT = frozenset({Step.BEGIN, Step.RETURN, Step.CHECK, Step.RESUME})
"""Steps between those who work on it, of which the reporter is not told one by one."""


def _tells(issue: Issue, taking: Taking) -> bool:
    """Whether the reporter is told: there is one, and it was somebody else."""
    return issue.reporter_id is not None and issue.reporter_id != taking.by and taking.step not in SILENT


async def _effects(
    transaction: Transaction, issue: Issue, taking: Taking, side: Side | None, number: int, at: datetime
) -> list[Effect]:
    body = {
        "by": taking.by,
        "as": None if side is None else side.value,
        "step": number,
        "state": issue.state.value,
        "files": len(taking.files),
        **taking.given,
    }
    record = Record(issue.subject, taking.step.value, body, {"text": taking.text} if taking.text else {})
    files = await enclosures(transaction, f"issue_step:{number}")
    facts = {
        "step": taking.step.value,
        "text": taking.text,
        "side": None if side is None else side.value,
        "by": _role_of(taking.actor, issue),
        "files": files,
        **taking.given,
    }
    effects: list[Effect] = [
        record,
        *clock_effects(issue, transaction.zone),
        *await ladder_effects(transaction, issue),
        *await card_notices(transaction, issue, step=str(number)),
    ]
    if _tells(issue, taking):
        effects += await reporter_notice(transaction, issue, number, facts)
    if taking.step not in SILENT:
        effects += await follower_notices(transaction, issue, number, facts, by=taking.by)
    urgent = _is_urgent(issue, taking)
    return effects + await work_notices(transaction, issue, number, facts, at, urgent=urgent, by=taking.by)


def _role_of(actor: Actor | None, issue: Issue) -> str | None:
    """In which role it was done: the reporter reads a role, not a name."""
    roles = () if actor is None else actor.roles
    kinds = (role.kind for role in roles if role.kind in STEWARDS and role.place.covers(issue.place))
    return next((kind.value for kind in kinds), None)


async def discussable(transaction: Transaction, actor: Actor, issue_id: int, at: datetime) -> Refusal | None:
    """Why no matter can be begun from this report; its row is ours until the commit."""
    issue = await transaction.issues.lock(issue_id)
    return UNKNOWN if issue is None else await _not_now(transaction, issue, actor, Step.DISCUSS, at)


async def discussed(transaction: Transaction, actor: Actor, issue_id: int, matter_id: int, at: datetime) -> None:
    """转议事: the report goes on as this matter."""
    issue = await transaction.issues.lock(issue_id)
    assert issue is not None, "asked before"
    values = {"matter_id": matter_id}
    await moved_on(transaction, issue, Taking(Step.DISCUSS, actor), Side.STAFF, values, at, at)


# What time does by itself


@act
async def lapse_issue(transaction: Transaction, *, subject: str, due: datetime, source: str, at: datetime) -> Outcome:
    """过了时间没有回话: what was asked for did not come, or whether it is fixed was not said; on record either way."""
    return await _by_time(transaction, subject, Step.LAPSE, due, at)


@act
async def resume_issue(transaction: Transaction, *, subject: str, due: datetime, source: str, at: datetime) -> Outcome:
    """挂起到期: it goes on."""
    return await _by_time(transaction, subject, Step.RESUME, due, at)


async def _by_time(transaction: Transaction, subject: str, step: Step, due: datetime, at: datetime) -> Outcome:
    issue = await transaction.issues.lock(int(subject.rpartition(":")[2]))
    if issue is None or isinstance(advance(issue.state, step), Refusal):
        return Done({"moved": False})
    await moved_on(transaction, issue, Taking(step, None), None, {"until": None}, due, at)
    return Done({"moved": True})


@act
async def remind_reporter(
    transaction: Transaction, *, subject: str, due: datetime, source: str, at: datetime
) -> Outcome:
    """请反映人说一声修好没有: once, while it waits for that."""
    issue = await transaction.issues.find(int(subject.rpartition(":")[2]))
    if issue is None or issue.state is not State.TO_RATE:
        return Done({"reminded": False})
    facts: dict[str, Any] = {"step": "remind", "text": "", "side": None, "by": None, "files": []}
    await apply(transaction, await reporter_notice(transaction, issue, f"remind:{write_moment(due)}", facts), at=at)
    return Done({"reminded": True})
