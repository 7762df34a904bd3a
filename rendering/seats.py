"""Posts in words (岗位): who serves a compound and a building, what is vacant, one office, how it ends."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from markupsafe import Markup

from domain.offices import Held, is_office
from domain.registry import Building, Compound, RoleKind
from domain.seats import BuildingOffices, EntranceOffices, Seat, Situation
from rendering.buttons import Button
from rendering.dates import day, far_day
from rendering.menu import ending
from rendering.offices import FillSeat, held_title, title, where
from rendering.places import building_keys
from rendering.rosters import back_key
from rendering.screens import Key, Screen, lines, rows
from rendering.texts import Texts

PAGE = 8
"""Buildings a screen, two a line."""
ENTRANCES = 4
"""Entrances a screen."""
MOST_OTHERS = 4
"""Vacant organs and grids a screen; the grids have a page of their own."""
MEMBERS = 6
MOST_PEOPLE = 12
"""Keys with names a screen."""


@dataclass(frozen=True)
class ShowSeats(Button, prefix="sea"):
    """谁在任、哪里空缺."""

    compound_id: int
    page: int


@dataclass(frozen=True)
class ShowMembers(Button, prefix="seb"):
    """委员会、网格员和别的任职."""

    compound_id: int
    page: int


@dataclass(frozen=True)
class ChooseBuilding(Button, prefix="sec"):
    """看一栋楼的: which one?"""

    compound_id: int
    page: int


@dataclass(frozen=True)
class ShowBuildingOffices(Button, prefix="sed"):
    """一栋楼的任职."""

    building_id: int
    page: int


@dataclass(frozen=True)
class ShowHeld(Button, prefix="see"):
    """一个人的一项任职."""

    role_id: int


@dataclass(frozen=True)
class EndRole(Button, prefix="re"):
    """卸下、结束: asks once more."""

    role_id: int


@dataclass(frozen=True)
class ReallyEndRole(Button, prefix="rz"):
    """真的卸下、结束."""

    role_id: int


@dataclass(frozen=True)
class HandOver(Button, prefix="sef"):
    """交接: a link for whoever takes over."""

    role_id: int


def seats_key(texts: Texts, situation: Situation) -> Key:
    """The way to who serves, with how much is vacant."""
    n = len(situation.vacancies)
    label = texts.plain("offices.seats.go_vacant", n=n) if n else texts.plain("offices.seats.go")
    return Key(label, ShowSeats(situation.compound.id, 0))


def seats(texts: Texts, situation: Situation, page: int, *, fills: bool) -> Screen:
    """谁在任、哪里空缺; `fills`: whether the reader may ask somebody."""
    leaders = situation.of(RoleKind.BUILDING_LEADER)
    shown = leaders[page * PAGE : (page + 1) * PAGE]
    n = len(situation.vacancies)
    text = lines(
        texts.say("offices.seats.head", name=situation.compound.name, n=n)
        if n
        else texts.say("offices.seats.full", name=situation.compound.name),
        _joined(texts, [_organ(texts, seat) for seat in situation.of(RoleKind.COMMITTEE)]),
        _counts(texts, situation),
        *(_pair(texts, shown[start : start + 2]) for start in range(0, len(shown), 2)),
    )
    others = [seat for seat in situation.vacancies if seat.kind is not RoleKind.BUILDING_LEADER] if page == 0 else []
    others = others[:MOST_OTHERS]
    vacant = [*others, *(seat for seat in shown if seat.vacant)] if fills else []
    keys = [Key(_asking(texts, seat), _fill(seat)) for seat in vacant]
    found = (*rows(*keys[: len(others)]), *rows(*keys[len(others) :], per_row=3))
    return Screen(
        lines(text, texts.say("offices.seats.press") if keys else None),
        (*found, *_ways(texts, situation, page, len(leaders))),
    )


def _joined(texts: Texts, parts: Sequence[str]) -> Markup:
    return Markup.escape(texts.plain("offices.between").join(parts))


def _organ(texts: Texts, seat: Seat) -> str:
    name = texts.plain(f"organs.{seat.organ}") if seat.organ else texts.plain("organs.own")
    if seat.vacant:
        return texts.plain("offices.seats.vacant", name=name)
    return texts.plain("offices.seats.members", name=name, n=len(seat.held))


def _counts(texts: Texts, situation: Situation) -> Markup:
    parts = []
    for kind, words in ((RoleKind.BUILDING_LEADER, "leaders"), (RoleKind.GRID_WORKER, "workers")):
        found = situation.of(kind)
        if found:
            held = sum(not seat.vacant for seat in found)
            parts.append(texts.plain(f"offices.seats.{words}", held=held, of=len(found)))
    return _joined(texts, parts)


def _pair(texts: Texts, pair: Sequence[Seat]) -> Markup:
    parts = [
        texts.plain("offices.seats.building", building=seat.where.name, names=_names(texts, seat)) for seat in pair
    ]
    return Markup.escape("  " + texts.plain("offices.between").join(parts))


def _names(texts: Texts, seat: Seat) -> str:
    between = texts.plain("refusals.between")
    if seat.held:
        return between.join(one.name for one in seat.held)
    if seat.deputies:
        names = between.join(one.name for one in seat.deputies)
        return texts.plain("offices.seats.stand_in", names=names)
    return texts.plain("offices.seats.nobody")


def _asking(texts: Texts, seat: Seat) -> str:
    """2号楼楼长: the post that a press fills."""
    if seat.kind is RoleKind.COMMITTEE:
        return texts.plain(f"organs.{seat.organ}") if seat.organ else texts.plain("organs.own")
    return texts.plain("offices.seats.ask", place=seat.where.name, role=texts.plain(f"roles.{seat.kind}"))


def _fill(seat: Seat) -> FillSeat:
    wanted = seat.wanted
    return FillSeat(wanted.compound_id, wanted.kind.value, wanted.organ or "", wanted.level or "", wanted.number)


def _ways(texts: Texts, situation: Situation, page: int, total: int) -> tuple[tuple[Key, ...], ...]:
    number = situation.compound.id
    turns = _turns(texts, lambda other: ShowSeats(number, other), page, PAGE, total)
    members = Key(texts.plain("offices.seats.go_members"), ShowMembers(number, 0))
    building = Key(texts.plain("offices.seats.go_building"), ChooseBuilding(number, 0))
    back = back_key(texts, number)
    return (*((tuple(turns),) if turns else ()), (members, building), (back,))


def choose_building(texts: Texts, compound: Compound, buildings: Sequence[Building], page: int) -> Screen:
    """看哪一栋楼的任职."""
    found = building_keys(
        texts,
        buildings,
        press=lambda item: ShowBuildingOffices(item.id, 0),
        turn=lambda number: ChooseBuilding(compound.id, number),
        page=page,
    )
    back = Key(texts.plain("offices.seats.back"), ShowSeats(compound.id, 0))
    return Screen(texts.say("offices.building.which", compound=compound.name), (*found, (back,)))


def building(texts: Texts, offices: BuildingOffices, page: int, *, wanted: FillSeat | None) -> Screen:
    """一栋楼的任职: leader, then each entrance with its leader and its floors'."""
    ways = [one for one in offices.entrances if one.label or one.leaders or one.floors]
    shown = ways[page * ENTRANCES : (page + 1) * ENTRANCES]
    text = lines(
        texts.say("offices.building.head", place=offices.name),
        texts.say("offices.building.leaders", names=_people(texts, offices.leaders)),
        *(_entrance(texts, one) for one in shown),
        _others(texts, offices),
    )
    below = (one for entrance in shown for one in (*entrance.leaders, *entrance.floors))
    people = [*offices.leaders, *below, *offices.others][:MOST_PEOPLE]
    turns = _turns(texts, lambda number: ShowBuildingOffices(offices.building.id, number), page, ENTRANCES, len(ways))
    ask = ((Key(texts.plain("offices.fill"), wanted),),) if wanted is not None else ()
    back = Key(texts.plain("offices.seats.back"), ShowSeats(offices.building.compound_id, 0))
    names = rows(*(Key(one.name, ShowHeld(one.id)) for one in people), per_row=3)
    return Screen(text, (*names, *ask, (*turns, back)))


def _turns(texts: Texts, turn: Callable[[int], Button], page: int, size: int, total: int) -> list[Key]:
    """The way to the page before and the page after."""
    before = [] if page <= 0 else [Key(texts.plain("registry.page.before"), turn(page - 1))]
    after = [Key(texts.plain("registry.page.after"), turn(page + 1))] if total > (page + 1) * size else []
    return [*before, *after]


def _people(texts: Texts, held: Sequence[Held]) -> str:
    """李楼长、张三（副职）; vacant where there is nobody."""
    names = [texts.plain("offices.deputy", role=one.name) if one.deputy else one.name for one in held]
    return texts.plain("refusals.between").join(names) or texts.plain("offices.seats.nobody")


def _entrance(texts: Texts, entrance: EntranceOffices) -> Markup:
    floors = [texts.plain("offices.floor", n=one.where.floor) + " " + _people(texts, [one]) for one in entrance.floors]
    names = _people(texts, entrance.leaders)
    label = entrance.label or texts.plain("offices.one_way_in")
    leader = texts.plain("offices.building.entrance", entrance=label, names=names)
    return Markup.escape("  " + texts.plain("offices.between").join([leader, *floors]))


def _others(texts: Texts, offices: BuildingOffices) -> Markup | None:
    """居民代表：…；网格员：…"""
    titles = dict.fromkeys(held_title(texts, one) for one in offices.others)
    found = {title: [one for one in offices.others if held_title(texts, one) == title] for title in titles}
    parts = [
        texts.plain("offices.building.others", role=role, names=_people(texts, held)) for role, held in found.items()
    ]
    return _joined(texts, parts) if parts else None


def members(texts: Texts, compound_id: int, held: Sequence[Held], page: int) -> Screen:
    """委员会、网格员和别的任职, a few at a time."""
    shown = held[page * MEMBERS : (page + 1) * MEMBERS]
    parts = [texts.say("offices.members.one", name=one.name, role=held_title(texts, one)) for one in shown]
    head = texts.say("offices.members.head", n=len(held)) if held else texts.say("offices.members.none")
    turns = _turns(texts, lambda number: ShowMembers(compound_id, number), page, MEMBERS, len(held))
    back = Key(texts.plain("offices.seats.back"), ShowSeats(compound_id, 0))
    people = rows(*(Key(one.name, ShowHeld(one.id)) for one in shown), per_row=3)
    return Screen(lines(head, *parts), (*people, (*turns, back)))


def held(texts: Texts, one: Held, zone: ZoneInfo, *, own: bool, ends: bool) -> Screen:
    """一个人的一项任职, and what the reader may do about it: hand it over or lay it down, or end it."""
    text = lines(
        texts.say("offices.held.what", name=one.name, place=where(texts, one.facts), role=held_title(texts, one)),
        texts.say("offices.held.since", day=day(texts, one.since, zone)),
        texts.say("offices.check.term", day=far_day(texts, one.office.until, zone)) if one.office.until else None,
        texts.say("offices.check.stands_for", name=one.stands_for) if one.stands_for else None,
    )
    compound_id = one.office.scope.place.compound_id
    keys = [
        *([Key(texts.plain("offices.held.hand_over"), HandOver(one.id))] if own and is_office(one.office.kind) else []),
        *([Key(texts.plain("registry.end.really"), EndRole(one.id))] if own else []),
        *([Key(texts.plain("offices.held.end"), EndRole(one.id))] if ends and not own else []),
        *([Key(texts.plain("offices.seats.back"), ShowSeats(compound_id, 0))] if compound_id and not own else []),
    ]
    return Screen(text, rows(*keys))


def ask_end(texts: Texts, one: Held, keep: Button, *, own: bool) -> Screen:
    """真的要卸下、要结束吗."""
    place, role = where(texts, one.facts), held_title(texts, one)
    if not own:
        ask = texts.say("offices.end.ask", name=one.name, place=place, role=role)
        really = Key(texts.plain("offices.end.really"), ReallyEndRole(one.id))
        return Screen(ask, ((Key(texts.plain("registry.end.keep"), keep), really),))
    then = "registry.end.handover" if is_office(one.office.kind) else "registry.end.home"
    really = Key(texts.plain("registry.end.really"), ReallyEndRole(one.id))
    text = lines(texts.say("registry.end.ask", place=place, role=role), texts.say(then))
    return Screen(text, ((Key(texts.plain("registry.end.keep"), keep), really),))


def ended(texts: Texts, facts: Mapping[str, Any], *, own: bool) -> Screen:
    """卸下了、结束了."""
    place, role = where(texts, facts), title(texts, facts)
    if own:
        return ending(texts, texts.say("registry.end.done", place=place, role=role))
    return ending(texts, texts.say("offices.end.done", name=facts["name"], place=place, role=role), "roster")
