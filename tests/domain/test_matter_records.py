"""What is put on record of a matter: words, an amount where one is needed, and nothing that is none."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from domain.deliberation.classification import Touch, full_refusal
from domain.deliberation.matters import deciding_vote
from domain.deliberation.procedures import SIX_STEPS, SMALL
from domain.deliberation.record_details import says_who_hung_it
from domain.deliberation.records import (
    FORMS,
    LONGEST_RECORD,
    amount_of,
    noting_refusal,
    record_refusal,
)
from domain.deliberation.stages import Need, Stage
from domain.money import amount_in
from domain.outcomes import Reason, Refusal
from tests.deliberating import a_matter

MONDAY = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("words", "cents"),
    [
        ("12600", 1_260_000),
        ("12,600.50元", 1_260_050),
        (" 0 元", 0),
        ("3.5", 350),
        ("12.6万", 12_600_000),
        ("１２．６万元", 12_600_000),
        ("大约 12 万 6 千块", 12_600_000),
        ("十二万六千元整", 12_600_000),
        ("一万零五十", 1_005_000),
        ("两千", 200_000),
        ("¥3,000", 300_000),
        ("12万6000", 12_600_000),
        ("20 30", None),
        ("一万二", None),
        ("1.2600005万", None),
        ("万", None),
        ("元", None),
        ("十二万到十三万", None),
        ("-3", None),
        ("1.234", None),
        ("", None),
    ],
)
def test_an_amount_is_read_in_cents(words: str, cents: int | None) -> None:
    assert amount_in(words) == cents


@pytest.mark.parametrize(
    ("first", "amount"),
    [
        ("12600", 1_260_000),
        ("合计12600元", None),
        ("合计：12600", None),
        ("花了12600元", None),
        ("12600元，其中灯8000", None),
        ("12,600，其中灯8000", None),
        ("花了一万二", None),
        ("一共一千二百块钱", 1_200_00),
        ("灯和人工花了一千二百块钱", None),
        ("大约1.26万，灯和电缆", None),
        ("都按预算花的", 5_000_00),
        ("灯36盏，一共36个杆，3月9日装好", 5_000_00),
        ("2026年3月装好，铺了三块砖", 5_000_00),
    ],
)
def test_what_the_tasks_cost_is_taken_only_where_no_sum_is_written(first: str, amount: int | None) -> None:
    """Else one sum would be read and another be on record."""
    assert amount_of(first, 5_000_00) == amount


def test_a_record_says_something() -> None:
    assert record_refusal(Need.STUDIED, "3月2日支部会研究，同意提交", None) is None
    assert record_refusal(Need.STUDIED, "  ", None) == Refusal(Reason.EMPTY, {"what": "matter_words"})
    long = record_refusal(Need.STUDIED, "长" * (LONGEST_RECORD + 1), None)
    assert long == Refusal(Reason.TOO_LONG, {"what": "matter_words", "most": LONGEST_RECORD})


def test_what_is_too_long_is_refused_for_its_length() -> None:
    long = record_refusal(Need.PAPER, "贴" * (LONGEST_RECORD + 1), None)
    assert long == Refusal(Reason.TOO_LONG, {"what": "matter_words", "most": LONGEST_RECORD})


@pytest.mark.parametrize("need", [need for need, form in FORMS.items() if form.amount])
@pytest.mark.parametrize("amount", [None, -1, 10**13])
def test_money_has_an_amount(need: Need, amount: int | None) -> None:
    assert record_refusal(need, "街道出", amount) == Refusal(Reason.INVALID, {"what": "matter_amount"})
    assert record_refusal(need, "街道出", 0) is None
    assert record_refusal(need, "", 0) == Refusal(Reason.EMPTY, {"what": "matter_amount_words"})


@pytest.mark.parametrize(
    ("said", "enough"),
    [
        ("大门口公告栏，赵主任、林委员贴的", True),
        ("单元门口 王芳 李强", True),
        ("公告栏\n王芳和李强贴好了。", True),
        ("Gate, Wang、Li", True),
        ("王芳和李强贴在大门口", True),
        ("今天下午，王芳与李强一起张贴在大门口公告栏。", True),
        ("王芳、李强两位在大门口贴的", True),
        ("王芳 及 李强挂到单元门口", True),
        ("我们贴在大门口，王芳和李强", True),
        ("王芳和王芳贴在大门口", False),
        ("今天下午，王芳贴在大门口", False),
        ("王芳贴在大门口，公告栏", False),
        ("王芳和李强贴在", False),
        ("大门口和后门在8月3日贴的", False),
        ("大门口和后门贴在公告栏", False),
        ("3号楼和5号楼都贴在公告栏", False),
        ("通知和名单贴在大门口", False),
        ("贴好了", False),
        ("大门口，赵主任贴的", False),
        ("大门口，赵主任、赵主任贴的", False),
        ("，、。", False),
    ],
)
def test_a_paper_on_the_wall_has_a_place_and_two_names(said: str, enough: bool) -> None:
    assert says_who_hung_it(said) is enough
    asked = None if enough else Refusal(Reason.EMPTY, {"what": "matter_paper_hung"})
    assert record_refusal(Need.PAPER, said, None) == asked
    assert record_refusal(Need.MINUTES, said, None) is None, "nothing else is held to it"


def test_a_home_turned_into_a_shop_is_nobodys_vote() -> None:
    assert full_refusal([Touch.USE_FUND]) is None
    refused = full_refusal([Touch.USE_FUND, Touch.HOME_TO_BUSINESS])
    assert refused == Refusal(Reason.WRONG_STATE, {"what": "matter_touches_home_to_business"})


def test_which_vote_a_stage_waits_for() -> None:
    assert deciding_vote(a_matter(Stage.RESOLVING, MONDAY)) is None
    assert deciding_vote(a_matter(Stage.OWNERS, MONDAY)) is None


def test_a_step_takes_what_it_asks_for_and_what_may_be_noted_besides() -> None:
    taken = [(Stage.PROPOSING, Need.BUDGET), (Stage.DISCLOSING, Need.CORRECTION)]
    assert [noting_refusal(SIX_STEPS, *one) for one in taken] == [None, None]
    for stage, need in ((Stage.PROPOSING, Need.ACCOUNTS), (Stage.SOLICITING, Need.PAPER)):
        refusal = noting_refusal(SIX_STEPS, stage, need)
        assert refusal is not None and refusal.facts["what"] == "matter_act_note"
    assert noting_refusal(SMALL, Stage.DOING, Need.ACCOUNTS) is not None, "it has no records"


@pytest.mark.parametrize("need", [Need.PARTY, Need.MONITORS])
def test_who_meets_beside_the_representatives_is_noted_from_the_notice_until_the_resolution(need: Need) -> None:
    taken = [step.stage for step in SIX_STEPS.steps if noting_refusal(SIX_STEPS, step.stage, need) is None]
    assert taken == [Stage.ANNOUNCING, Stage.RESOLVING, Stage.OWNERS]
