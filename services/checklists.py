"""问题清单: a list is made, items are added, done, struck off by somebody else, and looked at again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from domain import checklist_effects as effects
from domain.checklists import (
    AFTER,
    BEFORE,
    LONGEST_TITLE,
    Checklist,
    Holder,
    Item,
    ItemState,
    accept_refusal,
    finish_refusal,
    finishing_on,
    item_refusal,
    look_refusal,
    looker_refusal,
    title_refusal,
)
from domain.issues import File, clean, view_of
from domain.outcomes import Done, Outcome, Reason, Refusal
from domain.permissions import Act, permit
from domain.registry import Actor, Place, RoleKind
from services.acts import act
from services.attachments import keep_files
from services.readers import open_chats, open_groups, staff_chats
from storage.effects import apply
from storage.transaction import Transaction

NAMED_DAYS = 30
"""What all homes named is to be put right within."""
NO_TEAM = Refusal(Reason.NOT_FOUND, {"what": "team"})
NO_LIST = Refusal(Reason.NOT_FOUND, {"what": "checklist"})
NO_REPORT = Refusal(Reason.NOT_FOUND, {"what": "checklist_report"})
NO_WORDS = Refusal(Reason.EMPTY, {"what": "checklist_look"})
ON_IT = Refusal(Reason.ALREADY_DONE, {"what": "checklist_report"})


@act
async def make_checklist(
    transaction: Transaction,
    *,
    actor: Actor,
    place: Place,
    title: str,
    team_id: int | None = None,
    draft_id: int | None = None,
    source: str,
    at: datetime,
) -> Outcome:
    """列清单: a title, its items follow; of a group of residents where one looks after it."""
    title = " ".join(clean(title).split())
    if (refusal := permit(actor, Act.KEEP_CHECKLIST, place) or title_refusal(title)) is not None:
        return refusal
    team = None if team_id is None else await transaction.teams.find(team_id)
    if team_id is not None and (team is None or team.place != place):
        return NO_TEAM
    assert actor.person_id is not None, "permitted above"
    number = await transaction.checklists.make(place, title, by=actor.person_id, at=at, team_id=team_id)
    await transaction.drafts.remove(draft_id)
    await apply(transaction, effects.list_made(await _whole(transaction, number), actor.person_id), at=at)
    return Done({"checklist_id": number})


@act
async def add_item(
    transaction: Transaction,
    *,
    actor: Actor,
    checklist_id: int,
    spot: str,
    words: str,
    holder: Holder,
    days: int,
    files: Sequence[File] = (),
    issue_id: int | None = None,
    draft_id: int | None = None,
    source: str,
    at: datetime,
) -> Outcome:
    """添一项: where, what, who by when; from a report its files are the photo of before."""
    checklist = await _kept(transaction, actor, checklist_id)
    if isinstance(checklist, Refusal):
        return checklist
    spot, words = " ".join(clean(spot).split()), clean(words)
    refusal = await _check_report(transaction, actor, checklist, issue_id)
    if (refusal := refusal or item_refusal(checklist, spot, words, holder, days)) is not None:
        return refusal
    assert actor.person_id is not None, "permitted above"
    by, until = actor.person_id, finishing_on(at, days, transaction.zone)
    put = transaction.checklists.put
    number = await put(checklist, spot, words, holder, finish_on=until, issue_id=issue_id, by=by, at=at)
    await keep_files(
        transaction, f"checklist_{BEFORE}:{number}", [*files, *await _of_report(transaction, issue_id)], at
    )
    await transaction.drafts.remove(draft_id)
    checklist, item = await _found(transaction, checklist_id, number)
    await apply(transaction, effects.item_added(checklist, item, by), at=at)
    await _redraw(transaction, checklist, at)
    return Done({"checklist_id": checklist_id, "item_id": number, "number": item.number})


async def _check_report(
    transaction: Transaction, actor: Actor, checklist: Checklist, issue_id: int | None
) -> Refusal | None:
    if issue_id is None:
        return None
    issue = await transaction.issues.find(issue_id)
    if issue is None or issue.sealed_to is not None or view_of(issue, actor, carded=False) is None:
        return NO_REPORT
    if issue.hidden is not None or not checklist.place.covers(issue.place):
        return NO_REPORT
    return ON_IT if any(item.issue_id == issue_id for item in checklist.items) else None


async def _of_report(transaction: Transaction, issue_id: int | None) -> list[File]:
    if issue_id is None:
        return []
    found = await transaction.attachments.of(f"issue:{issue_id}")
    return [File(row.kind, row.file_id, row.name, row.mime, row.size) for row in found if row.kind == "photo"]


@act
async def list_from_sounding(
    transaction: Transaction, *, actor: Actor, sounding_id: int, source: str, at: datetime
) -> Outcome:
    """征集的结果变成清单, once: what homes named, the most pressing first, for the committee to do."""
    sounding = await transaction.soundings.lock(sounding_id)
    if sounding is None:
        return Refusal(Reason.NOT_FOUND, {"what": "sounding"})
    if (refusal := permit(actor, Act.KEEP_CHECKLIST, sounding.place)) is not None:
        return refusal
    if sounding.checklist_id is not None:
        return Refusal(Reason.ALREADY_DONE, {"what": "sounding_list"})
    named = [option for option, count in sounding.ranked if count] if sounding.counts else []
    if not named:
        return Refusal(Reason.WRONG_STATE, {"what": "sounding_list"})
    assert actor.person_id is not None, "permitted above"
    by, until = actor.person_id, finishing_on(at, NAMED_DAYS, transaction.zone)
    number = await transaction.checklists.make(sounding.place, sounding.question[:LONGEST_TITLE], by=by, at=at)
    await apply(transaction, effects.list_made(await _whole(transaction, number), by), at=at)
    spot = (await transaction.registry.names()).of(sounding.place)
    for option in named:
        checklist, holder = await _whole(transaction, number), Holder(RoleKind.COMMITTEE)
        put = transaction.checklists.put
        added = await put(checklist, spot, option, holder, finish_on=until, issue_id=None, by=by, at=at)
        checklist, item = await _found(transaction, number, added)
        await apply(transaction, effects.item_added(checklist, item, by), at=at)
    await transaction.soundings.became(sounding_id, number)
    await _redraw(transaction, await _whole(transaction, number), at)
    return Done({"checklist_id": number})


@act
async def show_before(
    transaction: Transaction,
    *,
    actor: Actor,
    item_id: int,
    files: Sequence[File],
    draft_id: int | None = None,
    source: str,
    at: datetime,
) -> Outcome:
    """补整改前的照片, while nothing has been done yet."""
    known = await _kept_item(transaction, actor, item_id)
    if isinstance(known, Refusal):
        return known
    checklist, item = known
    if item.state is not ItemState.OPEN:
        return Refusal(Reason.WRONG_STATE, {"what": "checklist_not_open"})
    if not (photos := _photos(files)):
        return Refusal(Reason.EMPTY, {"what": "checklist_before"})
    await keep_files(transaction, item.photos(BEFORE), photos, at)
    await transaction.drafts.remove(draft_id)
    return Done({"checklist_id": checklist.id, "item_id": item_id})


@act
async def finish_item(
    transaction: Transaction,
    *,
    actor: Actor,
    item_id: int,
    words: str,
    files: Sequence[File],
    other_way: str = "",
    draft_id: int | None = None,
    source: str,
    at: datetime,
) -> Outcome:
    """办完了: a photo of after and a word; somebody else looks at it now."""
    known = await _kept_item(transaction, actor, item_id)
    if isinstance(known, Refusal):
        return known
    checklist, item = known
    words, other_way, photos = clean(words), clean(other_way), _photos(files)
    if (refusal := finish_refusal(item, words, len(photos), other_way)) is not None:
        return refusal
    assert actor.person_id is not None, "permitted above"
    done = {"state": ItemState.DONE.value, "done_by": actor.person_id, "done_words": words, "other_way": other_way}
    await transaction.checklists.write(item_id, **done)
    await keep_files(transaction, item.photos(AFTER), photos, at)
    await transaction.drafts.remove(draft_id)
    checklist, item = await _found(transaction, checklist.id, item_id)
    await apply(transaction, effects.item_finished(checklist, item, actor.person_id), at=at)
    return Done({"checklist_id": checklist.id, "item_id": item_id})


@act
async def accept_item(transaction: Transaction, *, actor: Actor, item_id: int, source: str, at: datetime) -> Outcome:
    """验收销号: by somebody who lives there and neither did it nor wrote down that it was done."""
    known = await _item(transaction, item_id)
    if isinstance(known, Refusal):
        return known
    checklist, item = known
    if (refusal := accept_refusal(checklist, item, actor)) is not None:
        return refusal
    assert actor.person_id is not None, "lives there"
    struck = {"state": ItemState.STRUCK.value, "accepted_by": actor.person_id, "struck_at": at, "looked_at": None}
    await transaction.checklists.write(item_id, **struck, looked_by=None)
    checklist, item = await _found(transaction, checklist.id, item_id)
    await apply(transaction, effects.item_struck(checklist, item, actor.person_id), at=at)
    await _redraw(transaction, checklist, at)
    return Done({"checklist_id": checklist.id, "item_id": item_id})


@act
async def send_back(
    transaction: Transaction,
    *,
    actor: Actor,
    item_id: int,
    words: str,
    draft_id: int | None = None,
    source: str,
    at: datetime,
) -> Outcome:
    """没弄好: before it is struck off, or at the look back; it is open again, whoever keeps the list hears."""
    known = await _item(transaction, item_id)
    if isinstance(known, Refusal):
        return known
    checklist, item = known
    words = clean(words)
    before = item.state is ItemState.DONE
    refusal = looker_refusal(checklist, item, actor) if before else None
    refusal = refusal or (None if words or not before else NO_WORDS)
    refusal = refusal or (None if before else look_refusal(checklist, item, actor, good=False, words=words))
    if refusal is not None:
        return refusal
    assert actor.person_id is not None, "lives there"
    opened = {"state": ItemState.OPEN.value, "accepted_by": None, "struck_at": None, "reopened": item.reopened + 1}
    await transaction.checklists.write(item_id, **opened)
    await transaction.drafts.remove(draft_id)
    said = effects.sent_back(checklist, item, actor.person_id, words)
    if not before:
        said = effects.looked_again(checklist, item, actor.person_id, good=False, words=words)
    chats = [chat.id for chat in await staff_chats(transaction, checklist.place, at)]
    await apply(transaction, [*said, *effects.told(checklist, item, "again", chats, at)], at=at)
    await _redraw(transaction, await _whole(transaction, checklist.id), at)
    return Done({"checklist_id": checklist.id, "item_id": item_id})


@act
async def look_again(transaction: Transaction, *, actor: Actor, item_id: int, source: str, at: datetime) -> Outcome:
    """回头看: it is still good."""
    known = await _item(transaction, item_id)
    if isinstance(known, Refusal):
        return known
    checklist, item = known
    if (refusal := look_refusal(checklist, item, actor, good=True, words="")) is not None:
        return refusal
    assert actor.person_id is not None, "lives there"
    await transaction.checklists.write(item_id, looked_at=at, looked_by=actor.person_id)
    await apply(transaction, effects.looked_again(checklist, item, actor.person_id, good=True, words=""), at=at)
    return Done({"checklist_id": checklist.id, "item_id": item_id})


@act
async def remind_look(transaction: Transaction, *, subject: str, due: datetime, source: str, at: datetime) -> Outcome:
    """提醒回头看: whoever accepted it, and the committee, each once."""
    known = await _item(transaction, int(subject.rpartition(":")[2]))
    if isinstance(known, Refusal) or known[1].look_on is None:
        return Done({"told": 0})
    checklist, item = known
    accepted = [] if item.accepted_by is None else await open_chats(transaction, [item.accepted_by])
    chats = [chat.id for chat in (*accepted, *await staff_chats(transaction, checklist.place, at))]
    hearers = list(dict.fromkeys(chats))
    await apply(transaction, effects.told(checklist, item, "look", hearers, due), at=at)
    return Done({"told": len(hearers)})


async def _redraw(transaction: Transaction, checklist: Checklist, at: datetime) -> None:
    standing = {row.chat_id for row in await transaction.posts.of(checklist.subject)}
    leaving = await transaction.outbox.deliveries(checklist.subject)
    groups = await open_groups(transaction, checklist.place)
    shown = {*standing, *groups} if leaving else standing
    await apply(transaction, effects.card(checklist, shown, groups, at), at=at)


async def _kept(transaction: Transaction, actor: Actor, checklist_id: int) -> Checklist | Refusal:
    checklist = await transaction.checklists.lock(checklist_id)
    if checklist is None:
        return NO_LIST
    return permit(actor, Act.KEEP_CHECKLIST, checklist.place) or checklist


async def _item(transaction: Transaction, item_id: int) -> tuple[Checklist, Item] | Refusal:
    number = await transaction.checklists.list_of(item_id)
    checklist = None if number is None else await transaction.checklists.lock(number)
    item = None if checklist is None else checklist.item(item_id)
    return NO_LIST if checklist is None or item is None else (checklist, item)


async def _kept_item(transaction: Transaction, actor: Actor, item_id: int) -> tuple[Checklist, Item] | Refusal:
    known = await _item(transaction, item_id)
    if isinstance(known, Refusal):
        return known
    return permit(actor, Act.KEEP_CHECKLIST, known[0].place) or known


async def _found(transaction: Transaction, checklist_id: int, item_id: int) -> tuple[Checklist, Item]:
    checklist = await _whole(transaction, checklist_id)
    item = checklist.item(item_id)
    assert item is not None, "its row is there"
    return checklist, item


async def _whole(transaction: Transaction, number: int) -> Checklist:
    checklist = await transaction.checklists.find(number)
    assert checklist is not None, "its row is there"
    return checklist


def _photos(files: Sequence[File]) -> list[File]:
    return [file for file in files if file.kind == "photo"]
