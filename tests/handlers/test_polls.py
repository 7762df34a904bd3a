"""A sentiment poll over the wire: the wizard, the group, the answers, the reminder, the result, the workbook."""

from __future__ import annotations

from sandbox.client import Message
from stories.moves import bind, invite, wants_reminders
from tests.stage import Compound, Stage


async def draw_up(compound: Compound, *, named: str = "记名") -> None:
    """赵主任 answers the wizard up to the preview."""
    chair = compound.chair
    await chair.says("/toupiao")
    await chair.sees("想问大家什么", fresh=True)
    await chair.says("大门换成刷脸的，好不好？")
    await chair.sees("可以选哪些答案", fresh=True)
    await chair.says("好\n不好")
    await chair.sees("2 个答案", fresh=True)
    await chair.says("再看看")
    await chair.presses("够了")
    await chair.presses("只选一个")
    await chair.sees("不按户数")
    await chair.presses(named)
    await chair.says("后天 20:00")
    await chair.sees("这样发出去可以吗", fresh=True)


async def poll_in(compound: Compound) -> Message:
    return await compound.wang.sees("大门换成刷脸的", compound.group)


async def test_a_named_poll_from_the_wizard_to_the_workbook(stage: Stage, compound: Compound) -> None:
    await draw_up(compound)
    await compound.chair.presses("发出去")
    await compound.chair.sees("这就发到群里")
    await stage.town.settle()
    poll = await poll_in(compound)
    assert "征询意见，不是正式表决" in poll.raw["poll"]["description"]
    await compound.wang.votes(poll, 0)
    for neighbour in (compound.wang, compound.tenant):
        await wants_reminders(neighbour)
    await stage.town.forward(days=1, hours=11)
    await compound.tenant.sees("您还没选")
    await compound.wang.sees_nothing_of("您还没选")
    await stage.town.forward(hours=24)
    result = await compound.wang.sees("征询结果", compound.group)
    assert "1/1 人" in result.text
    assert "其中已登记居民 1/2 人" in result.text
    assert result.raw["photo"]
    await compound.chair.sees("征询结束了")
    await compound.chair.presses("导出表格")
    file = await compound.chair.sees("不要转发")
    assert (await compound.chair.file(file)).startswith(b"PK")


async def test_an_anonymous_poll_ended_early(stage: Stage, compound: Compound) -> None:
    await draw_up(compound, named="匿名")
    await compound.chair.presses("发出去")
    await stage.town.settle()
    poll = await poll_in(compound)
    await compound.wang.votes(poll, 1)
    await compound.tenant.votes(poll, 1)
    await compound.chair.presses("看这次征询")
    await compound.chair.presses("提前结束")
    await compound.chair.sees("现在就结束")
    await compound.chair.presses("提前结束")
    await stage.town.settle()
    result = await compound.wang.sees("征询结果", compound.group)
    assert "2/2 人" in result.text
    assert "提前到" in result.text


async def test_whoever_may_not_ask_hears_what_to_do_instead(compound: Compound) -> None:
    await compound.tenant.says("/toupiao")
    await compound.tenant.sees("直接写一句话发给我", fresh=True)


async def test_in_the_group_the_command_leads_to_the_private_chat(compound: Compound) -> None:
    await compound.chair.says("/toupiao", compound.group)
    await compound.chair.sees("单独写给我", compound.group, fresh=True)
    await compound.chair.starts("poll_new")
    await compound.chair.sees("想问大家什么", fresh=True)


async def test_the_wizard_goes_back_changes_one_thing_and_can_be_left(stage: Stage, compound: Compound) -> None:
    chair = compound.chair
    await draw_up(compound)
    await chair.presses("改一改")
    await chair.presses("问题")
    await chair.says("车棚修不修？")
    await chair.sees("车棚修不修", fresh=True)
    await chair.presses("改一改")
    await chair.presses("答案")
    await chair.presses("删掉最后一个")
    await chair.sees("2 个答案")
    await chair.presses("返回")
    await chair.sees("· 再看看")
    await chair.presses("改一改")
    await chair.presses("不改了")
    await chair.sees("这样发出去可以吗")
    await chair.presses("算了")
    await chair.sees("没有发")
    await stage.town.settle()
    await compound.wang.sees_nothing_of("车棚", compound.group)


async def test_what_will_not_do_is_said_and_can_be_mended(compound: Compound) -> None:
    chair = compound.chair
    await chair.says("/toupiao")
    await chair.says("问" * 301)
    await chair.sees("最多300字", fresh=True)
    await chair.says("大门换不换")
    await chair.says("换\n换")
    await chair.sees("已经有了", fresh=True)
    await chair.says("换\n不换")
    await chair.presses("够了")
    await chair.presses("可选几个")
    await chair.presses("匿名")
    await chair.says("哪天都行")
    await chair.sees("没看懂", fresh=True)
    await chair.says("昨天")
    await chair.presses("7天后20:00")
    await chair.sees("这样发出去可以吗")


async def test_once_the_board_is_on_the_web_the_question_says_who_reads_its_result(
    stage: Stage, compound: Compound
) -> None:
    chair, grid = compound.chair, compound.grid
    await draw_up(compound)
    await compound.chair.sees_nothing_of("网上公示栏")
    await chair.presses("算了")
    await invite(compound.operator, grid, "请委员会成员", "自管会成员")
    await chair.says("/gongshi")
    await chair.presses("网上公示栏", message=await chair.sees("公示栏", fresh=True))
    await chair.presses("请人同意公开", message=await chair.sees("现在没有公开", fresh=True))
    await grid.presses("去看看", message=await grid.sees("请您同意，把公示栏公开到网上", fresh=True))
    await grid.presses("同意公开", message=await grid.sees("姓名、门牌、电话都遮住", fresh=True))
    await stage.town.forward(minutes=1)
    await draw_up(compound)
    await chair.presses("发出去", message=await chair.sees("不用账号谁都能看", fresh=True))
    await stage.town.settle()
    assert "网上公示栏" in str((await poll_in(compound)).raw["poll"])


async def test_in_the_evening_the_poll_waits_and_can_be_taken_back(stage: Stage, compound: Compound) -> None:
    await stage.town.forward(hours=12)
    await draw_up(compound)
    await compound.chair.presses("发出去")
    await compound.chair.sees("07:30")
    await compound.chair.presses("看这次征询")
    await compound.chair.presses("撤回")
    await stage.town.forward(hours=12)
    await compound.wang.sees_nothing_of("大门", compound.group)


async def test_a_resident_wants_no_more_reminders(stage: Stage, compound: Compound) -> None:
    await wants_reminders(compound.wang)
    await draw_up(compound)
    await compound.chair.presses("发出去")
    await stage.town.settle()
    await stage.town.forward(days=1, hours=11)
    await compound.wang.sees("您还没选")
    await compound.tenant.sees_nothing_of("您还没选")
    await compound.wang.presses("不再提醒")
    await compound.wang.sees("不再提醒您征询和表决的事")
    await compound.wang.presses("还是提醒我")
    await compound.wang.sees("提醒您一次")


async def test_forged_and_old_buttons_of_the_wizard_are_answered(compound: Compound) -> None:
    await draw_up(compound)
    await compound.tenant.starts()
    for data in (
        "1poz:1",
        "1pof:1:nonsense",
        "1pou:1:99999999999999",
        "1pox:999999",
        "1poi:7",
        "1poe:7:1",
        "1poi:9999999999999999999",
    ):
        answer = await compound.tenant.forges(data)
        assert answer.answered
        assert answer.text


async def test_with_several_places_and_groups_the_wizard_asks_which(stage: Stage, compound: Compound) -> None:
    leader, chair = compound.leader, compound.chair
    third = await stage.town.group("3号楼邻居", [leader, chair, compound.wang], creator=leader)
    await bind(stage.town, third, leader, "3号楼")
    await chair.says("/toupiao")
    await chair.sees("发到哪个群", fresh=True)
    await chair.presses("3号楼邻居")
    await chair.sees("想问大家什么", fresh=True)
    await chair.presses("返回")
    await chair.presses("中华园邻里群")
    await chair.sees("想问大家什么", fresh=True)
    await leader.says("/toupiao")
    await leader.sees("想问大家什么", fresh=True)  # one place, one group: nothing to choose
    await invite(chair, leader, "请楼长", "5号楼")
    fifth = await stage.town.group("5号楼邻居", [leader, compound.wang], creator=leader)
    await bind(stage.town, fifth, leader, "5号楼")
    await leader.says("/toupiao")
    await leader.sees("想在哪里征询意见", fresh=True)
    await leader.presses("中华园 5号楼")
    await leader.sees("想问大家什么", fresh=True)
    await leader.presses("返回")
    await leader.sees("想在哪里征询意见", fresh=True)


async def test_without_a_group_the_leader_hears_how_to_get_one(compound: Compound) -> None:
    await compound.leader.says("/toupiao")
    await compound.leader.sees("/bangding", fresh=True)


async def test_my_polls_are_listed_and_old_keys_answered(stage: Stage, compound: Compound) -> None:
    chair = compound.chair
    await draw_up(compound)
    preview = await chair.sees("这样发出去可以吗")
    await chair.presses("发出去")
    await stage.town.settle()
    for data in ("1poz:1", "1pok:1", "1poc:1", "1poq:1", "1pou:1:3", "1pog:1:1", "1pop:1:1:0"):
        answer = await chair.forges(data, preview)
        assert answer.answered
    await chair.says("/toupiao")
    await chair.sees("您发起的征询", fresh=True)
    await chair.presses("进行中")
    page = await chair.sees("进行中，发在", fresh=True)
    for data, said in (("1pow:1", "撤不回来"), ("1pot:1", "结束以后才能导出"), ("1poe:1:1", "")):
        assert said in (await chair.forges(data, page)).text
    assert "结束" in (await chair.forges("1poe:1:1", page)).text
    await chair.presses("我发起的")
    await chair.presses("发起征询")
    await chair.sees("想问大家什么", fresh=True)


async def test_an_anonymous_administrator_is_not_counted_among_people(stage: Stage, compound: Compound) -> None:
    await draw_up(compound)
    await compound.chair.presses("发出去")
    await stage.town.settle()
    await compound.group.promotes(compound.grid, anonymous=True)
    await compound.grid.votes(await poll_in(compound), 0)
    await compound.wang.votes(await poll_in(compound), 0)
    await stage.town.settle()
    await compound.chair.presses("看这次征询")
    await compound.chair.sees("已有 1 人选过")


async def running(stage: Stage, compound: Compound, *, named: str = "匿名") -> None:
    """A poll in the group; 王阿姨 and 陈租客 have answered."""
    await draw_up(compound, named=named)
    await compound.chair.presses("发出去")
    await stage.town.settle()
    poll = await poll_in(compound)
    await compound.wang.votes(poll, 0)
    await compound.tenant.votes(poll, 1)
    await stage.town.settle()


async def test_a_stop_whose_answer_is_lost_loses_no_count(stage: Stage, compound: Compound) -> None:
    await running(stage, compound)
    await stage.town.faults([{"method": "stopPoll", "kind": "hang_after", "seconds": 0.1}])
    await stage.town.forward(days=3)
    result = await compound.wang.sees("征询结果", compound.group)
    assert result.text.count("1/2 人") == 2
    assert "没能" not in result.text
    assert len([m for m in await compound.wang.messages(compound.group) if "征询结果" in m.text]) == 1


async def test_a_stop_of_which_nothing_comes_back_is_counted_as_well_as_can_be(
    stage: Stage, compound: Compound
) -> None:
    await running(stage, compound, named="记名")
    lost = [{"kind": "drop", "times": 1}]
    await stage.town.faults([{"method": "stopPoll", "kind": "hang_after", "seconds": 0.1}], lost)
    await stage.town.forward(days=3)
    result = await compound.wang.sees("征询结果", compound.group)
    assert result.text.count("1/2 人") == 2
    assert "最后一次收到的计数" in result.text


async def test_out_of_the_group_the_starter_still_reads_the_result(stage: Stage, compound: Compound) -> None:
    await running(stage, compound)
    await compound.group.removes_bot()
    await stage.town.forward(days=3)
    result = await compound.chair.sees("征询结果", fresh=True)
    assert result.text.count("1/2 人") == 2
    assert "请您转告大家" in result.text
    await compound.wang.sees_nothing_of("征询结果", compound.group)


async def test_thrown_out_at_the_last_moment_the_starter_still_reads_the_result(
    stage: Stage, compound: Compound
) -> None:
    await running(stage, compound)
    await stage.town.faults([{"method": "sendPhoto", "kind": "403", "chat": compound.group.id}])
    await stage.town.forward(days=3)
    assert "请您转告大家" in (await compound.chair.sees("征询结果", fresh=True)).text
    await compound.wang.sees_nothing_of("征询结果", compound.group)
