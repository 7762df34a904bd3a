"""Deliveries (送达): which home has the vote's paper in its hands, by what proof; only then may silence count.

A notice on a board is no delivery to a home: there is no way to write it down as one.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from domain.outcomes import Reason, Refusal
from domain.voting.deemed import DeemedPolicy, Deeming, Precondition
from domain.voting.doors import open_refusal
from domain.voting.votes import Vote


class DeliveryWay(StrEnum):
    """How a home was served (送达方式)."""

    SIGNED = "signed"  # 本人在纸质签收单上签了字
    PHOTO = "photo"  # 拍照留证
    WITNESSES = "witnesses"  # 两人见证
    POST = "post"  # 挂号邮寄，有回执
    READ = "read"  # 在手机上点了「我看到了」


AT_THE_DOOR = (DeliveryWay.SIGNED, DeliveryWay.WITNESSES, DeliveryWay.POST, DeliveryWay.PHOTO)
"""What those who go from door to door can write down; `read` is the home's own."""


@dataclass(frozen=True)
class Delivery:
    """One home that was served (一户的送达)."""

    id: int
    unit_id: int
    way: DeliveryWay
    at: datetime
    urged_at: datetime | None = None  # 催告: reminded since, in person or on the phone

    @property
    def subject(self) -> str:
        """What its photo is kept under."""
        return delivery_subject(self.id)


def delivery_subject(number: int) -> str:
    """What the photo of a delivery is kept under."""
    return f"delivery:{number}"


def delivery_refusal(vote: Vote, at: datetime) -> Refusal | None:
    """Why no delivery can be written down: silence does not count in this vote, or it takes no ballots now."""
    if vote.silence is None:
        return Refusal(Reason.WRONG_STATE, {"what": "vote_silence_off"})
    return open_refusal(vote, at)


def urge_refusal(vote: Vote, delivery: Delivery | None, at: datetime, zone: ZoneInfo) -> Refusal | None:
    """Why a home cannot be written down as reminded: it has nothing yet, or only since today."""
    if (refusal := delivery_refusal(vote, at)) is not None:
        return refusal
    if delivery is None:
        return Refusal(Reason.WRONG_STATE, {"what": "vote_not_delivered"})
    later = at.astimezone(zone).date() > delivery.at.astimezone(zone).date()
    return None if later else Refusal(Reason.WRONG_STATE, {"what": "vote_urged_early"})


def deeming_of(vote: Vote, delivered: Collection[str], urged: Collection[str]) -> Deeming | None:
    """How silence counts in this vote, with what is on record; None where nothing was agreed.

    The clause, the warning and what it covers stand in the vote's own terms: it was posted with them, and every
    ballot sheet and screen says them. Silent is only who was served and, on a later day, reminded (催告): home by home.
    """
    if vote.silence is None:
        return None
    record = {Precondition.CLAUSE, Precondition.WARNING, Precondition.COVERED}
    record |= {Precondition.DELIVERY} if delivered else set()
    record |= {Precondition.REMINDER} if urged else set()
    policy = DeemedPolicy(vote.silence["policy"])
    return Deeming(policy, vote.silence["clause"], frozenset(record), frozenset(urged))
