"""企业微信群机器人 as a channel: plain text, a picture after it (developer.work.weixin.qq.com/document/path/91770)."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Callable
from typing import Any
from unicodedata import category

from channels.contract import Delivery, Letterbox
from channels.reach import Reach, Unreached
from domain.walls import IN_PART
from rendering.dispatch import Dispatch
from rendering.wall_words import plain
from services.outbox import Parcel
from telegram_wire.errors import Fate

LONGEST_TEXT = 2048
"""Bytes of a text; markdown would take 4,096, but is not shown in WeChat itself."""

LARGEST_PICTURE = 2 * 1024**2
"""Bytes of a picture before it is coded."""

BUSY, TOO_OFTEN, NO_ROBOT = -1, 45009, 93000
"""系统繁忙; 接口调用超过限制 (20 messages a minute); the key is no robot's, or not any more."""

FATES = {BUSY: Fate.UNSENT, TOO_OFTEN: Fate.UNSENT, NO_ROBOT: Fate.CLOSED}
RESTS = {BUSY: 5.0, TOO_OFTEN: 60.0}

STOPS = ((*"。！？；", "! ", "? ", "; "), (*"，、： ",))  # without its space, one of the three may be inside an address
JOINER = "\u200d"
FLAGS = frozenset(map(chr, range(0x1F1E6, 0x1F200)))
TONES = frozenset(map(chr, range(0x1F3FB, 0x1F400)))
"""Signs after which a line is best cut; what makes one emoji of several (unicode.org/reports/tr51)."""

COUNTED = 16
"""Bytes kept for 「（2/3）」 before each part of a long text."""


class WecomChannel:
    """A group's robot. `paced` hears of every message that leaves for a chat; `room`: seconds until so many may."""

    def __init__(
        self, reach: Reach, paced: Callable[[int], None], room: Callable[[int, int], float] = lambda chat, messages: 0.0
    ) -> None:
        self._reach, self._paced, self._room = reach, paced, room

    async def deliver(self, parcel: Parcel, dispatch: Dispatch, to: Letterbox) -> Delivery:
        """Every part in order; what arrived in part is in doubt, so that it is never simply sent again."""
        if any(len(picture) > LARGEST_PICTURE for picture in dispatch.pictures):
            return Delivery(Fate.REFUSED, error="picture too large")
        messages = _messages(dispatch)
        if (wait := self._room(to.address, len(messages))) > 0:  # begun now, its end would be over the limit
            return Delivery(Fate.UNSENT, rest=wait)
        for done, message in enumerate(messages):
            self._paced(to.address)
            delivery = await self._say(to, message)
            if delivery.fate is not None:
                return delivery if not done else Delivery(Fate.UNKNOWN, error=f"{IN_PART}: {delivery.error}")
        return Delivery() if messages else Delivery(Fate.REFUSED, error="nothing drawn for it")

    async def _say(self, to: Letterbox, message: dict[str, Any]) -> Delivery:
        try:
            answer = await self._reach.post(to.where.where, json.dumps(message, ensure_ascii=False).encode(), {})
        except Unreached as missed:
            return Delivery(missed.fate, error=missed.words)
        return _read(answer.body)


def _read(body: bytes) -> Delivery:
    """What the robot's server says; an answer nobody can read may come from a gateway before it, or after."""
    try:
        code = json.loads(body)["errcode"]
    except (ValueError, TypeError, KeyError):
        return Delivery(Fate.UNKNOWN, error="answer unread")
    if code == 0:
        return Delivery()
    return Delivery(FATES.get(code, Fate.REFUSED), rest=RESTS.get(code, 0.0), error=f"wecom {code}")


def _messages(dispatch: Dispatch) -> list[dict[str, Any]]:
    if dispatch.screen is None:
        return []
    said = [{"msgtype": "text", "text": {"content": part}} for part in parts(plain(dispatch.screen.text), LONGEST_TEXT)]
    picture = dispatch.screen.picture
    drawn = [] if picture is None or len(picture) > LARGEST_PICTURE else [picture]
    return [*said, *map(_picture, (*drawn, *dispatch.pictures))]


def _picture(picture: bytes) -> dict[str, Any]:
    coded = base64.b64encode(picture).decode()
    digest = hashlib.md5(picture, usedforsecurity=False).hexdigest()  # what the robot wants to compare
    return {"msgtype": "image", "image": {"base64": coded, "md5": digest}}


def parts(text: str, most: int) -> list[str]:
    """The text in parts of at most so many bytes, cut between lines where that is possible, each saying which it is."""
    if len(text.encode()) <= most:
        return [text]
    found = [""]
    for line in text.splitlines(keepends=True):
        for piece in _pieces(line, most - COUNTED):
            if len((found[-1] + piece).encode()) > most - COUNTED:
                found.append("")
            found[-1] += piece
    return [f"（{number}/{len(found)}）{part.strip()}" for number, part in enumerate(found, start=1)]


def _pieces(line: str, most: int) -> list[str]:
    """A line as it is, or cut where it is too long."""
    found = []
    while len(line.encode()) > most:
        cut = _cut(line, len(line.encode()[:most].decode(errors="ignore")))
        found.append(line[:cut])
        line = line[cut:]
    return [*found, line]


def _cut(line: str, fits: int) -> int:
    """After a sentence, else after a clause, else between two signs: never inside a number, or an emoji of several."""
    for stops in STOPS:
        if (end := max(line.rfind(stop, fits // 2, fits) for stop in stops)) >= 0:
            return end + 1
    return next((at for at in range(fits, fits // 2, -1) if not _one(line[at - 1], line[at])), fits)


def _one(before: str, after: str) -> bool:
    """Whether both belong to one number, word or emoji."""
    if before.isascii() and after.isascii():
        return not (before.isspace() or after.isspace())
    flag = before in FLAGS and after in FLAGS
    return flag or before == JOINER or after in TONES or category(after) in ("Mn", "Me", "Cf")
