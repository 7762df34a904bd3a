"""Serving (监听): an ASGI application on a port, in the process's own loop, leaving signals to the process."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from typing import Any

import uvicorn

GRACE = 3
"""Seconds that open requests get when the process stops."""


class PortTaken(Exception):
    """Somebody else listens there already."""


class _Server(uvicorn.Server):
    """Uvicorn without its signal handlers, told to stop by an event: its own looks for that are ten a second."""

    def __init__(self, config: uvicorn.Config, grace: float) -> None:
        super().__init__(config)
        self.down, self.grace = asyncio.Event(), grace

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield

    async def main_loop(self) -> None:
        """Keep the date of the answers, until told to stop."""
        while not self.down.is_set():
            await self.on_tick(0)
            with suppress(TimeoutError):
                await asyncio.wait_for(self.down.wait(), 1.0)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Listen no more; what is being answered may finish, within the grace."""
        for server in self.servers:
            server.close()
        for connection in list(self.server_state.connections):
            connection.shutdown()
        if self.server_state.tasks:
            _, late = await asyncio.wait(self.server_state.tasks, timeout=self.grace)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)  # the records are closed next


@asynccontextmanager
async def serving(
    app: Any, listener: socket.socket, grace: float = GRACE, closing: Callable[[], None] | None = None
) -> AsyncIterator[None]:
    """Serve what knocks at the listener until the block is left; `closing` tells what would never end by itself."""
    config = uvicorn.Config(app, log_level="warning", access_log=False, lifespan="off")
    server = _Server(config, grace)
    task = asyncio.create_task(server.serve(sockets=[listener]), name="web")
    try:
        yield
    finally:
        if closing is not None:
            closing()
        server.down.set()
        await task


@contextmanager
def listening(host: str, port: int) -> Iterator[socket.socket]:
    """An open port (0: any free one), which may be told to others before anybody serves there. Raises PortTaken."""
    listener = _listen(host, port)
    try:
        yield listener
    finally:
        listener.close()


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)  # else asyncio leaves Nagle on
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(128)
    except OSError as error:
        listener.close()
        raise PortTaken(f"{host}:{port}") from error
    listener.setblocking(False)
    return listener
