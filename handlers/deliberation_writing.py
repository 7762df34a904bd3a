"""What is put on record of a full matter (一征三议两公开的记录): words, a sum, figures, a day, a photo."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from domain.deliberation.record_details import (
    Applicant,
    MoneySource,
    application_of,
    attendance_of,
    counts_in,
    counts_refusal,
    funding_of,
    record_day_refusal,
)
from domain.deliberation.records import FORMS, amount_of, noting_refusal, record_refusal
from domain.deliberation.stages import Need
from domain.issues import File
from domain.money import amount_in
from domain.outcomes import Done, Outcome, Reason, Refusal
from domain.paper_days import read_day
from handlers import deliberation_spoken
from handlers.conversations import GONE, PRESSING, own_draft
from handlers.deliberation_full import found_matter
from handlers.turn import Turn
from rendering import deliberation_full_writing as drawn
from rendering.deliberation import thanks
from rendering.deliberation_full_buttons import (
    AnswerObjection,
    ChooseApplicant,
    ChooseRecordDay,
    ChooseSource,
    NoteRecord,
    ObjectToMatter,
    ReturnMove,
    TakeRecord,
)
from services import drafts
from services.deliberation_records import note_record, spent_on_tasks, standing_record
from services.drafts import Draft

KIND = "matter_writing"
RECORD_MOVED = Refusal(Reason.STALE, {"what": "matter_record"})
NO_APPLICANT = Refusal(Reason.WRONG_STATE, {"what": "matter_applicant"})
NOT_A_RECORD = Refusal(Reason.INVALID, {"what": "matter_record"})


async def _begin(turn: Turn, matter_id: int, what: str, **more: Any) -> None:
    """The next words are awaited."""
    found = await found_matter(turn, matter_id)
    if found is None:
        return
    outcome = await drafts.begin_draft(
        turn.database,
        chat_id=turn.visit.chat.id,
        kind=KIND,
        body={"matter_id": matter_id, **more},
        awaiting=PRESSING if what == "applicant" else f"deliberation.{what}",
        **turn.acting,
    )
    if isinstance(outcome, Done):
        await turn.redraw(drawn.ask(turn.texts, what, outcome["draft_id"], outcome["body"], found.matter))
    else:
        await turn.refuse(outcome)


async def written(turn: Turn, draft: Draft, changes: Mapping[str, Any], what: str | None) -> Mapping[str, Any] | None:
    """The draft goes on to the next words, or to a press; its body as it is now."""
    awaiting = PRESSING if what is None else f"deliberation.{what}"
    outcome = await drafts.change_draft(
        turn.database, draft_id=draft.id, changes=changes, awaiting=awaiting, **turn.acting
    )
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
        return None
    body: Mapping[str, Any] = outcome["body"]
    found = await found_matter(turn, body["matter_id"]) if what is not None else None
    if what is not None and found is not None:
        await turn.show(drawn.ask(turn.texts, what, draft.id, body, found.matter))
    return body


def _words(turn: Turn) -> str:
    return (turn.message.text or turn.message.caption or "").strip()


def writing(turn: Turn, draft: Draft) -> dict[str, Any]:
    """What every act is told of a draft."""
    return {"matter_id": draft.body["matter_id"], "draft_id": draft.id, **turn.acting}


async def _ended(turn: Turn, draft: Draft, outcome: Outcome, said: str) -> None:
    if isinstance(outcome, Done):
        await turn.show(thanks(turn.texts, draft.body["matter_id"], said))
    else:
        await turn.refuse(outcome)


# Records


async def on_note(turn: Turn, button: NoteRecord) -> None:
    """[补上：…]."""
    if button.need not in set(Need) or Need(button.need) not in FORMS:
        await turn.refuse(NOT_A_RECORD)
        return
    if button.need == Need.CORRECTION:
        await deliberation_spoken.begin(turn, button.matter_id, "correction")
        return
    found = await found_matter(turn, button.matter_id)
    closed = None if found is None else noting_refusal(found.matter.procedure, found.matter.stage, Need(button.need))
    if closed is not None:
        await turn.refuse(closed)
    elif found is not None:
        stands = await standing_record(turn.database, matter=found.matter, need=Need(button.need))
        seen = 0 if stands is None else stands.id
        spent = await spent_on_tasks(turn.database, matter=found.matter) if button.need == Need.ACCOUNTS else None
        what = "applicant" if FORMS[Need(button.need)].application else "record"
        await _begin(turn, button.matter_id, what, need=button.need, seen=seen, spent=spent)


async def on_applicant(turn: Turn, button: ChooseApplicant) -> None:
    """Who applied for the fund: one of the two that the law lets; of anybody else it is said that it lets them not."""
    draft = await own_draft(turn, button.draft_id, KIND)
    if draft is None:
        return
    if button.applicant not in set(Applicant):
        await turn.refuse(NO_APPLICANT)
    else:
        await written(turn, draft, {"by": button.applicant}, "record")


async def on_record(turn: Turn, draft: Draft) -> None:
    """What is put on record; of money, the amount stands in the first line, unless it is known already."""
    need, words = Need(draft.body["need"]), _words(turn)
    first, _, rest = words.partition("\n")
    amount = amount_of(first, draft.body.get("spent")) if FORMS[need].amount else None
    said = rest.strip() if FORMS[need].amount and amount_in(first) is not None else words
    if (refusal := record_refusal(need, said, amount)) is not None:
        await turn.refuse(refusal)
    elif FORMS[need].attendance:
        await _counted(turn, draft, said)
    elif FORMS[need].dated:
        await _ask_day(turn, draft, {"words": said})
    elif FORMS[need].photo:
        await written(turn, draft, {"words": said}, "record_photo")
    elif FORMS[need].funding and amount:
        await _ask_source(turn, draft, {"words": said, "amount": amount})
    else:
        await _record(turn, draft, {"words": said, "amount": amount})


async def _ask_source(turn: Turn, draft: Draft, changes: Mapping[str, Any]) -> None:
    """钱从哪里来？"""
    body = await written(turn, draft, changes, None)
    if body is not None:
        await turn.show(drawn.ask_source(turn.texts, draft.id, body["matter_id"], body["amount"]))


async def on_source(turn: Turn, button: ChooseSource) -> None:
    """Where the money is from: with that the budget is on record."""
    draft = await own_draft(turn, button.draft_id, KIND)
    if draft is None:
        return
    body = draft.body
    if not {"words", "amount", "need"} <= set(body) or body["need"] != Need.BUDGET:
        await turn.refuse(GONE)
    elif button.source == drawn.HOMES:
        await turn.redraw(drawn.ask_homes_source(turn.texts, draft.id, body["matter_id"]))
    elif button.source not in set(MoneySource):
        await turn.redraw(drawn.ask_source(turn.texts, draft.id, body["matter_id"], body["amount"]))
    else:
        await _record(turn, draft, {"source": button.source})


async def _counted(turn: Turn, draft: Draft, said: str) -> None:
    """应到、实到 in what was typed; too few, or none that can be read, is said at once."""
    counts = counts_in(said)
    if (refusal := counts_refusal(counts)) is not None or counts is None:
        await turn.refuse(refusal or NOT_A_RECORD)
    else:
        await _ask_day(turn, draft, {"words": said, "due": counts[0], "came": counts[1]})


async def _ask_day(turn: Turn, draft: Draft, changes: Mapping[str, Any]) -> None:
    """哪天的？ Pressed, or typed."""
    outcome = await drafts.change_draft(
        turn.database, draft_id=draft.id, changes=changes, awaiting="deliberation.record_day", **turn.acting
    )
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
    else:
        await turn.show(drawn.ask_day(turn.texts, draft.id, draft.body, _today(turn)))


async def on_day_pressed(turn: Turn, button: ChooseRecordDay) -> None:
    """So many days ago."""
    draft = await own_draft(turn, button.draft_id, KIND)
    if draft is not None and draft.awaiting == "deliberation.record_day" and button.days in drawn.DAYS:
        await _dated(turn, draft, _today(turn) - timedelta(days=button.days))
    elif draft is not None:
        await turn.refuse(GONE)


async def on_day(turn: Turn, draft: Draft) -> None:
    """The day, typed."""
    await _dated(turn, draft, read_day((turn.message.text or "").strip()))


async def _dated(turn: Turn, draft: Draft, day: date | None) -> None:
    refusal = record_day_refusal(day, _today(turn))
    if refusal is not None or day is None:
        await turn.refuse(refusal or NOT_A_RECORD)
    elif FORMS[Need(draft.body["need"])].photo:
        await written(turn, draft, {"day": day.isoformat()}, "record_photo")
    else:
        await _record(turn, draft, {"day": day.isoformat()})


def _today(turn: Turn) -> date:
    return turn.at.astimezone(turn.zone).date()


async def _record(turn: Turn, draft: Draft, more: Mapping[str, Any]) -> None:
    """It is put on record, unless somebody else put the same there meanwhile."""
    body: Mapping[str, Any] = {**draft.body, **more}
    need, amount, photo = Need(body["need"]), body.get("amount"), body.get("photo")
    outcome = await note_record(
        turn.database,
        need=need,
        words=body["words"],
        amount=amount,
        details=attendance_of(body) or application_of(body) or funding_of(body),
        photos=() if photo is None else (File("photo", photo["file_id"], size=photo["size"]),),
        seen=body.get("seen"),
        **writing(turn, draft),
    )
    if isinstance(outcome, Done):
        await turn.show(drawn.noted(turn.texts, body["matter_id"], need, amount))
    elif outcome == RECORD_MOVED:
        await _read_first(turn, draft, more)
    else:
        await turn.refuse(outcome)


async def _read_first(turn: Turn, draft: Draft, more: Mapping[str, Any]) -> None:
    """What somebody else put on record is read; one's own is kept, and can still take its place."""
    found = await found_matter(turn, draft.body["matter_id"])
    if found is None:
        return
    stands = await standing_record(turn.database, matter=found.matter, need=Need(draft.body["need"]))
    body = await written(turn, draft, {**more, "seen": 0 if stands is None else stands.id}, None)
    if body is not None and stands is not None:
        await turn.show(drawn.record_moved(turn.texts, draft.id, stands, body, turn.zone))


async def on_take_record(turn: Turn, button: TakeRecord) -> None:
    """[还是用我写的]."""
    draft = await own_draft(turn, button.draft_id, KIND)
    if draft is not None and "seen" in draft.body and "words" in draft.body:
        await _record(turn, draft, {})
    elif draft is not None:
        await turn.refuse(GONE)


async def on_record_photo(turn: Turn, draft: Draft) -> None:
    """Its photo."""
    if not turn.message.photo:
        await turn.refuse(Refusal(Reason.EMPTY, {"what": "matter_photo"}))
        return
    largest = turn.message.photo[-1]
    await _record(turn, draft, {"photo": {"file_id": largest.file_id, "size": largest.file_size}})


# Objections, and what is not ready


async def on_object(turn: Turn, button: ObjectToMatter) -> None:
    """[提异议]."""
    await deliberation_spoken.begin(turn, button.matter_id, "objection")


async def on_answer(turn: Turn, button: AnswerObjection) -> None:
    """[答复第N条]: the answer that everybody reads."""
    await deliberation_spoken.begin(turn, button.matter_id, "objection_answer", number=button.number)


async def on_return(turn: Turn, button: ReturnMove) -> None:
    """[退回]: why it is not ready."""
    await deliberation_spoken.begin(turn, button.matter_id, "returned")


BUTTONS: Mapping[Any, Any] = {
    NoteRecord: on_note,
    TakeRecord: on_take_record,
    ChooseApplicant: on_applicant,
    ChooseRecordDay: on_day_pressed,
    ChooseSource: on_source,
    ObjectToMatter: on_object,
    AnswerObjection: on_answer,
    ReturnMove: on_return,
}
STEPS = {
    "deliberation.record": on_record,
    "deliberation.record_photo": on_record_photo,
    "deliberation.record_day": on_day,
}
