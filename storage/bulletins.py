"""The numbers of papers for the wall (文号): without a gap, and the same paper keeps its own."""

from __future__ import annotations

from datetime import date

from sqlalchemy import bindparam, func, select

from domain.bulletins import PaperNumber
from storage.repository import Repository
from storage.schema.printing import bulletin_numbers
from storage.schema.registry import compounds

ALONE = select(compounds.c.id).where(compounds.c.id == bindparam("compound")).with_for_update()
HERE = bulletin_numbers.c.compound_id == bindparam("compound")
KNOWN = select(bulletin_numbers).where(HERE, bulletin_numbers.c.subject == bindparam("paper"))
LAST = select(func.max(bulletin_numbers.c.number)).where(HERE, bulletin_numbers.c.year == bindparam("of_year"))


class PaperNumbers(Repository):
    """Numbers of a compound's papers, by what they are about."""

    async def find(self, compound_id: int, subject: str) -> PaperNumber | None:
        row = await self.row(KNOWN, compound=compound_id, paper=subject)
        return None if row is None else PaperNumber(row.year, row.number, date.fromisoformat(row.on), row.head)

    async def give(self, compound_id: int, subject: str, on: date, head: str) -> tuple[PaperNumber, bool]:
        """The paper's number, and whether it is new: one after the other, so that there are no gaps and no doubles."""
        await self.value(ALONE, compound=compound_id)
        known = await self.find(compound_id, subject)
        if known is not None:
            return known, False
        number = int(await self.value(LAST, compound=compound_id, of_year=on.year) or 0) + 1
        values = {"compound_id": compound_id, "year": on.year, "number": number, "subject": subject}
        await self.connection.execute(bulletin_numbers.insert(), [{**values, "on": on.isoformat(), "head": head}])
        return PaperNumber(on.year, number, on, head), True
