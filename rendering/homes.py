"""Homes in words (登记我家, 我的): asking, confirming, my roles, my language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from markupsafe import Markup

from domain.offices import Held, is_office
from domain.privacy import NOTICE_VERSION
from domain.registry import Building, Compound, HomeRequest, RoleKind
from domain.units import DwellingUnit
from rendering.buttons import Button
from rendering.dates import day, far_day
from rendering.days import ShowCalendar
from rendering.dispatch import Dispatch, Drawing, Template
from rendering.doorways import ANY_ENTRANCE, ANY_FLOOR, door_keys
from rendering.menu import Go, ending, go
from rendering.offices import held_title, where
from rendering.participation import ShowParticipation
from rendering.places import building_keys
from rendering.privacy import reminders_key
from rendering.screens import Key, Screen, lines, rows
from rendering.seats import ShowHeld
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
class HomeDoors(Button, prefix="hf"):
    """我家在哪个单元、哪一层、哪一户; entrance 0 and floor -99: not said yet."""

    building_id: int
    entrance_id: int
    floor: int


@dataclass(frozen=True)
class HomeKindsAt(Button, prefix="hj"):
    """我在这一户是业主、家人还是租户."""

    unit_id: int


@dataclass(frozen=True)
class AskHomeAt(Button, prefix="hl"):
    """请确认我在这一户."""

    unit_id: int
    kind: str


@dataclass(frozen=True)
class AgreeAndAsk(Button, prefix="hn"):
    """同意，登记: the notice is agreed to, then the leader is asked; unit 0: the door is not known."""

    building_id: int
    unit_id: int
    kind: str
    version: int


@dataclass(frozen=True)
class LostSlip(Button, prefix="ho"):
    """纸条丢了."""

    unit_id: int


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
class WithdrawHome(Button, prefix="hx"):
    """选错了，收回: what was asked for is taken back."""

    request_id: int


@dataclass(frozen=True)
class Speak(Button, prefix="sl"):
    """选语言."""

    locale: str


@dataclass(frozen=True)
class ShowMine(Button, prefix="my"):
    """我的."""


@dataclass(frozen=True)
class Disown(Button, prefix="hp"):
    """这不是我们家的人、这不是我."""

    role_id: int


def no_compound(texts: Texts) -> Screen:
    """还没有小区."""
    return ending(texts, texts.say("registry.home.no_compound"))


def which_compound(texts: Texts, compounds: Sequence[Compound]) -> Screen:
    """您家在哪个小区."""
    found = rows(*(Key(compound.name, HomeBuildings(compound.id, 0)) for compound in compounds))
    return Screen(texts.say("registry.home.which_compound"), found)


def which_building(texts: Texts, compound: Compound, buildings: Sequence[Building], page: int) -> Screen:
    """您家在几号楼."""
    found = building_keys(
        texts,
        buildings,
        press=lambda building: HomeDoors(building.id, ANY_ENTRANCE, ANY_FLOOR),
        turn=lambda number: HomeBuildings(compound.id, number),
        page=page,
    )
    text = lines(texts.say("homes.by_slip"), texts.say("registry.home.which_building", compound=compound.name))
    return Screen(text, (*found, (go(texts, "start"),)))


def _other_building(texts: Texts, compound_id: int) -> Key:
    """重选楼栋: the way back for whoever pressed the wrong one."""
    return Key(texts.plain("homes.other_building"), HomeBuildings(compound_id, 0))


def which_door(
    texts: Texts, building: Building, place: str, units: Sequence[DwellingUnit], entrance_id: int, floor: int
) -> Screen:
    """您家在哪个单元、哪一层、哪一户; whoever does not find it goes on with the building alone."""
    what, found = door_keys(
        texts,
        units,
        entrance_id,
        floor,
        into=lambda way, level: HomeDoors(building.id, way, level),
        press=lambda unit: HomeKindsAt(unit.id),
    )
    unknown = Key(texts.plain("homes.not_found"), HomeKinds(building.id))
    other = _other_building(texts, building.compound_id)
    return Screen(texts.say(f"homes.which_{what}", place=place), (*found, (unknown, other)))


def which_kind(texts: Texts, place: str, *, building: Building, unit_id: int = 0) -> Screen:
    """您在那里是; who lost the slip of a door says so here."""
    asks = [AskHomeAt(unit_id, kind.value) if unit_id else AskHome(building.id, kind.value) for kind in KINDS]
    keys = [Key(texts.plain(f"registry.home.i_am_{kind.value}"), ask) for kind, ask in zip(KINDS, asks, strict=True)]
    lost = (Key(texts.plain("homes.lost_slip"), LostSlip(unit_id)),) if unit_id else ()
    text = lines(texts.say("registry.home.which_kind", place=place), texts.say("registry.home.seen"))
    return Screen(text, (tuple(keys), (*lost, _other_building(texts, building.compound_id))))


def about(texts: Texts, *, place: str, kind: str) -> Markup:
    """登记为：…, under the notice."""
    return texts.say("slips.check.what", home=place, role=texts.plain(f"roles.{kind}"))


def lost(texts: Texts, *, place: str, asked: int) -> Screen:
    """告诉楼长了: the slip will be printed anew."""
    return ending(texts, texts.say("homes.lost_told" if asked else "homes.lost_nobody", place=place))


def asked(texts: Texts, *, place: str, kind: str, asked: int, request_id: int) -> Screen:
    """请人确认了; until somebody has, it may be taken back."""
    role = texts.plain(f"roles.{kind}")
    then = "registry.home.asked_then" if asked else "registry.home.nobody_yet"
    text = lines(texts.say("registry.home.asked", place=place, role=role), texts.say(then))
    return Screen(text, _withdraw_keys(texts, request_id))


def still_waiting(texts: Texts, request_id: int) -> Screen:
    """一次只等一份: the earlier one waits still, and may be taken back."""
    return Screen(texts.say("refusals.already_done.home_request"), _withdraw_keys(texts, request_id))


def _withdraw_keys(texts: Texts, request_id: int) -> tuple[tuple[Key, ...], ...]:
    return rows(Key(texts.plain("homes.withdraw"), WithdrawHome(request_id)), go(texts, "start"))


def withdrawn(texts: Texts, *, place: str, kind: str) -> Screen:
    """收回了."""
    words = texts.say("homes.withdrawn", place=place, role=texts.plain(f"roles.{kind}"))
    return Screen(words, rows(Key(texts.plain("menu.go.home"), BeginHome()), go(texts, "start")))


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
        return ending(texts, texts.say("registry.home_requests.none"), "roster")
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


def mine(texts: Texts, held: Sequence[Held], zone: ZoneInfo) -> Screen:
    """我的: roles with place, since and until when, my home, my language."""
    parts = [_one(texts, one, zone) for one in held]
    head = texts.say("registry.mine.head" if parts else "registry.mine.none")
    return Screen(lines(head, *parts, texts.say("registry.mine.language")), _mine_keys(texts, held))


def _one(texts: Texts, one: Held, zone: ZoneInfo) -> Markup:
    facts = {"place": where(texts, one.facts), "role": held_title(texts, one), "day": day(texts, one.since, zone)}
    if one.office.until is None:
        return texts.say("registry.mine.role", **facts)
    return texts.say("registry.mine.term", **facts, until=far_day(texts, one.office.until, zone))


def _mine_keys(texts: Texts, held: Sequence[Held]) -> tuple[tuple[Key, ...], ...]:
    at_home = any(not is_office(one.office.kind) for one in held)
    home = Key(texts.plain("menu.go.homes"), Go("homes")) if at_home else Key(texts.plain("menu.go.home"), BeginHome())
    speak = tuple(Key(texts.plain(f"registry.mine.speak_{locale}"), Speak(locale)) for locale in SPOKEN)
    days = (Key(texts.plain("days.go"), ShowCalendar()),) if held else ()
    return ((home, *days), speak, *((_mine_key(texts, one),) for one in held if is_office(one.office.kind)))


def _mine_key(texts: Texts, one: Held) -> Key:
    """An office may be handed over or laid down; homes have a page of their own."""
    facts = {"place": where(texts, one.facts), "role": held_title(texts, one)}
    return Key(texts.plain("registry.mine.office", **facts), ShowHeld(one.id))


def _request_notice(drawing: Drawing, facts: Mapping[str, Any]) -> Dispatch:
    return Dispatch(request(drawing.texts, **facts))


def _settled_notice(state: str) -> Template:
    def draw(drawing: Drawing, facts: Mapping[str, Any]) -> Dispatch:
        texts = drawing.texts
        role = texts.plain(f"roles.{facts['kind']}")
        words = texts.say(f"registry.home_told.{state}", place=facts["place"], role=role)
        remind = (reminders_key(texts, NOTICE_VERSION),) if state == "confirmed" else ()
        begin = ((Key(texts.plain("participation.go"), ShowParticipation()),),) if state == "confirmed" else ()
        if not facts.get("role_id"):
            return Dispatch(Screen(words, (*begin, remind) if remind else ()))
        one = texts.say("homes.one_word") if facts["kind"] == RoleKind.OWNER.value else None
        not_me = Key(texts.plain("households.not_me"), Disown(int(facts["role_id"])))
        return Dispatch(Screen(lines(words, one), (*begin, (*remind, not_me))))

    return draw


NOTICES: dict[str, Template] = {
    "registry.home_request": _request_notice,
    "registry.home_confirmed": _settled_notice("confirmed"),
    "registry.home_declined": _settled_notice("declined"),
}
