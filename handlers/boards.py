"""网上公示栏 at the door: the ways to it under 公示栏, and what the committee does with it."""

from __future__ import annotations

from typing import Any

from domain.outcomes import Outcome, Reason, Refusal
from domain.permissions import Act, places
from handlers.turn import Turn
from rendering import boards as drawn
from rendering.boards import AgreeBoard, AskBoard, CloseBoard, ManageBoard
from rendering.screens import Key
from services import boards as acts

NO_ADDRESS = Refusal(Reason.WRONG_STATE, {"what": "board_no_address"})


async def keys(turn: Turn) -> list[Key]:
    """[在网上看] where it is up; [网上公示栏] for the committee. Nothing where our pages have no address."""
    if turn.public_url is None:
        return []
    up = await acts.boards_for(turn.database, actor=turn.actor)
    own = [place.compound_id for place in places(turn.actor, Act.PUBLISH_BOARD) if place.compound_id is not None]
    managed = drawn.manage_keys(turn.texts, list(dict.fromkeys(own))[:1])
    return [*drawn.read_keys(turn.texts, up[:1], turn.public_url), *managed]


async def on_manage(turn: Turn, button: ManageBoard) -> None:
    """[网上公示栏]."""
    await _show(turn, button.compound_id)


async def on_ask(turn: Turn, button: AskBoard) -> None:
    """[请人同意公开]."""
    number = button.compound_id
    await _after(turn, number, await acts.ask_board(turn.database, compound_id=number, **turn.acting))


async def on_agree(turn: Turn, button: AgreeBoard) -> None:
    """[同意公开], [先不公开]."""
    number, act = button.compound_id, acts.open_board if button.agrees else acts.decline_board
    await _after(turn, number, await act(turn.database, compound_id=number, **turn.acting))


async def on_close(turn: Turn, button: CloseBoard) -> None:
    """[收起来], once more for good measure."""
    number = button.compound_id
    if not button.sure:
        await turn.redraw(drawn.really(turn.texts, number))
        return
    await _after(turn, number, await acts.close_board(turn.database, compound_id=number, **turn.acting))


async def _after(turn: Turn, number: int, outcome: Outcome) -> None:
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
    else:
        await _show(turn, number)


async def _show(turn: Turn, number: int) -> None:
    page = await acts.board_page(turn.database, actor=turn.actor, compound_id=number)
    if isinstance(page, Refusal):
        await turn.refuse(page)
    elif turn.public_url is None:
        await turn.refuse(NO_ADDRESS)
    else:
        await turn.redraw(drawn.board(turn.texts, page, turn.public_url))


BUTTONS: dict[Any, Any] = {
    ManageBoard: on_manage,
    AskBoard: on_ask,
    AgreeBoard: on_agree,
    CloseBoard: on_close,
}
