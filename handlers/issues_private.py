"""Sealed reports and reports for others, inward (只给一个人看、代报)."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from domain.outcomes import Outcome, Refusal
from handlers.turn import Turn
from rendering import issues as screens
from rendering import issues_private as private
from rendering.buttons import Button
from rendering.issues_private import AskReader, FileFor, SealFor, TakeOver, Unseal
from services import issues


async def on_ask(turn: Turn, button: AskReader) -> None:
    """只给一个人看: to whom?"""
    found = await issues.readers_of_offer(turn.database, actor=turn.actor, draft_id=button.draft_id, at=turn.at)
    await (turn.refuse(found) if isinstance(found, Refusal) else turn.redraw(private.readers(turn.texts, found.facts)))


async def on_seal(turn: Turn, button: SealFor) -> None:
    """给这个人看, or everybody."""
    reader = button.person_id or None
    await _redraw(
        turn, await issues.seal_offer(turn.database, draft_id=button.draft_id, reader_id=reader, **turn.acting)
    )


async def on_file(turn: Turn, button: FileFor) -> None:
    """我替邻居报, or my own."""
    theirs = button.neighbour == 1
    await _redraw(
        turn, await issues.file_offer(turn.database, draft_id=button.draft_id, for_neighbour=theirs, **turn.acting)
    )


async def _redraw(turn: Turn, outcome: Outcome) -> None:
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
    else:
        await turn.redraw(screens.offer(turn.texts, outcome.facts))


async def on_unseal(turn: Turn, button: Unseal) -> None:
    """给办事的人都看."""
    outcome = await issues.unseal_issue(turn.database, issue_id=button.issue_id, **turn.acting)
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
        return
    await turn.toast(turn.texts.plain("intake.unsealed", number=outcome["number"]))
    seen = await issues.progress(turn.database, actor=turn.actor, issue_id=button.issue_id, at=turn.at)
    if not isinstance(seen, Refusal):
        await turn.redraw(screens.progress(turn.texts, seen, turn.zone))


async def on_for_me(turn: Turn, payload: str) -> None:
    """A neighbour comes by the link: `dai_12-…`."""
    number, _, token = payload.partition("-")
    known = number.isdecimal() and len(number) < 16
    found = await issues.filed_for_me(turn.database, issue_id=int(number) if known else 0, token=token)
    await (turn.refuse(found) if isinstance(found, Refusal) else turn.show(private.for_me(turn.texts, found, token)))


async def on_take_over(turn: Turn, button: TakeOver) -> None:
    """是我的事，告诉我."""
    outcome = await issues.take_over_issue(turn.database, issue_id=button.issue_id, token=button.token, **turn.acting)
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
        return
    await turn.toast(turn.texts.plain("intake.taken_over", number=outcome["number"]))
    seen = await issues.progress(turn.database, actor=turn.actor, issue_id=button.issue_id, at=turn.at)
    if not isinstance(seen, Refusal):
        await turn.redraw(screens.progress(turn.texts, seen, turn.zone))


STARTS = {"dai": on_for_me}
BUTTONS: dict[type[Button], Callable[[Turn, Any], Awaitable[None]]] = {
    AskReader: on_ask,
    SealFor: on_seal,
    FileFor: on_file,
    Unseal: on_unseal,
    TakeOver: on_take_over,
}
