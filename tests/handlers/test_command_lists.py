"""The list beside the input field: short enough for an old neighbour, and everything else is behind one of them."""

from __future__ import annotations

from handlers.commands import ENGLISH, LISTS, Level
from handlers.menu import DOORS
from handlers.routes import COMMANDS
from rendering import menu

SELDOM = ("shuidianqi", "guzhang", "zhang", "qingdan", "xinyuan", "ban", "jiandu", "yinsi")


def test_six_commands_and_the_rest_behind_more() -> None:
    short = LISTS[Level.PRIVATE]
    assert len(short) <= 6 and set(short) < set(LISTS[Level.STAFF])
    behind = {DOORS[name] for name in (*menu.LIFE, *menu.TOGETHER)}
    for name in SELDOM:
        assert name not in short and COMMANDS[name] in behind, name
    assert COMMANDS["gengduo"] is COMMANDS[ENGLISH["gengduo"]] is DOORS[menu.LIFE_DOOR]
