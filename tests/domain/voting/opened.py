"""A vote under way (正在进行的表决), as its tests find it."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from domain.registry import Place
from domain.voting.votes import Vote, VoteState

ZONE = ZoneInfo("Asia/Shanghai")
OPENS = datetime(2026, 12, 10, tzinfo=ZONE)
CLOSES = datetime(2026, 12, 19, 20, tzinfo=ZONE)
VOTE = Vote(
    id=7,
    place=Place(1),
    number=1,
    matter="manager",
    title="解聘物业",
    text="解聘",
    text_hash="a" * 64,
    rule="owners-general",
    terms={"weight": "formal", "weight_source": "郑州"},
    state=VoteState.OPEN,
    started_by=3,
    posted_at=OPENS,
    opens_at=OPENS,
    closes_at=CLOSES,
    roll_hash="b" * 64,
    heads=2,
    area=18000,
)
