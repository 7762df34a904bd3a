"""A letter to a unit (商请函): what is asked, the whole text, a code that leads to its page, a form to send back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from domain.deliberation.consultations import LONGEST_UNIT, Asking, ConsultedUnit, UnitSays
from domain.deliberation.matters import LONGEST_TITLE, Matter
from domain.voting.votes import HASH_SHOWN
from rendering import dates
from rendering.paper import legible, one_line, pdf, qr
from rendering.texts import Texts

TEMPLATE = "unit_letter.typ"
LONGEST_COMPOUND = 20


@dataclass(frozen=True)
class UnitLetter:
    """One letter (商请函): who asks whom about what, and until when."""

    matter: Matter
    unit: ConsultedUnit
    asking: Asking
    compound: str
    address: str | None  # of the unit's page; None: where our pages are seen by nobody outside


def unit_letter(texts: Texts, letter: UnitLetter, *, zone: ZoneInfo) -> bytes:
    """The letter as PDF."""
    return pdf(TEMPLATE, letter_facts(texts, letter, zone=zone))


def letter_facts(texts: Texts, letter: UnitLetter, *, zone: ZoneInfo) -> dict[str, Any]:
    """The facts of the template, every sign of them drawable."""
    say, matter, address = texts.plain, letter.matter, letter.address
    compound = one_line(texts, letter.compound, LONGEST_COMPOUND)
    title = one_line(texts, matter.title, LONGEST_TITLE)
    hash = matter.text_hash[:HASH_SHOWN]
    return {
        "lang": texts.locale.partition("_")[0],
        "title": say("paper.unit.title"),
        "number": say("paper.unit.number", number=matter.number, version=matter.version),
        "day": _day(texts, letter.asking.at, zone),
        "to": say("paper.unit.to", unit=one_line(texts, letter.unit.name, LONGEST_UNIT)),
        "lead": say(
            "paper.unit.lead", compound=compound, title=title, until=dates.until(texts, letter.asking.until, zone)
        ),
        "how": say("paper.unit.how_scan" if address else "paper.unit.how_paper"),
        "scan": say("paper.unit.scan"),
        "address": address,
        "qr": None if address is None else qr(address),
        "heading": say("paper.unit.heading", title=title, version=matter.version),
        "text": [legible(texts, line) for line in matter.text.splitlines()],
        "hash": say("paper.unit.hash", hash=hash),
        "foot": say("paper.unit.foot", title=title, hash=hash),
        "sender": compound,
        "answer": _answer(texts),
    }


def _answer(texts: Texts) -> dict[str, Any]:
    """What is ticked, written, stamped and sent back."""
    parts = {part: texts.plain(f"paper.unit.{part}") for part in ("reason", "name", "post", "stamp", "date")}
    choices = [texts.plain(f"consultations.says.{says}") for says in UnitSays]
    return {"head": texts.plain("paper.unit.head"), "choices": choices, **parts}


def _day(texts: Texts, moment: datetime, zone: ZoneInfo) -> str:
    return dates.far_day(texts, moment, zone)
