"""A service by the hour as it reads: what a month that runs tells, which month is to be accepted, who pays."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from domain.hourly import HourlyPage, HourlyService, HourlyVisit, sheet
from domain.registry import Place
from rendering import hourly
from rendering.texts import texts

AT = datetime(2026, 12, 24, 2, 0, tzinfo=UTC)
SERVICE = HourlyService(1, Place(1), "保洁", "楼道无垃圾", 90, 4, 30_00, 7, AT, 8, AT, "2026-01")
VISIT = HourlyVisit(1, 1, date(2026, 12, 3), 45, 9, AT)
MONTH = HourlyPage(SERVICE, sheet(SERVICE, "2026-12", [VISIT]), (VISIT,), 1, (), True, True, True, "2026-11")


def test_nothing_is_missed_of_a_month_that_runs() -> None:
    said = texts("zh_Hans")
    over, runs = (hourly.service(said, replace(MONTH, running=running)).text for running in (False, True))
    assert "扣减：少做" in over and "应付" in over
    assert "扣" not in runs and "应付" not in runs and "做了 45 分钟，约定 6 小时" in runs


def test_the_key_to_a_month_that_waits_for_the_reader_names_it() -> None:
    """From an older month it is not last month."""
    waits = replace(MONTH, earlier="2026-03", earlier_waits=True)
    for language, label in (("zh_Hans", "验收2026年3月"), ("en", "Accept 3/2026")):
        assert label in [key.label for row in hourly.service(texts(language), waits).keys for key in row]


def test_only_where_buildings_pay_is_that_said() -> None:
    said = texts("zh_Hans")
    assert "/yujiao" in hourly.which_fund(said, MONTH, [], 0, prepaid=True).text
    assert "/zhang" in hourly.which_fund(said, MONTH, [], 0, prepaid=False).text
