"""Posters in words (海报): where they hang, how they are laid out, which of them people open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from domain.posters import MOST_AT_ONCE, Poster, PosterPlace
from rendering.buttons import Button
from rendering.menu import ending, go
from rendering.poster_sheet import LAYOUTS
from rendering.screens import Key, Screen, lines, rows
from rendering.texts import Texts

SHOWN = 5
"""Spots, or posters, named on one screen."""


@dataclass(frozen=True)
class PosterSpots(Button, prefix="qs"):
    """二维码海报: where do they hang; building 0: the whole compound."""

    compound_id: int
    building_id: int


@dataclass(frozen=True)
class AtEntrances(Button, prefix="qe"):
    """每个单元门口一张."""

    compound_id: int
    building_id: int


@dataclass(frozen=True)
class AtBuildings(Button, prefix="qb"):
    """每栋楼门口一张."""

    compound_id: int
    building_id: int


@dataclass(frozen=True)
class WriteSpots(Button, prefix="qw"):
    """我来写."""

    compound_id: int
    building_id: int


@dataclass(frozen=True)
class AskByPosters(Button, prefix="qt"):
    """[印海报]: posters that ask about a matter."""

    matter_id: int


@dataclass(frozen=True)
class MakePosters(Button, prefix="qm"):
    """印, so many a page."""

    draft_id: int
    per_page: int


@dataclass(frozen=True)
class DropPosters(Button, prefix="qx"):
    """算了."""

    draft_id: int


@dataclass(frozen=True)
class MadePosters(Button, prefix="ql"):
    """看印过的."""

    compound_id: int
    building_id: int


@dataclass(frozen=True)
class PrintAgain(Button, prefix="qa"):
    """再印一次, from this number to that."""

    compound_id: int
    building_id: int
    first: int
    last: int
    per_page: int


def where(texts: Texts, at: tuple[int, int], *, entrances: int, buildings: int, made: int, linked: bool) -> Screen:
    """贴在哪里. `at`: compound and building or 0; `linked`: whether a QR code can be printed at all."""
    keys = [
        Key(texts.plain("posters.where.at_entrances", n=entrances), AtEntrances(*at)) if entrances else None,
        Key(texts.plain("posters.where.at_buildings", n=buildings), AtBuildings(*at)) if buildings else None,
        Key(texts.plain("posters.where.write"), WriteSpots(*at)),
        Key(texts.plain("posters.where.made", n=made), MadePosters(*at)) if made else None,
    ]
    text = lines(texts.say("posters.where.ask"), texts.say("posters.where.counted" if linked else "posters.no_address"))
    return Screen(text, rows(*(key for key in keys if key is not None), per_row=1))


def ask_spots(texts: Texts) -> Screen:
    """一行写一个地方."""
    number = texts.say("posters.write.number", most=MOST_AT_ONCE)
    return Screen(lines(texts.say("posters.write.ask"), number, texts.say("intake.write_things")))


def check(texts: Texts, draft_id: int, spots: Sequence[str]) -> Screen:
    """这样印可以吗."""
    layouts = (Key(texts.plain(f"posters.layout_{count}"), MakePosters(draft_id, count)) for count in LAYOUTS)
    text = lines(
        texts.say("posters.check.head", n=len(spots)), *_spots(texts, spots), texts.say("posters.check.layout")
    )
    return Screen(text, (tuple(layouts), (Key(texts.plain("posters.check.drop"), DropPosters(draft_id)),)))


def _spots(texts: Texts, spots: Sequence[str]) -> list[Markup]:
    if not any(spots):
        return [texts.say("posters.check.by_hand")]
    shown = [texts.say("posters.check.spot", spot=spot) for spot in spots[:SHOWN]]
    more = [texts.say("posters.check.more", n=len(spots) - SHOWN)] if len(spots) > SHOWN else []
    return [*shown, *more]


def dropped(texts: Texts) -> Screen:
    """算了: nothing was made."""
    return ending(texts, texts.say("posters.dropped"))


def setting(texts: Texts, at: tuple[int, int], first: int, last: int) -> Screen:
    """正在排版, with the other layout at hand."""
    text = texts.say("posters.setting", first=first, last=last, n=last - first + 1)
    return Screen(text, (_again(texts, at, first, last),))


def _again(texts: Texts, at: tuple[int, int], first: int, last: int) -> tuple[Key, ...]:
    return tuple(Key(texts.plain(f"posters.again_{count}"), PrintAgain(*at, first, last, count)) for count in LAYOUTS)


def printed(texts: Texts, place: str, posters: Sequence[Poster], sheet: bytes, *, linked: bool) -> Screen:
    """The sheet, and how to print it."""
    facts = {"first": posters[0].number, "last": posters[-1].number}
    head = texts.say("posters.printed.head", place=place, n=len(posters), **facts)
    text = lines(head, texts.say("posters.printed.how" if linked else "posters.no_address"))
    return Screen(text, document=sheet, filename=texts.plain("posters.printed.file", **facts))


def made(texts: Texts, at: tuple[int, int], place: str, posters: Sequence[Poster]) -> Screen:
    """印过的: what was opened most first."""
    opened, reported = (sum(getattr(poster, name) for poster in posters) for name in ("opened", "reported"))
    first = sorted(posters, key=lambda poster: (-poster.opened, poster.number))[:SHOWN]
    text = lines(
        texts.say("posters.made.head", place=place, n=len(posters)),
        texts.say("posters.made.sum", opened=opened, reported=reported),
        *(_made_line(texts, poster) for poster in first if poster.opened),
    )
    return Screen(text, (_again(texts, at, posters[0].number, posters[-1].number),))


def _made_line(texts: Texts, poster: Poster) -> Markup:
    spot = poster.spot or texts.plain("posters.made.by_hand")
    return texts.say(
        "posters.made.one", number=poster.number, spot=spot, opened=poster.opened, reported=poster.reported
    )


def none_made(texts: Texts) -> Screen:
    """还没有印过."""
    return ending(texts, texts.say("posters.made.none"))


def asks(texts: Texts, place: PosterPlace) -> Screen:
    """Whoever comes by a poster that asks about a matter of a compound where they are not registered."""
    head = texts.say("posters.arrived.asks", compound=place.compound, title=place.asks)
    return Screen(lines(head, texts.say("posters.arrived.asks_first")), rows(go(texts, "home")))


def arrived(texts: Texts, place: PosterPlace) -> Screen:
    """Whoever comes by a poster: what it is for, and what is kept of it."""
    if place.thing is not None:
        thing = texts.say("intake.arrived", spot=place.spot, thing=place.thing)
        return Screen(lines(thing, texts.say("posters.arrived.kept")))
    where = texts.say("posters.arrived.spot", compound=place.compound, spot=place.spot) if place.spot else None
    head = where or texts.say("posters.arrived.compound", compound=place.compound)
    return Screen(lines(head, texts.say("posters.arrived.how"), texts.say("posters.arrived.kept")))
