"""Personal links (个人链接): a page of ours lent to somebody without an account, for one purpose and for some days.

A token is the link's number and a signature under the installation's keys; it says nothing about anybody, and whoever
holds the records without the keys cannot make one.
"""

from __future__ import annotations

import hmac
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from domain.moments import write_moment
from domain.outcomes import Reason, Refusal
from domain.registry import Actor, RoleKind

SIGNING = "personal link"
"""What the keys are told this signature is for, so that none for anything else fits."""
SIGNATURE = 32
"""Hex digits of a signature in an address: 128 bits."""
LONGEST_LIFE = timedelta(days=90)
TOKEN = re.compile(rf"([1-9][0-9]{{0,17}})-([0-9a-f]{{{SIGNATURE}}})")


class LinkPurpose(StrEnum):
    """What a link opens, and nothing else (用途)."""

    UNIT = "unit"  # 相关单位: a matter that a property company, fire brigade … is asked about
    HOME = "home"  # 一户: what a home is asked
    WHISTLE = "whistle"  # 应哨单位: a unit that is called to come
    CALENDAR = "calendar"  # 我的日历: the days ahead of whoever lent it to themselves


@dataclass(frozen=True)
class PersonalLink:
    """A personal link (个人链接) as it is kept; who holds it is known to nobody."""

    id: int
    purpose: LinkPurpose
    subject: str  # what it opens: unit:12
    made_by: int | None
    expires_at: datetime
    revoked: bool = False

    @property
    def signed(self) -> str:
        """The words under the signature: another purpose, subject or date would not fit it."""
        return f"{self.id} {self.purpose.value} {self.subject} {write_moment(self.expires_at)}"


def write_token(link: PersonalLink, digest: str) -> str:
    """The token in the address of a link, from the keyed hash of its words."""
    return f"{link.id}-{digest[:SIGNATURE]}"


def read_token(text: str) -> tuple[int, str] | None:
    """The number and the signature in an address; None for anything that was never a token."""
    found = TOKEN.fullmatch(text)
    return None if found is None else (int(found[1]), found[2])


def link_refusal(link: PersonalLink | None, signature: str, digests: Iterable[str], at: datetime) -> Refusal | None:
    """Why a link opens nothing. What was not signed by us hears the same, whether such a number is there or not."""
    signed = [hmac.compare_digest(digest[:SIGNATURE], signature) for digest in digests]
    if link is None or not any(signed):
        return Refusal(Reason.NOT_FOUND, {"what": "link"})
    if link.revoked:
        return Refusal(Reason.WRONG_STATE, {"what": "link_revoked"})
    if at >= link.expires_at:
        return Refusal(Reason.EXPIRED, {"what": "link"})
    return None


def may_revoke(actor: Actor, link: PersonalLink) -> bool:
    """Whoever lent it, or whoever keeps the bot."""
    return actor.has(RoleKind.OPERATOR) or (link.made_by is not None and link.made_by == actor.person_id)
