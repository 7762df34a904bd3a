"""Statements and closing on record: drafted on the date, told when two signed, closed days take nothing, two open."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from domain.fund_periods import PeriodState, Span
from domain.fund_statements import statement_of
from domain.funds import FundKind, LineKind, LineSource
from domain.outcomes import Done
from services import fund_periods as closing
from services import funds as acts
from services.fund_posting import statement_row
from storage.database import Database
from tests.full_matters import found_compound
from tests.services.bookkeeping import Books
from tests.services.reporting import queued

AFTER = datetime(2027, 1, 1, 2, 0, tzinfo=UTC)
"""The first morning after the last quarter of 2026."""
LAST = date(2026, 12, 31)


@pytest.fixture
async def books(database: Database, at: datetime) -> Books:
    return Books(await found_compound(database, at))


async def test_a_quarter_is_drafted_on_its_date_and_told_when_two_have_signed(books: Books) -> None:
    """璧山 3.7: 200,000.00 out of three sources; what began the quarter and came and went is what ends it."""
    number = await books.opens(opening=1_000_00)
    shares = {LineSource.SPACES: 86_000_00, LineSource.ROOMS: 54_000_00, LineSource.PARKING: 60_000_00}
    for source, amount in shares.items():
        await books.put_down(number, LineKind.IN, amount, source=source.value, invoice="0017")
    await books.passes(AFTER)
    draft = await books.drafted(number)
    assert (draft.since, draft.until, draft.state) == (date(2026, 10, 1), LAST, PeriodState.DRAFTED)
    asked = await queued(books.database, template="funds.drafted")
    assert {row.chat_id for row in asked} == {books.chair.chat_id, books.second.chat_id}
    assert await books.refused(closing.close_period, books.second, period_id=draft.id) == "fund_period_unsigned"
    await books.done(closing.sign_period, books.chair, period_id=draft.id)
    assert [row.chat_id for row in await queued(books.database, template="funds.signed")] == [books.second.chat_id]
    assert await queued(books.database, template="funds.statement") == []
    assert await books.refused(closing.close_period, books.chair, period_id=draft.id) == "fund_own_period"
    await books.done(closing.close_period, books.second, period_id=draft.id)
    (told,) = await queued(books.database, template="funds.statement", chat_id=books.compound.town.group)
    sums = {name: told.facts[name] for name in ("opening", "received", "spent", "closing")}
    assert sums == {"opening": 1_000_00, "received": 200_000_00, "spent": 0, "closing": 201_000_00}
    assert told.facts["sources"] == [["spaces", 86_000_00], ["parking", 60_000_00], ["rooms", 54_000_00]]
    kept = await books.drafted(number)
    assert kept.facts is not None and statement_of(kept.facts).closing == 201_000_00


async def test_who_must_sign_is_reminded_once_and_the_next_quarter_follows(books: Books) -> None:
    number = await books.opens()
    await books.passes(AFTER + timedelta(days=30))
    assert len(await queued(books.database, template="funds.chased")) == 2
    await books.passes(datetime(2027, 4, 1, 2, 0, tzinfo=UTC))
    assert [one.until for one in await books.periods(number)] == [LAST, date(2027, 3, 31)]


async def test_no_line_goes_onto_a_closed_day_and_what_was_wrong_is_taken_back_today(books: Books) -> None:
    number = await books.opens(FundKind.PREPAID, opening=1_000_00)
    paid = await books.put_down(number, LineKind.OUT, 300_00, purpose="保洁")
    await books.passes(AFTER)
    await books.closes(await books.drafted(number))
    late = books.posting(LineKind.IN, 5_00, on=LAST)
    assert await books.refused(acts.post_line, books.chair, **books.given(number, late)) == "fund_closed"
    back = (await books.done(acts.counter_line, books.chair, line_id=paid, why="记重了"))["line_id"]
    await books.done(acts.check_line, books.second, line_id=back)
    fund = await books.fund(number)
    taken = fund.line(back)
    assert taken is not None and (taken.on, fund.balance) == (AFTER.date(), 1_000_00)
    kept = await books.drafted(number)
    assert kept.facts is not None and statement_of(kept.facts).closing == 700_00


async def test_what_waits_is_not_closed_in_and_what_moved_is_signed_anew(books: Books) -> None:
    number = await books.opens(opening=100_00)
    await books.passes(AFTER)
    draft = (await books.drafted(number)).id
    await books.done(closing.sign_period, books.chair, period_id=draft)
    assert await books.refused(closing.sign_period, books.second, period_id=draft) == "fund_period_signed"
    line = await books.posts(number, LineKind.IN, 5_00, on=LAST)
    assert await books.refused(closing.close_period, books.second, period_id=draft) == "fund_period_waits"
    await books.done(acts.check_line, books.second, line_id=line)
    assert await books.refused(closing.close_period, books.second, period_id=draft) == "fund_period"
    await books.done(closing.sign_period, books.second, period_id=draft)
    await books.done(closing.close_period, books.chair, period_id=draft)
    assert await books.refused(closing.sign_period, books.chair, period_id=draft) == "fund_period"
    assert await books.refused(closing.close_period, books.chair, period_id=draft) == "fund_period_unsigned"


async def test_a_month_is_closed_whenever_the_committee_wants(books: Books) -> None:
    number = await books.opens(opening=100_00)
    books.at = datetime(2026, 12, 3, 2, 0, tzinfo=UTC)
    signed = await books.done(closing.sign_month, books.chair, fund_id=number)
    assert await books.refused(closing.sign_month, books.second, fund_id=number) == "fund_period_signed"
    await books.done(closing.close_period, books.second, period_id=signed["period_id"])
    assert await queued(books.database, template="funds.statement") == []
    assert (await books.fund(number)).closed_until == date(2026, 11, 30)
    assert await books.refused(closing.sign_month, books.second, fund_id=number) == "fund_period"
    assert await books.refused(closing.sign_month, books.compound.homes[0], fund_id=number) == "keep_funds"
    assert await books.refused(closing.sign_month, books.chair, fund_id=999) == "fund"
    assert await books.refused(closing.close_period, books.chair, period_id=999) == "fund_period"


async def test_two_open_closed_days_with_a_reason_everybody_reads(books: Books) -> None:
    number = await books.opens(opening=100_00)
    await books.passes(AFTER)
    draft = await books.drafted(number)
    await books.closes(draft)
    asks = {"period_id": draft.id, "why": "漏了一张发票"}
    assert await books.refused(closing.open_period, books.second, period_id=draft.id) == "fund_period_open"
    assert await books.refused(closing.ask_opening, books.compound.homes[0], **asks) == "keep_funds"
    await books.done(closing.ask_opening, books.chair, **asks)
    await books.done(closing.keep_closed, books.second, period_id=draft.id)
    assert await books.refused(closing.keep_closed, books.second, period_id=draft.id) == "fund_period_open"
    await books.done(closing.ask_opening, books.chair, **asks)
    assert await books.refused(closing.open_period, books.chair, period_id=draft.id) == "fund_own_period"
    late = books.posting(LineKind.IN, 5_00, on=LAST)
    assert await books.refused(acts.post_line, books.chair, **books.given(number, late)) == "fund_closed"
    await books.done(closing.open_period, books.second, period_id=draft.id)
    (reopened,) = await queued(books.database, template="funds.reopened", chat_id=books.compound.town.group)
    assert reopened.facts["why"] == "漏了一张发票"
    await books.put_down(number, LineKind.IN, 5_00, on=LAST)
    again = await books.drafted(number)
    assert (again.state, again.until) == (PeriodState.DRAFTED, LAST) and again.id != draft.id
    await books.closes(again)
    told = await queued(books.database, template="funds.statement", chat_id=books.compound.town.group)
    assert [row.facts["closing"] for row in told] == [100_00, 105_00]


async def test_a_statement_opens_with_the_months_in_it(books: Books) -> None:
    number = await books.opens(opening=100_00)
    await books.passes(AFTER)
    draft = await books.drafted(number)
    await books.done(closing.sign_month, books.chair, fund_id=number)
    async with books.database.reading() as transaction:
        month = next(one for one in await transaction.fund_periods.of(number) if one.span is Span.MONTH)
    await books.done(closing.close_period, books.second, period_id=month.id)
    await books.closes(draft)
    asks = {"why": "漏了一张发票"}
    assert await books.refused(closing.ask_opening, books.chair, period_id=month.id, **asks) == "fund_period_later"
    await books.done(closing.ask_opening, books.chair, period_id=draft.id, **asks)
    await books.done(closing.open_period, books.second, period_id=draft.id)
    await books.put_down(number, LineKind.IN, 5_00, on=LAST)  # what the group read is true


async def test_the_profile_says_how_long_a_statement_is(books: Books) -> None:
    number = await books.opens()
    async with books.database.reading() as transaction:
        fund = await transaction.funds.find(number)
        profile = await transaction.profiles.of_compound(books.compound.town.compound_id)
        assert fund is not None and profile.six_steps.accounts_months.value == 3
        row = await statement_row(transaction, fund, date(2026, 11, 24))
    assert row.subject == f"fund:{number}:2026-10-01" and row.due == AFTER.replace(hour=1)


async def test_the_same_press_twice_closes_once(books: Books) -> None:
    number = await books.opens()
    await books.passes(AFTER)
    draft = await books.drafted(number)
    await books.done(closing.sign_period, books.chair, period_id=draft.id)
    given: dict[str, Any] = {"actor": books.second.actor, "period_id": draft.id, "source": "press 1", "at": books.at}
    first = await closing.close_period(books.database, **given)
    assert first == await closing.close_period(books.database, **given) and isinstance(first, Done)
    group = books.compound.town.group
    assert len(await queued(books.database, template="funds.statement", chat_id=group)) == 1
    assert replace(draft, closed_at=books.at).holds and draft.span is Span.STATEMENT
