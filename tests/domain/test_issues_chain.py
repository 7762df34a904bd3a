"""One line of time: which steps are told, in which order, and which page of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from domain.issues import Issue, Taken
from domain.issues_categories import Category
from domain.issues_chain import Link, Part, in_order, of_cause, of_issue, of_matter, of_vote, page_of
from domain.issues_life import State, Step
from domain.issues_recurrence import RootCause
from domain.journal import Entry
from domain.moments import write_moment
from domain.registry import Place

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
DAY = timedelta(days=1)
ISSUE = Issue(1, 12, Place(1, 3), "中华园", "3号楼", 2, "王阿姨", "电梯又停了", None, State.CLOSED, AT, AT)


def entry(kind: str, at: datetime) -> Entry:
    return Entry("matter:1", 1, "", kind, {"at": write_moment(at)})


def test_of_a_report_the_steps_are_told_and_not_the_talk() -> None:
    taken = [Taken(step, State.TAKEN, "13800138000", AT) for step in (Step.REPORT, Step.ANSWER, Step.ASK, Step.DONE)]
    assert [(one.step, one.number) for one in of_issue(ISSUE, taken)] == [("report", "0012"), ("done", "0012")]


def test_of_a_matter_its_stages_and_work_of_a_vote_its_publication() -> None:
    journal = [entry(kind, AT) for kind in ("started", "opinion", "voting", "task_done", "rated", "archived")]
    assert [(one.part, one.step) for one in of_matter(4, journal)] == [
        (Part.MATTER, "started"),
        (Part.MATTER, "voting"),
        (Part.WORK, "task_done"),
        (Part.MATTER, "archived"),
    ]
    votes = of_vote(2, [entry(kind, AT) for kind in ("posted", "opened", "sealed", "published")])
    assert [one.step for one in votes] == ["posted", "opened", "published"]


def test_of_a_root_cause_when_it_was_seen_and_set_aside() -> None:
    cause = RootCause(1, Place(1, 3), None, None, Category.LIFT, AT)
    assert [one.step for one in of_cause(cause)] == ["found"]
    assert [one.step for one in of_cause(replace(cause, set_aside_at=AT))] == ["found", "aside"]


def test_it_is_told_in_order_and_nothing_twice() -> None:
    first, second, third = (Link(AT + n * DAY, Part.ISSUE, "report", str(n)) for n in range(3))
    assert in_order([third, first, second, first]) == (first, second, third)


def test_a_page_that_is_not_there_is_the_nearest() -> None:
    links = [Link(AT, Part.ISSUE, "report", str(n)) for n in range(9)]
    assert page_of(links, 0, 7) == (0, 1, links[:7])
    assert page_of(links, 5, 7) == (1, 1, links[7:])
    assert page_of([], -3, 7) == (0, 0, [])
