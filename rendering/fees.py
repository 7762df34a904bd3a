"""收费和服务: one screen with the doors to what is paid ahead, done by the hour, settled, and put together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from markupsafe import Markup

from rendering.buttons import Button
from rendering.fee_buttons import ShowFees, ShowRounds
from rendering.hourly_buttons import ShowServicesByHour
from rendering.menu import go
from rendering.pledge_buttons import ShowDrives
from rendering.screens import Key, Screen, lines, rows
from rendering.settlement_buttons import ShowSheets
from rendering.texts import Texts

T = TypeVar("T")


def fees(texts: Texts) -> Screen:
    """The doors."""
    doors = [
        Key(texts.plain("fees.key.prepay"), ShowRounds()),
        Key(texts.plain("fees.key.hourly"), ShowServicesByHour()),
        Key(texts.plain("fees.key.settlements"), ShowSheets()),
        Key(texts.plain("fees.key.pledges"), ShowDrives()),
    ]
    return Screen(texts.say("fees.head"), rows(*doors, go(texts, "start")))


def paged(
    texts: Texts, found: Sequence[T], page: int, most: int, button: Callable[[int], Button]
) -> tuple[Sequence[T], list[Key]]:
    """What is on this page of a list, and a key to the next where not all fit: it takes the place of one of them."""
    size = most if len(found) <= most else most - 1
    last = max(0, (len(found) - 1) // size)
    page = min(max(page, 0), last)
    more = [Key(texts.plain("fees.key.more"), button((page + 1) % (last + 1)))] if last else []
    return found[page * size : (page + 1) * size], more


def for_second(texts: Texts, words: Markup, seconds: int, key: Key) -> Screen:
    """It waits for a second person; where there is none, that is said."""
    return Screen(lines(words, None if seconds else texts.say("fees.no_second")), rows(key))


def back(texts: Texts) -> Key:
    """[收费和服务]."""
    return Key(texts.plain("fees.key.all"), ShowFees())
