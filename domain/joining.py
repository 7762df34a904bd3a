"""Joining (加入): claiming the bot, founding a compound, inviting people, and who confirms a neighbour."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from datetime import datetime, timedelta

from domain.moments import write_moment
from domain.numerals import NUMERAL, read_numeral
from domain.outcomes import Reason, Refusal
from domain.registry import Place, PlaceNames, RoleKind

MOST_WRONG_CODES = 5
LOCK = timedelta(hours=1)
INVITATION_LIFETIME = timedelta(days=7)
LONGEST_NAME = 40
MOST_BUILDINGS = 200
MOST_CHOICES = 40
"""Places offered at once; each may take two of the hundred buttons under a message."""
NOT_GIVEN = ""
"""What a street or community is kept as while nobody knows its name; screens have a word for it."""

CONFIRMERS = ((RoleKind.BUILDING_LEADER,), (RoleKind.COMMITTEE,), (RoleKind.OPERATOR,))
"""Who confirms a neighbour (确认邻居): the first of these ranks that anybody holds there."""

PUNCTUATION = re.compile(r"[\s\-_.·。‐-―「」“”\"]")
COUNT = re.compile(rf"(?:一共|共|有)?({NUMERAL})(?:个|栋|幢|座|号)?(?:楼)?[。.]?")


def read_code(text: str) -> str | None:
    """The eight digits of a claim code (认领码), however they were typed; None for anything else."""
    digits = PUNCTUATION.sub("", unicodedata.normalize("NFKC", text))
    return digits if re.fullmatch(r"[0-9]{8}", digits) else None


def hash_token(token: str) -> str:
    """An invitation's token as it is kept. (128 random bits: nobody finds them by trying, so no key is needed.)"""
    return hashlib.sha256(token.encode()).hexdigest()


def locked(until: datetime | None, at: datetime) -> Refusal | None:
    """The refusal of somebody who guessed too often, while it lasts."""
    if until is None or at >= until:
        return None
    return Refusal(Reason.LOCKED, {"until": write_moment(until)})


def wrong_code(wrong: int, at: datetime) -> tuple[Refusal, int, datetime | None]:
    """After one more wrong code: the refusal, how many count so far, and until when the account is locked."""
    if wrong + 1 < MOST_WRONG_CODES:
        return Refusal(Reason.WRONG_CODE, {"left": MOST_WRONG_CODES - wrong - 1}), wrong + 1, None
    until = at + LOCK
    return Refusal(Reason.LOCKED, {"until": write_moment(until)}), 0, until


def read_name(text: str) -> str | Refusal:
    """The name of a street, community or compound, in one line without control characters."""
    visible = "".join(sign if unicodedata.category(sign)[0] != "C" else " " for sign in text)
    name = " ".join(unicodedata.normalize("NFC", visible).split())
    if not any(unicodedata.category(sign)[0] in "LN" for sign in name):
        return Refusal(Reason.EMPTY, {"what": "name"})
    if len(name) > LONGEST_NAME:
        return Refusal(Reason.TOO_LONG, {"what": "name", "most": LONGEST_NAME})
    return name


def read_buildings(text: str) -> int | Refusal:
    """How many buildings (栋数): 「9」「9栋」「九栋楼」."""
    found = COUNT.fullmatch(unicodedata.normalize("NFKC", text).strip())
    count = 0 if found is None else read_numeral(found[1])
    if 1 <= count <= MOST_BUILDINGS:
        return count
    return Refusal(Reason.INVALID, {"what": "buildings", "most": MOST_BUILDINGS})


def building_labels(count: int) -> list[str]:
    """楼栋的叫法: 1号楼, 2号楼 …"""
    return [f"{number}号楼" for number in range(1, count + 1)]


def bindable(reach: Iterable[Place], names: PlaceNames) -> list[list[int | str]]:
    """Where someone who reaches so far may bind a group (可绑定处): compound, building or 0, name, each."""
    found: list[list[int | str]] = []
    for place in reach:
        every = names.compounds if place.compound_id is None else (place.compound_id,)
        for compound in every:
            found.append([compound, place.building_id or 0, names.of(Place(compound, place.building_id))])
    return [choice for number, choice in enumerate(found) if choice not in found[:number]][:MOST_CHOICES]


def invitation_refusal(*, used: bool, expires_at: datetime, at: datetime) -> Refusal | None:
    """Why an invitation cannot be accepted any more."""
    if used:
        return Refusal(Reason.ALREADY_DONE, {"what": "invitation"})
    if at >= expires_at:
        return Refusal(Reason.EXPIRED, {"what": "invitation"})
    return None
