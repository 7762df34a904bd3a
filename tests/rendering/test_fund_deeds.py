"""Screens of what stands behind an account: six keys, eight lines, nothing unescaped, and every one within reach."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from domain.fund_deeds import Deed, DeedKind, DeedWords
from domain.funds import GIVEN, Fund, FundKind, FundLine, LineKind
from domain.registry import Place
from rendering import fund_deeds, funds
from rendering.dispatch import Drawing
from rendering.fund_buttons import (
    CheckDeed,
    DeclineDeed,
    LineContract,
    MoreContracts,
    ShowDeed,
    ShowDeeds,
    VoidDeed,
    WriteDeed,
)
from rendering.screens import Screen
from rendering.texts import SPOKEN, texts

AT = datetime(2026, 10, 8, 2, 0, tzinfo=UTC)
TODAY = date(2026, 10, 8)
LET = DeedWords(DeedKind.CONTRACT, "架空层 <b>&", source="spaces", price=12_000_00, until=date(2027, 9, 30))
REGISTERED = DeedWords(DeedKind.REGISTRATION, "服务中心 <b>&", "52500120MJ1234567M")
CONTRACTS = tuple(Deed(n, n, LET, 7, AT, 8, AT) for n in range(2, 8))
WAITS = Deed(8, 8, LET, 7, AT)
DECLINED = replace(WAITS, id=9, number=9, checked_at=AT, declined="错了 <b>&")
VOIDED = replace(CONTRACTS[0], voided="写错了 <b>&")
VOIDING = replace(WAITS, id=10, number=10, said=DeedWords(DeedKind.VOID, "写错了 <b>&", "3"))
LINE = FundLine(1, 1, LineKind.IN, 5_00, TODAY, "租金", 7, AT, checked_by=8, checked_at=AT, source="spaces", deed_id=3)
FUND = Fund(1, Place(1), FundKind.REVENUE, "公共收益 <b>&", "业委会", "0123", (LINE,))
FUND = replace(FUND, deeds=(Deed(1, 1, REGISTERED, 7, AT, 8, AT), *CONTRACTS, WAITS, DECLINED))
ZH = texts("zh_Hans")


def presses(screen: Screen) -> list[object]:
    return [key.press for row in screen.keys for key in row]


@pytest.mark.parametrize("locale", SPOKEN)
def test_eight_lines_six_keys_and_nothing_unescaped(locale: str) -> None:
    said = texts(locale)
    drawing = Drawing(said, ZoneInfo("Asia/Shanghai"), AT, AT)
    facts = {"deed_id": 8, "fund": FUND.name, "kind": "contract", "words": LET.words, "why": "错了 <b>&"}
    told = [template(drawing, facts).screen for template in fund_deeds.NOTICES.values()]
    screens = [
        *(fund_deeds.deeds(said, FUND, page, keeps=True) for page in range(5)),
        fund_deeds.deeds(said, replace(FUND, deeds=()), 0, keeps=True),
        *(fund_deeds.deed(said, FUND, one, keeps=True, own=False) for one in FUND.deeds),
        fund_deeds.which_source(said, 1),
        *(fund_deeds.ask_contract(said, CONTRACTS, 5, 1, page) for page in range(3)),
        *(fund_deeds.deed(said, FUND, one, keeps=True, own=False) for one in (VOIDED, VOIDING)),
        *(fund_deeds.preview(said, FUND, one.said, 5) for one in (FUND.deeds[0], WAITS, VOIDING)),
        funds.more(said, FUND, keeps=True, looks=True),
        funds.fund(said, FUND, 0, keeps=True, today=TODAY),
        funds.line(said, FUND, LINE, keeps=True, looks=True, own=False, today=TODAY),
        *(screen for screen in told if screen is not None),
    ]
    for screen in screens:
        assert len(presses(screen)) <= 6 and len(screen.text.splitlines()) <= 8, screen.text
        assert "<b>&" not in screen.text and "funds." not in screen.text


@pytest.mark.parametrize(("keeps", "waiting"), [(True, {8}), (False, set())])
def test_the_registration_stands_above_every_contract_and_what_came_back_is_gone(
    keeps: bool, waiting: set[int]
) -> None:
    """What nobody has checked yet is read by those who keep the account alone."""
    reached, page = set(), 0
    while True:
        screen = fund_deeds.deeds(ZH, FUND, page, keeps=keeps)
        keys = presses(screen)
        reached |= {key.deed_id for key in keys if isinstance(key, ShowDeed)}
        assert "法人登记：服务中心" in screen.text and (WriteDeed in map(type, keys)) is keeps
        if ShowDeeds(1, page + 1) not in keys:
            break
        page += 1
    assert reached == {*(one.id for one in CONTRACTS), *waiting} and page > 0
    unchecked = replace(FUND, deeds=(FUND.deeds[0], WAITS))
    assert "还没有合同" in fund_deeds.deeds(ZH, unchecked, 0, keeps=False).text
    assert "还没有合同" not in fund_deeds.deeds(ZH, unchecked, 0, keeps=True).text
    nothing = fund_deeds.deeds(ZH, replace(FUND, deeds=()), 0, keeps=True)
    assert "业委会还没有写法人登记号" in nothing.text and "还没有合同" in nothing.text
    assert [key for key in presses(nothing) if isinstance(key, WriteDeed)] == [
        WriteDeed(1, "registration"),
        WriteDeed(1, "contract"),
    ]


@pytest.mark.parametrize(
    ("one", "keeps", "own", "offers"),
    [
        (WAITS, True, False, [CheckDeed(8), DeclineDeed(8)]),
        (WAITS, True, True, [DeclineDeed(8)]),
        (WAITS, False, False, []),
        (CONTRACTS[0], True, False, [VoidDeed(2)]),
        (CONTRACTS[0], False, False, []),
        (VOIDED, True, False, []),
        (DECLINED, True, False, []),
    ],
)
def test_another_than_who_wrote_it_stands_for_it(one: Deed, keeps: bool, own: bool, offers: list[object]) -> None:
    screen = fund_deeds.deed(ZH, FUND, one, keeps=keeps, own=own)
    assert presses(screen) == [*offers, ShowDeeds(1, 0)]
    assert ("退回" in screen.text) is bool(one.declined)
    assert "（架空层、场地出租），共 12,000.00 元，到2027年9月30日" in screen.text


def test_a_line_says_of_which_contract_it_is() -> None:
    said = {"keeps": False, "looks": False, "own": False, "today": TODAY}
    assert "来源：架空层、场地出租，合同 3：架空层" in funds.line(ZH, FUND, LINE, **said).text
    bare = funds.line(ZH, FUND, replace(LINE, deed_id=None), **said).text
    assert "来源：架空层、场地出租" in bare and "合同" not in bare


def test_a_line_says_of_which_contract_it_is_before_it_is_put_down() -> None:
    body = {"kind": "in", "amount": 1, "on": "2026-11-24", "purpose": "房租", "source": LINE.source, "invoice": "0017"}
    said = funds.preview(ZH, FUND, body | {"deed_id": LINE.deed_id}, 1, matter=None).text
    assert "来源：架空层、场地出租，合同 3：架空层" in said and "没有票据号" not in said, said


def test_what_became_of_one_is_said_where_it_stands() -> None:
    void = fund_deeds.deed(ZH, FUND, VOIDED, keeps=False, own=False).text
    assert "（已作废）" in void and "作废的原因：写错了" in void and "两个人都签了" not in void
    assert "第 3 号作废，原因：写错了" in fund_deeds.deed(ZH, FUND, VOIDING, keeps=True, own=False).text
    later = replace(FUND.deeds[0], id=11, number=11)
    both = replace(FUND, deeds=(FUND.deeds[0], later))
    assert "（已换新的登记）" in fund_deeds.deed(ZH, both, both.deeds[0], keeps=False, own=False).text
    assert "已换新" not in fund_deeds.deed(ZH, both, later, keeps=False, own=False).text


def test_every_contract_is_offered_by_pages_and_none() -> None:
    screens = [fund_deeds.ask_contract(ZH, CONTRACTS[::-1], 5, 1, page) for page in range(2)]
    offered = [[key.deed_id for key in presses(one) if isinstance(key, LineContract)] for one in screens]
    assert offered == [[7, 6, 5, 0], [4, 3, 2, 0]]
    assert [MoreContracts(5, 1) in presses(screens[0]), MoreContracts(5, 0) in presses(screens[1])] == [True, True]
    few = presses(fund_deeds.ask_contract(ZH, CONTRACTS[:4], 5, 1, 0))
    assert MoreContracts not in map(type, few) and LineContract(5, 2) in few and LineContract(5, 5) in few
    sources = {key.what for key in presses(fund_deeds.which_source(ZH, 1)) if isinstance(key, WriteDeed)}
    assert sources == GIVEN
