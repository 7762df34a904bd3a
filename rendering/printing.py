"""What can be printed, in words (印东西): for which place, and which sheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from domain.registry import Place
from rendering.bulletin_buttons import ListPapers
from rendering.buttons import Button
from rendering.menu import ending, go
from rendering.places import choices
from rendering.posters import PosterSpots
from rendering.screens import Key, Screen, rows
from rendering.texts import Texts


@dataclass(frozen=True)
class PrintFor(Button, prefix="qf"):
    """印东西, for this place; building 0: the whole compound."""

    compound_id: int
    building_id: int


@dataclass(frozen=True)
class PrintPlaces(Button, prefix="qp"):
    """Further places."""

    page: int


@dataclass(frozen=True)
class PrintDoors(Button, prefix="qd"):
    """印门牌表."""

    compound_id: int
    building_id: int


def which_place(texts: Texts, places: Sequence[tuple[Place, str]], page: int = 0) -> Screen:
    """给哪里印; a screen of them at a time."""
    keys = [Key(name, PrintFor(place.compound_id or 0, place.building_id or 0)) for place, name in places]
    return Screen(texts.say("printing.which"), choices(texts, keys, page, PrintPlaces, go(texts, "start")))


def sheets(texts: Texts, place: Place, name: str, *, posters: bool, doors: bool, bulletins: bool = False) -> Screen:
    """要印什么, as far as this person may."""
    at = (place.compound_id or 0, place.building_id or 0)
    keys = [
        *([Key(texts.plain("printing.posters"), PosterSpots(*at))] if posters else []),
        *([Key(texts.plain("printing.doors"), PrintDoors(*at))] if doors else []),
        *([Key(texts.plain("bulletin.key.papers"), ListPapers(at[0], 0))] if bulletins else []),
    ]
    return Screen(texts.say("printing.what", place=name), rows(*keys, go(texts, "start")))


def no_doors(texts: Texts, name: str) -> Screen:
    """还没有门牌."""
    return ending(texts, texts.say("printing.no_doors", place=name))


def setting(texts: Texts) -> Screen:
    """正在排版."""
    return Screen(texts.say("printing.setting"))


def doors(texts: Texts, name: str, sheet: bytes, count: int) -> Screen:
    """The list of doors, and how to print it."""
    words = texts.say("printing.doors_sheet", place=name, n=count)
    return Screen(words, document=sheet, filename=texts.plain("printing.doors_file", place=name))
