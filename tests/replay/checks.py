"""What holds of a replay that came to its end, and of two of the same letters."""

from __future__ import annotations

from collections import Counter
from typing import Any

from domain.notices import NoticeState
from tests.replay.expected import entries, expected, happened
from tests.replay.ledger import SETTLED
from tests.replay.play import Played

DOUBTS = ("doubt:", "failed:")
AGAIN = ":again"
SHOWN = 5


def each_once(played: Played) -> Counter[str]:
    """Nothing that falls due is missing, nothing came twice or at another time; how much there was of each."""
    should, did = expected(played), happened(played)
    missing, more = should - did, did - should
    assert not missing, f"{len(missing)} missing: {_some(missing)}"
    assert not more, f"{len(more)} too many: {_some(more)}"
    over = [row for row in played.ledger.waiting if row.due_at <= played.last]
    assert not over, f"{len(over)} were never played: {over[:SHOWN]}"
    assert played.ledger.incidents == 0, "something raised"
    _levels_are_told(played)
    return Counter(str(what) for what, *_ in did.elements())


def _some(found: Counter[tuple[Any, ...]]) -> str:
    return "; ".join(sorted(map(str, found))[:SHOWN])


def _levels_are_told(played: Played) -> None:
    """Whatever a level of the ladder is on record, somebody was told of it."""
    told = {tuple(row.key.split(":")[1:4:2]) for row in played.ledger.notices.values() if ":level:" in row.key}
    climbed = {
        (str(number), str(row.body["level"])) for number, rows in entries(played, "level").items() for row in rows
    }
    assert told == climbed, f"{len(climbed ^ told)} levels and their messages do not fit"


def arrived_once(played: Played) -> Counter[str]:
    """What was sent arrived once; what is in doubt at most once; what came a second time says so. How many of each."""
    often = Counter(int(arrival.number) for arrival in played.arrived)
    fates: Counter[str] = Counter()
    for number, notice in played.ledger.notices.items():
        assert notice.state in SETTLED, f"{notice.key} is {notice.state}"
        fates[notice.state] += 1
        if notice.kind == "post":
            allowed = {NoticeState.SENT: (1,), NoticeState.UNKNOWN: (0, 1)}.get(NoticeState(notice.state), (0,))
            assert often[number] in allowed, f"{notice.key} is {notice.state} and arrived {often[number]} times"
    assert often.keys() <= played.ledger.notices.keys()
    for arrival in played.arrived:
        assert not arrival.key.endswith(AGAIN) or arrival.again == "True", (
            f"{arrival.key} came again and does not say so"
        )
        assert arrival.late == "None", f"{arrival.key} says that it is late"
    return fates


def the_same(one: Played, other: Played) -> None:
    """Two replays of the same letters left the same records, but for what became of notices in doubt."""
    assert one.ledger.journal() == other.ledger.journal(), "the journals differ"
    assert _steps(one) == _steps(other), "the steps differ"
    assert _posts(one) == _posts(other), "other messages were due"


def _steps(played: Played) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in played.ledger.steps]


def _posts(played: Played) -> list[tuple[Any, ...]]:
    """What was to be said to whom, when; not what asks after something in doubt, nor that which came again."""
    return sorted(
        (row.key, row.chat_id, row.queued_at, row.not_before)
        for row in played.ledger.notices.values()
        if row.kind == "post" and not row.key.startswith(DOUBTS) and not row.key.endswith(AGAIN)
    )
