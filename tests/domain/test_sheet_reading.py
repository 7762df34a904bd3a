"""A count sheet's lines belong to whose name stands on them, in whatever order they are typed."""

from __future__ import annotations

import pytest

from domain.count_sheets import CountSheet
from domain.outcomes import Reason, Refusal
from domain.sheet_reading import Form, read_sheet

FORM = Form(("选民（户）：", "发出：", "收回：", "作废："), {7: "王丽", 8: "王丽华"})
ENGLISH = Form(("Voters (homes): ", "Issued:", "Returned:", "Void:"), {7: "王丽", 8: "王丽华"})
CALLED = "选民：100\n发出：90\n收回：80\n作废：2\n王丽：50\n王丽华：41"
READ = CountSheet(100, 90, 80, 2, {7: 50, 8: 41})


@pytest.mark.parametrize(
    "typed",
    [
        CALLED,
        "\n".join(reversed(CALLED.splitlines())),
        "选民（户）：１００\n\n 发出 90张\n收回:80\n作废：二\n2. 王丽华 41票\n1. 王丽 五十",
        "100\n90\n80\n2\n50\n41",
        "选民：100\n发出：90\n收回：80\n作废：2\n1：50\n2：41",
        "100\n90\n80\n2\n王丽华：41\n王丽：50",
    ],
)
def test_a_number_belongs_to_the_name_on_its_line(typed: str) -> None:
    assert read_sheet(typed, FORM) == READ


def test_the_form_is_read_in_the_language_it_was_shown_in() -> None:
    typed = "Voters (homes): 100\nVoid: 2\nReturned: 80\nIssued: 90\n王丽: 50 votes\n王丽华: 41"
    assert read_sheet(typed, ENGLISH, run_off=True) == CountSheet(100, 90, 80, 2, {7: 50, 8: 41}, run_off=True)


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        (CALLED.replace("收回：80", "收回：很多"), "收回：很多"),
        (CALLED.replace("王丽：50", "林书兰：50"), "林书兰：50"),
        (CALLED + "\n王丽：51", "王丽：51"),
        (CALLED.replace("王丽：50", "1. 王丽："), "1. 王丽："),
        (CALLED.replace("王丽：50", "3：50"), "3：50"),
        (CALLED + "\n5", "5"),
        ("怎么填", "怎么填"),
    ],
)
def test_the_line_that_cannot_be_read_is_said(typed: str, line: str) -> None:
    assert read_sheet(typed, FORM) == Refusal(Reason.INVALID, {"what": "count_line", "line": line})


def test_what_is_missing_is_said() -> None:
    wanting = read_sheet("选民：100\n收回：80\n作废：2\n王丽华：41", FORM)
    assert wanting == Refusal(Reason.INVALID, {"what": "count_missing", "names": ["发出", "王丽"]})
