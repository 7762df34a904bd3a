"""What was put on record of matters (议题记录), and the versions of their texts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, select, update

from domain.deliberation.matters import Matter, Version
from domain.deliberation.record_details import Details
from domain.deliberation.records import MatterRecord
from domain.deliberation.stages import Need, Stage
from storage.repository import Repository
from storage.schema.deliberation import matter_records, matter_versions

OF_MATTER = (
    select(matter_records).where(matter_records.c.matter_id == bindparam("matter")).order_by(matter_records.c.id)
)
APPLIED_FOR = (
    select(matter_records.c.matter_id)
    .where(matter_records.c.need == Need.APPLIED.value)
    .distinct()
    .order_by(matter_records.c.matter_id)
)
VERSIONS = (
    select(matter_versions)
    .where(matter_versions.c.matter_id == bindparam("matter"))
    .order_by(matter_versions.c.version)
)


class MatterRecords(Repository):
    """Records and versions by matter, in the order they came."""

    async def note(
        self,
        matter: Matter,
        need: Need,
        words: str,
        amount: int | None,
        *,
        details: Details | None = None,
        by: int,
        at: datetime,
    ) -> int:
        """A record of this stage, in this round."""
        return await self.add(
            matter_records,
            matter_id=matter.id,
            round=matter.round,
            stage=matter.stage.value,
            need=need.value,
            words=words,
            amount=amount,
            details=None if details is None else details.record,
            by=by,
            at=at,
        )

    async def check(self, record: MatterRecord, details: Details) -> None:
        """Its figures, once somebody else has looked at them."""
        await self.run(update(matter_records).where(matter_records.c.id == record.id).values(details=details.record))

    async def applied_for(self) -> list[int]:
        """Matters for which somebody applied for the maintenance fund."""
        return [row.matter_id for row in await self.rows(APPLIED_FOR)]

    async def of(self, matter_id: int) -> list[MatterRecord]:
        return [_record(row) for row in await self.rows(OF_MATTER, matter=matter_id)]

    async def noted(self, matter: Matter, need: Need, stage: Stage | None = None) -> list[MatterRecord]:
        """What is on record, of the stage it is in or of another, in this round; the last of it stands.

        Of the stage it is in, what was put on record since it began: where it begins again, that is made anew.
        """
        wished = (matter.round, stage or matter.stage, need)
        found = [one for one in await self.of(matter.id) if (one.round, one.stage, one.need) == wished]
        return found if stage else [one for one in found if one.at >= matter.since]

    async def draft(self, matter: Matter, why: str, *, by: int, at: datetime) -> None:
        """The text as it is now is kept as one more version."""
        await self.add(
            matter_versions,
            matter_id=matter.id,
            version=matter.version,
            title=matter.title,
            text=matter.text,
            text_hash=matter.text_hash,
            why=why,
            by=by,
            at=at,
        )

    async def versions(self, matter_id: int) -> Sequence[Version]:
        """Every version of the text, the first first."""
        return [
            Version(row.version, row.title, row.text, row.why, row.at)
            for row in await self.rows(VERSIONS, matter=matter_id)
        ]


def _record(row: Row[Any]) -> MatterRecord:
    return MatterRecord(
        id=row.id,
        matter_id=row.matter_id,
        round=row.round,
        stage=Stage(row.stage),
        need=Need(row.need),
        words=row.words,
        amount=row.amount,
        by=row.by,
        at=row.at,
        details=row.details or {},
    )
