"""What stands behind an account: a code that agrees with its last sign, contracts that are whole, the one in force."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from domain.fund_deeds import (
    LONGEST_WORDS,
    MOST_DEEDS,
    Deed,
    DeedKind,
    DeedWords,
    checking_refusal,
    deed_facts,
    deed_refusal,
    is_code,
    registration_of,
    running_first,
    taken_back,
    until_refusal,
    void_refusal,
)
from domain.fund_statements import statement, statement_facts, statement_of
from domain.funds import GIVEN, Fund, FundKind, FundLine, LineKind
from domain.money import MOST_CENTS
from domain.outcomes import Refusal
from domain.registry import Actor, Place

AT = datetime(2026, 10, 8, 2, 0, tzinfo=UTC)
CODE = "52500120MJ1234567M"
REGISTERED = DeedWords(DeedKind.REGISTRATION, "业主服务中心", CODE)
LET = DeedWords(DeedKind.CONTRACT, "架空层，快递站", source="spaces", price=12_000_00, until=date(2026, 9, 30))
WAITS = Deed(1, 1, REGISTERED, 7, AT)
STANDS = replace(WAITS, checked_by=8, checked_at=AT)
BACK = replace(STANDS, id=9, number=9, said=DeedWords(DeedKind.VOID, "写错了", "1"))
TODAY = date(2026, 9, 30)


def what(refused: Refusal | None) -> str:
    return "" if refused is None else str(refused.facts["what"])


@pytest.mark.parametrize("code", ["91330106673959654P", "91110000802100433B", "91440300708461136T", CODE])
def test_a_code_agrees_with_its_last_sign(code: str) -> None:
    """The first three are companies' own, as they print them."""
    assert is_code(code) and not is_code(code.lower()) and not is_code(code[:-1]) and not is_code(f"{code}0")
    wrong = [code[:n] + ("1" if sign != "1" else "2") + code[n + 1 :] for n, sign in enumerate(code)]
    assert not any(map(is_code, wrong)), "one sign that is mistaken is seen"
    swapped = code[:8] + code[9] + code[8] + code[10:]
    assert not is_code(swapped) or code[8] == code[9]


@pytest.mark.parametrize("sign", ["I", "O", "S", "V", "Z", "-", "五"])
def test_signs_that_are_mistaken_for_others_are_in_no_code(sign: str) -> None:
    assert not is_code(f"{CODE[:-1]}{sign}")


@pytest.mark.parametrize(
    ("wanted", "what"),
    [
        (replace(REGISTERED, words=""), "fund_deed"),
        (replace(REGISTERED, words="租" * (LONGEST_WORDS + 1)), "fund_deed"),
        (replace(REGISTERED, code=""), "fund_code"),
        (replace(LET, source="brought_in"), "fund_source"),
        (replace(LET, source=""), "fund_source"),
        (replace(LET, price=0), "fund_amount"),
        (replace(LET, price=MOST_CENTS + 1), "fund_amount"),
        (replace(LET, until=None), "fund_until"),
        (replace(LET, until=date(2026, 9, 29)), "fund_until_over"),
        (replace(BACK.said, words=""), "fund_deed"),
        (replace(BACK.said, code="2"), "fund_deed"),
    ],
)
def test_what_is_missing_is_said(wanted: DeedWords, what: str) -> None:
    refused = deed_refusal(wanted, [STANDS], GIVEN, TODAY)
    assert refused is not None and refused.facts["what"] == what


def test_what_is_whole_is_taken_until_there_are_too_many() -> None:
    longest = replace(REGISTERED, words="租" * LONGEST_WORDS)
    declined, gone = replace(STANDS, declined="不对"), replace(STANDS, voided="写错了")
    for wanted in (longest, LET, replace(LET, price=1), replace(LET, price=MOST_CENTS)):
        some = [STANDS, *[WAITS] * (MOST_DEEDS - 2), declined, gone, BACK]
        assert deed_refusal(wanted, some, GIVEN, TODAY) is None, "what came back or is void takes no place"
        assert what(deed_refusal(wanted, [*some, WAITS], GIVEN, TODAY)) == "fund_deeds"
    assert deed_refusal(BACK.said, [STANDS, *[replace(WAITS, number=2)] * MOST_DEEDS], GIVEN, TODAY) is None


def test_what_two_people_took_back_counts_no_more_and_says_why() -> None:
    contract = replace(STANDS, id=2, number=2, said=LET)
    kept = taken_back([STANDS, contract, BACK])
    assert [one.voided for one in kept] == ["写错了", "", ""] and [one.stands for one in kept] == [False, True, True]
    assert registration_of(kept) is None and kept[0].agreed
    for unsettled in (replace(BACK, checked_at=None), replace(BACK, declined="没有写错")):
        assert registration_of(taken_back([STANDS, unsettled])) == STANDS


def test_only_what_stands_is_taken_back_and_by_one_at_a_time() -> None:
    assert void_refusal(STANDS, [STANDS]) is None
    nothing = (None, WAITS, BACK, replace(STANDS, voided="x"))
    assert {what(void_refusal(one, [])) for one in nothing} == {"fund_deed"}
    assert what(void_refusal(STANDS, [STANDS, replace(BACK, checked_at=None)])) == "fund_void"
    assert void_refusal(STANDS, [STANDS, replace(BACK, declined="没有写错")]) is None


def test_the_second_person_is_another_and_there_is_one_once() -> None:
    """Whoever wrote it does not stand for it as the second; it waits until then."""
    writer, other = Actor(7), Actor(8)
    assert what(checking_refusal(None, other)) == "fund_deed"
    assert what(checking_refusal(STANDS, other)) == "fund_check"
    assert what(checking_refusal(WAITS, writer)) == "fund_own_line"
    assert checking_refusal(WAITS, other) is None


def test_a_contract_lasts_until_a_day_that_is_not_over() -> None:
    assert until_refusal(TODAY, TODAY) is None
    assert what(until_refusal(date(2026, 9, 29), TODAY)) == "fund_until_over"


def test_contracts_that_run_on_are_offered_before_those_that_are_over() -> None:
    ends = {1: date(2026, 9, 29), 2: TODAY, 3: date(2025, 1, 1), 4: date(2027, 1, 1)}
    found = [replace(STANDS, id=n, number=n, said=replace(LET, until=until)) for n, until in ends.items()]
    assert [one.number for one in running_first(found, TODAY)] == [4, 2, 3, 1]


def test_the_last_registration_that_stands_is_in_force() -> None:
    later = replace(STANDS, id=2, number=2)
    declined = replace(STANDS, id=3, number=3, declined="不对")
    assert registration_of([WAITS]) is None and registration_of([declined]) is None
    assert registration_of([STANDS, later, declined, replace(WAITS, id=4, number=4)]) == later
    assert registration_of([replace(STANDS, said=LET)]) is None


def test_a_contract_gives_money_of_its_own_source_once_two_stand_for_it() -> None:
    contract = replace(STANDS, said=LET)
    assert contract.gives("spaces") and not contract.gives("rooms")
    assert not replace(WAITS, said=LET).gives("spaces") and not replace(contract, declined="x").gives("spaces")


def test_a_statement_has_contracts_that_ran_into_its_days_or_brought_something_and_is_read_back_whole() -> None:
    over = replace(STANDS, id=5, number=5, said=LET)
    runs = replace(over, id=6, number=6, said=replace(LET, until=date(2026, 10, 1), words="电话13800000000"))
    waits = replace(WAITS, id=7, number=7, said=LET)
    paid = FundLine(1, 1, LineKind.IN, 5_00, date(2026, 10, 2), "租金", 7, AT, checked_by=8, checked_at=AT, deed_id=5)
    taken = replace(paid, id=2, number=2, amount=-2_00, counters=1)
    unseen = replace(paid, id=3, number=3, checked_at=None)
    fund = Fund(1, Place(1), FundKind.REVENUE, "公共收益", "业委会", "0123", (paid, taken, unseen))
    fund = replace(fund, deeds=(STANDS, over, runs, waits))
    days = date(2026, 10, 1), date(2026, 12, 31)
    told = statement(fund, *days)
    assert [(one.number, one.lines, one.amount) for one in told.contracts] == [(5, 2, 3_00), (6, 0, 0)]
    assert "13800000000" not in told.contracts[1].words and told.code == CODE
    assert statement_of(statement_facts(told)) == told
    void = statement(replace(fund, deeds=(replace(over, voided="x"), replace(runs, voided="x"))), *days)
    assert [one.number for one in void.contracts] == [5], "what came in by it stays to be read"
    later = statement(fund, date(2026, 10, 3), date(2026, 12, 31))
    assert [one.number for one in later.contracts] == []
    old = {name: one for name, one in statement_facts(told).items() if name not in ("code", "registered", "contracts")}
    assert statement_of(old) == replace(told, code="", registered="", contracts=()), "closed before there were any"


def test_the_journal_keeps_what_was_written() -> None:
    """For ever; words that may be somebody's name are not among it."""
    assert deed_facts(STANDS) == {"number": 1, "kind": "registration", "code": CODE}
    assert deed_facts(BACK) == {"number": 9, "kind": "void", "code": "1"}
    contract = deed_facts(replace(STANDS, said=LET))
    assert (contract["source"], contract["price"], contract["until"]) == ("spaces", 12_000_00, "2026-09-30")
