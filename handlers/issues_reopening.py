"""还没修好, inward (重新打开): those whom a closed report concerns open it again, and may say why."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from domain.issues import is_reportable
from domain.issues_life import Step
from domain.outcomes import Outcome, Reason, Refusal
from handlers.issues_said import written_for
from handlers.turn import Turn
from rendering import issues_reopening as screens
from rendering.buttons import Button
from rendering.issues_buttons import NotFixed, ReopenAtOnce
from rendering.screens import Screen
from services import issues
from services.drafts import Draft


async def on_not_fixed(turn: Turn, button: NotFixed) -> None:
    """还没修好: what is not? The notice it was pressed under stays as it is."""
    chat = turn.visit.chat.id
    outcome = await issues.ask_for_words(
        turn.database, issue_id=button.issue_id, step=Step.REOPEN, chat_id=chat, **turn.acting
    )
    if isinstance(outcome, Refusal):
        await _refuse(turn, outcome)
    else:
        await turn.show(screens.asking_why(turn.texts, outcome.facts))


async def on_why(turn: Turn, draft: Draft) -> None:
    """What is not fixed."""
    written = written_for(draft, turn.message)
    if not is_reportable(written["text"]) and not written["files"]:
        await turn.show(Screen(turn.texts.say("refusals.empty.issue_words")))
        return
    await _reopened(turn, await issues.take_step(turn.database, step=Step.REOPEN, **written, **turn.acting))


async def on_at_once(turn: Turn, button: ReopenAtOnce) -> None:
    """不写了，接着办."""
    issue, draft = button.issue_id, button.draft_id
    await _reopened(
        turn, await issues.take_step(turn.database, step=Step.REOPEN, issue_id=issue, draft_id=draft, **turn.acting)
    )


async def _reopened(turn: Turn, outcome: Outcome) -> None:
    if isinstance(outcome, Refusal):
        await _refuse(turn, outcome)
    elif turn.press is None:
        await turn.show(screens.reopened(turn.texts, outcome.facts, turn.zone))
    else:
        await turn.redraw(screens.reopened(turn.texts, outcome.facts, turn.zone))


async def _refuse(turn: Turn, refusal: Refusal) -> None:
    """Once the 14 days are over a new report is offered, which an alert could not."""
    if refusal.reason is Reason.EXPIRED:
        await turn.show(screens.too_late(turn.texts, refusal, turn.zone))
    else:
        await turn.refuse(refusal)


BUTTONS: dict[type[Button], Callable[[Turn, Any], Awaitable[None]]] = {
    NotFixed: on_not_fixed,
    ReopenAtOnce: on_at_once,
}
STEPS: dict[str, Callable[[Turn, Draft], Awaitable[None]]] = {"issue.reopen": on_why}
