"""How long records are kept: the document prints the table, and every night comes."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from domain.effects import Schedule
from domain.privacy_keeping import PURGE, RETENTION, Kept, kept_days, next_purge

AT = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)  # 10:00 in Shanghai
SHANGHAI = ZoneInfo("Asia/Shanghai")
DOCUMENT = Path(__file__).parents[2] / "docs" / "privacy.md"


def test_the_document_prints_the_table_with_a_reason_for_each() -> None:
    rows = re.findall(r"^\| `(\w+)` \| ([^|]+) \| (\d+) \| ([^|]+) \|$", DOCUMENT.read_text(), re.M)
    assert [f"{what} | {days}" for what, _, days, _ in rows] == kept_days()
    assert all(len(reason.strip()) > 5 for *_, reason in rows)


def test_every_kind_has_its_days() -> None:
    assert list(RETENTION) == list(Kept)
    assert all(keeping.what is kept and keeping.days > 0 for kept, keeping in RETENTION.items())


def test_what_is_older_goes() -> None:
    assert RETENTION[Kept.DRAFTS].before(AT) == AT - timedelta(days=3)


def test_the_night_comes_at_three() -> None:
    night = datetime(2026, 11, 25, 3, 0, tzinfo=SHANGHAI)
    assert next_purge(AT, zone=SHANGHAI) == Schedule(PURGE, "installation", night)
    assert next_purge(night - timedelta(minutes=1), zone=SHANGHAI).due == night
    assert next_purge(night, zone=SHANGHAI).due == night + timedelta(days=1)
