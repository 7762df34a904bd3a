"""A compound that deliberates, for tests: who acts, what is put on record, what falls due."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count

from sqlalchemy import select

from domain.deliberation.matters import MatterPage
from domain.deliberation.record_details import Attendance, Details, Funding, MoneySource
from domain.deliberation.stages import Need, Stage
from domain.issues import File
from domain.outcomes import Done, Outcome, Refusal
from domain.registry import Place, RoleKind
from services import (
    deliberation_applications,
    deliberation_pages,
    deliberation_records,
)
from services.attachments import pending as pending_files
from services.attachments import store
from storage.database import Database
from storage.schema.traffic import due
from tests.builders import Neighbour, Town, found_town, settle_in
from tests.deliberating import begin_full_matter, full_matter_in

SOURCES = count()
PHOTO = File("photo", "photo-1", size=9)
PROPOSED = {
    Need.STUDIED: "3月2日支部会研究，同意提交",
    Need.PRESENT: "应到7人，实到6人",
    Need.DECLARED: "没有",
    Need.BUDGET: "街道改造资金",
    Need.MINUTES: "3月3日两委会议",
}


def figures_of(need: Need, at: datetime) -> Details | None:
    """Six of seven came today, where who came is put on record; a budget is paid by the subdistrict."""
    if need is Need.BUDGET:
        return Funding(MoneySource.HIGHER)
    return Attendance((at + timedelta(hours=8)).date(), 7, 6) if need is Need.PRESENT else None


@dataclass
class Compound:
    """Twelve homes, two members of the committee, one matter."""

    database: Database
    town: Town
    homes: list[Neighbour]
    member: Neighbour
    at: datetime
    matter_id: int = 0

    async def does(self, act: Callable[..., Awaitable[Outcome]], who: str | Neighbour, **values: object) -> Outcome:
        actor = (self.town[who] if isinstance(who, str) else who).actor
        given = values if "vote_id" in values else {"matter_id": self.matter_id, **values}
        return await act(self.database, actor=actor, source=f"press {next(SOURCES)}", at=self.at, **given)

    async def done(self, act: Callable[..., Awaitable[Outcome]], who: str | Neighbour, **values: object) -> Done:
        outcome = await self.does(act, who, **values)
        assert isinstance(outcome, Done), outcome
        return outcome

    async def refused(self, act: Callable[..., Awaitable[Outcome]], who: str | Neighbour, **values: object) -> str:
        outcome = await self.does(act, who, **values)
        assert isinstance(outcome, Refusal), outcome
        return str(outcome.facts.get("what", outcome.reason))

    async def seen(self) -> int:
        """How far the matter's journal goes for whoever looks now."""
        return (await self.page()).seen

    async def page(self, who: str | Neighbour = "赵主任") -> MatterPage:
        actor = (self.town[who] if isinstance(who, str) else who).actor
        found = await deliberation_pages.matter_page(self.database, actor=actor, matter_id=self.matter_id, at=self.at)
        assert found is not None
        return found

    async def falls_due(self, act: Callable[..., Awaitable[Outcome]], kind: str) -> Outcome:
        """The due row of this kind is played when it is due."""
        subject = f"matter:{self.matter_id}"
        async with self.database.transaction() as transaction:
            where = (due.c.kind == kind, due.c.subject == subject)
            row = await transaction.due.row(select(due).where(*where))
            assert row is not None, f"no {kind}"
            await transaction.due.cancel(kind, subject)
        self.at = max(self.at, row.due_at)
        return await act(self.database, subject=subject, due=row.due_at, source=f"due {next(SOURCES)}", at=self.at)

    async def notes(self, need: Need, words: str, who: str | Neighbour = "赵主任") -> None:
        """It is put on record, its photo is kept."""
        photos = (PHOTO,) if need in (Need.MINUTES, Need.PAPER) else ()
        amount = 1_260_000 if need in (Need.BUDGET, Need.ACCOUNTS) else None
        given = {"words": words, "amount": amount, "photos": photos, "details": figures_of(need, self.at)}
        await self.done(deliberation_records.note_record, who, need=need, **given)
        await self.fetches()

    async def checks_application(self) -> None:
        """The other member holds the application for the fund against its receipt."""
        number = (await self.page(self.member)).to_check
        await self.done(deliberation_applications.check_application, self.member, record_id=number)

    async def fetches(self) -> None:
        """Every photo that was sent is kept."""
        for file in await pending_files(self.database, tries=9, most=9):
            await store(self.database, attachment_id=file.id, content=b"photo")

    async def stands(self, stage: Stage) -> None:
        await full_matter_in(self.database, self.matter_id, stage, self.at)


async def found_compound(database: Database, at: datetime, doors: int = 12) -> Compound:
    """It, with three representatives besides."""
    town = await found_town(database, at)
    building, homes = town.buildings["3号楼"], []
    async with database.transaction() as transaction:
        way = await transaction.units.entrance(building, "1单元", 1)
        for n in range(doors):
            unit = await transaction.units.add_unit(town.compound_id, building, way, floor=1, label=f"1{n:02d}")
            place = Place(town.compound_id, building, way, 1, unit)
            homes.append(await settle_in(transaction, f"住户{n}", 2000 + n, RoleKind.OWNER, place, at))
        member = await settle_in(transaction, "林委员", 980, RoleKind.COMMITTEE, town.place, at)
        for n in range(3):
            await settle_in(transaction, f"代表{n}", 990 + n, RoleKind.REPRESENTATIVE, town.place, at)
    made = Compound(database, town, homes, member, at)
    begun = await begin_full_matter(database, town.compound_id, town["赵主任"].actor, at)
    assert isinstance(begun, Done), begun
    made.matter_id = int(begun["matter_id"])
    return made
