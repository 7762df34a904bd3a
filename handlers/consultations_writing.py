"""What is typed and sent for a unit (商议时要写的): its name, why it is not asked, an answer that came on paper."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from domain.deliberation.consultation_meetings import too_early
from domain.deliberation.consultations import (
    AnswerWay,
    AnswerWords,
    ConsultationPage,
    UnitSays,
    unit_reason_refusal,
    who_in,
)
from domain.issues import File
from domain.local_times import parse_local
from domain.moments import read_moment, write_moment
from domain.outcomes import Done, Outcome, Reason, Refusal
from domain.paper_days import read_day
from handlers.conversations import go_on, own_draft
from handlers.turn import Turn
from rendering import consultation_wizard as asked
from rendering import consultations as drawn
from rendering.consultation_buttons import (
    CallUnits,
    ChooseAnswerDay,
    ChooseUnitSays,
    DropUnit,
    DropUnitWords,
    EnterUnitAnswer,
)
from rendering.dates import moment
from services import consultations as acts
from services import drafts
from services.consultation_meetings import call_units, earliest_meeting
from services.consultation_pages import consultation_page, unit_matter
from services.drafts import Draft

KIND = "unit_words"
NAME, DROP = "consultations.name", "consultations.drop"
LETTER, REASON = "consultations.letter", "consultations.reason"
TIME, SPOT = "consultations.meeting_time", "consultations.meeting_spot"
WHO, DAY = "consultations.who", "consultations.day"
NO_WHO = Refusal(Reason.INVALID, {"what": "unit_who"})
WRONG_DAY = Refusal(Reason.INVALID, {"what": "unit_answered_day"})


async def _begin(turn: Turn, body: Mapping[str, Any], awaiting: str | None) -> int | None:
    outcome = await drafts.begin_draft(
        turn.database, chat_id=turn.visit.chat.id, kind=KIND, body=body, awaiting=awaiting, **turn.acting
    )
    if isinstance(outcome, Done):
        return int(outcome["draft_id"])
    await turn.refuse(outcome)
    return None


async def ask_name(turn: Turn, found: ConsultationPage) -> None:
    """[别的单位]: its name is typed."""
    number = await _begin(turn, {"matter_id": found.matter.id}, NAME)
    if number is not None:
        await turn.redraw(asked.ask(turn.texts, "name", number, found.matter.id))


async def on_name(turn: Turn, draft: Draft) -> None:
    """Its name, typed."""
    matter_id = draft.body["matter_id"]
    outcome = await acts.name_unit(
        turn.database, matter_id=matter_id, name=_words(turn), draft_id=draft.id, **turn.acting
    )
    await _thanked(turn, outcome, "named")


async def on_drop(turn: Turn, button: DropUnit) -> None:
    """[不请了]: why?"""
    found = await _unit(turn, button.unit_id)
    if found is None:
        return
    matter_id, name = found
    number = await _begin(turn, {"matter_id": matter_id, "unit_id": button.unit_id}, DROP)
    if number is not None:
        await turn.redraw(asked.ask(turn.texts, "drop", number, matter_id, unit=name))


async def on_dropped(turn: Turn, draft: Draft) -> None:
    """Why it is not asked, typed."""
    outcome = await acts.drop_unit(
        turn.database, unit_id=draft.body["unit_id"], reason=_words(turn), draft_id=draft.id, **turn.acting
    )
    await _thanked(turn, outcome, "dropped")


async def on_call(turn: Turn, button: CallUnits) -> None:
    """[开联席会]: when?"""
    matter_id = button.matter_id
    earliest = await earliest_meeting(turn.database, actor=turn.actor, matter_id=matter_id, at=turn.at)
    if isinstance(earliest, Refusal):
        await turn.refuse(earliest)
        return
    number = await _begin(turn, {"matter_id": matter_id, "earliest": write_moment(earliest)}, TIME)
    if number is not None:
        words = moment(turn.texts, earliest, turn.zone)
        await turn.redraw(asked.ask(turn.texts, "meeting_time", number, matter_id, earliest=words))


async def on_time(turn: Turn, draft: Draft) -> None:
    """When, typed; now where."""
    meets_at, earliest = parse_local(_words(turn), at=turn.at, zone=turn.zone), read_moment(draft.body["earliest"])
    if meets_at is None or meets_at < earliest:
        await turn.refuse(too_early(earliest))
    elif await go_on(turn, draft, {"meets_at": write_moment(meets_at)}, SPOT):
        await turn.show(asked.ask(turn.texts, "meeting_spot", draft.id, draft.body["matter_id"]))


async def on_spot(turn: Turn, draft: Draft) -> None:
    """Where, typed: it is called."""
    outcome = await call_units(
        turn.database,
        matter_id=draft.body["matter_id"],
        spot=_words(turn),
        meets_at=read_moment(draft.body["meets_at"]),
        draft_id=draft.id,
        **turn.acting,
    )
    await _thanked(turn, outcome, "met")


async def on_enter(turn: Turn, button: EnterUnitAnswer) -> None:
    """[录入答复]: how did it come? A letter comes with its photo."""
    found = await _unit(turn, button.unit_id)
    if found is None:
        return
    matter_id, name = found
    if button.way not in drawn.WAYS:
        await turn.redraw(asked.ask_way(turn.texts, button.unit_id, name))
        return
    letter = button.way == AnswerWay.LETTER
    number = await _begin(turn, {"matter_id": matter_id, "unit_id": button.unit_id}, LETTER if letter else None)
    if number is None:
        return
    screen = asked.ask(turn.texts, "letter", number, matter_id) if letter else None
    await turn.redraw(screen or asked.ask_says(turn.texts, number, matter_id))


async def on_letter(turn: Turn, draft: Draft) -> None:
    """The photo of the letter; now what it says."""
    if not turn.message.photo:
        await turn.refuse(acts.NO_LETTER)
        return
    largest = turn.message.photo[-1]
    if await go_on(turn, draft, {"photo": largest.file_id, "size": largest.file_size}, None):
        await turn.show(asked.ask_says(turn.texts, draft.id, draft.body["matter_id"]))


async def on_says(turn: Turn, button: ChooseUnitSays) -> None:
    """What it says; where it is no yes, why."""
    draft = await own_draft(turn, button.draft_id, KIND)
    if draft is None:
        return
    if button.says not in set(UnitSays):
        await turn.toast(turn.texts.plain("turn.unknown_button"), alert=True)
        return
    what = "who" if button.says == UnitSays.AGREE else "reason"
    if await go_on(turn, draft, {"says": button.says}, WHO if what == "who" else REASON):
        await turn.redraw(asked.ask(turn.texts, what, draft.id, draft.body["matter_id"]))


async def on_reason(turn: Turn, draft: Draft) -> None:
    """Why, typed; now who answered."""
    reason = _words(turn)
    if (refusal := unit_reason_refusal(reason)) is not None:
        await turn.refuse(refusal)
    elif await go_on(turn, draft, {"reason": reason}, WHO):
        await turn.show(asked.ask(turn.texts, "who", draft.id, draft.body["matter_id"]))


async def on_who(turn: Turn, draft: Draft) -> None:
    """Name and post, typed; now the day."""
    who = who_in(_words(turn))
    if who is None:
        await turn.refuse(NO_WHO)
    elif await go_on(turn, draft, {"name": who[0], "post": who[1]}, DAY):
        await turn.show(asked.ask_day(turn.texts, draft.id, draft.body["matter_id"], _today(turn)))


async def on_day_pressed(turn: Turn, button: ChooseAnswerDay) -> None:
    """So many days ago."""
    draft = await own_draft(turn, button.draft_id, KIND)
    if draft is not None and button.days in asked.DAYS:
        await _enter(turn, draft, _today(turn) - timedelta(days=button.days))


async def on_day(turn: Turn, draft: Draft) -> None:
    """The day, typed."""
    day = read_day(_words(turn))
    if day is None:
        await turn.refuse(WRONG_DAY)
    else:
        await _enter(turn, draft, day)


async def _enter(turn: Turn, draft: Draft, day: date) -> None:
    body = draft.body
    photo = body.get("photo")
    outcome = await acts.enter_answer(
        turn.database,
        unit_id=body["unit_id"],
        words=AnswerWords(UnitSays(body["says"]), body.get("reason", ""), body["name"], body["post"]),
        day=day,
        letter=None if photo is None else File("photo", photo, size=body.get("size")),
        draft_id=draft.id,
        **turn.acting,
    )
    await _thanked(turn, outcome, "entered")


async def _thanked(turn: Turn, outcome: Outcome, what: str) -> None:
    if isinstance(outcome, Done):
        await turn.show(asked.thanks(turn.texts, what, outcome["matter_id"], outcome.facts.get("unit_id")))
    else:
        await turn.refuse(outcome)


async def _unit(turn: Turn, unit_id: int) -> tuple[int, str] | None:
    """Its matter and its name, for whoever may ask units now."""
    matter_id = await unit_matter(turn.database, unit_id=unit_id)
    page = await consultation_page(turn.database, actor=turn.actor, matter_id=matter_id)
    unit = None if page is None or not page.leads else page.unit(unit_id)
    if unit is None:
        await turn.refuse(acts.NO_UNIT)
        return None
    return matter_id, unit.name


async def on_leave(turn: Turn, button: DropUnitWords) -> None:
    """[算了]: back to the units, and nothing is waited for."""
    outcome = await drafts.drop_draft(turn.database, draft_id=button.draft_id, **turn.acting)
    found = await consultation_page(turn.database, actor=turn.actor, matter_id=button.matter_id)
    if isinstance(outcome, Refusal) or found is None:
        await turn.refuse(outcome if isinstance(outcome, Refusal) else acts.NO_UNIT)
    else:
        await turn.redraw(drawn.units(turn.texts, found, 0, at=turn.at, zone=turn.zone))


def _words(turn: Turn) -> str:
    return (turn.message.text or turn.message.caption or "").strip()


def _today(turn: Turn) -> date:
    return turn.at.astimezone(turn.zone).date()


BUTTONS: dict[Any, Any] = {
    CallUnits: on_call,
    DropUnit: on_drop,
    EnterUnitAnswer: on_enter,
    ChooseUnitSays: on_says,
    ChooseAnswerDay: on_day_pressed,
    DropUnitWords: on_leave,
}
STEPS = {
    NAME: on_name,
    DROP: on_dropped,
    TIME: on_time,
    SPOT: on_spot,
    LETTER: on_letter,
    REASON: on_reason,
    WHO: on_who,
    DAY: on_day,
}
