"""Homes as those who serve them see them (各户): how far a building has come, one home, notes for letter boxes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from markupsafe import Markup

from domain.households import Doorway, Household, Member, Note, Wanting, lacks, together, wanting
from domain.registry import Building, Compound
from rendering.buttons import Button
from rendering.dates import day
from rendering.doorways import ANY_ENTRANCE, ANY_FLOOR, door_keys
from rendering.household_note import HouseholdNote, household_notes
from rendering.menu import ending
from rendering.places import building_keys
from rendering.screens import Key, Screen, lines, rows
from rendering.slips import RevokeCode
from rendering.slips_printing import PrintOne, print_keys
from rendering.texts import Texts

MEMBERS_A_PAGE = 5
MOST_LISTED = 6


@dataclass(frozen=True)
class Served(Button, prefix="hhd"):
    """各户和登记码: the buildings of a compound."""

    compound_id: int
    page: int


@dataclass(frozen=True)
class ServedDoors(Button, prefix="hhe"):
    """一栋楼; entrance 0 and floor -99: all of it."""

    building_id: int
    entrance_id: int
    floor: int


@dataclass(frozen=True)
class SeeHome(Button, prefix="hhf"):
    """看这一户; page 0: who came first."""

    unit_id: int
    page: int


@dataclass(frozen=True)
class ClearHome(Button, prefix="hhg"):
    """这户搬走了: asks once more."""

    unit_id: int


@dataclass(frozen=True)
class ReallyClear(Button, prefix="hhh"):
    """真的搬走了."""

    unit_id: int


@dataclass(frozen=True)
class Vouch(Button, prefix="hhi"):
    """我也认得这位业主."""

    role_id: int


@dataclass(frozen=True)
class ShowUnsure(Button, prefix="hhj"):
    """要再认一认的业主."""

    compound_id: int


@dataclass(frozen=True)
class ShowNotes(Button, prefix="hhk"):
    """要放进信箱的纸条."""

    compound_id: int


@dataclass(frozen=True)
class PrintNotes(Button, prefix="hhl"):
    """印纸条."""

    compound_id: int


def served_key(texts: Texts, compound_id: int) -> Key:
    """The way to a compound's homes, on the roster."""
    return Key(texts.plain("households.served.go"), Served(compound_id, 0))


def compound(
    texts: Texts,
    place: Compound,
    buildings: Sequence[Building],
    found: Mapping[int, Wanting],
    *,
    whole: bool,
    unsure: int,
    notes: int,
    page: int,
) -> Screen:
    """各户和登记码 of a compound: how far each building has come. `whole`: the reader serves all of it."""
    total = together(found.values())
    text = lines(
        texts.say("households.served.head", place=place.name),
        count(texts, total) if total.homes else texts.say("households.served.no_doors"),
        texts.say("households.served.unsure", n=unsure) if unsure else None,
        texts.say("households.served.notes", n=notes) if notes else None,
    )
    choose = building_keys(
        texts,
        buildings,
        press=lambda item: ServedDoors(item.id, ANY_ENTRANCE, ANY_FLOOR),
        turn=lambda number: Served(place.id, number),
        page=page,
    )
    todo = [
        *([Key(texts.plain("households.served.see_unsure", n=unsure), ShowUnsure(place.id))] if unsure else []),
        *([Key(texts.plain("households.notes.print", n=notes), PrintNotes(place.id))] if notes else []),
        *(print_keys(texts, place.id, 0, total) if whole else []),
    ]
    return Screen(text, (*choose, *rows(*todo)))


def count(texts: Texts, found: Wanting) -> Markup:
    """共几户，几户登记了，几户有码，几户还没有."""
    return texts.say(
        "households.served.count", n=found.homes, joined=found.joined, out=len(found.out), fresh=len(found.fresh)
    )


def building(
    texts: Texts, place: Building, where: str, doors: Sequence[Doorway], entrance_id: int, floor: int
) -> Screen:
    """One building: a key for each home, what is still to be printed."""
    found = wanting(doors)
    known = {door.unit.id: door for door in doors}
    what, keys = door_keys(
        texts,
        [door.unit for door in doors],
        entrance_id,
        floor,
        into=lambda way, level: ServedDoors(place.id, way, level),
        press=lambda unit: SeeHome(unit.id, 0),
        label=lambda unit: _door(texts, known[unit.id]),
    )
    back = Key(texts.plain("households.served.others"), Served(place.compound_id, 0))
    if not doors:
        return Screen(texts.say("households.served.no_doors_in", place=where), ((back,),))
    text = lines(
        texts.say("households.served.head", place=where),
        count(texts, found),
        texts.say(f"households.served.which_{what}"),
    )
    return Screen(text, (*keys, *rows(*print_keys(texts, place.compound_id, place.id, found), back)))


def _door(texts: Texts, door: Doorway) -> str:
    """301✓: somebody is registered; 301…: a slip is out."""
    state = "joined" if door.adults else "out" if door.slip_out else "fresh"
    return texts.plain(f"households.door.{state}", label=door.unit.label)


def home(texts: Texts, found: Household, zone: ZoneInfo, page: int) -> Screen:
    """一户: who is registered there, as what, on what, since when."""
    shown = found.members[page * MEMBERS_A_PAGE : (page + 1) * MEMBERS_A_PAGE]
    parts = [
        texts.say(
            "households.home.member",
            name=member.name,
            role=texts.plain(f"roles.{member.kind.value}"),
            basis=basis(texts, member),
            day=day(texts, member.since, zone),
        )
        for member in shown
    ]
    slip = "out" if found.slip_id is not None else "used" if found.members else "none"
    text = lines(
        _head(texts, found),
        *parts,
        texts.say(f"households.home.slip_{slip}"),
        texts.say("households.home.logged") if found.members else None,
    )
    return Screen(text, _home_keys(texts, found, shown, page))


def _head(texts: Texts, found: Household) -> Markup:
    if not found.members:
        return texts.say("households.home.nobody", home=found.name)
    return texts.say("households.home.head", home=found.name, n=len(found.members))


def _home_keys(texts: Texts, found: Household, shown: Sequence[Member], page: int) -> tuple[tuple[Key, ...], ...]:
    unit_id = found.unit.id
    last = (page + 1) * MEMBERS_A_PAGE >= len(found.members)
    others = [
        *([Key(texts.plain("registry.page.before"), SeeHome(unit_id, page - 1))] if page else []),
        *([] if last else [Key(texts.plain("registry.page.after"), SeeHome(unit_id, page + 1))]),
    ]
    vouch = [
        (Key(texts.plain("households.vouch.name", name=member.name), Vouch(member.role_id)),)
        for member in shown
        if lacks(member)
    ]
    again = texts.plain("households.home.print" if found.slip_id is None else "households.home.reprint")
    keys = [
        Key(again, PrintOne(unit_id)),
        *([] if found.slip_id is None else [Key(texts.plain("households.home.revoke"), RevokeCode(found.slip_id))]),
        *([Key(texts.plain("households.home.clear"), ClearHome(unit_id))] if found.members else []),
        Key(texts.plain("households.home.building"), ServedDoors(found.unit.building_id, ANY_ENTRANCE, ANY_FLOOR)),
    ]
    return (*vouch, *rows(*others, *keys))


def basis(texts: Texts, member: Member) -> str:
    """On what somebody is registered."""
    return texts.plain(f"households.basis.{'unknown' if member.basis is None else member.basis.value}")


def ask_clear(texts: Texts, found: Household) -> Screen:
    """这户真的搬走了吗."""
    keep = Key(texts.plain("households.move.keep"), SeeHome(found.unit.id, 0))
    really = Key(texts.plain("households.clear.really"), ReallyClear(found.unit.id))
    return Screen(texts.say("households.clear.ask", home=found.name, n=len(found.members)), ((keep, really),))


def cleared(texts: Texts, facts: Mapping[str, Any]) -> Screen:
    """搬走了, and a new slip for whoever comes."""
    again = Key(texts.plain("households.home.print"), PrintOne(int(facts["unit_id"])))
    back = Key(texts.plain("households.home.building"), ServedDoors(int(facts["building_id"]), ANY_ENTRANCE, ANY_FLOOR))
    return Screen(texts.say("households.clear.done", home=facts["home"], n=int(facts["n"])), ((again, back),))


def unsure(texts: Texts, found: Sequence[tuple[Member, str]], compound_id: int) -> Screen:
    """要再认一认的业主, the first few."""
    back = ((Key(texts.plain("households.served.others"), Served(compound_id, 0)),),)
    if not found:
        return Screen(texts.say("households.unsure.none"), back)
    parts = [
        texts.say("households.unsure.one", name=member.name, home=where, basis=basis(texts, member))
        for member, where in found[:MOST_LISTED]
    ]
    keys = [
        (Key(texts.plain("households.vouch.name", name=member.name), Vouch(member.role_id)),)
        for member, _ in found[:MOST_LISTED]
    ]
    return Screen(lines(texts.say("households.unsure.head", n=len(found)), *parts), (*keys, *back))


def notes(texts: Texts, found: Sequence[Note], compound_id: int, zone: ZoneInfo) -> Screen:
    """有 3 张要放进信箱的纸条."""
    if not found:
        return ending(texts, texts.say("households.notes.none"), "roster")
    parts = [
        texts.say("households.notes.one", home=item.unit.name, day=day(texts, item.at, zone))
        for item in found[:MOST_LISTED]
    ]
    more = len(found) - len(parts)
    text = lines(
        texts.say("households.notes.head", n=len(found)),
        *parts,
        texts.say("households.notes.more", n=more) if more else None,
    )
    return Screen(text, ((Key(texts.plain("households.notes.print", n=len(found)), PrintNotes(compound_id)),),))


def _happened(texts: Texts, item: Note) -> str:
    """What happened, with whatever its kind tells."""
    facts = {name: value for name, value in item.facts.items() if name != "kind"}
    return texts.plain(f"households.paper.{item.kind}", role=texts.plain(f"roles.{item.facts['kind']}"), **facts)


def notes_sheet(
    texts: Texts, found: Sequence[Note], *, compound: str, asks: Mapping[int, str], zone: ZoneInfo
) -> Screen:
    """The notes as PDF, four a page. `asks`: whom to ask, by building."""
    faces = [
        HouseholdNote(
            serial=item.id,
            home=compound + item.unit.name,
            happened=_happened(texts, item),
            day=day(texts, item.at, zone),
            ask=asks.get(item.unit.building_id) or texts.plain("households.paper.ask"),
        )
        for item in found
    ]
    text = texts.say("households.notes.sheet", n=len(found))
    filename = texts.plain("households.notes.file", place=compound)
    return Screen(text, document=household_notes(texts, faces), filename=filename)
