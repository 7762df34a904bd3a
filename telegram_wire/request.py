"""The HTTP request class (请求): python-telegram-bot's calls over aiohttp, several times cheaper than over httpx."""

from __future__ import annotations

from typing import Any

import aiohttp
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

CONNECT_SECONDS = 5.0
ANSWER_SECONDS = 15.0
MEDIA_SECONDS = 60.0


class WireRequest(BaseRequest):
    """A BaseRequest over one aiohttp session. `proxy` as aiohttp takes it; seconds may be shortened by tests."""

    def __init__(
        self,
        *,
        proxy: str | None = None,
        connections: int = 32,
        answer_seconds: float = ANSWER_SECONDS,
    ) -> None:
        self._proxy = proxy
        self._connections = connections
        self._answer_seconds = answer_seconds
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float | None:
        return self._answer_seconds

    async def initialize(self) -> None:
        if self._session is None:
            connector = aiohttp.TCPConnector(limit=self._connections)
            self._session = aiohttp.ClientSession(connector=connector)

    async def shutdown(self) -> None:
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """One call. Raises TimedOut or NetworkError whose cause tells whether anything left the house."""
        if self._session is None:
            await self.initialize()
        assert self._session is not None, "initialized above"
        timeout = self._timeout(request_data, read_timeout)
        try:
            async with self._session.request(
                method, url, data=_body(request_data), timeout=timeout, proxy=self._proxy
            ) as answer:
                return answer.status, await answer.read()
        except (TimeoutError, aiohttp.ServerTimeoutError) as error:
            raise TimedOut from error
        except aiohttp.ClientError as error:
            raise NetworkError(f"aiohttp.{type(error).__name__}") from error

    async def call(self, url: str, form: dict[str, str], *, seconds: float) -> bytes:
        """Post a plain form and give the raw answer, whatever it says. Raises like `do_request`."""
        assert self._session is not None, "initialize first"
        try:
            async with self._session.post(
                url, data=form, timeout=aiohttp.ClientTimeout(total=seconds), proxy=self._proxy
            ) as answer:
                return await answer.read()
        except TimeoutError as error:
            raise TimedOut from error
        except aiohttp.ClientError as error:
            raise NetworkError(f"aiohttp.{type(error).__name__}") from error

    def _timeout(self, data: RequestData | None, read: Any) -> aiohttp.ClientTimeout:
        seconds = read if isinstance(read, int | float) else self._answer_seconds
        if data is not None and data.contains_files:
            seconds = max(seconds, MEDIA_SECONDS)
        return aiohttp.ClientTimeout(
            total=None, sock_connect=CONNECT_SECONDS, connect=CONNECT_SECONDS, sock_read=seconds
        )


def _body(data: RequestData | None) -> aiohttp.FormData | dict[str, str] | None:
    if data is None:
        return None
    if not data.contains_files:
        return dict(data.json_parameters)
    form = aiohttp.FormData(quote_fields=False)  # else a Chinese file name arrives percent-encoded
    for name, value in data.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, mime) in (data.multipart_data or {}).items():
        form.add_field(name, content, filename=filename, content_type=mime)
    return form
