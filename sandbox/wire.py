"""HTTP to the people's API, for the client: one session, errors as exceptions with the server's words."""

import io
from typing import Any

import aiohttp

Json = dict[str, Any]
TIMEOUT = aiohttp.ClientTimeout(total=600)


class Refused(Exception):
    """The people's API said no."""

    def __init__(self, status: int, words: str) -> None:
        super().__init__(f"{status} {words}")
        self.status = status
        self.words = words


class Wire:
    """Requests to one sandbox."""

    def __init__(self, base_url: str) -> None:
        self.base_url = base_url.rstrip("/")
        self._session: aiohttp.ClientSession | None = None

    @property
    def session(self) -> aiohttp.ClientSession:
        """Opened at the first request, so that a Town can be made outside a loop."""
        if self._session is None:
            self._session = aiohttp.ClientSession(timeout=TIMEOUT)
        return self._session

    async def get(self, path: str, **query: Any) -> Any:
        """GET, with the parameters that are not None."""
        wanted = {name: str(value) for name, value in query.items() if value is not None}
        async with self.session.get(self.base_url + path, params=wanted) as response:
            return await self._read(response)

    async def post(self, path: str, body: Json | None = None) -> Any:
        """POST as JSON, without the fields that are None."""
        given = {name: value for name, value in (body or {}).items() if value is not None}
        async with self.session.post(self.base_url + path, json=given) as response:
            return await self._read(response)

    async def upload(self, path: str, fields: Json, files: list[tuple[str, str, bytes]]) -> Any:
        """POST as a form with files: (field, file name, bytes)."""
        form = aiohttp.FormData(quote_fields=False)
        for name, value in fields.items():
            if value is not None:
                form.add_field(name, str(value))
        for field, filename, data in files:
            form.add_field(field, io.BytesIO(data), filename=filename, content_type="application/octet-stream")
        async with self.session.post(self.base_url + path, data=form) as response:
            return await self._read(response)

    async def download(self, path: str) -> bytes:
        """GET as bytes."""
        async with self.session.get(self.base_url + path) as response:
            if response.status >= 400:
                await self._read(response)
            return await response.read()

    async def _read(self, response: aiohttp.ClientResponse) -> Any:
        body = await response.json() if response.content_type == "application/json" else await response.text()
        if response.status >= 400:
            words = body.get("error", body) if isinstance(body, dict) else body
            raise Refused(response.status, str(words))
        return body

    async def close(self) -> None:
        """Hang up."""
        if self._session:
            await self._session.close()
            self._session = None
