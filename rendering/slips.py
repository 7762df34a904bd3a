"""Slips in words (一户一码): which home a code is of, who one is there, registered; a code for the family."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from markupsafe import Markup

from domain.outcomes import Facts, Reason, Refusal
from domain.registry import Basis, RoleKind
from domain.slips import in_groups
from rendering.buttons import Button
from rendering.dates import last_day
from rendering.homes import KINDS, BeginHome
from rendering.menu import ending
from rendering.refusals import refusal_screen
from rendering.screens import Key, Screen, lines
from rendering.texts import Texts

ANOTHER_WAY = frozenset({"slip", "slip_used", "slip_revoked", "family_code", "family_revoked"})
"""Why a code leads nowhere, where asking the leader does."""


@dataclass(frozen=True)
class SayWho(Button, prefix="spa"):
    """业主、家人还是租户."""

    draft_id: int
    kind: str


@dataclass(frozen=True)
class SkipName(Button, prefix="spb"):
    """先不填名字."""

    draft_id: int


@dataclass(frozen=True)
class BindHome(Button, prefix="spc"):
    """登记; version 0: the notice has been agreed to before."""

    draft_id: int
    version: int


@dataclass(frozen=True)
class NotMyHome(Button, prefix="spd"):
    """不是我家."""

    draft_id: int


@dataclass(frozen=True)
class GiveCode(Button, prefix="spe"):
    """请家人登记: a code for one more adult of the home."""

    role_id: int


@dataclass(frozen=True)
class RevokeCode(Button, prefix="spf"):
    """收回登记码."""

    slip_id: int


def looked(texts: Texts, facts: Facts) -> Screen:
    """这是哪一户的码，您在那里是什么人."""
    draft_id = int(facts["draft_id"])
    text = lines(
        texts.say("slips.looked.home", home=facts["home"]),
        texts.say("slips.looked.who"),
        texts.say("slips.looked.seen"),
    )
    kinds = tuple(Key(texts.plain(f"registry.home.i_am_{kind.value}"), SayWho(draft_id, kind.value)) for kind in KINDS)
    return Screen(text, (kinds, (Key(texts.plain("slips.looked.not_mine"), NotMyHome(draft_id)),)))


def not_mine(texts: Texts) -> Screen:
    """不是我家: nothing was used up."""
    return ending(texts, texts.say("slips.not_mine"))


def no_entry(texts: Texts, refusal: Refusal, zone: ZoneInfo) -> Screen:
    """Why a code leads nowhere, and the other way in."""
    screen = refusal_screen(texts, refusal, zone)
    if refusal.reason is not Reason.LOCKED and refusal.facts.get("what") not in ANOTHER_WAY:
        return screen
    return Screen(screen.text, ((Key(texts.plain("slips.ask_leader"), BeginHome()),),))


def ask_name(texts: Texts, facts: Facts) -> Screen:
    """产权证上是谁的名字."""
    text = lines(texts.say("slips.name.ask", home=facts["home"]), texts.say("slips.name.only_compared"))
    return Screen(text, ((Key(texts.plain("slips.name.skip"), SkipName(int(facts["draft_id"]))),),))


def about(texts: Texts, facts: Mapping[str, Any]) -> Markup:
    """登记为：中华园3号楼2单元301，业主 — and whether the name was found."""
    what = texts.say("slips.check.what", home=facts["home"], role=texts.plain(f"roles.{facts['kind']}"))
    if "named" not in facts:
        return what
    found = texts.say("slips.check.named" if facts["named"] else "slips.check.unnamed")
    return texts.say("slips.check.both", what=what, found=found)


def again_key(texts: Texts, facts: Mapping[str, Any]) -> tuple[tuple[Key, ...], ...]:
    """重新写名字, where it was not found."""
    if facts.get("named", True):
        return ()
    return ((Key(texts.plain("slips.name.again"), SayWho(int(facts["draft_id"]), RoleKind.OWNER.value)),),)


def check(texts: Texts, facts: Mapping[str, Any]) -> Screen:
    """这样登记可以吗, for somebody who has agreed to the notice before."""
    draft_id = int(facts["draft_id"])
    yes = Key(texts.plain("slips.check.yes"), BindHome(draft_id, 0))
    no = Key(texts.plain("slips.looked.not_mine"), NotMyHome(draft_id))
    return Screen(lines(about(texts, facts), texts.say("slips.looked.seen")), ((yes, no), *again_key(texts, facts)))


def bound(texts: Texts, facts: Mapping[str, Any]) -> Markup:
    """登记好了, above what one may take part in; an owner who is not shown yet hears what is missing."""
    done = texts.say("slips.bound.done", home=facts["home"], role=texts.plain(f"roles.{facts['kind']}"))
    wanting = facts["kind"] == RoleKind.OWNER.value and facts["basis"] != Basis.SLIP.value
    return lines(done, texts.say(f"slips.bound.{facts['basis']}") if wanting else None)


def family_code(
    texts: Texts, facts: Mapping[str, Any], *, code: str, link: str, until: datetime, zone: ZoneInfo
) -> Screen:
    """给家人的码, to be passed on; it stands nowhere else."""
    text = lines(
        texts.say("slips.family.home", home=facts["home"]),
        texts.say("slips.family.code", code=in_groups(code)),
        texts.say("slips.family.how", link=link),
        texts.say("slips.family.until", day=last_day(texts, until, zone)),
    )
    return Screen(text, ((Key(texts.plain("slips.family.revoke"), RevokeCode(int(facts["slip_id"]))),),))


def revoked(texts: Texts, home: str) -> Screen:
    """收回了."""
    return ending(texts, texts.say("slips.revoked", home=home))
