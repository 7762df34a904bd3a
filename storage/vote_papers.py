"""The records of paper ballots (纸票): issued by number, entered, confirmed into the box, taken out of it again."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, delete, func, select, update

from domain.voting.marks import Marks, read_marks, write_marks
from domain.voting.papers import Paper, PaperCount, PaperState, VoidReason
from storage.repository import Repository
from storage.schema.voting import ballots, vote_heads, vote_papers

PAPERS = (
    select(vote_papers, vote_heads.c.slot)
    .join(vote_heads, vote_heads.c.id == vote_papers.c.head_id)
    .order_by(vote_papers.c.serial)
)
FIND = PAPERS.where(vote_papers.c.id == bindparam("key"))
NUMBERED = PAPERS.where(vote_papers.c.vote_id == bindparam("vote"), vote_papers.c.serial == bindparam("number"))
IN_STATE = PAPERS.where(vote_papers.c.vote_id == bindparam("vote"), vote_papers.c.state == bindparam("now"))
SPENT = (PaperState.SET_ASIDE.value, PaperState.VOID.value)
LIVE = PAPERS.where(vote_papers.c.vote_id == bindparam("vote"), vote_papers.c.state.not_in(SPENT))
LAST_SERIAL = select(func.coalesce(func.max(vote_papers.c.serial), 0)).where(vote_papers.c.vote_id == bindparam("vote"))
COUNTS = (
    select(vote_papers.c.state, func.count().label("n"))
    .where(vote_papers.c.vote_id == bindparam("vote"))
    .group_by(vote_papers.c.state)
)
ENTER = (
    update(vote_papers)
    .where(vote_papers.c.id == bindparam("key"))
    .values(
        state=PaperState.ENTERED.value,
        choice=bindparam("chosen", type_=vote_papers.c.choice.type),
        void=bindparam("why"),
        entered_by=bindparam("by"),
        tries=vote_papers.c.tries + 1,
    )
)
REJECT = (
    update(vote_papers)
    .where(vote_papers.c.id == bindparam("key"))
    .values(state=PaperState.ISSUED.value, choice=None, void=None, entered_by=None)
)
VOID = (
    update(vote_papers)
    .where(vote_papers.c.id == bindparam("key"))
    .values(state=PaperState.VOID.value, confirmed_by=bindparam("by"))
)
CONFIRM = (
    update(vote_papers)
    .where(vote_papers.c.id == bindparam("key"))
    .values(state=PaperState.CONFIRMED.value, confirmed_by=bindparam("by"))
)
DISPUTE = update(vote_papers).where(vote_papers.c.id == bindparam("key")).values(state=PaperState.DISPUTED.value)
ASIDE = update(vote_papers).where(vote_papers.c.id == bindparam("key")).values(state=PaperState.SET_ASIDE.value)
TAKE_OUT = delete(ballots).where(ballots.c.source == bindparam("known_by"))
ENTRIES = select(func.coalesce(func.sum(vote_papers.c.tries), 0)).where(vote_papers.c.vote_id == bindparam("vote"))
SEQ = select(vote_heads.c.seq).where(vote_heads.c.id == bindparam("head"))
MARK = update(vote_heads).where(vote_heads.c.id == bindparam("head")).values(seq=bindparam("last"))
AREAS = select(vote_heads.c.id, vote_heads.c.area).where(vote_heads.c.vote_id == bindparam("vote"))
LAST_CAST = select(func.coalesce(func.max(ballots.c.seq), 0)).where(ballots.c.head_id == bindparam("head"))


class VotePapers(Repository):
    """Paper ballots by number. The vote's row is locked by whoever changes them."""

    async def find(self, number: int) -> Paper | None:
        row = await self.row(FIND, key=number)
        return None if row is None else _paper(row)

    async def numbered(self, vote_id: int, serial: int) -> Paper | None:
        """The sheet with this number."""
        row = await self.row(NUMBERED, vote=vote_id, number=serial)
        return None if row is None else _paper(row)

    async def in_state(self, vote_id: int, state: PaperState) -> list[Paper]:
        return [_paper(row) for row in await self.rows(IN_STATE, vote=vote_id, now=state.value)]

    async def live(self, vote_id: int) -> dict[int, Paper]:
        """The sheet of every head that has one, but for those set aside and void ones: another may be had."""
        return {row.head_id: _paper(row) for row in await self.rows(LIVE, vote=vote_id)}

    async def confirmed_heads(self, vote_id: int) -> set[int]:
        """Heads whose paper counts."""
        return {paper.head_id for paper in await self.in_state(vote_id, PaperState.CONFIRMED)}

    async def count(self, vote_id: int) -> PaperCount:
        """How many there are in each state."""
        return PaperCount(**{row.state: row.n for row in await self.rows(COUNTS, vote=vote_id)})

    async def issue(self, vote_id: int, heads: Iterable[int]) -> list[Paper]:
        """A numbered sheet for each of these heads that has none."""
        live, last = await self.live(vote_id), int(await self.value(LAST_SERIAL, vote=vote_id))
        wanting = [head for head in dict.fromkeys(heads) if head not in live]
        for serial, head in enumerate(wanting, last + 1):
            await self.add(vote_papers, vote_id=vote_id, head_id=head, serial=serial, state=PaperState.ISSUED.value)
        live = await self.live(vote_id) if wanting else {}
        return [live[head] for head in wanting]

    async def enter(self, paper: Paper, marks: Marks | VoidReason, *, by: int) -> None:
        void = isinstance(marks, VoidReason)
        chosen = None if isinstance(marks, VoidReason) else write_marks(marks)
        await self.run(ENTER, key=paper.id, chosen=chosen, why=marks if void else None, by=by)

    async def spoil(self, paper: Paper, *, by: int) -> None:
        """Void, as two have seen; nothing goes into the box."""
        await self.run(VOID, key=paper.id, by=by)

    async def reject(self, paper: Paper) -> None:
        """What was entered is forgotten; the number can be entered again."""
        await self.run(REJECT, key=paper.id)

    async def entries(self, vote_id: int) -> int:
        """How often any of them was entered, ever."""
        return int((await self.connection.execute(ENTRIES, {"vote": vote_id})).scalar_one())

    async def next_seq(self, head_id: int) -> int:
        """The number of a head's next ballot."""
        return int(await self.value(SEQ, head=head_id)) + 1

    async def confirm(self, paper: Paper, *, by: int, seq: int, receipt: str, at: datetime) -> None:
        """Into the box."""
        assert paper.marks is not None, "it was entered"
        await self.run(CONFIRM, key=paper.id, by=by)
        values: dict[str, Any] = {"head_id": paper.head_id, "seq": seq, "paper": True}
        await self.add(ballots, **values, choice=write_marks(paper.marks), receipt=receipt, source=paper.source, at=at)
        await self.run(MARK, head=paper.head_id, last=seq)

    async def areas(self, vote_id: int) -> dict[int, int]:
        """What each head of a vote is worth, in 0.01 ㎡."""
        return {row.id: row.area for row in await self.rows(AREAS, vote=vote_id)}

    async def dispute(self, paper: Paper) -> None:
        """Counted, and said not to be theirs."""
        await self.run(DISPUTE, key=paper.id)

    async def set_aside(self, paper: Paper) -> None:
        """Out of the box; what the head cast by other ways stands again."""
        await self.run(ASIDE, key=paper.id)
        await self.run(TAKE_OUT, known_by=paper.source)
        last = int(await self.value(LAST_CAST, head=paper.head_id))
        await self.run(MARK, head=paper.head_id, last=last)


def _paper(row: Row[Any]) -> Paper:
    return Paper(
        id=row.id,
        vote_id=row.vote_id,
        head_id=row.head_id,
        slot=row.slot,
        serial=row.serial,
        state=PaperState(row.state),
        marks=None if row.choice is None else read_marks(row.choice),
        entered_by=row.entered_by,
        confirmed_by=row.confirmed_by,
        void=None if row.void is None else VoidReason(row.void),
        tries=row.tries,
    )
