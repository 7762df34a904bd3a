"""Homes in words (登记我家, 我的): asking, confirming, my roles, my language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from domain.registry import HOME_ROLES, Building, Compound, Holding, HomeRequest, RoleKind
from rendering.buttons import Button
from rendering.dates import day
from rendering.dispatch import Dispatch, Drawing, Template
from rendering.places import building_keys
from rendering.screens import Key, Screen, lines, rows
from rendering.texts import SPOKEN, Texts

KINDS = (RoleKind.OWNER, RoleKind.RESIDENT, RoleKind.TENANT)
MOST_WAITING = 7


@dataclass(frozen=True)
class BeginHome(Button, prefix="hs"):
    """登记我家."""


@dataclass(frozen=True)
class HomeBuildings(Button, prefix="hb"):
    """我家在哪一栋."""

    compound_id: int
    page: int


@dataclass(frozen=True)
class HomeKinds(Button, prefix="hk"):
    """我在那里是业主、家人还是租户."""

    building_id: int


@dataclass(frozen=True)
class AskHome(Button, prefix="ha"):
    """请确认."""

    building_id: int
    kind: str


@dataclass(frozen=True)
class HomeRequests(Button, prefix="hr"):
    """待确认的邻居."""

    compound_id: int


@dataclass(frozen=True)
class ConfirmHome(Button, prefix="hc"):
    """确认是邻居."""

    request_id: int


@dataclass(frozen=True)
class DeclineHome(Button, prefix="hd"):
    """不是."""

    request_id: int


@dataclass(frozen=True)
class EndRole(Button, prefix="re"):
    """卸下身份: asks once more."""

    role_id: int


@dataclass(frozen=True)
class ReallyEndRole(Button, prefix="rz"):
    """真的卸下."""

    role_id: int


@dataclass(frozen=True)
class Speak(Button, prefix="sl"):
    """选语言."""

    locale: str


@dataclass(frozen=True)
class ShowMine(Button, prefix="my"):
    """我的."""


def no_compound(texts: Texts) -> Screen:
    """还没有小区."""
    return Screen(texts.say("registry.home.no_compound"))


def which_compound(texts: Texts, compounds: Sequence[Compound]) -> Screen:
    """您家在哪个小区."""
    found = rows(*(Key(compound.name, HomeBuildings(compound.id, 0)) for compound in compounds))
    return Screen(texts.say("registry.home.which_compound"), found)


def which_building(texts: Texts, compound: Compound, buildings: Sequence[Building], page: int) -> Screen:
    """您家在几号楼."""
    found = building_keys(
        texts,
        buildings,
        press=lambda building: HomeKinds(building.id),
        turn=lambda number: HomeBuildings(compound.id, number),
        page=page,
    )
    return Screen(texts.say("registry.home.which_building", compound=compound.name), found)


def which_kind(texts: Texts, building_id: int, place: str) -> Screen:
    """您在那里是."""
    found = rows(
        *(Key(texts.plain(f"registry.home.i_am_{kind.value}"), AskHome(building_id, kind.value)) for kind in KINDS),
        per_row=3,
    )
    return Screen(lines(texts.say("registry.home.which_kind", place=place), texts.say("registry.home.seen")), found)


def asked(texts: Texts, *, place: str, kind: str, asked: int) -> Screen:
    """请人确认了."""
    role = texts.plain(f"roles.{kind}")
    then = "registry.home.asked_then" if asked else "registry.home.nobody_yet"
    return Screen(lines(texts.say("registry.home.asked", place=place, role=role), texts.say(then)))


def request(texts: Texts, *, request_id: int, name: str, kind: str, place: str) -> Screen:
    """One neighbour to confirm (认一认邻居)."""
    text = lines(
        texts.say("registry.home_request.who", name=name, place=place, role=texts.plain(f"roles.{kind}")),
        texts.say("registry.home_request.ask"),
    )
    yes = Key(texts.plain("registry.home_request.yes"), ConfirmHome(request_id))
    return Screen(text, ((yes, Key(texts.plain("registry.home_request.no"), DeclineHome(request_id))),))


def requests(texts: Texts, waiting: Sequence[HomeRequest]) -> Screen:
    """待确认的邻居, the first few."""
    if not waiting:
        return Screen(texts.say("registry.home_requests.none"))
    shown = waiting[:MOST_WAITING]
    found = tuple(_request_row(texts, item) for item in shown)
    parts = [
        texts.say(
            "registry.home_requests.one", name=item.name, place=item.where, role=texts.plain(f"roles.{item.kind}")
        )
        for item in shown
    ]
    return Screen(lines(texts.say("registry.home_requests.head", n=len(waiting)), *parts), found)


def _request_row(texts: Texts, item: HomeRequest) -> tuple[Key, ...]:
    yes = texts.plain("registry.home_requests.yes", name=item.name)
    return (Key(yes, ConfirmHome(item.id)), Key(texts.plain("registry.home_request.no"), DeclineHome(item.id)))


def settled(texts: Texts, *, state: str, name: str, kind: str, place: str, compound_id: int) -> Screen:
    """What the confirming person reads afterwards. `state`: confirmed, declined."""
    words = texts.say(f"registry.home_settled.{state}", name=name, place=place, role=texts.plain(f"roles.{kind}"))
    return Screen(words, ((Key(texts.plain("registry.home_settled.others"), HomeRequests(compound_id)),),))


def mine(texts: Texts, held: Sequence[Holding], zone: ZoneInfo) -> Screen:
    """我的: roles with place and since, my home, my language."""
    parts = [
        texts.say("registry.mine.role", place=item.place, role=_role(texts, item), day=day(texts, item.since, zone))
        for item in held
    ]
    head = texts.say("registry.mine.head" if parts else "registry.mine.none")
    return Screen(lines(head, *parts, texts.say("registry.mine.language")), _mine_keys(texts, held))


def _role(texts: Texts, item: Holding) -> str:
    return texts.plain(f"roles.{item.kind.value}")


def _mine_keys(texts: Texts, held: Sequence[Holding]) -> tuple[tuple[Key, ...], ...]:
    at_home = any(item.kind in HOME_ROLES for item in held)
    home = Key(texts.plain("registry.mine.another_home" if at_home else "menu.go.home"), BeginHome())
    ends = [
        (Key(texts.plain("registry.mine.end", place=item.place, role=_role(texts, item)), EndRole(item.id)),)
        for item in held
    ]
    speak = tuple(Key(texts.plain(f"registry.mine.speak_{locale}"), Speak(locale)) for locale in SPOKEN)
    return ((home,), speak, *ends)


def end_role(texts: Texts, item: Holding) -> Screen:
    """真的卸下吗."""
    text = lines(
        texts.say("registry.end.ask", place=item.place, role=_role(texts, item)),
        texts.say("registry.end.home" if item.kind in HOME_ROLES else "registry.end.handover"),
    )
    keep = Key(texts.plain("registry.end.keep"), ShowMine())
    return Screen(text, ((keep, Key(texts.plain("registry.end.really"), ReallyEndRole(item.id))),))


def ended(texts: Texts, *, place: str, kind: str) -> Screen:
    """卸下了."""
    return Screen(texts.say("registry.end.done", place=place, role=texts.plain(f"roles.{kind}")))


def _request_notice(drawing: Drawing, facts: Mapping[str, Any]) -> Dispatch:
    return Dispatch(request(drawing.texts, **facts))


def _settled_notice(state: str) -> Template:
    def draw(drawing: Drawing, facts: Mapping[str, Any]) -> Dispatch:
        texts = drawing.texts
        role = texts.plain(f"roles.{facts['kind']}")
        return Dispatch(Screen(texts.say(f"registry.home_told.{state}", place=facts["place"], role=role)))

    return draw


NOTICES: dict[str, Template] = {
    "registry.home_request": _request_notice,
    "registry.home_confirmed": _settled_notice("confirmed"),
    "registry.home_declined": _settled_notice("declined"),
}
