"""Serving the sandbox inside a running event loop, for tests and for the demo."""

import asyncio
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

import uvicorn
from starlette.applications import Starlette


def listening(host: str, port: int) -> socket.socket:
    """A bound socket; port 0 takes any free one. Naming TCP makes asyncio switch off Nagle's 40 ms waits."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    bound = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind((host, port))
    except OSError:
        bound.close()
        raise
    return bound


class Server(uvicorn.Server):
    """Uvicorn inside somebody else's program: no signal handlers, open streams end with it, and it stops at once."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.up, self.down = asyncio.Event(), asyncio.Event()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave signals to the host."""
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Say when the server is up."""
        await super().startup(sockets)
        self.up.set()

    async def main_loop(self) -> None:
        """Until told to stop; uvicorn itself would look ten times a second."""
        await self.on_tick(0)
        await self.down.wait()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Tell the listeners first, else the server would wait for them; what is being answered gets a second."""
        world = getattr(getattr(self.config.app, "state", None), "world", None)
        if world is not None:
            world.close()
        for server in self.servers:
            server.close()
        for connection in list(self.server_state.connections):
            connection.shutdown()
        if self.server_state.tasks:
            _, late = await asyncio.wait(self.server_state.tasks, timeout=self.config.timeout_graceful_shutdown)
            for task in late:
                task.cancel()
        await self.lifespan.shutdown()


@asynccontextmanager
async def serve(app: Starlette, host: str = "127.0.0.1", port: int = 0) -> AsyncIterator[int]:
    """Serve while the block runs; gives the actual port."""
    bound = listening(host, port)
    config = uvicorn.Config(
        app,
        log_level="critical",
        access_log=False,
        date_header=False,
        timeout_graceful_shutdown=1,
        timeout_keep_alive=75,
    )
    server = Server(config)
    task = asyncio.create_task(server.serve([bound]))
    up = asyncio.create_task(server.up.wait())
    await asyncio.wait({task, up}, return_when=asyncio.FIRST_COMPLETED)
    try:
        yield int(bound.getsockname()[1])
    finally:
        server.down.set()
        up.cancel()
        await task
        bound.close()
