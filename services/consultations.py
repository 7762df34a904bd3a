"""相关单位商议: units are named, asked by a link of their own, reminded once; their answers are taken down."""

from __future__ import annotations

from datetime import date, datetime

from domain.deliberation import consultation_effects as effects
from domain.deliberation.consultations import (
    AnswerWay,
    AnswerWords,
    Asking,
    ConsultedUnit,
    UnitStanding,
    answer_refusal,
    answered_day_refusal,
    unit_name_refusal,
    unit_reason_refusal,
)
from domain.deliberation.matters import Matter
from domain.deliberation.stages import MatterAct, Stage
from domain.deliberation_waits import Waits
from domain.issues import File
from domain.links import LONGEST_LIFE, LinkPurpose, PersonalLink
from domain.outcomes import Done, Outcome, Reason, Refusal
from domain.registry import Actor
from services.acts import act
from services.askings import undo_askings
from services.dossiers import calendar_of, led
from services.links import lend
from services.readers import staff_chats
from storage.effects import apply
from storage.transaction import Transaction

NO_UNIT = Refusal(Reason.NOT_FOUND, {"what": "consulted_unit"})
WAS_ASKED = Refusal(Reason.WRONG_STATE, {"what": "unit_was_asked"})
NOT_ASKED = Refusal(Reason.WRONG_STATE, {"what": "unit_not_asked"})
NOT_UNANSWERED = Refusal(Reason.WRONG_STATE, {"what": "unit_not_unanswered"})
OVER = Refusal(Reason.WRONG_STATE, {"what": "consultation_over"})
TEXT_CHANGED = Refusal(Reason.STALE, {"what": "unit_text"})
NO_LETTER = Refusal(Reason.EMPTY, {"what": "unit_letter"})


@act
async def name_unit(
    transaction: Transaction,
    *,
    actor: Actor,
    matter_id: int,
    name: str,
    draft_id: int | None = None,
    source: str,
    at: datetime,
) -> Outcome:
    """请单位: one more that is to be asked."""
    matter = await led(transaction, actor, matter_id, MatterAct.INVITE)
    if isinstance(matter, Refusal):
        return matter
    name = " ".join(name.split())
    units = await transaction.consultations.of(matter.id, matter.round)
    if (refusal := unit_name_refusal(name, units)) is not None:
        return refusal
    assert actor.person_id is not None, "permitted above"
    number = await transaction.consultations.name(matter.id, matter.round, name, by=actor.person_id, at=at)
    await transaction.drafts.remove(draft_id)
    unit = await _whole(transaction, number)
    await apply(transaction, effects.unit_named(matter, unit, actor.person_id), at=at)
    await _changed(transaction, matter, at)
    return Done({"matter_id": matter_id, "unit_id": number})


@act
async def drop_unit(
    transaction: Transaction,
    *,
    actor: Actor,
    unit_id: int,
    reason: str,
    draft_id: int | None = None,
    source: str,
    at: datetime,
) -> Outcome:
    """不请了: only of a unit that nothing was sent to yet, and with a reason."""
    found = await _led(transaction, actor, unit_id)
    if isinstance(found, Refusal):
        return found
    matter, unit = found
    refusal = WAS_ASKED if unit.asking is not None else unit_reason_refusal(reason)
    if refusal is not None:
        return refusal
    assert actor.person_id is not None, "permitted above"
    await transaction.consultations.drop(unit_id)
    await transaction.drafts.remove(draft_id)
    await apply(transaction, effects.unit_dropped(matter, unit, actor.person_id, reason), at=at)
    await _changed(transaction, matter, at)
    return Done({"matter_id": matter.id})


@act
async def ask_unit(transaction: Transaction, *, actor: Actor, unit_id: int, source: str, at: datetime) -> Outcome:
    """发给单位: the link to hand on; the first time of each version its time begins."""
    found = await _led(transaction, actor, unit_id)
    if isinstance(found, Refusal):
        return found
    matter, unit = found
    assert actor.person_id is not None, "permitted above"
    link = await _link(transaction, unit, actor.person_id, at)
    if unit.asked(matter.version) is None:
        asking = Asking(matter.version, at, await units_time(transaction, matter, at))
        await transaction.consultations.ask(unit_id, asking)
        await apply(transaction, effects.unit_asked(matter, unit, asking, actor.person_id), at=at)
        await _changed(transaction, matter, at)
    return Done({"matter_id": matter.id, "unit_id": unit_id, "link_id": link.id})


async def _link(transaction: Transaction, unit: ConsultedUnit, by: int, at: datetime) -> PersonalLink:
    """The one it has; a new one where that has run out."""
    known = await transaction.links.good(LinkPurpose.UNIT, unit.subject, at)
    return known or await lend(
        transaction, purpose=LinkPurpose.UNIT, subject=unit.subject, by=by, lasts=LONGEST_LIFE, at=at
    )


async def units_time(transaction: Transaction, matter: Matter, at: datetime) -> datetime:
    """The full days a unit has, as they were frozen when the matter began."""
    least = matter.procedure.step(Stage.CONSULTING).least
    assert least is not None, "the procedure gives units their time"
    return least.over(at, await calendar_of(transaction, matter.place.compound_id, at))


@act
async def remind_unit(transaction: Transaction, *, actor: Actor, unit_id: int, source: str, at: datetime) -> Outcome:
    """催一次: a unit whose time is over is reminded once, and stands as unanswered from then on."""
    found = await _led(transaction, actor, unit_id)
    if isinstance(found, Refusal):
        return found
    matter, unit = found
    asking, standing = unit.asked(matter.version), unit.standing(matter.version, at)
    if asking is None or standing not in (UnitStanding.UNANSWERED, UnitStanding.REMINDED):
        return NOT_UNANSWERED
    assert actor.person_id is not None, "permitted above"
    link = await _link(transaction, unit, actor.person_id, at)
    if standing is UnitStanding.UNANSWERED:
        await transaction.consultations.ask(unit_id, Asking(asking.version, asking.at, asking.until, at))
        await apply(transaction, effects.unit_reminded(matter, unit, actor.person_id), at=at)
        await _changed(transaction, matter, at)
    return Done({"matter_id": matter.id, "unit_id": unit_id, "link_id": link.id})


@act
async def answer_by_link(
    transaction: Transaction, *, link: PersonalLink, version: int, words: AnswerWords, source: str, at: datetime
) -> Outcome:
    """网页答复: by whoever holds the unit's link, to the version they have read, while the stage lasts."""
    unit = await transaction.consultations.find(int(link.subject.rpartition(":")[2]))
    matter = None if unit is None else await transaction.deliberation.lock(unit.matter_id)
    if unit is None or matter is None:
        return NO_UNIT
    if not open_to(matter, unit):
        return OVER
    if version != matter.version:
        return TEXT_CHANGED
    unit = await _whole(transaction, unit.id)
    if (refusal := answer_refusal(words, len(unit.answers))) is not None:
        return refusal
    chats = [chat.id for chat in await staff_chats(transaction, matter.place, at)]
    day = at.astimezone(transaction.zone).date()
    await _take_down(transaction, matter, unit, words, AnswerWay.LINK, day, None, chats, at)
    return Done({"unit_id": unit.id})


def open_to(matter: Matter, unit: ConsultedUnit) -> bool:
    """Whether a unit may answer now."""
    return matter.stage is Stage.CONSULTING and matter.round == unit.round


@act
async def enter_answer(
    transaction: Transaction,
    *,
    actor: Actor,
    unit_id: int,
    words: AnswerWords,
    day: date,
    letter: File | None = None,
    draft_id: int | None = None,
    source: str,
    at: datetime,
) -> Outcome:
    """补录答复: a stamped letter with its photo, or what was said on the telephone."""
    found = await _led(transaction, actor, unit_id)
    if isinstance(found, Refusal):
        return found
    matter, unit = found
    asking = unit.asked(matter.version)
    if asking is None:
        return NOT_ASKED
    refusal = answer_refusal(words, len(unit.answers)) or answered_day_refusal(day, asking.at, at, transaction.zone)
    if refusal is not None:
        return refusal
    way = AnswerWay.PHONE if letter is None else AnswerWay.LETTER
    number = await _take_down(transaction, matter, unit, words, way, day, actor.person_id, [], at)
    if letter is not None:
        await transaction.attachments.record(
            subject=f"unit_answer:{number}",
            kind=letter.kind,
            file_id=letter.file_id,
            name=letter.name,
            mime=letter.mime,
            size=letter.size,
            at=at,
        )
    await transaction.drafts.remove(draft_id)
    return Done({"matter_id": matter.id, "unit_id": unit_id})


async def _take_down(
    transaction: Transaction,
    matter: Matter,
    unit: ConsultedUnit,
    words: AnswerWords,
    way: AnswerWay,
    day: date,
    by: int | None,
    chats: list[int],
    at: datetime,
) -> int:
    number = await transaction.consultations.answer(unit.id, matter.version, words, way, day=day, entered_by=by, at=at)
    unit = await _whole(transaction, unit.id)
    answer = unit.latest
    assert answer is not None, "just taken down"
    await apply(transaction, effects.unit_answered(matter, unit, answer, by, chats), at=at)
    await _changed(transaction, matter, at)
    return number


@act
async def chase_units(transaction: Transaction, *, subject: str, due: datetime, source: str, at: datetime) -> Outcome:
    """提醒: once a day at most, staff hear whom they still have to ask or to remind."""
    matter = await transaction.deliberation.lock(int(subject.rpartition(":")[2]))
    if matter is None or matter.stage is not Stage.CONSULTING:
        return Done({"chased": 0})
    units = await transaction.consultations.of(matter.id, matter.round)
    chats = [chat.id for chat in await staff_chats(transaction, matter.place, at)]
    told = effects.chased(matter, units, chats, at, transaction.zone)
    await apply(transaction, [*told, *effects.chase_planned(matter, units, at, transaction.zone)], at=at)
    return Done({"chased": len(told)})


async def _led(transaction: Transaction, actor: Actor, unit_id: int) -> tuple[Matter, ConsultedUnit] | Refusal:
    """The unit and its matter, whose row is ours, for whoever may ask units now."""
    unit = await transaction.consultations.find(unit_id)
    if unit is None:
        return NO_UNIT
    matter = await led(transaction, actor, unit.matter_id, MatterAct.INVITE)
    if isinstance(matter, Refusal):
        return matter
    again = await transaction.consultations.find(unit_id)
    return NO_UNIT if again is None or again.round != matter.round else (matter, again)


async def _changed(transaction: Transaction, matter: Matter, at: datetime) -> None:
    """Staff are reminded of what is left; whoever was asked to look at the step looks anew."""
    await undo_askings(transaction, matter, None, at, Waits.MOVE)
    units = await transaction.consultations.of(matter.id, matter.round)
    await apply(transaction, effects.chase_planned(matter, units, at, transaction.zone), at=at)


async def _whole(transaction: Transaction, number: int) -> ConsultedUnit:
    unit = await transaction.consultations.find(number)
    assert unit is not None, "its row is there"
    return unit
