"""Who hears of a report (报事通知): staff and reporter in private, the group by one card."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from domain.calendar import not_before
from domain.effects import Effect, Post
from domain.issues import Issue, is_emergency, number_words, reopens_until
from domain.issues_life import Step
from domain.issues_masking import on_card
from domain.issues_urgent import facts_of
from domain.moments import write_moment
from domain.notices import Notice, NoticeKind, NoticeState, Urgency
from domain.outcomes import Facts
from domain.registry import Place, RoleKind
from services.issues_clocks import clocks_of
from services.issues_readers import name_of
from services.readers import STEWARDS, open_chats, staff_chats
from storage.chats import Chat
from storage.transaction import Transaction

LEAVING = frozenset({NoticeState.QUEUED.value, NoticeState.SENDING.value})
"""States of a card that has not arrived: an edit follows it, or redraws it before it leaves."""


async def enclosures(transaction: Transaction, subject: str) -> list[dict[str, str]]:
    """The files of a subject, as notices carry them."""
    return [{"kind": row.kind, "file_id": row.file_id} for row in await transaction.attachments.of(subject)]


async def with_kinds(transaction: Transaction, found: Sequence[Issue]) -> list[Issue]:
    """These reports, each with the kinds of its files: what to call one that came without a word."""
    kinds = await transaction.attachments.kinds([issue.subject for issue in found])
    return [replace(issue, kinds=kinds[issue.subject]) for issue in found]


async def is_registered(transaction: Transaction, person_id: int | None, at: datetime) -> bool:
    """已登记: the person holds a role."""
    return person_id is not None and bool(await transaction.registry.roles_of(person_id, at))


async def is_carded(transaction: Transaction, issue: Issue) -> bool:
    """Whether a group shows its card, or will: then everybody may know that it is there."""
    if issue.sealed_to is not None:
        return False
    return bool(await transaction.posts.of(issue.subject)) or bool(await groups_for(transaction, issue.place))


async def carded(transaction: Transaction, compound_id: int, found: Sequence[Issue]) -> list[Issue]:
    """Those of a compound's reports that everybody may know of, its groups asked for once."""
    groups = [chat.place for chat in await transaction.chats.groups_of(compound_id) if chat.state == "open"]
    shown = []
    for issue in found:
        grouped = issue.place in groups or Place(compound_id) in groups
        if issue.sealed_to is None and (grouped or await transaction.posts.of(issue.subject)):
            shown.append(issue)
    return shown


async def staff_notices(
    transaction: Transaction, issue: Issue, at: datetime, *, step: str = "reported"
) -> list[Effect]:
    """新报事: to committee, building leader and grid worker, at any hour when there is danger."""
    facts = {
        "id": issue.id,
        "number": issue.called,
        "compound": issue.compound,
        "building": issue.spot_words,
        "category": issue.category,
        "text": issue.text,
        "spot": None if issue.spot is None else list(issue.spot),
        "reporter": issue.reporter,
        "sealed": issue.sealed_to is not None,
        "filed_by": None if issue.filed_by is None else await name_of(transaction, issue.filed_by),
        "registered": await is_registered(transaction, issue.reporter_id, at),
        "urgent": is_emergency(issue.text),
        "files": await enclosures(transaction, issue.subject),
        "at": write_moment(issue.reported_at),
    }
    return [
        Post(
            Notice(
                f"{issue.subject}:{step}:{chat.id}",
                chat.id,
                NoticeKind.POST,
                "issues.staff",
                facts,
                urgency=Urgency.URGENT if facts["urgent"] else Urgency.ORDINARY,
            )
        )
        for chat in await readers_of(transaction, issue, at)
    ]


async def readers_of(transaction: Transaction, issue: Issue, at: datetime) -> list[Chat]:
    """Those who serve its place; of a sealed report the one person it is for."""
    if issue.sealed_to is not None:
        return await open_chats(transaction, [issue.sealed_to])
    return await staff_chats(transaction, issue.place, at, STEWARDS)


WORK = {
    Step.ASSIGN: "holder",
    Step.SEND_BACK: "holder",
    Step.DONE: "staff",
    Step.SUPPLY: "staff",
    Step.REOPEN: "staff",
    Step.WITHDRAW: "staff",
    Step.RESUME: "staff",
    Step.LAPSE: "staff",
}
"""Which steps those who work on it hear of: whoever has it, or everybody who serves the place."""


async def work_notices(
    transaction: Transaction,
    issue: Issue,
    step: int,
    facts: Facts,
    at: datetime,
    *,
    urgent: bool,
    by: int | None,
) -> list[Effect]:
    """What those who serve the place hear of a step, at any hour when there is danger; not whoever took it."""
    hearers = WORK.get(Step(facts["step"]))
    if hearers is None:
        return []
    if hearers == "holder" and issue.holder_id is not None:
        chats = await open_chats(transaction, [issue.holder_id])
    else:
        chats = await readers_of(transaction, issue, at)
    urgency = Urgency.URGENT if urgent else Urgency.ORDINARY
    whole = {"id": issue.id, "number": issue.called, "compound": issue.compound, "building": issue.spot_words, **facts}
    return [
        Post(
            Notice(
                f"{issue.subject}:work:{step}:{chat.id}",
                chat.id,
                NoticeKind.POST,
                "issues.work",
                whole,
                urgency=urgency,
            )
        )
        for chat in chats
        if chat.person_id != by
    ]


async def told(transaction: Transaction, issue: Issue, at: datetime, *, urgent: bool) -> Facts:
    """Whom the reporter may count on (谁会看到), by role, and from when if not from now."""
    holders = await transaction.registry.holders(issue.place, STEWARDS, at)
    if not holders:
        holders = await transaction.registry.holders(issue.place, (RoleKind.OPERATOR,), at)
    held = {row.kind for row in holders if issue.sealed_to in (None, row.person_id)}
    quiet = await transaction.profiles.quiet_hours(issue.place.compound_id)
    morning = not_before(at, zone=transaction.zone, quiet=quiet)
    waits = morning > at and not urgent
    return {
        "who": [kind.value for kind in (*STEWARDS, RoleKind.OPERATOR) if kind.value in held],
        "told_at": write_moment(morning) if waits else None,
    }


async def groups_for(transaction: Transaction, place: Place) -> list[Chat]:
    """The groups that show a report's card: its building's, else its compound's."""
    if place.compound_id is None:
        return []
    groups = [chat for chat in await transaction.chats.groups_of(place.compound_id) if chat.state == "open"]
    own = [chat for chat in groups if chat.place == place]
    return own or [chat for chat in groups if chat.place == Place(place.compound_id)]


def card_facts(issue: Issue, kinds: list[str], homes: int = 0) -> dict[str, Any]:
    """What a group may read of it: nothing that tells who, or whose door."""
    return {
        "id": issue.id,
        "number": issue.called,
        "building": issue.spot_words,
        "category": issue.category,
        "text": "" if issue.hidden else on_card(issue.text),
        "hidden": issue.hidden,
        "kinds": kinds,
        "spot": issue.spot is not None,
        "state": issue.state.value,
        "homes": homes,
        "since": write_moment(issue.changed_at),
    }


async def card_notices(transaction: Transaction, issue: Issue, *, step: str) -> list[Effect]:
    """The card: redrawn wherever it stands, posted in the groups that show it where it stands nowhere."""
    if issue.sealed_to is not None:
        return []
    kinds = [file["kind"] for file in await enclosures(transaction, issue.subject)]
    by = (await clocks_of(transaction, issue)).solve_by
    facts = card_facts(issue, kinds, len(await transaction.similar_reports.others(issue.id)))
    facts["by"] = None if by is None else write_moment(by)
    urgent = await transaction.urgent_reports.last(issue.id)
    facts["pressing"] = None if urgent is None else facts_of(urgent)
    standing = {row.chat_id for row in await transaction.posts.of(issue.subject)}
    showing = {chat.id for chat in await groups_for(transaction, issue.place)}
    posts = set(await transaction.outbox.deliveries(issue.subject))
    leaving, doubtful = posts & LEAVING, NoticeState.UNKNOWN.value in posts
    edited = standing | showing if leaving else standing
    shared = await transaction.similar_reports.under(issue.id) is not None  # with the card of another
    posted = set() if standing or doubtful or shared else showing - edited
    return [
        Post(_card(issue, chat_id, NoticeKind.POST if chat_id in posted else NoticeKind.EDIT, facts, step))
        for chat_id in sorted(edited | posted)
    ]


def _card(issue: Issue, chat_id: int, kind: NoticeKind, facts: Facts, step: str) -> Notice:
    key, public = f"{issue.subject}:card:{step}:{chat_id}", kind is NoticeKind.POST
    return Notice(key, chat_id, kind, "issues.card", facts, subject=issue.subject, public=public)


async def question_answered(
    transaction: Transaction, issue: Issue, chat_id: int, message_id: int, at: datetime
) -> list[Effect]:
    """The question in the group, a reply to somebody's words: it says the number, and goes once the card stands there.

    The card may have to wait for the morning, or belong to another group, where the question stays.
    """
    subject, facts = f"{issue.subject}:question", {"id": issue.id, "number": issue.called}
    await transaction.posts.keep(subject=subject, chat_id=chat_id, message_id=message_id, poll_id=None, drawn="")
    here = chat_id in {chat.id for chat in await groups_for(transaction, issue.place)}
    later = await transaction.profiles.after_quiet_hours(at, chat_id=chat_id, zone=transaction.zone)
    said = Notice(f"{subject}:said", chat_id, NoticeKind.EDIT, "issues.question", facts, subject=subject)
    gone = replace(said, key=f"{subject}:gone", kind=NoticeKind.DELETE, not_before=later)
    return [*([Post(said)] if later > at or not here else []), *([Post(gone)] if here else [])]


async def reporter_notice(transaction: Transaction, issue: Issue, step: int | str, facts: Facts) -> list[Effect]:
    """A step: told to whoever reported."""
    chat = None if issue.reporter_id is None else await transaction.chats.private_of(issue.reporter_id)
    if chat is None:
        return []
    until = reopens_until(issue)
    whole = {
        "id": issue.id,
        "number": issue.called,
        "state": issue.state.value,
        "until": None if until is None else write_moment(until),
        "resumes": None if issue.until is None else write_moment(issue.until),
        "main": None if issue.main is None else number_words(issue.main),
        **facts,
    }
    return [Post(Notice(f"{issue.subject}:step:{step}", chat.id, NoticeKind.POST, "issues.told", whole))]
