"""应哨: a called unit says when it comes, comes, does its part; by its link, or as staff put it down."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from domain.issues import File, clean
from domain.issues_life import Side, State, Step, advance
from domain.links import PersonalLink
from domain.outcomes import Done, Outcome, Reason, Refusal
from domain.registry import Actor
from domain.whistle_ratings import call_rate_refusal
from domain.whistles import (
    Answering,
    CalledUnit,
    EntryKind,
    EntryWay,
    Whistle,
    WhistleSays,
    answer_refusal,
    arrival_refusal,
    finish_refusal,
    full,
    said_refusal,
)
from services.acts import act
from services.attachments import keep_files
from services.issues_life import Taking, moved_on
from services.whistles import ENDED, NO_WHISTLE, find_unit, led_unit, put_down
from storage.transaction import Transaction

NO_LETTER = Refusal(Reason.EMPTY, {"what": "whistle_letter"})

Called = tuple[Whistle, CalledUnit]


async def _linked(transaction: Transaction, link: PersonalLink) -> Called | Refusal:
    """The unit whose link it is, while its whistle goes on."""
    known = await find_unit(transaction, int(link.subject.rpartition(":")[2]))
    if known is None:
        return NO_WHISTLE
    return ENDED if known[0].ended_at is not None else known


@act
async def answer_by_link(
    transaction: Transaction, *, link: PersonalLink, said: Answering, source: str, at: datetime
) -> Outcome:
    """网页应哨: 收到，几点到, or 不归我们 and why; the last answer stands."""
    known = await _linked(transaction, link)
    if isinstance(known, Refusal):
        return known
    return await _answer(transaction, known, said, EntryWay.LINK, (), None, at)


@act
async def enter_answer(
    transaction: Transaction,
    *,
    actor: Actor,
    unit_id: int,
    said: Answering,
    letter: File | None = None,
    draft_id: int | None = None,
    source: str,
    at: datetime,
) -> Outcome:
    """补录应哨: a stamped letter with its photo, or what was said on the telephone, and by whom."""
    known = await led_unit(transaction, actor, unit_id)
    if isinstance(known, Refusal):
        return known
    way = EntryWay.PHONE if letter is None else EntryWay.LETTER
    files = () if letter is None else (letter,)
    outcome = await _answer(transaction, known, said, way, files, actor.person_id, at)
    if isinstance(outcome, Done):
        await transaction.drafts.remove(draft_id)
    return outcome


async def _answer(
    transaction: Transaction,
    known: Called,
    said: Answering,
    way: EntryWay,
    files: Sequence[File],
    by: int | None,
    at: datetime,
) -> Outcome:
    whistle, unit = known
    said = replace(said, words=clean(said.words), name=clean(said.name), post=clean(said.post))
    if (refusal := answer_refusal(unit, said, at)) is not None:
        return refusal
    comes_at = said.comes_at if said.says is WhistleSays.COMING else None
    number = await transaction.whistles.put_down(
        unit.id,
        EntryKind.ANSWER,
        way,
        says=said.says.value,
        words=said.words,
        name=said.name,
        post=said.post,
        comes_at=comes_at,
        by=by,
        at=at,
    )
    await keep_files(transaction, f"whistle_entry:{number}", files, at)
    whistle, unit = await put_down(transaction, whistle, unit, number, by, at)
    if said.says is WhistleSays.COMING:
        await _follow(transaction, whistle, unit, Step.TAKE, at)
    return _done(unit)


@act
async def arrive_by_link(
    transaction: Transaction, *, link: PersonalLink, name: str, post: str, source: str, at: datetime
) -> Outcome:
    """网页报到: we are here."""
    known = await _linked(transaction, link)
    if isinstance(known, Refusal):
        return known
    who = Answering(WhistleSays.COMING, clean(name), clean(post), comes_at=at)
    refusal = arrival_refusal(known[1]) or answer_refusal(known[1], who, at)
    return refusal or await _arrive(transaction, known, EntryWay.LINK, who, (), None, at)


@act
async def note_arrival(
    transaction: Transaction,
    *,
    actor: Actor,
    unit_id: int,
    files: Sequence[File],
    draft_id: int | None = None,
    source: str,
    at: datetime,
) -> Outcome:
    """记到场: with a photo of who came to do what."""
    known = await led_unit(transaction, actor, unit_id)
    if isinstance(known, Refusal):
        return known
    photo = None if files else Refusal(Reason.EMPTY, {"what": "whistle_photo"})
    if (refusal := arrival_refusal(known[1]) or photo) is not None:
        return refusal
    await transaction.drafts.remove(draft_id)
    return await _arrive(transaction, known, EntryWay.STAFF, None, files, actor.person_id, at)


async def _arrive(
    transaction: Transaction,
    known: Called,
    way: EntryWay,
    who: Answering | None,
    files: Sequence[File],
    by: int | None,
    at: datetime,
) -> Outcome:
    whistle, unit = known
    name, post = (None, None) if who is None else (who.name, who.post)
    number = await transaction.whistles.put_down(unit.id, EntryKind.ARRIVED, way, name=name, post=post, by=by, at=at)
    await keep_files(transaction, f"whistle_entry:{number}", files, at)
    whistle, unit = await put_down(transaction, whistle, unit, number, by, at)
    for step in (Step.TAKE, Step.BEGIN):
        await _follow(transaction, whistle, unit, step, at)
    return _done(unit)


@act
async def finish_part(
    transaction: Transaction,
    *,
    actor: Actor,
    unit_id: int,
    text: str,
    files: Sequence[File],
    draft_id: int | None = None,
    source: str,
    at: datetime,
) -> Outcome:
    """它那一份办好了: with words and a photo; when every part is, the report is done by the lead's."""
    known = await led_unit(transaction, actor, unit_id)
    if isinstance(known, Refusal):
        return known
    whistle, unit = known
    if (refusal := finish_refusal(unit, clean(text), photo=bool(files))) is not None:
        return refusal
    by = actor.person_id
    number = await transaction.whistles.put_down(
        unit.id, EntryKind.DONE, EntryWay.STAFF, words=clean(text), by=by, at=at
    )
    await keep_files(transaction, f"whistle_entry:{number}", files, at)
    await transaction.drafts.remove(draft_id)
    whistle, unit = await put_down(transaction, whistle, unit, number, by, at)
    if whistle.all_done:
        await _all_done(transaction, whistle, actor, at)
    return _done(unit, ended=whistle.all_done)


@act
async def say_by_link(
    transaction: Transaction, *, link: PersonalLink, words: str, name: str, post: str, source: str, at: datetime
) -> Outcome:
    """它有话说: on the record, before a rating is shown or after; also when the whistle has ended."""
    known = await find_unit(transaction, int(link.subject.rpartition(":")[2]))
    if known is None:
        return NO_WHISTLE
    words, name, post = clean(words), clean(name), clean(post)
    whistle, unit = known
    missing = next((what for what, said in (("name", name), ("post", post)) if not said), None)
    who = None if missing is None else Refusal(Reason.EMPTY, {"what": f"whistle_{missing}"})
    if (refusal := said_refusal(words) or who or full(unit)) is not None:
        return refusal
    number = await transaction.whistles.put_down(
        unit.id, EntryKind.WORD, EntryWay.LINK, words=words, name=name, post=post, by=None, at=at
    )
    await put_down(transaction, whistle, unit, number, None, at)
    return _done(unit)


@act
async def rate_call_by_link(
    transaction: Transaction,
    *,
    link: PersonalLink,
    plain: str,
    complete: str,
    words: str,
    name: str,
    post: str,
    source: str,
    at: datetime,
) -> Outcome:
    """它评这次吹哨: how plain the call was, whether the papers were all there; also when the whistle has ended."""
    known = await find_unit(transaction, int(link.subject.rpartition(":")[2]))
    if known is None:
        return NO_WHISTLE
    whistle, unit = known
    words, name, post = clean(words), clean(name), clean(post)
    if (refusal := call_rate_refusal(unit, plain, complete, words=words, name=name, post=post)) is not None:
        return refusal
    number = await transaction.whistles.put_down(
        unit.id,
        EntryKind.OF_CALL,
        EntryWay.LINK,
        says=plain,
        second=complete,
        words=words,
        name=name,
        post=post,
        by=None,
        at=at,
    )
    await put_down(transaction, whistle, unit, number, None, at)
    return _done(unit)


def _done(unit: CalledUnit, *, ended: bool = False) -> Done:
    return Done({"whistle_id": unit.whistle_id, "unit_id": unit.id, "ended": ended})


FOLLOWS = {Step.TAKE: (State.REPORTED, State.ACCEPTED, State.REOPENED, State.ASSIGNED), Step.BEGIN: (State.TAKEN,)}
"""From where a report follows its whistle (已应哨、到场开始办)."""


async def _follow(transaction: Transaction, whistle: Whistle, unit: CalledUnit, step: Step, at: datetime) -> None:
    """The report the whistle was blown for goes on with what its units do, where it stood still."""
    issue = None if whistle.issue_id is None else await transaction.issues.lock(whistle.issue_id)
    if issue is not None and issue.state in FOLLOWS[step]:
        taking = Taking(step, None, given={"unit": unit.name})
        await moved_on(transaction, issue, taking, Side.STAFF, {}, at, at)


async def _all_done(transaction: Transaction, whistle: Whistle, actor: Actor, at: datetime) -> None:
    """每家都办好了: the whistle ends; its report waits for somebody else to look, with the lead's words and photo."""
    await transaction.whistles.write(whistle.id, ended_at=at)
    issue = None if whistle.issue_id is None else await transaction.issues.lock(whistle.issue_id)
    lead = whistle.lead
    proof = None if lead is None else lead.last(EntryKind.DONE)
    if issue is None or proof is None or isinstance(advance(issue.state, Step.DONE), Refusal):
        return
    kept = await transaction.attachments.of(proof.subject)
    files = tuple(File(row.kind, row.file_id, row.name, row.mime, row.size) for row in kept)
    await moved_on(transaction, issue, Taking(Step.DONE, actor, proof.words, files), Side.STAFF, {}, at, at)
