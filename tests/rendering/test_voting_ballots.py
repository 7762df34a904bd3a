"""Options as buttons: one press where one may be marked, marks that turn where several may; what a button carries."""

from __future__ import annotations

from dataclasses import replace

import pytest

from domain.voting.questions import YES_NO, Question, options_of
from rendering.buttons import parse
from rendering.texts import texts
from rendering.voting_ballots import MarkOption, ballot_keys, marks_word, pack_marks, unpack_marks
from rendering.voting_buttons import ChooseBallot
from tests.domain.voting.test_votes import VOTE

ZH = texts("zh_Hans")
GATES = Question("one-of-several", options_of(["铁门", "木门"]))
TREES = Question("approval", options_of([f"树{n}" for n in range(1, 21)]))


@pytest.mark.parametrize(
    ("question", "marks"),
    [(YES_NO, {"abstain"}), (GATES, {"2"}), (GATES, set()), (TREES, {str(n) for n in range(1, 21)})],
)
def test_a_button_carries_marks_there_and_back(question: Question, marks: set[str]) -> None:
    packed = pack_marks(question, frozenset(marks))
    assert unpack_marks(question, packed) == marks
    button = ChooseBallot(10**15, 10**15, packed)
    assert parse(button.pack()) == button


@pytest.mark.parametrize("packed", ["4", "-1", "x", "", "٣", "approve"])
def test_forged_marks_are_none(packed: str) -> None:
    assert unpack_marks(GATES, packed) is None and (packed == "approve" or unpack_marks(YES_NO, packed) is None)


def test_one_of_several_is_one_press_and_none_of_them_is_one_too() -> None:
    keys = ballot_keys(ZH, replace(VOTE, question=GATES), 7)
    assert [[key.label for key in row] for row in keys] == [["铁门"], ["木门"], ["都不选"]]
    assert keys[1][0].press == ChooseBallot(VOTE.id, 7, "2") and keys[2][0].press == ChooseBallot(VOTE.id, 7, "0")
    assert [key.label for key in ballot_keys(ZH, VOTE, 7)[0]] == ["同意", "反对", "弃权"]


def test_marks_turn_until_they_are_done() -> None:
    vote = replace(VOTE, question=replace(TREES, options=TREES.options[:3]))
    *toggles, (done,) = ballot_keys(ZH, vote, 7, frozenset({"2"}))
    assert [row[0].label for row in toggles] == ["☐ 树1", "☑ 树2", "☐ 树3"]
    assert [row[0].press for row in toggles] == [MarkOption(VOTE.id, 7, marks) for marks in ("3", "0", "6")]
    assert done.label == "选好了（1项）" and done.press == ChooseBallot(VOTE.id, 7, "2")
    assert marks_word(ZH, vote.question, frozenset({"3", "1"})) == "树1、树3"
