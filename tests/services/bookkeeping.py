"""Accounts as services' tests keep them: 赵主任 puts down, 林委员 stands for it; days pass, files of the bank come."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from domain.deliberation.stages import Need, Stage
from domain.fund_periods import CHASE, STATEMENT, Period, Span
from domain.funds import Fund, FundKind, LineKind, Posting
from domain.issues import File
from domain.outcomes import Done, Outcome, Refusal
from services import fund_periods as closing
from services import funds as acts
from services.fund_pages import fund_page
from services.timetable import first_due, played
from tests.builders import Neighbour
from tests.full_matters import SOURCES, Compound

PLAYED = {STATEMENT: closing.draft_statement, CHASE: closing.chase_statement}

VOUCHER = File("photo", "voucher-1", size=3)
"""A photo of an invoice."""


class Books:
    """中华园 and its accounts: 赵主任 puts down, 林委员 stands for it."""

    def __init__(self, compound: Compound) -> None:
        self.compound, self.database, self.at = compound, compound.database, compound.at
        self.chair, self.second = compound.town["赵主任"], compound.member

    async def does(self, act: Any, who: Neighbour, **values: Any) -> Outcome:
        source = f"fund {next(SOURCES)}"
        outcome: Outcome = await act(self.database, actor=who.actor, source=source, at=self.at, **values)
        return outcome

    async def done(self, act: Any, who: Neighbour, **values: Any) -> Done:
        outcome = await self.does(act, who, **values)
        assert isinstance(outcome, Done), outcome
        return outcome

    async def refused(self, act: Any, who: Neighbour, **values: Any) -> str:
        outcome = await self.does(act, who, **values)
        assert isinstance(outcome, Refusal), outcome
        return str(outcome.facts.get("what", outcome.facts.get("act", "")))

    async def opens(self, kind: FundKind = FundKind.REVENUE, opening: int = 0) -> int:
        what = {"kind": kind, "name": "公共收益", "holder": "业委会", "tail": "0123", "opening": opening}
        opened = await self.done(acts.open_fund, self.chair, place=self.compound.town.place, **what)
        await self.done(acts.check_line, self.second, line_id=opened["line_id"])
        return int(opened["fund_id"])

    def posting(self, kind: LineKind, amount: int, **more: Any) -> Posting:
        return Posting(kind, amount, more.pop("on", self.at.date()), more.pop("purpose", "车位费"), **more)

    async def posts(self, fund_id: int, kind: LineKind, amount: int, **more: Any) -> int:
        wanted = self.posting(kind, amount, **more)
        return int((await self.done(acts.post_line, self.chair, **self.given(fund_id, wanted)))["line_id"])

    def given(self, fund_id: int, wanted: Posting) -> dict[str, Any]:
        return {"fund_id": fund_id, "wanted": wanted, "files": (VOUCHER,)}

    async def put_down(self, fund_id: int, kind: LineKind, amount: int, **more: Any) -> int:
        """A line two people stand for."""
        line = await self.posts(fund_id, kind, amount, **more)
        await self.done(acts.check_line, self.second, line_id=line)
        return line

    async def passes(self, until: datetime) -> None:
        """Days pass; what falls due of accounts is played, each at its own time."""
        while (row := await first_due(self.database, by=until)) is not None:
            play = PLAYED.get(row.kind)
            if play is not None:
                self.at = max(self.at, row.effective_at)
                source = f"due {next(SOURCES)}"
                await play(self.database, subject=row.subject, due=row.effective_at, source=source, at=self.at)
            await played(self.database, row=row)
        self.at = until

    async def periods(self, fund_id: int) -> list[Period]:
        async with self.database.reading() as transaction:
            return await transaction.fund_periods.of(fund_id)

    async def drafted(self, fund_id: int, span: Span = Span.STATEMENT) -> Period:
        """The last days that were drafted."""
        return [one for one in await self.periods(fund_id) if one.span is span][-1]

    async def closes(self, period: Period) -> None:
        """Both sign."""
        await self.done(closing.sign_period, self.chair, period_id=period.id)
        await self.done(closing.close_period, self.second, period_id=period.id)

    async def fund(self, fund_id: int, who: Neighbour | None = None) -> Fund:
        page = await fund_page(self.database, actor=(who or self.chair).actor, fund_id=fund_id)
        assert page is not None
        return page.fund

    async def decided(self, touched: list[str], stage: Stage = Stage.DOING, budget: int = 1_260_000) -> int:
        """The matter of the compound was decided as this, with this budget."""
        await self.compound.stands(Stage.PROPOSING)
        await self.compound.notes(Need.BUDGET, "灯和电缆")
        await self.compound.stands(stage)
        async with self.database.transaction() as transaction:
            await transaction.deliberation.write(self.compound.matter_id, touched=touched)
        return self.compound.matter_id
