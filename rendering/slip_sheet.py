"""The sheet of slips (一户一码的码条): one a home, to be cut, handed over at the door and signed for on its stub."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from rendering.paper import one_line, pdf, qr
from rendering.texts import Texts

TEMPLATE = "slip_sheet.typ"
LONGEST_COMPOUND, LONGEST_HOME, LONGEST_LEADER = 14, 18, 12
GROUP = 4
"""Digits read in one breath."""


@dataclass(frozen=True)
class SlipFace:
    """What is printed on one slip (码条): the code stands on paper only, we keep its hash."""

    serial: int
    compound: str
    home: str  # 3号楼2单元301
    code: str  # twelve digits
    leader: str  # empty where nobody leads the building, or wants to be named
    building_id: int


def slip_sheet(texts: Texts, faces: Sequence[SlipFace], *, public_url: str | None, bot: str | None = None) -> bytes:
    """The slips as PDF, eight a page. Without `public_url` they carry no QR code and say how to type the other."""
    return pdf(TEMPLATE, slip_facts(texts, faces, public_url=public_url, bot=bot))


def slip_facts(texts: Texts, faces: Sequence[SlipFace], *, public_url: str | None, bot: str | None) -> dict[str, Any]:
    """The facts of the template, every sign of them drawable."""
    say = texts.plain
    called = say("paper.bot", username=bot) if bot else say("paper.bot_unnamed")
    how = "paper.slip.how_qr" if public_url else "paper.slip.how_typed"
    return {
        "lang": texts.locale.partition("_")[0],
        "title": say("paper.slip.title"),
        "words": {
            "how": say(how, bot=called),
            "what": say("paper.slip.what"),
            "stub": say("paper.slip.stub"),
            "signed": say("paper.slip.signed"),
            "day": say("paper.slip.day"),
        },
        "slips": [_slip(texts, face, public_url) for face in faces],
    }


def slip_address(public_url: str, face: SlipFace) -> str:
    """Our own page of this slip; the building stands in it so that the page can name its leader."""
    return f"{public_url}/s/{face.building_id}/{face.code}"


def _slip(texts: Texts, face: SlipFace, public_url: str | None) -> dict[str, Any]:
    leader = one_line(texts, face.leader, LONGEST_LEADER)
    address = None if public_url is None else slip_address(public_url, face)
    return {
        "serial": texts.plain("paper.slip.serial", serial=f"{face.serial:04d}"),
        "compound": one_line(texts, face.compound, LONGEST_COMPOUND),
        "home": one_line(texts, face.home, LONGEST_HOME),
        "code": [face.code[start : start + GROUP] for start in range(0, len(face.code), GROUP)],
        "paper": texts.plain("paper.slip.leader", leader=leader) if leader else texts.plain("paper.slip.no_leader"),
        "address": address,
        "qr": None if address is None else qr(address),
    }
