"""Reports (报事): from an offer to a numbered report that staff, reporter and group see, each their part."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from domain.effects import Effect, Post, Record
from domain.issues import (
    DAY,
    Issue,
    Progress,
    View,
    blank,
    is_emergency,
    next_allowed,
    own_work,
    reopens_until,
    sees_all,
    sides_of,
    view_of,
)
from domain.issues_ladder import TOP, hold_refusal, late_first, letter_refusal
from domain.issues_life import IN_HAND, Side, State, Step, steps_for
from domain.issues_masking import on_card
from domain.moments import write_moment
from domain.notices import Notice, NoticeKind, Urgency
from domain.outcomes import Done, Outcome, Reason, Refusal
from domain.permissions import Act, permit
from domain.registry import ANYWHERE, Actor, Place, RoleKind
from services.acts import act
from services.issues_clocks import clocked
from services.issues_digest import card_or_line
from services.issues_followers import affected, with_neighbours
from services.issues_hiding import hide_words, hidings, show_words
from services.issues_ladder import ladder_effects, lead_of
from services.issues_life import ask_for_words, take_step
from services.issues_months import period_effects
from services.issues_notices import (
    enclosures,
    is_carded,
    is_registered,
    question_answered,
    staff_notices,
    told,
    with_kinds,
)
from services.issues_offers import (
    Author,
    amend_report,
    ask_place,
    ask_words,
    choose_category,
    drop_report,
    gas_number,
    offer_facts,
    offer_report,
    offer_to_author,
    own_draft,
    place_in_entrance,
    place_report,
    still_belongs,
)
from services.issues_private import (
    file_offer,
    filed_for_me,
    neighbour_token,
    readers_of_offer,
    seal_offer,
    take_over_issue,
    unseal_issue,
    wrong_reader,
)
from services.issues_ratings import with_rating
from services.issues_recurrence import look_for_cause
from services.issues_sorting import category_of, sort_issue
from services.issues_spots import entrance_of
from services.issues_urgent import urgent_of
from services.readers import STEWARDS
from storage.database import Database
from storage.drafts import Draft
from storage.effects import apply
from storage.transaction import Transaction

__all__ = [
    "Author",
    "adopt_reports",
    "amend_report",
    "ask_for_words",
    "ask_place",
    "ask_words",
    "choose_category",
    "drop_report",
    "file_offer",
    "filed_for_me",
    "hide_words",
    "hidings",
    "latest",
    "offer_of",
    "offer_report",
    "offer_to_author",
    "open_list",
    "place_in_entrance",
    "place_report",
    "progress",
    "progress_by_number",
    "public_list",
    "readers_of_offer",
    "report_issue",
    "seal_offer",
    "show_files",
    "show_words",
    "sort_issue",
    "stewards",
    "still_belongs",
    "take_over_issue",
    "take_step",
    "unplaced",
    "unseal_issue",
]

LATEST = 5
"""A person's own reports shown at once."""


@act
async def report_issue(
    transaction: Transaction,
    *,
    actor: Actor,
    draft_id: int,
    question: tuple[int, int] | None = None,
    source: str,
    at: datetime,
) -> Outcome:
    """报上去: a number at once. `question`: our number of the group and the message there that asked for it."""
    draft = await own_draft(transaction, actor, draft_id, at)
    if isinstance(draft, Refusal):
        return draft
    refusal = await _too_many(transaction, actor, at) or await _nowhere(transaction, draft)
    refusal = refusal or await wrong_reader(transaction, actor, draft, at)
    if refusal is not None:
        return refusal
    # Two workers may hold the same offer: only one writes its next version, the other finds the report.
    if not await transaction.drafts.write(draft, body=draft.body, awaiting=None, expires_at=draft.expires_at):
        again = await own_draft(transaction, actor, draft_id, at)
        return again if isinstance(again, Refusal) else Refusal(Reason.STALE)
    issue = await _write(transaction, actor, draft, at)
    effects = await _effects(transaction, issue, at)
    if question is not None:
        effects += await question_answered(transaction, issue, *question, at)
    await apply(transaction, effects, at=at)
    urgent = is_emergency(issue.text)
    facts = await told(transaction, issue, at, urgent=urgent)
    facts = {
        **facts,
        "for_neighbour": _token(transaction, issue),
        "gas": await gas_number(transaction, issue.text, issue.place.compound_id),
    }
    files = len(await transaction.attachments.of(issue.subject))
    return Done({"id": issue.id, "number": issue.called, "urgent": urgent, "files": files, **facts})


def _token(transaction: Transaction, issue: Issue) -> str | None:
    return None if issue.filed_by is None else neighbour_token(transaction, issue.id)


async def _too_many(transaction: Transaction, actor: Actor, at: datetime) -> Refusal | None:
    assert actor.person_id is not None, "people report"
    earlier = await transaction.issues.moments_of(actor.person_id, at - DAY)
    until = next_allowed(earlier, registered=actor.registered, at=at)
    if until is None:
        return None
    return Refusal(Reason.TOO_MANY, {"what": "reports", "until": write_moment(until)})


async def _nowhere(transaction: Transaction, draft: Draft) -> Refusal | None:
    """Where several compounds live in one house, a report must say which it is about."""
    if draft.body["compound_id"] is not None or len(await transaction.registry.compounds()) <= 1:
        return None
    return Refusal(Reason.NO_COMPOUND, {"what": "report"})


async def _write(transaction: Transaction, actor: Actor, draft: Draft, at: datetime) -> Issue:
    compounds = await transaction.registry.compounds()
    only = compounds[0].id if len(compounds) == 1 else None  # founded while the offer waited
    assert actor.person_id is not None, "people report"
    for_neighbour = bool(draft.body.get("for_neighbour"))
    issue = await transaction.issues.report(
        number=await transaction.acts.next_number("issue"),
        place=Place(draft.body["compound_id"] or only, draft.body["building_id"]),
        reporter_id=None if for_neighbour else actor.person_id,
        draft_id=draft.id,
        text=draft.body["text"],
        spot=draft.body["spot"],
        poster=draft.body.get("poster"),
        entrance_id=await entrance_of(transaction, draft.body),
        thing=draft.body.get("thing"),
        at=at,
    )
    if for_neighbour:
        await transaction.intake.file_for_neighbour(issue.id, actor.person_id)
    if (reader := draft.body.get("sealed_to")) is not None:
        await transaction.intake.seal(issue.id, reader)
    category = await category_of(transaction, draft.body)
    await transaction.intake.sort(issue.id, category, confirmed_at=None)
    await transaction.attachments.hand_over(f"draft:{draft.id}", issue.subject)
    await transaction.drafts.remove(draft.id)
    filed = actor.person_id if for_neighbour else None
    about = None if category is None else category.value
    return replace(issue, category=about, sealed_to=reader, filed_by=filed)


async def _effects(transaction: Transaction, issue: Issue, at: datetime) -> list[Effect]:
    body = {
        "number": issue.number,
        "compound": issue.place.compound_id,
        "building": issue.place.building_id,
        "urgent": is_emergency(issue.text),
        "category": issue.category,
        "sealed": issue.sealed_to is not None,
        "for_neighbour": issue.filed_by,
    }
    record = Record(issue.subject, "reported", body, {"text": issue.text, "reporter": str(issue.reporter_id)})
    staff = await staff_notices(transaction, issue, at)
    card = await card_or_line(transaction, issue, at)
    periods = period_effects(issue.place.compound_id, at, transaction)
    again = await look_for_cause(transaction, issue, at)
    return [record, *staff, *card, *await ladder_effects(transaction, issue), *periods, *again]


@act
async def adopt_reports(
    transaction: Transaction, *, actor: Actor, compound_id: int, source: str, at: datetime
) -> Outcome:
    """认领先到的报事: what was reported before there was a compound belongs to the first one."""
    if (refusal := permit(actor, Act.FOUND_COMPOUND, ANYWHERE)) is not None:
        return refusal
    orphans = await transaction.issues.unplaced()
    for issue in orphans:
        await transaction.issues.adopt(issue.id, compound_id)
    body = {"compound": compound_id, "by": actor.person_id}
    await apply(transaction, [Record(issue.subject, "adopted", body) for issue in orphans], at=at)
    return Done({"n": len(orphans), "numbers": [issue.called for issue in orphans]})


@act
async def show_files(
    transaction: Transaction, *, actor: Actor, issue_id: int, chat_id: int, source: str, at: datetime
) -> Outcome:
    """看照片: the files once more, for whoever sees all of the report."""
    seen = await _progress(transaction, actor, await transaction.issues.find(issue_id), at)
    if isinstance(seen, Refusal) or seen.view is View.PUBLIC:
        return Refusal(Reason.NOT_FOUND, {"what": "issue"})
    facts = {"number": seen.issue.called, "files": await enclosures(transaction, seen.issue.subject)}
    key = f"{seen.issue.subject}:files:{source}"
    notice = Notice(key, chat_id, NoticeKind.POST, "issues.files", facts, urgency=Urgency.URGENT)  # asked for just now
    await apply(transaction, [Post(notice)], at=at)
    return Done({"n": len(facts["files"])})


async def unplaced(database: Database) -> list[Issue]:
    """Reports from before there was a compound, oldest first: whoever claims the bot is shown them."""
    async with database.reading() as transaction:
        return await with_kinds(transaction, await transaction.issues.unplaced())


async def open_list(database: Database, *, actor: Actor, at: datetime) -> list[Issue]:
    """待办报事: what is not closed where `actor` serves: what is late first, longest first; then by age."""
    everywhere = actor.has(RoleKind.OPERATOR)
    async with database.reading() as transaction:
        found = await transaction.issues.open(None if everywhere else sorted(actor.compounds))
        served = await with_kinds(transaction, [issue for issue in found if sees_all(actor, issue.place)])
        timed = late_first(await clocked(transaction, served), at)
        return [issue if _reads(issue, actor) else blank(issue) for issue in timed]


def _reads(issue: Issue, actor: Actor) -> bool:
    return view_of(issue, actor, carded=False) is not None


async def stewards(database: Database, issue: Issue, at: datetime) -> list[tuple[int, str]]:
    """派给谁: those who serve the place, each once, by name."""
    async with database.reading() as transaction:
        holders = await transaction.registry.holders(issue.place, STEWARDS, at)
    return list({row.person_id: row.name for row in holders}.items())


async def public_list(database: Database, *, building_id: int) -> list[Issue]:
    """正在办的事 of a building, as its groups know them from their cards, oldest first; without who reported."""
    async with database.reading() as transaction:
        building = await transaction.registry.building(building_id)
        found = [] if building is None else await transaction.issues.open([building.compound_id])
        here = [issue for issue in found if issue.place.building_id == building_id]
        shown = [issue for issue in here if await is_carded(transaction, issue)]
        carded = await clocked(transaction, await with_kinds(transaction, shown))
    return [replace(issue, reporter_id=None, reporter=None) for issue in carded]


async def latest(database: Database, *, person_id: int) -> list[Issue]:
    """我最近报的, newest first."""
    async with database.reading() as transaction:
        return await with_kinds(transaction, await transaction.issues.latest_of(person_id, LATEST))


async def offer_of(database: Database, *, actor: Actor, draft_id: int, at: datetime) -> Outcome:
    """An offer as its screen shows it, for its author."""
    async with database.reading() as transaction:
        draft = await own_draft(transaction, actor, draft_id, at)
        return draft if isinstance(draft, Refusal) else Done(await offer_facts(transaction, draft.id, draft.body))


async def progress(database: Database, *, actor: Actor, issue_id: int, at: datetime) -> Progress | Refusal:
    """到哪一步了, as far as `actor` may know it."""
    async with database.reading() as transaction:
        return await _progress(transaction, actor, await transaction.issues.find(issue_id), at)


async def progress_by_number(database: Database, *, actor: Actor, number: int, at: datetime) -> Progress | Refusal:
    """The same, by the number people know."""
    async with database.reading() as transaction:
        return await _progress(transaction, actor, await transaction.issues.by_number(number), at)


async def _progress(transaction: Transaction, actor: Actor, issue: Issue | None, at: datetime) -> Progress | Refusal:
    unknown = Refusal(Reason.NOT_FOUND, {"what": "issue"})  # the same words for what is not there and what is not shown
    if issue is None:
        return unknown
    view = view_of(issue, actor, carded=await is_carded(transaction, issue))
    if view is None:
        sealed = issue.sealed_to is not None and sees_all(actor, issue.place)
        return Refusal(Reason.NOT_YOURS, {"what": "sealed"}) if sealed else unknown
    (issue,) = await clocked(transaction, await with_kinds(transaction, [issue]))
    issue = await affected(transaction, issue, actor)
    sides, until = sides_of(issue, actor), reopens_until(issue)
    can = tuple(steps_for(issue.state, sides, own_work=own_work(issue, actor)))
    seen = Progress(issue, view, at=at, reason=await _reason(transaction, issue), steps=can)
    seen = await with_neighbours(transaction, seen, actor)
    if until is not None and sides and Side.STAFF not in sides:
        seen = replace(seen, reopens_until=until if at < until else None, too_late=at >= until)
    seen = await _whistled(transaction, actor, seen, at)
    chained = issue.matter_id is not None or bool(await transaction.root_causes.of_issue(issue.id))
    seen = replace(seen, urgent=await urgent_of(transaction, issue, view, actor), chained=chained)
    return seen if view is View.PUBLIC else await _whole(transaction, seen, actor, at)


async def _reason(transaction: Transaction, issue: Issue) -> str:
    """Why it is put aside: everybody may read it, without doors and telephones."""
    if issue.state is not State.SUSPENDED:
        return ""
    said = [taken.text for taken in await transaction.issues.taken(issue.id) if taken.step is Step.SUSPEND]
    return on_card(said[-1]) if said else ""


async def _whistled(transaction: Transaction, actor: Actor, seen: Progress, at: datetime) -> Progress:
    """Which units were called to it, and who of them has not answered: anybody who sees it may read that."""
    place, state = seen.issue.place, seen.issue.state
    serves = place.compound_id is not None and permit(actor, Act.BLOW_WHISTLE, place) is None
    open_to_all = seen.issue.sealed_to is None
    seen = replace(seen, may_whistle=serves and open_to_all and state in IN_HAND)
    blown = await transaction.whistles.of_issue(seen.issue.id)
    units = tuple((unit, unit.standing(at)) for whistle in blown for unit in whistle.units)
    return replace(seen, whistle_id=blown[-1].id, called=units) if blown else seen


async def _whole(transaction: Transaction, seen: Progress, actor: Actor, at: datetime) -> Progress:
    """The same with its steps, for those who see all of it."""
    issue = seen.issue
    assert issue.deadlines is not None, "asked for"
    staff = seen.view is View.STAFF and Side.STAFF in sides_of(issue, actor)
    return replace(
        seen,
        rating=await with_rating(transaction, seen, actor, at),
        lead=await lead_of(transaction, issue) if seen.view is View.STAFF else "",
        holds=staff and hold_refusal(issue, issue.deadlines, at) is None,
        writes=letter_refusal(issue, issue.deadlines, at) is None and (not staff or issue.level == TOP),
        taken=tuple(await transaction.issues.taken(issue.id)),
        files=len(issue.kinds),
        registered=await is_registered(transaction, issue.reporter_id, at),
    )
