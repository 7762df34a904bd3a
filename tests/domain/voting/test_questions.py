"""What a ballot offers: its kind, its options, how many marks it takes; written in one way only."""

from __future__ import annotations

from dataclasses import replace

import pytest

from domain.outcomes import Reason, Refusal
from domain.voting.constituencies import Constituency, rule_of
from domain.voting.marks import read_marks, write_marks
from domain.voting.owners_matters import OwnersMatter
from domain.voting.questions import (
    LONGEST_OPTION,
    MOST_OPTIONS,
    YES_NO,
    Question,
    marks_refusal,
    options_of,
    question_of,
    question_refusal,
)
from domain.voting.rules import HOUSEHOLDS, OWNERS_COMMITTEE, OWNERS_SPECIAL, REPRESENTATIVES_MEETING

GATES = Question("one-of-several", options_of(["  铁门 ", "", "木门", "不换"]))
LIKED = replace(GATES, ballot="approval")
SEATS = replace(GATES, ballot="k-seats", seats=2)


def test_marks_are_written_in_one_way_and_read_back() -> None:
    for marks, written in ((frozenset(), "-"), (frozenset({"approve"}), "approve"), (frozenset({"3", "1"}), "1,3")):
        assert write_marks(marks) == written and read_marks(written) == marks


def test_a_question_is_its_three_columns() -> None:
    assert GATES.record == {
        "ballot": "one-of-several",
        "options": [{"key": "1", "label": "铁门"}, {"key": "2", "label": "木门"}, {"key": "3", "label": "不换"}],
        "seats": None,
    }
    assert YES_NO.record == {"ballot": "yes-no-abstain", "options": None, "seats": None} and not YES_NO.labels
    assert all(question_of(**one.record) == one for one in (YES_NO, GATES, SEATS))
    assert SEATS.labels["3"] == "不换" and SEATS.paper.places == 2 and LIKED.paper.places == 1


@pytest.mark.parametrize(
    ("question", "least", "most", "good", "bad"),
    [
        (YES_NO, 1, 1, [{"approve"}, {"abstain"}], [set(), {"approve", "reject"}, {"1"}]),
        (GATES, 0, 1, [set(), {"1"}], [{"1", "2"}, {"4"}]),
        (LIKED, 0, 3, [set(), {"1", "2", "3"}], [{"1", "9"}]),
        (SEATS, 0, 2, [set(), {"1", "3"}], [{"1", "2", "3"}, {"approve"}]),
    ],
)
def test_a_ballot_that_its_kind_does_not_allow_is_refused_with_how_many_it_takes(
    question: Question, least: int, most: int, good: list[set[str]], bad: list[set[str]]
) -> None:
    assert (question.least, question.most) == (least, most)
    assert [marks_refusal(question, frozenset(marks)) for marks in good] == [None] * len(good)
    refused = Refusal(Reason.INVALID, {"what": "vote_marks", "least": least, "most": most})
    assert [marks_refusal(question, frozenset(marks)) for marks in bad] == [refused] * len(bad)


def test_options_that_cannot_be_put() -> None:
    assert [question_refusal(one) for one in (YES_NO, GATES, LIKED, SEATS)] == [None] * 4
    many = [str(number) for number in range(MOST_OPTIONS + 1)]
    wrong = {
        "vote_options": [replace(GATES, options=options_of(lines)) for lines in (["铁门"], many)],
        "vote_option": [replace(GATES, options=options_of(["铁门", "门" * (LONGEST_OPTION + 1)]))],
        "vote_options_twice": [replace(GATES, options=options_of(["铁门", " 铁门"]))],
        "vote_seats": [replace(SEATS, seats=3), replace(SEATS, seats=-1)],
    }
    for what, questions in wrong.items():
        for question in questions:
            refusal = question_refusal(question)
            assert refusal is not None and refusal.facts["what"] == what
    most = replace(GATES, options=options_of(many[1:]))
    exact = replace(GATES, options=options_of(["铁门", "门" * LONGEST_OPTION]))
    assert question_refusal(most) is question_refusal(exact) is None


@pytest.mark.parametrize("number", range(2, MOST_OPTIONS + 1))
def test_there_is_a_place_fewer_than_options_at_most_and_it_is_said(number: int) -> None:
    asked = Question("k-seats", options_of(str(option) for option in range(number)), seats=number)
    assert question_refusal(asked) == Refusal(Reason.INVALID, {"what": "vote_seats", "most": number - 1})
    assert question_refusal(replace(asked, seats=number - 1)) is None


def test_each_constituency_has_its_rule_and_decides_nothing_that_is_the_owners() -> None:
    assert rule_of(Constituency.OWNERS, OwnersMatter.REBUILD) is OWNERS_SPECIAL
    assert rule_of(Constituency.HOUSEHOLDS, None) is HOUSEHOLDS
    assert rule_of(Constituency.REPRESENTATIVES, None) is REPRESENTATIVES_MEETING
    assert rule_of(Constituency.COMMITTEE, None) is OWNERS_COMMITTEE
    assert rule_of(Constituency.OWNERS, None) == Refusal(Reason.EMPTY, {"what": "vote_matter"})
    refused = rule_of(Constituency.REPRESENTATIVES, OwnersMatter.USE_FUND)
    assert isinstance(refused, Refusal) and refused.facts["what"] == "vote_owners_only"


def test_a_journal_keeps_the_keys_of_a_question_and_no_words() -> None:
    asked = Question("k-seats", options_of(["王桂兰", "刘德胜"]), 1)
    assert asked.outline == {"ballot": "k-seats", "options": ["1", "2"], "seats": 1}


def test_a_mark_is_what_it_is_whatever_stands_before_it_in_the_alphabet() -> None:
    assert read_marks("+") == frozenset({"+"})
