"""What 王桂兰 left on boards, lists, meetings and accounts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from storage.privacy_records import column_named
from storage.transaction import Transaction
from tests.builders import Neighbour, Town
from tests.services.planted_fees import plant_fees

NAME, TELEGRAM, PHONE = "王桂兰", 4711047110, "13800000000"
WORDS = f"{NAME}：2单元301漏水，电话{PHONE}"


@dataclass
class Boards:
    """Where she left it: a transaction, her town, her home."""

    transaction: Transaction
    town: Town
    her: Neighbour
    unit: int
    at: datetime
    owner: int = 0

    async def row(self, column: str, **values: Any) -> int:
        """A row that names her in this column."""
        whole = {column.partition(".")[2]: self.her.person_id, **values}
        return await self.transaction.registry.add(column_named(column).table, **whole)

    @property
    def place(self) -> dict[str, Any]:
        return {"compound_id": self.town.compound_id, "building_id": self.town.buildings["3号楼"]}

    @property
    def chair(self) -> int:
        return self.town["赵主任"].person_id

    async def whistle(self) -> None:
        """One she blew, a unit she called, an answer she took down."""
        at = self.at
        number = await self.row("whistles.blown_by", **self.place, kind="beyond", topic="消防通道", blown_at=at)
        called = {"whistle_id": number, "name": "消防", "lead": True, "goal": "清通道", "finish_on": "2026-11-27"}
        unit = await self.row("whistle_units.called_by", **called, called_at=at, answer_until=at)
        said = {"whistle_unit_id": unit, "kind": "answer", "way": "phone", "says": "not_ours", "second": ""}
        who = {"words": "归城管", "answered_name": "张工", "answered_post": "参谋"}
        await self.row("whistle_entries.entered_by", **said, **who, at=at)
        partner = {"compound_id": self.town.compound_id, "post": "联络岗", "purpose": "换灯", "since": at}
        await self.row("partners.written_by", **partner, name="供电所")
        await self.row("partners.ended_by", **partner, name="街道", written_by=self.chair, until=at)

    async def whistle_and_lists(self) -> None:
        """A whistle, a list, a question to all homes, a monthly meeting, an account."""
        await self.whistle()
        await self.checklist()
        await self.row("root_causes.set_aside_by", **self.place, category="lift", opened_at=self.at, reason="换整机")
        out = {"category": "water", "noted_at": self.at, "ends_by": self.at}
        fault = await self.row("known_faults.noted_by", **self.place, **out)
        await self.row("fault_followers.person_id", fault_id=fault)
        await self.wishes()
        await self.errands()
        await self.sounding()
        await self.team()
        await self.meeting()
        await self.fund()
        await self.boards()
        await self.walls()

    async def wishes(self) -> None:
        """One she made with her telephone, one she has in hand, one she took down, one she stands between for."""
        at, state = self.at, {"made_by": "open", "claimed_by": "claimed", "entered_by": "open", "keeper_id": "claimed"}
        what = {"compound_id": self.town.compound_id, "channel": "chat", "words": f"要老花镜，{WORDS}", "made_at": at}
        for n, (by, how) in enumerate(state.items(), start=1):
            words = what if by == "made_by" else what | {"words": "要老花镜"}
            number = await self.row(f"wishes.{by}", **words, reach="direct", state=how, number=n)
            if by == "made_by":
                await self.row("wish_contacts.person_id", wish_id=number, words=PHONE)

    async def errands(self) -> None:
        """One she took a number for, one she took down, one she ended, a list she corrected."""
        at, what = (
            self.at,
            {"compound_id": self.town.compound_id, "service": "门禁卡", "materials": ["身份证"], "days": 1},
        )
        for n, by in enumerate(("filed_by", "entered_by", "ended_by"), start=1):
            words = WORDS if by == "filed_by" else ""
            await self.row(f"errands.{by}", **what, number=n, brought=[], state="filed", filed_at=at, words=words)
        offered = {"name": "门禁卡", "materials": ["身份证"], "days": 1}
        await self.row("errand_services.corrected_by", compound_id=self.town.compound_id, **offered, at=at)

    async def checklist(self) -> None:
        """One she made, an item she added, one she did, one she accepted, one she looked at again."""
        at, compound = self.at, self.town.compound_id
        number = await self.row("checklists.made_by", compound_id=compound, title="消防清单", made_at=at)
        what = {"checklist_id": number, "spot": "车库", "words": "缺灭火器", "finish_on": "2026-12-01", "state": "open"}
        for n, by in enumerate(("added_by", "done_by", "accepted_by", "looked_by"), start=1):
            others = {} if by == "added_by" else {"added_by": self.town["赵主任"].person_id}
            await self.row(f"checklist_items.{by}", **what, **others, number=n, added_at=at)

    async def sounding(self) -> None:
        """One she asked, and what her home says."""
        at, asked = self.at, {"question": "先修什么", "options": ["消防", "停车"], "closes_at": self.at, "homes": 2}
        where = {"compound_id": self.town.compound_id, "state": "open", "counts": []}
        number = await self.row("soundings.started_by", **asked, **where, at=at)
        await self.row("sounding_answers.person_id", sounding_id=number, unit_id=self.unit, choices=[0], at=at)

    async def team(self) -> None:
        """One she formed, one she is in, somebody she named."""
        at, other = self.at, self.town["赵主任"].person_id
        where = {"compound_id": self.town.compound_id, "made_at": at}
        number = await self.row("teams.made_by", **where, kind="cleaning")
        await self.row("team_members.person_id", team_id=number, asked_at=at)
        await self.row("team_members.named_by", team_id=number, asked_at=at, person_id=other, named_at=at)

    async def meeting(self) -> None:
        """One she set, a day she held, topics she filed and ended, a promise she put down, another she finished."""
        at, chair = self.at, self.town["赵主任"].person_id
        what = {"kind": "topic_day", "spot": "会议室", "first_at": at, "closes_before": 7, "made_at": at}
        number = await self.row("meetings.made_by", compound_id=self.town.compound_id, **what)
        own = {"meeting_id": number, "day": 0}
        await self.row("meeting_days.held_by", **own, minutes="都到了", held_at=at)
        for by in ("filed_by", "decided_by"):
            await self.row(f"meeting_topics.{by}", **own, words="停车", filed_at=at)
        promised = {**own, "words": "划线", "holder": "物业", "finish_on": "2026-12-01"}
        await self.row("meeting_actions.made_by", **promised)
        await self.row("meeting_actions.done_by", **promised, made_by=chair)

    async def walls(self) -> None:
        """One she linked, one she confirmed, one she switched off."""
        at, what = self.at, {"compound_id": self.town.compound_id, "kind": "wecom", "tail": "5a8c", "state": "on"}
        for n, by in enumerate(("linked_by", "confirmed_by", "ended_by")):
            chat = await self.transaction.chats.meet(-(1 << 60) - n - 1, kind="wall", title="…5a8c", person_id=None)
            linked = {"linked_at": at} if by == "linked_by" else {"linked_at": at, "linked_by": self.chair}
            await self.row(f"walls.{by}", **what, **linked, chat_id=chat.id, address="https://x.example.org/5a8c")

    async def fund(self) -> None:
        """One she opened, a line she put down, another she stood for, days she closed and opened, a bank's file."""
        at, chair, compound = self.at, self.town["赵主任"].person_id, self.town.compound_id
        what = {"kind": "revenue", "name": "公共收益", "holder": "居委会", "tail": "0123", "opened_at": at}
        number = await self.row("funds.opened_by", compound_id=compound, **what)
        line = {
            "fund_id": number,
            "kind": "out",
            "amount": -100,
            "on": "2026-11-24",
            "purpose": "换灯",
            "posted_at": at,
        }
        await self.row("fund_lines.posted_by", **line, number=1)
        await self.row("fund_lines.checked_by", **line, number=2, posted_by=chair, checked_at=at)
        deed = {"fund_id": number, "kind": "contract", "words": "架空层", "written_at": at}
        await self.row("fund_deeds.written_by", **deed, number=1)
        await self.row("fund_deeds.checked_by", **deed, number=2, written_by=chair, checked_at=at)
        days = {"fund_id": number, "since": "2026-07-01", "until": "2026-09-30"}
        for signer in ("signed_by", "closed_by", "opening_by", "opened_by"):
            await self.row(f"fund_periods.{signer}", **days, span="statement", drafted_at=at)
        file = await self.row("bank_files.taken_by", **days, sha256="a" * 64, taken_at=at)
        await self.row("bank_notes.noted_by", file_id=file, why="利息", noted_at=at)
        await plant_fees(self, number)

    async def boards(self) -> None:
        """The board on the web, which she asked for and last put up or took down."""
        where = {"compound_id": self.town.compound_id, "code": "kmpqrs", "state": "asked", "changed_at": self.at}
        await self.row("boards.asked_by", **where, changed_by=self.her.person_id)
