"""Doubts about a sealed result (核对异议), kept among what is objected to in a vote."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlalchemy import bindparam, select

from domain.voting.doubts import Doubt, DoubtStage, last_doubt
from storage.repository import Repository
from storage.schema.voting import vote_objections, vote_papers

STAGES = tuple(stage.value for stage in DoubtStage)
WRITTEN = (
    select(vote_objections.c.stage, vote_objections.c.person_id, vote_objections.c.words)
    .where(vote_objections.c.vote_id == bindparam("vote"), vote_objections.c.stage.in_(STAGES))
    .order_by(vote_objections.c.id)
)

HANDS = select(vote_papers.c.entered_by, vote_papers.c.confirmed_by).where(
    vote_papers.c.vote_id == bindparam("vote"), vote_papers.c.serial.in_(bindparam("serials", expanding=True))
)


class VoteDoubts(Repository):
    """What those who check a result found wrong, and what was found when somebody looked."""

    async def last(self, vote_id: int) -> Doubt | None:
        """The last one."""
        rows = await self.rows(WRITTEN, vote=vote_id)
        doubt = last_doubt([(DoubtStage(row.stage), row.person_id, row.words) for row in rows])
        if doubt is None or not doubt.papers:
            return doubt
        hands = await self.rows(HANDS, vote=vote_id, serials=list(doubt.papers))
        had = {person for row in hands for person in row if person is not None}
        return replace(doubt, hands=doubt.hands | had)

    async def write(self, vote_id: int, stage: DoubtStage, *, by: int, words: str, at: datetime) -> int:
        """One more; its number."""
        return await self.add(vote_objections, vote_id=vote_id, person_id=by, stage=stage.value, words=words, at=at)
