"""病根 at the door: what keeps coming back here, and the matter that is begun about it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from domain.issues_recurrence import RootCause
from domain.outcomes import Refusal
from domain.permissions import Act, permit
from handlers import deliberation_wizard
from handlers.turn import Turn
from rendering import issues_recurrence as drawn
from rendering import menu
from rendering.issues_recurrence import DiscussCause, SetCauseAside, ShowCause, ShowCauses
from services import drafts
from services import issues_recurrence as acts
from services.drafts import Draft

REASON = "issues.cause_reason"


async def on_command(turn: Turn, _: str) -> None:
    """/laomaobing."""
    if turn.private:
        await turn.show(drawn.causes(turn.texts, await acts.root_causes_for(turn.database, actor=turn.actor)))
    else:
        await turn.show(menu.in_private(turn.texts, "m_start"))


async def on_causes(turn: Turn, _: ShowCauses) -> None:
    """[老毛病]."""
    await turn.redraw(drawn.causes(turn.texts, await acts.root_causes_for(turn.database, actor=turn.actor)))


async def on_cause(turn: Turn, button: ShowCause) -> None:
    """One of them."""
    page = await acts.root_cause_page(turn.database, actor=turn.actor, cause_id=button.cause_id)
    if isinstance(page, Refusal):
        await turn.refuse(page)
    else:
        await turn.redraw(drawn.cause(turn.texts, page, turn.zone))


async def _undecided(turn: Turn, cause_id: int) -> RootCause | None:
    """One that they may begin a matter about, or set aside; else they hear why not."""
    page = await acts.root_cause_page(turn.database, actor=turn.actor, cause_id=cause_id)
    if isinstance(page, Refusal):
        await turn.refuse(page)
        return None
    refusal = permit(turn.actor, Act.RUN_MATTER, page.cause.place) or (None if page.leads else acts.SETTLED)
    if refusal is not None:
        await turn.refuse(refusal)
        return None
    return page.cause


async def on_discuss(turn: Turn, button: DiscussCause) -> None:
    """[商量根治的办法]: where it is and how often it came back is the matter's first text."""
    cause = await _undecided(turn, button.cause_id)
    if cause is not None:
        known = {"text": drawn.matter_words(turn.texts, cause), "cause": cause.id}
        await deliberation_wizard.begin(turn, known)


async def on_aside(turn: Turn, button: SetCauseAside) -> None:
    """[这次不商量]: why?"""
    if await _undecided(turn, button.cause_id) is None:
        return
    body = {"cause_id": button.cause_id}
    outcome = await drafts.begin_draft(
        turn.database, chat_id=turn.visit.chat.id, kind="issue_cause", body=body, awaiting=REASON, **turn.acting
    )
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
    else:
        await turn.show(drawn.ask_reason(turn.texts, outcome["draft_id"]))


async def on_reason(turn: Turn, draft: Draft) -> None:
    """The reason, typed."""
    words, number = turn.message.text or "", draft.body["cause_id"]
    outcome = await acts.set_cause_aside(turn.database, cause_id=number, words=words, draft_id=draft.id, **turn.acting)
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
    else:
        await turn.show(drawn.told_aside(turn.texts, number))


COMMANDS = {"laomaobing": on_command, "recurring": on_command}
BUTTONS: dict[Any, Any] = {
    ShowCauses: on_causes,
    ShowCause: on_cause,
    DiscussCause: on_discuss,
    SetCauseAside: on_aside,
}
STEPS: dict[str, Callable[[Turn, Draft], Awaitable[None]]] = {REASON: on_reason}
