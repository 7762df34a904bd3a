"""计时服务: two people put it on the list, whoever does it signs in with a photo, two homes say how a month was."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from domain import hourly_effects as effects
from domain.hourly import (
    ACCEPTED_BY,
    FeeChange,
    HourlyMonth,
    HourlyService,
    HourlyVisit,
    HourlyWord,
    confirm_refusal,
    doing_refusal,
    fee_refusal,
    fine_homes,
    home_of,
    judge_refusal,
    month_after,
    month_before,
    month_of,
    service_refusal,
    sheet,
    visit_refusal,
    word_refusal,
)
from domain.issues import File, clean
from domain.outcomes import Done, Outcome, Reason, Refusal
from domain.permissions import Act, permit
from domain.registry import Actor, Place
from services.acts import act
from services.attachments import keep_files
from services.fund_posting import second_chats
from services.readers import open_groups
from storage.effects import apply
from storage.hourly import PHOTO
from storage.transaction import Transaction

NO_SERVICE = Refusal(Reason.NOT_FOUND, {"what": "hourly"})
NO_CHANGE = Refusal(Reason.NOT_FOUND, {"what": "hourly_fee"})
FEE_DISCUSSED = Refusal(Reason.ALREADY_DONE, {"what": "hourly_fee"})


@act
async def ask_service(
    transaction: Transaction,
    *,
    actor: Actor,
    place: Place,
    name: str,
    standard: str,
    minutes: int,
    times: int,
    rate: int,
    draft_id: int | None = None,
    source: str,
    at: datetime,
) -> Outcome:
    """要列一项计时服务: a second person looks before anybody reads it."""
    if (refusal := permit(actor, Act.KEEP_FUNDS, place)) is not None:
        return refusal
    assert actor.person_id is not None and place.compound_id is not None, "permitted above"
    by, (name, standard) = actor.person_id, (" ".join(clean(one).split()) for one in (name, standard))
    wanted = HourlyService(0, place, name, standard, minutes, times, rate, by, at)
    existing = await transaction.hourly.inside([place.compound_id])
    if (refusal := service_refusal(len(existing), wanted)) is not None:
        return refusal
    number = await transaction.hourly.ask(wanted)
    await transaction.drafts.remove(draft_id)
    service = await transaction.hourly.lock(number)
    assert service is not None, "asked just now"
    chats = await second_chats(transaction, place, at, by)
    await apply(transaction, effects.asked(service, by, chats), at=at)
    return Done({"service_id": number, "seconds": len(chats)})


@act
async def confirm_service(
    transaction: Transaction, *, actor: Actor, service_id: int, source: str, at: datetime
) -> Outcome:
    """对，列上: it is done from the next month on, and the groups hear of it."""
    service = await _kept(transaction, actor, service_id)
    if isinstance(service, Refusal):
        return service
    if (refusal := confirm_refusal(service, actor)) is not None:
        return refusal
    assert actor.person_id is not None, "permitted above"
    today = at.astimezone(transaction.zone).date()
    since = month_of(today) if today.day == 1 else month_after(month_of(today))
    await transaction.hourly.write(service_id, confirmed_by=actor.person_id, confirmed_at=at, since=since)
    groups = await open_groups(transaction, service.place)
    told = effects.confirmed(service, since, actor.person_id, groups, transaction.zone)
    await apply(transaction, told, at=at)
    return Done({"service_id": service_id, "since": since})


@act
async def end_service(transaction: Transaction, *, actor: Actor, service_id: int, source: str, at: datetime) -> Outcome:
    """不列了, 不做了: one that was not confirmed goes, another ends; what was done stays to be read."""
    service = await _kept(transaction, actor, service_id)
    if isinstance(service, Refusal):
        return service
    if service.ended_at is not None:
        return Refusal(Reason.ALREADY_DONE, {"what": "hourly_ended"})
    if service.confirmed_at is None:
        await transaction.hourly.drop(service_id)
    else:
        await transaction.hourly.write(service_id, ended_at=at)
    what = "hourly_dropped" if service.confirmed_at is None else "hourly_ended"
    await apply(transaction, effects.dropped(service, what, actor.person_id), at=at)
    return Done({"service_id": service_id})


@act
async def sign_in(
    transaction: Transaction,
    *,
    actor: Actor,
    service_id: int,
    minutes: int,
    files: Sequence[File] = (),
    draft_id: int | None = None,
    source: str,
    at: datetime,
) -> Outcome:
    """签到: it was done today, for so long; with a photo."""
    service = await transaction.hourly.lock(service_id)
    if service is None:
        return NO_SERVICE
    if (refusal := doing_refusal(actor, service)) is not None:
        return refusal
    today = at.astimezone(transaction.zone).date()
    before = await transaction.hourly.visits(service_id, month_of(today))
    if (refusal := visit_refusal(service, before, today, minutes, photos=len(files))) is not None:
        return refusal
    visit = HourlyVisit(0, service_id, today, minutes, actor.person_id, at)
    number = await transaction.hourly.visit(visit)
    await keep_files(transaction, PHOTO.format(number), files, at)
    await transaction.drafts.remove(draft_id)
    await apply(transaction, effects.visited(service, visit), at=at)
    return Done({"service_id": service_id, "times": len(before) + 1, "of": service.times})


@act
async def judge_month(
    transaction: Transaction,
    *,
    actor: Actor,
    service_id: int,
    month: str,
    fine: bool,
    words: str = "",
    draft_id: int | None = None,
    source: str,
    at: datetime,
) -> Outcome:
    """验收一个月: when two homes say that it was done well, its sheet stays as it is, what was missed taken off."""
    service = await transaction.hourly.lock(service_id)
    if service is None:
        return NO_SERVICE
    this_month, words = month_of(at.astimezone(transaction.zone).date()), clean(words)
    visits = await transaction.hourly.visits(service_id, month)
    one = await transaction.hourly.accepted(service_id, month) or sheet(service, month, visits)
    refusal = judge_refusal(service, one, visits, actor, this_month) or word_refusal(words, fine=fine)
    home = home_of(actor, service.place)
    if refusal is not None:
        return refusal
    assert actor.person_id is not None and home is not None, "looked at above"
    await transaction.hourly.say(service_id, month, HourlyWord(actor.person_id, home.unit_id, fine, words, at))
    await transaction.drafts.remove(draft_id)
    committee = [] if fine else await second_chats(transaction, service.place, at)
    said = effects.judged(service, month, actor.person_id, fine=fine, words=words, committee=committee, at=at)
    await apply(transaction, said, at=at)
    homes = fine_homes(await transaction.hourly.words(service_id, month))
    if homes >= ACCEPTED_BY:
        await _accept(transaction, service, one, at)
    return Done({"service_id": service_id, "month": month, "homes": homes, "accepted": homes >= ACCEPTED_BY})


async def _accept(transaction: Transaction, service: HourlyService, one: HourlyMonth, at: datetime) -> None:
    await transaction.hourly.accept(service.id, one, at)
    groups = await open_groups(transaction, service.place)
    await apply(transaction, effects.accepted(service, one, groups), at=at)


@act
async def end_month(transaction: Transaction, *, subject: str, due: datetime, source: str, at: datetime) -> Outcome:
    """一个月满了: two neighbours are asked to say how it was; of one that ended meanwhile, for the last time."""
    service = await transaction.hourly.lock(int(subject.rpartition(":")[2]))
    month = month_before(month_of(due.astimezone(transaction.zone).date()))
    if service is None or _ended_before(transaction, service, month):
        return Done({"asked": False})
    one = await _sheet_of(transaction, service, month)
    if service.ended_at is not None and not one.pay:
        return Done({"asked": False})
    groups = await open_groups(transaction, service.place)
    await apply(transaction, effects.month_over(service, one, groups, transaction.zone, due), at=at)
    return Done({"asked": True})


async def _sheet_of(transaction: Transaction, service: HourlyService, month: str) -> HourlyMonth:
    return sheet(service, month, await transaction.hourly.visits(service.id, month))


def _ended_before(transaction: Transaction, service: HourlyService, month: str) -> bool:
    return service.ended_at is not None and month_of(service.ended_at.astimezone(transaction.zone).date()) < month


@act
async def chase_month(transaction: Transaction, *, subject: str, due: datetime, source: str, at: datetime) -> Outcome:
    """一周了还没验收: whoever keeps the accounts hears it, for who did the work waits for the money."""
    _, number, month = subject.split(":")
    service = await transaction.hourly.lock(int(number))
    if service is None or await transaction.hourly.accepted(service.id, month) is not None:
        return Done({"told": 0})
    if not (await _sheet_of(transaction, service, month)).pay:  # nobody waits for money
        return Done({"told": 0})
    words = await transaction.hourly.words(service.id, month)
    doubts = sum(1 for word in words if not word.fine)
    committee = await second_chats(transaction, service.place, at)
    told = effects.unaccepted(service, month, fine_homes(words), doubts, committee)
    await apply(transaction, told, at=at)
    return Done({"told": len(told)})


@act
async def ask_fee_change(
    transaction: Transaction,
    *,
    actor: Actor,
    place: Place,
    was: int,
    wanted: int,
    draft_id: int | None = None,
    source: str,
    at: datetime,
) -> Outcome:
    """要改收费标准: nothing changes by it; a matter of the owners begins from it, and decides."""
    refusal = permit(actor, Act.RUN_PROCEDURE, place) or fee_refusal(was, wanted)
    if refusal is not None:
        return refusal
    assert actor.person_id is not None, "permitted above"
    change = FeeChange(0, place, was, wanted, actor.person_id, at)
    number = await transaction.hourly.ask_fee(change)
    await transaction.drafts.remove(draft_id)
    await apply(transaction, effects.fee_asked(change, actor.person_id), at=at)
    return Done({"fee_id": number})


async def fee_to_discuss(transaction: Transaction, fee_id: int, place: Place) -> Refusal | None:
    """Why no matter can begin from this fee that is wanted; its compound alone decides it."""
    change = await transaction.hourly.fee_change(fee_id)
    if change is None or change.place != place:
        return NO_CHANGE
    return None if change.matter_id is None else FEE_DISCUSSED


async def _kept(transaction: Transaction, actor: Actor, service_id: int) -> HourlyService | Refusal:
    service = await transaction.hourly.lock(service_id)
    if service is None:
        return NO_SERVICE
    return permit(actor, Act.KEEP_FUNDS, service.place) or service
