"""Papers for the wall at the door (印文书): a preview first, then the file with its number."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from domain.bulletins import UNNUMBERED, Lettering, PaperHead, PaperMaterial, PaperWish
from domain.outcomes import Refusal
from handlers.turn import Turn
from rendering import bulletin_screens as drawn
from rendering.bulletin_buttons import ListPapers, PapersOf, PrintPaper, SeePaper, wish_of
from rendering.bulletin_drawing import draw_paper
from rendering.bulletin_form import Sheet, bulletin_address
from services import bulletins as acts


async def on_list(turn: Turn, button: ListPapers) -> None:
    """[公示和通知]: what can be printed now."""
    offers = await acts.bulletin_offers(turn.database, actor=turn.actor, compound_id=button.compound_id)
    await turn.redraw(drawn.papers(turn.texts, offers, button.compound_id, button.page))


async def on_papers_of(turn: Turn, button: PapersOf) -> None:
    """[打印], under a matter or a vote."""
    wish = await _wished(turn, button)
    if wish is not None:
        offers = await acts.offers_of(turn.database, actor=turn.actor, wish=wish)
        await turn.redraw(drawn.papers_of(turn.texts, offers))


async def on_see(turn: Turn, button: SeePaper) -> None:
    """As it will look."""
    wish = await _wished(turn, button)
    found = None if wish is None else await _paper(turn, wish)
    if wish is None or found is None:
        return
    await turn.toast(turn.texts.plain("bulletin.setting"))
    sheet, pages = await asyncio.to_thread(_previewed, turn, *found)
    await turn.show(drawn.preview(turn.texts, wish, found[0].place, sheet, pages))


async def on_print(turn: Turn, button: PrintPaper) -> None:
    """[打印]: it gets its number, then the file comes."""
    wish = await _wished(turn, button)
    if wish is None or button.lettering not in set(Lettering):
        return
    if wish.kind not in UNNUMBERED:
        outcome = await acts.number_paper(turn.database, wish=wish, **turn.acting)
        if isinstance(outcome, Refusal):
            await turn.refuse(outcome)
            return
    if (found := await _paper(turn, wish)) is None:
        return
    await turn.toast(turn.texts.plain("bulletin.setting"))
    material, head = found
    sheet = draw_paper(turn.texts, head, material, Lettering(button.lettering), turn.zone)
    content = await asyncio.to_thread(sheet.pdf)
    await turn.show(drawn.printed(turn.texts, head, material, sheet, content))


async def _wished(turn: Turn, button: SeePaper | PrintPaper | PapersOf) -> PaperWish | None:
    wish = wish_of(button)
    if wish is None:
        await turn.toast(turn.texts.plain("turn.unknown_button"), alert=True)
    return wish


async def _paper(turn: Turn, wish: PaperWish) -> tuple[PaperMaterial, PaperHead] | None:
    """What it is made from, with the address of our own page; else they hear why not."""
    found = await acts.bulletin_paper(turn.database, actor=turn.actor, wish=wish, at=turn.at)
    if isinstance(found, Refusal):
        await turn.refuse(found)
        return None
    material, head = found
    return material, replace(head, address=bulletin_address(turn.public_url, material.place, head.page))


def _previewed(turn: Turn, material: PaperMaterial, head: PaperHead) -> tuple[Sheet, list[bytes]]:
    sheet = draw_paper(turn.texts, head, material, Lettering.PLAIN, turn.zone)
    return sheet, sheet.pictures()


BUTTONS: Mapping[Any, Any] = {
    ListPapers: on_list,
    PapersOf: on_papers_of,
    SeePaper: on_see,
    PrintPaper: on_print,
}
