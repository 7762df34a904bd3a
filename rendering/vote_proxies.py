"""Written proxies in words (书面委托): entering one, checking it beside its photo, what owner and holder read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from domain.moments import read_moment
from domain.outcomes import Facts
from domain.voting.entitlements import VotePage
from domain.voting.proxies import Proxy, ProxyState
from rendering import dates
from rendering.buttons import Button
from rendering.dispatch import Dispatch, Drawing, Template
from rendering.screens import Key, Screen, lines, rows
from rendering.texts import Texts
from rendering.voting_buttons import ShowVote
from rendering.voting_notices import head


@dataclass(frozen=True)
class ProxyHolder(Button, prefix="vp6"):
    """Who is to vote for the home."""

    draft_id: int
    person_id: int


@dataclass(frozen=True)
class CheckProxy(Button, prefix="vp7"):
    """[核对书面委托]."""

    proxy_id: int


@dataclass(frozen=True)
class ConfirmProxy(Button, prefix="vp8"):
    """[一样，生效]."""

    proxy_id: int


@dataclass(frozen=True)
class RejectProxy(Button, prefix="vp9"):
    """[不一样]."""

    proxy_id: int


@dataclass(frozen=True)
class EndProxy(Button, prefix="vpa"):
    """[收回委托]."""

    proxy_id: int


def ask_holder(texts: Texts, vote_id: int) -> Screen:
    """委托给谁？"""
    return Screen(texts.say("voting.proxy.ask_holder"), ((_back(texts, vote_id),),))


def which_holder(texts: Texts, draft_id: int, vote_id: int, name: str, found: Mapping[int, str]) -> Screen:
    """是哪一位？, with a door to tell them apart."""
    keys = [Key(_called(texts, name, door), ProxyHolder(draft_id, one)) for one, door in found.items()]
    return Screen(texts.say("voting.proxy.which"), (*rows(*keys, per_row=1), (_back(texts, vote_id),)))


def _called(texts: Texts, name: str, door: str) -> str:
    return texts.plain("voting.key.holder" if door else "voting.key.holder_only", name=name, door=door)


def ask_photo(texts: Texts, vote_id: int) -> Screen:
    """拍一张照片."""
    return Screen(texts.say("voting.proxy.ask_photo"), ((_back(texts, vote_id),),))


def stands(texts: Texts, proxy: Proxy) -> Screen:
    """这一户已经委托了, and the way to take it back on the home's word."""
    words = texts.say("voting.proxy.taken", holder=proxy.holder)
    return Screen(words, ((_end(texts, proxy), _back(texts, proxy.vote_id)),))


def told(texts: Texts, name: str, vote_id: int) -> Screen:
    """What is said after a press."""
    return Screen(texts.say(f"voting.proxy.{name}"), ((_back(texts, vote_id),),))


def check(texts: Texts, proxy: Proxy, homes: str, photo: bytes) -> Screen:
    """The photo beside what was entered."""
    words = texts.say("voting.proxy.check", homes=homes, holder=proxy.holder)
    same = Key(texts.plain("voting.key.proxy_same"), ConfirmProxy(proxy.id))
    return Screen(words, ((same, Key(texts.plain("voting.key.paper_differs"), RejectProxy(proxy.id))),), picture=photo)


def proxy_lines(texts: Texts, found: VotePage) -> list[Markup]:
    """On the page of a vote: by whom one's homes are voted for, and for which others one votes."""
    holding = {one.head_id for one, _ in found.mine if one.by_proxy}
    units = [unit for one, _ in found.mine if one.by_proxy for unit in one.units]
    given = [
        texts.say(f"voting.proxy.line_{one.state}", holder=one.holder)
        for one in found.proxies
        if one.head_id not in holding
    ]
    held = [texts.say("voting.proxy.line_held", homes=texts.plain("voting.between").join(units))] if units else []
    return [*given, *held]


def proxy_keys(texts: Texts, found: VotePage, at: datetime) -> list[Key]:
    """[收回委托], [不再代投], until the close."""
    if not found.vote.takes_ballots(at):
        return []
    holding = {one.head_id for one, _ in found.mine if one.by_proxy}
    return [
        Key(texts.plain("voting.key.give_back"), EndProxy(one.id)) if one.head_id in holding else _end(texts, one)
        for one in found.proxies
        if one.state is ProxyState.CONFIRMED or one.head_id not in holding
    ]


def _end(texts: Texts, proxy: Proxy) -> Key:
    return Key(texts.plain("voting.key.end_proxy"), EndProxy(proxy.id))


def _back(texts: Texts, vote_id: int) -> Key:
    return Key(texts.plain("voting.key.back"), ShowVote(vote_id))


# Notices


def _notice(name: str, key: str | None = None) -> Template:
    def draw(drawing: Drawing, facts: Facts) -> Dispatch:
        texts = drawing.texts
        moment = dates.moment(texts, read_moment(facts["closes_at"]), drawing.zone)
        said = texts.say(f"voting.{name}.text", homes=facts["homes"], holder=facts["holder"], moment=moment)
        keys = [] if key is None else [Key(texts.plain(key), _press(name, facts))]
        return Dispatch(Screen(lines(head(texts, name, facts), said), rows(*keys)))

    return draw


def _press(name: str, facts: Facts) -> Button:
    if name == "proxy_to_check":
        return CheckProxy(facts["proxy_id"])
    return EndProxy(facts["proxy_id"]) if name == "proxy_stands" else ShowVote(facts["vote_id"])


NOTICES: dict[str, Template] = {
    "voting.proxy_to_check": _notice("proxy_to_check", "voting.key.check_proxy"),
    "voting.proxy_stands": _notice("proxy_stands", "voting.key.end_proxy"),
    "voting.proxy_given": _notice("proxy_given", "voting.key.look"),
    "voting.proxy_ended": _notice("proxy_ended"),
}
TOLD = ("proxy_to_check", "proxy_stands", "proxy_given", "proxy_ended")
"""Names of what is told."""

ANSWERS = ("entered", "entered_nobody", "confirmed", "rejected", "ended")
"""What is said after a press."""
