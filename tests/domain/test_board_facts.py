"""What stands on 网上公示栏: values with nobody in them, a vote by its heads alone, nothing of who owes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from domain.announcements import Announcement, AnnouncementState
from domain.board_facts import (
    BoardFacts,
    StreamHead,
    Window,
    by_staff,
    is_everybodys,
    is_public,
    matching,
    public_answer,
    public_day,
    public_fund,
    public_issue,
    public_matter,
    public_notice,
    public_record,
    public_sounding,
    public_task,
    public_version,
    public_vote,
    solved,
    without_debts,
    years_of,
)
from domain.boards import Board
from domain.deliberation.answers import Cluster
from domain.deliberation.matters import Version
from domain.deliberation.procedures import SIX_STEPS
from domain.deliberation.records import MatterRecord
from domain.deliberation.stages import Need, Stage
from domain.deliberation.tasks import Task, TaskPlan, TaskState
from domain.funds import Fund, FundKind, FundLine, LineKind
from domain.issues import Issue
from domain.issues_life import State
from domain.meetings import Meeting, MeetingAction, MeetingKind, Topic, agenda
from domain.registry import Place
from domain.soundings import Sounding, SoundingState
from domain.voting.questions import Option, Question
from domain.voting.votes import Vote, VoteState
from tests.deliberating import a_matter

AT = datetime(2026, 11, 24, 2, tzinfo=UTC)
ZONE = ZoneInfo("Asia/Shanghai")
NAME = "王桂兰"
VOTE = Vote(
    1, Place(1), 3, "", NAME, NAME, "h", "rule", {"weight": "formal"}, VoteState.OPEN, 7, AT, AT, AT, "r", 12, 9
)  # fmt: skip
ISSUE = Issue(1, 127, Place(1, 2), "中华园", "3号楼", 7, NAME, f"{NAME}家漏水", (1, 2), State.REPORTED, AT, AT)


def cover(words: str) -> str:
    return words.replace(NAME, "＊")


@pytest.mark.parametrize(("came", "told"), [(0, None), (4, None), (5, 5), (7, 7), (8, None), (12, None)])
def test_an_open_vote_tells_its_heads_where_it_tells_on_nobody(came: int, told: int | None) -> None:
    assert public_vote(VOTE, came, cover).came == told


def test_a_result_is_told_once_it_is_out() -> None:
    for state in VoteState:
        shown = public_vote(replace(VOTE, state=state, result={"passed": True}), 6, cover)
        out = state in (VoteState.PUBLISHED, VoteState.FINAL)
        assert (shown.vote.result is not None, shown.out) == (out, out), state
        assert (shown.came is not None) == shown.open == (state is VoteState.OPEN)


def test_words_of_a_vote_are_covered() -> None:
    named = replace(VOTE, question=Question("one-of-several", (Option("1", NAME),)))
    shown = public_vote(named, 0, cover).vote
    assert (shown.title, shown.text, shown.question.labels) == ("＊", "＊", {"1": "＊"})


def test_what_concerns_some_homes_stays_with_them() -> None:
    small = a_matter(Stage.DOING, AT)
    assert not is_public(small) and is_public(replace(small, procedure_name=SIX_STEPS.name))
    assert is_everybodys(VOTE) and not is_everybodys(replace(VOTE, terms={"scope": {}}))
    assert not is_everybodys(replace(VOTE, state=VoteState.CANCELLED))


def test_nobody_is_in_a_matter() -> None:
    said = replace(a_matter(Stage.STOPPED, AT), title=NAME, text=NAME, reason=NAME, done_words=NAME, stop_why=NAME)
    shown = public_matter(said, AT, cover)
    assert NAME not in repr(shown) and shown.ends is None, "nothing more is to come"
    assert public_matter(a_matter(Stage.DOING, AT), AT, cover).ends == AT


def test_nobody_is_in_a_report() -> None:
    whole = replace(ISSUE, holder=NAME, keeper=NAME, thing="2号梯", filed_by=9)
    assert NAME not in repr(public_issue(whole, cover)) and public_issue(whole, cover).text == "＊家漏水"
    assert public_issue(replace(whole, hidden="rude"), cover).text == ""
    assert solved(replace(ISSUE, state=State.CLOSED)) and not solved(replace(ISSUE, state=State.DECLINED))


def test_an_account_shows_lines_two_people_stand_for_and_neither_payee_nor_invoice() -> None:
    line = FundLine(1, 1, LineKind.OUT, -5, date(2026, 11, 1), NAME, 7, AT, payee=NAME, checked_by=8, checked_at=AT)
    line = replace(line, invoice="13800138000")
    waits = replace(line, number=2, checked_at=None)
    bare = replace(line, number=3, payee="", invoice="")
    shown = public_fund(Fund(1, Place(1), FundKind.REVENUE, NAME, NAME, "0123", (line, waits, bare)), cover)
    assert [(one.number, one.payee, one.invoice, one.posted_by, one.checked_by) for one in shown.lines] == [
        (1, "＊", "＊", None, None),
        (3, "", "", None, None),
    ]
    assert NAME not in repr(shown) and shown.tail == "" and shown.balance == -10


def test_nobody_is_in_what_is_said_asked_promised_or_put_on_record() -> None:
    notice = Announcement(
        1, Place(1), "中华园", None, 7, 2026, 1, NAME, 1, False, False, AnnouncementState.PUBLISHED, AT, AT
    )  # fmt: skip
    sounding = Sounding(1, Place(1), NAME, (NAME,), 7, AT, AT, 9, SoundingState.OPEN)
    record = MatterRecord(1, 1, 1, Stage.PROPOSING, Need.PRESENT, NAME, None, 7, AT)
    task = Task(1, 1, 1, 1, TaskPlan(NAME, NAME, AT.date(), 5), AT.date(), TaskState.OPEN, AT, None, NAME, NAME)
    found = [
        public_notice(notice, cover),
        public_sounding(sounding, cover),
        public_record(record, cover),
        public_answer(Cluster(1, 1, NAME, None, NAME), cover),
        public_task(task, cover),
        public_version(Version(1, NAME, NAME, NAME, AT), cover),
    ]
    assert [one for one in found if NAME in repr(one)] == []
    assert by_staff(record) and by_staff(replace(record, need=Need.UNITS))
    assert not by_staff(replace(record, need=Need.ACCEPTED))


def test_a_day_of_a_meeting_without_its_minutes() -> None:
    going = MeetingAction(1, 0, NAME, NAME, date(2027, 12, 1))
    late = replace(going, id=2, finish_on=date(2026, 12, 1))
    meeting = Meeting(
        1, Place(1), MeetingKind.TOPIC_DAY, NAME, AT, 7, (0,), (Topic(1, 1, NAME, None, NAME),), (going, late), NAME
    )  # fmt: skip
    shown = public_day(agenda(meeting, 1, ZONE), cover)
    assert NAME not in repr(shown)
    assert (len(shown.topics), len(shown.late), len(shown.going)) == (1, 1, 1)


def test_who_owes_is_not_said_though_the_name_is_covered() -> None:
    assert without_debts("3号楼2单元＊欠物业费3200元。灯修好了。\n＊说好") == "＊。灯修好了。\n＊说好"
    assert without_debts("还有5户没交物业费，请尽快。") == "还有5户没交物业费，请尽快。", "nobody is meant"
    assert without_debts("") == ""


def test_what_is_asked_goes_on_and_is_over() -> None:
    lately = Window.lately(AT)
    asked, going, ended, old = (
        public_matter(replace(a_matter(stage, AT), since=since), None, cover)
        for stage, since in (
            (Stage.SOLICITING, AT),
            (Stage.DOING, AT),
            (Stage.ARCHIVED, AT),
            (Stage.ARCHIVED, AT.replace(year=2025)),
        )
    )
    open_, published = public_vote(VOTE, 6, cover), public_vote(replace(VOTE, state=VoteState.FINAL), 0, cover)
    facts = BoardFacts(
        Board(1, "中华园"), {}, lately, (asked, going, ended, old), (open_, published), reports=(ISSUE,), solved=()
    )
    assert (facts.asked.matters, facts.asked.votes, facts.asked.nothing) == ((asked,), (open_,), False)
    assert (facts.going, facts.over, facts.results) == ((going,), (ended,), (published,))
    assert (facts.figures.open, facts.figures.solved, facts.figures.turnout) == (1, 0, ((3, 6, 12),))
    assert BoardFacts(Board(1, "中华园"), {}, lately).asked.nothing


def test_windows_and_years() -> None:
    year = Window.year(2026, ZONE)
    assert year.has(AT) and not year.has(None)
    assert year.has(datetime(2025, 12, 31, 16, tzinfo=UTC)) and not year.has(datetime(2026, 12, 31, 16, tzinfo=UTC))
    assert Window.lately(AT).has(AT)
    assert years_of([AT, None, datetime(2025, 12, 31, 16, tzinfo=UTC), AT.replace(year=2024)], [], ZONE) == (2026, 2024)


def test_a_journal_is_of_a_kind_and_has_a_name() -> None:
    head = StreamHead("fund:7", "公共收益", 3, "0f3a")
    assert (head.kind, head.called) == ("fund", "公共收益")


def test_everything_asked_for_must_stand_there() -> None:
    assert matching("院内路灯改造 LED", "led 路灯") and not matching("院内路灯改造", "路灯 水管") and matching("x", "")
