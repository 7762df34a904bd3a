"""A webhook as a channel (网络回调): JSON, signed as Standard Webhooks has it (github.com/standard-webhooks).

The same notice always carries the same `webhook-id`, also where it is sent once more (补发) because nobody knows
whether it arrived, so that whoever takes it may drop a second one: what got no answer is simply sent again.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from channels.contract import Delivery, Letterbox, number_of
from channels.reach import Answer, Reach, Unreached
from domain.moments import write_moment
from domain.wall_addresses import Address, secret_bytes
from rendering.dispatch import Dispatch
from rendering.wall_words import plain
from services.outbox import Parcel
from telegram_wire.errors import Fate

GONE = 410
"""The address is switched off at the other end; nothing more is sent there."""

WAITS = frozenset({408, 425, 429})
"""Not now; every 5xx means the same."""

LONGEST_REST = 3600.0


class WebhookChannel:
    """Another program, which reads what is public. `paced` hears of every message that leaves."""

    def __init__(self, reach: Reach, paced: Callable[[int], None], now: Callable[[], datetime]) -> None:
        self._reach, self._paced, self._now = reach, paced, now

    async def deliver(self, parcel: Parcel, dispatch: Dispatch, to: Letterbox) -> Delivery:
        """Send it once."""
        if dispatch.screen is None:
            return Delivery(Fate.REFUSED, error="nothing drawn for it")
        self._paced(to.address)
        at = self._now()
        body = json.dumps(content(parcel, dispatch), ensure_ascii=False).encode()
        try:
            answer = await self._reach.post(to.where.where, body, signed(to.where, number_of(parcel), body, at))
        except Unreached as missed:
            fate = Fate.UNSENT if missed.fate is Fate.UNKNOWN else missed.fate
            return Delivery(fate, error=missed.words)
        return _read(answer, at)


def content(parcel: Parcel, dispatch: Dispatch) -> dict[str, Any]:
    """What is sent: what it is about, its words, its picture; the same each time it is tried."""
    assert dispatch.screen is not None, "asked of what is drawn"
    picture = dispatch.screen.picture
    return {
        "type": parcel.notice.template,
        "timestamp": write_moment(parcel.queued_at),
        "data": {
            "subject": parcel.notice.subject,
            "text": plain(dispatch.screen.text),
            "again": bool(parcel.notice.facts.get("again")),
            "picture": None if picture is None else base64.b64encode(picture).decode(),
            "photos": [base64.b64encode(photo).decode() for photo in dispatch.pictures],
        },
    }


def signed(where: Address, number: str, body: bytes, at: datetime) -> dict[str, str]:
    """The three headers, and the one that others know for the same."""
    stamp, key = str(int(at.timestamp())), secret_bytes(where.secret) or b""
    told = b".".join((number.encode(), stamp.encode(), body))
    signature = base64.b64encode(hmac.new(key, told, hashlib.sha256).digest()).decode()
    return {
        "webhook-id": number,
        "webhook-timestamp": stamp,
        "webhook-signature": f"v1,{signature}",
        "Idempotency-Key": number,
    }


def _read(answer: Answer, at: datetime) -> Delivery:
    status, words = answer.status, f"webhook {answer.status}"
    if 200 <= status < 300:
        return Delivery()
    if status == GONE:
        return Delivery(Fate.CLOSED, error=words)
    if status in WAITS or status >= 500:
        return Delivery(Fate.UNSENT, rest=rest(answer.retry_after, at), error=words)
    return Delivery(Fate.REFUSED, error=words)


def rest(words: str, at: datetime) -> float:
    """Seconds to leave it alone (RFC 9110 10.2.3: a number, or a date); 0 where nothing readable is said."""
    if words.isascii() and words.isdigit():
        return min(float(words[:9]), LONGEST_REST)
    try:
        until = parsedate_to_datetime(words)
    except ValueError:
        return 0.0
    until = until if until.tzinfo is not None else until.replace(tzinfo=UTC)
    return min(max(0.0, (until - at).total_seconds()), LONGEST_REST)
