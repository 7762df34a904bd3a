"""The pages behind what is printed: slips, posters, buildings, personal links, and 「这是什么」."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from domain.issues import Said
from domain.links import LinkPurpose
from domain.outcomes import Done
from domain.registry import Place, RoleKind
from rendering.texts import SPOKEN, texts
from services import issues
from services.days import lend_calendar
from services.links import lend, link_token, revoke_link
from services.posters import make_posters, posters
from services.privacy_mine import erase
from services.profiles import choose_profile
from storage.database import Database
from storage.schema.privacy import consents
from tests.announcement_story import play, scheduled
from tests.builders import Town, build_homes, found_town
from tests.deliberating import begin_full_matter
from tests.services.reporting import PHOTO, offered, reported
from tests.web.doorstep import Doorstep, Visitor, visiting

CODE = "482913057714"


@pytest.fixture
async def town(embedded: Database, at: datetime) -> Town:
    return await found_town(embedded, at)


async def agree(database: Database, town: Town, who: str, at: datetime) -> None:
    """Somebody lets pages name them."""
    async with database.transaction() as transaction:
        values = {"person_id": town[who].person_id, "purpose": "publication", "version": 1, "given_at": at}
        await transaction.connection.execute(consents.insert(), values)


async def printed(database: Database, town: Town, *spots: str, at: datetime) -> list[str]:
    """The tags of new posters."""
    committee = town["赵主任"].actor
    made = await make_posters(database, actor=committee, place=town.place, spots=spots, source=str(spots), at=at)
    assert isinstance(made, Done)
    found = await posters(database, actor=committee, place=town.place)
    assert isinstance(found, list)
    return [poster.tag for poster in found if made["first"] <= poster.number <= made["last"]]


async def test_the_first_page_says_what_this_is_and_where_it_is_in_use(visitor: Visitor, town: Town) -> None:
    chinese, english = (await visitor.opens("/")).words, (await visitor.opens("/?lang=en")).words
    assert "在这里商量" in chinese and "t.me/pavilion_bot" in chinese and "中华园" in chinese
    assert f'href="/b/{town.buildings["3号楼"]}"' in chinese and ">9号楼<" in chinese
    assert "Say it here" in english


@pytest.mark.parametrize("locale", SPOKEN)
def test_a_slip_page_names_the_key_that_registers(locale: str) -> None:
    assert texts(locale).plain("slips.check.yes") in texts(locale).plain("web.slip.look")


async def test_pages_of_a_compound_speak_as_it_does(
    visitor: Visitor, embedded: Database, town: Town, at: datetime
) -> None:
    third = town.buildings["3号楼"]
    paths = (f"/b/{third}", f"/s/{third}/{CODE}")
    chair, garden = town["赵主任"].actor, town.compound_id
    await choose_profile(embedded, actor=chair, compound_id=garden, city="zhengzhou", source="city", at=at)
    for path in paths:
        page = (await visitor.opens(path)).words
        assert "楼栋长" in page and "楼长" not in page


async def test_a_slip_page_offers_telegram_the_typed_way_and_the_paper_way(visitor: Visitor, town: Town) -> None:
    page = await visitor.opens(f"/s/{town.buildings['3号楼']}/{CODE}")
    assert page.status == 200
    assert f"https://t.me/pavilion_bot?start=s_{CODE}" in page.words
    assert "@pavilion_bot" in page.words and "<span>4829</span> <span>1305</span> <span>7714</span>" in page.words
    assert "交给楼长或社区" in page.words and "中华园3号楼" in page.words and "李楼长" not in page.words


async def test_a_slip_page_is_the_same_for_every_code_and_leaves_no_trace(
    visitor: Visitor, town: Town, embedded: Database
) -> None:
    async def records() -> list[tuple[str, int]]:
        async with embedded.reading() as transaction:
            tables = await transaction.connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type='table'")
            names = [row[0] for row in tables]
            counts = [await transaction.connection.exec_driver_sql(f'SELECT count(*) FROM "{name}"') for name in names]
            return [(name, count.scalar_one()) for name, count in zip(names, counts, strict=True)]

    before = await records()
    first, second = await visitor.opens(f"/s/{CODE}"), await visitor.opens("/s/000000000000")
    blank = second.words.replace("000000000000", CODE)
    for group, zeros in zip(("4829", "1305", "7714"), ("0000",) * 3, strict=True):
        blank = blank.replace(f"<span>{zeros}</span>", f"<span>{group}</span>", 1)
    assert blank == first.words
    assert await records() == before


@pytest.mark.parametrize(
    "code", ["48291305771", "4829130577144", "abcdefghijkl", "４８２９１３０５７７１４", "1" * 4000]
)
async def test_half_a_code_is_told_to_scan_again(visitor: Visitor, code: str) -> None:
    page = await visitor.opens(f"/s/{code}")
    assert page.status == 404 and "再扫一次" in page.words


@pytest.mark.parametrize("building", ["0", "999", "9" * 40])
async def test_a_slip_of_an_unknown_building_is_a_slip_all_the_same(
    visitor: Visitor, town: Town, building: str
) -> None:
    page = await visitor.opens(f"/s/{building}/{CODE}")
    assert page.status == 200 and "交给楼长或社区" in page.words
    assert (await visitor.opens(f"/b/{building}")).status == 404


async def test_before_telegram_has_told_our_name_the_pages_do_without(embedded: Database, at: datetime) -> None:
    async with visiting(Doorstep(embedded, at, username=None)) as visitor:
        page = await visitor.opens(f"/s/{CODE}")
    assert "t.me" not in page.words and "小区的议事亭" in page.words


async def test_leaders_are_named_only_once_they_agreed(
    visitor: Visitor, town: Town, embedded: Database, at: datetime
) -> None:
    third, ninth = town.buildings["3号楼"], town.buildings["9号楼"]
    assert "这栋楼有楼长" in (await visitor.opens(f"/b/{third}")).words
    assert "还没有楼长" in (await visitor.opens(f"/b/{ninth}")).words
    await agree(embedded, town, "李楼长", at)
    for path in (f"/b/{third}", f"/s/{third}/{CODE}", f"/p/{(await printed(embedded, town, '3号楼大门', at=at))[0]}"):
        assert "李楼长" in (await visitor.opens(path)).words
    async with embedded.transaction() as transaction:
        await transaction.connection.execute(consents.update().values(withdrawn_at=at))
    assert "李楼长" not in (await visitor.opens(f"/b/{third}")).words


async def test_a_poster_page_counts_openings_and_not_how_it_is_read(
    visitor: Visitor, town: Town, embedded: Database, at: datetime
) -> None:
    tag, other = await printed(embedded, town, "3号楼2单元门口", "", at=at)
    for path in (f"/p/{tag}", f"/p/{tag}?from=singlemessage", f"/p/{tag}?size=large", f"/p/{tag}?lang=en"):
        assert (await visitor.opens(path)).status == 200
    await visitor.opens(f"/p/{tag}", method="HEAD")
    page = (await visitor.opens(f"/p/{other}")).words
    assert "<h1>中华园</h1>" in page and f"start=p_{other}" in page
    found = await posters(embedded, actor=town["赵主任"].actor, place=town.place)
    assert isinstance(found, list) and [poster.opened for poster in found] == [2, 1]


async def test_a_poster_that_asks_about_a_matter_says_what_and_leads_to_it(
    visitor: Visitor, embedded: Database, town: Town, at: datetime
) -> None:
    await build_homes(embedded, town)
    chair = town["赵主任"].actor
    begun = await begin_full_matter(embedded, town.compound_id, chair, at)
    assert isinstance(begun, Done), begun
    for n, spot in enumerate(("电梯口", "")):
        asking = {"place": town.place, "spots": [spot], "matter_id": begun["matter_id"], "source": f"asks {n}"}
        assert isinstance(await make_posters(embedded, actor=chair, at=at, **asking), Done)
    found = await posters(embedded, actor=chair, place=town.place)
    assert isinstance(found, list)
    named, unnamed = found
    page = await visitor.opens(f"/p/{named.tag}")
    assert page.status == 200 and "<h1>院内路灯改造</h1>" in page.words
    assert "电梯口" in page.words and "不显示是谁说的" in page.words and f"start=p_{named.tag}" in page.words
    assert "中华园正在为这件事征求意见。" in (await visitor.opens(f"/p/{unnamed.tag}")).words


@pytest.mark.parametrize("tag", ["22222222", "short", "has'quote", "\u6d77\u62a5", "x" * 4000])
async def test_a_poster_nobody_printed_says_so(visitor: Visitor, town: Town, tag: str) -> None:
    page = await visitor.opens(f"/p/{tag}")
    assert page.status == 404 and "没有这张海报" in page.words


HOSTILE = "<script>{{7*7}}</script>&\u202e"


async def test_what_people_wrote_never_becomes_part_of_a_page(
    visitor: Visitor, town: Town, embedded: Database, at: datetime
) -> None:
    (tag,) = await printed(embedded, town, HOSTILE[:30], at=at)
    await reported(embedded, town["王阿姨"], f"3号楼漏水{HOSTILE}", at)
    for path in (f"/p/{tag}", f"/b/{town.buildings['3号楼']}"):
        page = (await visitor.opens(path)).words
        assert "&lt;script&gt;" in page and "<script" not in page and "{{7*7" in page


async def test_a_building_page_shows_what_its_cards_show_and_nobody(
    visitor: Visitor, town: Town, embedded: Database, at: datetime
) -> None:
    await reported(embedded, town["王阿姨"], "3号楼2单元301漏水，电话13812345678", at)
    await reported(embedded, town["王阿姨"], "", at, "silent", files=(PHOTO, PHOTO))
    page = (await visitor.opens(f"/b/{town.buildings['3号楼']}")).words
    assert "2 张照片" in page
    assert "漏水" in page and "报事 0001" in page and "待受理" in page and "最迟" in page
    assert "301" not in page and "13812345678" not in page and "王阿姨" not in page
    assert "漏水" not in (await visitor.opens(f"/b/{town.buildings['9号楼']}")).words


async def test_a_building_page_shows_no_hidden_words_and_nothing_sealed(
    visitor: Visitor, town: Town, embedded: Database, at: datetime
) -> None:
    zhao, wang = town["赵主任"], town["王阿姨"]
    rude = await reported(embedded, wang, "3号楼保安是个混蛋", at)
    hiding = {"issue_id": rude["id"], "reason": "rude", "source": "hide", "at": at}
    await issues.hide_words(embedded, actor=zhao.actor, **hiding)
    offer = await offered(embedded, wang, Said("3号楼有人打孩子"), at, "sealed")
    press = {"actor": wang.actor, "draft_id": offer["draft_id"], "at": at}
    await issues.seal_offer(embedded, reader_id=zhao.person_id, source="seal", **press)
    await issues.report_issue(embedded, source="press", **press)
    page = (await visitor.opens(f"/b/{town.buildings['3号楼']}")).words
    assert "原话遮住了：骂人的话" in page and "混蛋" not in page
    assert "打孩子" not in page and "0002" not in page


async def test_a_building_page_shows_the_announcements_that_hang_there(
    visitor: Visitor, doorstep: Doorstep, town: Town, embedded: Database, at: datetime
) -> None:
    third = [town.compound_id, town.buildings["3号楼"]]
    await scheduled(embedded, town, "李楼长", at, place=third, text="明早停水\n有事打13812345678")
    path, other = f"/b/{town.buildings['3号楼']}", f"/b/{town.buildings['9号楼']}"
    assert "停水" not in (await visitor.opens(path)).words, "not out yet"
    await play(embedded, at)
    page = (await visitor.opens(path)).words
    assert "明早停水\n有事打＊" in page and "公告〔2026〕1号" in page and "11月24日" in page
    assert "停水" not in (await visitor.opens(other)).words
    doorstep.clock.move(days=31)
    assert "最近30天没有公告" in (await visitor.opens(path)).words


async def lent(database: Database, at: datetime, purpose: LinkPurpose, by: int | None = None) -> tuple[int, str]:
    async with database.transaction() as transaction:
        days = timedelta(days=3)
        link = await lend(transaction, purpose=purpose, subject="unit:12", by=by, lasts=days, at=at)
    token = await link_token(database, link_id=link.id)
    assert token is not None
    return link.id, token


@pytest.mark.parametrize(("purpose", "words"), [(LinkPurpose.UNIT, "给相关单位"), (LinkPurpose.HOME, "给您一家")])
async def test_a_personal_link_says_what_it_is_for_and_until_when(
    visitor: Visitor, embedded: Database, at: datetime, purpose: LinkPurpose, words: str
) -> None:
    _, token = await lent(embedded, at, purpose)
    page = await visitor.opens(f"/l/{token}")
    assert page.status == 200 and words in page.words and "11月27日（周五）10:00" in page.words
    assert "还没有要您办的事" in page.words


async def test_a_calendar_shows_every_day_and_no_name(
    visitor: Visitor, doorstep: Doorstep, town: Town, embedded: Database, at: datetime
) -> None:
    made = await lend_calendar(embedded, actor=town["王阿姨"].actor, source="c", at=at)
    assert isinstance(made, Done)
    path = f"/l/{await link_token(embedded, link_id=made['link_id'])}"
    page = await visitor.opens(path)
    assert page.status == 200 and "<h1>我的日历</h1>" in page.words and "王阿姨" not in page.words
    for line in (
        "今天是11月24日（周二），上班",
        "11月28日（周六）到11月29日（周日）：周末",
        "满 15 天",
        "12月24日（周四）10:00",
    ):
        assert line in page.words, line
    assert "public holiday" in (await visitor.opens(f"{path}?lang=en")).words
    assert (await visitor.opens(path, method="POST")).status == 405
    assert isinstance(await erase(embedded, actor=town["王阿姨"].actor, source="e", at=at), Done)
    gone = await visitor.opens(path)
    assert gone.status == 410 and "王阿姨" not in gone.words


async def test_a_wrong_an_expired_and_a_revoked_link_say_so_and_what_to_do(
    visitor: Visitor, doorstep: Doorstep, town: Town, embedded: Database, at: datetime
) -> None:
    number, token = await lent(embedded, at, LinkPurpose.HOME, by=town["赵主任"].person_id)
    for forged in (f"{number}-{'0' * 32}", f"{number + 1}-{token.partition('-')[2]}", token[:-1], token.upper() + "x"):
        wrong = await visitor.opens(f"/l/{forged}")
        assert wrong.status == 404 and "网址不对" in wrong.words
    doorstep.clock.move(days=3)
    over = await visitor.opens(f"/l/{token}")
    assert over.status == 410 and "过期了" in over.words and "重新发一个" in over.words
    await revoke_link(embedded, actor=town["赵主任"].actor, link_id=number, source="back", at=at)
    back = await visitor.opens(f"/l/{token}")
    assert back.status == 410 and "收回了" in back.words


async def test_leaders_of_another_building_are_not_named_here(
    visitor: Visitor, town: Town, embedded: Database, at: datetime
) -> None:
    async with embedded.transaction() as transaction:
        ninth = Place(town.compound_id, town.buildings["9号楼"])
        await transaction.registry.grant(town["王阿姨"].person_id, RoleKind.BUILDING_LEADER, ninth, by=None, at=at)
    await agree(embedded, town, "王阿姨", at)
    assert "王阿姨" in (await visitor.opens(f"/b/{ninth.building_id}")).words
    assert "王阿姨" not in (await visitor.opens(f"/b/{town.buildings['3号楼']}")).words
