"""Privacy in words (隐私): the notice before somebody registers, in short and whole."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from domain.privacy import Processor
from rendering.buttons import Button
from rendering.screens import Key, Screen, lines
from rendering.texts import Texts

WHOLE = ("kept", "why", "seen", "where", "how_long", "rights", "abroad", "abroad_whom", "free", "version")
"""Parts of the whole notice, in order (第17、39条)."""


@dataclass(frozen=True)
class ReadNotice(Button, prefix="vn"):
    """先看看全文; compound 0: none in particular."""

    compound_id: int


@dataclass(frozen=True)
class DeclineNotice(Button, prefix="vd"):
    """不同意."""


def consent(texts: Texts, *, processor: Processor | None, compound_id: int, agree: Button) -> Screen:
    """The one screen before somebody registers (登记前的告知). `agree` is the caller's: it goes on from there."""
    text = lines(
        texts.say("privacy.consent.head"),
        _who(texts, processor),
        *(texts.say(f"privacy.consent.{part}") for part in ("kept", "why", "seen", "how_long", "abroad")),
    )
    keys = (
        (Key(texts.plain("privacy.consent.agree"), agree),),
        (
            Key(texts.plain("privacy.consent.whole"), ReadNotice(compound_id)),
            Key(texts.plain("privacy.consent.decline"), DeclineNotice()),
        ),
    )
    return Screen(text, keys)


def _who(texts: Texts, processor: Processor | None) -> Markup:
    if processor is None:
        return texts.say("privacy.who.unnamed")
    return texts.say("privacy.who.named", name=processor.name, contact=processor.contact)


def whole_notice(texts: Texts, *, processor: Processor | None, version: int) -> Screen:
    """The whole notice (告知全文), with everything the law wants said."""
    parts = [_who(texts, processor), *(texts.say(f"privacy.whole.{part}", version=version) for part in WHOLE)]
    return Screen(Markup("\n\n").join(parts))


def declined(texts: Texts) -> Screen:
    """不同意: what still goes, and the way on paper."""
    return Screen(lines(texts.say("privacy.declined.nothing"), texts.say("privacy.declined.paper")))
