"""The records of 网上公示栏: by compound, and by the code in their addresses; how far the journal was on a day."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Row, bindparam, func, select, tuple_, update

from domain.announcements import AnnouncementState
from domain.board_facts import FIRST_YEAR
from domain.boards import Board, BoardState
from domain.gone_names import GoneNames
from domain.issues_life import State
from domain.journal import Entry
from storage.gone_names import gone_from, keep_covered, let_word_go
from storage.repository import Repository
from storage.schema.announcements import announcements
from storage.schema.base import Moment
from storage.schema.boards import boards, gone_names
from storage.schema.elections import elections
from storage.schema.intake import issue_seals
from storage.schema.issues import issues
from storage.schema.records import entries
from storage.schema.registry import compounds, roles
from storage.schema.units import dwelling_units, owners, ownerships
from storage.sealing import Keys

WHOLE = select(boards, compounds.c.name).join(compounds, compounds.c.id == boards.c.compound_id)
OF_COMPOUND = WHOLE.where(boards.c.compound_id == bindparam("compound"))
LOCK = OF_COMPOUND.with_for_update(of=boards)
BY_CODE = WHOLE.where(boards.c.code == bindparam("given"), boards.c.state == BoardState.OPEN.value)
UP = WHOLE.where(boards.c.state == BoardState.OPEN.value).order_by(boards.c.compound_id)
NAME = select(compounds.c.name).where(compounds.c.id == bindparam("compound"))
LAST_ON = (
    select(entries.c.stream, func.max(entries.c.seq).label("seq"))
    .where(
        entries.c.stream.in_(bindparam("streams", expanding=True)),
        entries.c.at < bindparam("before", type_=Moment()),
    )
    .group_by(entries.c.stream)
    .subquery()
)
HEADS = (
    select(entries)
    .where(tuple_(entries.c.stream, entries.c.seq).in_(select(LAST_ON.c.stream, LAST_ON.c.seq)))
    .order_by(entries.c.stream)
)

ELECTED = select(elections.c.vote_id).where(
    elections.c.compound_id == bindparam("compound"), elections.c.vote_id.is_not(None)
)
FIRST_SOLVED = (
    select(func.min(issues.c.changed_at))
    .outerjoin(issue_seals, issue_seals.c.issue_id == issues.c.id)
    .where(
        issues.c.compound_id == bindparam("compound"),
        issues.c.state == State.CLOSED.value,
        issue_seals.c.issue_id.is_(None),
        issues.c.changed_at >= bindparam("since", type_=Moment()),
    )
)
FIRST_PUBLISHED = select(func.min(announcements.c.published_at)).where(
    announcements.c.compound_id == bindparam("compound"),
    announcements.c.state == AnnouncementState.PUBLISHED.value,
    announcements.c.published_at >= bindparam("since", type_=Moment()),
)
STAMP = select(
    select(func.coalesce(func.max(roles.c.id), 0)).scalar_subquery(),
    select(func.count()).select_from(ownerships).scalar_subquery(),
    select(func.coalesce(func.max(owners.c.id), 0)).scalar_subquery(),
    select(func.coalesce(func.max(dwelling_units.c.id), 0)).scalar_subquery(),
    select(func.count()).select_from(gone_names).scalar_subquery(),  # no row goes: nothing is missed between two looks
    select(func.coalesce(func.sum(gone_names.c.length), 0)).scalar_subquery(),
)


class Boards(Repository):
    """Boards on the web."""

    async def of_compound(self, compound_id: int) -> Board:
        """As it stands; where nothing was ever asked, it is off."""
        row = await self.row(OF_COMPOUND, compound=compound_id)
        return Board(compound_id, await self._called(compound_id)) if row is None else _board(row)

    async def hold(self, compound_id: int, code: str, at: datetime) -> Board:
        """The same, its row ours until the commit; `code` is its own if it has none yet."""
        row = {"compound_id": compound_id, "code": code, "state": BoardState.OFF.value, "changed_at": at}
        await self.offer(boards, row)
        found = await self.row(LOCK, compound=compound_id)
        assert found is not None, "it was offered above"
        return _board(found)

    async def lock(self, compound_id: int) -> Board | None:
        """The same where it was ever asked for, its row ours until the commit."""
        row = await self.row(LOCK, compound=compound_id)
        return None if row is None else _board(row)

    async def turn(
        self, board: Board, state: BoardState, *, asked_by: int | None, by: int | None, at: datetime
    ) -> None:
        """Asked for, put up, taken down."""
        turned = update(boards).where(boards.c.compound_id == board.compound_id)
        await self.run(turned.values(state=state.value, asked_by=asked_by, changed_by=by, changed_at=at))

    async def by_code(self, code: str) -> Board | None:
        """The board that is up under this code."""
        row = await self.row(BY_CODE, given=code)
        return None if row is None else _board(row)

    async def up(self) -> list[Board]:
        """Every board that is up."""
        return [_board(row) for row in await self.rows(UP)]

    async def heads(self, streams: Sequence[str], before: datetime) -> list[Entry]:
        """The last entry of each of these streams before a moment."""
        found = await self.rows(HEADS, streams=list(streams), before=before)
        return [Entry(row.stream, row.seq, row.prev, row.type, row.body) for row in found]

    async def elected(self, compound_id: int) -> frozenset[int]:
        """Votes between candidates: their options are people."""
        return frozenset(row.vote_id for row in await self.rows(ELECTED, compound=compound_id))

    async def firsts(self, compound_id: int, zone: ZoneInfo) -> list[datetime]:
        """When the first report of each year was put right, of those that are not for one person alone; its notices."""
        found: list[datetime] = []
        for first_since in (FIRST_SOLVED, FIRST_PUBLISHED):
            since = datetime(FIRST_YEAR, 1, 1, tzinfo=zone)
            while (first := await self.value(first_since, compound=compound_id, since=since)) is not None:
                found.append(first)
                since = datetime(first.astimezone(zone).year + 1, 1, 1, tzinfo=zone)
        return found

    async def gone(self, compound_id: int, keys: Keys) -> GoneNames:
        """The names that went from the registers there, and stay covered."""
        return await gone_from(self, compound_id, keys)

    async def let_go(self, compound_id: int, names: Collection[str], keys: Keys) -> None:
        """These names go from the registers there."""
        await keep_covered(self, compound_id, names, keys)

    async def uncover(self, compound_id: int, word: str, keys: Keys) -> bool:
        """A word that was taken for a name is covered there no more; whether it was."""
        return await let_word_go(self, compound_id, word, keys)

    async def stamp(self) -> tuple[int, ...]:
        """Changes whenever somebody moves in, a home or an owner is written down, a name goes or is let go."""
        row = await self.row(STAMP)
        assert row is not None, "a count always answers"
        return tuple(row)

    async def _called(self, compound_id: int) -> str:
        return str(await self.value(NAME, compound=compound_id) or "")


def _board(row: Row[Any]) -> Board:
    return Board(row.compound_id, row.name, BoardState(row.state), row.code, row.asked_by, row.changed_at)
