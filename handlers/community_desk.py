"""The community's desk at the door (社区工作台): several compounds at once."""

from __future__ import annotations

import asyncio
from typing import Any

from domain.issues_statistics import month_of
from domain.outcomes import Refusal
from handlers.issues_months import told
from handlers.turn import Turn
from rendering import community_desk as drawn
from rendering import menu
from rendering.community_desk import (
    AllMonths,
    MoreOfDesk,
    OpenCompound,
    OpenCoverage,
    OpenDesk,
    ShowCover,
    TurnCoverage,
    TurnItems,
)
from rendering.issues_months import month_words
from rendering.issues_months_files import book
from rendering.issues_months_word import paper
from rendering.screens import Screen
from services import community_desk as reads


async def on_command(turn: Turn, _: str) -> None:
    """/shequ, and the menu's 社区工作台."""
    if turn.private:
        await _desk(turn, 0, turn.show)
    else:
        await turn.show(menu.in_private(turn.texts, "m_desk"))


async def _desk(turn: Turn, page: int, show: Any) -> None:
    found = await reads.desk(turn.database, actor=turn.actor, at=turn.at)
    await _or_refuse(turn, found if isinstance(found, Refusal) else drawn.desk(turn.texts, found, page), show)


async def _or_refuse(turn: Turn, screen: Screen | Refusal, show: Any) -> None:
    await (turn.refuse(screen) if isinstance(screen, Refusal) else show(screen))


async def on_desk(turn: Turn, button: OpenDesk) -> None:
    """[社区工作台]."""
    await _desk(turn, button.page, turn.redraw)


async def on_more(turn: Turn, _: MoreOfDesk) -> None:
    """[更多]."""
    await turn.redraw(drawn.more(turn.texts))


async def on_compound(turn: Turn, button: OpenCompound | TurnItems) -> None:
    """One compound, from its first item or further on."""
    found = await reads.standing(turn.database, actor=turn.actor, compound_id=button.compound_id, at=turn.at)
    page = button.page if isinstance(button, TurnItems) else 0
    screen = found if isinstance(found, Refusal) else drawn.compound(turn.texts, found, page)
    await _or_refuse(turn, screen, turn.redraw)


async def on_coverage(turn: Turn, button: OpenCoverage | TurnCoverage) -> None:
    """[覆盖情况]."""
    found = await reads.covered(turn.database, actor=turn.actor, at=turn.at)
    page = button.page if isinstance(button, TurnCoverage) else 0
    await _or_refuse(turn, found if isinstance(found, Refusal) else drawn.covers(turn.texts, found, page), turn.redraw)


async def on_cover(turn: Turn, button: ShowCover) -> None:
    """Where one thing is missing."""
    thing = drawn.thing_named(button.thing)
    if thing is None:
        await turn.toast(turn.texts.plain("turn.unknown_button"), alert=True)
        return
    found = await reads.covered(turn.database, actor=turn.actor, at=turn.at)
    if isinstance(found, Refusal):
        await turn.refuse(found)
        return
    (one,) = (cover for cover in found if cover.thing is thing)
    await turn.redraw(drawn.without(turn.texts, one, button.page))


async def on_months(turn: Turn, button: AllMonths) -> None:
    """[全部小区的月报]: of the month before, one file."""
    first = month_of(turn.at.astimezone(turn.zone).date(), -1)
    found = await reads.months(turn.database, actor=turn.actor, first=first)
    if isinstance(found, Refusal):
        await turn.refuse(found)
        return
    await turn.toast(turn.texts.plain("issues.month.coming"))
    make, ending = (paper, "docx") if button.paper else (book, "xlsx")
    whole = [told(one) for one in found]
    content = await asyncio.to_thread(make, turn.texts, whole, at=turn.at, zone=turn.zone)
    when = month_words(turn.texts, first)
    await turn.show(drawn.sent_months(turn.texts, content, when, len(whole), ending))


COMMANDS = {"shequ": on_command, "community": on_command}
BUTTONS: dict[Any, Any] = {
    OpenDesk: on_desk,
    MoreOfDesk: on_more,
    OpenCompound: on_compound,
    TurnItems: on_compound,
    OpenCoverage: on_coverage,
    TurnCoverage: on_coverage,
    ShowCover: on_cover,
    AllMonths: on_months,
}
