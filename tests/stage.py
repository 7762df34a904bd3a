"""The whole product on its stage: the real bot over HTTP against the sandbox, on a Tuesday morning at ten."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.application import House
from bot.clock import DemoClock
from bot.demo import Backstage, open_town
from bot.running import new_claim_code
from bot.settings import Settings
from rendering.texts import texts
from sandbox.client import Group, Person, Town
from stories.moves import bind, claim_and_found, invite, move_in

NAMES = ("周工", "赵主任", "李楼长", "孙网格", "王阿姨", "陈租客")
GROUP = "中华园邻里群"
TUESDAY = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)  # 10:00 in Shanghai
AFTER_OPENING = TUESDAY + timedelta(days=2, hours=1, minutes=5)


@dataclass
class Stage:
    """A running house and its town."""

    town: Town
    house: House
    clock: DemoClock
    url: str

    async def claim_code(self) -> str:
        code = await new_claim_code(self.house)
        assert code is not None, "somebody has claimed it already"
        return code

    async def settle_compound(self, code: str | None = None) -> None:
        """Found 中华园 and let its people move in."""
        await _settle(self, code or await self.claim_code())

    async def compound(self) -> Compound:
        """中华园 with its people, on a stage that was opened with them."""
        people, groups = await self.town.visits(NAMES)
        operator, chair, leader, grid, wang, tenant = people
        return Compound(operator, chair, leader, grid, wang, tenant, Group(self.town, groups[0]["id"], GROUP))


@dataclass
class Compound:
    """The standing people (人物) and their group."""

    operator: Person
    chair: Person
    leader: Person
    grid: Person
    wang: Person
    tenant: Person
    group: Group


@asynccontextmanager
async def open_stage(folder: Path, template: Path, at: datetime = TUESDAY, **more: str) -> AsyncIterator[Stage]:
    """The stage: empty over a copy of a database file, or as it was left in a copy of its folder."""
    _furnish(folder / "demo", template)
    settings = Settings.from_values({"BOT_DATA_DIR": str(folder), "BOT_LISTEN": "127.0.0.1:0"} | more)
    clock = DemoClock.standing_at(at)
    backstage = Backstage(clock, texts("zh_Hans"))
    async with (
        open_town(settings, host="127.0.0.1", port=0, clock=clock, backstage=backstage) as url,
        Town(url) as town,
    ):
        assert backstage.house is not None
        yield Stage(town, backstage.house, clock, url)


def _furnish(folder: Path, template: Path) -> None:
    if template.is_dir():
        shutil.copytree(template / "demo", folder)
    else:
        folder.mkdir()
        shutil.copy(template, folder / "yishiting.sqlite3")


async def _settle(stage: Stage, code: str) -> None:
    town = stage.town
    operator, chair, leader, grid, wang, tenant = [await town.person(name) for name in NAMES]
    await claim_and_found(town, operator, code, "中华园", "9")
    await invite(operator, chair, "请委员会成员", "自管会成员")
    await invite(chair, leader, "请楼长", "3号楼")
    await invite(chair, grid, "请网格员")
    group = await town.group(GROUP, [chair, leader, grid, wang, tenant], creator=chair)
    await bind(town, group, chair, "中华园（整个小区）")
    await move_in(wang, "3号楼", "业主", leader)
    await move_in(tenant, "3号楼", "租户", leader)
    await town.settle()
