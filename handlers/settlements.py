"""结算单 at the door: the years, one of them, its lines; what is typed for a line; a second person publishes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain.counted import count_in
from domain.outcomes import Outcome, Reason, Refusal
from domain.permissions import Act, first_compound, permit
from domain.settlements import MOST_HOMES, Sheet, SheetHead, SheetLine, declared, insured, words_refusal
from handlers.conversations import GONE, begun, go_on, own_draft, sum_typed, typed, where_they_may
from handlers.turn import Turn
from rendering import settlements as drawn
from rendering.screens import Screen
from rendering.settlement_buttons import (
    AskSheet,
    ConfirmSheetLine,
    LeaveSheet,
    MoreSheetFunds,
    NewSheet,
    SettlesSheet,
    SheetLines,
    SheetMatter,
    ShowSheet,
    ShowSheets,
    TakeOutLine,
    WriteSheet,
)
from services import drafts
from services import settlements as acts
from services.drafts import Draft
from services.fund_pages import fund_list

KIND = "settlement_words"
FIRST = {SheetHead.INSURANCE.value: "homes", SheetHead.INTEREST.value: "interest"}
"""What is asked first under a head, where it is not what the line is."""
NO_AMOUNT = Refusal(Reason.INVALID, {"what": "sheet_amount"})
NO_HOMES = Refusal(Reason.INVALID, {"what": "sheet_homes"})
NO_YEAR = Refusal(Reason.INVALID, {"what": "sheet_year"})


async def _list(turn: Turn, page: int = 0) -> Screen:
    found = await acts.sheet_list(turn.database, actor=turn.actor)
    return drawn.sheets(turn.texts, found, page, keeps=first_compound(turn.actor, Act.KEEP_FUNDS) is not None)


async def on_list(turn: Turn, button: ShowSheets) -> None:
    """[结算单]."""
    await turn.redraw(await _list(turn, button.page))


async def page_of(turn: Turn, sheet_id: int) -> tuple[Sheet, bool] | None:
    """The sheet as they may read it, and whether they keep it; else they hear that there is none."""
    found = await acts.sheet_page(turn.database, actor=turn.actor, sheet_id=sheet_id)
    if found is None:
        await turn.refuse(acts.NO_SHEET)
    return found


async def on_sheet(turn: Turn, button: ShowSheet) -> None:
    """One sheet."""
    found = await page_of(turn, button.sheet_id)
    if found is not None:
        await turn.redraw(_drawn(turn, *found))


def _drawn(turn: Turn, sheet: Sheet, keeps: bool) -> Screen:
    own = turn.person_id in (sheet.asked_by, sheet.begun_by)
    return drawn.sheet(turn.texts, sheet, keeps=keeps, own=own)


async def on_lines(turn: Turn, button: SheetLines) -> None:
    """[逐行看]."""
    found = await page_of(turn, button.sheet_id)
    if found is not None:
        await turn.redraw(drawn.listed(turn.texts, found[0], button.page, keeps=found[1]))


async def on_new(turn: Turn, button: NewSheet) -> None:
    """[结一年]: of which account, then which year."""
    if await where_they_may(turn, Act.KEEP_FUNDS) is None:
        return
    if button.fund_id:
        await _begin(turn, "year", {"fund_id": button.fund_id})
    else:
        await _which_fund(turn, 0)


async def on_more_funds(turn: Turn, button: MoreSheetFunds) -> None:
    """[看别的], of the accounts."""
    if await where_they_may(turn, Act.KEEP_FUNDS) is not None:
        await _which_fund(turn, button.page)


async def _which_fund(turn: Turn, page: int) -> None:
    found = await fund_list(turn.database, actor=turn.actor)
    kept = [one for one in found if permit(turn.actor, Act.KEEP_FUNDS, one.place) is None]
    await turn.redraw(drawn.which_fund(turn.texts, kept, page))


async def _begin(turn: Turn, what: str | None, body: Mapping[str, Any]) -> int | None:
    number = await begun(turn, KIND, body, None if what is None else f"settlements.{what}")
    if number is not None and what is not None:
        await turn.redraw(drawn.ask(turn.texts, what, number, body.get("sheet_id", 0)))
    return number


async def on_year(turn: Turn, draft: Draft) -> None:
    """Which year, typed: the sheet is begun."""
    year = count_in(typed(turn))
    if not year:
        await turn.refuse(NO_YEAR)
        return
    given = {"fund_id": draft.body["fund_id"], "year": year, "draft_id": draft.id}
    await _then_sheet(turn, await acts.begin_sheet(turn.database, **given, **turn.acting))


async def _then_sheet(turn: Turn, outcome: Outcome) -> None:
    """The sheet as it is now, or why not."""
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
        return
    found = await page_of(turn, outcome["sheet_id"])
    if found is not None:
        await turn.tell(_drawn(turn, *found))


async def on_write(turn: Turn, button: WriteSheet) -> None:
    """[添一行]: under which head; [记结余用途]: by which decision."""
    found = await page_of(turn, button.sheet_id)
    if found is None:
        return
    body = {"sheet_id": button.sheet_id, "head": button.head}
    if (refusal := permit(turn.actor, Act.KEEP_FUNDS, found[0].place)) is not None:
        await turn.refuse(refusal)
    elif button.head not in set(SheetHead):
        await turn.redraw(drawn.which_head(turn.texts, button.sheet_id))
    elif button.head == SheetHead.USE:
        number = await _begin(turn, None, body)
        decided = await acts.decisions_for(turn.database, place=found[0].place)
        if number is not None:
            await turn.redraw(drawn.ask_matter(turn.texts, decided, number, button.sheet_id))
    else:
        await _begin(turn, FIRST.get(button.head, "words"), body)


async def _ask(turn: Turn, draft: Draft, changes: Mapping[str, Any], what: str) -> None:
    if await go_on(turn, draft, changes, f"settlements.{what}"):
        await turn.tell(drawn.ask(turn.texts, what, draft.id, draft.body["sheet_id"]))


async def on_matter(turn: Turn, button: SheetMatter) -> None:
    """The decision; now for what."""
    draft = await own_draft(turn, button.draft_id, KIND)
    if draft is not None:
        await _ask(turn, draft, {"matter_id": button.matter_id}, "words")


async def on_words(turn: Turn, draft: Draft) -> None:
    """For what, typed."""
    words = typed(turn)
    if (refusal := words_refusal(words)) is not None:
        await turn.refuse(refusal)
    else:
        await _ask(turn, draft, {"words": words}, "amount")


async def on_interest(turn: Turn, draft: Draft) -> None:
    """Whose interests are in it, typed; it has no sum, and is looked at once more."""
    words = typed(turn)
    if (refusal := words_refusal(words)) is not None:
        await turn.refuse(refusal)
    elif await go_on(turn, draft, {"words": words, "amount": 0}, None):
        await turn.show(drawn.preview(turn.texts, declared(words), draft.id, draft.body["sheet_id"]))


async def on_homes(turn: Turn, draft: Draft) -> None:
    """How many homes, typed."""
    homes = count_in(typed(turn))
    if not 1 <= homes <= MOST_HOMES:
        await turn.refuse(NO_HOMES)
    else:
        await _ask(turn, draft, {"homes": homes}, "each")


async def on_amount(turn: Turn, draft: Draft) -> None:
    """How much, typed; of insurance, for each home. Then it is looked at once more."""
    amount = sum_typed(turn)
    if not amount:
        await turn.refuse(NO_AMOUNT)
    elif await go_on(turn, draft, {"amount": amount}, None):
        line = _line({**draft.body, "amount": amount})
        await turn.show(drawn.preview(turn.texts, line, draft.id, draft.body["sheet_id"]))


def _line(body: Mapping[str, Any]) -> SheetLine:
    """What a draft has become."""
    head = SheetHead(body["head"])
    if head is SheetHead.INSURANCE:
        return insured(body["homes"], body["amount"])
    if head is SheetHead.INTEREST:
        return declared(body["words"])
    return SheetLine(head, body["words"], body["amount"], matter_id=body.get("matter_id"))


async def on_confirm(turn: Turn, button: ConfirmSheetLine) -> None:
    """[对，添上]."""
    draft = await own_draft(turn, button.draft_id, KIND)
    if draft is None:
        return
    if "amount" not in draft.body:
        await turn.refuse(GONE)
        return
    given: dict[str, Any] = {"sheet_id": draft.body["sheet_id"], "line": _line(draft.body), "draft_id": draft.id}
    await _then_sheet(turn, await acts.write_line(turn.database, **given, **turn.acting))


async def on_take_out(turn: Turn, button: TakeOutLine) -> None:
    """[去掉第 2 行]."""
    given = {"sheet_id": button.sheet_id, "line_id": button.line_id}
    await _then_sheet(turn, await acts.take_out_line(turn.database, **given, **turn.acting))


async def on_ask(turn: Turn, button: AskSheet) -> None:
    """[请人核对]."""
    outcome = await acts.ask_to_publish(turn.database, sheet_id=button.sheet_id, **turn.acting)
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
    else:
        await turn.redraw(drawn.asked(turn.texts, outcome.facts))


async def on_settles(turn: Turn, button: SettlesSheet) -> None:
    """[对，公布], asked back once; [退回去改]."""
    found = await page_of(turn, button.sheet_id)
    if found is None:
        return
    if button.yes and not button.sure:
        await turn.redraw(drawn.surely(turn.texts, found[0]))
        return
    act = acts.publish_sheet if button.yes else acts.send_back_sheet
    await _then_sheet(turn, await act(turn.database, sheet_id=button.sheet_id, **turn.acting))


async def on_leave(turn: Turn, button: LeaveSheet) -> None:
    """[算了]."""
    outcome = await drafts.drop_draft(turn.database, draft_id=button.draft_id, **turn.acting)
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
    elif button.sheet_id:
        await on_sheet(turn, ShowSheet(button.sheet_id))
    else:
        await turn.redraw(await _list(turn))


BUTTONS: dict[Any, Any] = {
    ShowSheets: on_list,
    ShowSheet: on_sheet,
    SheetLines: on_lines,
    NewSheet: on_new,
    MoreSheetFunds: on_more_funds,
    WriteSheet: on_write,
    SheetMatter: on_matter,
    ConfirmSheetLine: on_confirm,
    TakeOutLine: on_take_out,
    AskSheet: on_ask,
    SettlesSheet: on_settles,
    LeaveSheet: on_leave,
}
STEPS = {
    "settlements.year": on_year,
    "settlements.words": on_words,
    "settlements.homes": on_homes,
    "settlements.interest": on_interest,
    "settlements.each": on_amount,
    "settlements.amount": on_amount,
}
