"""A year in one sheet: it adds up, says what the account says, uses what was left by a decision, goes out by two."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from domain.deliberation.stages import Stage
from domain.funds import FundFigures
from domain.outcomes import Refusal
from domain.registry import Actor, Place
from domain.settlements import (
    MOST_LINES,
    Sheet,
    SheetHead,
    SheetLine,
    ask_refusal,
    begin_refusal,
    declared,
    figures,
    insured,
    line_refusal,
    publish_refusal,
    total,
    use_refusal,
)
from tests.deliberating import a_matter

AT = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
LINES = (
    SheetLine(SheetHead.INCOME, "物业费", 60_000_00),
    SheetLine(SheetHead.MAINTENANCE, "换灯", 8_000_00),
    SheetLine(SheetHead.WAGES, "门卫", 30_000_00),
    SheetLine(SheetHead.SUBSIDY, "网格员兼职经理", 3_600_00),
    insured(120, 100_00),
    SheetLine(SheetHead.USE, "监控", 5_000_00, matter_id=1),
    declared("院委会成员任法人，定价时回避"),
)
SHEET = Sheet(1, Place(1), 2025, 5, 7, AT, opening=1_000_00, lines=LINES)
ACCOUNT = FundFigures(1_000_00, 60_000_00, 58_600_00, 2_400_00)
ASKED = replace(SHEET, asked_by=8, asked_at=AT)
PUBLISHED = replace(ASKED, published_at=AT)


def what(refusal: Refusal | None) -> str | None:
    return None if refusal is None else str(refusal.facts["what"])


def test_a_year_adds_up_and_insurance_of_120_homes_is_one_line() -> None:
    sums = figures(SHEET)
    assert insured(120, 100_00).amount == 12_000_00
    assert (sums.income, sums.costs, sums.surplus, sums.used) == (60_000_00, 53_600_00, 6_400_00, 5_000_00)
    assert sums.closing == ACCOUNT.closing == 2_400_00
    assert total(LINES, SheetHead.WAGES, SheetHead.SUBSIDY) == 33_600_00
    short = figures(replace(SHEET, lines=LINES[1:]))
    assert (short.surplus, short.closing) == (-53_600_00, -57_600_00)
    assert (SHEET.subject, SHEET.days) == ("sheet:1", (date(2025, 1, 1), date(2025, 12, 31)))


def test_a_year_that_is_over_is_begun_once() -> None:
    today = date(2026, 11, 24)
    assert begin_refusal(2025, today, []) is None
    assert [what(begin_refusal(year, today, [])) for year in (2026, 1999)] == ["sheet_year"] * 2
    assert what(begin_refusal(2025, today, [SHEET])) == "sheet"


def test_what_may_be_a_line() -> None:
    line = LINES[0]
    assert line_refusal(SHEET, line) is None and line_refusal(SHEET, insured(1, 1)) is None
    assert what(line_refusal(ASKED, line)) == "sheet_asked"
    assert what(line_refusal(replace(SHEET, lines=(line,) * MOST_LINES), line)) == "sheet_lines"
    assert [what(line_refusal(SHEET, insured(*pair))) for pair in ((0, 1), (1, 0))] == ["sheet_homes"] * 2
    assert what(line_refusal(SHEET, replace(line, amount=0))) == "sheet_amount"
    assert [what(line_refusal(SHEET, replace(line, words=words))) for words in ("", "长" * 61)] == ["sheet_words"] * 2


def test_what_was_left_is_used_by_a_decision_of_this_compound_alone() -> None:
    use, decided = LINES[-2], a_matter(Stage.DOING, AT)
    here = replace(decided, place=Place(1))
    assert use_refusal(SHEET, LINES[0], None) is None and use_refusal(SHEET, use, here) is None
    for other in (None, replace(decided, place=Place(2))):
        assert what(use_refusal(SHEET, use, other)) == "sheet_matter"
    assert what(use_refusal(SHEET, use, replace(here, stage=Stage.PROPOSING))) == "fund_undecided"


def test_it_says_what_the_account_says_both_ways() -> None:
    assert ask_refusal(SHEET, ACCOUNT, 0) is None
    assert what(ask_refusal(ASKED, ACCOUNT, 0)) == "sheet_asked"
    assert what(ask_refusal(replace(SHEET, lines=LINES[:-1]), ACCOUNT, 0)) == "sheet_interest"
    assert what(line_refusal(SHEET, declared(""))) == "sheet_words"
    assert what(ask_refusal(replace(SHEET, lines=()), ACCOUNT, 0)) == "sheet_lines"
    assert what(ask_refusal(SHEET, ACCOUNT, 1)) == "sheet_waiting", "what is not signed may move it yet"
    assert what(ask_refusal(SHEET, replace(ACCOUNT, received=1), 0)) == "sheet_income"
    assert what(ask_refusal(SHEET, replace(ACCOUNT, spent=58_600_01), 0)) == "sheet_spent"


def test_a_second_person_publishes_it_once() -> None:
    assert publish_refusal(ASKED, Actor(9)) is None
    assert [what(publish_refusal(ASKED, Actor(one))) for one in (7, 8)] == ["sheet_own"] * 2
    assert what(publish_refusal(SHEET, Actor(9))) == "sheet_draft"
    assert what(publish_refusal(PUBLISHED, Actor(9))) == "sheet_published"
