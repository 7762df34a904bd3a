"""What keeps coming back, what is known, what cannot wait, the whole story: in both languages, short, and escaped."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from domain.issues import Issue, Progress, View
from domain.issues_categories import Category
from domain.issues_chain import Chain, Link, Part
from domain.issues_faults import KINDS, FaultPage, KnownFault
from domain.issues_life import State
from domain.issues_recurrence import RootCause, RootCausePage
from domain.issues_urgent import Criterion, Missed, Urgent, UrgentFigures, UrgentSeen
from domain.registry import Place
from rendering import issues as screens
from rendering import issues_chain, issues_faults, issues_recurrence, issues_urgent
from rendering.deliberation_buttons import ShowMatter
from rendering.issues_buttons import SeeIssue
from rendering.issues_chain import ChainOfIssue, ChainOfMatter
from rendering.issues_faults import EndFault, FaultIn, FaultOf, FaultUntil, FollowFault
from rendering.issues_recurrence import DiscussCause
from rendering.screens import Screen
from rendering.texts import Texts, texts
from tests.rendering.test_issues import LOCALES, SHANGHAI

AT = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
HOSTILE = "3号楼 <b>&"
ISSUE = Issue(1, 1, Place(1, 3), "中华园", HOSTILE, 2, "王阿姨", "电梯停了", None, State.TAKEN, AT, AT, category="lift")
CAUSE = RootCause(1, Place(1, 3), None, None, Category.LIFT, AT, "中华园", HOSTILE, (ISSUE,) * 9)
FAULT = KnownFault(1, Place(1, 3), Category.WATER, AT, AT + timedelta(hours=8), "中华园", HOSTILE)
URGENT = Urgent(1, 1, Criterion.DANGER, 7, AT, AT + timedelta(hours=1), AT + timedelta(days=1))
LINKS = tuple(Link(AT, part, step, "1") for part, step in [(Part.ISSUE, "report"), (Part.MATTER, "started")] * 5)


def presses(screen: Screen) -> list[object]:
    return [key.press for row in screen.keys for key in row]


def all_screens(words: Texts) -> Iterator[Screen]:
    yield issues_recurrence.causes(words, [CAUSE] * 9)
    yield issues_recurrence.causes(words, [])
    for cause in (
        CAUSE,
        replace(CAUSE, matter_id=4),
        replace(CAUSE, matter_id=4, matter_over=True, times=()),
        replace(CAUSE, set_aside_at=AT, reason=HOSTILE, building=None),
    ):
        yield issues_recurrence.cause(words, RootCausePage(cause, (ISSUE,), leads=True), SHANGHAI)
    faults = [
        FAULT,
        replace(FAULT, building=None, late_at=AT),
        replace(FAULT, ended_at=AT),
        replace(FAULT, ended_at=AT, by_itself=True),
    ]
    yield issues_faults.faults(words, faults, keeps=True, zone=SHANGHAI)
    for fault in faults:
        yield issues_faults.fault(words, FaultPage(fault, follows=False, keeps=True), SHANGHAI)
    yield issues_faults.which_place(words, [(Place(1, 3), HOSTILE)])
    yield issues_faults.which_kind(words, FaultIn(1, 3, 0))
    for kind in KINDS:
        yield issues_faults.preview(words, FaultUntil(1, 3, 0, kind.value, 29_000_000, 0), HOSTILE, SHANGHAI)
    found = [(ISSUE, URGENT), (replace(ISSUE, building=None), replace(URGENT, missed=(Missed.DONE,)))]
    yield issues_urgent.urgent_list(words, found * 4, UrgentFigures(3, 2, 1, 1), at=AT, zone=SHANGHAI)
    yield issues_urgent.urgent_list(words, [], UrgentFigures(0, 0, 0, 0), at=AT, zone=SHANGHAI)
    yield issues_chain.chain(words, Chain(LINKS, (ISSUE,), 4), ChainOfIssue(1, 0), SHANGHAI)
    yield issues_chain.chain(words, Chain(LINKS, (), None), ChainOfMatter(1, 9), SHANGHAI)


@pytest.mark.parametrize("locale", LOCALES)
def test_each_screen_is_short_and_what_people_named_is_escaped(locale: str) -> None:
    for screen in all_screens(texts(locale)):
        assert len(screen.text.splitlines()) <= 9 and "<b>&" not in screen.text, screen.text
        assert all(key.label for row in screen.keys for key in row)


def test_only_whoever_leads_is_offered_the_matter_and_only_what_they_may_open() -> None:
    words = texts("zh_Hans")
    theirs = issues_recurrence.cause(words, RootCausePage(CAUSE, (), leads=False), SHANGHAI)
    assert not any(isinstance(press, DiscussCause | SeeIssue) for press in presses(theirs))
    mine = issues_recurrence.cause(words, RootCausePage(CAUSE, (ISSUE,), leads=True), SHANGHAI)
    assert DiscussCause(1) in presses(mine) and SeeIssue(1) in presses(mine)
    begun = issues_recurrence.cause(words, RootCausePage(replace(CAUSE, matter_id=4), (), leads=False), SHANGHAI)
    assert ShowMatter(4) in presses(begun)


def test_what_is_over_is_followed_no_more_and_ended_by_nobody() -> None:
    words = texts("zh_Hans")
    over = issues_faults.fault(words, FaultPage(replace(FAULT, ended_at=AT), follows=True, keeps=True), SHANGHAI)
    assert not any(isinstance(press, FollowFault | EndFault) for press in presses(over))
    assert "已恢复供水" in over.text
    asked = issues_faults.until_when(words, FaultOf(1, 3, 0, "water"), AT, SHANGHAI)
    labels = [key.label for row in asked.keys for key in row]
    assert labels[0] == "11:00" and "11月25日（周三）10:00" in labels


def test_an_urgent_line_stands_in_place_of_the_usual_deadline() -> None:
    words = texts("zh_Hans")
    seen = Progress(ISSUE, View.PUBLIC, urgent=UrgentSeen(URGENT), at=AT)
    assert "急事（人身、财产有危险）" in screens.progress(words, seen, SHANGHAI).text.replace("</b>", "").replace(
        "<b>", ""
    )
    lowered = replace(URGENT, lowered_at=AT, reason=HOSTILE)
    said = screens.progress(words, replace(seen, urgent=UrgentSeen(lowered)), SHANGHAI).text
    assert "后来改成一般报事" in said and "<b>&" not in said
    assert issues_urgent.urgent_keys(words, seen) == []
    assert issues_urgent.urgent_keys(words, replace(seen, urgent=None)) == []


def test_the_pages_of_the_story_turn_in_place() -> None:
    words = texts("zh_Hans")
    first = issues_chain.chain(words, Chain(LINKS), ChainOfMatter(7, 0), SHANGHAI)
    last = issues_chain.chain(words, Chain(LINKS), ChainOfIssue(7, 1), SHANGHAI)
    assert ChainOfMatter(7, 1) in presses(first) and ChainOfIssue(7, 0) in presses(last)
    assert "报事 1：报上来" in first.text and "第1号议题：发起" in first.text
