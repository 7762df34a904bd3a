"""Urgent repairs at the door: a plain question, a closed list, a second pair of eyes; in both languages."""

from __future__ import annotations

import pytest

from domain.registry import Place, RoleKind
from sandbox.client import Person
from stories.moves import finds, picture
from tests.deliberating import begin_full_matter
from tests.handlers.test_elections import has_a_door, known, town_of
from tests.pressing import in_english
from tests.stage import Compound, Stage

PHOTO = picture(180, 170, 150)


@pytest.fixture
async def house(compound: Compound, stage: Stage) -> Compound:
    """Two homes with somebody in them; 孙网格 sits on the committee, too."""
    town, at = await town_of(stage, compound), stage.clock.now()
    await has_a_door(stage, town, compound.wang, "101", at)
    await has_a_door(stage, town, compound.tenant, "102", at)
    second = await known(stage, compound.grid)
    async with stage.house.database.transaction() as transaction:
        place = Place(town.compound_id)
        await transaction.registry.grant(second.person_id, RoleKind.COMMITTEE, place, by=None, at=at)
    return compound


async def raises(person: Person, words: list[str]) -> None:
    """From the list of matters to the last look; `words`: what is read on the way, in their language."""
    begin, urgent, place, lift, manager, post, asked, cannot, photo, money, sum_, seen = words
    await person.says("/yishi")
    await person.presses(begin, message=await person.sees("", fresh=True))
    await person.presses(urgent, message=await person.sees(place, fresh=True))
    await person.presses(lift, message=await person.sees(asked, fresh=True))
    await person.sees(cannot, fresh=True)
    await person.says("3号楼电梯门夹人\n关门不退，昨天夹住一位老人。")
    await person.sees(photo, fresh=True)
    await person.sends_photo(PHOTO)
    await person.presses(manager, message=await person.sees(money, fresh=True))
    await person.sees(sum_, fresh=True)
    await person.says("3000\n按物业合同，物业出")
    await person.presses(post, message=await person.sees(seen, fresh=True))


CHINESE = [
    *("发起议题", "有危险，等不得", "哪里的事", "电梯会伤到人", "物业公司", "报给另一位委员核对"),
    *("现在会伤到人吗", "为什么等不得", "请拍一张照片", "钱从哪里出", "第一行写大约要多少元", "急修，这样报可以吗"),
]
ENGLISH = [
    *("Begin a matter", "There is a danger that cannot wait", "Which building", "A lift that may hurt"),
    *("the property company", "Ask another member to look", "Will it hurt somebody now", "why can it not wait"),
    *("Please send a photo", "Who pays for it", "First line: how many yuan", "An urgent repair: is this right"),
]


async def test_one_raises_it_and_another_looks(house: Compound, stage: Stage) -> None:
    chair, other = house.chair, house.grid
    await raises(chair, CHINESE)
    await chair.sees("报上去了", fresh=True)
    await stage.town.settle()
    await other.presses("去核对", message=await other.sees("「核对险情」这一步的记录齐了", fresh=True))
    page = await other.sees("请您核对", fresh=True)
    assert page.button("退回") and page.button("不算急修，转为全小区的事")
    await finds(other, "看记录", page)
    await other.presses("看照片", message=await other.sees("昨天夹住一位老人", fresh=True))
    assert "photo" in (await other.sees("关门不退", fresh=True)).raw
    await other.starts("matter_1")
    await other.presses("办这件事", message=await other.sees("例外", fresh=True))
    page = await other.sees("请您核对", fresh=True)
    pressed = await other.presses("核对无误，进入下一步", message=page)
    assert "进入下一步了" in pressed.text
    public = await house.wang.sees("急修开始", chat=house.group)
    assert "物业公司，按合同" in public.text and "夹住一位老人" in public.text


async def test_in_english_all_the_way(house: Compound, stage: Stage) -> None:
    chair, other = house.chair, house.grid
    await in_english(chair, other)
    await raises(chair, ENGLISH)
    await chair.sees("the other members hear of it at once", fresh=True)
    await stage.town.settle()
    await other.presses("Look at it", message=await other.sees("Danger looked at", fresh=True))
    page = await other.sees("A member has raised a danger", fresh=True)
    asked = await other.presses("No danger: make it everybody's matter", message=page)
    assert asked is not None
    await other.presses("None of these", message=await other.sees("takes all the steps", fresh=True))
    grown = await other.presses("It does not", message=await other.sees("advertising in lifts", fresh=True))
    assert "everybody" in grown.text
    await house.wang.starts("matter_1")
    await house.wang.sees("第1号议题：3号楼电梯门夹人", fresh=True)


async def test_what_is_no_danger_is_told_why(house: Compound, stage: Stage) -> None:
    chair = house.chair
    await chair.says("/yishi")
    await chair.presses("发起议题", message=await chair.sees("", fresh=True))
    await chair.presses("有危险，等不得", message=await chair.sees("哪里的事", fresh=True))
    await chair.presses("都不是", message=await chair.sees("民法典第281条第二款", fresh=True))
    told = await chair.sees("这件事不能走急修", fresh=True)
    await chair.presses("走一征三议两公开", message=told)
    await chair.sees("哪里的事", fresh=True)


async def test_it_is_offered_to_the_committee_alone(house: Compound, stage: Stage) -> None:
    leader = house.leader
    await leader.says("/yishi")
    await leader.presses("发起议题", message=await leader.sees("", fresh=True))
    asked = await leader.sees("哪些住户的事", fresh=True)
    assert not asked.button("有危险，等不得")
    town = await town_of(stage, house)
    pressed = await leader.forges(f"1muk:{town.compound_id}:lift", asked)
    assert "要由委员会成员来办" in pressed.text
    for press in ("mup:99:fund", "mug:99"):
        assert (await leader.forges(f"1{press}", asked)).text, press


async def test_a_full_matter_offers_nothing_of_it(house: Compound, stage: Stage) -> None:
    town = await town_of(stage, house)
    await begin_full_matter(stage.house.database, town.compound_id, town["赵主任"].actor, stage.clock.now())
    await house.chair.starts("matter_1")
    await house.chair.presses("办这件事", message=await house.chair.sees("由居民定", fresh=True))
    assert not (await house.chair.sees("还差", fresh=True)).button("不算急修，转为全小区的事")
