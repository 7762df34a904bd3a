"""The board in both languages: four reports a page, a tap an act, whatever people wrote."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from domain.issues import Issue
from domain.issues_board import OFFERED, Column, board
from domain.issues_life import State
from domain.registry import Place
from rendering import issues_board as drawn
from rendering.dispatch import Drawing
from rendering.issues_board import ShowBoard
from rendering.issues_buttons import IssueStep, SeeIssue
from rendering.notices import draw
from rendering.screens import Screen
from rendering.texts import SPOKEN, texts

ZONE = ZoneInfo("Asia/Shanghai")
AT = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)


def report(number: int, state: State, holder: str | None = None) -> Issue:
    return Issue(
        id=number,
        number=number,
        place=Place(1),
        compound="中华园",
        building=None,
        reporter_id=1,
        reporter="王阿姨",
        text="灯不亮 <b>&" * 9,
        spot=None,
        state=state,
        reported_at=AT,
        changed_at=AT,
        holder=holder,
    )


def presses(screen: Screen) -> list[type]:
    return [type(key.press) for row in screen.keys for key in row]


@pytest.mark.parametrize("locale", SPOKEN)
def test_a_column_comes_in_pages_of_four(locale: str) -> None:
    found = board([report(number, State.REPORTED) for number in range(1, 7)], AT)
    first = drawn.board(texts(locale), found, Column.HUNG, 0, zone=ZONE)
    last = drawn.board(texts(locale), found, Column.HUNG, 9, zone=ZONE)
    assert presses(first).count(SeeIssue) == 4 and presses(last).count(SeeIssue) == 2
    assert presses(first).count(IssueStep) == 4 * len(OFFERED[Column.HUNG])
    assert presses(first).count(ShowBoard) == 6 == presses(last).count(ShowBoard)
    assert " <b>&" not in first.text and "王阿姨" not in first.text


@pytest.mark.parametrize("locale", SPOKEN)
@pytest.mark.parametrize("column", Column)
def test_every_column_is_drawn_full_and_empty(locale: str, column: Column) -> None:
    found = board([report(number, state, "孙网格 <b>&") for number, state in enumerate(State, 1)], AT)
    screen = drawn.board(texts(locale), found, column, 0, zone=ZONE)
    assert SeeIssue in presses(screen) and ("孙网格" in screen.text) is (column is Column.GIVEN)
    assert presses(drawn.board(texts(locale), board([], AT), column, 0, zone=ZONE)).count(SeeIssue) == 0


@pytest.mark.parametrize("locale", SPOKEN)
def test_whoever_supervises_reads_whom_it_was_given_to(locale: str) -> None:
    facts = {"id": 1, "number": "0001", "compound": None, "building": None, "since": "2026-11-24T02:00:00+00:00"}
    for holder in ("孙网格 <b>&", None):
        screen = draw("issues.unaccepted", Drawing(texts(locale), ZONE, AT, AT), {**facts, "holder": holder}).screen
        assert screen is not None and " <b>&" not in screen.text and presses(screen).count(IssueStep) == 2
