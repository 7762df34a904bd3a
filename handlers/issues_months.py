"""The month and the week at the door (月报、周报): their files, and no more lines of the week."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from domain.outcomes import Refusal
from handlers.turn import Turn
from rendering import issues_months as drawn
from rendering import issues_months_files as files
from rendering.issues_months import MonthBook, MonthPaper, MonthSheet, SetWeek
from rendering.issues_months_word import paper
from services import issues_months as acts
from services.issues_months import Month


async def _month(turn: Turn, button: MonthBook | MonthPaper | MonthSheet) -> Month | None:
    first = drawn.month_named(button.month)
    if first is None or not turn.private:
        await turn.toast(turn.texts.plain("turn.unknown_button"), alert=True)
        return None
    found = await acts.month(turn.database, actor=turn.actor, compound_id=button.compound_id, first=first)
    if isinstance(found, Refusal):
        await turn.refuse(found)
        return None
    await turn.toast(turn.texts.plain("issues.month.coming"))
    return found


def told(month: Month) -> files.Told:
    """A month as its files take it."""
    found = month.figures
    return acts.month_facts(month), month.rows, found.categories, found.buildings


async def _send(turn: Turn, button: MonthBook | MonthPaper, make: Callable[..., bytes], ending: str) -> None:
    month = await _month(turn, button)
    if month is not None:
        whole = told(month)
        content = await asyncio.to_thread(make, turn.texts, [whole], at=turn.at, zone=turn.zone)
        await turn.show(drawn.sent(turn.texts, whole[0], content, ending))


async def on_book(turn: Turn, button: MonthBook) -> None:
    """[Excel]."""
    await _send(turn, button, files.book, "xlsx")


async def on_paper(turn: Turn, button: MonthPaper) -> None:
    """[Word]."""
    await _send(turn, button, paper, "docx")


async def on_sheet(turn: Turn, button: MonthSheet) -> None:
    """[打印]."""
    month = await _month(turn, button)
    if month is not None:
        facts, found = acts.month_facts(month), month.figures
        groups = (found.categories, found.buildings)
        content = await asyncio.to_thread(files.sheet, turn.texts, facts, *groups, at=turn.at, zone=turn.zone)
        await turn.show(drawn.sent(turn.texts, facts, content, "pdf"))


async def on_week(turn: Turn, button: SetWeek) -> None:
    """[不再每周发]: pressed under the line itself, by those who may bind the group."""
    outcome = await acts.stop_week(turn.database, chat_id=turn.visit.chat.id, stop=bool(button.stop), **turn.acting)
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
    else:
        await turn.redraw(drawn.week_set(turn.texts, stopped=outcome["stopped"]))


BUTTONS: dict[Any, Any] = {
    MonthBook: on_book,
    MonthPaper: on_paper,
    MonthSheet: on_sheet,
    SetWeek: on_week,
}
