"""Hidden words, inward (遮住的话): hidden and brought back by staff, listed for whoever asks."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from domain.issues import View
from domain.outcomes import Outcome, Reason, Refusal
from handlers.turn import Turn
from rendering import issues as screens
from rendering import issues_hiding as hiding
from rendering.buttons import Button
from rendering.issues_hiding import AskHide, HideWords, ShowWords
from services import issues


async def on_ask(turn: Turn, button: AskHide) -> None:
    """遮住原话: why?"""
    seen = await issues.progress(turn.database, actor=turn.actor, issue_id=button.issue_id, at=turn.at)
    if isinstance(seen, Refusal) or seen.view is not View.STAFF:
        await turn.refuse(seen if isinstance(seen, Refusal) else Refusal(Reason.NOT_FOUND, {"what": "issue"}))
    else:
        await turn.redraw(hiding.why(turn.texts, seen.issue))


async def on_hide(turn: Turn, button: HideWords) -> None:
    """遮住, for this reason."""
    outcome = await issues.hide_words(turn.database, issue_id=button.issue_id, reason=button.reason, **turn.acting)
    await _changed(turn, button.issue_id, outcome)


async def on_show(turn: Turn, button: ShowWords) -> None:
    """恢复原话."""
    outcome = await issues.show_words(turn.database, issue_id=button.issue_id, **turn.acting)
    await _changed(turn, button.issue_id, outcome)


async def _changed(turn: Turn, issue_id: int, outcome: Outcome) -> None:
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
        return
    await turn.toast(hiding.toast(turn.texts, outcome.facts))
    seen = await issues.progress(turn.database, actor=turn.actor, issue_id=issue_id, at=turn.at)
    if not isinstance(seen, Refusal):
        await turn.redraw(screens.progress(turn.texts, seen, turn.zone))


async def on_list(turn: Turn, words: str) -> None:
    """/zhedang: what was hidden here, for everybody."""
    found = await issues.hidings(turn.database, actor=turn.actor, group_id=turn.visit.chat.id)
    await turn.show(hiding.listed(turn.texts, found, turn.zone))


COMMANDS = {"zhedang": on_list, "hidden": on_list}
BUTTONS: dict[type[Button], Callable[[Turn, Any], Awaitable[None]]] = {
    AskHide: on_ask,
    HideWords: on_hide,
    ShowWords: on_show,
}
