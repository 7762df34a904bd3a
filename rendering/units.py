"""Doors in words (门牌): making them out of a sentence, a building's doors, correcting one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from markupsafe import Markup

from domain.layouts import Layout, Plan, Size, doors, from_facts, size
from domain.registry import Building, Compound
from domain.units import DwellingUnit
from rendering.buttons import Button
from rendering.menu import ending
from rendering.places import building_keys
from rendering.rosters import back_key
from rendering.screens import Key, Screen, lines, rows
from rendering.texts import Texts

MOST_ENTRANCES = 4
"""Entrances of a building listed one by one."""


@dataclass(frozen=True)
class MakeDoors(Button, prefix="una"):
    """建门牌: ask for the sentence; building 0: the whole compound."""

    compound_id: int
    building_id: int


@dataclass(frozen=True)
class ReallyMake(Button, prefix="unb"):
    """就这样建."""

    draft_id: int


@dataclass(frozen=True)
class DropDoors(Button, prefix="unc"):
    """算了."""

    draft_id: int


@dataclass(frozen=True)
class ShowDoors(Button, prefix="und"):
    """看门牌: the buildings of a compound."""

    compound_id: int
    page: int


@dataclass(frozen=True)
class ShowBuilding(Button, prefix="une"):
    """One building's doors."""

    building_id: int


@dataclass(frozen=True)
class UndoDoors(Button, prefix="unf"):
    """撤销门牌: asks once more."""

    compound_id: int
    building_id: int


@dataclass(frozen=True)
class ReallyUndo(Button, prefix="ung"):
    """真的撤销."""

    compound_id: int
    building_id: int


@dataclass(frozen=True)
class CorrectDoor(Button, prefix="unh"):
    """加一户、去掉一户、改门牌: ask which. `how`: add, remove, rename."""

    how: str
    building_id: int


@dataclass(frozen=True)
class RemoveUnit(Button, prefix="uni"):
    """真的去掉."""

    unit_id: int


@dataclass(frozen=True)
class PutBack(Button, prefix="unj"):
    """放回去: what was just taken off."""

    unit_id: int


CORRECTIONS = ("add", "remove", "rename")


def doors_key(texts: Texts, compound_id: int, *, made: bool) -> Key:
    """The way to a compound's doors, or to making them."""
    if made:
        return Key(texts.plain("units.go.show"), ShowDoors(compound_id, 0))
    return Key(texts.plain("units.go.make"), MakeDoors(compound_id, 0))


def ask_layout(texts: Texts, draft_id: int, where: str, *, whole: bool) -> Screen:
    """一句话怎么写."""
    example = texts.say("units.ask.example_all" if whole else "units.ask.example_one")
    drop = Key(texts.plain("units.ask.drop"), DropDoors(draft_id))
    return Screen(lines(texts.say("units.ask.how", place=where), example, texts.say("units.ask.shops")), ((drop,),))


def whole(texts: Texts, facts: Mapping[str, Any], buildings: int) -> Markup:
    """9栋、27个单元、324户, for a founding that is looked at once more."""
    return texts.say("units.check.sum", sum=summed(texts, size(from_facts(facts), buildings)))


def summed(texts: Texts, total: Size) -> str:
    """9栋、27个单元、324户."""
    parts = [texts.plain("units.sum.buildings", n=total.buildings)]
    if total.entrances:
        parts.append(texts.plain("units.sum.entrances", n=total.entrances))
    parts.append(texts.plain("units.sum.homes", n=total.homes))
    if total.shops:
        parts.append(texts.plain("units.sum.shops", n=total.shops))
    return texts.plain("units.sum.between").join(parts)


def check(texts: Texts, draft_id: int, plan: Plan) -> Screen:
    """这样建可以吗: how many, and from which door to which."""
    text = lines(
        texts.say("units.check.ask", place=plan.where),
        "",
        texts.say("units.check.sum", sum=summed(texts, plan.size)),
        texts.say("units.check.each", **_ends(plan.layout)),
        texts.say("units.check.alone", n=plan.alone) if plan.alone else None,
        texts.say("units.check.later"),
    )
    again = Key(texts.plain("units.check.again"), MakeDoors(plan.place.compound_id or 0, plan.place.building_id or 0))
    drop = Key(texts.plain("units.ask.drop"), DropDoors(draft_id))
    return Screen(text, ((Key(texts.plain("units.check.make"), ReallyMake(draft_id)),), (again, drop)))


def _ends(layout: Layout) -> dict[str, str]:
    homes = [door for door in doors(layout) if door.kind.lived_in]
    return {"first": homes[0].name, "last": homes[-1].name}


def dropped(texts: Texts) -> Screen:
    """算了 was pressed: no door was made."""
    return ending(texts, texts.say("units.dropped"), "roster")


def made(texts: Texts, facts: Mapping[str, Any], place: tuple[int, int]) -> Screen:
    """建好了, and until when it can be undone."""
    total = Size(*(facts[name] for name in ("buildings", "entrances", "homes", "shops")))
    text = lines(texts.say("units.made.done", sum=summed(texts, total)), texts.say("units.made.undo"))
    show = Key(texts.plain("units.made.show"), ShowDoors(facts["compound_id"], 0))
    return Screen(text, ((show, Key(texts.plain("units.undo.go"), UndoDoors(*place))),))


def ask_undo(texts: Texts, where: str, n: int, place: tuple[int, int]) -> Screen:
    """真的撤销吗."""
    keep = Key(texts.plain("units.undo.keep"), ShowDoors(place[0], 0))
    really = Key(texts.plain("units.undo.really"), ReallyUndo(*place))
    return Screen(texts.say("units.undo.ask", place=where, n=n), ((keep, really),))


def undone(texts: Texts, where: str, n: int, place: tuple[int, int]) -> Screen:
    """撤销了."""
    again = Key(texts.plain("units.go.make"), MakeDoors(*place))
    return Screen(texts.say("units.undo.done", place=where, n=n), ((again,),))


def compound(
    texts: Texts, place: Compound, buildings: Sequence[Building], counts: Mapping[int, int], page: int
) -> Screen:
    """小区的门牌: a key for each building, with its doors."""
    found = building_keys(
        texts,
        buildings,
        press=lambda item: ShowBuilding(item.id),
        turn=lambda number: ShowDoors(place.id, number),
        page=page,
        label=lambda item: texts.plain("units.compound.one", building=item.label, n=counts.get(item.id, 0)),
        per_row=3,
    )
    without = sum(building.id not in counts for building in buildings)
    text = lines(
        texts.say("units.compound.head", place=place.name, buildings=len(buildings), n=sum(counts.values())),
        texts.say("units.compound.without", n=without) if without else None,
        texts.say("units.compound.choose"),
    )
    ends = [
        *([Key(texts.plain("units.go.make"), MakeDoors(place.id, 0))] if without else []),
        *([Key(texts.plain("units.undo.all"), UndoDoors(place.id, 0))] if counts else []),
        back_key(texts, place.id),
    ]
    return Screen(text, (*found, *rows(*ends)))


def building(texts: Texts, place: Building, where: str, units: Sequence[DwellingUnit]) -> Screen:
    """一栋楼的门牌: each entrance from which door to which, and what can be put right."""
    parts = [_entrance(texts, label, list(found)) for label, found in groupby(units, lambda unit: unit.entrance)]
    more = len(parts) - MOST_ENTRANCES
    shown = [*parts[:MOST_ENTRANCES], *([texts.say("units.building.more", n=more)] if more > 0 else [])]
    head = texts.say("units.building.head", place=where, n=len(units))
    other = Key(texts.plain("units.building.others"), ShowDoors(place.compound_id, 0))
    if not units:
        make = Key(texts.plain("units.go.make"), MakeDoors(place.compound_id, place.id))
        return Screen(texts.say("units.building.none", place=where), ((make, other),))
    keys = [Key(texts.plain(f"units.correct.{how}"), CorrectDoor(how, place.id)) for how in CORRECTIONS]
    undo = Key(texts.plain("units.undo.one"), UndoDoors(place.compound_id, place.id))
    return Screen(lines(head, *shown), (tuple(keys), (undo, other)))


def _entrance(texts: Texts, label: str, units: list[DwellingUnit]) -> Markup:
    facts = {"first": units[0].label, "last": units[-1].label, "n": len(units)}
    if label:
        return texts.say("units.building.entrance", entrance=label, **facts)
    return texts.say("units.building.range", **facts)


def ask_door(texts: Texts, draft_id: int, how: str, where: str) -> Screen:
    """要加、要去掉、要改的是哪一户. `how`: add, remove, rename."""
    drop = Key(texts.plain("units.ask.drop"), DropDoors(draft_id))
    return Screen(texts.say(f"units.ask_{how}", place=where), ((drop,),))


def ask_remove(texts: Texts, unit: DwellingUnit) -> Screen:
    """真的去掉吗."""
    keep = Key(texts.plain("units.undo.keep"), ShowBuilding(unit.building_id))
    really = Key(texts.plain("units.correct.really"), RemoveUnit(unit.id))
    return Screen(texts.say("units.correct.sure", door=unit.name), ((keep, really),))


def removed(texts: Texts, door: str, unit_id: int, building_id: int) -> Screen:
    """去掉了, and the way back."""
    back = Key(texts.plain("units.correct.back"), PutBack(unit_id))
    return Screen(texts.say("units.correct.removed", door=door), ((back, _again(texts, building_id)),))


def corrected(texts: Texts, how: str, door: str, building_id: int) -> Screen:
    """加好了、改好了、放回去了. `how`: add, rename, back."""
    return Screen(texts.say(f"units.corrected_{how}", door=door), ((_again(texts, building_id),),))


def _again(texts: Texts, building_id: int) -> Key:
    return Key(texts.plain("units.correct.building"), ShowBuilding(building_id))
