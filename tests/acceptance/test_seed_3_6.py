"""3.6 业委会登记民办非企业、对公账户、税务发票: who holds the account, under which number; income with no invoice."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from domain.bulletins import FundMaterial, Lettering, PaperKind, PaperWish
from domain.fund_statements import Flag, statement
from domain.funds import LineSource
from domain.outcomes import Refusal
from rendering import board_json
from rendering import funds as screens
from rendering.board_pages import Hand
from rendering.bulletin_drawing import draw_paper
from rendering.texts import texts
from services.board_covers import Covers
from services.board_pages import BoardReader
from services.bulletins import bulletin_paper
from services.fund_deeds import check_deed, decline_deed, write_deed
from storage.database import Database
from tests.board_town import put_up
from tests.full_matters import found_compound
from tests.services.bookkeeping import Books
from tests.services.deeds import CODE, REGISTERED, comes_in, stands, writes

ZH, ZONE = texts("zh_Hans"), ZoneInfo("Asia/Shanghai")


async def test_the_registration_counts_once_a_second_person_stands_for_it(database: Database, at: datetime) -> None:
    books = Books(await found_compound(database, at))
    account = await books.opens()
    aunt = books.compound.town["王阿姨"]
    assert await books.refused(write_deed, aunt, fund_id=account, wanted=REGISTERED) == "keep_funds"
    wrong = await books.refused(
        write_deed, books.chair, fund_id=account, wanted=replace(REGISTERED, code=f"{CODE[:-1]}0")
    )
    assert wrong == "fund_code", "its last sign does not agree with the others"
    written = await writes(books, account, REGISTERED)
    assert (await books.fund(account)).registration is None
    assert await books.refused(check_deed, books.chair, deed_id=written) == "fund_own_line"
    await books.done(decline_deed, books.second, deed_id=written, why="不是这个证")
    assert await books.refused(check_deed, books.second, deed_id=written) == "fund_check"
    await stands(books, account, REGISTERED)
    found = (await books.fund(account)).registration
    assert found is not None and (found.number, found.said) == (2, REGISTERED)
    async with database.reading() as transaction:
        kept = [entry.type for entry in await transaction.journal.read(f"fund:{account}")]
    assert kept[-4:] == ["deed_written", "deed_declined", "deed_written", "deed_checked"]


async def test_income_without_an_invoice_is_said_wherever_the_account_is_read(embedded: Database, at: datetime) -> None:
    """On the screen, in the statement, on paper, on the board; and as what whoever holds it is registered."""
    books = Books(await found_compound(embedded, at))
    account = await books.opens()
    await stands(books, account, REGISTERED)
    bare = await comes_in(books, account, 800_00, LineSource.PARKING.value)
    billed = await comes_in(books, account, 900_00, LineSource.PARKING.value, invoice="0017")
    fund, today = await books.fund(account), at.astimezone(ZONE).date()
    for number, flagged in ((bare, True), (billed, False)):
        line = fund.line(number)
        assert line is not None
        page = screens.line(ZH, fund, line, keeps=False, looks=False, own=False, today=today).text
        assert ("没有票据号" in page) is flagged
    assert f"登记号 {CODE}" in screens.fund(ZH, fund, 0, keeps=False, today=today).text
    told = statement(fund, date(at.year, 1, 1), today)
    assert [line.number for line in told.flagged] == [2] and told.flagged[0].flags == (Flag.UNBILLED,)
    assert (told.code, told.registered) == (CODE, REGISTERED.words)
    paper = await bulletin_paper(embedded, actor=books.chair.actor, wish=PaperWish(PaperKind.STATEMENT, account), at=at)
    assert not isinstance(paper, Refusal) and isinstance(paper[0].made_from, FundMaterial)
    facts = draw_paper(ZH, paper[1], paper[0], Lettering.PLAIN, ZONE).facts
    assert facts["lead"][1] == f"账户由业委会管理，登记为{REGISTERED.words}（{CODE}），尾号 0123。"
    assert [row[2] for row in facts["listing"]["rows"][1:]] == ["车位费（没有票据号）", "车位费"]
    board = await BoardReader(embedded, Covers()).board(await put_up(books.compound), at)
    assert board is not None
    (public,) = board.funds
    hand = Hand(ZH, ZONE, at)
    assert [("没有票据号" in str(entry.lines)) for entry in hand.lines(public)] == [False, True, False]
    assert CODE in str(hand.account(public, at.year).lines)
    (data,) = board_json.board(board)["funds"]
    assert data["registration"] == CODE and [line["flags"] for line in data["lines"]] == [[], ["unbilled"], []]
