"""The menu at the door (菜单): /start, help, privacy, and the doors of the other rooms."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from domain.registry import Place, RoleKind
from handlers import (
    announcements,
    checklists,
    community_desk,
    deliberation,
    elections,
    errands,
    fees,
    funds,
    homes,
    households,
    issues,
    issues_board,
    issues_faults,
    issues_life,
    issues_recurrence,
    issues_urgent,
    issues_utilities,
    meetings,
    polls,
    printing,
    privacy,
    registry,
    soundings,
    teams,
    voting,
    whistles,
    wishes,
)
from handlers.commands import Level, command_menu, level_of
from handlers.turn import Turn
from rendering import menu as drawn
from rendering.menu import Go
from rendering.registry import BeginCompound
from rendering.screens import Screen
from services import rosters
from services.registry import unclaimed


async def on_start(turn: Turn, argument: str) -> None:
    """/start: what I do for you, in two lines; a link that is none of ours says so."""
    if not turn.private:
        if not argument:  # with one, a group link added us: the question where it belongs comes by itself
            await turn.show(drawn.in_private(turn.texts, "m_start"))
        return
    await turn.show(drawn.odd(turn.texts, "link", turn.actor) if argument else await first(turn))
    if await privacy.outdated(turn):
        await turn.show(await privacy.ask_again(turn))


async def first(turn: Turn) -> Screen:
    """首屏, as it suits this person."""
    compounds = await rosters.compounds(turn.database)
    if turn.actor.has(RoleKind.OPERATOR) and not compounds:
        return drawn.founding(turn.texts, actor=turn.actor, begin=BeginCompound())
    names = await rosters.place_names(turn.database)
    mine = next((role.place.compound_id for role in turn.actor.roles if role.place.compound_id is not None), None)
    only = compounds[0].id if len(compounds) == 1 else None
    place = names.of(Place(mine or only))
    return drawn.first(turn.texts, actor=turn.actor, place=place, claimed=not await unclaimed(turn.database))


async def on_help(turn: Turn, _: str) -> None:
    """/bangzhu."""
    await _privately(turn, "help", drawn.help_screen(turn.texts, turn.actor))


async def on_matters(turn: Turn, _: str) -> None:
    """/yishi: matters and votes of theirs, or that there is nothing yet."""
    if turn.private and await deliberation.any_there(turn):
        await deliberation.on_matters(turn)
    elif turn.private and (await voting.any_for(turn) or await elections.any_for(turn)):
        await voting.on_votes(turn)
    else:
        await _privately(turn, "matters", drawn.matters(turn.texts, at_home=turn.actor.home is not None))


async def on_more(turn: Turn, _: str) -> None:
    """更多."""
    await turn.show(drawn.more(turn.texts, turn.actor))


async def on_together(turn: Turn, _: str) -> None:
    """清单、心愿、办事."""
    await turn.show(drawn.together(turn.texts))


async def on_life(turn: Turn, _: str) -> None:
    """/gengduo, [水电气、账目]."""
    await _privately(turn, "life", drawn.life(turn.texts))


async def _privately(turn: Turn, door: str, screen: Screen) -> None:
    await turn.show(screen if turn.private else drawn.in_private(turn.texts, f"m_{door}"))


async def _start(turn: Turn, _: str) -> None:
    await turn.show(await first(turn))


async def _home(turn: Turn, _: str) -> None:
    await turn.show(await homes.first_home(turn))


async def _homes(turn: Turn, _: str) -> None:
    await turn.show(await households.my_homes(turn))


async def _todo(turn: Turn, _: str) -> None:
    await issues_life.on_open_list(turn)


DOORS: dict[str, Callable[[Turn, str], Awaitable[None]]] = {
    "start": _start,
    "report": issues.COMMANDS["bao"],
    "again": issues.COMMANDS["bao"],
    "matters": on_matters,
    "home": _home,
    "homes": _homes,
    "notices": announcements.COMMANDS["gongshi"],
    "todo": _todo,
    "poll": polls.COMMANDS["toupiao"],
    "announce": announcements.COMMANDS["gonggao"],
    "print": printing.on_print,
    "desk": community_desk.COMMANDS["shequ"],
    "together": on_together,
    "lists": checklists.COMMANDS["qingdan"],
    "errands": errands.COMMANDS["ban"],
    "fees": fees.COMMANDS["yujiao"],
    "wishes": wishes.COMMANDS["xinyuan"],
    "teams": teams.COMMANDS["jiandu"],
    "life": on_life,
    "utilities": issues_utilities.COMMANDS["shuidianqi"],
    "outages": issues_faults.COMMANDS["guzhang"],
    "accounts": funds.COMMANDS["zhang"],
    "roster": registry.COMMANDS["mingce"],
    "more": on_more,
    "me": homes.COMMANDS["wode"],
    "help": on_help,
    "privacy": privacy.COMMANDS["yinsi"],
    "whistle": whistles.COMMANDS["chuishao"],
    "board": issues_board.COMMANDS["guadan"],
    "recurring": issues_recurrence.COMMANDS["laomaobing"],
    "pressing": issues_urgent.COMMANDS["jishi"],
    "sounding": soundings.COMMANDS["zhengji"],
    "meetings": meetings.COMMANDS["yishihui"],
}
"""Where each door of the menu leads, pressed or opened by a link `m_<door>`."""


async def on_door(turn: Turn, name: str) -> None:
    """A link to a door, from a group."""
    door = DOORS.get(name)
    await (turn.show(drawn.odd(turn.texts, "link", turn.actor)) if door is None else door(turn, ""))


async def on_go(turn: Turn, button: Go) -> None:
    """A door was pressed."""
    door = DOORS.get(button.to)
    if door is None:
        await turn.toast(turn.texts.plain("turn.unknown_button"), alert=True)
        return
    await door(turn, "")


COMMANDS = {
    "start": on_start,
    "bangzhu": on_help,
    "help": on_help,
    "yishi": on_matters,
    "matters": on_matters,
    "gengduo": on_life,
    "more": on_life,
}
BUTTONS = {Go: on_go}
STARTS = {"m": on_door}

__all__ = ["BUTTONS", "COMMANDS", "STARTS", "Level", "command_menu", "level_of"]
