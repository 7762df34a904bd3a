"""The records of 计时服务: services, each time it was done, words about a month, months that were accepted, fees."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, bindparam, delete, select, update

from domain.hourly import FeeChange, HourlyMonth, HourlyService, HourlyVisit, HourlyWord
from domain.registry import Place
from storage.funds import STANDING, TAKEN_BACK, back
from storage.repository import Repository
from storage.schema.deliberation import matters
from storage.schema.funds import fund_lines
from storage.schema.hourly import fee_changes, hourly_months, hourly_services, hourly_visits, hourly_words

PHOTO = "hourly_visit:{}"
FIND = select(hourly_services).where(hourly_services.c.id == bindparam("key"))
LOCK = FIND.with_for_update()
INSIDE = (
    select(hourly_services)
    .where(hourly_services.c.compound_id.in_(bindparam("inside", expanding=True)), hourly_services.c.ended_at.is_(None))
    .order_by(hourly_services.c.id)
)
VISITS = (
    select(hourly_visits)
    .where(hourly_visits.c.service_id == bindparam("service"), hourly_visits.c.on.startswith(bindparam("month")))
    .order_by(hourly_visits.c.on)
)
WORDS = (
    select(hourly_words)
    .where(hourly_words.c.service_id == bindparam("service"), hourly_words.c.month == bindparam("month"))
    .order_by(hourly_words.c.id)
)
ACCEPTED = (
    select(hourly_months, fund_lines.c.number.label("line_number"), *STANDING)
    .outerjoin(fund_lines, fund_lines.c.id == hourly_months.c.fund_line_id)
    .outerjoin(back, TAKEN_BACK)
    .where(hourly_months.c.service_id == bindparam("service"), hourly_months.c.month == bindparam("month"))
)
CHANGES = select(fee_changes, matters.c.number.label("matter_number")).outerjoin(
    matters, matters.c.id == fee_changes.c.matter_id
)
CHANGE = CHANGES.where(fee_changes.c.id == bindparam("key"))
LATEST = CHANGES.where(fee_changes.c.compound_id == bindparam("compound")).order_by(fee_changes.c.id.desc()).limit(1)


class Hourly(Repository):
    """Services by number."""

    async def ask(self, new: HourlyService) -> int:
        """One somebody wants on the list."""
        names = ("name", "standard", "minutes", "times", "rate", "asked_by", "asked_at")
        values = {name: getattr(new, name) for name in names}
        return await self.add(hourly_services, compound_id=new.place.compound_id, **values)

    async def write(self, number: int, **values: Any) -> None:
        """It is confirmed, or ended."""
        await self.run(update(hourly_services).where(hourly_services.c.id == number).values(**values))

    async def drop(self, number: int) -> None:
        """One that was never confirmed."""
        await self.run(delete(hourly_services).where(hourly_services.c.id == number))

    async def find(self, number: int) -> HourlyService | None:
        row = await self.row(FIND, key=number)
        return None if row is None else _service(row)

    async def lock(self, number: int) -> HourlyService | None:
        """The service, nobody else changing it until the transaction ends."""
        row = await self.row(LOCK, key=number)
        return None if row is None else _service(row)

    async def inside(self, compound_ids: Sequence[int]) -> list[HourlyService]:
        """Those of these compounds that have not ended."""
        return [_service(row) for row in await self.rows(INSIDE, inside=list(compound_ids))]

    async def visit(self, new: HourlyVisit) -> int:
        """It was done once."""
        what = {"service_id": new.service_id, "on": new.on.isoformat(), "minutes": new.minutes}
        return await self.add(hourly_visits, **what, by=new.by, at=new.at)

    async def visits(self, service_id: int, month: str) -> list[HourlyVisit]:
        """Each time of a month."""
        found = await self.rows(VISITS, service=service_id, month=month)
        return [
            HourlyVisit(row.id, row.service_id, date.fromisoformat(row.on), row.minutes, row.by, row.at)
            for row in found
        ]

    async def say(self, service_id: int, month: str, word: HourlyWord) -> None:
        """What somebody says of a month, in place of what they said before."""
        own = (
            hourly_words.c.service_id == service_id,
            hourly_words.c.month == month,
            hourly_words.c.person_id == word.person_id,
        )
        await self.run(delete(hourly_words).where(*own))
        what = {"unit_id": word.unit_id, "fine": word.fine, "words": word.words, "at": word.at}
        await self.add(hourly_words, service_id=service_id, month=month, person_id=word.person_id, **what)

    async def words(self, service_id: int, month: str) -> list[HourlyWord]:
        """What residents say of a month."""
        found = await self.rows(WORDS, service=service_id, month=month)
        return [HourlyWord(row.person_id, row.unit_id, row.fine, row.words, row.at) for row in found]

    async def accept(self, service_id: int, month: HourlyMonth, at: datetime) -> None:
        """The sheet of a month as it stays."""
        what = {"month": month.month, "planned": month.planned, "done": month.done, "rate": month.rate}
        await self.add(hourly_months, service_id=service_id, **what, accepted_at=at)

    async def accepted(self, service_id: int, month: str) -> HourlyMonth | None:
        """The sheet of a month that was accepted."""
        row = await self.row(ACCEPTED, service=service_id, month=month)
        return None if row is None else _month(row)

    async def pay(self, service_id: int, month: str, fund_line_id: int) -> None:
        """This line of an account pays a month."""
        own = (hourly_months.c.service_id == service_id, hourly_months.c.month == month)
        await self.run(update(hourly_months).where(*own).values(fund_line_id=fund_line_id))

    async def ask_fee(self, new: FeeChange) -> int:
        """Another fee is wanted."""
        what: Mapping[str, Any] = {"was": new.was, "wanted": new.wanted}
        where = {"compound_id": new.place.compound_id}
        return await self.add(fee_changes, **where, **what, asked_by=new.asked_by, asked_at=new.asked_at)

    async def fee_change(self, number: int) -> FeeChange | None:
        row = await self.row(CHANGE, key=number)
        return None if row is None else _change(row)

    async def latest_change(self, compound_id: int) -> FeeChange | None:
        """The last fee that was wanted in a compound."""
        row = await self.row(LATEST, compound=compound_id)
        return None if row is None else _change(row)

    async def lead_fee(self, number: int, matter_id: int) -> None:
        """A matter decides it."""
        await self.run(update(fee_changes).where(fee_changes.c.id == number).values(matter_id=matter_id))


def _service(row: Row[Any]) -> HourlyService:
    return HourlyService(
        id=row.id,
        place=Place(row.compound_id),
        name=row.name,
        standard=row.standard,
        minutes=row.minutes,
        times=row.times,
        rate=row.rate,
        asked_by=row.asked_by,
        asked_at=row.asked_at,
        confirmed_by=row.confirmed_by,
        confirmed_at=row.confirmed_at,
        since=row.since,
        ended_at=row.ended_at,
    )


def _month(row: Row[Any]) -> HourlyMonth:
    accepted = HourlyMonth(row.month, row.planned, row.done, row.rate, row.accepted_at)
    if row.fund_line_id is None or row.declined or row.taken_back is not None:  # it is to be paid still, or again
        return accepted
    return replace(accepted, line_id=row.fund_line_id, line_number=row.line_number, paid=row.checked_at is not None)


def _change(row: Row[Any]) -> FeeChange:
    return FeeChange(
        id=row.id,
        place=Place(row.compound_id),
        was=row.was,
        wanted=row.wanted,
        asked_by=row.asked_by,
        asked_at=row.asked_at,
        matter_id=row.matter_id,
        matter_number=row.matter_number,
    )
