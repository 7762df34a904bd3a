"""1.6 社区领办物业: a sheet a compound, 120 homes at 100 yuan are one line, a deficit is shown, interests are said."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from domain.deliberation.stages import Stage
from domain.funds import FundFigures
from domain.registry import Place
from domain.settlements import Sheet, SheetHead, SheetLine, ask_refusal, declared, figures, insured, use_refusal
from rendering.settlements import listed, sheet
from rendering.texts import texts
from tests.deliberating import a_matter

AT = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
YEAR = Sheet(
    *(1, Place(1), 2025, 5, 7, AT),
    opening=3_000_00,
    asked_by=7,
    asked_at=AT,
    published_at=AT,
    lines=(
        SheetLine(SheetHead.INCOME, "物业费", 50_000_00),
        SheetLine(SheetHead.WAGES, "门卫、保洁", 36_400_00),
        SheetLine(SheetHead.SUBSIDY, "微网格员兼职经理", 3_600_00),
        insured(120, 100_00),
    ),
)


def test_120_homes_at_100_yuan_are_one_line_of_12_000() -> None:
    told = listed(texts("zh_Hans"), YEAR, 1, keeps=False).text
    assert "财产保险：120 户，每户 100.00 元，共 12,000.00 元" in told


def test_whose_interests_are_in_it_is_said_before_anybody_is_asked_to_look() -> None:
    draft = Sheet(*(1, Place(1), 2025, 5, 7, AT), lines=YEAR.lines)
    account = FundFigures(3_000_00, 50_000_00, 52_000_00, 1_000_00)
    refused = ask_refusal(draft, account, 0)
    assert refused is not None and refused.facts["what"] == "sheet_interest"
    own = declared("院委会成员任法人，定价时回避")
    said = replace(draft, lines=(*YEAR.lines, own))
    assert ask_refusal(said, account, 0) is None and figures(said) == figures(draft)
    assert "利益关系：院委会成员任法人" in sheet(texts("zh_Hans"), said, keeps=False, own=False).text


def test_a_deficit_is_shown_and_the_year_adds_up() -> None:
    told = sheet(texts("zh_Hans"), YEAR, keeps=False, own=False).text
    assert "期初 3,000.00，本年结余 −2,000.00，用掉 0.00，期末 1,000.00 元" in told
    sums = figures(YEAR)
    assert sums.opening + sums.income - sums.costs - sums.used == sums.closing == 1_000_00


def test_what_was_left_is_used_by_a_decision_of_its_own_compound() -> None:
    use = SheetLine(SheetHead.USE, "装监控", 1_000_00, matter_id=1)
    other = a_matter(Stage.DOING, AT)
    assert other.place.compound_id == 1 and use_refusal(YEAR, use, other) is None
    elsewhere = Sheet(2, Place(2), 2025, 6, 7, AT)
    assert use_refusal(elsewhere, use, other) is not None
