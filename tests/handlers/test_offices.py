"""Offices over the wire: asking, taking, handing over, ending; posts and vacancies; grids."""

from __future__ import annotations

from sandbox.client import Message, Person
from stories.moves import LINK, accept, invite
from tests.stage import Compound, Stage


async def roster(person: Person) -> Message:
    await person.says("/mingce")
    return await person.sees("中华园，9栋楼", fresh=True)


async def link_of(person: Person) -> str:
    found = LINK.search((await person.sees("点这里看看", fresh=True)).text)
    assert found is not None
    return found[1]


async def test_a_vacancy_is_filled_with_a_term_from_the_list(compound: Compound, stage: Stage) -> None:
    chair, newcomer = compound.chair, await stage.town.person("张大爷")
    await chair.presses("谁在任", message=await roster(chair))
    posts = await chair.sees("中华园：空缺 10 处")
    assert "自管会 1 人；居委会 空缺；党支部 空缺" in posts.text
    assert "1号楼 空缺；2号楼 空缺" in posts.text
    assert "3号楼 李楼长；4号楼 空缺" in posts.text
    await chair.presses("2号楼楼长", message=posts)
    await chair.presses("任期3年", message=await chair.sees("请一位：中华园2号楼楼长"))
    await chair.sees("任期：到 2029年11月24日（周六）")
    await chair.presses("就这样请")
    payload = await link_of(chair)
    await newcomer.starts(payload)
    offer = await newcomer.sees("赵主任请您当中华园2号楼的楼长")
    assert "任期：到 2029年11月24日（周六）" in offer.text
    await newcomer.presses("接受")
    await newcomer.sees("您现在是中华园2号楼的楼长了")
    await newcomer.says("/wode")
    await newcomer.sees("中华园2号楼楼长，11月24日（周二）起，到 2029年11月24日（周六）", fresh=True)
    await chair.presses("谁在任", message=await roster(chair))
    assert "2号楼 张大爷" in (await chair.sees("中华园：空缺 9 处")).text


async def test_a_deputy_a_handover_and_everybody_hears_of_it(compound: Compound, stage: Stage) -> None:
    chair, leader, wang = compound.chair, compound.leader, compound.wang
    await chair.presses("请人帮忙", message=await roster(chair))
    await chair.presses("请楼长")
    await chair.presses("3号楼")
    check = await chair.sees("现在担任的：李楼长")
    await chair.presses("请来当李楼长的副职", message=check)
    await chair.presses("改请正职", message=await chair.sees("副职：李楼长不在时代办"))
    await chair.presses("请来当李楼长的副职", message=await chair.sees("现在担任的：李楼长"))
    await chair.presses("就这样请", message=await chair.sees("请一位：中华园3号楼楼长（副职）"))
    await accept(wang, await chair.sees("当中华园3号楼的楼长（副职）", fresh=True))
    await leader.says("/wode")
    old = await leader.sees("您的登记和身份", fresh=True)
    await leader.says("/wode")
    await leader.presses("交接或卸下", message=await leader.sees("您的登记和身份", fresh=True))
    await leader.presses("交接给别人", message=await leader.sees("李楼长：中华园3号楼楼长"))
    letter = await leader.sees("请您接手，当中华园3号楼的楼长", fresh=True)
    successor = await stage.town.person("吴老师")
    payload = LINK.search(letter.text)
    assert payload is not None
    await leader.starts(payload[1])
    await leader.presses("接受")
    await stage.town.settle()
    await successor.starts(payload[1])
    assert "您一接受，李楼长就卸任" in (await successor.sees("李楼长请您接手")).text
    await successor.presses("接受")
    await stage.town.settle()
    for person in (leader, chair):
        await person.sees("吴老师接了李楼长的班，现在是中华园3号楼的楼长")
    assert "gonggao" in await successor.commands()
    late = await leader.presses("交接或卸下", message=old)
    assert "这个身份已经卸下了" in late.text
    await leader.says("/wode")
    await leader.sees("您还没有登记", fresh=True)


async def test_a_role_is_laid_down_and_the_committee_fills_it(compound: Compound, stage: Stage) -> None:
    leader, chair = compound.leader, compound.chair
    await leader.says("/wode")
    await leader.presses("交接或卸下")
    await leader.presses("卸下", message=await leader.sees("李楼长：中华园3号楼楼长"))
    asked = await leader.sees("真的要卸下「中华园3号楼楼长」吗")
    await leader.presses("再想想", message=asked)
    await leader.presses("交接或卸下")
    await leader.presses("卸下", message=await leader.sees("李楼长：中华园3号楼楼长"))
    await leader.presses("卸下", message=await leader.sees("真的要卸下"))
    await leader.sees("已经卸下：中华园3号楼楼长")
    await stage.town.settle()
    word = await chair.sees("李楼长卸下了中华园3号楼的楼长")
    await chair.presses("请人担任", message=word)
    await chair.sees("请一位：中华园3号楼楼长")


async def test_who_gave_an_office_may_end_it(compound: Compound, stage: Stage) -> None:
    chair, leader = compound.chair, compound.leader
    await chair.presses("谁在任", message=await roster(chair))
    await chair.presses("看一栋楼")
    await chair.presses("3号楼", message=await chair.sees("看中华园哪一栋楼"))
    page = await chair.sees("楼长：李楼长")
    await chair.presses("李楼长", message=page)
    await chair.presses("结束任职", message=await chair.sees("李楼长：中华园3号楼楼长"))
    await chair.presses("再想想", message=await chair.sees("真的要结束李楼长的中华园3号楼楼长吗"))
    await chair.presses("结束任职", message=await chair.sees("李楼长：中华园3号楼楼长"))
    await chair.presses("结束", message=await chair.sees("真的要结束李楼长"))
    await chair.sees("已经结束：李楼长不再是中华园3号楼楼长")
    await stage.town.settle()
    await leader.sees("您不再是中华园3号楼的楼长了")
    await chair.presses("谁在任", message=await roster(chair))
    await chair.presses("委员会和其他人")
    members = await chair.sees("在任 2 人次")
    await chair.presses("孙网格", message=members)
    await chair.sees("孙网格：中华园网格员")
    leaderless = await leader.forges("1see:1")
    assert leaderless.text


async def test_entrance_and_floor_leaders_are_asked_by_their_doors(compound: Compound) -> None:
    chair, wang = compound.chair, compound.wang
    await chair.presses("请人帮忙", message=await roster(chair))
    await chair.presses("别的")
    await chair.presses("请单元长")
    await chair.presses("3号楼")
    await chair.presses("算了", message=await chair.sees("这里还没有可选的"))
    await chair.sees("好，没有请人")
    await chair.presses("建门牌", message=await roster(chair))
    await chair.says("9栋、每栋3单元、6层、每层2户")
    await chair.presses("就这样建", message=await chair.sees("这样建可以吗", fresh=True))
    await chair.sees("门牌建好了")
    await invite(chair, wang, "别的", "请楼层长", "3号楼", "2单元", "6层")
    await wang.sees("您现在是中华园3号楼2单元6层的楼层长了")
    await chair.presses("谁在任", message=await roster(chair))
    await chair.presses("看一栋楼")
    await chair.presses("3号楼", message=await chair.sees("看中华园哪一栋楼"))
    assert "2单元：单元长 空缺；6层 王阿姨" in (await chair.sees("楼长：李楼长")).text


async def test_grids_are_drawn_by_pressing_buildings(compound: Compound, stage: Stage) -> None:
    chair = compound.chair
    await chair.presses("名册的其他事", message=await roster(chair))
    await chair.presses("网格")
    await chair.presses("新网格", message=await chair.sees("府河社区：0 个网格"))
    ask = await chair.sees("哪些楼划进第1网格")
    await chair.presses("1号楼", message=ask)
    await chair.presses("没划的 8 栋都进来", message=await chair.sees("哪些楼划进第1网格"))
    page = await chair.sees("第1网格：0 户")
    assert "网格员：空缺" in page.text
    await chair.presses("移楼出去", message=page)
    await chair.presses("9号楼", message=await chair.sees("哪一栋移出第1网格"))
    page = await chair.sees("1号楼、2号楼、3号楼、4号楼、5号楼、6号楼、7号楼、8号楼")
    await chair.presses("请人担任", message=page)
    await chair.presses("就这样请", message=await chair.sees("请一位：府河社区第1网格网格员"))
    await accept(compound.grid, await chair.sees("点这里看看", fresh=True))
    await chair.presses("名册的其他事", message=await roster(chair))
    await chair.presses("网格")
    listed = await chair.sees("府河社区：1 个网格")
    assert "第1网格 孙网格：8 栋，0 户" in listed.text
    assert "没划进网格的：1 栋" in listed.text
    await chair.presses("新网格", message=listed)
    await chair.presses("划好了", message=await chair.sees("哪些楼划进第2网格"))
    await chair.presses("去掉这个网格", message=await chair.sees("第2网格：0 户"))
    await chair.presses("回到网格", message=await chair.sees("已经去掉：第2网格"))
    await chair.presses("第1网格", message=await chair.sees("府河社区：1 个网格"))
    await chair.presses("划楼进来", message=await chair.sees("第1网格：0 户"))
    await chair.sees("哪些楼划进第1网格")
    await stage.town.settle()


async def test_who_serves_the_whole_community_is_asked_by_the_operator(compound: Compound, stage: Stage) -> None:
    operator = compound.operator
    secretary = await stage.town.person("钱书记")
    await invite(operator, secretary, "请委员会成员", "党支部成员", "整个社区")
    await secretary.sees("您现在是府河社区（整个社区）的党支部成员了")
    await operator.presses("谁在任", message=await roster(operator))
    assert "党支部 1 人" in (await operator.sees("中华园：空缺 9 处")).text


async def test_forged_answers_and_old_conversations_are_refused(compound: Compound) -> None:
    chair = compound.chair
    await chair.presses("请人帮忙", message=await roster(chair))
    asked = await chair.sees("请人来做什么")
    data = asked.raw["reply_markup"]["inline_keyboard"][0][0]["callback_data"].split(":")
    for forged in ("kind:emperor", "kind:committee", "building:1", "check:1"):
        press = await chair.forges(f"1ofb:{data[1]}:{forged}")
        assert press.text, forged
    for forged in (f"1ofd:{data[1]}:50", f"1off:{data[1]}"):
        press = await chair.forges(forged)
        assert press.text, forged
    foreign = await compound.wang.forges(f"1ofb:{data[1]}:kind:building_leader")
    assert foreign.text
    await chair.forges(f"1ofe:{data[1]}:9999")
    await chair.presses("请楼长", message=await chair.sees("请人来做什么"))
    await chair.presses("3号楼")
    press = await chair.presses("就这样请")
    assert press.text  # there is nobody of that number to stand in for


async def test_readiness_has_a_page_of_its_own(compound: Compound) -> None:
    await compound.chair.presses("表决还缺什么", message=await roster(compound.chair))
    page = await compound.chair.sees("中华园的表决准备")
    assert "报事、公告、意见征询不用等" in page.text
    await compound.chair.presses("回到名册", message=page)
    await compound.chair.sees("中华园，9栋楼")


async def test_several_compounds_show_what_each_lacks(compound: Compound, stage: Stage) -> None:
    operator = compound.operator
    await operator.presses("建一个小区", message=await roster(operator))
    for answer in ("春晖街道", "府河社区", "府河苑", "2栋、2单元、5层、每层2户"):
        await operator.says(answer)
    await operator.presses("就这样建")
    await operator.sees("门牌也建好了，40 户")
    await operator.says("/mingce")
    listed = await operator.sees("您照看 2 个小区", fresh=True)
    await operator.presses("各小区还缺什么", message=listed)
    lacks = await operator.sees("2 个小区，1 个还没有自己的组织")
    assert "府河苑：缺自管会或业委会、居委会成员、党支部成员、楼长 2/2 栋、群" in lacks.text
    await operator.presses("府河苑", message=lacks)
    await operator.sees("府河苑，2栋楼，40户")
    assert (await operator.forges("1rw:0")).answered
    assert (await compound.wang.forges("1rq:0")).text
