"""Matters of every kind under whatever people do, whenever they do it: nothing slips through the procedure.

`MATTERS=5000` makes the run so many steps long, `MATTERS_SEED` another one; a short one stands in every run.
"""

from __future__ import annotations

import os
from datetime import datetime
from random import Random

from storage.database import Database
from tests.services.matters_at_random import at_random, renewed, time_goes_on
from tests.services.matters_counted import MOST_PROXIES
from tests.services.matters_onward import onward
from tests.services.matters_town import BEGUN, Commons, settle

STEPS = int(os.environ.get("MATTERS", "260"))
SEED = os.environ.get("MATTERS_SEED", "281")
ONWARD, AT_RANDOM = 70, 25
"""Of a hundred steps so many help a matter on, so many are anything at all; in the others the time goes on."""


async def lives(commons: Commons, steps: int) -> None:
    for kind in BEGUN:
        await commons.begins(kind)
    for _ in range(steps):
        thrown, number = commons.dice.randrange(100), commons.dice.choice(commons.matters)
        if thrown < ONWARD:
            await onward(commons, number)
        elif thrown < ONWARD + AT_RANDOM:
            await at_random(commons, number)
        else:
            await time_goes_on(commons)
        await renewed(commons)


async def test_nothing_slips_through_the_procedure(database: Database, at: datetime) -> None:
    kind = database.url.get_backend_name()
    steps = STEPS if database.embedded else STEPS // 2
    commons = await settle(database, at, Random(f"{SEED} {kind}"), Commons)
    try:
        await lives(commons, steps)
    except AssertionError as broken:
        broken.add_note("\n".join(commons.path[-99:]))
        raise
    stages, ways = await commons.watch.finished(), commons.watch.ways
    whole = ways["resolving", "disclosing"] + ways["owners", "disclosing"]
    assert ways["voting", "disclosing"] and whole, f"no resolution was published: {stages}"
    counted = commons.watch.counted
    assert counted.papers > 1 and counted.held == MOST_PROXIES, "nobody went along the doors"
