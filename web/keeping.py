"""Keeping pages (留存页面): what was drawn just now is given again, whole or as 304, to whoever asks within seconds."""

from __future__ import annotations

import asyncio
import hashlib
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Hashable
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, TypeVar

from starlette.requests import Request
from starlette.responses import Response

LASTS = 10
"""Seconds: so long something that was taken away may still be read."""
MOST = 256
"""Pages kept; the one that nobody asked for longest goes first."""

GUARD = (
    "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)
"""As every page of ours, but for one script file of our own and the figures it asks for."""


T = TypeVar("T")


@dataclass(frozen=True)
class Drawn:
    """A page as it was drawn (画好的一页)."""

    content: bytes
    kind: str  # its media type
    status: int = 200

    @cached_property
    def tag(self) -> str:
        """By what a browser says which one it has."""
        return f'"{hashlib.sha256(self.content).hexdigest()[:32]}"'

    def answer(self, request: Request) -> Response:
        """The page, or that the browser's own is still the same."""
        if self.status != 200:
            return Response(self.content, self.status, {"Cache-Control": "no-store"}, self.kind)
        headers = {"ETag": self.tag, "Cache-Control": "no-cache", "Content-Security-Policy": GUARD}
        known = request.headers.get("if-none-match", "").replace("W/", "").split(",")
        if self.tag in (one.strip() for one in known):
            return Response(status_code=304, headers=headers)
        return Response(self.content, headers=headers, media_type=self.kind)


class Kept(Generic[T]):
    """What was made within the last seconds, by key; made once, however many ask at the same moment (留存).

    What is not worth it, as that nothing is there, is not kept: whoever tries addresses pushes nobody's page out.
    """

    def __init__(
        self, seconds: Callable[[], float], worth: Callable[[T], bool] = bool, lasts: float = LASTS, most: int = MOST
    ) -> None:
        self._seconds, self._worth, self._lasts, self._most = seconds, worth, lasts, most
        self._making: dict[Hashable, tuple[float, asyncio.Future[T]]] = {}
        self._made: OrderedDict[Hashable, tuple[float, T]] = OrderedDict()

    async def get(self, key: Hashable, make: Callable[[], Awaitable[T]]) -> T:
        """The one that is kept, or a new one. What fails is not kept."""
        now, made, making = self._seconds(), self._made.get(key), self._making.get(key)
        if made is not None and now - made[0] < self._lasts:
            self._made.move_to_end(key)
            return made[1]
        if making is None or now - making[0] >= self._lasts:
            making = self._making[key] = (now, asyncio.ensure_future(make()))
            making[1].add_done_callback(lambda done: self._keep(key, now, done))
        return await asyncio.shield(making[1])

    def _keep(self, key: Hashable, began: float, done: asyncio.Future[T]) -> None:
        if self._making.get(key) == (began, done):
            del self._making[key]
        if done.cancelled() or done.exception() is not None or not self._worth(done.result()):
            return
        if key not in self._made or self._made[key][0] <= began:
            self._made[key] = (began, done.result())
            self._made.move_to_end(key)
        if len(self._made) > self._most:
            self._made.popitem(last=False)
