"""1.9 信托制: an owner reads a line of the ledger in two taps at most."""

from __future__ import annotations

from datetime import UTC, date, datetime

from domain.funds import Fund, FundKind, FundLine, LineKind
from domain.registry import Place
from rendering.fund_buttons import ShowFund, ShowLine
from rendering.funds import fund, funds
from rendering.texts import texts

AT = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
LINE = FundLine(1, 1, LineKind.IN, 100_00, date(2026, 11, 1), "车位费", 7, AT, checked_by=8, checked_at=AT)
ACCOUNT = Fund(1, Place(1), FundKind.REVENUE, "公共收益", "业委会", "0123", (LINE,))


def test_one_tap_shows_the_lines_and_another_the_whole_of_one() -> None:
    said = texts("zh_Hans")
    first = [key.press for row in funds(said, [ACCOUNT], keeps=False).keys for key in row]
    assert ShowFund(1, 0) in first
    second = fund(said, ACCOUNT, 0, keeps=False, today=date(2026, 11, 24))
    assert "车位费" in second.text and ShowLine(1) in [key.press for row in second.keys for key in row]
