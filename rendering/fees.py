"""收费和服务: one screen with the doors to what is paid ahead, done by the hour, settled, and put together."""

from __future__ import annotations

from rendering.fee_buttons import ShowFees, ShowRounds
from rendering.hourly_buttons import ShowServicesByHour
from rendering.menu import go
from rendering.pledge_buttons import ShowDrives
from rendering.screens import Key, Screen, rows
from rendering.settlement_buttons import ShowSheets
from rendering.texts import Texts


def fees(texts: Texts) -> Screen:
    """The doors."""
    doors = [
        Key(texts.plain("fees.key.prepay"), ShowRounds()),
        Key(texts.plain("fees.key.hourly"), ShowServicesByHour()),
        Key(texts.plain("fees.key.settlements"), ShowSheets()),
        Key(texts.plain("fees.key.pledges"), ShowDrives()),
    ]
    return Screen(texts.say("fees.head"), rows(*doors, go(texts, "start")))


def back(texts: Texts) -> Key:
    """[收费和服务]."""
    return Key(texts.plain("fees.key.all"), ShowFees())
