"""Money put together: promises and receipts apart, by number, inside the community, back by the rule said before."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from domain.outcomes import Refusal
from domain.pledges import (
    MOST_DRIVES,
    Drive,
    DriveState,
    Pledge,
    PledgeReceipt,
    Unmet,
    confirm_refusal,
    drive_refusal,
    ending,
    ends,
    figures,
    name_refusal,
    outcome_of,
    own_name_refusal,
    pledge_refusal,
    purpose_refusal,
    receive_refusal,
    return_refusal,
    withdraw_refusal,
)
from domain.prepay import PrepayState
from domain.registry import Actor, Place, Role, RoleKind

AT = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
STANDS, WAITS, GONE = PrepayState.STANDS, PrepayState.WAITS, PrepayState.GONE
GATE = Drive(1, Place(1), 5, "大门", "修大门", 30_000_00, AT, Unmet.BACK, 7, AT, 8, DriveState.OPEN)
FIRST, SECOND = (Pledge(n, 1, n, n + 10, 100_00, AT) for n in (1, 2))
OWNER = Actor(11, (Role(RoleKind.OWNER, Place(1, 3, 1, 1, 11), AT),))
SHORT = replace(GATE, state=DriveState.SHORT)


def came(amount: int, state: PrepayState = STANDS, pledge: int = 1) -> PledgeReceipt:
    return PledgeReceipt(9, pledge, amount, state)


def what(refusal: Refusal | None) -> str | None:
    return None if refusal is None else str(refusal.facts["what"])


def test_no_way_to_pay_is_written_into_it() -> None:
    for words in ("修大门，付到 https://pay.example.com/x", "扫码或加微信号 abc12345", "打到 6222020200112233445"):
        refused = purpose_refusal(words)
        assert refused is not None and refused.facts["what"] == "pledge_link", words
    named = name_refusal("加微信abc12345")
    assert named is not None and named.facts["what"] == "pledge_link"
    assert purpose_refusal("修小区大门和门禁，3栋共用，约30000元") is None and name_refusal("大门修缮") is None


def test_all_the_signs_that_are_promised_and_sums_of_money_pass() -> None:
    assert purpose_refusal("修" * 100) is None and what(purpose_refusal("修" * 101)) == "pledge_purpose"
    for sum_ in ("120000 元", "120000元", "1,200,000 元", "1,200,000.00 元"):
        assert purpose_refusal(f"换电梯，一共 {sum_}") is None, sum_


def test_a_name_is_written_as_one_likes_without_sum_door_or_account() -> None:
    for fine in ("王桂兰", "老王一家", "3号楼的邻居", "Wang Guilan"):
        assert own_name_refusal(fine) is None, fine
    for words in ("王桂兰 200元", "王桂兰 ２００ 元", "3-2-301 老王", "老王 13812345678", "老王 t.me/wang"):
        assert what(own_name_refusal(words)) == "pledge_own_name", words
    assert [what(own_name_refusal(words)) for words in ("", "王" * 21)] == ["pledge_own_name", "pledge_name"]


def test_promises_and_receipts_are_two_sums_and_only_what_came_in_counts() -> None:
    withdrawn = replace(SECOND, withdrawn_at=AT)
    receipts = [came(100_00), came(50_00, WAITS), came(10_00, GONE), came(-100_00, pledge=2)]
    sums = figures([FIRST, withdrawn], receipts)
    assert (sums.pledges, sums.pledged, sums.receipts, sums.received, sums.back) == (1, 100_00, 1, 100_00, 100_00)
    promised = figures([replace(FIRST, amount=30_000_00)], [])
    assert outcome_of(GATE, promised) is DriveState.SHORT
    assert outcome_of(replace(GATE, target=100_00), sums) is DriveState.MET
    assert (SHORT.gives_back, GATE.gives_back, replace(SHORT, unmet=Unmet.USE).gives_back) == (True, False, False)


def test_it_ends_in_the_evening_of_its_last_day() -> None:
    zone = ZoneInfo("Asia/Shanghai")
    over = ending(7, AT, zone)
    assert over == datetime(2026, 12, 1, 20, tzinfo=zone)
    due = ends(replace(GATE, ends_at=over))
    assert (due.kind, due.subject, due.due) == ("pledge.end", "drive:1", over)


def test_what_may_begin_and_who_looks() -> None:
    assert drive_refusal(0, "大门", "修大门", 1, 7) is None
    wrong = {
        "pledge_drives": (MOST_DRIVES, "大门", "修", 1, 7),
        "pledge_days": (0, "大门", "修", 1, 91),
        "pledge_amount": (0, "大门", "修", 0, 7),
    }
    assert {named: what(drive_refusal(*case)) for named, case in wrong.items()} == {named: named for named in wrong}
    names = [what(drive_refusal(0, name, "修", 1, 7)) for name in ("", "长" * 21)]
    purposes = [what(drive_refusal(0, "大门", words, 1, 7)) for words in ("", "长" * 101)]
    assert names == ["pledge_name"] * 2 and purposes == ["pledge_purpose"] * 2
    asked = replace(GATE, state=DriveState.ASKED)
    assert confirm_refusal(asked, Actor(8)) is None and what(confirm_refusal(asked, Actor(7))) == "pledge_own"
    assert what(confirm_refusal(GATE, Actor(8))) == "pledge_confirmed"


def test_who_lives_there_promises_once_and_takes_it_back_until_money_came() -> None:
    assert pledge_refusal(GATE, OWNER, None, 100_00) is None
    for nobody in (Actor(11), Actor(11, (Role(RoleKind.OWNER, Place(2), AT),))):
        assert what(pledge_refusal(GATE, nobody, None, 1)) == "pledge_home"
    assert what(pledge_refusal(SHORT, OWNER, None, 1)) == "pledge_closed"
    assert what(pledge_refusal(GATE, OWNER, FIRST, 1)) == "pledge"
    assert what(pledge_refusal(GATE, OWNER, None, 0)) == "pledge_amount"
    assert what(withdraw_refusal(None, [])) == "pledge"
    assert withdraw_refusal(FIRST, [came(1, GONE), came(1, pledge=2)]) is None
    assert what(withdraw_refusal(FIRST, [came(1, WAITS)])) == "pledge_paid"


def test_money_comes_once_for_a_number_and_goes_back_by_the_rule() -> None:
    assert receive_refusal(GATE, FIRST, [came(1, GONE)]) is None
    for nothing in (None, replace(FIRST, withdrawn_at=AT)):
        assert what(receive_refusal(GATE, nothing, [])) == "pledge_number"
    assert what(receive_refusal(SHORT, FIRST, [])) == "pledge_closed"
    assert what(receive_refusal(GATE, FIRST, [came(1, WAITS)])) == "pledge_paid"
    assert return_refusal(SHORT, FIRST, [came(100_00)]) is None
    assert what(return_refusal(SHORT, None, [])) == "pledge_number"
    assert what(return_refusal(GATE, FIRST, [came(100_00)])) == "pledge_no_return"
    for waits in ([came(100_00, WAITS)], [came(100_00), came(50_00, WAITS, pledge=2)]):
        assert what(return_refusal(SHORT, FIRST, waits)) == "pledge_waiting", "it may be enough yet"
    for done in ([], [came(100_00), came(-100_00, WAITS)]):
        assert what(return_refusal(SHORT, FIRST, done)) == "pledge_returned"
