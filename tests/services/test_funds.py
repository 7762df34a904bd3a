"""Accounts on record: two people for every line, decisions for common money, mistakes taken back; on both databases."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from random import Random
from typing import Any

import pytest

from domain.deliberation.classification import Touch
from domain.deliberation.procedures import URGENT
from domain.deliberation.record_details import Applicant, Application
from domain.deliberation.stages import Need, Stage
from domain.fund_periods import Period
from domain.fund_statements import statement_of
from domain.funds import Fund, FundKind, LineKind, figures, running
from domain.outcomes import Refusal
from services import fund_periods as closing
from services import funds as acts
from services.deliberation_records import note_record
from services.fund_pages import decided_for, fund_list, fund_of_line, fund_page, fund_vouchers
from storage.database import Database
from tests.full_matters import PHOTO, found_compound
from tests.services.bookkeeping import Books
from tests.services.reporting import queued


@pytest.fixture
async def books(database: Database, at: datetime) -> Books:
    return Books(await found_compound(database, at))


async def test_a_line_counts_when_a_second_person_stands_for_it(books: Books) -> None:
    number = await books.opens(opening=100_00)
    line = await books.posts(number, LineKind.IN, 50_00)
    waits = await books.fund(number)
    assert (waits.balance, [one.amount for one in waits.waiting]) == (100_00, [50_00])
    assert await books.refused(acts.check_line, books.chair, line_id=line) == "fund_own_line"
    assert await books.refused(acts.check_line, books.compound.homes[0], line_id=line) == "keep_funds"
    await books.done(acts.check_line, books.second, line_id=line)
    assert (await books.fund(number)).balance == 150_00
    assert await books.refused(acts.check_line, books.second, line_id=line) == "fund_check"


async def test_those_who_may_be_the_second_are_asked_and_nobody_else(books: Books) -> None:
    number = await books.opens()
    await books.posts(number, LineKind.IN, 50_00, purpose="广告费")
    asked = [row for row in await queued(books.database, template="funds.waiting") if row.facts["amount"] == 50_00]
    assert [row.chat_id for row in asked] == [books.second.chat_id]
    assert "payee" not in asked[0].facts


async def test_a_line_sent_back_says_why_and_never_counts(books: Books) -> None:
    number = await books.opens()
    line = await books.posts(number, LineKind.IN, 50_00)
    assert await books.refused(acts.decline_line, books.second, line_id=line, why=" ") == "fund_why"
    await books.done(acts.decline_line, books.second, line_id=line, why="发票是40元")
    (told,) = await queued(books.database, template="funds.declined")
    assert (told.chat_id, told.facts["why"]) == (books.chair.chat_id, "发票是40元")
    fund = await books.fund(number)
    assert fund.balance == 0 and not fund.waiting
    assert await books.refused(acts.counter_line, books.chair, line_id=line, why="冲掉") == "fund_counter"


async def test_whoever_put_a_line_down_takes_it_back_themselves_while_it_waits(books: Books) -> None:
    number = await books.opens()
    line = await books.posts(number, LineKind.IN, 50_00)
    assert await books.refused(acts.decline_line, books.compound.homes[0], line_id=line, why="不对") == "keep_funds"
    assert await books.refused(acts.decline_line, books.chair, line_id=line, why=" ") == "fund_why"
    await books.done(acts.decline_line, books.chair, line_id=line, why="多写了一个零")
    assert await queued(books.database, template="funds.declined") == [], "they know it themselves"
    fund = await books.fund(number)
    taken = fund.line(line)
    assert taken is not None and taken.withdrawn and not taken.waits and not taken.stands and fund.balance == 0
    assert await books.refused(acts.check_line, books.second, line_id=line) == "fund_check"
    stands = await books.put_down(number, LineKind.IN, 5_00)
    assert await books.refused(acts.decline_line, books.chair, line_id=stands, why="不要了") == "fund_check"


async def test_an_opening_balance_that_did_not_count_is_put_down_anew(books: Books) -> None:
    given = {"place": books.compound.town.place, "kind": FundKind.REVENUE, "name": "公共收益", "holder": "业委会"}
    opened = await books.done(acts.open_fund, books.chair, **given, tail="0123", opening=100_00)
    number, again = int(opened["fund_id"]), books.posting(LineKind.OPENING, 120_00)
    wanted = {"fund_id": number, "wanted": again}
    assert await books.refused(acts.post_line, books.chair, **wanted) == "fund_opening"
    await books.done(acts.decline_line, books.second, line_id=opened["line_id"], why="是120")
    line = int((await books.done(acts.post_line, books.second, **wanted))["line_id"])
    assert await books.refused(acts.check_line, books.second, line_id=line) == "fund_own_line"
    await books.done(acts.check_line, books.chair, line_id=line)
    found = await books.fund(number)
    month = figures(found.lines, books.at.date().replace(day=1), books.at.date())
    assert (found.balance, month.opening, month.received) == (120_00, 120_00, 0)


async def test_common_money_goes_out_by_the_owners_decision_alone_and_within_its_budget(books: Books) -> None:
    number = await books.opens(opening=20_000_00)
    plain = books.posting(LineKind.OUT, 100_00, purpose="换灯")
    assert await books.refused(acts.post_line, books.chair, **books.given(number, plain)) == "fund_matter"
    matter = await books.decided(["use_fund"])
    assert await decided_for(books.database, fund=await books.fund(number)) == []
    spent = books.posting(LineKind.OUT, 12_600_00, purpose="换灯", matter_id=matter)
    assert await books.refused(acts.post_line, books.chair, **books.given(number, spent)) == "fund_owners"
    await books.decided(["common_income"])
    (found,) = await decided_for(books.database, fund=await books.fund(number))
    assert found.id == matter
    await books.done(acts.post_line, books.chair, **books.given(number, spent))
    more = books.posting(LineKind.OUT, 1_260_01, purpose="再加两盏", matter_id=matter)
    assert await books.refused(acts.post_line, books.chair, **books.given(number, more)) == "fund_budget"
    await books.done(
        acts.post_line, books.chair, **books.given(number, books.posting(LineKind.OUT, 1_260_00, matter_id=matter))
    )


async def test_two_accounts_do_not_spend_one_budget_twice(books: Books) -> None:
    numbers = [await books.opens(opening=20_000_00), await books.opens(opening=20_000_00)]
    matter = await books.decided(["common_income"])
    spent = books.posting(LineKind.OUT, 12_600_00, purpose="换灯", matter_id=matter)
    await books.done(acts.post_line, books.chair, **books.given(numbers[0], spent))
    assert await books.refused(acts.post_line, books.chair, **books.given(numbers[1], spent)) == "fund_budget"


async def test_a_decision_that_fell_meanwhile_lets_nothing_out(books: Books) -> None:
    number = await books.opens(opening=20_000_00)
    matter = await books.decided(["common_income"])
    spent = books.posting(LineKind.OUT, 100_00, purpose="换灯", matter_id=matter)
    line = (await books.done(acts.post_line, books.chair, **books.given(number, spent)))["line_id"]
    await books.compound.stands(Stage.STOPPED)
    assert await books.refused(acts.check_line, books.second, line_id=line) == "fund_undecided"
    await books.compound.stands(Stage.DOING)
    await books.done(acts.check_line, books.second, line_id=line)


async def test_what_goes_out_needs_its_voucher_and_the_money(books: Books) -> None:
    number = await books.opens(FundKind.PREPAID, opening=100_00)
    out = books.posting(LineKind.OUT, 100_01, purpose="保洁")
    none = {"fund_id": number, "wanted": out, "files": ()}
    assert await books.refused(acts.post_line, books.chair, **none) == "fund_voucher"
    line = int((await books.done(acts.post_line, books.chair, **books.given(number, out)))["line_id"])
    assert await books.refused(acts.check_line, books.second, line_id=line) == "fund_short"
    assert await fund_vouchers(books.database, line_id=line) == []  # not fetched yet
    assert await fund_of_line(books.database, line_id=line) == number
    assert (await books.fund(number)).waiting[0].vouchers == 1


async def test_a_mistake_is_taken_back_by_a_line_the_other_way(books: Books) -> None:
    number = await books.opens(FundKind.PREPAID, opening=100_00)
    line = await books.posts(number, LineKind.OUT, 30_00, purpose="保洁", payee="刘师傅")
    await books.done(acts.check_line, books.second, line_id=line)
    back = int((await books.done(acts.counter_line, books.second, line_id=line, why="记重了"))["line_id"])
    assert await books.refused(acts.counter_line, books.chair, line_id=line, why="再冲") == "fund_counter"
    assert await books.refused(acts.check_line, books.second, line_id=back) == "fund_own_line"
    await books.done(acts.check_line, books.chair, line_id=back)
    fund = await books.fund(number)
    taken = fund.line(back)
    assert taken is not None and (taken.amount, taken.counters, taken.payee) == (30_00, 2, "刘师傅")
    month = figures(fund.lines, books.at.date().replace(day=1), books.at.date())
    assert (fund.balance, month.received, month.spent) == (100_00, 0, 0)


async def test_the_journal_never_says_whom_the_money_went_to(books: Books) -> None:
    """It is kept for ever; the name lies sealed beside it, where it can be erased."""
    number = await books.opens(FundKind.PREPAID, opening=100_00)
    await books.put_down(number, LineKind.OUT, 30_00, purpose="保洁", payee="刘师傅")
    async with books.database.reading() as transaction:
        kept = await transaction.journal.read(f"fund:{number}")
        assert await transaction.journal.broken_at(f"fund:{number}") is None
    assert [one.type for one in kept][-2:] == ["line_posted", "line_checked"]
    assert all("刘师傅" not in str(one.body) for one in kept)


async def test_who_lives_there_reads_the_accounts_and_nobody_else(books: Books) -> None:
    number = await books.opens()
    home, stranger = books.compound.homes[0], books.compound.town["路过的人"]
    page = await fund_page(books.database, actor=home.actor, fund_id=number)
    assert page is not None and not page.keeps
    assert await fund_page(books.database, actor=stranger.actor, fund_id=number) is None
    assert [one.id for one in await fund_list(books.database, actor=home.actor)] == [number]
    assert await fund_list(books.database, actor=stranger.actor) == []
    assert await fund_page(books.database, actor=home.actor, fund_id=999) is None


async def test_what_is_not_there_is_said(books: Books) -> None:
    wanted = books.posting(LineKind.IN, 1)
    assert await books.refused(acts.post_line, books.chair, **books.given(999, wanted)) == "fund"
    assert await books.refused(acts.check_line, books.chair, line_id=999) == "fund"
    place = {"place": books.compound.town.place, "kind": FundKind.REVENUE, "holder": "业委会", "opening": 0}
    assert await books.refused(acts.open_fund, books.chair, **place, name="公共收益", tail="12") == "fund_tail"
    assert await books.refused(acts.open_fund, books.compound.homes[0], **place, name="x", tail="0123") == "keep_funds"


@pytest.mark.parametrize("seed", (6, 22, 23))
async def test_whatever_is_pressed_the_accounts_add_up(books: Books, seed: int) -> None:
    """Random acts by two members and a neighbour: every sum holds after each, whoever signs is never who wrote.

    Days pass, months are closed and opened: what is closed stays as it was signed for.
    """
    dice, people = Random(seed), (books.chair, books.second, books.compound.homes[0])
    kinds = (FundKind.REVENUE, FundKind.PREPAID)
    numbers = [await books.opens(kind, opening=dice.randrange(1_000_00)) for kind in kinds]
    matter = await books.decided(["common_income"])
    books.at += timedelta(days=8)  # into December: of months before it began an account has nothing to close
    done = Counter[str]()
    for _ in range(100):
        number, who = dice.choice(numbers), dice.choice((*people, *people[:2]))
        fund, periods = await books.fund(number), await books.periods(number)
        act, values = dice.choice(_presses(books, dice, fund, periods, matter))
        outcome = await books.does(act, who, **values)
        after = await books.fund(number)
        if who is people[2] or isinstance(outcome, Refusal):
            assert isinstance(outcome, Refusal) and after == fund
        else:
            done[act.__name__] += 1
        _adds_up(after, fund.balance, matter)
        _stays_closed(after, fund, await books.periods(number))
        books.at += timedelta(hours=10)
    happened = {"post_line", "check_line", "decline_line", "counter_line", "sign_month", "close_period", "ask_opening"}
    assert happened | {"open_period"} <= done.keys(), done


def _presses(
    books: Books, dice: Random, fund: Fund, periods: list[Period], matter: int
) -> list[tuple[Any, dict[str, Any]]]:
    """Everything that may be pressed."""
    line, waits = dice.choice(fund.lines).id, dice.choice(fund.waiting or fund.lines).id
    day = books.at.date() - timedelta(days=dice.randrange(20))
    kind, spent_for = dice.choice((LineKind.IN, LineKind.OUT)), dice.choice((None, matter, matter))
    wanted = books.posting(kind, dice.randrange(1, 900_00), on=day, matter_id=spent_for)
    period = {"period_id": periods[-1].id if periods else 0}
    anew = books.posting(LineKind.OPENING, dice.randrange(900_00))
    return [
        (acts.post_line, books.given(fund.id, anew)),
        *[(acts.post_line, books.given(fund.id, wanted))] * 2,
        *[(acts.check_line, {"line_id": waits})] * 4,
        (acts.decline_line, {"line_id": waits, "why": "不对"}),
        (acts.counter_line, {"line_id": line, "why": "记错了"}),
        *[(closing.sign_month, {"fund_id": fund.id})] * 2,
        (closing.sign_period, period),
        *[(closing.close_period, period)] * 3,
        (closing.ask_opening, period | {"why": "漏了一张发票"}),
        (closing.open_period, period),
        (closing.keep_closed, period),
    ]


def _adds_up(fund: Fund, before: int, matter: int) -> None:
    day = max(line.on for line in fund.lines)
    month = figures(fund.lines, day.replace(day=1), day)
    assert month.opening + month.received - month.spent == month.closing == fund.balance
    assert list(running(fund.lines).values())[-1:] in ([fund.balance], [])
    for line in fund.lines:
        assert not line.stands or line.checked_by != line.posted_by
        if fund.kind is FundKind.REVENUE and line.kind is LineKind.OUT:
            assert line.matter_id == matter
    countered = [line.counters for line in fund.lines if line.counters is not None and not line.declined]
    assert len(countered) == len(set(countered))
    began = [line for line in fund.lines if line.kind is LineKind.OPENING and not line.declined]
    assert sum(1 if line.counters is None else -line.stands for line in began) == fund.begun
    assert fund.balance >= 0 or any(line.counters is not None and line.stands for line in fund.lines) or before < 0


async def test_the_fund_pays_for_a_danger_only_once_it_was_applied_for(books: Books) -> None:
    number = await books.opens(FundKind.MAINTENANCE, opening=2_000_00)
    matter = await books.decided([Touch.USE_FUND])
    async with books.database.transaction() as transaction:
        await transaction.deliberation.write(matter, procedure=URGENT.name)
    wanted = books.given(number, books.posting(LineKind.OUT, 900_00, purpose="外墙抢修", matter_id=matter))
    assert await books.refused(acts.post_line, books.chair, **wanted) == "fund_unapplied"
    applied = Application(Applicant.COMMITTEE, books.at.date())
    receipt = {"need": Need.APPLIED, "words": "房管局，回执 8 号", "photos": (PHOTO,), "details": applied}
    await books.compound.done(note_record, "赵主任", **receipt)
    await books.compound.fetches()
    assert await books.refused(acts.post_line, books.chair, **wanted) == "fund_unchecked", "one alone is no proof"
    await books.compound.checks_application()
    await books.done(acts.post_line, books.chair, **wanted)


def _stays_closed(fund: Fund, before: Fund, periods: list[Period]) -> None:
    """What two signed for is what is there; nobody signs twice; nothing new lies on closed days."""
    for period in (one for one in periods if one.holds):
        assert period.facts is not None and period.signed_by != period.closed_by
        assert statement_of(period.facts).closing == figures(fund.lines, period.since, period.until).closing
    for period in periods:
        assert period.opened_by is None or period.opened_by != period.opening_by
    until = before.closed_until
    fresh = [line for line in fund.lines if before.line(line.id) is None]
    assert until is None or all(line.on > until for line in fresh)
