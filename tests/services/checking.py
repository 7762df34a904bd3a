"""How the stories of lists begin: one is made, items are added and done, somebody else looks."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from domain.checklists import Checklist, Holder, Item
from domain.funds import FundKind
from domain.issues import File
from domain.meetings import MeetingKind
from domain.outcomes import Done, Outcome, Refusal
from domain.registry import Actor, Place, RoleKind
from domain.teams import TeamKind
from services import boards, checklists, funds, meetings, soundings, teams
from services.checklist_pages import checklist_page
from storage.database import Database
from tests.builders import Town

SOURCES = count()
PHOTO = File("photo", "checklist-1", size=3)
PROPERTY = Holder(None, "物业")
COMMITTEE = Holder(RoleKind.COMMITTEE)


async def make(database: Database, place: Place, actor: Actor, at: datetime) -> Outcome:
    """A list by itself."""
    source = f"checklist {next(SOURCES)}"
    make_one = checklists.make_checklist
    return await make_one(database, actor=actor, place=place, title="消防清单", source=source, at=at)


async def ask(database: Database, place: Place, actor: Actor, at: datetime) -> Outcome:
    """All homes are asked; there is one at least."""
    assert place.compound_id is not None
    async with database.transaction() as transaction:
        building = (await transaction.registry.buildings(place.compound_id))[0].id
        way = await transaction.units.entrance(building, "1单元", 0)
        if not await transaction.units.of_compound(place.compound_id):
            await transaction.units.add_unit(place.compound_id, building, way, floor=1, label="101")
    asked: dict[str, Any] = {"question": "先修什么", "options": ["消防", "停车"], "days": 7}
    source = f"sounding {next(SOURCES)}"
    return await soundings.ask_homes(database, actor=actor, place=place, **asked, source=source, at=at)


async def form(database: Database, place: Place, actor: Actor, at: datetime) -> Outcome:
    """A group of residents, each time of another kind."""
    number = next(SOURCES)
    kind, source = list(TeamKind)[number % len(TeamKind)], f"team {number}"
    return await teams.form_team(database, actor=actor, place=place, kind=kind, source=source, at=at)


async def meet(database: Database, place: Place, actor: Actor, at: datetime) -> Outcome:
    """A meeting is set, three weeks ahead."""
    what: dict[str, Any] = {"kind": MeetingKind.TOPIC_DAY, "spot": "会议室", "first_at": at + timedelta(days=21)}
    source = f"meeting {next(SOURCES)}"
    return await meetings.call_meeting(database, actor=actor, place=place, **what, source=source, at=at)


async def keep(database: Database, place: Place, actor: Actor, at: datetime) -> Outcome:
    """An account is opened."""
    what: dict[str, Any] = {"kind": FundKind.REVENUE, "name": "公共收益", "holder": "业委会", "tail": "0123"}
    source = f"fund {next(SOURCES)}"
    return await funds.open_fund(database, actor=actor, place=place, **what, opening=0, source=source, at=at)


async def publish(database: Database, town: Town, actor: Actor, at: datetime) -> Outcome:
    """The board is asked for, and taken back by 赵主任."""
    where: dict[str, Any] = {"compound_id": town.compound_id, "at": at}
    asked = await boards.ask_board(database, actor=actor, source=f"board {next(SOURCES)}", **where)
    await boards.close_board(database, actor=town["赵主任"].actor, source=f"board {next(SOURCES)}", **where)
    return asked


@dataclass
class Round:
    """中华园 and its lists; the time stands until somebody moves it."""

    database: Database
    town: Town
    at: datetime

    async def does(self, act: Callable[..., Awaitable[Outcome]], who: str = "赵主任", **values: Any) -> Outcome:
        source = f"checklist {next(SOURCES)}"
        return await act(self.database, actor=self.town[who].actor, source=source, at=self.at, **values)

    async def done(self, act: Callable[..., Awaitable[Outcome]], who: str = "赵主任", **values: Any) -> Done:
        outcome = await self.does(act, who, **values)
        assert isinstance(outcome, Done), outcome
        return outcome

    async def refused(self, act: Callable[..., Awaitable[Outcome]], who: str = "赵主任", **values: Any) -> str:
        outcome = await self.does(act, who, **values)
        assert isinstance(outcome, Refusal), outcome
        return str(outcome.facts.get("what", outcome.facts.get("act", "")))

    async def makes(self, title: str = "消防清单") -> int:
        return int((await self.done(checklists.make_checklist, place=self.town.place, title=title))["checklist_id"])

    async def adds(self, checklist_id: int, words: str = "缺灭火器", holder: Holder = PROPERTY, **more: Any) -> int:
        values: dict[str, Any] = {"spot": "车库", "words": words, "holder": holder, "days": 7, "files": (PHOTO,)} | more
        return int((await self.done(checklists.add_item, checklist_id=checklist_id, **values))["item_id"])

    async def finishes(self, item_id: int, **more: Any) -> Done:
        values: dict[str, Any] = {"words": "补上了", "files": (PHOTO,)} | more
        return await self.done(checklists.finish_item, item_id=item_id, **values)

    async def accepts(self, item_id: int, who: str = "王阿姨") -> Done:
        return await self.done(checklists.accept_item, who, item_id=item_id)

    async def list(self, checklist_id: int) -> Checklist:
        page = await checklist_page(self.database, actor=self.town["王阿姨"].actor, checklist_id=checklist_id)
        assert page is not None
        return page.checklist

    async def item(self, checklist_id: int, item_id: int) -> Item:
        item = (await self.list(checklist_id)).item(item_id)
        assert item is not None
        return item
