"""Screens of known faults (已知晓的故障): offered instead of a report, listed, entered in four presses, told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from markupsafe import Markup

from domain.issues_faults import KINDS, FaultPage, KnownFault, ends, facts_of
from domain.moments import read_moment
from domain.outcomes import Facts
from domain.registry import Place
from rendering.buttons import Button
from rendering.dates import clock, moment
from rendering.dispatch import Dispatch, Drawing, Template
from rendering.menu import ending, go
from rendering.places import choices
from rendering.screens import Key, Screen, lines, rows
from rendering.texts import Texts

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
LISTED = 6
"""Faults on one screen."""


@dataclass(frozen=True)
class ShowFaults(Button, prefix="kfl", now="guzhang"):
    """[已知晓的故障]."""


@dataclass(frozen=True)
class ShowFault(Button, prefix="kfs", now="guzhang"):
    """One of them."""

    fault_id: int


@dataclass(frozen=True)
class FollowFault(Button, prefix="kff", now="guzhang"):
    """[恢复了告诉我]; 0: nothing was about to be reported."""

    fault_id: int
    draft_id: int


@dataclass(frozen=True)
class UnfollowFault(Button, prefix="kfu", now="guzhang"):
    """[不用告诉我了]."""

    fault_id: int


@dataclass(frozen=True)
class ReportPastFault(Button, prefix="kfx", now="guzhang"):
    """[不一样，接着报]: it is something else."""

    draft_id: int


@dataclass(frozen=True)
class NewFault(Button, prefix="kfn", now="guzhang"):
    """[记一条]: where?"""


@dataclass(frozen=True)
class FaultPlaces(Button, prefix="kfp", now="guzhang"):
    """Further places."""

    page: int


@dataclass(frozen=True)
class FaultEntrances(Button, prefix="kfw", now="guzhang"):
    """Further entrances."""

    compound_id: int
    building_id: int
    page: int


@dataclass(frozen=True)
class FaultAt(Button, prefix="kfa", now="guzhang"):
    """Here; what?"""

    compound_id: int
    building_id: int


@dataclass(frozen=True)
class FaultIn(Button, prefix="kfi", now="guzhang"):
    """In this entrance alone, or (0) in the whole building; what?"""

    compound_id: int
    building_id: int
    entrance_id: int


@dataclass(frozen=True)
class FaultOf(Button, prefix="kfo", now="guzhang"):
    """This; until when?"""

    compound_id: int
    building_id: int
    entrance_id: int
    category: str


@dataclass(frozen=True)
class FaultUntil(Button, prefix="kfe", now="guzhang"):
    """Until then, in minutes since 1970; `sure` once it was read again."""

    compound_id: int
    building_id: int
    entrance_id: int
    category: str
    minutes: int
    sure: int


@dataclass(frozen=True)
class MoveFault(Button, prefix="kfm", now="guzhang"):
    """[改预计时间]; 0 minutes: until when is asked."""

    fault_id: int
    minutes: int


@dataclass(frozen=True)
class EndFault(Button, prefix="kfd", now="guzhang"):
    """[恢复了]."""

    fault_id: int


def minutes_of(at: datetime) -> int:
    """A moment on a key."""
    return (at - EPOCH) // timedelta(minutes=1)


def moment_of(minutes: int) -> datetime:
    """The moment a key names."""
    return EPOCH + timedelta(minutes=minutes)


def known(texts: Texts, fault: KnownFault, draft_id: int, zone: ZoneInfo) -> Screen:
    """停水已知晓: who was about to report it may be told instead."""
    keys = (
        Key(texts.plain("issues.fault.key.follow"), FollowFault(fault.id, draft_id)),
        Key(texts.plain("issues.similar.differs"), ReportPastFault(draft_id)),
    )
    return Screen(lines(_said(texts, facts_of(fault), zone), texts.say("issues.fault.no_need")), rows(*keys, per_row=1))


def known_in_group(texts: Texts, fault: KnownFault, draft_id: int, zone: ZoneInfo) -> Screen:
    """The same under somebody's words in the group: for their author alone."""
    return replace(known(texts, fault, draft_id, zone), text=_said(texts, facts_of(fault), zone))


def followed_in_group(texts: Texts, facts: Facts, zone: ZoneInfo) -> Screen:
    """What stays there once they follow: for whoever else has no water."""
    follow = Key(texts.plain("issues.fault.key.follow"), FollowFault(facts["fault_id"], 0))
    return Screen(_said(texts, facts, zone), rows(follow))


def followed(texts: Texts, facts: Facts) -> Screen:
    """好，恢复了告诉您."""
    stop = Key(texts.plain("issues.fault.key.unfollow"), UnfollowFault(facts["fault_id"]))
    return Screen(texts.say("issues.fault.followed", back=_back(texts, facts)), rows(stop, go(texts, "start")))


def in_passing(texts: Texts, facts: Facts) -> str:
    """The same for a press in the group."""
    return texts.plain("issues.fault.followed", back=_back(texts, facts))


def unfollowed(texts: Texts) -> Screen:
    """好，不告诉了."""
    return ending(texts, texts.say("issues.fault.unfollowed"))


def faults(texts: Texts, found: Sequence[KnownFault], *, keeps: bool, zone: ZoneInfo) -> Screen:
    """What is known to be out of order here."""
    shown = found[:LISTED]
    said = [_said(texts, facts_of(one), zone) for one in shown] or [texts.say("issues.fault.none")]
    keys = [Key(_what(texts, facts_of(one)), ShowFault(one.id)) for one in shown]
    own = [Key(texts.plain("issues.fault.key.new"), NewFault())] if keeps else []
    return Screen(
        lines(texts.say("issues.fault.head"), *said), (*rows(*keys, per_row=1), *rows(*own, go(texts, "start")))
    )


def fault(texts: Texts, page: FaultPage, zone: ZoneInfo) -> Screen:
    """One of them, and what can be done with it."""
    one = page.fault
    follow = Key(texts.plain("issues.fault.key.follow"), FollowFault(one.id, 0))
    stop = Key(texts.plain("issues.fault.key.unfollow"), UnfollowFault(one.id))
    own = [
        Key(texts.plain("issues.fault.key.end"), EndFault(one.id)),
        Key(texts.plain("issues.fault.key.move"), MoveFault(one.id, 0)),
    ]
    keys = [*(own if page.keeps else []), stop if page.follows else follow] if one.open else []
    return Screen(
        _said(texts, facts_of(one), zone), rows(*keys, Key(texts.plain("issues.fault.key.all"), ShowFaults()))
    )


def which_place(texts: Texts, found: Sequence[tuple[Place, str]], page: int = 0) -> Screen:
    """哪里？ A screen of them at a time."""
    keys = [Key(name, FaultAt(place.compound_id or 0, place.building_id or 0)) for place, name in found]
    return Screen(texts.say("issues.fault.ask.place"), choices(texts, keys, page, FaultPlaces, _away(texts)))


def which_entrance(texts: Texts, at: FaultAt, ways: Sequence[tuple[Place, str]], page: int = 0) -> Screen:
    """整栋楼，还是哪个单元？"""
    where = (at.compound_id, at.building_id)
    whole = Key(texts.plain("issues.fault.key.whole"), FaultIn(*where, 0))
    keys = [whole, *(Key(label, FaultIn(*where, place.entrance_id or 0)) for place, label in ways)]
    offered = choices(texts, keys, page, partial(FaultEntrances, *where), _away(texts))
    return Screen(texts.say("issues.fault.ask.entrance"), offered)


def which_kind(texts: Texts, place: FaultIn) -> Screen:
    """什么？"""
    where = (place.compound_id, place.building_id, place.entrance_id)
    keys = [Key(texts.plain(f"issues.fault.down.{kind}"), FaultOf(*where, kind.value)) for kind in KINDS]
    return Screen(texts.say("issues.fault.ask.kind"), (*rows(*keys, per_row=3), (_away(texts),)))


def until_when(texts: Texts, asked: FaultOf, at: datetime, zone: ZoneInfo) -> Screen:
    """预计什么时候恢复？"""
    where = (asked.compound_id, asked.building_id, asked.entrance_id, asked.category)
    keys = [Key(_hour(texts, one, at, zone), FaultUntil(*where, minutes_of(one), 0)) for one in ends(at, zone)]
    return Screen(texts.say("issues.fault.ask.until"), (*rows(*keys), (_away(texts),)))


def preview(texts: Texts, chosen: FaultUntil, place: str, zone: ZoneInfo) -> Screen:
    """这样发出去可以吗？"""
    said = texts.say(
        "issues.fault.known",
        what=texts.plain(f"issues.fault.down.{chosen.category}"),
        where=place,
        until=moment(texts, moment_of(chosen.minutes), zone),
        back=texts.plain(f"issues.fault.back.{chosen.category}"),
    )
    where = (chosen.compound_id, chosen.building_id, chosen.entrance_id, chosen.category)
    send = Key(texts.plain("issues.fault.key.send"), FaultUntil(*where, chosen.minutes, 1))
    return Screen(
        lines(texts.say("issues.fault.ask.sure"), said, texts.say("issues.fault.seen_by")), rows(send, _away(texts))
    )


def move_to(texts: Texts, fault_id: int, at: datetime, zone: ZoneInfo) -> Screen:
    """改到什么时候？"""
    keys = [Key(_hour(texts, one, at, zone), MoveFault(fault_id, minutes_of(one))) for one in ends(at, zone)]
    back = Key(texts.plain("issues.fault.key.back"), ShowFault(fault_id))
    return Screen(texts.say("issues.fault.ask.until"), (*rows(*keys), (back,)))


def _away(texts: Texts) -> Key:
    return Key(texts.plain("issues.fault.key.leave"), ShowFaults())


def _hour(texts: Texts, one: datetime, at: datetime, zone: ZoneInfo) -> str:
    """18:00, or with its day where that is another."""
    today = one.astimezone(zone).date() == at.astimezone(zone).date()
    return clock(texts, one, zone) if today else moment(texts, one, zone)


def _what(texts: Texts, facts: Facts) -> str:
    down = texts.plain(f"issues.fault.down.{facts['category']}")
    return texts.plain("issues.fault.what", where=facts["building"] or facts["compound"], what=down)


def _back(texts: Texts, facts: Facts) -> str:
    return texts.plain(f"issues.fault.back.{facts['category']}")


def _said(texts: Texts, facts: Facts, zone: ZoneInfo) -> Markup:
    """停水已知晓：3号楼，预计18:00恢复供水; late; over."""
    words = {
        "what": texts.plain(f"issues.fault.down.{facts['category']}"),
        "where": facts["building"] or facts["compound"],
        "back": _back(texts, facts),
        "until": moment(texts, read_moment(facts["ends_by"]), zone),
    }
    if facts["ended_at"] is not None:
        ended = moment(texts, read_moment(facts["ended_at"]), zone)
        return texts.say("issues.fault.ran_out" if facts["by_itself"] else "issues.fault.over", ended=ended, **words)
    return texts.say("issues.fault.late" if facts["late"] else "issues.fault.known", **words)


# Notices


def card(drawing: Drawing, facts: Facts) -> Dispatch:
    """The one card in the group."""
    texts = drawing.texts
    follow = Key(texts.plain("issues.fault.key.follow"), FollowFault(facts["fault_id"], 0))
    keys = rows(follow) if facts["ended_at"] is None else ()
    return Dispatch(Screen(_said(texts, facts, drawing.zone), keys))


def told(drawing: Drawing, facts: Facts) -> Dispatch:
    """To whoever asked to hear, and to those who serve there."""
    texts, event = drawing.texts, facts["event"]
    until = moment(texts, read_moment(facts["ends_by"]), drawing.zone)
    words = texts.say(f"issues.fault.told.{event}", what=_what(texts, facts), back=_back(texts, facts), until=until)
    number = facts["fault_id"]
    see = Key(texts.plain("issues.fault.key.see"), ShowFault(number))
    keys = {
        "asked": (Key(texts.plain("issues.fault.key.end"), EndFault(number)), _move(texts, number)),
        "ended": (Key(texts.plain("issues.fault.key.not_back"), go(texts, "report").press),),
        "ran_out": (Key(texts.plain("issues.fault.key.not_back"), go(texts, "report").press),),
    }
    return Dispatch(Screen(words, rows(*keys.get(event, (see,)))))


def _move(texts: Texts, fault_id: int) -> Key:
    return Key(texts.plain("issues.fault.key.move"), MoveFault(fault_id, 0))


NOTICES: dict[str, Template] = {"issues.fault_card": card, "issues.fault": told}
