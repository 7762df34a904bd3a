"""One of several processes at one database: casts what it is given through a box of its own, at a word from outside.

Its argument is the database's address. Standard input: the ballots, as JSON; then a line that says go. Standard output:
a line when it is ready; then what each voter was told, in order.
"""

from __future__ import annotations

import asyncio
import json
import sys
from typing import Any

from domain.moments import read_moment
from domain.outcomes import Outcome, to_record
from domain.voting.entitlements import Cast
from domain.voting.marks import read_marks
from services.voting_box import BallotBox, ballot_box
from storage.database import Database
from tests.builders import KEYS

WAVE = 50


def read_cast(values: dict[str, Any]) -> Cast:
    return Cast(**{**values, "marks": read_marks(values["marks"]), "at": read_moment(values["at"])})


async def work() -> None:
    ballots = json.loads(sys.stdin.readline())
    async with Database(sys.argv[1], keys=KEYS) as database:
        async with database.reading() as transaction:
            await transaction.journal.names()
        box = ballot_box(database)
        say("ready")
        sys.stdin.readline()
        told = [
            outcome for start in range(0, len(ballots), WAVE) for outcome in await wave(box, ballots[start:][:WAVE])
        ]
    say(json.dumps([to_record(outcome) for outcome in told]))


async def wave(box: BallotBox, ballots: list[dict[str, Any]]) -> list[Outcome]:
    """So many at once; the next ones come when these are answered."""
    return await asyncio.gather(*(box.put(read_cast(values)) for values in ballots))


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(work())
