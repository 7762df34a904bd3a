"""Rating what was done about a report (报事评价): asked once a closing; appealed by whoever did it, on the record."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from domain.effects import Effect, Post, Record
from domain.issues import Issue, Progress, clean, own_work, reopens_until, sides_of, view_of
from domain.issues_life import Side, State
from domain.issues_ratings import (
    IssueRating,
    RatingSeen,
    Satisfied,
    Saying,
    appeal_refusal,
    closing_of,
    decision_refusal,
    said_refusal,
)
from domain.notices import Notice, NoticeKind, Urgency
from domain.outcomes import Done, Outcome, Reason, Refusal
from domain.permissions import Act, permit
from domain.registry import Actor, RoleKind
from services.acts import act
from services.issues_notices import enclosures, is_carded
from services.readers import first_chats, open_chats
from storage.chats import Chat
from storage.effects import apply
from storage.transaction import Transaction

UNKNOWN = Refusal(Reason.NOT_FOUND, {"what": "issue"})
NOT_REPORTER = Refusal(Reason.NOT_PERMITTED, {"what": "issue_solved"})
OWN_WORK = Refusal(Reason.NOT_PERMITTED, {"what": "issue_own_work"})
NOT_THEIR_WORK = Refusal(Reason.NOT_PERMITTED, {"what": "issue_appeal"})
NOT_RATED = Refusal(Reason.WRONG_STATE, {"what": "issue_not_rated"})
OVER = Refusal(Reason.EXPIRED, {"what": "issue_rating"})
LIFETIME = timedelta(days=1)
"""How long a question for words waits for them."""


@dataclass(frozen=True)
class Closed:
    """A report as it is rated (要评的一件): the step that closed it, what was said of that so far, who did the work."""

    issue: Issue
    step_id: int | None
    rating: IssueRating | None
    doers: frozenset[int]


async def _closed(transaction: Transaction, issue: Issue, step_id: int | None = None) -> Closed:
    """As it stands; or of an earlier closing."""
    ratings = transaction.issue_ratings
    step = step_id or closing_of(await ratings.course(issue.id))
    done = [by for number, by in await ratings.works(issue.id) if by is not None and (step is None or number < step)]
    rating = None if step is None else await ratings.find(step)
    return Closed(issue, step, rating, frozenset(done))


async def _held(transaction: Transaction, actor: Actor, issue_id: int) -> Issue | None:
    """The report, where `actor` sees it; nobody else changing it until the commit."""
    issue = await transaction.issues.lock(issue_id)
    if issue is None or view_of(issue, actor, carded=await is_carded(transaction, issue)) is None:
        return None
    return issue


def _rate_refusal(closed: Closed, actor: Actor, at: datetime) -> Refusal | None:
    """Why `actor` cannot say whether they are content: only its reporter can, once it is closed, for 14 days."""
    issue = closed.issue
    if Side.REPORTER not in sides_of(issue, actor):
        return NOT_REPORTER
    if own_work(issue, actor) or actor.person_id in closed.doers:
        return OWN_WORK
    if issue.state is not State.CLOSED or closed.step_id is None:
        return Refusal(Reason.WRONG_STATE, {"what": "issue", "issue_state": issue.state.value})
    until = reopens_until(issue)
    return OVER if until is None or at >= until else None


@act
async def rate_issue(
    transaction: Transaction,
    *,
    actor: Actor,
    issue_id: int,
    content: Satisfied | None = None,
    words: str | None = None,
    draft_id: int | None = None,
    source: str,
    at: datetime,
) -> Outcome:
    """满意吗: of what was done, by whoever reported it; said anew it takes the place of what was said."""
    issue = await _held(transaction, actor, issue_id)
    if issue is None:
        return UNKNOWN
    closed, said = await _closed(transaction, issue), None if words is None else clean(words)
    stands = content or (None if closed.rating is None else closed.rating.content)
    refusal = _rate_refusal(closed, actor, at) or said_refusal(said or "", wanted=words is not None)
    if refusal is not None or stands is None:
        return refusal or NOT_RATED
    assert actor.person_id is not None and closed.step_id is not None, "permitted above"
    await transaction.drafts.remove(draft_id)
    step, by = closed.step_id, actor.person_id
    await transaction.issue_ratings.rate(issue.id, step, by=by, content=stands, words=said, at=at)
    kept = await transaction.issue_ratings.find(step)
    assert kept is not None, "written above"
    workers = await open_chats(transaction, _workers(closed))
    await _told(transaction, closed, kept, "rated", actor, kept.words, workers, at)
    return Done({"id": issue.id, "number": issue.called, "content": stands.value})


def _workers(closed: Closed) -> list[int]:
    """Who had it, as far as they read it."""
    issue = closed.issue
    found = {*closed.doers, *(() if issue.holder_id is None else (issue.holder_id,))} - {issue.reporter_id}
    return sorted(one for one in found if issue.sealed_to in (None, one))


@act
async def ask_for_rating_words(
    transaction: Transaction,
    *,
    actor: Actor,
    issue_id: int,
    step_id: int | None = None,
    saying: Saying,
    chat_id: int,
    source: str,
    at: datetime,
) -> Outcome:
    """想说的、申诉、申诉有没有理: asked of whoever may; their next words in this chat are it."""
    issue = await _held(transaction, actor, issue_id)
    if issue is None or actor.person_id is None:
        return UNKNOWN
    closed = await _closed(transaction, issue, step_id)
    refusal = _saying_refusal(closed, actor, saying, at)
    if refusal is not None:
        return refusal
    body = {"issue_id": issue.id, "step_id": closed.step_id, "number": issue.called}
    draft = await transaction.drafts.begin(
        person_id=actor.person_id,
        chat_id=chat_id,
        kind="issue_rating",
        body=body,
        awaiting=f"issue_rating.{saying.value}",
        expires_at=at + LIFETIME,
    )
    return Done({**body, "draft_id": draft.id, "saying": saying.value})


def _saying_refusal(closed: Closed, actor: Actor, saying: Saying, at: datetime) -> Refusal | None:
    match saying:
        case Saying.WORDS:
            return _rate_refusal(closed, actor, at) or (NOT_RATED if closed.rating is None else None)
        case Saying.APPEAL:
            return _appeal_refusal(closed, actor)
    return _decision_refusal(closed, actor)


def _appeal_refusal(closed: Closed, actor: Actor) -> Refusal | None:
    """Why `actor` cannot appeal: only whoever did it; what one person alone reads nobody else could decide."""
    did = actor.person_id in _workers(closed)
    if not did or closed.issue.sealed_to is not None:
        return permit(actor, Act.HANDLE_ISSUE, closed.issue.place) or NOT_THEIR_WORK
    return permit(actor, Act.HANDLE_ISSUE, closed.issue.place) or appeal_refusal(closed.rating)


def _decision_refusal(closed: Closed, actor: Actor) -> Refusal | None:
    """Why `actor` cannot decide: a committee member who neither did it, nor appealed, nor reported it."""
    issue, rating = closed.issue, closed.rating
    if (refusal := permit(actor, Act.DECIDE_APPEAL, issue.place)) is not None:
        return refusal
    if rating is None:
        return NOT_RATED
    if own_work(issue, actor) or actor.person_id in {*closed.doers, rating.appealed_by, issue.reporter_id}:
        return OWN_WORK
    return decision_refusal(rating)


@act
async def appeal_rating(
    transaction: Transaction,
    *,
    actor: Actor,
    issue_id: int,
    words: str,
    step_id: int | None = None,
    draft_id: int | None = None,
    source: str,
    at: datetime,
) -> Outcome:
    """申诉, by whoever did the work, in words; another committee member looks at it."""
    issue = await _held(transaction, actor, issue_id)
    if issue is None:
        return UNKNOWN
    closed, said = await _closed(transaction, issue, step_id), clean(words)
    refusal = _appeal_refusal(closed, actor) or said_refusal(said, wanted=True)
    if refusal is not None:
        return refusal
    assert closed.rating is not None and actor.person_id is not None, "asked above"
    await transaction.drafts.remove(draft_id)
    await transaction.issue_ratings.appeal(closed.rating.step_id, by=actor.person_id, words=said, at=at)
    apart = {*_workers(closed), actor.person_id, issue.reporter_id}
    chats = await first_chats(transaction, issue.place, at, ((RoleKind.COMMITTEE,),), apart=apart)
    await _told(transaction, closed, closed.rating, "appealed", actor, said, chats, at)
    return Done({"id": issue.id, "number": issue.called, "heard": len(chats)})


@act
async def decide_appeal(
    transaction: Transaction,
    *,
    actor: Actor,
    issue_id: int,
    step_id: int,
    accepted: bool,
    words: str,
    draft_id: int | None = None,
    source: str,
    at: datetime,
) -> Outcome:
    """申诉有理: figures pass the rating over, it stays on record; or not. Its reporter reads why either way."""
    issue = await _held(transaction, actor, issue_id)
    if issue is None:
        return UNKNOWN
    closed, said = await _closed(transaction, issue, step_id), clean(words)
    if closed.rating is not None and closed.rating.issue_id != issue.id:
        return UNKNOWN
    refusal = _decision_refusal(closed, actor) or said_refusal(said, wanted=True)
    if refusal is not None:
        return refusal
    rating = closed.rating
    assert rating is not None and actor.person_id is not None, "asked above"
    await transaction.drafts.remove(draft_id)
    await transaction.issue_ratings.decide(step_id, by=actor.person_id, accepted=accepted, words=said, at=at)
    hearers = [one for one in (issue.reporter_id, rating.appealed_by) if one is not None]
    what = "accepted" if accepted else "refused"
    await _told(transaction, closed, rating, what, actor, said, await open_chats(transaction, hearers), at)
    return Done({"id": issue.id, "number": issue.called, "accepted": accepted})


async def _told(
    transaction: Transaction,
    closed: Closed,
    rating: IssueRating,
    what: str,
    actor: Actor,
    words: str,
    chats: Iterable[Chat],
    at: datetime,
) -> None:
    """On record, and told: the same thing once to each."""
    issue, content = closed.issue, rating.content.value
    body = {"by": actor.person_id, "step": rating.step_id, "content": content}
    facts = {"id": issue.id, "step_id": rating.step_id, "number": issue.called, "building": issue.spot_words}
    facts |= {"what": what, "content": content, "text": words, "compound": issue.compound}
    key = f"{issue.subject}:rating:{rating.step_id}:{what}:{content}"
    effects: list[Effect] = [Record(issue.subject, f"rating_{what}", body, {"text": words} if words else {})]
    for chat in chats:
        mine = facts | {"reporter": chat.person_id == issue.reporter_id}
        effects.append(Post(Notice(f"{key}:{chat.id}", chat.id, NoticeKind.POST, "issues.rating", mine)))
    await apply(transaction, effects, at=at)


async def with_rating(transaction: Transaction, seen: Progress, actor: Actor, at: datetime) -> RatingSeen | None:
    """The rating for whoever sees all of a report, with what they may do about it."""
    closed = await _closed(transaction, seen.issue)
    if closed.step_id is None:
        return None
    works = await transaction.issue_ratings.works(seen.issue.id)
    photos = len(await transaction.attachments.of(f"issue_step:{works[-1][0]}")) if works else 0
    may = _rate_refusal(closed, actor, at) is None
    return RatingSeen(
        rating=closed.rating,
        rates_until=reopens_until(seen.issue) if may else None,
        appeals=_appeal_refusal(closed, actor) is None,
        decides=_decision_refusal(closed, actor) is None,
        photos=photos,
    )


@act
async def show_work(
    transaction: Transaction, *, actor: Actor, issue_id: int, chat_id: int, source: str, at: datetime
) -> Outcome:
    """看修好的照片: for whoever is asked whether they are content."""
    issue = await _held(transaction, actor, issue_id)
    works = [] if issue is None else await transaction.issue_ratings.works(issue.id)
    if issue is None or not works or not sides_of(issue, actor) & {Side.REPORTER, Side.STAFF}:
        return UNKNOWN
    facts: dict[str, Any] = {"number": issue.called}
    facts["files"] = await enclosures(transaction, f"issue_step:{works[-1][0]}")
    key = f"{issue.subject}:work-shown:{source}"
    notice = Notice(key, chat_id, NoticeKind.POST, "issues.files", facts, urgency=Urgency.URGENT)  # asked for just now
    await apply(transaction, [Post(notice)], at=at)
    return Done({"n": len(facts["files"])})
