"""1.1 钟点式物业: missed hours are a line of their own; 80 ㎡ go from 24 to 40 yuan a month, by the owners' vote."""

from __future__ import annotations

from datetime import UTC, date, datetime

from domain.deliberation.classification import Touch, Track, classify, small_refusal
from domain.hourly import HourlyPage, HourlyService, HourlyVisit, sheet
from domain.registry import Place
from domain.voting.owners_matters import OwnersMatter
from rendering.hourly import fee_preview, service
from rendering.texts import texts

AT = datetime(2026, 12, 24, 2, 0, tzinfo=UTC)
GARDEN = HourlyService(1, Place(1), "绿化", "草不过脚面", 180, 4, 40_00, 7, AT, 8, AT, "2026-12")


def test_missed_hours_are_a_line_of_their_own() -> None:
    visits = [HourlyVisit(n, 1, date(2026, 12, day), 180, 9, AT) for n, day in enumerate((2, 9, 16))]
    month = sheet(GARDEN, "2026-12", visits)
    page = HourlyPage(GARDEN, month, tuple(visits), 0, (), False, False, True, "")
    told = service(texts("zh_Hans"), page).text
    assert "2026年12月：做了 9 小时，约定 12 小时" in told
    assert "扣减：少做 3 小时，扣 120.00 元" in told and "约定 480.00 元，应付 <b>360.00 元</b>" in told


def test_80_square_metres_go_from_24_to_40_yuan() -> None:
    told = fee_preview(texts("zh_Hans"), 30, 50, 1).text
    assert "0.30 → 0.50 元/㎡/月（＋66.7%）" in told
    assert "80.00㎡ 的一家：每月 24.00 → 40.00 元" in told


def test_another_fee_is_for_the_owners_to_decide_as_a_general_matter() -> None:
    nature = classify([Touch.CHARGES])
    assert (nature.track, nature.items) == (Track.OWNERS, (OwnersMatter.OTHER,))
    assert small_refusal([Touch.CHARGES]) is not None
