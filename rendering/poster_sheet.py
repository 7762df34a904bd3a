"""Posters on paper (海报): one a page for the wall, or eight a page to be cut for doors and lifts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from domain.posters import LONGEST_SPOT, Poster
from rendering.paper import one_line, pdf, qr
from rendering.texts import Texts

TEMPLATE = "poster_sheet.typ"
LONGEST_COMPOUND = 20
LONGEST_ASKED = 20
LAYOUTS = (1, 8)
"""How many a page, as the template knows them."""


def poster_sheet(
    texts: Texts,
    compound: str,
    posters: Sequence[Poster],
    *,
    per_page: int,
    public_url: str | None,
    bot: str | None = None,
) -> bytes:
    """The posters as PDF. Without `public_url` they carry no QR code and say how to find us without one."""
    return pdf(TEMPLATE, poster_facts(texts, compound, posters, per_page=per_page, public_url=public_url, bot=bot))


def poster_facts(
    texts: Texts,
    compound: str,
    posters: Sequence[Poster],
    *,
    per_page: int,
    public_url: str | None,
    bot: str | None = None,
) -> dict[str, Any]:
    """The facts of the template, every sign of them drawable."""
    assert per_page in LAYOUTS, "a page is laid out for these"
    say = texts.plain
    called = say("paper.bot", username=bot) if bot else say("paper.bot_unnamed")
    how = "scan" if public_url else "type"
    return {
        "lang": texts.locale.partition("_")[0],
        "title": say("paper.poster.title"),
        "per_page": per_page,
        "words": {
            "how": say(f"paper.poster.{how}", bot=called),
            "paper": say("paper.poster.paper"),
            "counted": say("paper.poster.counted") if public_url else "",
        },
        "compound": one_line(texts, compound, LONGEST_COMPOUND),
        "posters": [_poster(texts, poster, public_url) for poster in posters],
    }


def poster_address(public_url: str, poster: Poster) -> str:
    """Our own page of this poster."""
    return f"{public_url}/p/{poster.tag}"


def _inviting(texts: Texts, *, scanned: bool) -> dict[str, str]:
    """What an ordinary poster calls people to."""
    return {
        "call": texts.plain("paper.poster.call_scan" if scanned else "paper.poster.call_type"),
        "report": texts.plain("paper.poster.report"),
        "opinion": texts.plain("paper.poster.opinion"),
        "follow": texts.plain("paper.poster.follow"),
    }


def _asking(texts: Texts, title: str) -> dict[str, str]:
    """What a poster asks that asks about a matter."""
    return {
        "call": texts.plain("paper.poster.asks", title=one_line(texts, title, LONGEST_ASKED)),
        "report": texts.plain("paper.poster.asks_report"),
        "opinion": texts.plain("paper.poster.asks_opinion"),
        "follow": texts.plain("paper.poster.asks_follow"),
    }


def _poster(texts: Texts, poster: Poster, public_url: str | None) -> dict[str, Any]:
    address = None if public_url is None else poster_address(public_url, poster)
    spot = " ".join(part for part in (poster.spot, poster.thing) if part)
    spot = " ".join(part for part in (poster.spot, poster.thing) if part)
    return {
        "number": texts.plain("paper.poster.number", number=poster.number),
        "spot": one_line(texts, spot, LONGEST_SPOT),  # empty: a blank to write on
        **(_asking(texts, poster.asks) if poster.asks else _inviting(texts, scanned=public_url is not None)),
        "address": address,
        "qr": None if address is None else qr(address),
    }
