"""The ladder, inward (督办): 我来盯, the words for 12345, whom to call about water, power and gas."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from domain.issues_deadlines import ClockKind
from domain.issues_letter import Letter
from domain.issues_utilities import LED
from domain.outcomes import Refusal
from domain.permissions import Act, permit
from domain.registry import Place
from handlers.turn import Turn
from rendering import issues_ladder as drawn
from rendering import issues_letter as letters
from rendering.buttons import Button
from rendering.issues_ladder import HoldIt, PreviewLetter, PrintLetter, SeeLetter, SetLead, ShowLeads
from services import issues_ladder as acts
from services import rosters
from services.drafts import Draft, begin_draft
from services.issues_letter import letter_of

STEP = "issue.lead"


async def on_hold(turn: Turn, button: HoldIt) -> None:
    """我来盯."""
    outcome = await acts.hold_issue(turn.database, issue_id=button.issue_id, **turn.acting)
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
    else:
        await turn.redraw(drawn.held(turn.texts, outcome.facts, turn.zone))


async def _letter(turn: Turn, issue_id: int) -> Letter | None:
    found = await letter_of(turn.database, actor=turn.actor, issue_id=issue_id, at=turn.at)
    if isinstance(found, Refusal):
        await turn.refuse(found)
        return None
    return found


async def on_letter(turn: Turn, button: SeeLetter) -> None:
    """打12345怎么说."""
    letter = await _letter(turn, button.issue_id)
    if letter is not None:
        await turn.show(letters.letter_screen(turn.texts, button.issue_id, letter, turn.zone))


async def on_preview(turn: Turn, button: PreviewLetter) -> None:
    """打印成一页: as it will look."""
    letter = await _letter(turn, button.issue_id)
    if letter is not None:
        await turn.toast(turn.texts.plain("issues.letter.coming"))
        pages = await asyncio.to_thread(letters.letter_pictures, turn.texts, letter, turn.zone)
        await turn.show(letters.previewed(turn.texts, button.issue_id, letter, pages))


async def on_paper(turn: Turn, button: PrintLetter) -> None:
    """打印."""
    letter = await _letter(turn, button.issue_id)
    if letter is not None:
        await turn.toast(turn.texts.plain("issues.letter.coming"))
        sheet = await asyncio.to_thread(letters.letter_sheet, turn.texts, letter, turn.zone)
        await turn.show(letters.printed(turn.texts, button.issue_id, letter, sheet))


async def on_leads(turn: Turn, button: ShowLeads) -> None:
    """水电气找谁."""
    number = button.compound_id
    if not number:
        mine = await rosters.compounds_for(turn.database, actor=turn.actor, act=Act.SET_LEADS)
        if len(mine) > 1:
            await turn.show(drawn.which_compound(turn.texts, [(one.id, one.name) for one in mine]))
            return
        number = mine[0].id if mine else 0
    found = await acts.leads(turn.database, actor=turn.actor, compound_id=number)
    if isinstance(found, Refusal):
        await turn.refuse(found)
    else:
        await turn.show(drawn.leads(turn.texts, number, found))


async def on_set_lead(turn: Turn, button: SetLead) -> None:
    """The unit and its telephone are asked for."""
    if button.kind not in set(LED):
        await turn.toast(turn.texts.plain("turn.unknown_button"), alert=True)
        return
    if (refusal := permit(turn.actor, Act.SET_LEADS, Place(button.compound_id))) is not None:
        await turn.refuse(refusal)
        return
    body = {"compound_id": button.compound_id, "kind": button.kind}
    chat = turn.visit.chat.id
    outcome = await begin_draft(turn.database, chat_id=chat, kind="issue_lead", body=body, awaiting=STEP, **turn.acting)
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
    else:
        await turn.show(drawn.ask_lead(turn.texts, button.kind, outcome["draft_id"]))


async def on_lead(turn: Turn, draft: Draft) -> None:
    """找谁: written down."""
    kept: dict[str, Any] = {"compound_id": draft.body["compound_id"], "kind": ClockKind(draft.body["kind"])}
    text = turn.message.text or ""
    outcome = await acts.set_lead(turn.database, text=text, draft_id=draft.id, **kept, **turn.acting)
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
    else:
        await on_leads(turn, ShowLeads(draft.body["compound_id"]))


BUTTONS: dict[type[Button], Callable[[Turn, Any], Awaitable[None]]] = {
    HoldIt: on_hold,
    SeeLetter: on_letter,
    PreviewLetter: on_preview,
    PrintLetter: on_paper,
    ShowLeads: on_leads,
    SetLead: on_set_lead,
}
STEPS: dict[str, Callable[[Turn, Draft], Awaitable[None]]] = {STEP: on_lead}
