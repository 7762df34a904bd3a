"""Processes that begin with the whole product imported: two seconds of importing less each, all else as ever."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import sys
from collections.abc import Mapping
from multiprocessing.connection import Connection
from pathlib import Path

from bot.__main__ import main
from tests.clocks import PATIENCE
from tests.faults.town import ROOT, BotProcess

CONTEXT = multiprocessing.get_context("forkserver")
CONTEXT.set_forkserver_preload(["tests.faults.forked", "tests.replay.house"])


class ForkedBot(BotProcess):
    """`bot run` in a process of its own, for tests that start many."""

    async def start(self) -> None:
        ours, theirs = CONTEXT.Pipe(duplex=False)
        self.process = CONTEXT.Process(target=serve, args=(self.environment, self.folder / "log", theirs), daemon=True)
        self.process.start()
        theirs.close()
        self.printed = await lines_of(ours)
        self.running.append(self)

    @property
    def alive(self) -> bool:
        return bool(self.process.is_alive())

    async def ended(self) -> int:
        await asyncio.wait_for(asyncio.to_thread(self.process.join), PATIENCE)
        return int(self.process.exitcode)


async def lines_of(pipe: Connection) -> asyncio.StreamReader:
    """What comes out of the pipe; it is closed when whoever writes has ended."""
    reader = asyncio.StreamReader()
    end = os.fdopen(os.dup(pipe.fileno()), "rb", buffering=0)
    pipe.close()
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), end)
    return reader


def serve(environment: Mapping[str, str], log: Path, printed: Connection) -> None:
    """What `python -m bot run` does, in the process that was forked."""
    os.chdir(ROOT)
    os.environ.clear()
    os.environ.update(environment)
    with log.open("ab") as file:
        os.dup2(file.fileno(), sys.stderr.fileno())
    os.dup2(printed.fileno(), sys.stdout.fileno())
    sys.exit(main(["run"]))
