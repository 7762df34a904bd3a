"""问题清单 at the door: the lists here, one of them, one item; what a press alone does."""

from __future__ import annotations

from typing import Any

from domain.checklists import AFTER, BEFORE, ChecklistPage, Item, accept_refusal
from domain.outcomes import Refusal
from domain.permissions import Act, first_compound
from handlers.turn import Turn
from rendering import checklists as drawn
from rendering import menu
from rendering.checklist_buttons import (
    AcceptItem,
    ExportList,
    MoreOfList,
    SeePhotos,
    ShowItem,
    ShowList,
    ShowLists,
    StillGood,
)
from rendering.checklist_workbook import checklist_workbook
from rendering.screens import Screen
from services import attachments
from services import checklists as acts
from services.checklist_pages import checklist_list, checklist_of_item, checklist_page, item_photo


async def on_command(turn: Turn, _: str) -> None:
    """/qingdan."""
    if turn.private:
        await turn.show(await _lists(turn))
    else:
        await turn.show(menu.in_private(turn.texts, "qd_0"))


async def on_start(turn: Turn, argument: str) -> None:
    """A list, from its card in the group."""
    number = int(argument) if argument.isascii() and argument.isdecimal() and len(argument) < 10 else 0
    page = await checklist_page(turn.database, actor=turn.actor, checklist_id=number)
    if page is None:
        await turn.show(await _lists(turn))
    else:
        await turn.show(drawn.checklist(turn.texts, page, 0, at=turn.at, zone=turn.zone))


async def _lists(turn: Turn) -> Screen:
    found = await checklist_list(turn.database, actor=turn.actor)
    keeps = first_compound(turn.actor, Act.KEEP_CHECKLIST) is not None
    return drawn.checklists(turn.texts, found, keeps=keeps, at=turn.at, zone=turn.zone)


async def on_lists(turn: Turn, _: ShowLists) -> None:
    """[全部清单]."""
    await turn.redraw(await _lists(turn))


async def on_list(turn: Turn, button: ShowList) -> None:
    """One list."""
    page = await page_of(turn, button.checklist_id)
    if page is not None:
        await turn.redraw(drawn.checklist(turn.texts, page, button.page, at=turn.at, zone=turn.zone))


async def on_more(turn: Turn, button: MoreOfList) -> None:
    """[更多]."""
    page = await page_of(turn, button.checklist_id)
    if page is not None:
        await turn.redraw(drawn.more(turn.texts, page))


async def on_item(turn: Turn, button: ShowItem) -> None:
    """One item."""
    found = await item_of(turn, button.item_id)
    if found is not None:
        await turn.redraw(drawn.item(turn.texts, *found, at=turn.at, zone=turn.zone))


async def page_of(turn: Turn, checklist_id: int) -> ChecklistPage | None:
    """The list as they may read it; else they hear that there is none."""
    page = await checklist_page(turn.database, actor=turn.actor, checklist_id=checklist_id)
    if page is None:
        await turn.refuse(acts.NO_LIST)
    return page


async def item_of(turn: Turn, item_id: int) -> tuple[ChecklistPage, Item] | None:
    """An item and its list, the same way."""
    number = await checklist_of_item(turn.database, item_id=item_id)
    page = await page_of(turn, number)
    item = None if page is None else page.checklist.item(item_id)
    return None if page is None or item is None else (page, item)


async def on_accept(turn: Turn, button: AcceptItem) -> None:
    """[验收，销号]: asked back once; refused at once to whoever did it."""
    found = await item_of(turn, button.item_id)
    if found is None:
        return
    page, item = found
    refusal = accept_refusal(page.checklist, item, turn.actor)
    if refusal is not None:
        await turn.refuse(refusal)
    elif not button.sure:
        await turn.redraw(drawn.surely(turn.texts, page, item))
    else:
        outcome = await acts.accept_item(turn.database, item_id=item.id, **turn.acting)
        await _after(turn, outcome if isinstance(outcome, Refusal) else None, "struck", item.id)


async def on_good(turn: Turn, button: StillGood) -> None:
    """[还好着]."""
    outcome = await acts.look_again(turn.database, item_id=button.item_id, **turn.acting)
    await _after(turn, outcome if isinstance(outcome, Refusal) else None, "good", button.item_id)


async def _after(turn: Turn, refusal: Refusal | None, what: str, item_id: int) -> None:
    if refusal is not None:
        await turn.refuse(refusal)
        return
    await turn.toast(turn.texts.plain(f"checklists.toast.{what}"))
    await on_item(turn, ShowItem(item_id))


async def on_photos(turn: Turn, button: SeePhotos) -> None:
    """[看照片]: the last one before, the last one after."""
    if await item_of(turn, button.item_id) is None:
        return
    for side in (BEFORE, AFTER):
        number = await item_photo(turn.database, item_id=button.item_id, side=side)
        if number is not None:
            picture = await attachments.content(turn.database, attachment_id=number)
            await turn.show(drawn.photo(turn.texts, side, picture))


async def on_export(turn: Turn, button: ExportList) -> None:
    """[导出表格]."""
    page = await page_of(turn, button.checklist_id)
    if page is not None:
        workbook = checklist_workbook(turn.texts, page.checklist, zone=turn.zone)
        await turn.show(drawn.exported(turn.texts, page, workbook))


COMMANDS = {"qingdan": on_command, "checklist": on_command}
BUTTONS: dict[Any, Any] = {
    ShowLists: on_lists,
    ShowList: on_list,
    MoreOfList: on_more,
    ShowItem: on_item,
    AcceptItem: on_accept,
    StillGood: on_good,
    SeePhotos: on_photos,
    ExportList: on_export,
}
STARTS = {"qd": on_start}
