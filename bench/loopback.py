"""A Bot API that says yes to everything after 50 ms, in a process of its own: `python -m bench.loopback`."""

from __future__ import annotations

import asyncio

from aiohttp import web

DELAY = 0.05
YES = b'{"ok":true,"result":true}'


async def answer(request: web.Request) -> web.Response:
    await request.read()
    await asyncio.sleep(DELAY)
    return web.Response(body=YES, content_type="application/json")


async def main() -> None:
    """Say the port, then serve until killed."""
    app = web.Application()
    app.router.add_post("/{path:.*}", answer)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    print(runner.addresses[0][1], flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main())
