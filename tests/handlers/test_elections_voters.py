"""An election on paper at the door: the voters' list, ballots by door, the count sheet with its photo."""

from __future__ import annotations

from datetime import datetime

from domain.registry import Organ
from sandbox.client import Message, Person
from sandbox.paper import printed_words
from stories.moves import invite, picture
from tests.builders import Town
from tests.handlers.test_elections import has_a_door, town_of
from tests.services.electing import NEXT_DAY, listed, opened, polls_open, put_on_notice
from tests.services.test_elections_counts import recommended_by_the_party
from tests.stage import Compound, Stage

CALLED = "选民：6\n发出：5\n收回：5\n作废：0\n1：5\n2：4\n3：4\n4：3\n5：3\n6：1"


async def begun(stage: Stage, town: Town, at: datetime) -> int:
    """Its candidates stand on their notice."""
    number = await opened(stage.house.database, town, at, Organ.RESIDENTS)
    await recommended_by_the_party(stage.house.database, town, number, at + NEXT_DAY)
    await put_on_notice(stage.house.database, town, number, at + NEXT_DAY)
    return number


async def opens(person: Person, number: int) -> Message:
    """The election's page."""
    await person.starts(f"elec_{number}")
    return await person.sees("手机上不投", fresh=True)


async def test_a_voters_list_is_posted_objected_to_answered_and_mended(compound: Compound, stage: Stage) -> None:
    chair, wang, town = compound.chair, compound.wang, await town_of(stage, compound)
    await has_a_door(stage, town, wang, "108", stage.clock.now())
    number = await begun(stage, town, stage.clock.now())
    await chair.presses("办这次选举", message=await opens(chair, number))
    await chair.presses("公布选民名单", message=await chair.sees("", fresh=True))
    await chair.presses("公布选民名单", message=await chair.sees("门牌名册上每户住宅都在上面", fresh=True))
    page = await chair.sees("选民登记名单：1 户", fresh=True)
    await stage.town.settle()
    told = await wang.sees("选民登记名单公布了", chat=compound.group)
    assert "一户一位代表" in told.text and "居委会组织法第17条" in told.text and "108" not in told.text
    refused = await chair.forges(f"1eqb:{number}:1", page)
    assert "已经公布了" in refused.text
    await chair.presses("印选民名单", message=page)
    sheet = await chair.sees("选民名单，1 户：贴到公告栏", fresh=True)
    words = printed_words(await chair.file(sheet))
    assert any("选民登记名单" in word for word in words) and "108" in words and "领票签名" in words
    assert "委员会成员" in (await compound.tenant.forges(f"1eql:{number}", await compound.tenant.last())).text
    await wang.presses("选民名单", message=await opens(wang, number))
    mine = await wang.sees("您家在名单上：3号楼1单元108", fresh=True)
    assert not mine.button("补一户")
    await wang.presses("对名单提异议", message=mine)
    await wang.says("3号楼2单元109漏了")
    await wang.presses("提出来", message=await wang.sees("「3号楼2单元109漏了」", fresh=True))
    await wang.sees("转给办选举的人了", fresh=True)
    await stage.town.settle()
    await chair.presses("答复名单异议", message=await chair.sees("有人对", fresh=True))
    await chair.presses("成立", message=await chair.sees("没答复的共 1 条", fresh=True))
    await chair.sees("群里会看到这个答复", fresh=True)
    await chair.says("核过了，补上。")
    await chair.presses("这样答复", message=await chair.sees("群里会看到", fresh=True))
    await stage.town.settle()
    await wang.sees("对选民名单的异议成立", fresh=True)
    await wang.sees("选民名单的异议有答复了", chat=compound.group)
    await has_a_door(stage, town, compound.leader, "109", stage.clock.now())
    await chair.presses("选民名单", message=await opens(chair, number))
    await chair.presses("补一户")
    await chair.sees("补哪一户", fresh=True)
    await chair.says("9号楼109")
    await chair.sees("找不到", fresh=True)
    await chair.says("3-1-109")
    await chair.presses("选民名单", message=await chair.sees("补上了：3号楼1单元109", fresh=True))
    await chair.presses("去一户", message=await chair.sees("选民登记名单：2 户", fresh=True))
    await chair.says("109")
    await chair.presses("选民名单", message=await chair.sees("名单上现在 1 户", fresh=True))
    await chair.presses("重新公布")
    await chair.presses("重新公布", message=await chair.sees("天数从今天重新算", fresh=True))
    await chair.sees("选民登记名单：2 户", fresh=True)
    await chair.forges(f"1eqk:{number}")
    await chair.sees("异议都答复了", fresh=True)


async def test_ballots_are_noted_by_door_and_a_wrong_one_is_taken_back(compound: Compound, stage: Stage) -> None:
    chair, town, database = compound.chair, await town_of(stage, compound), stage.house.database
    number = await begun(stage, town, stage.clock.now())
    await stage.town.forward(days=14)
    await listed(database, town, number, stage.clock.now())
    page = await opens(chair, number)
    assert not page.button("选民名单")
    assert "选民名单还没公布" in (await chair.forges(f"1eqf:{number}", page)).text
    assert "选民名单还没公布" in (await chair.forges(f"1eqa:{number}", page)).text
    await polls_open(database, town, number, stage.clock.now(), homes=6, marked=0)
    await chair.presses("办这次选举", message=await opens(chair, number))
    await chair.presses("记领票", message=await chair.sees("已发选票 0/6 户", fresh=True))
    await chair.sees("一户一户记", fresh=True)
    await chair.says("1000 1001")
    unread = await chair.sees("一次只记一户", fresh=True)
    assert "再点「记错了，撤回」" in unread.text and unread.button("办这次选举")
    await chair.says("怎么撤回<前面>那户")
    assert "怎么撤回<前面>那户" in (await chair.sees("这一次没有记", fresh=True)).text
    await chair.says("3号楼9单元1000")
    first = await chair.sees("记好了：3号楼9单元1000", fresh=True)
    assert "已发选票 1/6 户" in first.text
    await chair.says("3-9-1000")
    again = await chair.sees("已经发过票了", fresh=True)
    assert again.button("记错了，撤回"), "a wrong one can be found and taken back by its door"
    await chair.says("1001")
    await chair.sees("已发选票 2/6 户", fresh=True)
    await chair.presses("不记了", message=unread)
    assert (await chair.sees("记过的都在", fresh=True)).button("办这次选举")
    pressed = await chair.presses("记错了，撤回", message=first)
    assert pressed.text == "撤回了"
    await chair.sees("撤回了：3号楼9单元1000", fresh=True)
    forged = await chair.forges(f"1eqg:{number}:9999:9")
    assert "不在选民名单上" in forged.text
    refused = await compound.tenant.forges(f"1eqf:{number}", await compound.tenant.last())
    assert "监票人" in refused.text


async def counted_by(chair: Person, stage: Stage, number: int) -> None:
    """The sheet is typed, its photo sent and kept."""
    await chair.presses("办这次选举", message=await opens(chair, number))
    await chair.presses("录计票单", message=await chair.sees("已发选票 5/6 户", fresh=True))
    await chair.sees("一行一个数", fresh=True)
    await chair.says(CALLED)
    await chair.sees("对着纸的计票单拍一张", fresh=True)
    await chair.sends_photo(picture(3, 2, 1))
    await chair.sees("等另一位在场的人核对", fresh=True)
    await stage.town.settle()


async def test_a_count_is_typed_photographed_and_confirmed_beside_the_photo(compound: Compound, stage: Stage) -> None:
    chair, town, database = compound.chair, await town_of(stage, compound), stage.house.database
    scrutineer = await stage.town.person("钱老师", note="监票人")
    await invite(chair, scrutineer, "请监票人")
    number = await begun(stage, town, stage.clock.now())
    await stage.town.forward(days=14)
    await listed(database, town, number, stage.clock.now())
    await polls_open(database, town, number, stage.clock.now(), homes=6, marked=5)
    await chair.presses("办这次选举", message=await opens(chair, number))
    await chair.presses("录计票单", message=await chair.sees("计票单还没录", fresh=True))
    await chair.sees("一行一个数", fresh=True)
    await chair.says(CALLED.replace("发出：5", "发出：6"))
    await chair.sees("计票单上发出 6 张，领票记号 5 户", fresh=True)
    await chair.says(CALLED.replace("1：5", "1：6"))
    await chair.sees("数对不上：有一位的票比有效票多")
    await chair.says(CALLED)
    await chair.sees("没有照片不能核对", fresh=True)
    await chair.says("照片一会儿发")
    await chair.sees("要一张照片", fresh=True)
    await scrutineer.presses("办这次选举", message=await opens(scrutineer, number))
    waiting = await scrutineer.sees("还没有照片", fresh=True)
    assert not waiting.button("看照片核对")
    assert "还没有照片" in (await scrutineer.forges(f"1eqi:{number}", waiting)).text
    await chair.presses("办这次选举", message=await opens(chair, number))
    await chair.presses("传计票单照片", message=await chair.sees("还没有照片", fresh=True))
    await chair.sees("对着纸的计票单拍一张", fresh=True)
    await chair.sends_photo(picture(1, 2, 3))
    await chair.sees("等另一位在场的人核对", fresh=True)
    await stage.town.settle()
    refused = await chair.forges(f"1epl:{number}:1")
    assert "计票单是您录的" in refused.text
    forged = await compound.tenant.forges(f"1epl:{number}:1", await compound.tenant.last())
    assert "监票人" in forged.text
    await scrutineer.presses("办这次选举", message=await scrutineer.sees("请另一位在场的人核对", fresh=True))
    await scrutineer.presses("看照片核对", message=await scrutineer.sees("照片到了", fresh=True))
    beside = await scrutineer.sees("发出 5，收回 5，作废 0", fresh=True)
    assert "photo" in beside.raw
    await scrutineer.presses("不一致，退回重录", message=beside)
    await scrutineer.sees("退回了", fresh=True)
    await stage.town.settle()
    await chair.sees("计票单退回来了", fresh=True)
    await counted_by(chair, stage, number)
    await scrutineer.presses("办这次选举", message=await scrutineer.sees("请另一位在场的人核对", fresh=True))
    await scrutineer.presses("看照片核对", message=await scrutineer.sees("照片到了", fresh=True))
    await scrutineer.presses("数字一致，确认", message=await scrutineer.sees("发出 5", fresh=True))
    await scrutineer.sees("核对好了", fresh=True)
    await stage.town.settle()
    await chair.sees("居委会选出来了", chat=compound.group)


async def test_a_line_that_cannot_be_read_is_said_back(compound: Compound, stage: Stage) -> None:
    chair, town, database = compound.chair, await town_of(stage, compound), stage.house.database
    number = await begun(stage, town, stage.clock.now())
    await stage.town.forward(days=14)
    await listed(database, town, number, stage.clock.now())
    await polls_open(database, town, number, stage.clock.now(), homes=6, marked=5)
    await chair.presses("办这次选举", message=await opens(chair, number))
    await chair.presses("录计票单", message=await chair.sees("计票单还没录", fresh=True))
    await chair.sees("前面的字留着", fresh=True)
    await chair.says("选民：6\n发出：5")
    await chair.sees("还缺：收回、作废、", fresh=True)
    await chair.says(CALLED.replace("发出：5", "发出：很多"))
    await chair.sees("「发出：很多」这一行没看懂", fresh=True)
    await chair.sends_photo(picture(3, 2, 1))
    await chair.sees("请先把数发给我", fresh=True)
