"""Silence in words: the strict figures stand first, then the clause with its own; or what was wanting."""

from __future__ import annotations

from typing import Any

import pytest

from domain.vote_effects import card_facts, deemed_facts, result_facts
from domain.voting.ballots import Ballot, Choice, count
from domain.voting.deemed import DeemedPolicy, Deeming, Precondition, deem
from domain.voting.rolls import RollUnit, build_roll
from domain.voting.rules import RULES
from domain.voting.tally import evaluate
from rendering.texts import SPOKEN, texts
from rendering.voting_notices import result_lines
from tests.domain.test_vote_reminders import VOTE

CLAUSE = "梅陇苑议事规则第18条"
EVERYTHING = frozenset(Precondition)


def result(
    yes: int = 4,
    no: int = 1,
    policy: DeemedPolicy = DeemedPolicy.FOLLOW_MAJORITY,
    on_record: frozenset[Precondition] = EVERYTHING,
) -> dict[str, Any]:
    """Ten homes of 80 ㎡; four of the silent were served."""
    roll = build_roll([RollUnit(f"u{n}", (f"o{n}",), 8000) for n in range(10)])
    choices = [Choice.APPROVE] * yes + [Choice.REJECT] * no
    counted = count(roll, [Ballot(f"o{n}", choice) for n, choice in enumerate(choices)])
    deeming = Deeming(policy, CLAUSE, on_record, {f"o{n}" for n in range(4, 9)})
    strict = result_facts(evaluate(roll, counted, RULES[VOTE.rule]))
    return {**strict, "deemed": deemed_facts(deeming, deem(roll, counted, RULES[VOTE.rule], deeming), strict)}


def said(found: dict[str, Any], locale: str | None = None) -> list[str]:
    return [str(line) for line in result_lines(texts(locale), card_facts(VOTE), found)]


def test_the_strict_count_first_then_the_clause_with_its_figures() -> None:
    listed = said(result())
    assert listed[0] == "只算投了票的（最后的结果写在最下面）：" and "参加的不够" in listed[1]
    at = listed.index("依梅陇苑议事规则第18条从众计入：已送达、没投的 4 人，跟多数人的意见算。")
    quorum, majority, outcome = listed[at + 1 :]
    assert "人数 9/10 人" in quorum and "面积 720.00/800.00 ㎡" in quorum
    assert "人数 8/9 人" in majority and outcome.startswith("以这个为准。结果：通过")


def test_taking_part_is_no_consent() -> None:
    listed = said(result(policy=DeemedPolicy.PARTICIPATE_ONLY))
    assert "算参加，不算同意" in listed[-4] and listed[-1].startswith("以这个为准。结果：不通过")


def test_what_is_wanting_is_named() -> None:
    listed = said(result(on_record=EVERYTHING - {Precondition.DELIVERY, Precondition.REMINDER}))
    assert listed[-1] == "没有从众计入：缺送达到户的登记、对没投的人的提醒。"
    assert listed[0].startswith("结果：")


def test_without_one_majority_nothing_is_followed() -> None:
    assert said(result(2, 2))[-1].startswith("没有从众计入：投了票的里面")


@pytest.mark.parametrize("locale", SPOKEN)
def test_a_result_without_a_clause_is_as_it_was(locale: str) -> None:
    found = result()
    del found["deemed"]
    assert len(said(found, locale)) == len(said(result(), locale)) - 5
