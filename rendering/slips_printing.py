"""Printing slips in words (印登记码): what is still to be printed, once more with the old ones revoked, the sheet."""

from __future__ import annotations

from dataclasses import dataclass

from domain.households import Wanting
from rendering.buttons import Button
from rendering.menu import ending
from rendering.screens import Key, Screen, lines
from rendering.texts import Texts


@dataclass(frozen=True)
class PrintSlips(Button, prefix="spg"):
    """印登记码, for homes that have none; building 0: the whole compound."""

    compound_id: int
    building_id: int


@dataclass(frozen=True)
class AskReprint(Button, prefix="sph"):
    """重印: asks once more."""

    compound_id: int
    building_id: int


@dataclass(frozen=True)
class Reprint(Button, prefix="spi"):
    """真的重印: those nobody has used are good no more."""

    compound_id: int
    building_id: int


@dataclass(frozen=True)
class PrintOne(Button, prefix="spj"):
    """给这一户印一张, the old one revoked."""

    unit_id: int


def print_keys(texts: Texts, compound_id: int, building_id: int, found: Wanting) -> list[Key]:
    """What can be printed there now."""
    place = (compound_id, building_id)
    fresh = Key(texts.plain("slips.print.fresh", n=len(found.fresh)), PrintSlips(*place))
    again = Key(texts.plain("slips.print.again", n=len(found.out)), AskReprint(*place))
    return [*([fresh] if found.fresh else []), *([again] if found.out else [])]


def ask_reprint(texts: Texts, where: str, compound_id: int, building_id: int, n: int, back: Button) -> Screen:
    """真的重印吗."""
    keep = Key(texts.plain("slips.print.keep"), back)
    really = Key(texts.plain("slips.print.really"), Reprint(compound_id, building_id))
    return Screen(texts.say("slips.print.ask", place=where, n=n), ((keep, really),))


def printing(texts: Texts, where: str) -> Screen:
    """What the pressed message says once the sheet is on its way."""
    return Screen(texts.say("slips.print.coming", place=where))


def nothing(texts: Texts, where: str) -> Screen:
    """Nothing was left to print: all have a slip that is good, or somebody registered."""
    return ending(texts, texts.say("slips.print.nothing", place=where), "roster")


def sheet(texts: Texts, where: str, pdf: bytes, *, n: int, first: int, last: int, qr: bool) -> Screen:
    """The sheet and what to do with it."""
    text = lines(
        texts.say("slips.sheet.what", place=where, n=n, first=f"{first:04d}", last=f"{last:04d}"),
        texts.say("slips.sheet.how"),
        None if qr else texts.say("slips.sheet.no_qr"),
        texts.say("slips.sheet.once"),
    )
    return Screen(text, document=pdf, filename=texts.plain("slips.sheet.file", place=where))
