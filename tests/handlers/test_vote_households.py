"""A vote of a few homes among options: whose it is, which doors, by which rule; one ballot a home, the family hears."""

from __future__ import annotations

from sqlalchemy import select

from domain.registry import RoleKind
from sandbox.client import Message, Person
from storage.schema.registry import people
from tests.services.rolls import OwnedHome
from tests.stage import TUESDAY, Compound, Stage
from tests.vote_story import owns


async def lives(stage: Stage, person: Person, label: str, kind: RoleKind) -> None:
    """The register knows who lives behind a door."""
    async with stage.house.database.transaction() as transaction:
        (compound,) = await transaction.registry.compounds()
        unit = next(unit for unit in await transaction.units.of_compound(compound.id) if unit.label == label)
        rows = await transaction.registry.rows(select(people).where(people.c.telegram_id == person.id))
        await transaction.registry.grant(rows[0].id, kind, unit.place, by=None, at=TUESDAY)


async def asks_two_homes(leader: Person) -> Message:
    """楼道灯换哪种，只由301、302定."""
    await leader.says("/yishi")
    await leader.presses("发起正式表决")
    asked = await leader.sees("由谁表决")
    assert not asked.button("居民代表会议"), "a building has no representatives' meeting"
    await leader.presses("住户，一户一票")
    await leader.sees("由哪些住户定")
    await leader.says("301 999 888")
    await leader.sees("2 个门牌找不到，或者不止一户：999、888。")
    await leader.says("301 302")
    await leader.presses("按楼院章程", message=await leader.sees("这 2 户定，是按什么规定"))
    await leader.says("楼道灯换哪种")
    await leader.presses("几项选一", message=await leader.sees("大家投票时选：同意、反对、弃权"))
    await leader.sees("大家投票时选：几项选一", fresh=True)
    await leader.says("三层到五层，费用公共收益出。")
    await leader.sees("一行写一个")
    await leader.says("声控灯")
    await leader.sees("选项要有2到20个")
    await leader.says("声控灯\n长明灯\n不换")
    await leader.presses("7天")
    return await leader.sees("请看一遍：楼道灯换哪种")


async def test_two_homes_choose_and_each_family_hears(compound: Compound, stage: Stage) -> None:
    wang, tenant, leader = compound.wang, compound.tenant, compound.leader
    await owns(stage, {wang: OwnedHome("301", ("王桂兰",)), leader: OwnedHome("302", ("李建国",))})
    for person, label, kind in (
        (wang, "301", RoleKind.RESIDENT),
        (tenant, "301", RoleKind.TENANT),
        (leader, "302", RoleKind.OWNER),
    ):
        await lives(stage, person, label, kind)
    seen = await asks_two_homes(leader)
    for words in ("由住户，一户一票表决，按楼院章程计票", "· 长明灯", "由3号楼1单元301、3号楼1单元302的住户定"):
        assert words in seen.text, seen.text
    await leader.presses("公示出去", message=seen)
    await stage.town.settle()
    for _ in range(2):
        await stage.town.forward(to_next=True)
        await stage.town.settle()
    card = await wang.sees("正在表决 第1号：楼道灯换哪种", chat=compound.group)
    assert "已参加 0/2 户" in card.text and "㎡" not in card.text, card.text
    await tenant.starts("vote_1")
    await tenant.presses("长明灯", message=await tenant.sees("您代表：3号楼1单元301，1票"))
    await tenant.presses("投出去", message=await tenant.sees("您选的是长明灯"))
    await tenant.sees("投好了：长明灯")
    await stage.town.settle()
    told = await wang.sees("已经有家里人投过票了")
    assert "长明灯" not in told.text
    await leader.starts("vote_1")
    await leader.presses("长明灯", message=await leader.sees("您代表：3号楼1单元302，1票", fresh=True))
    await leader.presses("投出去", message=await leader.sees("您选的是长明灯"))
    await leader.starts("vote_1")
    page = await leader.sees("已参加 2/2 户", fresh=True)
    assert page.button("上门名单"), "homes have doors"
    await stage.town.forward(days=9)
    await stage.town.settle()
    chair = compound.chair
    await chair.starts("vote_1")
    await chair.presses("核对结果", message=await chair.sees("已截止 第1号", fresh=True))
    sure = await chair.sees("公布以后不能收回")
    for words in ("结果：选中长明灯（楼院章程）", "长明灯：户数 2/2 户", "不换：户数 0/2 户", "参加：户数 2/2 户"):
        assert words in sure.text, sure.text


async def test_in_a_meeting_hands_are_up_for_one_of_three(compound: Compound, stage: Stage) -> None:
    chair = compound.chair
    await chair.says("/yishi")
    await owns(stage, {compound.wang: OwnedHome("301", ("王桂兰",))})
    await chair.presses("发起正式表决")
    await chair.presses("住户，一户一票", message=await chair.sees("由谁表决"))
    await chair.presses("中华园全部住户", message=await chair.sees("由哪些住户定"))
    await chair.says("楼道停车")
    ballots = await chair.sees("大家投票时选：同意、反对、弃权")
    await chair.says("楼道里一辆也不停。")
    asked = await chair.sees("投票开几天")
    for _ in range(4):
        await chair.presses("返回", message=asked)
    await chair.presses("居民代表会议", message=await chair.sees("由谁表决"))
    pressed = await chair.presses("几项选一", message=ballots)
    assert pressed.text.startswith("开会要举手，只能选同意、反对、弃权"), pressed
    await chair.says("楼道停车")
    asked = await chair.sees("请把议案全文发给我", fresh=True)
    assert not asked.button("几项选一") and "大家投票时选" not in asked.text, asked.text


async def test_where_no_doors_are_known_it_is_said_when_the_homes_are_chosen(compound: Compound) -> None:
    leader = compound.leader
    await leader.says("/yishi")
    await leader.presses("发起正式表决")
    await leader.presses("住户，一户一票", message=await leader.sees("由谁表决"))
    asked = await leader.sees("由哪些住户定")
    pressed = await leader.presses("3号楼全部住户", message=asked)
    assert pressed.text.startswith("这里还没有住户的门牌"), pressed
    await leader.says("301 302")
    await leader.sees("这里还没有住户的门牌", fresh=True)
