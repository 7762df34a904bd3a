"""What is typed for a full matter (一征三议两公开要写的): records, a meeting."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain.deliberation.records import FORMS, noting_refusal, record_refusal
from domain.deliberation.stages import MatterAct, Need, act_refusal
from domain.issues import File
from domain.local_times import parse_local
from domain.moments import read_moment, write_moment
from domain.money import amount_in
from domain.outcomes import Done, Outcome, Reason, Refusal
from domain.voting.meetings import names_of, unreached_refusal
from handlers import deliberation_spoken
from handlers.conversations import PRESSING, own_draft
from handlers.deliberation_full import found_matter
from handlers.turn import Turn
from rendering import deliberation_full_writing as drawn
from rendering.deliberation import thanks
from rendering.deliberation_full_buttons import (
    AnswerObjection,
    CallMeeting,
    CallResidents,
    ConfirmMeeting,
    ConfirmResidents,
    NobodyAbsent,
    NoteRecord,
    ObjectToMatter,
    ReturnMove,
    TakeRecord,
)
from services import drafts
from services.deliberation_pages import outlook, representation
from services.deliberation_records import note_record, spent_on_tasks, standing_record
from services.drafts import Draft
from services.voting_matters import call_meeting, call_residents
from services.voting_pages import assembly_period, meeting_refusal

KIND = "matter_writing"
GONE = Refusal(Reason.EXPIRED, {"what": "draft"})
RECORD_MOVED = Refusal(Reason.STALE, {"what": "matter_record"})
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
        awaiting=f"deliberation.{what}",
        **turn.acting,
    )
    if isinstance(outcome, Done):
        await turn.redraw(drawn.ask(turn.texts, what, outcome["draft_id"], outcome["body"], found.matter))
    else:
        await turn.refuse(outcome)


async def _on(turn: Turn, draft: Draft, changes: Mapping[str, Any], what: str | None) -> Mapping[str, Any] | None:
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


def _writing(turn: Turn, draft: Draft) -> dict[str, Any]:
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
        await _begin(turn, button.matter_id, "record", need=button.need, seen=seen, spent=spent)


async def on_record(turn: Turn, draft: Draft) -> None:
    """What is put on record; of money, the amount stands in the first line, unless it is known already."""
    need, words = Need(draft.body["need"]), _words(turn)
    first, _, rest = words.partition("\n")
    amount = amount_in(first) if FORMS[need].amount else None
    said = rest.strip() if FORMS[need].amount and amount is not None else words
    amount = draft.body.get("spent") if amount is None else amount
    if (refusal := record_refusal(need, said, amount)) is not None:
        await turn.refuse(refusal)
    elif FORMS[need].photo:
        await _on(turn, draft, {"words": said}, "record_photo")
    else:
        await _record(turn, draft, {"words": said, "amount": amount})


async def _record(turn: Turn, draft: Draft, more: Mapping[str, Any]) -> None:
    """It is put on record, unless somebody else put the same there meanwhile."""
    body: Mapping[str, Any] = {**draft.body, **more}
    need, amount, photo = Need(body["need"]), body.get("amount"), body.get("photo")
    outcome = await note_record(
        turn.database,
        need=need,
        words=body["words"],
        amount=amount,
        photos=() if photo is None else (File("photo", photo["file_id"], size=photo["size"]),),
        seen=body.get("seen"),
        **_writing(turn, draft),
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
    body = await _on(turn, draft, {**more, "seen": 0 if stands is None else stands.id}, None)
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


# The representatives' meeting


async def on_call(turn: Turn, button: CallMeeting) -> None:
    """[通知代表会议]."""
    found = await found_matter(turn, button.matter_id)
    if found is None:
        return
    matter, body, awaiting = found.matter, {"matter_id": button.matter_id}, "deliberation.meets"
    outcome = act_refusal(matter.procedure, matter.stage, MatterAct.CALL) or await drafts.begin_draft(
        turn.database, chat_id=turn.visit.chat.id, kind=KIND, body=body, awaiting=awaiting, **turn.acting
    )
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
        return
    standing = await representation(turn.database, matter=found.matter, unreached=0, at=turn.at)
    await turn.redraw(drawn.ask_meeting(turn.texts, outcome["draft_id"], found.matter, standing))


async def on_meets(turn: Turn, draft: Draft) -> None:
    """When it is; too soon is said at once."""
    moment = parse_local(turn.message.text or "", at=turn.at, zone=turn.zone)
    found = await found_matter(turn, draft.body["matter_id"])
    if moment is None or found is None:
        await turn.refuse(Refusal(Reason.INVALID, {"what": "vote_meets_at"}))
        return
    place = found.matter.place
    refusal = await meeting_refusal(turn.database, compound_id=place.compound_id or 0, meets_at=moment, at=turn.at)
    if refusal is not None:
        await turn.refuse(refusal)
    else:
        await _on(turn, draft, {"meets_at": write_moment(moment)}, "absent")


async def on_absent(turn: Turn, draft: Draft) -> None:
    """Members who are not on the messenger, a name a line."""
    names = names_of((turn.message.text or "").splitlines())
    if (refusal := unreached_refusal(names)) is not None:
        await turn.refuse(refusal)
    else:
        await _check_meeting(turn, draft, list(names))


async def on_nobody(turn: Turn, button: NobodyAbsent) -> None:
    """[都在名单里了]."""
    draft = await own_draft(turn, button.draft_id, KIND)
    if draft is not None and "meets_at" in draft.body:
        await _check_meeting(turn, draft, [])
    elif draft is not None:
        await turn.refuse(GONE)


async def _check_meeting(turn: Turn, draft: Draft, names: list[str]) -> None:
    body = await _on(turn, draft, {"absent": names}, None)
    found = None if body is None else await found_matter(turn, body["matter_id"])
    if body is not None and found is not None:
        meets_at = read_moment(body["meets_at"])
        standing = await representation(turn.database, matter=found.matter, unreached=len(names), at=turn.at)
        await turn.show(
            drawn.check_meeting(turn.texts, draft.id, found.matter, meets_at, names, turn.zone, standing=standing)
        )


async def on_confirm_meeting(turn: Turn, button: ConfirmMeeting) -> None:
    """[通知出去]."""
    draft = await own_draft(turn, button.draft_id, KIND)
    if draft is None:
        return
    if not {"meets_at", "absent"} <= set(draft.body):
        await turn.refuse(GONE)
        return
    outcome = await call_meeting(
        turn.database,
        meets_at=read_moment(draft.body["meets_at"]),
        unreached=draft.body["absent"],
        **_writing(turn, draft),
    )
    if isinstance(outcome, Done):
        await turn.redraw(thanks(turn.texts, draft.body["matter_id"], "meeting"))
    else:
        await turn.refuse(outcome)


# The residents' meeting


async def on_call_residents(turn: Turn, button: CallResidents) -> None:
    """[召开居民会议]: when? with the first day that is late enough."""
    found = await found_matter(turn, button.matter_id)
    if found is None:
        return
    matter, body, awaiting = found.matter, {"matter_id": button.matter_id}, "deliberation.residents_meet"
    refusal = act_refusal(matter.procedure, matter.stage, MatterAct.CALL_RESIDENTS)
    outcome = refusal or await drafts.begin_draft(
        turn.database, chat_id=turn.visit.chat.id, kind=KIND, body=body, awaiting=awaiting, **turn.acting
    )
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
        return
    ahead = await outlook(turn.database, matter=matter, at=turn.at)
    await turn.redraw(drawn.ask_residents(turn.texts, outcome["draft_id"], matter, ahead[0].earliest, turn.zone))


async def on_residents_meet(turn: Turn, draft: Draft) -> None:
    """When it is; too soon is said at once."""
    moment = parse_local(turn.message.text or "", at=turn.at, zone=turn.zone)
    found = await found_matter(turn, draft.body["matter_id"])
    if moment is None or found is None:
        await turn.refuse(Refusal(Reason.INVALID, {"what": "vote_meets_at"}))
        return
    compound = found.matter.place.compound_id or 0
    period = await assembly_period(turn.database, compound_id=compound, meets_at=moment, at=turn.at)
    if isinstance(period, Refusal):
        await turn.refuse(period)
    elif await _on(turn, draft, {"meets_at": write_moment(moment)}, None) is not None:
        await turn.show(drawn.check_residents(turn.texts, draft.id, found.matter, moment, period.closes_at, turn.zone))


async def on_confirm_residents(turn: Turn, button: ConfirmResidents) -> None:
    """[通知各户]."""
    draft = await own_draft(turn, button.draft_id, KIND)
    if draft is None:
        return
    if "meets_at" not in draft.body:
        await turn.refuse(GONE)
        return
    meets_at = read_moment(draft.body["meets_at"])
    outcome = await call_residents(turn.database, meets_at=meets_at, **_writing(turn, draft))
    if isinstance(outcome, Done):
        await turn.redraw(thanks(turn.texts, draft.body["matter_id"], "residents"))
    else:
        await turn.refuse(outcome)


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
    CallMeeting: on_call,
    NobodyAbsent: on_nobody,
    ConfirmMeeting: on_confirm_meeting,
    CallResidents: on_call_residents,
    ConfirmResidents: on_confirm_residents,
    ObjectToMatter: on_object,
    AnswerObjection: on_answer,
    ReturnMove: on_return,
}
STEPS = {
    "deliberation.record": on_record,
    "deliberation.record_photo": on_record_photo,
    "deliberation.meets": on_meets,
    "deliberation.absent": on_absent,
    "deliberation.residents_meet": on_residents_meet,
}
