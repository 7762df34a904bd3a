"""The menu (菜单): the first screen, help, privacy, and short answers to what nobody can work with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from domain.permissions import Act, places
from domain.registry import Actor, RoleKind
from rendering.buttons import Button
from rendering.screens import Key, Screen, lines, rows
from rendering.texts import Texts

RESIDENT_DOORS = ("report", "matters", "home", "notices")
STAFF_DOORS = (("todo", Act.HANDLE_ISSUE), ("poll", Act.START_POLL), ("announce", Act.ANNOUNCE))
ROSTER_DOOR = ("roster", Act.SEE_ROSTER)
PRINT_DOOR = ("print", Act.PRINT_POSTERS)


@dataclass(frozen=True)
class Go(Button, prefix="m"):
    """Go through a door of the menu (菜单按钮)."""

    to: str


def doors(actor: Actor) -> tuple[str, ...]:
    """The doors that stand open to this person, what is theirs to do first."""
    staff = tuple(name for name, act in (*STAFF_DOORS, ROSTER_DOOR, PRINT_DOOR) if places(actor, act))
    if actor.has(RoleKind.OPERATOR) and "todo" not in staff:
        staff = ("todo", *staff)
    return (*staff, *(door for door in RESIDENT_DOORS if door != "home" or actor.home is None))


def go(texts: Texts, name: str) -> Key:
    """A door as a key."""
    return Key(texts.plain(f"menu.go.{name}"), Go(name))


def keys(texts: Texts, names: Sequence[str]) -> tuple[tuple[Key, ...], ...]:
    """Doors as keys, two a row."""
    return rows(*(go(texts, name) for name in names))


def first(texts: Texts, *, actor: Actor, place: str, claimed: bool) -> Screen:
    """The first screen (首屏): what I do for you, in two lines, and the doors."""
    hello = texts.say("menu.first.named", place=place) if place else texts.say("menu.first.plain")
    later = None if claimed else texts.say("menu.first.unclaimed")
    return Screen(lines(hello, texts.say("menu.first.how"), later), keys(texts, doors(actor)))


def founding(texts: Texts, *, actor: Actor, begin: Button) -> Screen:
    """The operator's first screen while there is no compound."""
    text = lines(texts.say("menu.founding.hello"), texts.say("menu.founding.how"))
    return Screen(text, ((Key(texts.plain("menu.go.found"), begin),), *keys(texts, doors(actor))))


def help_screen(texts: Texts, actor: Actor) -> Screen:
    """帮助: one line a thing."""
    parts = ["report", "progress", "home", "me", *(["staff"] if "roster" in doors(actor) else [])]
    return Screen(lines(*(texts.say(f"menu.help.{part}") for part in parts)), keys(texts, doors(actor)))


def privacy(texts: Texts) -> Screen:
    """隐私说明: what is kept, why, where, who sees it."""
    parts = ("kept", "why", "seen", "groups", "where", "rights")
    return Screen(lines(*(texts.say(f"menu.privacy.{part}") for part in parts)))


def matters(texts: Texts) -> Screen:
    """正在商量的事: not offered yet, and what there is meanwhile."""
    return Screen(
        lines(texts.say("menu.matters.later"), texts.say("menu.matters.now")), keys(texts, ("report", "notices"))
    )


def odd(texts: Texts, what: str, actor: Actor) -> Screen:
    """A short answer to what was sent (一句答复), with the menu. `what`: sticker, poll, contact, command …"""
    return Screen(texts.say(f"menu.odd.{what}"), keys(texts, doors(actor)))


def in_private(texts: Texts, payload: str) -> Screen:
    """In a group: this is for the private chat (请私下看)."""
    return Screen(texts.say("menu.in_private.words"), ((Key(texts.plain("menu.in_private.open"), start=payload),),))
