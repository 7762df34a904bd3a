"""A unit that stands by one compound (包建单位); when a whistle is blown there, it is asked first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.effects import Record
from domain.issues_masking import mask
from domain.outcomes import Reason, Refusal
from domain.permissions import Act, permit, places
from domain.registry import Actor, Compound, Place, RoleKind
from domain.whistles import LONGEST_UNIT

MOST_PARTNERS = 3
"""So many stand by one compound at a time (ours): one as a rule, others while one hands over to the next."""
LONGEST_POST, LONGEST_PURPOSE = 30, 100


@dataclass(frozen=True)
class PartnerWords:
    """What somebody wrote of one (要写的包建单位): of whoever is asked there the post alone, nobody's name."""

    name: str
    post: str
    purpose: str


@dataclass(frozen=True)
class Partner:
    """One that stands by a compound, or did (一家包建单位)."""

    id: int
    compound_id: int
    said: PartnerWords
    since: datetime
    until: datetime | None = None

    @property
    def name(self) -> str:
        return self.said.name


@dataclass(frozen=True)
class PartnersPage:
    """Those of one compound, as one person may read them and change them (包建单位页)."""

    compound: Compound
    partners: tuple[Partner, ...]
    keeps: bool
    desk: bool  # whether they come from the community's desk
    past: tuple[Partner, ...] = ()  # those that did once, the last first


def reads(actor: Actor, compound_id: int) -> bool:
    """Whether somebody is shown them: who may blow the whistle anywhere in this compound, and who keeps the bot."""
    here = any(place.compound_id == compound_id for place in places(actor, Act.BLOW_WHISTLE))
    return here or actor.has(RoleKind.OPERATOR)


def keeps(actor: Actor, compound_id: int) -> bool:
    """Whether somebody writes them down."""
    return permit(actor, Act.KEEP_PARTNERS, Place(compound_id)) is None


def name_refusal(name: str, standing: Sequence[Partner]) -> Refusal | None:
    """Why no unit of this name is written down beside those that stand by already."""
    if any(one.name == name for one in standing):
        return Refusal(Reason.ALREADY_DONE, {"what": "partner"})
    if len(standing) >= MOST_PARTNERS:
        return Refusal(Reason.TOO_MANY, {"what": "partners", "most": MOST_PARTNERS})
    return _words_refusal(name, "name", LONGEST_UNIT)


def post_refusal(post: str) -> Refusal | None:
    """Why this is no post to ask at."""
    return _words_refusal(post, "post", LONGEST_POST)


def purpose_refusal(purpose: str) -> Refusal | None:
    """Why this is not what a unit stands by for."""
    return _words_refusal(purpose, "purpose", LONGEST_PURPOSE)


def _words_refusal(words: str, what: str, most: int) -> Refusal | None:
    if not words:
        return Refusal(Reason.EMPTY, {"what": f"partner_{what}"})
    if len(words) > most:
        return Refusal(Reason.TOO_LONG, {"what": f"partner_{what}", "most": most})
    return Refusal(Reason.INVALID, {"what": "partner_private"}) if mask(words) != words else None


def write_refusal(wanted: PartnerWords, standing: Sequence[Partner]) -> Refusal | None:
    """Why it is not written down."""
    return name_refusal(wanted.name, standing) or post_refusal(wanted.post) or purpose_refusal(wanted.purpose)


def recorded(partner: Partner, event: str, by: int) -> Record:
    """What the journal of the compound keeps: which unit, and who wrote it down or ended it."""
    return Record(f"compound:{partner.compound_id}", event, {"partner": partner.id, "name": partner.name, "by": by})
