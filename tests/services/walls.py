"""A wall, as tests link one."""

from __future__ import annotations

from datetime import datetime
from itertools import count

from domain.outcomes import Outcome
from domain.registry import Actor
from domain.wall_addresses import WallKind
from domain.walls import Means
from services.walls import link_wall
from storage.database import Database

ROBOT = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=693a91f6-7b1c-4bc4-97a0-{:012}"
SOURCES = count()


async def link_a_wall(database: Database, who: Actor, compound_id: int, at: datetime) -> Outcome:
    """A robot of the compound, another each time."""
    number = next(SOURCES)
    outcome: Outcome = await link_wall(
        database,
        actor=who,
        compound_id=compound_id,
        kind=WallKind.WECOM,
        words=ROBOT.format(number),
        means=Means(),
        source=f"a wall {number}",
        at=at,
    )
    return outcome
