"""What staff do with reports, inward (办理报事): answer, close, reopen, the list of what is open."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from domain.issues import Step, is_reportable
from domain.outcomes import Outcome, Refusal
from handlers.issues_said import written_for
from handlers.turn import Turn
from rendering import issues as screens
from rendering.buttons import Button
from rendering.issues_buttons import AnswerIssue, CloseAtOnce, CloseIssue, LeaveIt, OpenIssues, ReopenIssue, TurnPage
from rendering.menu import ending
from rendering.screens import Screen
from services import issues
from services.drafts import Draft, drop_draft


async def on_answer(turn: Turn, button: AnswerIssue) -> None:
    """答复: what?"""
    await _ask(turn, button.issue_id, Step.ANSWER)


async def on_close(turn: Turn, button: CloseIssue) -> None:
    """办结: how was it done?"""
    await _ask(turn, button.issue_id, Step.CLOSE)


async def _ask(turn: Turn, issue_id: int, step: Step) -> None:
    """The question comes as a new message: the notice it was pressed under stays as it is."""
    chat = turn.visit.chat.id
    outcome = await issues.ask_for_words(turn.database, issue_id=issue_id, step=step, chat_id=chat, **turn.acting)
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
    else:
        await turn.show(screens.asking_staff(turn.texts, outcome.facts, closing=step is Step.CLOSE))


async def on_answer_words(turn: Turn, draft: Draft) -> None:
    """The answer."""
    await _taken(turn, await issues.answer_issue(turn.database, **written_for(draft, turn.message), **turn.acting))


async def on_close_words(turn: Turn, draft: Draft) -> None:
    """What was done."""
    written = written_for(draft, turn.message)
    if not is_reportable(written["text"]) and not written["files"]:
        await turn.show(Screen(turn.texts.say("refusals.empty.issue_words")))
        return
    await _taken(turn, await issues.close_issue(turn.database, **written, **turn.acting))


async def on_close_at_once(turn: Turn, button: CloseAtOnce) -> None:
    """不写了，直接办结."""
    issue, draft = button.issue_id, button.draft_id
    await _taken(turn, await issues.close_issue(turn.database, issue_id=issue, draft_id=draft, **turn.acting))


async def on_reopen(turn: Turn, button: ReopenIssue) -> None:
    """重新打开."""
    await _taken(turn, await issues.reopen_issue(turn.database, issue_id=button.issue_id, **turn.acting))


async def _taken(turn: Turn, outcome: Outcome) -> None:
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
    elif turn.press is None:
        await turn.show(screens.taken(turn.texts, outcome.facts))
    else:
        await turn.redraw(screens.taken(turn.texts, outcome.facts))


async def on_leave(turn: Turn, button: LeaveIt) -> None:
    """先不写."""
    outcome = await drop_draft(turn.database, draft_id=button.draft_id, **turn.acting)
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
    else:
        await turn.redraw(ending(turn.texts, turn.texts.say("issues.ask.left")))


async def on_open_list(turn: Turn, _: OpenIssues | None = None) -> None:
    """待办报事, as a new message."""
    found = await issues.open_list(turn.database, actor=turn.actor)
    await turn.show(screens.open_issues(turn.texts, found, 0, turn.zone))


async def on_page(turn: Turn, button: TurnPage) -> None:
    """上一页、下一页."""
    found = await issues.open_list(turn.database, actor=turn.actor)
    await turn.redraw(screens.open_issues(turn.texts, found, button.page, turn.zone))


BUTTONS: dict[type[Button], Callable[[Turn, Any], Awaitable[None]]] = {
    AnswerIssue: on_answer,
    CloseIssue: on_close,
    CloseAtOnce: on_close_at_once,
    ReopenIssue: on_reopen,
    LeaveIt: on_leave,
    OpenIssues: on_open_list,
    TurnPage: on_page,
}
STEPS: dict[str, Callable[[Turn, Draft], Awaitable[None]]] = {
    "issue.answer": on_answer_words,
    "issue.close": on_close_words,
}
