"""Homes in words (我家): where somebody is registered, moving out, and what each of a home hears."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from domain.households import Member
from domain.registry import RoleKind
from rendering.buttons import Button
from rendering.dates import day
from rendering.days import ShowCalendar
from rendering.dispatch import Dispatch, Drawing, Template
from rendering.doorways import ANY_ENTRANCE, ANY_FLOOR
from rendering.homes import BeginHome, Disown, HomeDoors
from rendering.households_served import SeeHome, ShowNotes, Vouch, basis
from rendering.menu import ending
from rendering.participation import ShowParticipation
from rendering.screens import Key, Screen, lines, rows
from rendering.slips import GiveCode
from rendering.slips_printing import PrintOne
from rendering.texts import Texts

MOST_HOMES = 6


@dataclass(frozen=True)
class ShowHomes(Button, prefix="hha"):
    """我家."""


@dataclass(frozen=True)
class MoveOut(Button, prefix="hhb"):
    """我搬走了: asks once more."""

    role_id: int


@dataclass(frozen=True)
class ReallyMoveOut(Button, prefix="hhc"):
    """真的搬走了."""

    role_id: int


def my_homes(texts: Texts, homes: Sequence[tuple[Member, str, int]], zone: ZoneInfo) -> Screen:
    """我家: each home, since when and on what; letting the family in, moving out.

    With each, the building in which its door is still unknown, if it is.
    """
    if not homes:
        return Screen(texts.say("households.mine.none"), ((Key(texts.plain("menu.go.home"), BeginHome()),),))
    parts = [
        texts.say(
            "households.mine.one",
            home=home,
            role=texts.plain(f"roles.{member.kind.value}"),
            day=day(texts, member.since, zone),
            basis=basis(texts, member),
        )
        for member, home, _ in homes
    ]
    more = rows(
        Key(texts.plain("registry.mine.another_home"), BeginHome()),
        Key(texts.plain("participation.go"), ShowParticipation()),
        Key(texts.plain("days.go"), ShowCalendar()),
    )
    keys = [_home_keys(texts, *item, alone=len(homes) == 1) for item in homes[:MOST_HOMES]]
    unsure = any(doorless for _, _, doorless in homes)
    hint = texts.say("households.mine.no_door") if unsure else None
    return Screen(lines(texts.say("households.mine.head"), *parts, hint), (*keys, *more))


def _home_keys(texts: Texts, member: Member, home: str, doorless: int, *, alone: bool) -> tuple[Key, ...]:
    """Which home is on the keys where there are several."""
    names = "one" if alone else "of"
    family = Key(texts.plain(f"households.family_{names}", home=home), GiveCode(member.role_id))
    out = Key(texts.plain(f"households.out_{names}", home=home), MoveOut(member.role_id))
    choose = Key(texts.plain(f"households.choose_{names}", home=home), HomeDoors(doorless, ANY_ENTRANCE, ANY_FLOOR))
    return (choose if doorless else family, out)


def ask_move_out(texts: Texts, member: Member, home: str) -> Screen:
    """真的搬走了吗: an owner who lets the home stays an owner."""
    text = lines(
        texts.say("households.move.ask", home=home),
        texts.say("households.move.then"),
        texts.say("households.move.owner") if member.kind is RoleKind.OWNER else None,
    )
    keep = Key(texts.plain("households.move.keep"), ShowHomes())
    return Screen(text, ((keep, Key(texts.plain("households.move.really"), ReallyMoveOut(member.role_id))),))


def moved_out(texts: Texts, home: str) -> Screen:
    """搬走了."""
    return Screen(texts.say("households.move.done", home=home), ((Key(texts.plain("menu.go.home"), BeginHome()),),))


def disowned(texts: Texts, facts: Mapping[str, Any]) -> Screen:
    """先停了: what whoever pressed reads."""
    who = "own" if facts["own"] else "other"
    words = texts.say(f"households.disowned.{who}", name=facts["name"], home=facts["home"])
    return Screen(lines(words, texts.say("households.disowned.then")))


def vouched(texts: Texts, facts: Mapping[str, Any]) -> Screen:
    """认了: the second word."""
    return ending(texts, texts.say("households.vouch.done", name=facts["name"], home=facts["home"]), "roster")


def _joined(drawing: Drawing, facts: Mapping[str, Any]) -> Dispatch:
    texts, role_id = drawing.texts, int(facts["role_id"])
    role = texts.plain(f"roles.{facts['kind']}")
    text = lines(
        texts.say("households.joined.who", name=facts["name"], home=facts["home"], role=role),
        texts.say("households.joined.ask"),
    )
    yes = ((Key(texts.plain("households.vouch.yes"), Vouch(role_id)),),) if facts["vouch"] else ()
    return Dispatch(Screen(text, ((Key(texts.plain("households.not_ours"), Disown(role_id)),), *yes)))


def _told(words: str) -> Template:
    """A sentence with the name, the home and the kind of registration."""

    def draw(drawing: Drawing, facts: Mapping[str, Any]) -> Dispatch:
        role = drawing.texts.plain(f"roles.{facts['kind']}")
        said = drawing.texts.say(f"households.told.{words}", name=facts["name"], home=facts["home"], role=role)
        again = ((Key(drawing.texts.plain("menu.go.home"), BeginHome()),),) if words in ENDED else ()
        return Dispatch(Screen(said, again))

    return draw


TOLD = ("left", "suspended", "cleared", "vouched")
ENDED = frozenset({"suspended", "cleared"})
"""What leaves somebody without a home, who may say that it was a mistake by asking anew."""


def _alarm(drawing: Drawing, facts: Mapping[str, Any]) -> Dispatch:
    texts = drawing.texts
    role, said = texts.plain(f"roles.{facts['kind']}"), "own" if facts["own"] else "other"
    words = texts.say(f"households.alarm.{said}", name=facts["name"], home=facts["home"], role=role, by=facts["by"])
    see = Key(texts.plain("households.see"), SeeHome(int(facts["unit_id"]), 0)) if facts["unit_id"] else None
    return Dispatch(Screen(lines(words, texts.say("households.alarm.then")), ((see,),) if see else ()))


def _to_check(drawing: Drawing, facts: Mapping[str, Any]) -> Dispatch:
    texts = drawing.texts
    said = texts.say(f"households.to_check.{facts['basis']}", name=facts["name"], home=facts["home"])
    yes = Key(texts.plain("households.vouch.name", name=facts["name"]), Vouch(int(facts["role_id"])))
    see = Key(texts.plain("households.see"), SeeHome(int(facts["unit_id"]), 0))
    return Dispatch(Screen(lines(said, texts.say("households.to_check.then")), ((yes, see),)))


def _lost_slip(drawing: Drawing, facts: Mapping[str, Any]) -> Dispatch:
    texts = drawing.texts
    words = texts.say("households.lost_slip.who", name=facts["name"], home=facts["home"])
    again = Key(texts.plain("households.lost_slip.print"), PrintOne(int(facts["unit_id"])))
    return Dispatch(Screen(lines(words, texts.say("households.lost_slip.then")), ((again,),)))


def _notes(drawing: Drawing, facts: Mapping[str, Any]) -> Dispatch:
    show = Key(drawing.texts.plain("households.notes.show"), ShowNotes(int(facts["compound_id"])))
    return Dispatch(Screen(drawing.texts.say("households.notes.told", place=facts["place"]), ((show,),)))


NOTICES: dict[str, Template] = {
    "households.joined": _joined,
    "households.alarm": _alarm,
    "households.to_check": _to_check,
    "households.lost_slip": _lost_slip,
    "households.notes": _notes,
    **{f"households.{words}": _told(words) for words in TOLD},
}
