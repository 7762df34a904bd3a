"""The way to walls over HTTPS (外出的线路): one session; no redirects, no cookies, nothing inside a private network."""

from __future__ import annotations

import io
import socket
from dataclasses import dataclass
from urllib.parse import urlsplit

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult

from domain.wall_addresses import LOOPBACK, is_name, public_host
from telegram_wire.errors import Fate

CONNECT_SECONDS, ANSWER_SECONDS = 5.0, 20.0
LONGEST_ANSWER = 65_536
"""Bytes of an answer that are read: nobody's answer is longer, and nobody's may fill our memory."""


class Unreached(Exception):
    """No answer came: what that says of the call. Its words never hold the address."""

    def __init__(self, fate: Fate, words: str) -> None:
        super().__init__(words)
        self.fate, self.words = fate, words


class Inside(OSError):
    """A name that leads into a private network."""


@dataclass(frozen=True)
class Answer:
    """What came back (对方的回答)."""

    status: int
    body: bytes
    retry_after: str = ""


class PublicResolver(AbstractResolver):
    """Names as the machine resolves them, asked at each connection, without what lies inside a private network."""

    def __init__(self, *, loopback: bool, asked: AbstractResolver | None = None) -> None:
        self._loopback, self._asked = loopback, asked or aiohttp.ThreadedResolver()

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        found = await self._asked.resolve(host, port, family)
        public = [one for one in found if self._may(one["host"])]
        if not public:
            raise Inside(host)
        return public

    def _may(self, address: str) -> bool:
        return public_host(address) or (self._loopback and address in LOOPBACK)

    async def close(self) -> None:
        await self._asked.close()


class Reach:
    """One session for all walls. `loopback`: this machine may be reached; tests give `seconds` and `names`."""

    def __init__(
        self, *, loopback: bool = False, seconds: float = ANSWER_SECONDS, names: AbstractResolver | None = None
    ) -> None:
        self._loopback, self._names = loopback, names
        self._seconds = aiohttp.ClientTimeout(total=seconds, sock_connect=CONNECT_SECONDS)
        self._session: aiohttp.ClientSession | None = None

    async def post(self, url: str, body: bytes, headers: dict[str, str]) -> Answer:
        """Send it once. Raises Unreached."""
        if not self._outside(urlsplit(url).hostname or ""):
            raise Unreached(Fate.REFUSED, "inside")
        try:
            async with self._opened().post(
                url,
                data=io.BytesIO(body),  # photos are large: written in pieces, so that nobody else waits
                headers={"Content-Type": "application/json; charset=utf-8", **headers},
                allow_redirects=False,
                timeout=self._seconds,
            ) as answer:
                return Answer(answer.status, await _read(answer.content), answer.headers.get("Retry-After", ""))
        except aiohttp.ClientConnectorError as error:
            if isinstance(error.os_error, Inside):
                raise Unreached(Fate.REFUSED, "inside") from None
            raise Unreached(Fate.UNSENT, type(error).__name__) from None
        except aiohttp.ConnectionTimeoutError as error:
            raise Unreached(Fate.UNSENT, type(error).__name__) from None
        except aiohttp.InvalidURL:
            raise Unreached(Fate.REFUSED, "address") from None
        except (TimeoutError, aiohttp.ClientError) as error:
            raise Unreached(Fate.UNKNOWN, type(error).__name__) from None

    def _outside(self, host: str) -> bool:
        """A number is never asked of the resolver, which looks at what names come to."""
        return is_name(host) or public_host(host) or (self._loopback and host in LOOPBACK)

    async def close(self) -> None:
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    def _opened(self) -> aiohttp.ClientSession:
        if self._session is None:
            resolver = PublicResolver(loopback=self._loopback, asked=self._names)
            # A line of its own for each call: over one that the other side hangs up meanwhile, nobody knows.
            connector = aiohttp.TCPConnector(limit=8, resolver=resolver, force_close=True, use_dns_cache=False)
            self._session = aiohttp.ClientSession(connector=connector, cookie_jar=aiohttp.DummyCookieJar())
        return self._session


async def _read(content: aiohttp.StreamReader) -> bytes:
    """All of it, which may come in pieces; of an endless one the beginning."""
    read = bytearray()
    while len(read) < LONGEST_ANSWER and (piece := await content.read(LONGEST_ANSWER - len(read))):
        read += piece
    return bytes(read)
