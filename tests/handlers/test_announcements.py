"""Announcements over the wire: the wizard step by step, the group, and everything that may be mended."""

from __future__ import annotations

import pytest

from sandbox.client import Message, Person
from stories.moves import bind, picture
from tests.stage import Compound, Stage

WATER = "周六上午9点到12点院里停水，请大家提前接好水。"


async def written(author: Person, when: str, text: str = WATER) -> Message:
    """From the first word to the preview; nothing is enclosed and there is one place to choose."""
    await author.starts("an_new")
    shown = await author.sees("", fresh=True)
    if shown.button("写一份新公告"):
        await author.presses("写一份新公告", message=shown)
    await author.sees("请把公告写给我")
    await author.says(text)
    await author.sees("要附照片或文件吗", fresh=True)
    await author.presses("不附，下一步")
    question = await author.sees("什么时候发")
    await (author.presses(when, message=question) if question.button(when) else author.says(when))
    return await author.sees("这样发出去可以吗")


async def published(stage: Stage, compound: Compound, text: str = WATER) -> Message:
    """An announcement of 赵主任 as the group has it."""
    await written(compound.chair, "现在", text)
    await compound.chair.presses("发出去")
    await stage.town.settle()
    return await compound.wang.sees(text[:8], compound.group)


async def test_now_with_an_album_and_a_caption(stage: Stage, compound: Compound) -> None:
    chair = compound.chair
    await chair.says("/gonggao")
    await chair.sees("请把公告写给我", fresh=True)
    await chair.sends_photo(picture(9, 9, 9), picture(99, 9, 9), caption=WATER)
    await chair.sees("收到了。还有就接着发", fresh=True)
    await stage.town.settle()
    await chair.sends_document(b"%PDF-1.4 plan", "施工图.pdf")
    assert "收到了" not in (await chair.sees("收到附件3个", fresh=True)).text, "said once"
    await chair.says("忘了说：周日不停")
    await chair.sees("文字已经有了", fresh=True)
    await chair.presses("下一步")
    await chair.presses("现在")
    preview = await chair.sees("这样发出去可以吗")
    assert "附：照片2张，文件1个" in preview.text
    toast = await chair.presses("发出去")
    assert toast.text == "好，马上发到群里。"
    await stage.town.settle()
    post = await compound.wang.sees("周六上午9点", compound.group)
    assert post.text.startswith("中华园公告〔2026〕1号")
    kinds = [call["method"] for call in await stage.town.calls() if call["params"].get("chat_id") == post.chat_id]
    assert kinds[-3:] == ["sendMessage", "sendMediaGroup", "sendDocument"]


async def test_every_step_can_be_gone_back_to_and_the_whole_be_dropped(stage: Stage, compound: Compound) -> None:
    chair = compound.chair
    await written(chair, "明天9点半")
    await chair.presses("要置顶")
    await chair.sees("发出后置顶")
    await chair.presses("急事，夜里也发")
    await chair.sees("这样发出去可以吗")
    await chair.presses("不急，夜里不发")
    await chair.presses("改一改")
    await chair.presses("不改了")
    await chair.sees("11月25日（周三）09:30（还有1天）")
    await chair.presses("改一改")
    await chair.presses("文字")
    await chair.sees("要改的话")
    await chair.presses("不改文字，下一步")
    await chair.presses("改一改")
    await chair.presses("附件")
    await chair.sends_photo(picture(9, 9, 9))
    await chair.sees("收到附件1个", fresh=True)
    await chair.presses("去掉附件")
    await chair.sees("要附照片或文件吗")
    await chair.presses("上一步")
    await chair.says("改到周日停水。")
    assert "改到周日" in (await chair.sees("这样发出去可以吗", fresh=True)).text
    await chair.presses("改一改")
    await chair.presses("什么时候发")
    await chair.presses("上一步")
    await chair.presses("不附，下一步")
    await chair.presses("算了")
    await chair.sees("这份没有发")
    await chair.says("今天天气不错")
    await chair.sees("报", fresh=True)  # the wizard listens no more
    await stage.town.forward(days=2)
    await compound.wang.sees_nothing_of("停水", compound.group)


async def test_what_will_not_do_is_said_and_can_be_mended(compound: Compound) -> None:
    chair = compound.chair
    await chair.says("/gonggao " + "长" * 3001)
    await chair.sees("最多3000字", fresh=True)
    await chair.says("/gonggao")
    await chair.sends_voice()
    await chair.sees("这一种放不了", fresh=True)
    await chair.says("长" * 3001)
    await chair.sees("最多3000字", fresh=True)
    await chair.sends_photo(picture(9, 9, 9))
    await chair.sees("收到附件1个", fresh=True)
    await chair.says(WATER)
    await chair.presses("下一步")
    for words, answer in (("改天吧", "没看懂是什么时候"), ("今天9点", "已经过了"), ("2028年1月1日9点", "太远了")):
        await chair.says(words)
        await chair.sees(answer, fresh=True)
    await chair.sends_photo(picture(9, 9, 9))
    await chair.sees("什么时候发", fresh=True)
    await chair.says("今天18:00")
    assert (await chair.sees("这样发出去可以吗", fresh=True)).text.endswith("时间：11月24日（周二）18:00")


async def test_a_time_that_passed_while_thinking_is_refused(stage: Stage, compound: Compound) -> None:
    await written(compound.chair, "今天18:00")
    await stage.town.forward(hours=9)
    assert "已经过了" in (await compound.chair.presses("定时发出")).text
    assert "已经过了" in (await compound.chair.presses("要置顶")).text


async def test_in_the_evening_it_waits_for_the_morning_unless_urgent(stage: Stage, compound: Compound) -> None:
    await stage.town.forward(hours=12)
    chair = compound.chair
    preview = await written(chair, "现在")
    assert "11月25日（周三）07:30" in preview.text and "不打扰" in preview.text
    await chair.presses("急事，夜里也发")
    await chair.sees("时间：现在")
    await chair.presses("不急，夜里不发")
    await chair.presses("定时发出")
    await stage.town.settle()
    await compound.wang.sees_nothing_of("停水", compound.group)
    await stage.town.forward(hours=10)
    await compound.wang.sees("停水", compound.group)


async def test_the_leader_has_a_building_to_choose_and_the_committee_two_places(
    stage: Stage, compound: Compound
) -> None:
    await compound.leader.says("/gonggao")
    await compound.leader.sees("还没有绑定群", fresh=True)
    stairs = await stage.town.group("3号楼邻居群", [compound.leader, compound.wang], creator=compound.leader)
    await bind(stage.town, stairs, compound.leader, "3号楼")
    await written(compound.leader, "现在", "三号楼今天消毒。")
    await compound.leader.presses("发出去")
    await stage.town.settle()
    await compound.wang.sees("三号楼今天消毒", stairs)
    await compound.wang.sees_nothing_of("三号楼今天消毒", compound.group)
    chair = compound.chair
    await chair.says("/gonggao")  # 3号楼's is in the committee's care too
    await chair.presses("写一份新公告")
    await chair.says(WATER)
    await chair.presses("不附，下一步")
    place = await chair.sees("发到哪里")
    assert [label for label in place.buttons if "群" in label] == ["中华园（1个群）", "中华园3号楼（1个群）"]
    await chair.says("都发")
    await chair.sees("发到哪里", fresh=True)
    await chair.presses("中华园3号楼")
    await chair.sees("什么时候发")
    await chair.presses("上一步")
    await chair.presses("中华园（")
    await chair.presses("明天9:00")
    await chair.presses("改一改")
    await chair.presses("发到哪里")
    await chair.presses("中华园3号楼")
    assert "发到：中华园3号楼" in (await chair.sees("这样发出去可以吗")).text


async def test_while_it_waits_it_can_be_reworded_moved_and_cancelled(stage: Stage, compound: Compound) -> None:
    chair = compound.chair
    await written(chair, "明天9:00")
    await chair.presses("定时发出")
    await chair.sees("还没发出，定在11月25日（周三）09:00")
    await chair.presses("改文字")
    await chair.sends_photo(picture(9, 9, 9))
    await chair.sees("没有看到文字", fresh=True)
    await chair.says("改到周日停水。")
    await chair.sees("改到周日停水", fresh=True)
    await chair.presses("改时间")
    await chair.says("过一阵")
    await chair.sees("没看懂是什么时候", fresh=True)
    await chair.says("后天8点")
    await chair.sees("11月26日（周四）08:00", fresh=True)
    await chair.presses("改时间")
    await chair.presses("今天18:00")
    await chair.sees("11月24日（周二）18:00")
    await chair.presses("改时间")
    await chair.says("明天22点")
    await chair.sees("21:30 到 07:30 不打扰大家，改到早上发", fresh=True)
    await chair.sees("定在11月26日（周四）07:30", fresh=True)
    await chair.presses("改时间")
    await chair.presses("返回")
    await chair.says("随便说一句")
    await chair.sees("报", fresh=True)  # no longer taken for a time
    await chair.presses("取消")
    await chair.presses("再想想")
    await chair.presses("取消")
    await chair.presses("取消这份公告")
    await chair.sees("已经取消")
    await stage.town.forward(days=3)
    await compound.wang.sees_nothing_of("停水", compound.group)
    await chair.presses("看全部公告")
    await chair.sees("点新公告就开始写")


async def test_after_it_went_out_it_is_corrected_pinned_and_accounted_for(stage: Stage, compound: Compound) -> None:
    chair, wang = compound.chair, compound.wang
    post = await published(stage, compound)
    await chair.says("/gonggao")
    await chair.presses("1号")
    await chair.presses("置顶")
    await stage.town.settle()
    assert post.id in await wang.pinned(compound.group)
    await chair.presses("取消置顶")
    await stage.town.settle()
    assert post.id not in await wang.pinned(compound.group)
    await chair.presses("更正")
    await chair.says("\u200b")
    await chair.sees("没有看到文字", fresh=True)
    await chair.says("改到周日停水。")
    asked = await chair.sees("群里会换成下面这样", fresh=True)
    await chair.presses("照这样更正", message=asked)
    await stage.town.settle()
    now = await wang.sees("改到周日停水", compound.group)
    assert now.id == post.id and now.text.endswith("11月24日（周二）10:00 更正，原文见记录")
    await chair.presses("送达情况")
    report = await chair.sees("已发出 1/1 个群")
    assert "「中华园邻里群」：已发出" in report.text
    again = await chair.forges(f"1ay:{asked.raw['reply_markup']['inline_keyboard'][0][0]['callback_data'][4:]}")
    assert "已经办完" in again.text
    await wang.says("/gongshi")
    await wang.presses("中华园公告")
    await wang.presses("看原文")
    assert WATER in (await wang.sees("更正以前是这样写的")).text
    await wang.presses("返回")
    await wang.presses("回公示栏")
    await wang.sees("公示栏")


async def test_pages_open_to_those_they_concern_only(stage: Stage, compound: Compound) -> None:
    await published(stage, compound)
    tenant = compound.tenant
    await tenant.starts("an_1")
    shown = await tenant.sees("停水", fresh=True)
    assert shown.buttons == ["在哪儿发布了", "回公示栏"]
    for forged, answer in (
        ("1ae:1", "由写它的人"),
        ("1ar:1", "由写它的人"),
        ("1aj:1", "由写它的人"),
        ("1ai:9", "没有找到"),
    ):
        assert answer in (await tenant.forges(forged)).text
    for forged in ("1av:9:1", "1av:1:1", "1an", "1as:99", "1ag:99:when", "1ax:99", "1at:1:never", "1al:1:0", "1xs:1:1"):
        assert (await tenant.forges(forged)).text
    await tenant.starts("an_9")
    await tenant.sees("没有找到这份公告", fresh=True)
    await tenant.starts("an_board")
    await tenant.sees("公示栏", fresh=True)
    await tenant.says("/gonggao")
    await tenant.sees("由", fresh=True)


async def test_in_the_group_both_commands_lead_to_the_private_chat(compound: Compound) -> None:
    for command in ("/gonggao", "/gongshi"):
        await compound.chair.says(command, compound.group)
        shown = await compound.chair.sees("", compound.group, fresh=True)
        assert len(shown.buttons) == 1


async def test_before_anything_was_announced_the_menu_leads_straight_to_writing(compound: Compound) -> None:
    await compound.wang.says("/gongshi")
    await compound.wang.sees("公示栏现在还没有公告", fresh=True)
    chair = compound.chair
    await chair.forges("1ab")
    await chair.sees("请把公告写给我")


@pytest.mark.parametrize(("answer", "word"), [("看到了", "已经送到"), ("没看到", "补发一次")])
async def test_a_post_in_doubt_is_asked_after_and_at_most_marked(
    stage: Stage, compound: Compound, answer: str, word: str
) -> None:
    chair, wang = compound.chair, compound.wang
    await written(chair, "现在")
    await chair.presses("要置顶")
    chat = compound.group.id
    await stage.town.faults([{"method": "sendMessage", "times": 1, "kind": "hang_after", "seconds": 0.2, "chat": chat}])
    await chair.presses("发出去")
    await chair.sees("您在群「中华园邻里群」里看到中华园公告〔2026〕1号了吗")
    await chair.presses(answer)
    await chair.sees(word)
    await stage.town.settle()
    if answer == "没看到":
        again = await wang.sees("补发：中华园公告〔2026〕1号", compound.group)
        assert again.id in await wang.pinned(compound.group)
    else:
        await wang.sees_nothing_of("补发", compound.group)
