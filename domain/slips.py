"""Slips (一户一码): a home's own code on paper, and the code that somebody of the home gives another adult."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from domain.joining import wrong_code
from domain.moments import read_moment, write_moment
from domain.outcomes import Reason, Refusal
from domain.registry import Basis, RoleKind
from domain.units import DwellingUnit, UnitKind

DIGITS = 12
GROUP = 4
"""Digits read in one breath."""
FAMILY_LIFETIME = timedelta(days=7)
MOST_WRONG = 60
"""Wrong codes an hour, whoever sends them: of 10^12 codes a few hundred are good at a time."""
WINDOW = timedelta(hours=1)
LONGEST_DEED_NAME = 40

SPOKEN = str.maketrans("〇○零一幺二两三四五六七八九", "00011223456789")
BETWEEN = re.compile(r"[\s\-_.·。、,，‐-―「」“”\"'*]")
CALLED = re.compile(r"^(?:我家的?|我的)?(?:一户一码|登记码|家人码|码)(?:是|为)?[:：]?")


class SlipKind(StrEnum):
    """Kinds of code (登记码)."""

    HOME = "home"  # printed, one a home
    FAMILY = "family"  # given by somebody of the home


@dataclass(frozen=True)
class Slip:
    """A slip (码条) as it is kept: its code is nowhere, only a keyed hash finds it."""

    id: int
    compound_id: int
    unit_id: int
    kind: SlipKind
    serial: int
    made_by: int
    expires_at: datetime | None = None
    used_by: int | None = None
    revoked: bool = False

    def good(self, at: datetime) -> bool:
        """Whether somebody could still be bound by it."""
        return self.used_by is None and not self.revoked and (self.expires_at is None or at < self.expires_at)


@dataclass(frozen=True)
class Guessing:
    """Wrong codes of all accounts together (试码), within the hour that began with the first of them."""

    since: datetime
    wrong: int

    def after(self, at: datetime) -> Guessing:
        """With one more."""
        return Guessing(at, 1) if at >= self.since + WINDOW else Guessing(self.since, self.wrong + 1)

    def paused(self, at: datetime) -> Refusal | None:
        """The refusal that everybody gets while too many are guessed."""
        until = self.since + WINDOW
        if self.wrong < MOST_WRONG or at >= until:
            return None
        return Refusal(Reason.TOO_MANY, {"what": "slips", "until": write_moment(until)})

    @property
    def words(self) -> str:
        """As it is kept."""
        return f"{write_moment(self.since)} {self.wrong}"


def read_guessing(words: str) -> Guessing:
    """What `words` wrote."""
    since, _, wrong = words.partition(" ")
    return Guessing(read_moment(since), int(wrong))


def read_slip(text: str) -> str | None:
    """The twelve digits of a slip, however they were typed or said (〇零 一幺 二 …); None for anything else."""
    said = BETWEEN.sub("", unicodedata.normalize("NFKC", text))
    digits = CALLED.sub("", said).translate(SPOKEN)
    return digits if re.fullmatch(rf"[0-9]{{{DIGITS}}}", digits) else None


def miscounted(text: str) -> int | None:
    """How many digits somebody typed who meant a slip's twelve, or read too many (数错了); None for anything else."""
    said = BETWEEN.sub("", unicodedata.normalize("NFKC", text))
    digits = CALLED.sub("", said).translate(SPOKEN)
    return len(digits) if re.fullmatch(r"[0-9]{7,20}", digits) and len(digits) != DIGITS else None


def in_groups(code: str) -> str:
    """1234 5678 9012."""
    return " ".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


def wrong_slip(wrong: int, at: datetime) -> tuple[Refusal, int, datetime | None]:
    """After one more wrong code: the refusal, how many count so far, and until when the account is locked."""
    refusal, counted, until = wrong_code(wrong, at)
    if refusal.reason is Reason.WRONG_CODE:
        refusal = Refusal(Reason.WRONG_CODE, {"what": "slip", "left": refusal.facts["left"]})
    return refusal, counted, until


REVOKED = {
    SlipKind.HOME: Refusal(Reason.EXPIRED, {"what": "slip_revoked"}),
    SlipKind.FAMILY: Refusal(Reason.EXPIRED, {"what": "family_revoked"}),
}
"""Whom to ask for another differs."""


def slip_refusal(slip: Slip, person_id: int, at: datetime) -> Refusal | None:
    """Why nobody is bound by this slip any more: what to do then differs."""
    if slip.used_by == person_id and not slip.revoked:
        return Refusal(Reason.ALREADY_DONE, {"what": "home"})
    if slip.revoked:
        return REVOKED[slip.kind]
    if slip.used_by is not None:
        return Refusal(Reason.ALREADY_DONE, {"what": "slip_used" if slip.kind is SlipKind.HOME else "family_code"})
    if not slip.good(at):
        return Refusal(Reason.EXPIRED, {"what": "family_code"})
    return None


def printable(unit: DwellingUnit) -> bool:
    """Whether a slip is printed for it without being asked for: somebody lives or trades there."""
    return unit.kind in (UnitKind.RESIDENTIAL, UnitKind.SHOP) and not unit.developer


def full_home(adults: int, codes_out: int, most: int) -> Refusal | None:
    """The refusal where a home has as many adults as a home may, those with a code in hand among them."""
    if adults + codes_out < most:
        return None
    return Refusal(Reason.TOO_MANY, {"what": "adults", "most": most})


def asks_name(slip: SlipKind, kind: RoleKind, *, owners_known: bool) -> bool:
    """Whether the name on the deed (产权证上的名字) is asked."""
    return slip is SlipKind.HOME and kind is RoleKind.OWNER and owners_known


def basis_of(slip: SlipKind, *, named: bool) -> Basis:
    """On what somebody is registered by a code. `named`: the register knows no owners, or this is one of them."""
    if slip is SlipKind.FAMILY:
        return Basis.FAMILY
    return Basis.SLIP if named else Basis.UNMATCHED


def rebinds(held: Collection[tuple[RoleKind, Basis | None]], kind: RoleKind, basis: Basis) -> bool:
    """Whether a code changes anything for somebody who holds these roles in the home: another kind, a better basis."""
    if not held:
        return True
    better = basis is Basis.SLIP and (kind, Basis.SLIP) not in held and (kind, Basis.TWO) not in held
    return better or kind not in {known for known, _ in held}


def read_deed_name(text: str) -> str | None:
    """The name on the deed as it is compared: one spelling, no spaces in Chinese; None where there is no name in it."""
    words = unicodedata.normalize("NFKC", text).split()
    name = (" " if all(word.isascii() for word in words) else "").join(words)
    return name if len(name) <= LONGEST_DEED_NAME and any(sign.isalpha() for sign in name) else None
