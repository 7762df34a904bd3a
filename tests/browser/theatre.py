"""The whole product in a thread of its own, because the browser is driven from the test's."""

from __future__ import annotations

import asyncio
import threading
from datetime import datetime
from pathlib import Path

from tests.clocks import PATIENCE
from tests.stage import TUESDAY, Stage, open_stage


class Theatre:
    """中华园 as a template has it, from a moment on."""

    def __init__(self, folder: Path, template: Path, at: datetime = TUESDAY) -> None:
        self.folder, self.template, self.at, self.url = folder, template, at, ""
        self.loop, self.done, self.up = asyncio.new_event_loop(), asyncio.Event(), threading.Event()
        self.wrong: BaseException | None = None
        self.thread = threading.Thread(target=self.run, daemon=True)

    def __enter__(self) -> Theatre:
        self.thread.start()
        assert self.up.wait(PATIENCE), "the town does not open"
        if self.wrong is not None:
            raise self.wrong
        return self

    def __exit__(self, *_: object) -> None:
        self.loop.call_soon_threadsafe(self.done.set)
        self.thread.join(PATIENCE)
        if self.wrong is not None:
            raise self.wrong

    def run(self) -> None:
        """Open, stay open, close."""
        try:
            self.loop.run_until_complete(self.stay())
        except BaseException as wrong:  # it is raised again in the thread of the test
            self.wrong = wrong
        self.up.set()
        self.loop.close()

    async def stay(self) -> None:
        async with open_stage(self.folder, self.template, self.at) as stage:
            await self.furnish(stage)
            self.up.set()
            await self.done.wait()

    async def furnish(self, stage: Stage) -> None:
        """What there is to see, and where."""
        self.url = stage.url
