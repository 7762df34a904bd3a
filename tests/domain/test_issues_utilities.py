"""Water, power and gas: each report with the one it is about, the others with none."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from domain.issues import Issue
from domain.issues_clock_kinds import ClockKind
from domain.issues_life import State
from domain.issues_utilities import LED, sorted_out
from domain.registry import Place

AT = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
TAP = Issue(1, 1, Place(1), "中华园", "3号楼", 2, "王阿姨", "停水了", None, State.TAKEN, AT, AT)


def test_what_is_about_none_of_the_three_stands_nowhere() -> None:
    leads = dict.fromkeys(LED, "值班电话")
    found = {one.kind: len(one.open) for one in sorted_out([TAP, replace(TAP, id=2, text="楼道堆了纸箱")], leads)}
    assert found == {ClockKind.WATER: 1, ClockKind.POWER: 0, ClockKind.GAS: 0}
