"""来龙去脉 at the door: from a report, or from a matter."""

from __future__ import annotations

from typing import Any

from domain.issues_chain import Chain
from domain.outcomes import Refusal
from handlers.turn import Turn
from rendering import issues_chain as drawn
from rendering.issues_chain import ChainButton, ChainOfIssue, ChainOfMatter
from services import chains as reads


async def on_issue(turn: Turn, button: ChainOfIssue) -> None:
    """[来龙去脉] of a report."""
    found = await reads.chain_of_issue(turn.database, actor=turn.actor, issue_id=button.issue_id)
    await _shown(turn, found, button)


async def on_matter(turn: Turn, button: ChainOfMatter) -> None:
    """[来龙去脉] of a matter."""
    found = await reads.chain_of_matter(turn.database, actor=turn.actor, matter_id=button.matter_id)
    await _shown(turn, found, button)


async def _shown(turn: Turn, found: Chain | Refusal, button: ChainButton) -> None:
    if isinstance(found, Refusal):
        await turn.refuse(found)
    else:
        await turn.redraw(drawn.chain(turn.texts, found, button, turn.zone))


BUTTONS: dict[Any, Any] = {ChainOfIssue: on_issue, ChainOfMatter: on_matter}
