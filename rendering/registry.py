"""The registry in words (名册): claiming, founding, inviting, the roster."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from domain.issues import Issue, shorten
from domain.joining import INVITABLE, NOT_GIVEN, needs_building
from domain.permissions import Act, appointing, permit
from domain.registry import Actor, Building, Compound, Offer, Overview, Place, RoleKind
from rendering import homes, registry_import, units
from rendering.buttons import Button
from rendering.dates import day
from rendering.dispatch import Dispatch, Drawing, Template
from rendering.issues_words import words_of
from rendering.places import building_keys
from rendering.screens import Key, Screen, lines, rows
from rendering.texts import Texts

STEPS = ("street", "community", "name", "buildings")
"""What founding a compound asks, in order."""
SKIPPABLE = frozenset({"street", "community"})
MOST_REPORTS = 5
SHORT = 30


@dataclass(frozen=True)
class BeginCompound(Button, prefix="rc"):
    """建一个小区."""


@dataclass(frozen=True)
class SkipStep(Button, prefix="rs"):
    """不清楚: leave a name out for now."""

    draft_id: int
    step: str


@dataclass(frozen=True)
class DropCompound(Button, prefix="rx"):
    """算了."""

    draft_id: int


@dataclass(frozen=True)
class FoundCompound(Button, prefix="rf"):
    """就这样建."""

    draft_id: int


@dataclass(frozen=True)
class ShowRoster(Button, prefix="ro"):
    """看名册."""

    compound_id: int


@dataclass(frozen=True)
class InviteKinds(Button, prefix="rk"):
    """请人帮忙: as what."""

    compound_id: int


@dataclass(frozen=True)
class InviteBuildings(Button, prefix="rl"):
    """请人帮忙: for which building."""

    kind: str
    compound_id: int
    page: int


@dataclass(frozen=True)
class InviteTo(Button, prefix="ri"):
    """生成邀请; building 0: the whole compound."""

    kind: str
    compound_id: int
    building_id: int


@dataclass(frozen=True)
class AcceptRole(Button, prefix="ra"):
    """接受邀请; the token is the proof that the link was opened."""

    token: str


@dataclass(frozen=True)
class DeclineRole(Button, prefix="rd"):
    """先不."""


def claimed(texts: Texts, reports: Sequence[Issue]) -> Screen:
    """您是管理员了, and what people reported before there was one."""
    waiting = [texts.say("registry.claimed.reports", n=len(reports))] if reports else []
    shown = [
        texts.say(
            "registry.claimed.report", number=issue.called, text=shorten(words_of(texts, issue, issue.text), SHORT)
        )
        for issue in reports[:MOST_REPORTS]
    ]
    text = lines(texts.say("registry.claimed.done"), *waiting, *shown, texts.say("registry.claimed.next"))
    return Screen(text, ((Key(texts.plain("menu.go.found"), BeginCompound()),),))


def ask_step(texts: Texts, draft_id: int, step: str) -> Screen:
    """One question of founding a compound."""
    of = texts.say("registry.compound.step", number=STEPS.index(step) + 1, of=len(STEPS))
    skip = [Key(texts.plain("registry.compound.skip"), SkipStep(draft_id, step))] if step in SKIPPABLE else []
    drop = Key(texts.plain("registry.compound.drop"), DropCompound(draft_id))
    return Screen(lines(of, texts.say(f"registry.compound.{step}")), rows(*skip, drop))


def check_compound(texts: Texts, draft_id: int, body: Mapping[str, Any]) -> Screen:
    """这样建可以吗."""
    street, community = (_given(texts, body[step]) for step in ("street", "community"))
    text = lines(
        texts.say("registry.compound.check"),
        "",
        texts.say("registry.compound.belongs", street=street, community=community),
        texts.say("registry.compound.consists", name=body["name"], n=body["buildings"]),
        units.whole(texts, body["layout"], body["buildings"]) if body.get("layout") else None,
    )
    return Screen(
        text,
        (
            (Key(texts.plain("registry.compound.found"), FoundCompound(draft_id)),),
            (
                Key(texts.plain("registry.compound.again"), BeginCompound()),
                Key(texts.plain("registry.compound.drop"), DropCompound(draft_id)),
            ),
        ),
    )


def _given(texts: Texts, name: str) -> str:
    return texts.plain("registry.compound.not_given") if name == NOT_GIVEN else name


def founded(
    texts: Texts, *, name: str, buildings: int, homes: int, adopted: int, compound_id: int, group_url: str
) -> Screen:
    """建好了, and what comes next: who helps, the group, the doors."""
    reports = texts.say("registry.founded.adopted", n=adopted) if adopted else None
    made = texts.say("registry.founded.homes", n=homes) if homes else None
    text = lines(
        texts.say("registry.founded.done", name=name, n=buildings), made, reports, texts.say("registry.founded.next")
    )
    later = (units.doors_key(texts, compound_id, made=homes > 0),)
    return Screen(text, (*_inviting(texts, compound_id, (RoleKind.COMMITTEE,)), (_group_key(texts, group_url),), later))


def _inviting(texts: Texts, compound_id: int, kinds: Sequence[RoleKind]) -> tuple[tuple[Key, ...], ...]:
    return rows(
        *(Key(texts.plain(f"registry.invite.as_{kind.value}"), _invite_button(kind, compound_id)) for kind in kinds)
    )


def _invite_button(kind: RoleKind, compound_id: int) -> Button:
    if needs_building(kind):
        return InviteBuildings(kind.value, compound_id, 0)
    return InviteTo(kind.value, compound_id, 0)


def _group_key(texts: Texts, group_url: str) -> Key:
    return Key(texts.plain("registry.founded.group"), url=group_url)


def dropped(texts: Texts) -> Screen:
    """算了 was pressed: nothing was built."""
    return Screen(texts.say("registry.compound.dropped"))


def which_compound(texts: Texts, compounds: Sequence[Compound]) -> Screen:
    """哪个小区的名册."""
    found = rows(*(Key(compound.name, ShowRoster(compound.id)) for compound in compounds))
    return Screen(texts.say("registry.roster.which"), found)


def roster(texts: Texts, view: Overview, *, actor: Actor, group_url: str) -> Screen:
    """名册: a compound at a glance, and what the reader may do there."""
    counts = {kind.value: view.counts.get(kind, 0) for kind in RoleKind}
    waiting = texts.say("registry.roster.waiting", n=view.waiting) if view.waiting else None
    text = lines(
        texts.say("registry.roster.head", name=view.compound.name, n=view.buildings),
        texts.say("registry.roster.staff", **counts, led=view.led, buildings=view.buildings),
        texts.say("registry.roster.homes", **counts),
        texts.say("registry.roster.groups", n=view.groups),
        waiting,
    )
    return Screen(text, _roster_keys(texts, view, actor, group_url))


def _roster_keys(texts: Texts, view: Overview, actor: Actor, group_url: str) -> tuple[tuple[Key, ...], ...]:
    waiting = Key(texts.plain("registry.roster.confirm"), homes.HomeRequests(view.compound.id))
    invite = Key(texts.plain("registry.roster.invite"), InviteKinds(view.compound.id))
    more = Key(texts.plain("menu.go.found"), BeginCompound())
    chosen = [
        *([waiting] if view.waiting else []),
        *([invite] if invitable(actor, view.compound.id) else []),
        *([units.doors_key(texts, view.compound.id, made=view.doors > 0)] if _edits(actor, view) else []),
        *registry_import.roster_keys(texts, actor, view.compound.id),
        _group_key(texts, group_url),
        *([more] if actor.has(RoleKind.OPERATOR) else []),
    ]
    return rows(*chosen)


def _edits(actor: Actor, view: Overview) -> bool:
    return permit(actor, Act.EDIT_UNITS, Place(view.compound.id)) is None


def invitable(actor: Actor, compound_id: int) -> list[RoleKind]:
    """The kinds of role this person may invite others to."""
    return [kind for kind in INVITABLE if permit(actor, appointing(kind), Place(compound_id)) is None]


def invite_kinds(texts: Texts, compound_id: int, kinds: Sequence[RoleKind]) -> Screen:
    """请人担任什么."""
    return Screen(texts.say("registry.invite.kinds"), _inviting(texts, compound_id, kinds))


def invite_buildings(
    texts: Texts, kind: RoleKind, compound_id: int, buildings: Sequence[Building], page: int
) -> Screen:
    """哪一栋的."""
    found = building_keys(
        texts,
        buildings,
        press=lambda building: InviteTo(kind.value, compound_id, building.id),
        turn=lambda number: InviteBuildings(kind.value, compound_id, number),
        page=page,
    )
    return Screen(texts.say("registry.invite.buildings", role=texts.plain(f"roles.{kind.value}")), found)


def invitation_made(texts: Texts, compound_id: int) -> Screen:
    """What to do with the message that follows."""
    return Screen(
        texts.say("registry.invite.forward"),
        ((Key(texts.plain("registry.invite.another"), InviteKinds(compound_id)),),),
    )


def invitation(texts: Texts, *, kind: str, place: str, until: datetime, link: str, zone: ZoneInfo) -> Screen:
    """The message to be forwarded (可转发的邀请)."""
    role = texts.plain(f"roles.{kind}")
    return Screen(
        lines(
            texts.say("registry.invite.letter", place=place, role=role),
            texts.say("registry.invite.link", link=link),
            texts.say("registry.invite.until", day=day(texts, until, zone)),
        )
    )


def offered(texts: Texts, offer: Offer, token: str, zone: ZoneInfo) -> Screen:
    """What one becomes by accepting."""
    role = texts.plain(f"roles.{offer.kind.value}")
    text = lines(
        texts.say("registry.offer.what", giver=offer.giver, place=offer.place, role=role),
        texts.say(f"registry.offer.{offer.kind.value}"),
        texts.say("registry.offer.seen"),
        texts.say("registry.offer.until", day=day(texts, offer.expires_at, zone)),
    )
    accept = Key(texts.plain("registry.offer.accept"), AcceptRole(token))
    return Screen(text, ((accept, Key(texts.plain("registry.offer.decline"), DeclineRole())),))


def declined(texts: Texts) -> Screen:
    """先不: the link stays good."""
    return Screen(texts.say("registry.offer.declined"))


def accepted(texts: Texts, *, kind: str, place: str, keys: tuple[tuple[Key, ...], ...]) -> Screen:
    """您现在是…了."""
    text = lines(
        texts.say("registry.accepted.done", place=place, role=texts.plain(f"roles.{kind}")),
        texts.say("registry.accepted.next"),
    )
    return Screen(text, keys)


def _accepted_notice(drawing: Drawing, facts: Mapping[str, Any]) -> Dispatch:
    texts = drawing.texts
    role = texts.plain(f"roles.{facts['kind']}")
    words = texts.say("registry.accepted.told", name=facts["name"], place=facts["place"], role=role)
    return Dispatch(Screen(words))


NOTICES: dict[str, Template] = {"registry.accepted": _accepted_notice, **homes.NOTICES}
