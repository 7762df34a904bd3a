"""一窗受理: a number with the whole list; papers are ticked off, nothing more is asked for; done, or not, and why."""

from __future__ import annotations

from datetime import datetime

from domain import errand_effects as effects
from domain.errands import (
    MOST_OPEN,
    MOST_SERVICES,
    STANDING,
    Errand,
    ErrandState,
    Service,
    ask_refusal,
    catalogue,
    done_by,
    serve_refusal,
    service_refusal,
    take_refusal,
    withdraw_refusal,
    words_refusal,
)
from domain.issues import clean
from domain.outcomes import Done, Outcome, Reason, Refusal
from domain.permissions import Act, permit
from domain.registry import Actor, Place
from domain.vote_terms import years_around
from services.acts import act
from services.readers import open_chats, staff_chats
from storage.effects import apply
from storage.transaction import Transaction
from storage.workdays import work_days

NO_ERRAND = Refusal(Reason.NOT_FOUND, {"what": "errand"})
NO_SERVICE = Refusal(Reason.NOT_FOUND, {"what": "errand_service"})
NOT_HERE = Refusal(Reason.NOT_YOURS, {"what": "errand_home"})
TOO_MANY = Refusal(Reason.TOO_MANY, {"what": "errands", "most": MOST_OPEN})
FULL = Refusal(Reason.TOO_MANY, {"what": "errand_services", "most": MOST_SERVICES})
NOTHING_MISSING = Refusal(Reason.WRONG_STATE, {"what": "errand_complete"})
NO_MATERIAL = Refusal(Reason.NOT_FOUND, {"what": "errand_material"})


async def offered(transaction: Transaction, compound_id: int) -> dict[str, Service]:
    """What is offered in a compound today (今天的清单), by name."""
    profile = await transaction.profiles.of_compound(compound_id)
    return catalogue(profile.services, await transaction.errands.corrected(compound_id))


@act
async def file_errand(
    transaction: Transaction,
    *,
    actor: Actor,
    place: Place,
    service: str,
    for_another: bool = False,
    source: str,
    at: datetime,
) -> Outcome:
    """取号: the whole list at once. `for_another`: by whoever serves, for somebody who came without a phone."""
    refusal = permit(actor, Act.SERVE_ERRANDS, place) if for_another else _not_here(actor, place)
    if refusal is not None:
        return refusal
    assert actor.person_id is not None and place.compound_id is not None, "asked above"
    found = (await offered(transaction, place.compound_id)).get(service)
    if found is None:
        return NO_SERVICE
    if not for_another and await transaction.errands.standing_of(actor.person_id) >= MOST_OPEN:
        return TOO_MANY
    filed, entered = (None, actor.person_id) if for_another else (actor.person_id, None)
    number = await transaction.errands.file(place, found, filed_by=filed, entered_by=entered, at=at)
    errand = await _known(transaction, number)
    staff = [] if for_another else await _staff(transaction, errand, at)
    told = effects.told(errand, "filed", staff, at)
    await apply(transaction, [*effects.step(errand, "errand_filed", entered), *told], at=at)
    return Done({"errand_id": number, "number": errand.number, "materials": list(errand.materials)})


def _not_here(actor: Actor, place: Place) -> Refusal | None:
    return None if actor.here(place) and actor.person_id is not None and place.compound_id is not None else NOT_HERE


@act
async def tick_material(
    transaction: Transaction, *, actor: Actor, errand_id: int, material: int, source: str, at: datetime
) -> Outcome:
    """收下一样, or that was a slip."""
    errand = await _served(transaction, actor, errand_id, ErrandState.FILED)
    if isinstance(errand, Refusal):
        return errand
    if not 0 <= material < len(errand.materials):
        return NO_MATERIAL
    brought = sorted(errand.brought ^ {material})
    await transaction.errands.write(errand_id, brought=brought)
    return Done({"errand_id": errand_id, "brought": brought})


@act
async def tell_missing(transaction: Transaction, *, actor: Actor, errand_id: int, source: str, at: datetime) -> Outcome:
    """告诉还缺什么: of the first list alone."""
    errand = await _served(transaction, actor, errand_id, ErrandState.FILED)
    if isinstance(errand, Refusal):
        return errand
    if not errand.missing:
        return NOTHING_MISSING
    await _say(transaction, errand, "missing", at, missing=errand.missing)
    return Done({"errand_id": errand_id, "number": errand.number})


@act
async def ask_for(
    transaction: Transaction,
    *,
    actor: Actor,
    errand_id: int,
    words: str,
    draft_id: int | None = None,
    source: str,
    at: datetime,
) -> Outcome:
    """还要一样: refused where it was not on the list that came with the number, and that it was asked is on record."""
    errand = await _served(transaction, actor, errand_id, *STANDING)
    if isinstance(errand, Refusal):
        return errand
    await transaction.drafts.remove(draft_id)
    if (refusal := ask_refusal(errand, clean(words))) is not None:
        if refusal.reason is Reason.INVALID:
            await apply(transaction, effects.step(errand, "errand_asked_beyond", actor.person_id), at=at)
        return refusal
    await _say(transaction, errand, "missing", at, missing=[clean(words)])
    return Done({"errand_id": errand_id, "number": errand.number})


@act
async def take_errand(transaction: Transaction, *, actor: Actor, errand_id: int, source: str, at: datetime) -> Outcome:
    """收齐了，开始办: until when is promised, and told."""
    errand = await _served(transaction, actor, errand_id, ErrandState.FILED)
    if isinstance(errand, Refusal):
        return errand
    if (refusal := take_refusal(errand)) is not None:
        return refusal
    profile = await transaction.profiles.of_compound(errand.place.compound_id)
    days = work_days(profile.everyday.holidays.value, years_around(at))
    due_at = done_by(at, errand.days, days, transaction.zone)
    await transaction.errands.write(errand_id, state=ErrandState.TAKEN.value, due_at=due_at)
    errand = await _known(transaction, errand_id)
    await apply(
        transaction, [*effects.step(errand, "errand_taken", actor.person_id), *effects.promised(errand, due_at)], at=at
    )
    await _say(transaction, errand, "taken", at)
    return Done({"errand_id": errand_id, "number": errand.number})


@act
async def finish_errand(
    transaction: Transaction,
    *,
    actor: Actor,
    errand_id: int,
    words: str,
    draft_id: int | None = None,
    source: str,
    at: datetime,
) -> Outcome:
    """办好了: what is to be fetched, where."""
    return await _end(transaction, actor, errand_id, words, draft_id, at, ErrandState.DONE)


@act
async def decline_errand(
    transaction: Transaction,
    *,
    actor: Actor,
    errand_id: int,
    words: str,
    draft_id: int | None = None,
    source: str,
    at: datetime,
) -> Outcome:
    """不能办, and why."""
    return await _end(transaction, actor, errand_id, words, draft_id, at, ErrandState.DECLINED)


async def _end(
    transaction: Transaction,
    actor: Actor,
    errand_id: int,
    words: str,
    draft_id: int | None,
    at: datetime,
    state: ErrandState,
) -> Outcome:
    from_ = (ErrandState.TAKEN,) if state is ErrandState.DONE else STANDING
    errand = await _served(transaction, actor, errand_id, *from_)
    if isinstance(errand, Refusal):
        return errand
    words = clean(words)
    if (refusal := words_refusal(words)) is not None:
        return refusal
    await transaction.errands.write(errand_id, state=state.value, words=words, ended_by=actor.person_id, ended_at=at)
    await transaction.drafts.remove(draft_id)
    await apply(transaction, [*effects.step(errand, f"errand_{state}", actor.person_id), *effects.ended(errand)], at=at)
    await _say(transaction, errand, state.value, at, words=words)
    return Done({"errand_id": errand_id, "number": errand.number})


@act
async def withdraw_errand(
    transaction: Transaction, *, actor: Actor, errand_id: int, source: str, at: datetime
) -> Outcome:
    """不办了."""
    errand = await transaction.errands.lock(errand_id)
    if errand is None:
        return NO_ERRAND
    if (refusal := withdraw_refusal(errand, actor)) is not None:
        return refusal
    await transaction.errands.write(errand_id, state=ErrandState.WITHDRAWN.value, ended_at=at)
    await apply(transaction, [*effects.step(errand, "errand_withdrawn"), *effects.ended(errand)], at=at)
    return Done({"errand_id": errand_id, "number": errand.number})


@act
async def correct_service(
    transaction: Transaction,
    *,
    actor: Actor,
    place: Place,
    service: Service,
    draft_id: int | None = None,
    source: str,
    at: datetime,
) -> Outcome:
    """改清单: for numbers from now on; those that were given keep the list they were given."""
    refusal = permit(actor, Act.SERVE_ERRANDS, place)
    if (refusal := refusal or service_refusal(service.name, service.materials, service.days)) is not None:
        return refusal
    assert actor.person_id is not None and place.compound_id is not None, "permitted above"
    known = await offered(transaction, place.compound_id)
    if service.name not in known and len(known) >= MOST_SERVICES:
        return FULL
    await transaction.errands.correct(place, service, by=actor.person_id, at=at)
    await transaction.drafts.remove(draft_id)
    await apply(transaction, effects.corrected(place.compound_id, service, actor.person_id), at=at)
    return Done({"service": service.name})


@act
async def tell_late(transaction: Transaction, *, subject: str, due: datetime, source: str, at: datetime) -> Outcome:
    """过了说好的时间: whoever waits and whoever serves hear, once."""
    errand = await transaction.errands.find(int(subject.rpartition(":")[2]))
    if errand is None or errand.state is not ErrandState.TAKEN:
        return Done({"told": False})
    await apply(transaction, effects.told(errand, "late_staff", await _staff(transaction, errand, at), due), at=at)
    await _say(transaction, errand, "late", due)
    return Done({"told": True})


async def _served(transaction: Transaction, actor: Actor, errand_id: int, *states: ErrandState) -> Errand | Refusal:
    errand = await transaction.errands.lock(errand_id)
    return NO_ERRAND if errand is None else serve_refusal(errand, actor, *states) or errand


async def _staff(transaction: Transaction, errand: Errand, at: datetime) -> list[int]:
    return [chat.id for chat in await staff_chats(transaction, errand.place, at)]


async def _say(
    transaction: Transaction,
    errand: Errand,
    event: str,
    at: datetime,
    *,
    words: str = "",
    missing: tuple[str, ...] | list[str] = (),
) -> None:
    """Whoever took the number hears; of somebody without a phone, nobody."""
    people = [] if errand.filed_by is None else [errand.filed_by]
    chats = [chat.id for chat in await open_chats(transaction, people)]
    await apply(transaction, effects.told(errand, event, chats, at, words=words, missing=missing), at=at)


async def _known(transaction: Transaction, errand_id: int) -> Errand:
    found = await transaction.errands.find(errand_id)
    assert found is not None, "its row is there"
    return found
