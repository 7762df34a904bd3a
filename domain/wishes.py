"""Small wishes (微心愿): put on the board without name, home or age; claimed, handed back, fulfilled, thanked for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from domain.issues_masking import MASK, strip
from domain.outcomes import Reason, Refusal
from domain.permissions import Act, permit
from domain.profiles import WishRules
from domain.registry import Actor, Place

LONGEST_WISH, LONGEST_CONTACT, LONGEST_WORD = 120, 100, 200
AGE = re.compile(
    r"(?:今年|刚满|已满|未满|年满|快|才)?\s*(?:\d{1,3}|[〇零一二两三四五六七八九十百]{1,5})\s*(?:周岁|岁)(?:半|多|了)?"
    r"|\b\d{1,3}[\s-]*years?[\s-]*old\b",
    re.IGNORECASE,
)
"""How old somebody is."""


class WishState(StrEnum):
    """How far a wish is (心愿的状态)."""

    OPEN = "open"  # 等人认领
    CLAIMED = "claimed"  # 有人认领了
    DONE = "done"  # 认领的人说办到了
    FULFILLED = "fulfilled"  # 许愿的人收到了
    WITHDRAWN = "withdrawn"  # 许愿的人不要了


class WishChannel(StrEnum):
    """By which way a wish came (心愿的来处)."""

    CHAT = "chat"  # 自己在这里许的
    MEETING = "meeting"  # 民情恳谈会
    VISIT = "visit"  # 入户
    FORM = "form"  # 需求调查表
    HOTLINE = "hotline"  # 市里的热线和随手拍


ENTERED = tuple(channel for channel in WishChannel if channel is not WishChannel.CHAT)
"""Ways that somebody who serves takes down."""


class Reach(StrEnum):
    """How whoever claims a wish comes to whoever made it (怎么联系)."""

    DIRECT = "direct"  # 认领的人看得到联系办法
    BETWEEN = "between"  # 委员会的一位成员居中


STANDING = (WishState.OPEN, WishState.CLAIMED, WishState.DONE)
IN_HAND = (WishState.CLAIMED, WishState.DONE)
TABS: Mapping[str, tuple[WishState, ...]] = {
    "open": (WishState.OPEN,),
    "claimed": IN_HAND,
    "fulfilled": (WishState.FULFILLED,),
}
"""What the board shows apart."""


@dataclass(frozen=True)
class Wish:
    """One wish (一个微心愿)."""

    id: int
    place: Place
    number: int
    words: str
    channel: WishChannel
    reach: Reach
    state: WishState
    made_at: datetime
    made_by: int | None = None
    entered_by: int | None = None
    keeper_id: int | None = None  # who stands between
    claimed_by: int | None = None
    claimed_at: datetime | None = None
    returns_at: datetime | None = None  # as it was fixed when it was claimed
    claims: int = 0  # how often it was claimed
    closed_at: datetime | None = None
    hidden: str | None = None  # why its words are hidden
    thanks: str = ""

    @property
    def subject(self) -> str:
        return f"wish:{self.id}"

    @property
    def back_on(self) -> datetime | None:
        """When it hangs on the board again by itself."""
        return self.returns_at if self.state is WishState.CLAIMED else None


@dataclass(frozen=True)
class WishPage:
    """A wish as one person sees it (心愿页)."""

    wish: Wish
    mine: bool  # made it
    claims: bool  # has it in hand
    keeps: bool  # stands between
    serves: bool  # may stand between, hide, enter
    rules: WishRules  # how many, how long
    contact: str = ""  # for the two alone who are to meet


@dataclass(frozen=True)
class Both:
    """Who made a wish and who has it in hand (两头的人), for whoever stands between."""

    maker: str  # empty: taken down for somebody who is not known here
    claimer: str
    people: tuple[int, ...]


@dataclass(frozen=True)
class WishTally:
    """How many wishes there are (心愿的数目), those taken back aside."""

    total: int
    by_state: Mapping[WishState, int]
    by_channel: Mapping[WishChannel, tuple[int, int, int]]  # all, ever claimed, fulfilled

    @property
    def ever_claimed(self) -> int:
        """认领过的: in hand or fulfilled."""
        return sum(self.by_state.get(state, 0) for state in (*IN_HAND, WishState.FULFILLED))


def tally(counts: Iterable[tuple[WishChannel, WishState, int]]) -> WishTally:
    """The figures of the board, from how many of each way and state there are."""
    states: dict[WishState, int] = {}
    ways: dict[WishChannel, tuple[int, int, int]] = {}
    for channel, state, count in counts:
        if state is WishState.WITHDRAWN:
            continue
        states[state] = states.get(state, 0) + count
        taken, kept = state is not WishState.OPEN, state is WishState.FULFILLED
        before = ways.get(channel, (0, 0, 0))
        ways[channel] = (before[0] + count, before[1] + count * taken, before[2] + count * kept)
    return WishTally(sum(states.values()), states, ways)


def veiled(words: str, name: str = "") -> str:
    """The words as everybody reads them (公开时的话): no name, door, telephone or age."""
    return strip(AGE.sub(MASK, words), name)


def wish_refusal(words: str) -> Refusal | None:
    """What a wish says."""
    if not words.strip(f"{MASK} "):
        return Refusal(Reason.EMPTY, {"what": "wish"})
    return Refusal(Reason.TOO_LONG, {"what": "wish", "most": LONGEST_WISH}) if len(words) > LONGEST_WISH else None


def contact_refusal(reach: Reach, contact: str) -> Refusal | None:
    """How the maker may be reached, where the claimer may be told."""
    if reach is Reach.BETWEEN:
        return None
    if not contact:
        return Refusal(Reason.EMPTY, {"what": "wish_contact"})
    if len(contact) > LONGEST_CONTACT:
        return Refusal(Reason.TOO_LONG, {"what": "wish_contact", "most": LONGEST_CONTACT})
    return None


def returning(at: datetime, rules: WishRules) -> datetime:
    """When what is claimed now hangs on the board again by itself."""
    return at + timedelta(days=rules.return_days.value)


def settling(at: datetime, rules: WishRules) -> datetime:
    """When silence means that what is said to be fulfilled now was."""
    return at + timedelta(days=rules.settle_days.value)


def make_refusal(standing: int, rules: WishRules) -> Refusal | None:
    """One person has so many on the board and no more."""
    most = rules.open_most.value
    return Refusal(Reason.TOO_MANY, {"what": "wishes", "most": most}) if standing >= most else None


def claim_refusal(wish: Wish, actor: Actor, in_hand: int, rules: WishRules) -> Refusal | None:
    """认领: by somebody else who lives or serves here, what nobody has in hand; so many, that others have a chance."""
    if actor.person_id is None or not actor.here(wish.place):
        return Refusal(Reason.NOT_YOURS, {"what": "wish_home"})
    if wish.state in IN_HAND:
        return Refusal(Reason.ALREADY_DONE, {"what": "wish_claimed"})
    if wish.state is not WishState.OPEN or wish.hidden is not None:
        return Refusal(Reason.WRONG_STATE, {"what": "wish_not_open"})
    if actor.person_id == wish.made_by:
        return Refusal(Reason.NOT_YOURS, {"what": "wish_own"})
    most = rules.claims_most.value
    return Refusal(Reason.TOO_MANY, {"what": "wish_claims", "most": most}) if in_hand >= most else None


def hand_refusal(wish: Wish, actor: Actor) -> Refusal | None:
    """退回、办到了: by whoever has it in hand."""
    if wish.state is not WishState.CLAIMED:
        return Refusal(Reason.WRONG_STATE, {"what": "wish_not_claimed"})
    return None if actor.person_id == wish.claimed_by else Refusal(Reason.NOT_YOURS, {"what": "wish_claimer"})


def receive_refusal(wish: Wish, actor: Actor) -> Refusal | None:
    """收到了: by whoever made it, or stands between; once it is claimed."""
    if wish.state not in IN_HAND:
        return Refusal(Reason.WRONG_STATE, {"what": "wish_not_claimed"})
    return None if speaks_for(wish, actor) else Refusal(Reason.NOT_YOURS, {"what": "wish_maker"})


def not_yet_refusal(wish: Wish, actor: Actor) -> Refusal | None:
    """还没有: what is said to be fulfilled is not."""
    if wish.state is not WishState.DONE:
        return Refusal(Reason.WRONG_STATE, {"what": "wish_not_done"})
    return receive_refusal(wish, actor)


def thanks_refusal(wish: Wish, actor: Actor, words: str) -> Refusal | None:
    """谢谢: once, for what was fulfilled."""
    if wish.state is not WishState.FULFILLED:
        return Refusal(Reason.WRONG_STATE, {"what": "wish_not_fulfilled"})
    if not speaks_for(wish, actor):
        return Refusal(Reason.NOT_YOURS, {"what": "wish_maker"})
    return Refusal(Reason.ALREADY_DONE, {"what": "wish_thanks"}) if wish.thanks else word_refusal(words)


def withdraw_refusal(wish: Wish, actor: Actor) -> Refusal | None:
    """不要了: by whoever made it or took it down, while it is not fulfilled."""
    if wish.state not in STANDING:
        return Refusal(Reason.WRONG_STATE, {"what": "wish_over"})
    own = actor.person_id is not None and actor.person_id in (wish.made_by, wish.entered_by)
    return None if own else Refusal(Reason.NOT_YOURS, {"what": "wish_maker"})


def between_refusal(wish: Wish, actor: Actor, serving: Iterable[int]) -> Refusal | None:
    """居中: one of the committee, neither maker nor claimer; another only when that one serves no more."""
    if (refusal := permit(actor, Act.KEEP_WISHES, wish.place)) is not None:
        return refusal
    if wish.reach is not Reach.BETWEEN or wish.state not in IN_HAND:
        return Refusal(Reason.WRONG_STATE, {"what": "wish_not_between"})
    if actor.person_id in (wish.made_by, wish.claimed_by):
        return Refusal(Reason.NOT_YOURS, {"what": "wish_between_own"})
    return Refusal(Reason.ALREADY_DONE, {"what": "wish_between"}) if wish.keeper_id in set(serving) else None


def word_refusal(words: str) -> Refusal | None:
    """A word from one to the other."""
    if not words.strip():
        return Refusal(Reason.EMPTY, {"what": "wish_word"})
    return Refusal(Reason.TOO_LONG, {"what": "wish_word", "most": LONGEST_WORD}) if len(words) > LONGEST_WORD else None


def pass_refusal(wish: Wish, actor: Actor, words: str) -> Refusal | None:
    """捎句话: between whoever has it in hand and whoever is there for it, while it is in hand."""
    if wish.state not in IN_HAND:
        return Refusal(Reason.WRONG_STATE, {"what": "wish_not_claimed"})
    if actor.person_id is None or actor.person_id not in (wish.claimed_by, partner(wish)):
        return Refusal(Reason.NOT_YOURS, {"what": "wish_word"})
    return word_refusal(words)


def partner(wish: Wish) -> int | None:
    """Whom the claimer deals with (对接的人): the maker, or whoever stands between; None while nobody does."""
    return wish.made_by if wish.reach is Reach.DIRECT else wish.keeper_id


def speaks_for(wish: Wish, actor: Actor) -> bool:
    """Whether they made it, or stand between for whoever did."""
    return actor.person_id is not None and actor.person_id in (wish.made_by, wish.keeper_id)
