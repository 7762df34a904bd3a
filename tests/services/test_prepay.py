"""Fees paid ahead: two people for all of it, receipts for homes, a building pays of its own, what is left goes on."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from domain.funds import FundKind, LineKind, Posting
from domain.outcomes import Done
from domain.prepay import PrepayBasis, PrepayFigures
from domain.prepay_views import PrepayBuilding
from domain.registry import Place, RoleKind
from services import prepay as acts
from services import prepay_settling as settling
from services.fund_pages import fund_page, of_no_building_in, opens_vouchers, receipts_in
from services.funds import check_line, counter_line, decline_line, post_line
from services.prepay_pages import line_building, prepay_building, prepay_home, prepay_list, prepay_page
from storage.database import Database
from tests.builders import settle_in
from tests.services.fees import VOUCHER, Estate, found_estate
from tests.services.reporting import queued


@pytest.fixture
async def estate(database: Database, at: datetime) -> Estate:
    return await found_estate(database, at)


async def building_of(estate: Estate, number: int) -> PrepayBuilding:
    page = await prepay_building(
        estate.database, actor=estate.who("林委员"), round_id=number, building_id=estate.building
    )
    assert page is not None
    return page


async def sums(estate: Estate, number: int, who: str = "王阿姨") -> PrepayFigures:
    page = await prepay_page(estate.database, actor=estate.who(who), round_id=number)
    assert page is not None
    return page.whole


async def account(estate: Estate) -> int:
    page = await fund_page(estate.database, actor=estate.who("赵主任"), fund_id=estate.fund_id)
    assert page is not None
    return page.fund.balance


async def test_a_round_begins_with_two_people_and_the_groups_hear_of_it(estate: Estate) -> None:
    what: dict[str, Any] = {"name": "卫生费", "basis": PrepayBasis.AREA, "rate": 50, "months": 12}
    place = estate.town.place
    assert await estate.refused(acts.ask_round, "王阿姨", place=place, **what) == "keep_funds"
    assert await estate.refused(acts.ask_round, place=place, **{**what, "name": " "}) == "prepay_name"
    number = (await estate.done(acts.ask_round, place=place, **what))["round_id"]
    assert [row.chat_id for row in await queued(estate.database, template="prepay.look")] == [estate.member.chat_id]
    assert await prepay_page(estate.database, actor=estate.who("王阿姨"), round_id=number) is None
    assert await prepay_list(estate.database, actor=estate.who("王阿姨")) == []
    taking = {"round_id": number, "unit_id": estate.homes[0], "amount": 1}
    assert await estate.refused(acts.receive_fee, "李楼长", **taking) == "prepay_unconfirmed"
    assert await estate.refused(acts.confirm_round, round_id=number) == "prepay_own"
    await estate.done(acts.confirm_round, "林委员", round_id=number)
    told = await queued(estate.database, template="prepay.opened")
    assert {row.chat_id for row in told} == {estate.town.group, estate.town.building_group}
    assert await estate.refused(acts.drop_round, round_id=number) == "prepay_confirmed"
    dropped = (await estate.done(acts.ask_round, place=place, **what))["round_id"]
    await estate.done(acts.drop_round, "林委员", round_id=dropped)
    again = (await estate.done(acts.ask_round, place=place, **what))["round_id"]
    assert again > dropped  # a number is never given again
    assert len(await queued(estate.database, template="prepay.look")) == 3
    assert await estate.refused(acts.confirm_round, "林委员", round_id=dropped) == "prepay"


async def test_without_an_account_there_is_no_round(database: Database, at: datetime) -> None:
    estate = await found_estate(database, at)
    other = await found_other(estate)
    what: dict[str, Any] = {"name": "卫生费", "basis": PrepayBasis.HOME, "rate": 50, "months": 12}
    outcome = await acts.ask_round(
        database, actor=other.actor, place=other.actor.roles[0].place, **what, source="x", at=at
    )
    assert outcome == acts.NO_FUND


async def found_other(estate: Estate) -> Any:
    """A member of another compound, which has an account of another kind."""
    async with estate.database.transaction() as transaction:
        other = await transaction.registry.found(
            street="曹杨新村街道", community="第一社区", name="别的院", building_labels=["1号楼"], at=estate.at
        )
        place = Place(other)
        member = await settle_in(transaction, "钱委员", 981, RoleKind.COMMITTEE, place, estate.at)
        await transaction.funds.open(place, FundKind.REVENUE, "收益", "居委会", "1", by=member.person_id, at=estate.at)
    return member


async def test_a_receipt_is_the_homes_at_once_and_counts_when_a_second_person_signs(estate: Estate) -> None:
    number = await estate.begins()
    first, second, _ = estate.homes
    async with estate.database.transaction() as transaction:
        unit = await transaction.units.unit(first)
        assert unit is not None
        owner = await settle_in(transaction, "住户", 2000, RoleKind.OWNER, unit.place, estate.at)
    took = await estate.done(acts.receive_fee, "李楼长", round_id=number, unit_id=first, amount=200_00)
    (told,) = await queued(estate.database, template="prepay.receipt")
    assert (told.chat_id, told.facts["amount"]) == (owner.chat_id, 200_00)
    assert told.facts["left"] == took["left"] == 40_00
    assert took["told"] == 1
    assert await line_building(estate.database, line_id=took["line_id"]) == (number, estate.building)
    assert (await sums(estate, number)).held == 200_00 and await account(estate) == 0
    more = {"round_id": number, "unit_id": first, "amount": 40_01}
    assert await estate.refused(acts.receive_fee, "李楼长", **more) == "prepay_more"
    assert await estate.refused(acts.receive_fee, "孙网格", **more) == "take_fees"
    wrong = await estate.done(acts.receive_fee, "李楼长", round_id=number, unit_id=second, amount=1)
    assert wrong["told"] == 0, "nobody of that home is here: it gets a receipt by hand"
    assert await estate.refused(acts.void_receipt, "赵主任", line_id=wrong["line_id"]) == "prepay_line"
    await estate.done(acts.void_receipt, "李楼长", line_id=wrong["line_id"])
    await estate.done(acts.receive_fee, "李楼长", round_id=number, unit_id=first, amount=40_00)

    handed = await estate.done(acts.hand_in, "李楼长", round_id=number, building_id=estate.building)
    assert await estate.refused(acts.hand_in, "李楼长", round_id=number, building_id=estate.building) == "prepay_held"
    assert await estate.refused(acts.void_receipt, "李楼长", line_id=took["line_id"]) == "prepay_handed"
    await estate.done(decline_line, "林委员", line_id=handed["fund_line_id"], why="少了一百")
    assert (await sums(estate, number)).held == 240_00
    again = await estate.done(acts.hand_in, "李楼长", round_id=number, building_id=estate.building)
    await estate.done(check_line, "林委员", line_id=again["fund_line_id"])
    stands = await sums(estate, number)
    assert (stands.paid, stands.homes, stands.balance, await account(estate)) == (1, 3, 240_00, 240_00)
    page = await prepay_page(estate.database, actor=owner.actor, round_id=number)
    assert page is not None and [(one.home.id, one.paid, one.due) for one in page.mine] == [(first, 240_00, 240_00)]

    back = await estate.done(counter_line, "林委员", line_id=again["fund_line_id"], why="记重了")
    assert (await sums(estate, number)).paid == 1
    fund = await fund_page(estate.database, actor=estate.who("赵主任"), fund_id=estate.fund_id)
    assert fund is not None and fund.fund.line(back["line_id"]) is not None
    await estate.done(check_line, "赵主任", line_id=back["line_id"])
    assert ((await sums(estate, number)).paid, await account(estate)) == (0, 0)


async def test_a_building_pays_of_its_own_and_a_home_has_back_what_was_not_spent(estate: Estate) -> None:
    number = await estate.begins()
    await estate.takes(number, estate.homes[:2])
    spent = {"round_id": number, "building_id": estate.building, "words": "保洁", "files": (VOUCHER,)}
    assert await estate.refused(acts.pay_cost, "李楼长", **spent, amount=1) == "keep_funds"
    assert await estate.refused(acts.pay_cost, **spent, amount=480_01) == "prepay_short"
    nine = {**spent, "building_id": estate.town.buildings["9号楼"]}
    assert await estate.refused(acts.pay_cost, **nine, amount=1) == "prepay_short"
    cost = await estate.done(acts.pay_cost, **spent, amount=80_00)
    await estate.done(check_line, "林委员", line_id=cost["fund_line_id"])
    back = {"round_id": number, "unit_id": estate.homes[0]}
    assert await estate.refused(acts.refund_home, **back) == "prepay_voucher"
    refund = await estate.done(acts.refund_home, **back, files=(VOUCHER,))
    assert refund["amount"] == 200_00
    assert await estate.refused(acts.refund_home, **back, files=(VOUCHER,)) == "prepay_unspent"
    await estate.done(check_line, "林委员", line_id=refund["fund_line_id"])
    whole = await sums(estate, number)
    assert (whole.spent, whole.refunded, whole.balance, await account(estate)) == (80_00, 200_00, 200_00, 200_00)
    home = await prepay_home(estate.database, actor=estate.who("李楼长"), round_id=number, unit_id=estate.homes[1])
    assert home is not None and (home.paid, home.unspent) == (240_00, 200_00)
    assert (
        await prepay_home(estate.database, actor=estate.who("王阿姨"), round_id=number, unit_id=estate.homes[1]) is None
    )
    fund = await fund_page(estate.database, actor=estate.who("王阿姨"), fund_id=estate.fund_id)
    kept = await fund_page(estate.database, actor=estate.who("林委员"), fund_id=estate.fund_id)
    assert fund is not None and kept is not None
    opened = {"neighbour": (fund, refund), "keeper": (kept, refund), "of the cost": (fund, cost)}
    assert [
        who
        for who, (page, paid) in opened.items()
        if await opens_vouchers(estate.database, page, line_id=paid["fund_line_id"])
    ] == ["keeper", "of the cost"]
    assert [line.purpose for line in fund.fund.lines] == [
        "2027年卫生费 3号楼",
        "2027年卫生费 3号楼 保洁",
        "2027年卫生费 3号楼",
    ]


async def test_a_home_hears_that_its_money_is_said_to_come_back_and_a_wrong_receipt_too(estate: Estate) -> None:
    """Else a refund that never reached it would look like one that did."""
    number = await estate.begins()
    first = estate.homes[0]
    async with estate.database.transaction() as transaction:
        unit = await transaction.units.unit(first)
        assert unit is not None
        owner = await settle_in(transaction, "住户", 2000, RoleKind.OWNER, unit.place, estate.at)
    wrong = await estate.done(acts.receive_fee, "李楼长", round_id=number, unit_id=first, amount=1)
    await estate.done(acts.void_receipt, "李楼长", line_id=wrong["line_id"])
    (void,) = await queued(estate.database, template="prepay.voided")
    assert (void.chat_id, void.facts["number"]) == (owner.chat_id, wrong["line_id"])
    await estate.takes(number, estate.homes[:2])
    given: dict[str, Any] = {"round_id": number, "files": (VOUCHER,)}
    await estate.done(acts.refund_home, **given, unit_id=first, purpose="退一户没花完的")
    await estate.done(acts.refund_home, **given, unit_id=estate.homes[1])
    told = await queued(estate.database, template="prepay.refunding")
    assert [(row.chat_id, row.facts["amount"]) for row in told] == [(owner.chat_id, 240_00)]
    page = await prepay_page(estate.database, actor=owner.actor, round_id=number)
    assert page is not None and [(one.paid, one.refunded) for one in page.mine] == [(240_00, 240_00)]
    fund = await fund_page(estate.database, actor=owner.actor, fund_id=estate.fund_id)
    assert fund is not None and fund.fund.lines[1].purpose == "2027年卫生费 3号楼 退一户没花完的"


async def test_homes_and_whoever_took_the_fees_hear_that_a_hand_in_was_taken_back(estate: Estate) -> None:
    """Else a home keeps a receipt that counts nowhere."""
    number = await estate.begins()
    first, second, _ = estate.homes
    async with estate.database.transaction() as transaction:
        unit = await transaction.units.unit(first)
        assert unit is not None
        owner = await settle_in(transaction, "住户", 2000, RoleKind.OWNER, unit.place, estate.at)
    took = await estate.done(acts.receive_fee, "李楼长", round_id=number, unit_id=first, amount=200_00)
    await estate.takes(number, [second])
    fund = await fund_page(estate.database, actor=estate.who("赵主任"), fund_id=estate.fund_id)
    assert fund is not None
    (line,) = fund.fund.lines
    assert await receipts_in(estate.database, fund=fund.fund, line=line) == 2
    back = await estate.done(counter_line, line_id=line.id, why="记重了")
    fund = await fund_page(estate.database, actor=estate.who("赵主任"), fund_id=estate.fund_id)
    assert fund is not None
    wanted = fund.fund.line(back["line_id"])
    assert wanted is not None and await receipts_in(estate.database, fund=fund.fund, line=wanted) == 2
    assert await queued(estate.database, template="prepay.fallen") == [], "until a second person has agreed"
    await estate.done(check_line, "林委员", line_id=back["line_id"])
    (told,) = await queued(estate.database, template="prepay.fallen")
    assert (told.chat_id, told.facts["number"], told.facts["why"]) == (owner.chat_id, took["line_id"], "记重了")
    (down,) = await queued(estate.database, template="prepay.taken_down")
    assert down.chat_id == estate.town["李楼长"].chat_id
    assert [down.facts[name] for name in ("receipts", "amount", "alone")] == [2, 440_00, 1]


async def test_a_hand_in_that_was_sent_back_and_any_other_line_tell_no_home_so(estate: Estate) -> None:
    number = await estate.begins()
    await estate.done(acts.receive_fee, "李楼长", round_id=number, unit_id=estate.homes[0], amount=240_00)
    handed = await estate.done(acts.hand_in, "李楼长", round_id=number, building_id=estate.building)
    await estate.done(decline_line, "林委员", line_id=handed["fund_line_id"], why="少了")
    assert await queued(estate.database, template="prepay.taken_down") == []
    await estate.takes(number, [estate.homes[1]])
    assert await queued(estate.database, template="prepay.taken_down") == []


async def test_what_is_left_goes_to_the_next_round_home_by_home(estate: Estate) -> None:
    number = await estate.begins()
    await estate.takes(number, estate.homes)
    cost = {"round_id": number, "building_id": estate.building, "words": "保洁", "files": (VOUCHER,), "amount": 719_00}
    settle = {"round_id": number, "building_id": estate.building}
    assert await estate.refused(settling.ask_settlement, **settle, next_id=0) == "prepay_next"
    following = await estate.begins()
    paid = await estate.done(acts.pay_cost, **cost)
    assert await estate.refused(settling.ask_settlement, **settle, next_id=following) == "prepay_waiting"
    await estate.done(check_line, "林委员", line_id=paid["fund_line_id"])
    assert await estate.refused(settling.ask_settlement, "李楼长", **settle, next_id=following) == "keep_funds"
    await estate.done(settling.ask_settlement, **settle, next_id=following)
    taking = {"round_id": number, "unit_id": estate.homes[0], "amount": 1}
    assert await estate.refused(acts.receive_fee, "李楼长", **taking) == "prepay_settled"
    page = await prepay_building(estate.database, actor=estate.who("林委员"), **settle)
    assert page is not None and page.settlement is not None and page.settlement.surplus == 1_00
    asked = page.settlement.id
    assert await estate.refused(settling.confirm_settlement, settlement_id=asked) == "prepay_own"
    await estate.done(settling.drop_settlement, settlement_id=asked)
    assert await estate.refused(settling.confirm_settlement, "林委员", settlement_id=asked) == "prepay_settlement"
    await estate.done(settling.ask_settlement, **settle, next_id=following)
    again = await prepay_building(estate.database, actor=estate.who("林委员"), **settle)
    assert again is not None and again.settlement is not None
    await estate.done(settling.confirm_settlement, "林委员", settlement_id=again.settlement.id)
    assert await estate.refused(settling.drop_settlement, settlement_id=again.settlement.id) == "prepay_confirmed"
    old, new = await sums(estate, number), await sums(estate, following)
    assert (old.balance, old.carried, old.paid, old.homes) == (0, -1_00, 3, 3)
    assert (new.balance, new.carried, new.paid) == (1_00, 1_00, 0) and await account(estate) == 1_00
    parts = []
    for unit in estate.homes:
        home = await prepay_home(estate.database, actor=estate.who("李楼长"), round_id=following, unit_id=unit)
        assert home is not None
        parts.append(home.paid)
    assert sorted(parts) == [33, 33, 34]
    (told,) = await queued(estate.database, template="prepay.settled")
    assert (told.chat_id, told.facts["share"]) == (estate.town.building_group, 10_000)


async def test_a_settlement_over_sums_that_moved_is_not_confirmed(estate: Estate) -> None:
    number = await estate.begins()
    await estate.takes(number, estate.homes[:1])
    await estate.takes(number, estate.homes[1:2])
    following = await estate.begins()
    fund = await fund_page(estate.database, actor=estate.who("赵主任"), fund_id=estate.fund_id)
    assert fund is not None
    back = await estate.done(counter_line, "赵主任", line_id=fund.fund.lines[0].id, why="记错了")
    await estate.done(settling.ask_settlement, round_id=number, building_id=estate.building, next_id=following)
    assert await estate.refused(counter_line, line_id=fund.fund.lines[1].id, why="又错了") == "prepay_line_settled"
    await estate.done(check_line, "林委员", line_id=back["line_id"])
    page = await prepay_building(
        estate.database, actor=estate.who("林委员"), round_id=number, building_id=estate.building
    )
    assert page is not None and page.settlement is not None
    asked = page.settlement.id
    assert await estate.refused(settling.confirm_settlement, "林委员", settlement_id=asked) == "prepay_moved"


async def test_what_was_settled_is_not_moved_from_behind(estate: Estate) -> None:
    number = await estate.begins()
    await estate.takes(number, estate.homes[:1])
    following = await estate.begins()
    fund = await fund_page(estate.database, actor=estate.who("赵主任"), fund_id=estate.fund_id)
    assert fund is not None
    back = await estate.done(counter_line, line_id=fund.fund.lines[0].id, why="记错了")
    third, where = await estate.begins(), {"building_id": estate.building}
    await estate.done(settling.ask_settlement, round_id=following, **where, next_id=third)
    await_next = {"round_id": number, **where, "next_id": following}
    assert await estate.refused(settling.ask_settlement, **await_next) == "prepay_next"
    assert (page := await building_of(estate, number)).following is not None and page.following.id == third
    await estate.done(settling.ask_settlement, round_id=number, **where, next_id=third)
    asked = (await building_of(estate, number)).settlement
    assert asked is not None
    await estate.done(settling.confirm_settlement, "林委员", settlement_id=asked.id)
    assert await estate.refused(check_line, "林委员", line_id=back["line_id"]) == "prepay_line_settled"


async def test_a_building_is_not_settled_into_a_round_that_closed_meanwhile(estate: Estate) -> None:
    first, second, third = [await estate.begins() for _ in range(3)]
    where = {"building_id": estate.building}
    await estate.done(settling.ask_settlement, round_id=first, **where, next_id=second)
    await estate.done(settling.ask_settlement, round_id=second, **where, next_id=third)
    asked = (await building_of(estate, first)).settlement
    assert asked is not None
    assert await estate.refused(settling.confirm_settlement, "林委员", settlement_id=asked.id) == "prepay_next"


async def test_money_of_buildings_goes_out_by_their_ledgers_alone(estate: Estate) -> None:
    wanted = Posting(LineKind.OUT, 1, estate.at.date(), "保洁")
    line = {"fund_id": estate.fund_id, "wanted": wanted, "files": (VOUCHER,)}
    await estate.done(post_line, **line)
    await estate.begins()
    assert await estate.refused(post_line, **line) == "prepay_account"


async def test_a_home_waits_for_its_money_to_be_signed_and_a_receiver_hands_in_after_leaving(estate: Estate) -> None:
    number, home = await estate.begins(), estate.homes[0]
    await estate.takes(number, [home], 100_00)
    await estate.done(acts.receive_fee, "李楼长", round_id=number, unit_id=home, amount=140_00)
    back = {"round_id": number, "unit_id": home, "files": (VOUCHER,)}
    assert await estate.refused(acts.refund_home, **back) == "prepay_home_waiting"
    where = {"round_id": number, "building_id": estate.building}
    assert await estate.refused(acts.hand_in, "王阿姨", **where) == "take_fees"
    left = replace(estate.who("李楼长"), roles=())
    handed = await acts.hand_in(estate.database, actor=left, **where, source="left", at=estate.at)
    assert isinstance(handed, Done), handed
    await estate.done(check_line, "林委员", line_id=handed["fund_line_id"])
    assert (await estate.done(acts.refund_home, **back))["amount"] == 240_00


async def test_what_is_not_there_is_said(estate: Estate) -> None:
    number, stranger = await estate.begins(), estate.who("路过的人")
    assert await estate.refused(acts.receive_fee, "李楼长", round_id=number, unit_id=999, amount=1) == "door"
    assert await estate.refused(acts.receive_fee, "李楼长", round_id=99, unit_id=estate.homes[0], amount=1) == "prepay"
    assert await estate.refused(acts.hand_in, "李楼长", round_id=number, building_id=999) == "prepay"
    assert await estate.refused(acts.hand_in, "李楼长", round_id=99, building_id=estate.building) == "prepay"
    assert await estate.refused(acts.refund_home, round_id=number, unit_id=999) == "door"
    nobody = {"round_id": 99, "building_id": estate.building}
    assert await estate.refused(settling.ask_settlement, **nobody, next_id=1) == "prepay"
    assert await prepay_page(estate.database, actor=stranger, round_id=number) is None
    assert await prepay_page(estate.database, actor=stranger, round_id=99) is None
    assert await prepay_building(estate.database, actor=stranger, round_id=number, building_id=estate.building) is None
    assert await prepay_home(estate.database, actor=stranger, round_id=99, unit_id=1) is None
    assert await line_building(estate.database, line_id=99) is None


async def test_what_is_no_building_s_goes_out_on_the_account_and_nothing_else_does(estate: Estate) -> None:
    """What an account held before its first round, and what came in beside the ledgers, has a way out."""

    def line(kind: LineKind, amount: int) -> dict[str, Any]:
        wanted = Posting(kind, amount, estate.at.date(), "上一期的余款")
        return {"fund_id": estate.fund_id, "wanted": wanted, "files": (VOUCHER,)}

    opening = await estate.done(post_line, **line(LineKind.OPENING, 300_00))
    await estate.done(check_line, "林委员", line_id=opening["line_id"])
    await estate.takes(await estate.begins(), estate.homes)  # 720.00, of the building
    assert await estate.refused(post_line, **line(LineKind.OUT, 300_01)) == "prepay_no_building"
    out = await estate.done(post_line, **line(LineKind.OUT, 200_00))
    assert await estate.refused(post_line, **line(LineKind.OUT, 100_01)) == "prepay_no_building"
    rest = await estate.done(post_line, **line(LineKind.OUT, 100_00))
    assert await estate.refused(post_line, **line(LineKind.OUT, 1)) == "prepay_account"
    await estate.done(check_line, "林委员", line_id=out["line_id"])
    back = await estate.done(counter_line, line_id=opening["line_id"], why="期初记错了")
    await estate.done(check_line, "林委员", line_id=back["line_id"])
    assert await estate.refused(check_line, "林委员", line_id=rest["line_id"]) == "prepay_account"
    page = await fund_page(estate.database, actor=estate.who("赵主任"), fund_id=estate.fund_id)
    assert page is not None
    assert await of_no_building_in(estate.database, fund=page.fund) == -300_00


async def test_a_building_s_lines_that_are_taken_back_are_the_building_s(estate: Estate) -> None:
    number = await estate.begins()
    await estate.takes(number, estate.homes[:1])
    page = await fund_page(estate.database, actor=estate.who("赵主任"), fund_id=estate.fund_id)
    assert page is not None
    back = await estate.done(counter_line, line_id=page.fund.lines[0].id, why="多记了")
    await estate.done(check_line, "林委员", line_id=back["line_id"])
    page = await fund_page(estate.database, actor=estate.who("赵主任"), fund_id=estate.fund_id)
    assert page is not None and page.fund.balance == 0
    assert await of_no_building_in(estate.database, fund=page.fund) == 0
