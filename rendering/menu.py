"""The menu (菜单): the first screen, help, and short answers to what nobody can work with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from domain.community_desk import overseen_ids
from domain.permissions import Act, places
from domain.registry import Actor, RoleKind
from rendering.buttons import Button
from rendering.election_buttons import OpenElections
from rendering.proposal_buttons import OpenProposals
from rendering.screens import Key, Screen, lines, rows
from rendering.texts import SPOKEN, Texts
from rendering.texts import texts as spoken

RESIDENT_DOORS = ("report", "matters", "home", "notices")
AT_HOME = {"home": "homes"}
"""Doors that lead elsewhere once somebody is registered at home."""
STAFF_DOORS = (("todo", Act.HANDLE_ISSUE), ("poll", Act.START_POLL), ("announce", Act.ANNOUNCE))
ROSTER_DOOR = ("roster", Act.SEE_ROSTER)
PRINT_DOOR = ("print", Act.PRINT_POSTERS)
DESK_DOOR = "desk"
"""社区工作台, for whoever sits on the 社区两委 of several compounds."""
TOGETHER_DOOR, TOGETHER = "together", ("lists", "wishes", "errands", "teams", "fees")
"""One door for what neighbours do together, and what stands behind it."""
LIFE_DOOR, LIFE = "life", ("utilities", "outages", "accounts", TOGETHER_DOOR, "privacy")
"""One door for what else there is (/gengduo), and what stands behind it."""
NEEDS_COMPOUND = frozenset({"matters", "home", "homes", "notices", "print", TOGETHER_DOOR, LIFE_DOOR, *TOGETHER})
MOST = 6
"""Doors on one screen; what does not fit stands behind 更多."""


@dataclass(frozen=True)
class Go(Button, prefix="m"):
    """Go through a door of the menu (菜单按钮)."""

    to: str


def doors(actor: Actor) -> tuple[str, ...]:
    """The doors that stand open to this person, what is theirs to do first."""
    staff = tuple(name for name, act in (*STAFF_DOORS, ROSTER_DOOR) if places(actor, act))
    if actor.has(RoleKind.OPERATOR) and "todo" not in staff:
        staff = ("todo", *staff)
    desk = (DESK_DOOR,) if len(overseen_ids(actor)) > 1 else ()
    at_home = AT_HOME if actor.home is not None else {}
    residents = tuple(at_home.get(door, door) for door in RESIDENT_DOORS)
    seldom = tuple(name for name, act in (PRINT_DOOR,) if places(actor, act))
    seldom += (TOGETHER_DOOR,) if actor.registered else ()
    seldom += (LIFE_DOOR,) if actor.registered and not staff else ()
    return (*desk, *staff, *residents, *seldom)


def at_hand(names: Sequence[str]) -> tuple[str, ...]:
    """The doors that one screen shows: all of them, or the first ones and 更多."""
    return tuple(names) if len(names) <= MOST else (*names[: MOST - 1], "more")


def go(texts: Texts, name: str) -> Key:
    """A door as a key."""
    return Key(texts.plain(f"menu.go.{name}"), Go(name))


def keys(texts: Texts, names: Sequence[str]) -> tuple[tuple[Key, ...], ...]:
    """Doors as keys, two a row."""
    return rows(*(go(texts, name) for name in names))


def menu(texts: Texts, actor: Actor) -> tuple[tuple[Key, ...], ...]:
    """The doors of this person as keys."""
    return keys(texts, at_hand(doors(actor)))


SAID = ("start", "report", "matters", "home", "notices", "me", "help", "privacy")
"""Doors that people ask for in many words; the others are known by what stands on their keys."""
ROOMS = ("whistle", "board", "recurring", "pressing", "sounding", "meetings")
"""Rooms of whoever has a task, which no key of the first screen leads to: they have a command, and a name."""
IN_WORDS = frozenset({*SAID, *ROOMS, "accounts", "wishes", "lists", "teams", "fees"})
"""Those, and what stands behind 更多 for whoever lives here."""

STAFF = frozenset({*(name for name, _ in STAFF_DOORS), *(name for name, _ in (ROSTER_DOOR, PRINT_DOOR)), DESK_DOOR})
EVERY = (*TOGETHER, *LIFE, *SAID, *ROOMS, *sorted(STAFF))
"""Every door there is, whoever asks."""


def door_said(actor: Actor, words: str) -> str | None:
    """The door somebody asks for by writing what its key says (说出来的门), in whichever language, or nearly so.

    Their own doors first, then any other: behind one that is not theirs it is said whose it is. It is never a report.
    """
    asked = bare(words)
    for texts in map(spoken, SPOKEN):
        for name in (*at_hand(doors(actor)), *doors(actor), *EVERY):
            if asked and asked in _names(texts, name):
                return _theirs(actor, name)
    return None


def _theirs(actor: Actor, name: str) -> str:
    """Where this person goes by that door: 急事, written by whoever looks after none, is something to report."""
    if name == "pressing" and not places(actor, Act.HANDLE_ISSUE):
        return "report"
    return AT_HOME.get(name, name) if actor.home is not None else name


def leaves(words: str) -> bool:
    """Whether somebody who was asked something only writes that they will not (算了), or wants the first screen."""
    told = (one for texts in map(spoken, SPOKEN) for one in texts.plain("menu.said.leave").split("|"))
    return bare(words) in set(map(bare, told))


def is_choice(words: str) -> bool:
    """Whether somebody only writes what a ballot's key says (打字投票): it is no vote, and nothing to report."""
    told = (one for texts in map(spoken, SPOKEN) for one in texts.plain("menu.said.choice").split("|"))
    return bare(words) in set(map(bare, told))


def _names(texts: Texts, name: str) -> set[str]:
    told = texts.plain(f"menu.said.{name}").split("|") if name in IN_WORDS else [texts.plain(f"menu.go.{name}")]
    return set(map(bare, told))


def bare(words: str) -> str:
    """Only its letters and figures: however it is punctuated, it is the same word (同一个词)."""
    return "".join(letter for letter in words.lower() if letter.isalnum())


def first(texts: Texts, *, actor: Actor, place: str, claimed: bool) -> Screen:
    """The first screen (首屏): what I do for you, in two lines, and the doors."""
    hello = texts.say("menu.first.named", place=place) if place else texts.say("menu.first.plain")
    later = None if claimed else texts.say("menu.first.unclaimed")
    return Screen(lines(hello, texts.say("menu.first.how"), later), menu(texts, actor))


def ending(texts: Texts, words: Markup, door: str = "start") -> Screen:
    """An end (办完了): what became of it, and the way on."""
    return Screen(words, rows(go(texts, door)))


def more(texts: Texts, actor: Actor) -> Screen:
    """更多: what the first screen had no room for."""
    names, shown = doors(actor), at_hand(doors(actor))
    return Screen(texts.say("menu.more"), keys(texts, [*(name for name in names if name not in shown), "start"]))


def together(texts: Texts) -> Screen:
    """清单、心愿、办事: what stands behind that door."""
    return Screen(texts.say("menu.together"), keys(texts, (*TOGETHER, "start")))


def life(texts: Texts) -> Screen:
    """水电气、账目: whatever else there is, on one screen."""
    return Screen(texts.say("menu.life"), keys(texts, (*LIFE, "start")))


def founding(texts: Texts, *, actor: Actor, begin: Button) -> Screen:
    """The operator's first screen while there is no compound, without what only a compound has."""
    text = lines(texts.say("menu.founding.hello"), texts.say("menu.founding.how"))
    names = [name for name in doors(actor) if name not in NEEDS_COMPOUND]
    return Screen(text, ((Key(texts.plain("menu.go.found"), begin),), *keys(texts, names)))


def help_screen(texts: Texts, actor: Actor) -> Screen:
    """帮助: one line a thing."""
    parts = ["report", "progress", "home", "me", *(["staff"] if "roster" in doors(actor) else [])]
    return Screen(lines(*(texts.say(f"menu.help.{part}") for part in parts)), menu(texts, actor))


def matters(texts: Texts, *, at_home: bool = False) -> Screen:
    """正在商量的事: nothing under way, and what there is meanwhile."""
    elected = Key(texts.plain("elections.key.all"), OpenElections())
    further = (elected, Key(texts.plain("proposals.key.list"), OpenProposals()))
    return Screen(
        lines(texts.say("menu.matters.later"), texts.say("menu.matters.now")),
        (*keys(texts, ("report", "notices")), *((further,) if at_home else ())),
    )


def left(texts: Texts, actor: Actor) -> Screen:
    """先不写了: nothing more is asked, and every door stands open."""
    return Screen(texts.say("menu.left"), menu(texts, actor))


def odd(texts: Texts, what: str, actor: Actor) -> Screen:
    """A short answer to what was sent (一句答复), with the menu. `what`: sticker, poll, contact, command …"""
    return Screen(texts.say(f"menu.odd.{what}"), menu(texts, actor))


def miscounted(texts: Texts, count: int, actor: Actor) -> Screen:
    """数字不对: a slip has twelve."""
    return Screen(texts.say("menu.odd.digits", count=count), menu(texts, actor))


def in_private(texts: Texts, payload: str) -> Screen:
    """In a group: this is for the private chat (请私下看)."""
    return Screen(texts.say("menu.in_private.words"), ((Key(texts.plain("menu.in_private.open"), start=payload),),))
