"""An answer, always: whatever is sent in private gets one new message; groups stay quiet."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from sandbox.client import Person
from tests.stage import Compound, Stage


@pytest.fixture
async def wang(stage: Stage) -> AsyncIterator[Person]:
    """王阿姨, on a bot nobody has claimed."""
    yield await stage.town.person("王阿姨")


async def heard(person: Person, words: str, stage: Stage, before: int) -> None:
    """Exactly one new message has come, with these words and with buttons."""
    await stage.town.settle()
    new = [message for message in await person.messages() if not message.outgoing][before:]
    assert [words in message.text for message in new] == [True], [message.text for message in new]
    assert new[0].buttons


ANSWERS = (
    ("👍👍", "收到您的心意"),
    ("\u202e\u200b", "没有我能看到的字"),
    ("/dingding", "没有这个命令"),
    ("/start xyz_1", "这个链接打不开了"),
    ("/start m_nowhere", "这个链接打不开了"),
    ("/start", "您好，我是议事亭"),
    ("/help", "报事：直接发给我"),
    ("/yishi", "现在没有表决"),
    ("/start m_matters", "现在没有表决"),
    ("帮助", "报事：直接发给我"),
    ("怎么用？", "报事：直接发给我"),
    ("Help", "报事：直接发给我"),
    ("首页", "您好，我是议事亭"),
    ("我要报修", "我会给您一个编号"),
    ("还没修好", "我会给您一个编号"),
    ("投票", "现在没有表决"),
    ("怎么投票？", "现在没有表决"),
    ("同意", "打字不算投票"),
    ("我家反对。", "打字不算投票"),
    ("同意换门禁", "这样报上去可以吗"),
    ("我的", "语言可以在下面选"),
    ("隐私", "您的信息"),
    ("名册", "看名册"),
    ("吹哨", "这里还没有吹过哨"),
    ("社区工作台", "这里是给社区两委看几个小区用的"),
    ("挂单板", "要由楼长、委员会成员、网格员来办"),
    ("老毛病", "老毛病"),
    ("急事", "我会给您一个编号"),
    ("征集问题", "征集"),
    ("议事会", "议事会"),
    ("居民小组", "小组"),
    ("微心愿", "心愿"),
    ("问题清单", "清单"),
    ("办事", "办事给登记在这个小区的人"),
    ("收费和服务", "收费"),
    ("印东西", "印二维码海报要由"),
    ("发公告", "发公告要由"),
    ("chuishao", "这里还没有吹过哨"),
    ("包建单位", "「包建单位」是按钮上的字"),
    ("评一评", "是按钮上的字，打出来不算"),
    ("停水", "这样报上去可以吗"),
    ("1023 4567 892", "这里是11个数字"),
    ("0127修好了吗", "您是想问这个吗"),
    ("我报的灯怎么样了", "您是想问这个吗"),
    ("路灯的事怎么样了", "您是想问这个吗"),
    ("算了", "您好，我是议事亭"),
    ("电梯坏了", "这样报上去可以吗"),
    ("\u2067电\u200b梯坏了\u202e", "这样报上去可以吗"),
)
"""What somebody may write, and the words of the one answer."""


async def test_whatever_is_written_gets_one_answer(stage: Stage) -> None:
    for number, (sent, answer) in enumerate(ANSWERS):
        neighbour = await stage.town.person(f"邻居{number}")
        await neighbour.says(sent)
        await heard(neighbour, answer, stage, 0)


async def test_who_asks_after_what_they_reported_finds_it_and_may_report_all_the_same(compound: Compound) -> None:
    wang = compound.wang
    await wang.says("我们3号楼2单元门口的灯又不亮了")
    await wang.presses("报上去", message=await wang.sees("类别：公共照明", fresh=True))
    filed = await wang.sees("已登记，编号 0001", fresh=True)
    assert "前答复，最迟" in filed.text, "until when is said at once"
    await wang.says("我报的灯怎么样了")
    asked = await wang.sees("您是想问这个吗", fresh=True)
    assert "我报的灯怎么样了" in asked.text and asked.button("报上去"), "what was said is not lost"
    await wang.presses("0001", message=asked)
    await wang.sees("报事 0001：待受理", fresh=True)
    await wang.says("路灯的事怎么样了")
    offered = await wang.sees("您是想问这个吗", fresh=True)
    assert offered.buttons == ["我报过的事", "正在商量的事", "别的类", "报上去", "改一改", "只是说说"]
    assert "地点：中华园" in offered.text and "类别：公共照明" in offered.text
    await wang.presses("我报过的事", message=offered)
    await wang.sees("您最近报的", fresh=True)
    await wang.presses("报上去", message=offered)
    await wang.sees("已登记，编号 0002", fresh=True)


async def test_a_danger_that_was_reported_before_is_offered_with_whom_to_call(compound: Compound) -> None:
    wang = compound.wang
    await wang.says("我们3号楼2单元门口的灯又不亮了")
    await wang.presses("报上去", message=await wang.sees("类别：公共照明", fresh=True))
    await wang.sees("已登记，编号 0001", fresh=True)
    await wang.says("我反映的电梯困人还没人管")
    offered = await wang.sees("这样报上去可以吗", fresh=True)
    assert "119" in offered.text and offered.button("报上去")


async def test_a_sticker_a_dice_a_contact_and_a_forwarded_poll(stage: Stage, wang: Person) -> None:
    await wang.sends_sticker("🙂")
    await heard(wang, "贴纸很好看", stage, 0)
    kinds = {
        "dice": ({"emoji": "🎲", "value": 3}, "这里不掷骰子"),
        "contact": ({"phone_number": "13800000000", "first_name": "李"}, "联系人我没有保存"),
        "poll": (_poll(), "这里不能转投票"),
        "game": ({"title": "g", "description": "d", "photo": []}, "这里不玩游戏"),
        "story": ({"chat": {"id": -1, "type": "channel"}, "id": 1}, "转来的动态我打不开"),
        "checklist": ({"title": "t", "tasks": []}, "这种消息我还看不懂"),
    }
    for number, (kind, (content, answer)) in enumerate(kinds.items(), start=1):
        await raw(wang, number, **{kind: content})
        await heard(wang, answer, stage, number)


def _poll() -> dict[str, object]:
    flags = {
        "is_closed": False,
        "is_anonymous": True,
        "allows_multiple_answers": False,
        "allows_revoting": True,
        "members_only": False,
    }
    return {"id": "1", "question": "?", "options": [], "total_voter_count": 0, "type": "regular", **flags}


async def raw(person: Person, number: int, **content: object) -> None:
    """A message as Telegram would tell it."""
    sender = {"id": person.id, "is_bot": False, "first_name": person.name}
    chat = {"id": person.id, "type": "private", "first_name": person.name}
    message = {"message_id": 9000 + number, "date": 1_795_000_000, "from": sender, "chat": chat, **content}
    await person.wire.post(f"/sim/people/{person.id}/typed_update", {"update": {"message": message}})


async def test_a_sound_file_and_a_round_video_are_offered_like_any_other(stage: Stage, wang: Person) -> None:
    await wang.sends_audio(caption="半夜机器响")
    await heard(wang, "录音：1段", stage, 0)
    await wang.sends_video_note()
    await heard(wang, "一段视频", stage, 1)


async def test_an_edited_message_hears_how_to_change_what_was_sent(stage: Stage, wang: Person) -> None:
    message = await wang.says("灯坏了")
    await heard(wang, "这样报上去可以吗", stage, 0)
    await wang.edits(message, "灯全坏了")
    await heard(wang, "点那条下面的「改一改」", stage, 1)


async def test_a_live_location_moves_in_silence(stage: Stage, wang: Person) -> None:
    await wang.sends_location(30.66, 104.06)
    await heard(wang, "这样报上去可以吗", stage, 0)
    place = {"latitude": 30.67, "longitude": 104.07, "live_period": 900}
    sender = {"id": wang.id, "is_bot": False, "first_name": wang.name}
    chat = {"id": wang.id, "type": "private", "first_name": wang.name}
    edited = {"message_id": 1, "date": 1, "edit_date": 2, "from": sender, "chat": chat, "location": place}
    await wang.wire.post(f"/sim/people/{wang.id}/typed_update", {"update": {"edited_message": edited}})
    await heard(wang, "这样报上去可以吗", stage, 0)


async def test_forged_old_and_foreign_buttons_are_answered(compound: Compound) -> None:
    for data in (
        "",
        "nonsense",
        "1zz:1",
        "0rc",
        "1rs:99:street",
        "1rx:99",
        "1rf:99",
        "1sl:tlh",
        "1m:nowhere",
        "1hk:99",
    ):
        press = await compound.wang.forges(data or "x")
        assert press.answered
    assert (await compound.chair.forges("1rc")).text.startswith("建小区要由管理员来办")


async def test_an_anonymous_administrator_gets_one_line(compound: Compound, stage: Stage) -> None:
    await compound.group.promotes(compound.wang, anonymous=True)
    await compound.wang.says("/bao 灯坏了", compound.group)
    await stage.town.settle()
    await compound.tenant.sees("您现在是匿名身份", compound.group)
    before = len(await compound.tenant.messages(compound.group))
    await compound.wang.says("大家好", compound.group)
    await stage.town.settle()
    assert len(await compound.tenant.messages(compound.group)) == before + 1


async def test_private_matters_are_not_told_in_the_group(compound: Compound, stage: Stage) -> None:
    for command in ("/wode", "/bangzhu", "/yinsi", "/yishi", "/mingce", "/start"):
        await compound.wang.says(command, compound.group)
    await stage.town.settle()
    told = [message for message in await compound.tenant.messages(compound.group) if "请私下看" in message.text]
    assert len(told) == 6
    opened = await compound.wang.presses("打开", compound.group, message=told[0])
    assert "m_me" in (opened.opened or "")
    await compound.wang.sees("您的登记和身份", fresh=True)


async def test_the_staff_menu_leads_to_every_room(compound: Compound, stage: Stage) -> None:
    for door, words in {
        "报事待办": "待办",
        "征询意见": "想问大家什么",
        "发公告": "公告",
        "名册": "委员会 1 人",
        "更多": "还有这些",
        "公示栏": "公告",
    }.items():
        await compound.chair.says("/start")
        home = await compound.chair.sees("您好", fresh=True)
        if home.button(door) is None:
            await compound.chair.presses("更多", message=home)
            home = await compound.chair.sees("还有这些", fresh=True)
        await compound.chair.presses(door, message=home)
        await stage.town.settle()
        last = await compound.chair.last()
        assert last is not None
        assert words in last.text, (door, last.text)
