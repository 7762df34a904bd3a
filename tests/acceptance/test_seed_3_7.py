"""3.7 公共收益20万元: three sources, each with its contracts; disclosed each quarter; spent as the owners decided."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from domain.bulletins import Lettering, PaperKind, PaperWish
from domain.deliberation.classification import Touch, Track, classify
from domain.deliberation.stages import Stage
from domain.fund_statements import statement_of
from domain.funds import LineKind, LineSource
from domain.outcomes import Done, Refusal
from domain.voting.owners_matters import OwnersMatter
from domain.voting.rules import OWNERS_SPECIAL, THREE_QUARTERS
from rendering.bulletin_drawing import draw_paper
from rendering.texts import texts
from services import funds as acts
from services.bulletins import bulletin_paper
from services.deliberation_full import start_full_matter
from services.deliberation_pages import voting_days
from services.voting_matters import put_to_owners
from storage.database import Database
from tests.builders import found_town
from tests.full_matters import Compound, found_compound
from tests.services.bookkeeping import Books
from tests.services.deeds import comes_in, contract, stands, writes
from tests.services.rolls import build_estate, homes

ZH, ZONE = texts("zh_Hans"), ZoneInfo("Asia/Shanghai")
AFTER = datetime(2027, 1, 1, 2, 0, tzinfo=UTC)
SPACES, ROOMS, PARKING = LineSource.SPACES.value, LineSource.ROOMS.value, LineSource.PARKING.value
SHARES = {SPACES: 86_000_00, ROOMS: 54_000_00, PARKING: 60_000_00}
"""架空层出租, 公共用房, 车位费: 200,000.00 元."""


async def test_200_000_from_three_sources_by_contract_told_each_quarter_and_spent_as_decided(
    database: Database, at: datetime
) -> None:
    books = Books(await found_compound(database, at))
    account = await books.opens()
    station = await stands(books, account, contract(SPACES, "3号楼架空层东侧，快递站", 86_000_00))
    rooms = await stands(books, account, contract(ROOMS, "物业用房二楼，托管班", 108_000_00))
    await stands(books, account, contract(ROOMS, "月底到期的", 1_00, date(2026, 11, 30)))
    first = await comes_in(books, account, 80_000_00, SPACES, invoice="0001", deed_id=station)
    await comes_in(books, account, 6_000_00, SPACES, invoice="0002", deed_id=station)
    await comes_in(books, account, SHARES[ROOMS], ROOMS, invoice="0003", deed_id=rooms)
    await comes_in(books, account, SHARES[PARKING], PARKING, invoice="0004")
    for what, amount in (("设施", 8_000_00), ("绿化", 4_600_00)):
        unasked = books.posting(LineKind.OUT, amount, purpose=what)
        assert await books.refused(acts.post_line, books.chair, **books.given(account, unasked)) == "fund_matter"
    matter = await books.decided([Touch.COMMON_INCOME.value])
    for what, amount in (("设施", 8_000_00), ("绿化", 4_600_00)):
        await books.put_down(account, LineKind.OUT, amount, purpose=what, matter_id=matter)
    await books.passes(AFTER)
    period = await books.drafted(account)
    assert (period.since, period.until) == (date(2026, 10, 1), date(2026, 12, 31)), "each quarter, by itself"
    await books.closes(period)
    kept = (await books.drafted(account)).facts
    assert kept is not None
    told = statement_of(kept)
    assert {one.what: one.amount for one in told.sources} == SHARES
    assert sum(one.amount for one in told.sources) == told.received == 200_000_00
    assert [(one.lines, one.amount) for one in told.uses] == [(2, 12_600_00)] and told.closing == 187_400_00
    by_contract = [(one.number, one.lines, one.amount) for one in told.contracts]
    assert by_contract == [(1, 2, 86_000_00), (2, 1, 54_000_00), (3, 0, 0)]
    paper = await bulletin_paper(
        database, actor=books.chair.actor, wish=PaperWish(PaperKind.CLOSED, period.id), at=books.at
    )
    assert not isinstance(paper, Refusal)
    after = draw_paper(ZH, paper[1], paper[0], Lettering.PLAIN, ZONE).facts["after"]
    assert after[:4] == [
        "收入来源：架空层、场地出租 86,000.00 元（2 笔），车位费 60,000.00 元（1 笔），公共用房 54,000.00 元（1 笔）。",
        "支出用途：第 1 号议题 12,600.00 元（2 笔）。",
        "合同1：3号楼架空层东侧，快递站（架空层、场地出租），共 86,000.00 元，到2027年12月31日（周五）；"
        "本期收 86,000.00 元（2 笔）。",
        "合同2：物业用房二楼，托管班（公共用房），共 108,000.00 元，到2027年12月31日（周五）；"
        "本期收 54,000.00 元（1 笔）。",
    ]
    back = (await books.done(acts.counter_line, books.chair, line_id=first, why="记错了"))["line_id"]
    await books.done(acts.check_line, books.second, line_id=back)
    fund = await books.fund(account)
    taken = fund.line(back)
    assert taken is not None and taken.deed_id == station, "what is taken back is taken from its contract"


async def test_money_is_of_a_contract_that_two_stand_for_and_of_its_own_source(
    embedded: Database, at: datetime
) -> None:
    books = Books(await found_compound(embedded, at))
    account, other = await books.opens(), await books.opens()
    waits = await writes(books, account, contract(SPACES, "架空层", 1_00))
    elsewhere = await stands(books, other, contract(SPACES, "架空层", 1_00))
    rooms = await stands(books, account, contract(ROOMS, "公共用房", 1_00))
    for deed in (waits, elsewhere, rooms, 99):
        wanted = books.posting(LineKind.IN, 1_00, source=SPACES, deed_id=deed)
        assert await books.refused(acts.post_line, books.chair, **books.given(account, wanted)) == "fund_contract"


async def test_another_use_of_an_open_ground_floor_is_the_owners_by_three_quarters(
    embedded: Database, at: datetime
) -> None:
    """民法典278(八): two thirds take part, three quarters of them agree, by area and by head alike."""
    town = await found_town(embedded, at)
    await build_estate(embedded, town, homes(3), at)
    compound = Compound(embedded, town, [], town["赵主任"], at)
    begun = await start_full_matter(
        embedded,
        actor=compound.member.actor,
        compound_id=town.compound_id,
        title="3号楼架空层改做快递站",
        text="东侧200平方米租给快递站，租金进公共收益。",
        touched=(Touch.COMMON_PARTS,),
        source="open ground floor",
        at=at,
    )
    assert isinstance(begun, Done)
    compound.matter_id = int(begun["matter_id"])
    assert classify((await compound.page()).matter.touched).track is Track.OWNERS
    await compound.stands(Stage.OWNERS)
    days = await voting_days(embedded, matter=(await compound.page()).matter)
    await compound.done(put_to_owners, "赵主任", days=days[0])
    async with embedded.reading() as transaction:
        vote = await transaction.voting.find((await compound.page()).matter.owners_vote_id or 0)
    assert vote is not None and vote.matter == OwnersMatter.COMMON_PARTS
    assert vote.rule == OWNERS_SPECIAL.key and OWNERS_SPECIAL.majority is THREE_QUARTERS
