"""What is for one person alone, in every other room of reports: the board, hidden words, ratings, known faults."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from domain.issues import Said
from domain.issues_board import Column
from domain.issues_clock import ACCEPTED_WITHIN
from domain.issues_ratings import Satisfied
from domain.outcomes import Done, Reason, Refusal
from domain.registry import Place
from domain.whistles import WhistleKind
from services import issues, issues_faults
from services.issues_board import issue_board, return_unaccepted
from services.issues_hiding import hide_words
from services.issues_ratings import appeal_rating, rate_issue
from services.issues_urgent import declare_urgent, lower_urgent
from services.whistle_pages import report_of
from services.whistles import blow_whistle
from storage.database import Database
from tests.builders import Town, found_town
from tests.services.reporting import PHOTO, handle, offered, queued


async def sealed(database: Database, town: Town, at: datetime) -> int:
    """王阿姨 tells 李楼长 alone."""
    wang, leader = town["王阿姨"], town["李楼长"]
    offer = await offered(database, wang, Said("3号楼灯不亮，孙网格不管"), at)
    given: dict[str, Any] = {"actor": wang.actor, "draft_id": offer["draft_id"], "at": at}
    await issues.seal_offer(database, reader_id=leader.person_id, source="seal", **given)
    done = await issues.report_issue(database, source="report", **given)
    assert isinstance(done, Done)
    return int(done["id"])


async def test_it_stands_on_its_reader_s_board_alone_and_nobody_hears_that_it_hangs_again(
    embedded: Database, at: datetime
) -> None:
    town = await found_town(embedded, at)
    number = await sealed(embedded, town, at)
    for who, there in (("李楼长", 1), ("赵主任", 0), ("孙网格", 0)):
        board = await issue_board(embedded, actor=town[who].actor, at=at)
        assert sum(len(board.of(column)) for column in Column) == there, who
    given = {"given": {"holder": town["李楼长"].person_id}}
    assert isinstance(await handle(embedded, town["李楼长"], "assign", number, at, **given), Done)
    due = at + ACCEPTED_WITHIN
    outcome = await return_unaccepted(embedded, subject=f"issue:{number}", due=due, source="due", at=due)
    assert outcome == Done({"returned": True})
    assert await queued(embedded, template="issues.unaccepted") == []


async def test_its_words_are_not_hidden_from_a_public_that_never_read_them(embedded: Database, at: datetime) -> None:
    town = await found_town(embedded, at)
    number = await sealed(embedded, town, at)
    for who in ("李楼长", "赵主任"):
        hide: dict[str, Any] = {"issue_id": number, "reason": "rude", "source": f"hide {who}", "at": at}
        outcome = await hide_words(embedded, actor=town[who].actor, **hide)
        assert isinstance(outcome, Refusal) and outcome.facts["what"] == "issue", who


async def test_what_nobody_else_reads_nobody_else_could_decide(embedded: Database, at: datetime) -> None:
    town = await found_town(embedded, at)
    wang, leader = town["王阿姨"], town["李楼长"]
    number = await sealed(embedded, town, at)
    for who, step, more in (
        (leader, "take", {}),
        (leader, "done", {"text": "换了灯", "files": (PHOTO,)}),
        (wang, "solved", {}),
    ):
        assert isinstance(await handle(embedded, who, step, number, at, **more), Done)
    rated = await rate_issue(
        embedded, actor=wang.actor, issue_id=number, content=Satisfied.DISPLEASED, source="rate", at=at
    )
    assert isinstance(rated, Done)
    refused = await appeal_rating(
        embedded, actor=leader.actor, issue_id=number, words="当天就换了", source="appeal", at=at
    )
    assert isinstance(refused, Refusal) and refused.facts["what"] == "issue_appeal"


async def test_whoever_reports_for_a_neighbour_is_not_sent_home_with_a_known_fault(
    embedded: Database, at: datetime
) -> None:
    town = await found_town(embedded, at)
    grid = town["孙网格"]
    fault: dict[str, Any] = {"place": Place(town.compound_id, town.buildings["3号楼"]), "category": "water"}
    until = at + timedelta(hours=6)
    await issues_faults.note_fault(embedded, actor=grid.actor, ends_by=until, source="note", at=at, **fault)
    offer = await offered(embedded, grid, Said("3号楼没水了"), at)
    given: dict[str, Any] = {"actor": grid.actor, "draft_id": offer["draft_id"], "at": at}
    assert await issues_faults.known_for_offer(embedded, **given) is not None
    filed = await issues.file_offer(embedded, for_neighbour=True, source="for", **given)
    assert isinstance(filed, Done)
    assert await issues_faults.known_for_offer(embedded, **given) is None


async def test_whoever_does_not_read_it_is_told_by_no_act_that_it_is_there(embedded: Database, at: datetime) -> None:
    town = await found_town(embedded, at)
    number = await sealed(embedded, town, at)
    acts: tuple[tuple[Any, dict[str, Any]], ...] = (
        (hide_words, {"reason": "rude"}),
        (rate_issue, {"content": Satisfied.FAIR}),
        (appeal_rating, {"words": "不对"}),
        (declare_urgent, {"criterion": "danger"}),
        (lower_urgent, {"words": "不急"}),
    )
    for act, given in acts:
        for who in ("赵主任", "陈租客", "路过的人"):
            source = f"{act.__name__} {who}"
            outcome = await act(embedded, actor=town[who].actor, issue_id=number, source=source, at=at, **given)
            assert outcome == Refusal(Reason.NOT_FOUND, {"what": "issue"}), source
    declared = {"issue_id": number, "criterion": "danger", "source": "reader", "at": at}
    assert isinstance(await declare_urgent(embedded, actor=town["李楼长"].actor, **declared), Done)


async def test_no_unit_is_called_to_what_one_person_alone_reads(embedded: Database, at: datetime) -> None:
    town = await found_town(embedded, at)
    number = await sealed(embedded, town, at)
    given: dict[str, Any] = {"place": town.place, "kind": WhistleKind.BEYOND, "topic": "灯不亮", "at": at}
    for issue, who in ((number, "赵主任"), (number, "孙网格"), (99, "赵主任")):
        act = {"issue_id": issue, "source": f"blow {who} {issue}", **given}
        outcome = await blow_whistle(embedded, actor=town[who].actor, **act)
        assert outcome == Refusal(Reason.WRONG_STATE, {"what": "whistle_report"}), who
        assert await report_of(embedded, actor=town[who].actor, issue_id=issue) is None
