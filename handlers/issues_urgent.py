"""急事急办 at the door: declared in two presses, taken down with a reason, listed with the hours left."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from domain.issues import Progress
from domain.outcomes import Reason, Refusal
from handlers.turn import Turn
from rendering import issues as screens
from rendering import issues_urgent as drawn
from rendering import menu
from rendering.issues_urgent import AskUrgent, DeclareUrgent, LowerUrgent
from services import drafts, issues
from services import issues_urgent as acts
from services.drafts import Draft

REASON = "issues.urgent_reason"
NOT_NOW = Refusal(Reason.NOT_FOUND, {"what": "urgent"})


async def on_command(turn: Turn, _: str) -> None:
    """/jishi."""
    if turn.private:
        found, figures = await acts.urgent_list(turn.database, actor=turn.actor, at=turn.at)
        await turn.show(drawn.urgent_list(turn.texts, found, figures, at=turn.at, zone=turn.zone))
    else:
        await turn.show(menu.in_private(turn.texts, "m_start"))


async def _seen(turn: Turn, issue_id: int) -> Progress | None:
    seen = await issues.progress(turn.database, actor=turn.actor, issue_id=issue_id, at=turn.at)
    if isinstance(seen, Refusal):
        await turn.refuse(seen)
        return None
    return seen


async def on_ask(turn: Turn, button: AskUrgent) -> None:
    """[算急事]: why?"""
    seen = await _seen(turn, button.issue_id)
    if seen is None:
        return
    if seen.urgent is not None and seen.urgent.declares:
        await turn.redraw(drawn.ask_why(turn.texts, seen.issue))
    else:
        await turn.refuse(NOT_NOW)


async def on_declare(turn: Turn, button: DeclareUrgent) -> None:
    """For this reason: it has its hours."""
    outcome = await acts.declare_urgent(
        turn.database, issue_id=button.issue_id, criterion=button.criterion, **turn.acting
    )
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
        return
    await turn.toast(turn.texts.plain("issues.pressing.toast", number=outcome["number"]))
    seen = await _seen(turn, button.issue_id)
    if seen is not None:
        await turn.redraw(screens.progress(turn.texts, seen, turn.zone))


async def on_lower(turn: Turn, button: LowerUrgent) -> None:
    """[不算急事]: why?"""
    seen = await _seen(turn, button.issue_id)
    if seen is None:
        return
    if seen.urgent is None or not seen.urgent.lowers:
        await turn.refuse(NOT_NOW)
        return
    body = {"issue_id": button.issue_id}
    outcome = await drafts.begin_draft(
        turn.database, chat_id=turn.visit.chat.id, kind="issue_urgent", body=body, awaiting=REASON, **turn.acting
    )
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
    else:
        await turn.show(drawn.ask_reason(turn.texts, outcome["draft_id"]))


async def on_reason(turn: Turn, draft: Draft) -> None:
    """The reason, typed."""
    given: dict[str, Any] = {"issue_id": draft.body["issue_id"], "words": turn.message.text or ""}
    outcome = await acts.lower_urgent(turn.database, draft_id=draft.id, **given, **turn.acting)
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
    else:
        await turn.show(drawn.done_lowered(turn.texts, outcome.facts))


COMMANDS = {"jishi": on_command, "pressing": on_command}
BUTTONS: dict[Any, Any] = {AskUrgent: on_ask, DeclareUrgent: on_declare, LowerUrgent: on_lower}
STEPS: dict[str, Callable[[Turn, Draft], Awaitable[None]]] = {REASON: on_reason}
