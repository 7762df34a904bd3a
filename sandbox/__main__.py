"""`python -m sandbox`: the sandbox alone, for a bot that is started elsewhere."""

import argparse
import asyncio
import contextlib

from sandbox.server import create_app
from sandbox.serving import serve
from sandbox.world import World


def arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m sandbox", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8080)
    parser.add_argument("--data", help="folder that keeps the town over restarts")
    parser.add_argument("--token", help="the only bot token let in; without it any is")
    return parser.parse_args()


async def run(options: argparse.Namespace) -> None:
    """Serve until interrupted."""
    world = World(data_dir=options.data, token=options.token)
    async with serve(create_app(world), options.host, options.port) as port:
        print(f"http://{options.host}:{port}/  Bot API: http://{options.host}:{port}/bot", flush=True)
        await asyncio.Event().wait()


def main() -> None:
    """Run until Ctrl-C."""
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(run(arguments()))


if __name__ == "__main__":
    main()
