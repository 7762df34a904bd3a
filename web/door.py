"""Telegram's door (回调入口): the webhook's route."""

from __future__ import annotations

import hmac
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the header's name, not a secret
LARGEST_UPDATE = 1024 * 1024
"""Bytes; Telegram's updates are far smaller."""


@dataclass(frozen=True)
class Webhook:
    """The webhook (回调): its secret, and where raw updates go. `receive` returns once they are stored."""

    secret: str
    receive: Callable[[bytes], Awaitable[None]]


class Door:
    """Telegram's door (回调入口)."""

    def __init__(self, webhook: Webhook) -> None:
        self._webhook = webhook

    async def post(self, request: Request) -> Response:
        """200 once the update is stored; 403 without the secret, compared in constant time."""
        given = request.headers.get(SECRET_HEADER, "")
        if not hmac.compare_digest(given.encode(), self._webhook.secret.encode()):
            return Response(status_code=403)
        content = await request.body()
        if len(content) > LARGEST_UPDATE:
            return Response(status_code=413)
        await self._webhook.receive(content)
        return Response(status_code=200)
