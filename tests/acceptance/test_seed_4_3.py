"""4.3 征求意见二维码: 163 codes on paper in one go; 136 suggestions, each with its place, add up by place."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from domain.deliberation.opinions import Channel
from domain.outcomes import Done
from domain.posters import Poster
from domain.registry import Place, RoleKind
from rendering.answers import spots
from rendering.poster_sheet import TEMPLATE, poster_facts
from rendering.texts import texts
from services.answer_pages import answers_page
from services.opinions import give_opinion
from services.posters import make_posters, posters
from storage.database import Database
from tests.builders import Neighbour, Town, build_homes, found_town, settle_in
from tests.deliberating import begin_full_matter
from tests.sheets import printed_addresses

HERE = "https://zhonghuayuan.example"
TAGS = ("大门", "后门", "电梯口", "快递柜旁", "3号楼", "9号楼", "党群服务中心", "菜市场口")
CODES, SUGGESTIONS, PEOPLE = 163, 136, 17


async def hung(database: Database, town: Town, matter_id: int, at: datetime) -> list[Poster]:
    """163 codes, a place each."""
    where = [TAGS[n % len(TAGS)] for n in range(CODES)]
    chair = town["赵主任"].actor
    made = await make_posters(
        database, actor=chair, place=town.place, spots=where, matter_id=matter_id, source="print", at=at
    )
    assert isinstance(made, Done), made
    found = await posters(database, actor=chair, place=town.place)
    assert isinstance(found, list)
    return found


async def neighbours(database: Database, town: Town, at: datetime) -> list[Neighbour]:
    place = Place(town.compound_id, town.buildings["3号楼"])
    async with database.transaction() as transaction:
        return [await settle_in(transaction, f"邻居{n}", 4300 + n, RoleKind.RESIDENT, place, at) for n in range(PEOPLE)]


async def test_163_codes_and_136_suggestions_with_their_places(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    await build_homes(database, town)
    begun = await begin_full_matter(database, town.compound_id, town["赵主任"].actor, at)
    assert isinstance(begun, Done), begun
    matter_id = begun["matter_id"]
    codes = await hung(database, town, matter_id, at)
    assert len({poster.tag for poster in codes}) == len(codes) == CODES
    facts = poster_facts(texts(None), "中华园", codes, per_page=8, public_url=HERE)
    assert sorted(printed_addresses(TEMPLATE, facts)) == sorted(f"{HERE}/p/{poster.tag}" for poster in codes)

    people, expected = await neighbours(database, town, at), Counter[str]()
    for n in range(SUGGESTIONS):
        code = codes[n * 5 % CODES]
        said = await give_opinion(
            database,
            actor=people[n % PEOPLE].actor,
            matter_id=matter_id,
            words=f"建议{n}",
            poster=code.tag,
            source=f"suggestion {n}",
            at=at,
        )
        assert isinstance(said, Done), said
        expected[code.spot] += 1

    page = await answers_page(database, actor=town["王阿姨"].actor, matter_id=matter_id, at=at)
    assert page is not None
    assert page.digest.heard.by_channel == ((Channel.POSTER, SUGGESTIONS),)
    assert dict(page.digest.spots) == expected
    assert sum(count for _, count in page.digest.spots) == SUGGESTIONS
    words = texts("zh_Hans")
    shown = "".join(spots(words, page, n).text for n in range(2))
    assert "海报带来意见 136 条，来自 8 处" in shown
    assert all(f"{spot}：{count} 条" in shown for spot, count in expected.items())
