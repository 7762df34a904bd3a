"""Urgent repairs at the door (急修): which danger, what has happened, a photo, who pays; then another member looks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain.deliberation.matters import matter_text_refusal
from domain.deliberation.records import record_refusal
from domain.deliberation.stages import Need
from domain.deliberation_alarms import Alarm, Danger, Payer
from domain.issues import File
from domain.money import amount_in
from domain.outcomes import Done, Reason, Refusal
from domain.permissions import Act, permit
from domain.registry import Place
from handlers.conversations import GONE, PRESSING, own_draft
from handlers.turn import Turn
from rendering import deliberation_urgent as drawn
from rendering.deliberation_urgent_buttons import AskUrgent, AskWater, ChooseDanger, ChoosePayer, DropAlarm, RaiseAlarm
from rendering.deliberation_wizard import dropped
from services import drafts
from services.deliberation_urgent import begin_urgent_repair
from services.drafts import Draft

KIND = "alarm"
COMMON_INCOME = Refusal(Reason.WRONG_STATE, {"what": "matter_common_income"})


async def on_ask(turn: Turn, button: AskUrgent) -> None:
    """[有危险，等不得]."""
    await turn.redraw(drawn.ask_danger(turn.texts, button.compound_id))


async def on_water(turn: Turn, button: AskWater) -> None:
    """[水泵、水管的险情]."""
    await turn.redraw(drawn.ask_water(turn.texts, button.compound_id))


async def on_danger(turn: Turn, button: ChooseDanger) -> None:
    """One of the few; of anything else, why not, and which way is open."""
    if button.danger not in set(Danger):
        await turn.redraw(drawn.no_danger(turn.texts))
        return
    refusal = permit(turn.actor, Act.RUN_PROCEDURE, Place(button.compound_id))
    if refusal is not None:
        await turn.refuse(refusal)
        return
    outcome = await drafts.begin_draft(
        turn.database,
        chat_id=turn.visit.chat.id,
        kind=KIND,
        body={"compound": button.compound_id, "danger": button.danger},
        awaiting="deliberation.alarm_words",
        **turn.acting,
    )
    if isinstance(outcome, Done):
        await turn.redraw(drawn.ask(turn.texts, "words", outcome["draft_id"]))
    else:
        await turn.refuse(outcome)


async def _on(turn: Turn, draft: Draft, changes: Mapping[str, Any], awaiting: str | None) -> Mapping[str, Any] | None:
    """The draft goes on; its body as it is now."""
    outcome = await drafts.change_draft(
        turn.database, draft_id=draft.id, changes=changes, awaiting=awaiting, **turn.acting
    )
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
        return None
    body: Mapping[str, Any] = outcome["body"]
    return body


async def on_words(turn: Turn, draft: Draft) -> None:
    """Where, what, and why it cannot wait."""
    words = (turn.message.text or "").strip()
    refusal = matter_text_refusal(words) or record_refusal(Need.DANGER, words, None)
    if refusal is not None:
        await turn.refuse(refusal)
    elif await _on(turn, draft, {"words": words}, "deliberation.alarm_photo") is not None:
        await turn.show(drawn.ask(turn.texts, "photo", draft.id))


async def on_photo(turn: Turn, draft: Draft) -> None:
    """The danger is seen on it."""
    if not turn.message.photo:
        await turn.refuse(Refusal(Reason.EMPTY, {"what": "matter_photo"}))
        return
    largest = turn.message.photo[-1]
    photo = {"file_id": largest.file_id, "size": largest.file_size}
    if await _on(turn, draft, {"photo": photo}, PRESSING) is not None:
        await turn.show(drawn.ask_payer(turn.texts, draft.id))


async def on_payer(turn: Turn, button: ChoosePayer) -> None:
    """Who pays; common income is not spent this way."""
    draft = await own_draft(turn, button.draft_id, KIND)
    if draft is None or "photo" not in draft.body:
        return
    if "photo" not in draft.body:
        await turn.refuse(GONE)
    elif button.payer not in set(Payer):
        await turn.refuse(COMMON_INCOME)
    elif await _on(turn, draft, {"payer": button.payer}, "deliberation.alarm_cost") is not None:
        await turn.redraw(drawn.ask(turn.texts, "cost", draft.id))


async def on_cost(turn: Turn, draft: Draft) -> None:
    """How much, in the first line; how it is paid, below."""
    first, _, rest = (turn.message.text or "").strip().partition("\n")
    cents = amount_in(first)
    refusal = record_refusal(Need.SOURCE, rest if cents is not None else first, cents)
    if refusal is not None:
        await turn.refuse(refusal)
        return
    body = await _on(turn, draft, {"cents": cents, "paid_how": rest.strip()}, PRESSING)
    if body is not None:
        await turn.show(drawn.preview(turn.texts, draft.id, alarm_in(body)))


def alarm_in(body: Mapping[str, Any]) -> Alarm:
    """The alarm of a finished draft."""
    photo = File("photo", body["photo"]["file_id"], size=body["photo"]["size"])
    return Alarm(Danger(body["danger"]), body["words"], Payer(body["payer"]), body["cents"], body["paid_how"], photo)


async def on_raise(turn: Turn, button: RaiseAlarm) -> None:
    """[报给另一位委员核对]: the draft becomes a matter, once."""
    draft = await own_draft(turn, button.draft_id, KIND)
    if draft is None:
        return
    if "cents" not in draft.body:
        await turn.refuse(GONE)
        return
    outcome = await begin_urgent_repair(
        turn.database,
        compound_id=draft.body["compound"],
        alarm=alarm_in(draft.body),
        draft_id=draft.id,
        **turn.acting,
    )
    if isinstance(outcome, Done):
        await turn.redraw(drawn.raised(turn.texts, outcome["matter_id"], Payer(draft.body["payer"])))
    else:
        await turn.refuse(outcome)


async def on_drop(turn: Turn, button: DropAlarm) -> None:
    """[算了]."""
    outcome = await drafts.drop_draft(turn.database, draft_id=button.draft_id, **turn.acting)
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
    else:
        await turn.redraw(dropped(turn.texts))


BUTTONS: Mapping[Any, Any] = {
    AskUrgent: on_ask,
    AskWater: on_water,
    ChooseDanger: on_danger,
    ChoosePayer: on_payer,
    RaiseAlarm: on_raise,
    DropAlarm: on_drop,
}
STEPS = {
    "deliberation.alarm_words": on_words,
    "deliberation.alarm_photo": on_photo,
    "deliberation.alarm_cost": on_cost,
}
