"""中华园 with its board on the web, and somebody planted in every word that reaches it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Table, select, update

from domain.outcomes import Done
from domain.registry import Place, RoleKind
from domain.voting.constituencies import Constituency, rule_of
from domain.voting.owners_matters import OwnersMatter
from domain.voting.rules import Rule
from services.boards import ask_board, open_board
from storage.database import Database
from storage.schema.announcements import announcements
from storage.schema.answers import opinion_clusters
from storage.schema.boards import boards
from storage.schema.deliberation import matter_records, matter_versions, matters
from storage.schema.funds import fund_lines, funds
from storage.schema.issues import issues
from storage.schema.meetings import meeting_actions, meeting_days, meeting_topics, meetings
from storage.schema.polls import polls
from storage.schema.soundings import soundings
from storage.schema.tasks import tasks
from storage.schema.voting import vote_heads, votes
from tests.builders import settle_in
from tests.full_matters import Compound, found_compound

NAME, DOOR, PHONE, PLATE = "王桂兰", "1302", "13800138000", "京A12345"
TOLD = f"{NAME}家（3号楼2单元{DOOR}，电话{PHONE}，车{PLATE}）拖欠物业费3200元。"
"""What nobody outside may read; it stands behind words that everybody may."""
SEALED, HIDDEN, MINUTES = "只想让李楼长知道", "骂人的原话", "会上都说了什么"
"""What is on no board at all."""


@dataclass
class BoardTown:
    """The compound, the code of its board; 12 homes vote over it, 5 have."""

    compound: Compound
    affairs: str = TOLD
    code: str = ""

    @property
    def database(self) -> Database:
        return self.compound.database

    @property
    def at(self) -> datetime:
        return self.compound.at

    @property
    def chair(self) -> int:
        return self.compound.town["赵主任"].person_id

    @property
    def name(self) -> str:
        return NAME if self.affairs else ""

    def told(self, words: str) -> str:
        """These words, and somebody's affairs after them."""
        return f"{words}。{self.affairs}" if self.affairs else words

    async def add(self, table: Table, **values: Any) -> int:
        """A row, as somebody's act left it."""
        async with self.database.transaction() as transaction:
            return await transaction.registry.add(table, **values)

    async def change(self, table: Table, key: int, **values: Any) -> None:
        """A row is changed."""
        async with self.database.transaction() as transaction:
            await transaction.registry.run(update(table).where(table.c.id == key).values(**values))

    async def furnish(self) -> None:
        """Something of every kind, somebody in all of it."""
        town = self.compound.town
        async with self.database.transaction() as transaction:
            way = await transaction.units.entrance(town.buildings["3号楼"], "2单元", 2)
            home = await transaction.units.add_unit(
                town.compound_id, town.buildings["3号楼"], way, floor=13, label=DOOR
            )
            place = Place(town.compound_id, town.buildings["3号楼"], way, 13, home)
            await settle_in(transaction, NAME, 4711, RoleKind.OWNER, place, self.at)
        await self.notices()
        await self.matter()
        await self.money()
        await self.reports()
        await self.asked()
        await self.meeting()

    async def notices(self) -> None:
        """One that hangs, one of last year."""
        where = {"compound_id": self.compound.town.compound_id, "author_id": self.chair, "state": "published"}
        for number, days, pin in ((1, 1, False), (2, 400, False)):
            then = self.at - timedelta(days=days)
            text = self.told(f"公告第{number}条：明天停水")
            what = {"year": then.year, "number": number, "text": text, "due_at": then, "published_at": then}
            await self.add(announcements, **where, **what, pin=pin, urgent=False)

    async def matter(self) -> None:
        """The lamps: a record, an answer, a task, a version; and one that was stopped."""
        number, at = self.compound.matter_id, self.at
        await self.change(matters, number, title="院内路灯改造", text=self.told("装36盏灯"), text_hash="a" * 64)
        by = {"by": self.chair, "at": at}
        record = {"round": 1, "stage": "proposing", "words": self.told("到会6人")}
        await self.add(matter_records, matter_id=number, need="present", **record, **by)
        await self.add(matter_records, matter_id=number, need="accepted", **record | {"words": "我看过了"}, **by)
        reason = {"verdict": "adopted", "reason": self.told("照办"), "answered_by": self.chair, "answered_at": at}
        await self.add(
            opinion_clusters, matter_id=number, title=self.told("灯太亮"), made_by=self.chair, made_at=at, **reason
        )
        plan = {
            "what": self.told("挖沟"),
            "holder": f"物业{self.name}",
            "due": "2026-12-01",
            "first_due": "2026-12-01",
        }
        await self.add(
            tasks, matter_id=number, number=1, round=1, **plan, planned=100, state="open", added_by=self.chair, at=at
        )
        written = {"version": 2, "text_hash": "b" * 64, "title": "院内路灯改造", "text": self.told("第2稿的话")}
        await self.add(matter_versions, matter_id=number, **written, why=self.told("改了位置"), **by)
        async with self.database.transaction() as transaction:
            row = (await transaction.registry.rows(select(matters).where(matters.c.id == number)))[0]
            stopped = {name: value for name, value in row._mapping.items() if name != "id"}
            stopped |= {
                "number": 2,
                "stage": "stopped",
                "reason": self.told("街道给装了"),
                "title": self.told("修车棚"),
            }
            await transaction.registry.add(matters, **stopped)
            small = stopped | {"number": 3, "procedure": "small", "title": "两户人家的事", "stage": "soliciting"}
            await transaction.registry.add(matters, **small)

    async def money(self) -> None:
        """An account: two lines stand, one waits."""
        what = {"compound_id": self.compound.town.compound_id, "kind": "revenue", "tail": "9876"}
        number = await self.add(
            funds,
            **what,
            name="公共收益",
            holder=f"业委会{self.name}",
            opened_by=self.chair,
            opened_at=self.at,
        )
        for n, (amount, checked) in enumerate(((500_000, True), (-120_050, True), (-99_900, False)), start=1):
            line = {"kind": "in" if amount > 0 else "out", "amount": amount, "on": "2026-11-20", "payee": NAME}
            signed = {"checked_by": self.chair, "checked_at": self.at} if checked else {}
            by = {"posted_by": self.chair, "posted_at": self.at, "invoice": self.told("票")}
            await self.add(fund_lines, fund_id=number, number=n, purpose=self.told("车位费"), **line, **by, **signed)

    async def reports(self) -> None:
        """One open, one closed, one for a single person, one whose words are hidden."""
        town, at = self.compound.town, self.at
        words = (self.told("路灯坏了"), self.told("水管修好了"), SEALED, HIDDEN)
        async with self.database.transaction() as transaction:
            made = [
                await transaction.issues.report(
                    number=number,
                    place=Place(town.compound_id, town.buildings["3号楼"]),
                    reporter_id=self.chair,
                    draft_id=number,
                    text=text,
                    spot=(39_962_100, 116_301_500),
                    poster=None,
                    entrance_id=None,
                    thing=None,
                    at=at - timedelta(hours=5),
                )
                for number, text in enumerate(words, start=1)
            ]
            await transaction.intake.seal(made[2].id, self.chair)
        await self.change(issues, made[1].id, state="closed", closed_at=at, changed_at=at)
        await self.change(issues, made[3].id, hidden="rude")

    async def asked(self) -> None:
        """A question to all homes, and a vote that is open."""
        until = self.at + timedelta(days=3)
        where = {"compound_id": self.compound.town.compound_id, "started_by": self.chair, "at": self.at}
        words = {"question": self.told("先修什么"), "options": ["消防", self.told("停车")], "counts": []}
        await self.add(soundings, **where, **words, closes_at=until, homes=12, state="open")
        await self.said()
        rule = rule_of(Constituency.OWNERS, OwnersMatter.MANAGER)
        assert isinstance(rule, Rule)
        terms = {"weight": "formal", "weight_source": "议事规则第17条"}
        period = {"posted_at": self.at, "opens_at": self.at, "closes_at": until}
        vote = await self.add(
            votes,
            compound_id=self.compound.town.compound_id,
            number=1,
            matter=OwnersMatter.MANAGER.value,
            title="解聘物业",
            text=self.told("解聘"),
            text_hash="c" * 64,
            rule=rule.key,
            terms=terms,
            state="open",
            started_by=self.chair,
            roll_hash="d" * 64,
            heads=12,
            area=108_000,
            **period,
        )
        for slot in range(1, 13):
            origin = {"names": [NAME]}
            await self.add(vote_heads, vote_id=vote, slot=slot, key=f"{slot}", origin=origin, area=9000)
        await self.voted(vote, 5)

    async def said(self) -> None:
        """What came of asking: of all homes, of the group, two years ago of a handful; of a building's own group."""
        town, at = self.compound.town, self.at
        where = {"compound_id": town.compound_id, "started_by": self.chair}
        words = {"question": self.told("车棚建在哪里"), "options": ["东门", self.told("西门")], "state": "closed"}
        for days, counts, count in ((10, [7, 3], 9), (800, [2, 1], 3)):
            then = {"at": at - timedelta(days=days + 7), "closes_at": at - timedelta(days=days)}
            await self.add(soundings, **where, **words, **then, counts=counts, answered=count, homes=12)
        of = {"compound_id": town.compound_id, "chat_id": town.group, "starter_id": self.chair, "state": "closed"}
        poll = {"options": ["好", self.told("不好")], "several": False, "named": True}
        for days, building, question in (
            (5, None, "晚上锁门好不好"),
            (4, town.buildings["3号楼"], "楼里的事"),
            (12, None, "没公开的时候问的"),
        ):
            over = at - timedelta(days=days)
            result = {"by": "telegram", "counts": [6, 2], "total": 8, "registered": 6, "residents": 7}
            when = {"created_at": over - timedelta(days=3), "closes_at": over, "closed_at": over}
            asked = {"question": self.told(question), "building_id": building, **when}
            await self.add(polls, **of, **poll, **asked, result=result)

    async def voted(self, vote_id: int, count: int) -> None:
        """So many heads have a ballot in the box."""
        async with self.database.transaction() as transaction:
            rows = await transaction.registry.rows(
                select(vote_heads.c.id).where(vote_heads.c.vote_id == vote_id).order_by(vote_heads.c.id)
            )
            for row in rows[:count]:
                await transaction.registry.run(update(vote_heads).where(vote_heads.c.id == row.id).values(seq=1))

    async def meeting(self) -> None:
        """The next day with a topic and a promise; the minutes of the last."""
        at, by = self.at, {"made_by": self.chair}
        what = {
            "kind": "topic_day",
            "spot": f"活动室{self.name}",
            "first_at": at - timedelta(days=20),
            "closes_before": 7,
        }
        where = {"compound_id": self.compound.town.compound_id, "made_at": at}
        number = await self.add(meetings, **where, **what, **by)
        await self.add(meeting_days, meeting_id=number, day=0, minutes=MINUTES, held_by=self.chair, held_at=at)
        await self.add(
            meeting_topics, meeting_id=number, day=1, words=self.told("停车"), filed_by=self.chair, filed_at=at
        )
        promised = {"words": self.told("划线"), "holder": f"物业{self.name}", "finish_on": "2026-11-25"}
        await self.add(meeting_actions, meeting_id=number, day=0, **promised, **by)


async def put_up(compound: Compound) -> str:
    """赵主任 asks, 林委员 agrees; the code."""
    where = {"compound_id": compound.town.compound_id, "at": compound.at}
    asked = await ask_board(compound.database, actor=compound.town["赵主任"].actor, source="ask board", **where)
    assert isinstance(asked, Done), asked
    opened = await open_board(compound.database, actor=compound.member.actor, source="open board", **where)
    assert isinstance(opened, Done), opened
    return str(opened["code"])


async def found_board(database: Database, at: datetime, affairs: str = TOLD) -> BoardTown:
    """It, furnished, and up for two weeks."""
    made = BoardTown(await found_compound(database, at), affairs)
    await made.furnish()
    made.code = await put_up(made.compound)
    async with database.transaction() as transaction:
        await transaction.registry.run(update(boards).values(changed_at=at - timedelta(days=14)))
    return made
