"""Typed where a step of a matter wants a button (该点按钮时打了字): what it wants; a report, if one was meant."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from domain.issues import Said
from domain.outcomes import Reason, Refusal
from handlers import anything, deliberation_wizard, issues
from handlers.conversations import GONE, PRESSING
from handlers.turn import Turn
from rendering import deliberation_wizard as drawn
from rendering.deliberation_buttons import ReportTyped
from services.drafts import Draft, change_draft, find_draft, stop_listening


async def on_typed(turn: Turn, draft: Draft) -> None:
    """Numbers, codes and greetings are answered as ever; other words are kept until it is said what they are."""
    await anything.on_words(turn, instead=partial(_ask, turn, draft))


async def _ask(turn: Turn, draft: Draft, words: str) -> None:
    changes = {"typed": words}
    outcome = await change_draft(turn.database, draft_id=draft.id, changes=changes, awaiting=PRESSING, **turn.acting)
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
        return
    step = await deliberation_wizard.step_screen(turn, draft)
    await turn.show(drawn.pressing(turn.texts, draft.id, words, step))


async def on_report(turn: Turn, button: ReportTyped) -> None:
    """[我要报事]: the words that were typed become a report like any other, once they are read again."""
    draft = await find_draft(turn.database, draft_id=button.draft_id, at=turn.at)
    if draft is None or draft.person_id != turn.person_id:
        await turn.refuse(GONE)
    elif "typed" not in draft.body:
        await turn.refuse(Refusal(Reason.EXPIRED, {"what": "draft"}))
    else:
        await stop_listening(turn.database, person_id=turn.person_id, chat_id=turn.visit.chat.id)
        await issues.offer_said(turn, Said(draft.body["typed"]))


BUTTONS: Mapping[Any, Any] = {ReportTyped: on_report}
STEPS = {PRESSING: on_typed}
