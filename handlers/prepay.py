"""预交 at the door: rounds, buildings, receipts; what a press alone does."""

from __future__ import annotations

from typing import Any

from domain.outcomes import Outcome, Refusal
from domain.permissions import Act, first_compound
from domain.prepay_views import PrepayBuilding
from handlers.turn import Turn
from rendering import prepay as drawn
from rendering.fee_buttons import (
    AskSettlement,
    HandIn,
    SettlesBuilding,
    SettlesRound,
    ShowBuilding,
    ShowRound,
    ShowRounds,
    TakeFee,
    VoidReceipt,
)
from rendering.screens import Screen
from services import prepay as acts
from services import prepay_settling as settling
from services.prepay_pages import (
    line_building,
    prepay_building,
    prepay_list,
    prepay_page,
)


async def on_rounds(turn: Turn, button: ShowRounds) -> None:
    """[预交]."""
    await turn.redraw(await rounds_screen(turn, button.page))


async def rounds_screen(turn: Turn, page: int = 0) -> Screen:
    """The rounds here."""
    found = await prepay_list(turn.database, actor=turn.actor)
    return drawn.rounds(turn.texts, found, page, keeps=first_compound(turn.actor, Act.KEEP_FUNDS) is not None)


async def on_round(turn: Turn, button: ShowRound) -> None:
    """One round."""
    page = await prepay_page(turn.database, actor=turn.actor, round_id=button.round_id)
    if page is None:
        await turn.refuse(acts.NO_ROUND)
    else:
        await turn.redraw(drawn.round_(turn.texts, page, button.page))


async def building_of(turn: Turn, round_id: int, building_id: int) -> PrepayBuilding | None:
    """The building's ledger as they may read it; else they hear that there is none."""
    found = await prepay_building(turn.database, actor=turn.actor, round_id=round_id, building_id=building_id)
    if found is None:
        await turn.refuse(acts.NO_ROUND)
    return found


async def on_building(turn: Turn, button: ShowBuilding) -> None:
    """One building."""
    page = await building_of(turn, button.round_id, button.building_id)
    if page is not None:
        await turn.redraw(drawn.building(turn.texts, page))


async def on_settles_round(turn: Turn, button: SettlesRound) -> None:
    """[对，开始], [不开了]."""
    act = acts.confirm_round if button.yes else acts.drop_round
    outcome = await act(turn.database, round_id=button.round_id, **turn.acting)
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
        return
    await turn.toast(turn.texts.plain("prepay.toast.opened" if button.yes else "prepay.toast.dropped"))
    if button.yes:
        await on_round(turn, ShowRound(button.round_id, 0))
    else:
        await on_rounds(turn, ShowRounds())


async def on_take(turn: Turn, button: TakeFee) -> None:
    """[收 240.00 元]."""
    given = {"round_id": button.round_id, "unit_id": button.unit_id, "amount": button.amount, "left": button.left}
    outcome = await acts.receive_fee(turn.database, **given, **turn.acting)
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
    else:
        await turn.redraw(drawn.taken(turn.texts, outcome.facts))


async def on_void(turn: Turn, button: VoidReceipt) -> None:
    """[收错了]: asked back once."""
    where = await line_building(turn.database, line_id=button.line_id)
    if not button.sure and where is not None:
        await turn.redraw(drawn.surely_void(turn.texts, button.line_id, *where))
        return
    outcome = await acts.void_receipt(turn.database, line_id=button.line_id, **turn.acting)
    await _back(turn, outcome, "voided" if isinstance(outcome, Refusal) or outcome["told"] else "voided_alone")


async def _back(turn: Turn, outcome: Outcome, what: str) -> None:
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
        return
    await turn.toast(turn.texts.plain(f"prepay.toast.{what}"))
    await on_building(turn, ShowBuilding(outcome["round_id"], outcome["building_id"]))


async def on_hand(turn: Turn, button: HandIn) -> None:
    """[交账]: asked back once."""
    page = await building_of(turn, button.round_id, button.building_id)
    if page is None:
        return
    if not button.sure:
        await turn.redraw(drawn.surely_hand(turn.texts, page))
        return
    where = {"round_id": button.round_id, "building_id": button.building_id}
    await waits(turn, await acts.hand_in(turn.database, **where, **turn.acting), "handed")


async def waits(turn: Turn, outcome: Outcome, what: str) -> None:
    """It waits for a second person, or why not."""
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
        return
    await turn.tell(drawn.waits(turn.texts, what, outcome.facts))


async def on_ask_settlement(turn: Turn, button: AskSettlement) -> None:
    """[结算]: asked back once."""
    page = await building_of(turn, button.round_id, button.building_id)
    if page is None:
        return
    if not button.sure:
        await turn.redraw(drawn.surely_settle(turn.texts, page))
        return
    where = {"round_id": button.round_id, "building_id": button.building_id, "next_id": button.next_id}
    await waits(turn, await settling.ask_settlement(turn.database, **where, **turn.acting), "settling")


async def on_settles_building(turn: Turn, button: SettlesBuilding) -> None:
    """[对，结算], [先不结]."""
    act = settling.confirm_settlement if button.yes else settling.drop_settlement
    outcome = await act(turn.database, settlement_id=button.settlement_id, **turn.acting)
    await _back(turn, outcome, "settled" if button.yes else "unsettled")


BUTTONS: dict[Any, Any] = {
    ShowRounds: on_rounds,
    ShowRound: on_round,
    ShowBuilding: on_building,
    SettlesRound: on_settles_round,
    TakeFee: on_take,
    VoidReceipt: on_void,
    HandIn: on_hand,
    AskSettlement: on_ask_settlement,
    SettlesBuilding: on_settles_building,
}
