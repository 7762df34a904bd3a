"""What a report is about, inward (报事归类): chosen on the offer, corrected by staff."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from domain.issues import Progress, View
from domain.outcomes import Facts, Outcome, Reason, Refusal
from handlers.turn import Turn
from rendering import issues as screens
from rendering import issues_sorting as sorting
from rendering.buttons import Button
from rendering.issues_buttons import ListBuildings
from rendering.issues_sorting import AllCategories, AskCategory, PickCategory, SortIssue
from rendering.screens import Screen
from services import issues


async def on_pick(turn: Turn, button: PickCategory) -> None:
    """归到这一类."""
    outcome = await issues.choose_category(
        turn.database, draft_id=button.draft_id, category=button.category, **turn.acting
    )
    await _redraw(turn, outcome)


async def _redraw(turn: Turn, outcome: Outcome) -> None:
    await (
        turn.refuse(outcome) if isinstance(outcome, Refusal) else turn.redraw(screens.offer(turn.texts, outcome.facts))
    )


async def on_all(turn: Turn, button: AllCategories) -> None:
    """别的类."""
    await _beside(turn, button.draft_id, lambda facts: sorting.all_categories(turn.texts, facts))


async def on_buildings(turn: Turn, button: ListBuildings) -> None:
    """选楼栋."""
    await _beside(turn, button.draft_id, lambda facts: screens.buildings(turn.texts, facts, button.page))


async def _beside(turn: Turn, draft_id: int, draw: Callable[[Facts], Screen]) -> None:
    """A page of what may be chosen, in the place of the offer."""
    offer = await issues.offer_of(turn.database, actor=turn.actor, draft_id=draft_id, at=turn.at)
    await (turn.refuse(offer) if isinstance(offer, Refusal) else turn.redraw(draw(offer.facts)))


async def on_ask(turn: Turn, button: AskCategory) -> None:
    """改类别."""
    seen = await _seen(turn, button.issue_id)
    await (turn.refuse(seen) if isinstance(seen, Refusal) else turn.redraw(sorting.for_staff(turn.texts, seen.issue)))


async def on_sort(turn: Turn, button: SortIssue) -> None:
    """改成这一类."""
    outcome = await issues.sort_issue(turn.database, issue_id=button.issue_id, category=button.category, **turn.acting)
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
        return
    await turn.toast(sorting.sorted_toast(turn.texts, outcome.facts))
    seen = await _seen(turn, button.issue_id)
    if not isinstance(seen, Refusal):
        await turn.redraw(screens.progress(turn.texts, seen, turn.zone))


async def _seen(turn: Turn, issue_id: int) -> Progress | Refusal:
    """The report, for whoever serves there."""
    seen = await issues.progress(turn.database, actor=turn.actor, issue_id=issue_id, at=turn.at)
    if isinstance(seen, Refusal) or seen.view is View.STAFF:
        return seen
    return Refusal(Reason.NOT_FOUND, {"what": "issue"})


BUTTONS: dict[type[Button], Callable[[Turn, Any], Awaitable[None]]] = {
    PickCategory: on_pick,
    AllCategories: on_all,
    ListBuildings: on_buildings,
    AskCategory: on_ask,
    SortIssue: on_sort,
}
