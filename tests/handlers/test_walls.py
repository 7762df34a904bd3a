"""Other walls over the wire: written down, tried, confirmed by another; an announcement hangs there."""

from __future__ import annotations

import base64
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from sandbox.client import Message, Person
from stories.moves import picture
from tests.channels.walls_server import KEY, SECRET, OtherSide, other_side
from tests.handlers.test_announcements import WATER, published
from tests.stage import Compound, Stage, open_stage


@pytest.fixture
async def side() -> AsyncIterator[OtherSide]:
    async with other_side() as side:
        yield side


@pytest.fixture
async def stage(tmp_path: Path, settled_template: Path) -> AsyncIterator[Stage]:
    async with open_stage(tmp_path, settled_template, BOT_WALLS_ON_LOOPBACK="yes") as stage:
        yield stage


@pytest.fixture
async def compound(stage: Stage) -> Compound:
    return await stage.compound()


async def kinds(chair: Person) -> Message:
    """From the roster to the question which kind it is."""
    await chair.says("/mingce")
    await chair.presses("名册的其他事")
    await chair.presses("发布点")
    await chair.sees("现在一个也没有")
    await chair.presses("接一个")
    return await chair.sees("贴到哪儿")


async def test_two_people_link_a_robot_and_an_announcement_hangs_there(
    stage: Stage, compound: Compound, side: OtherSide
) -> None:
    chair, operator = compound.chair, compound.operator
    await kinds(chair)
    await chair.presses("企业微信群")
    await chair.sees("请在那个企业微信群里添加")
    await chair.says("我们的企业微信群")
    await chair.sees("这不像一个地址")
    await chair.says(side.robot_url.replace("/send", "/sent"))
    await chair.sees("这不是企业微信群机器人的地址")
    await chair.says(side.robot_url)
    page = await chair.sees("还没试过")
    await stage.town.settle()
    assert "…5a8c" in page.text and not any(KEY in message.text for message in await chair.messages())
    await chair.presses("试发一条", message=page)
    await stage.town.settle()
    assert side.robot[0]["text"]["content"].startswith("试发：这里会贴中华园的公告、公示和结果。")
    await chair.presses("看看到了没有", message=await chair.sees("请先试发一条"))
    await chair.presses("请另一位确认", message=await chair.sees("试发收到了"))
    await stage.town.settle()
    await operator.presses("看看", message=await operator.sees("有人接了一个发布点"))
    await operator.presses("启用", message=await operator.sees("请先确认那是本小区的地方"))
    await chair.sees("已经启用")
    await published(stage, compound)
    hangs = side.robot[-1]["text"]["content"].splitlines()
    assert hangs[:3] == ["中华园公告〔2026〕1号", "", WATER] and "要参与、看全文，请到群里" in hangs[-1]
    await chair.presses("看看", message=await chair.sees("已经启用"))
    assert "最近一次发布：11月24日（周二）" in (await chair.sees("已启用")).text
    pasted = [message.text for message in await chair.messages() if message.outgoing]
    assert not any("key=" in text for text in pasted), "taken down, also where it was refused"
    wang = compound.wang
    await wang.says("/gongshi")
    await wang.presses("1号", message=await wang.sees("公示栏", fresh=True))
    await wang.presses("在哪儿发布了")
    told = (await wang.sees("在哪儿发布了")).text
    assert "已经贴出2次：" in told and "企业微信群：11月24日（周二）" in told and "5a8c" not in told


async def test_its_page_says_where_it_was_published_and_switching_off_wants_a_second_look(
    stage: Stage, compound: Compound, side: OtherSide
) -> None:
    chair = compound.chair
    await published(stage, compound)
    await chair.says("/gonggao")
    await chair.presses("1号", message=await chair.sees("", fresh=True))
    await chair.presses("送达情况")
    await chair.presses("在哪儿发布了")
    told = await chair.sees("在哪儿发布了")
    assert "已经贴出1次：" in told.text and "群「中华园邻里群」" in told.text
    await chair.presses("回去", message=told)
    await kinds(chair)
    await chair.presses("物业或街道的系统")
    await chair.presses("算了")
    await chair.presses("接一个", message=await chair.sees("现在一个也没有"))
    await chair.presses("企业微信群", message=await chair.sees("贴到哪儿"))
    await chair.says(side.robot_url)
    await chair.presses("停用", message=await chair.sees("还没试过"))
    await chair.presses("再想想", message=await chair.sees("停用企业微信群"))
    await chair.presses("停用", message=await chair.sees("还没试过"))
    await chair.presses("停用它", message=await chair.sees("停用企业微信群"))
    await chair.sees("地址已经忘掉")


async def test_photos_hang_beside_their_announcement_and_other_files_stay_in_the_group(
    stage: Stage, compound: Compound, side: OtherSide
) -> None:
    chair, operator = compound.chair, compound.operator
    await kinds(chair)
    await chair.presses("企业微信群")
    await chair.says(side.robot_url)
    await chair.presses("试发一条", message=await chair.sees("还没试过"))
    await stage.town.settle()
    await chair.presses("看看到了没有", message=await chair.sees("请先试发一条"))
    await chair.presses("请另一位确认", message=await chair.sees("试发收到了"))
    await operator.presses("看看", message=await operator.sees("有人接了一个发布点"))
    await operator.presses("启用", message=await operator.sees("请先确认那是本小区的地方"))
    await chair.says("/gonggao")
    await chair.sees("请把公告写给我", fresh=True)
    await chair.sends_photo(picture(9, 9, 9), picture(99, 9, 9), caption=WATER)
    await chair.sees("收到了。还有就接着发", fresh=True)
    await chair.sends_document(b"%PDF-1.4 plan", "施工图.pdf")
    await chair.sees("收到附件3个", fresh=True)
    await chair.presses("下一步")
    await chair.presses("现在")
    await chair.presses("发出去", message=await chair.sees("这样发出去可以吗"))
    await stage.town.settle()
    hung = side.robot[1:]
    assert [one["msgtype"] for one in hung] == ["text", "text", "image", "image"]
    assert hung[1]["text"]["content"] == "中华园公告〔2026〕1号的附件：照片 2 张"
    sent = [base64.b64decode(one["image"]["base64"]) for one in hung[2:]]
    assert sent == [picture(9, 9, 9), picture(99, 9, 9)]


async def test_a_robots_address_that_nobody_asked_for_is_taken_down_and_becomes_no_report(
    stage: Stage, compound: Compound, side: OtherSide
) -> None:
    chair, wang = compound.chair, compound.wang
    for who, where in ((wang, "由他们在「发布点」里接上"), (chair, "请按「发布点」")):
        for words in (side.robot_url, f"帮我看看这个 {SECRET}", f"key={KEY}", f"/baoshi {side.robot_url}"):
            await who.says(words)
            told = (await who.sees("没有存下来", fresh=True)).text
            assert where in told and "已经删掉" in told and KEY not in told
        await who.sends_photo(picture(9, 9, 9), caption=f"密钥 {SECRET}")
        assert where in (await who.sees("没有存下来", fresh=True)).text
        await who.says("报事")
        await who.says(f"机器人地址：{side.robot_url}")
        await who.sees("没有存下来", fresh=True)
        said = [message.text for message in await who.messages()]
        assert not any(KEY in text or SECRET in text for text in said), "taken down, and never shown again"
        assert not any("这样报上去" in text for text in said)
    await chair.presses("发布点", message=await chair.sees("没有存下来"))
    await chair.sees("现在一个也没有")


PASTED = {
    "企业微信群": "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=693a91f6-7000-4bc4-97a0-0ec2f8a05a8c",
    "一个邮箱": "guanwang@qq.com",
    "物业或街道的系统": f"https://hooks.jiedao.gov.cn/in {SECRET}",
}
"""What a visitor of the demo might have at hand: addresses of somebody."""


@pytest.mark.parametrize("kind", PASTED)
async def test_in_the_demo_nothing_leaves_and_what_would_have_is_shown(
    stage: Stage, compound: Compound, side: OtherSide, kind: str
) -> None:
    chair, operator = compound.chair, compound.operator
    await kinds(chair)
    await chair.presses(kind)
    asked = await chair.sees("地址用编的就行")
    assert "不会真的发出去" in asked.text
    await chair.says(PASTED[kind])
    await chair.presses("试发一条", message=await chair.sees("还没试过"))
    await stage.town.settle()
    trial = await chair.sees("演示里不会真的发出去", fresh=True)
    assert "试发：这里会贴中华园的公告、公示和结果。" in trial.text
    await chair.presses("看看到了没有", message=await chair.sees("请先试发一条"))
    await chair.presses("请另一位确认", message=await chair.sees("试发收到了"))
    await stage.town.settle()
    await operator.presses("看看", message=await operator.sees("有人接了一个发布点"))
    await operator.presses("启用", message=await operator.sees("请先确认那是本小区的地方"))
    await chair.sees("已经启用")
    await published(stage, compound)
    shown = [message.text for message in await chair.messages() if "演示里不会真的发出去" in message.text]
    assert len(shown) == 2 and WATER in shown[-1] and "中华园公告〔2026〕1号" in shown[-1]
    assert not side.robot and not side.hook


async def test_strangers_and_forged_buttons_get_a_clear_answer(stage: Stage, compound: Compound) -> None:
    wang = compound.wang
    for data, words in (
        ("1wla:1", "管理员"),
        ("1wlb:1", "管理员"),
        ("1wlc:1:wecom", "管理员"),
        ("1wlc:1:pigeon", "按钮"),
        ("1wld:99", "按钮"),
        ("1wle:99", "没有这个发布点"),
        ("1wlf:99", "没有这个发布点"),
        ("1wli:99:0", "没有这个发布点"),
        ("1wlj:announcement:99", "还没有在群里发布过"),
        ("1wlj:issue:1", "按钮"),
    ):
        toast = await wang.forges(data)
        assert words in toast.text, (data, toast.text)
