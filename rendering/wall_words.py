"""Words of walls that other rooms need too (发布点怎么说): what one is called, why it failed, a post in plain text."""

from __future__ import annotations

import html
import re

from domain.walls import IN_PART
from rendering.texts import Texts

TAG = re.compile(r"<[^<>]*>")

WHY = (
    ("chat closed", "gone"),
    ("wecom 93000", "gone"),
    ("webhook 410", "gone"),
    ("mail server", "no_mail"),
    ("mail auth", "no_mail"),
    ("mail unsupported", "no_mail"),
    ("mail 4", "busy"),
    ("mail ", "mail"),
    ("wecom 45009", "busy"),
    ("webhook 429", "busy"),
    ("inside", "inside"),
    ("rehearsal", "rehearsal"),
    ("unknown again", "again"),
    (IN_PART, "part"),
    ("picture too large", "large"),
    ("photo to come", "to_come"),
    ("photos lost", "lost"),
    ("wecom ", "refused"),
    ("webhook 5", "busy"),
    ("webhook ", "refused"),
)
"""What a channel said, as it begins, and the words for it; the first that fits. Anything else: it was not reached."""


def plain(text: str) -> str:
    """What a post says, without its marks: walls know no bold."""
    return html.unescape(TAG.sub("", text))


def named(texts: Texts, kind: str, title: str) -> str:
    """企业微信群（…a1b2）."""
    return texts.plain(f"walls.named.{kind}", title=title)


def wall_why(texts: Texts, error: str | None) -> str:
    """Why it did not arrive there, and what to do."""
    said = error or ""
    name = next((name for sign, name in WHY if said.startswith(sign)), "unreached")
    return texts.plain(f"walls.why.{name}")
