"""Silence beside the votes that were cast: counted where the by-laws say so, for whoever was served and reminded."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from domain.voting.counting import count_vote, deem_vote
from domain.voting.deliveries import Delivery, DeliveryWay, urge_refusal
from domain.voting.marking import MarkedBallot
from domain.voting.rolls import Head, Roll
from domain.voting.rules import Measure
from domain.voting.tally import Tally
from tests.domain.voting.opened import OPENS, VOTE, ZONE

YES = frozenset({"approve"})
OWNERS = ("王阿姨", "李楼长", "赵主任", "陈租客的房东")
ROLL = Roll(tuple(Head(name, 9000, ()) for name in OWNERS))
CAST = [MarkedBallot("王阿姨", YES), MarkedBallot("李楼长", YES)]
SILENT = replace(VOTE, terms={**VOTE.terms, "silence": {"policy": "follow_majority", "clause": "议事规则第18条"}})


def test_nothing_is_said_of_silence_where_nothing_was_agreed() -> None:
    assert deem_vote(VOTE, ROLL, CAST, OWNERS, OWNERS) is None


def test_whoever_was_served_and_reminded_and_says_nothing_joins_the_majority() -> None:
    """Two of four have voted: no quorum. 赵主任 has the paper and was reminded; 陈租客的房东 was not."""
    strict = count_vote(SILENT, ROLL, CAST)
    assert isinstance(strict, Tally) and not strict.passed
    found = deem_vote(SILENT, ROLL, CAST, ["赵主任", "陈租客的房东"], ["赵主任"])
    assert found is not None and found[0].served == {"赵主任"}
    deemed = found[1]
    assert deemed is not None and deemed.passed and deemed.approved[Measure.HEADS] == 3


def test_where_nobody_was_reminded_silence_stays_silence() -> None:
    found = deem_vote(SILENT, ROLL, CAST, OWNERS, ())
    assert found is not None and found[1] is None


def test_nobody_is_reminded_before_they_were_served() -> None:
    """The slip of the 11th is written down; a reminder of the 10th is none."""
    served = Delivery(1, 2, DeliveryWay.SIGNED, OPENS + timedelta(days=1))
    days = [OPENS + timedelta(days=day) for day in range(3)]
    assert [urge_refusal(SILENT, served, at, ZONE) is None for at in days] == [False, False, True]
