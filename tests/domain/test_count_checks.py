"""What a count sheet is checked by: voters as on the list, ballots as they were noted, a photo that is here."""

from __future__ import annotations

from dataclasses import replace

from domain.count_checks import NO_PHOTO, PHOTO_COMING, EnteredSheet, marks_refusal, photo_refusal, sheet_subject
from domain.count_sheets import CountSheet
from domain.election_voters import Turnout
from domain.outcomes import Reason, Refusal

SHEET = CountSheet(678, 431, 430, 2, {1: 300})


def test_both_numbers_are_said_where_they_differ() -> None:
    assert marks_refusal(SHEET, Turnout(1, 431, 678)) is None
    wrong = {"what": "count_issued", "said": 431, "marked": 430}
    assert marks_refusal(SHEET, Turnout(1, 430, 678)) == Refusal(Reason.INVALID, wrong)
    wrong = {"what": "count_voters", "said": 677, "listed": 678}
    assert marks_refusal(replace(SHEET, voters=677), Turnout(1, 431, 678)) == Refusal(Reason.INVALID, wrong)


def test_without_its_photo_nobody_confirms_it() -> None:
    assert photo_refusal("stored") is None
    assert photo_refusal("pending") == PHOTO_COMING
    assert photo_refusal("lost") == photo_refusal(None) == NO_PHOTO


def test_the_photo_is_kept_under_the_sheet() -> None:
    assert sheet_subject(EnteredSheet(7, SHEET, 1).id) == "count_sheet:7"
