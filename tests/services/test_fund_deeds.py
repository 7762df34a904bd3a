"""What stands behind an account, on record: made void by two, its words not in the journal, signed with the sums."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from domain.fund_deeds import DeedKind, DeedWords
from domain.funds import LineKind
from services import fund_periods as closing
from services.fund_deeds import check_deed, decline_deed, write_deed
from services.funds import post_line
from storage.database import Database
from tests.full_matters import found_compound
from tests.services.bookkeeping import Books
from tests.services.deeds import REGISTERED, contract, stands, writes
from tests.services.reporting import queued

LET = contract("spaces", "架空层，快递站", 12_000_00)
AFTER = datetime(2027, 1, 2, 2, 0, tzinfo=UTC)


@pytest.fixture
async def books(database: Database, at: datetime) -> Books:
    return Books(await found_compound(database, at))


def void(number: int, why: str = "提前退租") -> DeedWords:
    return DeedWords(DeedKind.VOID, why, str(number))


async def test_a_contract_is_made_void_by_two_and_brings_nothing_more(books: Books) -> None:
    account = await books.opens()
    deed = await stands(books, account, LET)
    await books.put_down(account, LineKind.IN, 900_00, source="spaces", deed_id=deed)
    back = {"fund_id": account, "wanted": void(1)}
    assert await books.refused(write_deed, books.compound.homes[0], **back) == "keep_funds"
    written = await writes(books, account, void(1))
    assert await books.refused(write_deed, books.second, **back) == "fund_void"
    assert await books.refused(check_deed, books.chair, deed_id=written) == "fund_own_line"
    await books.done(decline_deed, books.second, deed_id=written, why="还在租")
    assert [one.id for one in (await books.fund(account)).contracts("spaces")] == [deed]
    await stands(books, account, void(1))
    found = await books.fund(account)
    assert found.contracts("spaces") == [] and found.deeds[0].voided == "提前退租"
    assert await books.refused(write_deed, books.chair, **back) == "fund_deed"
    late = books.given(account, books.posting(LineKind.IN, 1_00, source="spaces", deed_id=deed))
    assert await books.refused(post_line, books.chair, **late) == "fund_contract"


async def test_whoever_wrote_one_takes_it_back_themselves_while_it_waits(books: Books) -> None:
    account = await books.opens()
    written = await writes(books, account, LET)
    back = {"deed_id": written, "why": "价钱写错了"}
    assert await books.refused(decline_deed, books.compound.homes[0], **back) == "keep_funds"
    await books.done(decline_deed, books.chair, **back)
    (kept,) = (await books.fund(account)).deeds
    assert kept.withdrawn and not kept.stands and not kept.waits
    assert await queued(books.database, template="funds.deed_declined") == [], "they know it themselves"
    assert await books.refused(check_deed, books.second, deed_id=written) == "fund_check"
    standing = await stands(books, account, LET)
    assert await books.refused(decline_deed, books.chair, deed_id=standing, why="不要了") == "fund_check"
    undone = await writes(books, account, void(2))
    await books.done(decline_deed, books.chair, deed_id=undone, why="还在租")
    assert (await books.fund(account)).contracts("spaces") != [] and await writes(books, account, void(2))


async def test_a_registration_that_is_void_gives_way_to_the_one_before(books: Books) -> None:
    account = await books.opens()
    await stands(books, account, REGISTERED)
    await stands(books, account, DeedWords(DeedKind.REGISTRATION, "写错的", REGISTERED.code))
    await stands(books, account, void(2, "名字写错了"))
    found = (await books.fund(account)).registration
    assert found is not None and found.said == REGISTERED


async def test_the_journal_has_no_words_that_could_not_be_erased(books: Books) -> None:
    account = await books.opens()
    await stands(books, account, LET)
    async with books.database.reading() as transaction:
        kept = await transaction.journal.read(f"fund:{account}")
        assert await transaction.journal.broken_at(f"fund:{account}") is None
    (entry,) = [one for one in kept if one.type == "deed_written"]
    assert LET.words not in str(entry.body) and entry.body["price"] == LET.price


async def test_a_statement_is_signed_anew_when_a_contract_is_checked_between_the_two(books: Books) -> None:
    """It would stand in what both sign, and one of them never saw it."""
    account = await books.opens(opening=100_00)
    await books.passes(AFTER)
    draft = (await books.drafted(account)).id
    await books.done(closing.sign_period, books.chair, period_id=draft)
    written = await writes(books, account, contract("spaces", "架空层", 900_00, date(2027, 12, 31)))
    await books.done(check_deed, books.second, deed_id=written)
    assert await books.refused(closing.close_period, books.second, period_id=draft) == "fund_period"
    await books.done(closing.sign_period, books.second, period_id=draft)
    await stands(books, account, void(1))
    assert await books.refused(closing.close_period, books.chair, period_id=draft) == "fund_period"
    await books.done(closing.sign_period, books.chair, period_id=draft)
    await books.done(closing.close_period, books.second, period_id=draft)
