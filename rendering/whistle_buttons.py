"""Buttons of 吹哨报到."""

from __future__ import annotations

from dataclasses import dataclass

from rendering.buttons import Button


@dataclass(frozen=True)
class ShowWhistles(Button, prefix="whl"):
    """[吹哨]: one side of all whistles here."""

    tab: str


@dataclass(frozen=True)
class MoreWhistles(Button, prefix="whn", now="chuishao"):
    """[后面的], [前面的]: another page of one side."""

    tab: str
    page: int


@dataclass(frozen=True)
class WhistleSides(Button, prefix="whf"):
    """[换一面看]: the four sides, and the way home."""


@dataclass(frozen=True)
class ShowWhistle(Button, prefix="whs"):
    """[看哨单]."""

    whistle_id: int


@dataclass(frozen=True)
class ShowSide(Button, prefix="why"):
    """[谁办什么], [互相评]: one side of one whistle."""

    whistle_id: int
    tab: str


@dataclass(frozen=True)
class TurnSide(Button, prefix="wht"):
    """[看后面几家], [从头看]: more units of one side of one whistle."""

    whistle_id: int
    tab: str
    page: int


@dataclass(frozen=True)
class ShowCalled(Button, prefix="whu"):
    """One called unit."""

    unit_id: int


@dataclass(frozen=True)
class BlowWhistle(Button, prefix="whb"):
    """[吹哨] for a report, 0 for something by itself; an empty word asks which of the three kinds."""

    issue_id: int
    kind: str


@dataclass(frozen=True)
class SameTopic(Button, prefix="whz"):
    """[就用报上来的话]."""

    draft_id: int


@dataclass(frozen=True)
class CallUnit(Button, prefix="whc"):
    """[叫一家]: which; an empty word asks, one of the usual is taken, `usual` shows these, another is typed."""

    whistle_id: int
    which: str


@dataclass(frozen=True)
class CallPartner(Button, prefix="whp"):
    """[包建单位] of this compound, called by its name."""

    whistle_id: int
    partner_id: int


@dataclass(frozen=True)
class GiveDays(Button, prefix="whd"):
    """So many days for its part: the unit is called."""

    draft_id: int
    days: int


@dataclass(frozen=True)
class HandOn(Button, prefix="whh"):
    """[再发一次]."""

    unit_id: int


@dataclass(frozen=True)
class LeadUnit(Button, prefix="whv"):
    """[改由它牵头]."""

    unit_id: int


@dataclass(frozen=True)
class WriteOfUnit(Button, prefix="whw"):
    """What is written or sent of a unit: arrived, done, release."""

    unit_id: int
    what: str


@dataclass(frozen=True)
class EnterCalled(Button, prefix="whe"):
    """[录入应哨]: an empty word asks how it came."""

    unit_id: int
    way: str


@dataclass(frozen=True)
class ChooseCalled(Button, prefix="whx"):
    """收到 or 不归它, of an answer that staff take down."""

    draft_id: int
    says: str


@dataclass(frozen=True)
class RateCalled(Button, prefix="whr"):
    """[评一评]: the mark for the response, then for what it did; an empty word asks."""

    unit_id: int
    response: str
    solution: str


@dataclass(frozen=True)
class RateAlone(Button, prefix="who"):
    """[就这样评]: without a word."""

    draft_id: int


@dataclass(frozen=True)
class MeetCalled(Button, prefix="whm"):
    """[开联席会议]."""

    whistle_id: int


@dataclass(frozen=True)
class LeaveWhistle(Button, prefix="whq"):
    """[算了]: nothing is waited for any more."""

    draft_id: int
    whistle_id: int
