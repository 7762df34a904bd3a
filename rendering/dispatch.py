"""A dispatch (待发内容): a notice drawn for one chat: words or a poll, and the files that go with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from rendering.screens import Screen
from rendering.texts import Texts


@dataclass(frozen=True)
class Enclosure:
    """A file already known to the messenger (随附文件), by its handle. `kind`: photo, video, voice, document."""

    kind: str
    file_id: str


@dataclass(frozen=True)
class PollForm:
    """Telegram's own poll (征询投票), for sentiment only."""

    question: str
    options: tuple[str, ...]
    several: bool
    named: bool
    description: str = ""


@dataclass(frozen=True)
class Dispatch:
    """What leaves for one chat: `screen` first (its picture or document with it), then `poll`, then enclosures.

    `caption`: what enclosures without a screen are of; `pictures`: their bytes, for where no messenger has them;
    `by_pictures`: the screen with one of them, with two, …, for how many are kept is known only as it leaves.
    """

    screen: Screen | None = None
    poll: PollForm | None = None
    enclosures: tuple[Enclosure, ...] = ()
    caption: str = ""
    pictures: tuple[bytes, ...] = ()
    by_pictures: tuple[Screen, ...] = ()


@dataclass(frozen=True)
class Drawing:
    """What a template is drawn with: the reader's language, the zone, when it leaves and when it was due."""

    texts: Texts
    zone: ZoneInfo
    at: datetime
    due: datetime


Template = Callable[[Drawing, Mapping[str, Any]], Dispatch]
"""Draws frozen facts; pure."""
