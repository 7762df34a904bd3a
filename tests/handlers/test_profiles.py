"""The rules over the wire: read, days counted, another city chosen; and from then on its words are spoken."""

from __future__ import annotations

from tests.stage import Compound, Stage


async def test_the_committee_reads_the_rules_and_chooses_the_city(compound: Compound, stage: Stage) -> None:
    chair = compound.chair
    await chair.says("/mingce")
    await chair.presses("名册的其他事", message=await chair.sees("，楼长 1/9 栋", fresh=True))
    await chair.presses("城市规则")
    rules = await chair.sees("中华园的规则：用「全国」")
    assert "算征询，不算正式表决" in rules.text
    await chair.presses("看全部约定")
    await chair.sees("日常（1/9）")
    await chair.presses("下一页")
    await chair.sees("报事的时限（2/9）")
    await chair.presses("回到规则")
    await chair.presses("算日子", message=await chair.sees("中华园的规则"))
    days = await chair.sees("今天（11月24日（周二））通知或者公示")
    assert "开业主大会，满 15 天：12月10日（周四）起" in days.text
    await chair.presses("回到规则")
    await chair.presses("换城市", message=await chair.sees("中华园的规则"))
    await chair.presses("郑州", message=await chair.sees("现在用「全国」的规则"))
    await chair.presses("就用郑州的", message=await chair.sees("换成「郑州」，这些会变"))
    rules = await chair.sees("中华园的规则：用「郑州」")
    assert "郑州市物业管理条例（2021）第17条" in rules.text
    await chair.says("/mingce")
    await chair.sees("，楼栋长 1/9 栋", fresh=True)
    await compound.leader.says("/wode")
    await compound.leader.sees("中华园3号楼楼栋长", fresh=True)
    await chair.presses("请人帮忙")
    await chair.presses("请楼栋长")
    await stage.town.settle()


async def test_notices_speak_the_words_of_the_place_too(compound: Compound, stage: Stage) -> None:
    for data in ("1prf:1:chengdu", "1prf:1:zhengzhou"):
        await compound.operator.forges(data)
    await compound.wang.says("门禁坏了")
    await compound.wang.presses("报上去")
    await stage.town.settle()
    await compound.leader.presses("答复", message=await compound.leader.sees("门禁坏了"))
    await compound.leader.says("已叫人来修")
    await compound.wang.sees("楼栋长")


async def test_a_founder_may_choose_the_city_at_once(stage: Stage) -> None:
    operator = await stage.town.person("周工")
    await operator.says(await stage.claim_code())
    await operator.presses("建一个小区")
    await operator.presses("不清楚")
    await operator.presses("不清楚")
    await operator.says("中华园")
    await operator.says("9")
    await operator.presses("就这样建")
    await operator.presses("选城市规则", message=await operator.sees("中华园建好了"))
    await operator.presses("成都")
    await operator.presses("就用成都的")
    rules = await operator.sees("中华园的规则：用「成都」")
    assert "院委会、坝坝会" in rules.text


async def test_everybody_may_read_and_strangers_may_not_choose(compound: Compound) -> None:
    await compound.tenant.forges("1pra:1")
    rules = await compound.tenant.sees("中华园的规则：用「全国」")
    assert "换城市" not in str(rules.raw.get("reply_markup"))
    for data in ("1prd:1", "1prf:1:zhengzhou", "1pre:1:atlantis", "1pra:99", "1prb:99:1", "1prc:99", "1pre:99:chengdu"):
        press = await compound.tenant.forges(data)
        assert press.answered
        assert press.text
    assert (await compound.tenant.forges("1prd:1")).text.startswith("选城市规则要由")
    assert "没有这个城市" in (await compound.tenant.forges("1pre:1:atlantis")).text
