"""Screens of accounts in both languages: at most six keys, what was written escaped, sums with their signs."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from domain.deliberation.stages import Stage
from domain.funds import Fund, FundKind, FundLine, LineKind
from domain.local_times import parse_day
from domain.registry import Place
from rendering import funds as drawn
from rendering.fund_buttons import CheckLine, NewFund, PageFunds, PostLine, SeeVouchers, ShowFund, ShowFunds, WriteLine
from rendering.menu import Go
from rendering.screens import Screen
from rendering.texts import SPOKEN, texts
from tests.deliberating import a_matter

AT = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
TODAY = date(2026, 11, 24)
OPENING = FundLine(1, 1, LineKind.OPENING, 100_00, date(2025, 12, 31), "期初", 7, AT, checked_by=8, checked_at=AT)
PAID = replace(
    OPENING, id=2, number=2, kind=LineKind.OUT, amount=-130_00, on=TODAY, purpose="换灯 <b>&", payee="刘师傅 <b>&"
)
PAID = replace(PAID, matter_number=3, vouchers=2)
WAITS = replace(
    OPENING, id=3, number=3, kind=LineKind.IN, amount=5_00, purpose="废品", checked_by=None, checked_at=None
)
BACK = replace(PAID, id=4, number=4, amount=130_00, counters=2, declined="不用冲 <b>&")
FUND = Fund(1, Place(1), FundKind.REVENUE, "公共收益 <b>&", "业委会 <b>&", "0123", (OPENING, PAID, WAITS, BACK))
BODY = {"kind": "out", "amount": 130_00, "on": "2026-11-24", "purpose": "换灯 <b>&", "payee": "刘 <b>&", "files": [1]}
ACCOUNT = {"kind": "revenue", "name": "公共 <b>&", "holder": "业委会 <b>&", "tail": "0123", "opening": 100_00}


def presses(screen: Screen) -> list[type]:
    return [type(key.press) for row in screen.keys for key in row]


def one(
    found: FundLine, *, keeps: bool = True, looks: bool = True, own: bool = False, locale: str = "zh_Hans"
) -> Screen:
    return drawn.line(texts(locale), FUND, found, keeps=keeps, looks=looks, own=own, today=TODAY)


@pytest.mark.parametrize("locale", SPOKEN)
def test_six_keys_and_nothing_unescaped(locale: str) -> None:
    said, matter = texts(locale), a_matter(Stage.DOING, AT)
    screens = [
        drawn.funds(said, [FUND] * 5, keeps=True),
        drawn.which_kind(said),
        drawn.which_way(said, FUND),
        drawn.which_way(said, replace(FUND, lines=()), 100_00),
        drawn.preview_fund(said, ACCOUNT, 1),
        one(replace(PAID, pays=(1, "2026-11")), locale=locale),
        *(drawn.fund(said, FUND, page, keeps=True, today=TODAY) for page in (0, 1, 9)),
        *(one(found, locale=locale) for found in FUND.lines),
        drawn.surely(said, FUND, PAID),
        drawn.surely(said, FUND, replace(PAID, vouchers=0, counters=1), receipts=2),
        drawn.ask(said, "counter", 1, 1, falls=2),
        *(drawn.ask(said, what, 1, 1) for what in ("day", "amount")),
        drawn.ask_matter(said, [matter] * 6, 1, 1),
        drawn.ask_matter(said, [], 1, 1),
        drawn.preview(said, FUND, BODY, 1, matter=matter),
        drawn.preview(said, FUND, BODY | {"kind": "in", "payee": "", "invoice": "0017"}, 1, matter=None),
        drawn.thanks(said, "posted", 1, 0),
        drawn.thanks(said, "declined", 1, 0),
        drawn.ask_source(said, 1, 1),
        *(drawn.more(said, FUND, keeps=keeps, looks=True) for keeps in (False, True)),
    ]
    for screen in screens:
        assert " <b>&" not in screen.text and sum(map(len, screen.keys)) <= 6
        assert len(screen.text.splitlines()) <= 8, screen.text
    assert NewFund in presses(screens[0]) and PostLine in presses(
        next(one for one in screens if "户名" in one.text or "Held" in one.text or PostLine in presses(one))
    )


def test_every_account_is_reached_page_by_page() -> None:
    said, many = texts("zh_Hans"), range(1, 12)
    reached: set[int] = set()
    for page in range(6):
        screen = drawn.funds(said, [replace(FUND, id=n) for n in many], page, keeps=True)
        reached |= {key.press.fund_id for row in screen.keys for key in row if isinstance(key.press, ShowFund)}
        assert len(screen.text.splitlines()) <= 8 and sum(map(len, screen.keys)) <= 6
    assert reached == set(many)
    assert PageFunds not in presses(drawn.funds(said, [FUND] * 3, keeps=True))
    assert PageFunds not in presses(drawn.funds(said, [FUND] * 4, keeps=False))


def test_the_balance_is_what_two_people_stand_for_and_the_month_adds_up() -> None:
    screen = drawn.fund(texts("zh_Hans"), FUND, 0, keeps=False, today=TODAY)
    assert "余额：<b>−30.00 元</b>" in screen.text
    assert "本月：期初 100.00，收 0.00，支 130.00，期末 −30.00（元）" in screen.text
    assert "待复核 1 笔" in screen.text and "＋5.00 元 废品（待复核）" in screen.text
    assert "−130.00 元 换灯" in screen.text and "（已退回，不算）" in screen.text
    assert PostLine not in presses(screen)
    earlier = drawn.fund(texts("zh_Hans"), FUND, 1, keeps=False, today=TODAY)
    assert "1. 2025-12-31 ＋100.00 元 期初余额（余额 100.00）" in earlier.text
    assert ShowFunds in presses(earlier), "there is a way back to all accounts"


def test_a_month_in_which_more_was_taken_back_than_came_says_so() -> None:
    back = replace(OPENING, id=5, number=5, kind=LineKind.IN, amount=-7_00, on=TODAY, counters=1)
    again = replace(PAID, id=6, number=6, amount=9_00)
    fund = replace(FUND, lines=(OPENING, back, again))
    assert "收 −7.00，支 −9.00，期末 102.00" in drawn.fund(texts("zh_Hans"), fund, 0, keeps=False, today=TODAY).text


def test_whom_it_went_to_is_read_by_those_who_keep_the_accounts() -> None:
    assert "刘师傅" in one(PAID).text and "刘师傅" not in one(PAID, keeps=False).text
    assert SeeVouchers in presses(one(PAID)) and SeeVouchers not in presses(one(PAID, looks=False))
    assert SeeVouchers not in presses(one(OPENING)), "there is nothing to look at"


def test_the_second_person_signs_or_sends_back_and_nobody_their_own() -> None:
    assert presses(one(WAITS))[:2] == [CheckLine, WriteLine]
    assert CheckLine not in presses(one(WAITS, own=True)) and CheckLine not in presses(one(WAITS, keeps=False))
    assert "没有票据号" in one(WAITS).text and "没有票据号" not in one(PAID).text
    assert "事由" in one(PAID).text and "事由" not in one(OPENING).text, "it is for nothing but to begin with"
    taken = replace(OPENING, id=9, number=9, amount=-100_00, purpose="写错了一位", counters=1)
    assert "写错了一位" in one(taken).text, "but taking it back has a reason"
    assert presses(one(OPENING))[0] is WriteLine and WriteLine not in presses(one(BACK))


def test_where_nothing_is_decided_yet_the_way_to_decide_it_is_on_a_key() -> None:
    screen = drawn.ask_matter(texts("zh_Hans"), [], 1, 1)
    assert next(key.press for row in screen.keys for key in row) == Go("matters")
    chosen = drawn.ask_matter(texts("zh_Hans"), [a_matter(Stage.DOING, AT)], 1, 1)
    assert Go not in presses(chosen)


def test_where_nobody_could_be_the_second_that_is_said() -> None:
    said = texts("zh_Hans")
    assert (
        "还没有" not in drawn.thanks(said, "posted", 1, 1).text and "第二位" in drawn.thanks(said, "posted", 1, 0).text
    )
    assert drawn.voucher(said, None, "").picture is None
    shown = drawn.voucher(said, b"p", "ab12")
    assert shown.picture == b"p" and "ab12" in shown.text
    assert "余额是 −160.00 元" in drawn.surely(said, FUND, PAID).text


def test_whoever_signs_is_asked_about_what_there_is() -> None:
    """No photo is asked after that nobody took."""
    said = texts("zh_Hans")

    def asked(line: FundLine, receipts: int = 0) -> str:
        return str(drawn.surely(said, FUND, line, receipts=receipts).text)

    bare = replace(PAID, vouchers=0)
    assert "您看过凭证" in asked(replace(PAID, vouchers=1))
    none = (
        asked(bare),
        asked(bare, 3),
        asked(replace(bare, kind=LineKind.OPENING)),
        asked(replace(bare, counters=1), 3),
    )
    assert all("没有凭证照片" in words and "您看过凭证" not in words for words in none) and len(set(none)) == 4
    assert "3 张收据一起交的账" in none[1] and "3 张收据就不算了" in none[3]
    assert "3 张收据就不算了" in drawn.ask(said, "counter", 1, 1, falls=3).text
    assert "收据" not in drawn.ask(said, "counter", 1, 1).text


def test_the_opening_is_put_down_anew_only_where_none_counts() -> None:
    ways = [key.press for row in drawn.which_way(texts("zh_Hans"), FUND).keys for key in row]
    assert PostLine(1, "opening") not in ways
    anew = replace(FUND, lines=(replace(OPENING, declined="是1200", checked_by=8),))
    ways = [key.press for row in drawn.which_way(texts("zh_Hans"), anew).keys for key in row]
    assert PostLine(1, "opening") in ways


def test_whoever_put_a_line_down_may_take_it_back_and_everybody_reads_why() -> None:
    assert WriteLine in presses(one(WAITS, own=True)) and CheckLine not in presses(one(WAITS, own=True))
    taken = replace(WAITS, declined="多写了一个零", checked_by=7, checked_at=AT)
    seen = one(taken, keeps=False, looks=False)
    assert "记的人收回了，不算。原因：多写了一个零" in seen.text and "退回" not in seen.text
    assert "已退回，不算。原因：多写了一个零" in one(replace(taken, checked_by=8), keeps=False, looks=False).text


@pytest.mark.parametrize(("locale", "word"), [("zh_Hans", "昨天"), ("en", "yesterday")])
def test_whoever_is_asked_for_a_day_reads_that_yesterday_will_do_and_it_does(locale: str, word: str) -> None:
    for asked in ("funds.ask.day", "refusals.invalid.fund_day"):
        assert word in texts(locale).plain(asked)
    now = datetime(2026, 11, 24, 17, tzinfo=UTC)
    assert parse_day(word, at=now, zone=ZoneInfo("Asia/Shanghai")) == date(2026, 11, 24)


@pytest.mark.parametrize(("locale", "whom"), [("zh_Hans", ("记账的人", "那一位", "那一家")), ("en", ("giver", "home"))])
def test_who_sends_a_line_back_reads_before_they_write_whom_the_sentence_goes_to(
    locale: str, whom: tuple[str, ...]
) -> None:
    assert all(one in texts(locale).plain("funds.ask.decline") for one in whom)
