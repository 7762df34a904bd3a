"""2.12 网格事件分流督办: given out, due, supervised once, confirmed by its reporter, who may reject the closing.

Its figures: 3,900 grids with a worker each, one without is flagged; how many, how many in time, how many late.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from domain.grids import MOST_GRIDS, Grid, GridMap
from domain.issues_board import Column
from domain.issues_clock import ACCEPTED_WITHIN
from domain.issues_ladder import LATE, TOP
from domain.issues_life import State
from domain.issues_statistics import Share
from domain.outcomes import Done, Refusal
from rendering.grids import grid_list
from rendering.issues_board import board as drawn_board
from rendering.texts import SPOKEN, texts
from services import issues_months
from services.issues_board import issue_board, return_unaccepted
from services.issues_ladder import tell_late
from storage.database import Database
from tests.builders import found_town
from tests.services.reporting import PHOTO, handle, queued, reported, rows_due


async def test_an_event_is_supervised_once_and_its_reporter_may_reject_the_closing(
    embedded: Database, at: datetime
) -> None:
    town = await found_town(embedded, at)
    number = int((await reported(embedded, town["王阿姨"], "3号楼灯不亮", at))["id"])
    given = {"holder": town["孙网格"].person_id}
    await handle(embedded, town["赵主任"], "assign", number, at, given=given)
    first = at + ACCEPTED_WITHIN
    await return_unaccepted(embedded, subject=f"issue:{number}", due=first, source="due 1", at=first)
    assert len(await queued(embedded, template="issues.unaccepted")) == 1, "overdue once"
    await handle(embedded, town["赵主任"], "assign", number, first, given=given)
    again = first + ACCEPTED_WITHIN
    await return_unaccepted(embedded, subject=f"issue:{number}", due=again, source="due 2", at=again)
    assert len(await queued(embedded, template="issues.unaccepted")) == 2, "each time it was given out, once"
    for who, step in (("孙网格", "take"), ("孙网格", "done"), ("李楼长", "check"), ("王阿姨", "solved")):
        more = {"files": (PHOTO,)} if step == "done" else {}
        assert isinstance(await handle(embedded, town[who], step, number, again, **more), Done)
    rejected = await handle(embedded, town["王阿姨"], "reopen", number, again + timedelta(days=1), text="又不亮了")
    assert isinstance(rejected, Done) and rejected["state"] == State.REOPENED


COMMUNITIES, GRIDS = 20, 195
VACANT = {(3, 7), (19, 194)}
"""Community and place of the grids nobody looks after."""


def drawn_map(community: int) -> GridMap:
    grids = tuple(Grid(number + 1, community, f"第{number + 1}网格", households=300) for number in range(GRIDS))
    workers = [(number + 1, "孙网格") for number in range(GRIDS) if (community, number) not in VACANT]
    return GridMap(community, f"第{community}社区", grids, (), tuple(workers))


def test_of_3900_grids_each_has_a_worker_and_the_one_without_is_flagged() -> None:
    assert COMMUNITIES * GRIDS == 3900 and GRIDS <= MOST_GRIDS
    maps = [drawn_map(community) for community in range(COMMUNITIES)]
    without = {(one.community_id, grid.id - 1) for one in maps for grid in one.grids if not one.workers_of(grid.id)}
    assert without == VACANT
    for locale in SPOKEN:
        speaking = texts(locale)
        nobody = speaking.plain("offices.seats.nobody")
        pages = [grid_list(speaking, maps[3], 1, page).text for page in range(GRIDS)]
        flagged = [line for line in "\n".join(pages).splitlines() if nobody in line]
        assert len(flagged) == 1 and "第8网格" in flagged[0]


async def test_what_is_late_goes_up_once_a_level_whoever_plays_it_again(embedded: Database, at: datetime) -> None:
    town = await found_town(embedded, at)
    number = int((await reported(embedded, town["王阿姨"], "3号楼路面有坑", at))["id"])
    played = 0
    while rows := await rows_due(embedded, LATE):
        for again in range(2):
            row = {"subject": f"issue:{number}", "due": rows[0], "at": rows[0]}
            await tell_late(embedded, source=f"due {played} {again}", **row)
        played += 1
        assert played <= TOP
    async with embedded.reading() as transaction:
        entries = await transaction.journal.read(f"issue:{number}")
    assert [entry.body["level"] for entry in entries if entry.type == "level"] == list(range(1, TOP + 1))


async def test_how_many_how_many_in_time_and_how_many_late_is_read_by_those_who_serve(
    embedded: Database, at: datetime
) -> None:
    town = await found_town(embedded, at)
    chair = town["赵主任"].actor
    numbers = [
        int((await reported(embedded, town["王阿姨"], f"3号楼路面有坑，第{n}处", at, f"u{n}"))["id"]) for n in range(4)
    ]
    for number, hours in zip(numbers, (1, 23, 25), strict=False):
        answered = {"text": "这就去看", "at": at + timedelta(hours=hours)}
        assert isinstance(await handle(embedded, town["赵主任"], "answer", number, **answered), Done)
    later = at + timedelta(days=2)
    board = await issue_board(embedded, actor=chair, at=later)
    assert (sum(len(board.of(column)) for column in Column), board.late) == (4, 1), "one was never answered"
    late = drawn_board(texts("zh_Hans"), board, Column.HUNG, 0, zone=embedded.zone).text
    assert "超期的有 1 件" in late
    assert (await issue_board(embedded, actor=chair, at=at)).late == 0
    first = at.astimezone(embedded.zone).date().replace(day=1)
    month = await issues_months.month(embedded, actor=chair, compound_id=town.compound_id, first=first)
    assert not isinstance(month, Refusal)
    assert (month.figures.came, month.figures.in_time) == (4, Share(2, 4))
