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

ROBOT = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=693a91f6-7b1c-4bc4-97a0-0ec2a5fa5a8c"
SOURCES = count()


async def link_a_wall(database: Database, who: Actor, compound_id: int, at: datetime) -> Outcome:
    """A robot of the compound."""
    what = {"compound_id": compound_id, "kind": WallKind.WECOM, "words": ROBOT, "means": Means()}
    outcome: Outcome = await link_wall(database, actor=who, **what, source=f"a wall {next(SOURCES)}", at=at)
    return outcome
