"""微心愿 at the door: the board, one wish, what a press alone does with it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from domain.issues_hiding import SHOWN
from domain.issues_places import home_compound
from domain.outcomes import Outcome, Refusal
from domain.permissions import Act, first_compound
from domain.privacy import Access
from domain.wishes import TABS, WishPage, claim_refusal, withdraw_refusal
from handlers.turn import Turn
from rendering import menu
from rendering import wishes as drawn
from rendering.screens import Screen
from rendering.wish_buttons import (
    ClaimWish,
    HideWish,
    MyWishes,
    ShowSources,
    ShowWish,
    ShowWishes,
    TakeWishBack,
    WhoseWish,
    WishIs,
)
from services import wishes as acts
from services import wishes_claims as claims
from services.privacy_mine import note_access
from services.wish_pages import both_of, own_wishes, wish_board, wish_page


async def on_command(turn: Turn, _: str) -> None:
    """/xinyuan."""
    if not turn.private:
        await turn.show(menu.in_private(turn.texts, "xy_0"))
        return
    screen = await _board(turn, "open", 0)
    await (turn.refuse(acts.NOT_HERE) if screen is None else turn.show(screen))


async def on_start(turn: Turn, argument: str) -> None:
    """The board, from a group."""
    await on_command(turn, argument)


async def _board(turn: Turn, tab: str, page: int) -> Screen | None:
    compound = home_compound(turn.actor)
    if compound is None:
        return None
    page, most = max(page, 0), drawn.A_PAGE
    read: dict[str, Any] = {"compound_id": compound, "tab": tab, "first": page * most, "most": most}
    counts, shown = await wish_board(turn.database, **read)
    serves = first_compound(turn.actor, Act.KEEP_WISHES) is not None
    return drawn.board(turn.texts, counts, shown, tab, page, serves=serves)


async def on_board(turn: Turn, button: ShowWishes) -> None:
    """The board."""
    screen = await _board(turn, button.tab, button.page) if button.tab in TABS else None
    await (turn.refuse(acts.NOT_HERE) if screen is None else turn.redraw(screen))


async def on_sources(turn: Turn, _: ShowSources) -> None:
    """[从哪里来]."""
    compound = home_compound(turn.actor)
    if compound is None:
        await turn.refuse(acts.NOT_HERE)
    else:
        counts, _shown = await wish_board(turn.database, compound_id=compound, tab="open", first=0, most=1)
        await turn.redraw(drawn.sources(turn.texts, counts))


async def on_mine(turn: Turn, _: MyWishes) -> None:
    """[我的心愿]."""
    serves = first_compound(turn.actor, Act.KEEP_WISHES) is not None
    await turn.redraw(drawn.mine(turn.texts, await own_wishes(turn.database, actor=turn.actor), serves=serves))


async def page_of(turn: Turn, wish_id: int) -> WishPage | None:
    """The wish as they may read it; else they hear that there is none."""
    page = await wish_page(turn.database, actor=turn.actor, wish_id=wish_id)
    if page is None:
        await turn.refuse(acts.NO_WISH)
    return page


async def on_wish(turn: Turn, button: ShowWish) -> None:
    """One wish."""
    page = await page_of(turn, button.wish_id)
    if page is not None:
        await turn.redraw(drawn.wish(turn.texts, page, at=turn.at, zone=turn.zone))


async def on_claim(turn: Turn, button: ClaimWish) -> None:
    """[我来认领]: asked back once, with what it means."""
    page = await page_of(turn, button.wish_id)
    if page is None:
        return
    if not button.sure:
        refusal = claim_refusal(page.wish, turn.actor, 0, page.rules)
        await (turn.redraw(drawn.surely(turn.texts, page)) if refusal is None else turn.refuse(refusal))
        return
    await _after(turn, await claims.claim_wish(turn.database, wish_id=button.wish_id, **turn.acting), "claimed")


SAYS: Mapping[str, Callable[..., Awaitable[Outcome]]] = {
    "back": claims.hand_back,
    "done": claims.say_done,
    "received": claims.receive_wish,
    "not_yet": claims.say_not_yet,
    "between": claims.stand_between,
}


async def on_says(turn: Turn, button: WishIs) -> None:
    """[退回], [办到了], [收到了], [还没有], [我来居中]."""
    act = SAYS.get(button.what)
    if act is None:
        await turn.toast(turn.texts.plain("turn.unknown_button"), alert=True)
        return
    outcome = await act(turn.database, wish_id=button.wish_id, **turn.acting)
    await _after(turn, outcome, button.what, button.wish_id)


async def _after(turn: Turn, outcome: Outcome, what: str, wish_id: int = 0) -> None:
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
        return
    await turn.toast(turn.texts.plain(f"wishes.toast.{what}"))
    await on_wish(turn, ShowWish(wish_id or outcome["wish_id"]))


async def on_take_back(turn: Turn, button: TakeWishBack) -> None:
    """[不要了]: asked back once."""
    page = await page_of(turn, button.wish_id)
    if page is None:
        return
    if not button.sure:
        refusal = withdraw_refusal(page.wish, turn.actor)
        await (turn.redraw(drawn.surely_back(turn.texts, page)) if refusal is None else turn.refuse(refusal))
        return
    outcome = await acts.withdraw_wish(turn.database, wish_id=button.wish_id, **turn.acting)
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
    else:
        await turn.toast(turn.texts.plain("wishes.toast.taken_back"))
        await on_board(turn, ShowWishes("open", 0))


async def on_whose(turn: Turn, button: WhoseWish) -> None:
    """[两头是谁]: noted for both."""
    page = await page_of(turn, button.wish_id)
    found = None if page is None else await both_of(turn.database, actor=turn.actor, wish_id=button.wish_id)
    if page is None or found is None:
        await (turn.settle() if page is None else turn.refuse(acts.NO_WISH))
        return
    await note_access(turn.database, actor=turn.actor, people=found.people, what=Access.WISH, at=turn.at)
    await turn.redraw(drawn.both(turn.texts, page, found))


async def on_hide(turn: Turn, button: HideWish) -> None:
    """[遮住]: why? Or it is shown again."""
    page = await page_of(turn, button.wish_id)
    if page is None:
        return
    if not button.reason:
        await turn.redraw(drawn.why(turn.texts, page))
        return
    given: dict[str, Any] = {"wish_id": button.wish_id, **turn.acting}
    if button.reason == SHOWN:
        await _after(turn, await acts.show_wish(turn.database, **given), "shown")
    else:
        await _after(turn, await acts.hide_wish(turn.database, reason=button.reason, **given), "hidden")


COMMANDS = {"xinyuan": on_command, "wishes": on_command}
BUTTONS: dict[Any, Any] = {
    ShowWishes: on_board,
    ShowSources: on_sources,
    MyWishes: on_mine,
    ShowWish: on_wish,
    ClaimWish: on_claim,
    WishIs: on_says,
    TakeWishBack: on_take_back,
    WhoseWish: on_whose,
    HideWish: on_hide,
}
STARTS = {"xy": on_start}
