"""The story of a residents' committee elected on paper (居委会纸票选举): the list, the ballots given out, the count."""

from __future__ import annotations

from sandbox.client import Group, Message, Person, Town
from stories.election import NAMES, conditions, post, settle, settled
from stories.moves import picture

CANDIDATES = ("林书兰", "何建国", "宋玉梅", "罗志明", "唐晓燕", "许国庆")
DOORS = ("101", "102", "201", "202", "301", "302", "401")
CALLED = "选民：10\n发出：7\n收回：7\n作废：1\n" + "\n".join(
    f"{name}：{votes}" for name, votes in zip(CANDIDATES, (6, 6, 5, 5, 4, 3), strict=True)
)


async def play(town: Town, code: str) -> None:
    """居委会换届：选民名单公布，发一张票记一户，计票单有照片，第二个人核对，当场公布；选票都是纸的"""
    await town.forward(hours=9)
    operator = await town.person("周工", note="管理员")
    chair = await town.person("赵主任", note="和顺苑自管会主任")
    scrutineer = await town.person("钱老师", note="监票人")
    owners = [await town.person(name, note="和顺苑业主") for name in NAMES]
    group = await settled(town, code, operator, chair, scrutineer, owners)
    await conditions(town, group, chair, "居委会", "5")
    await voters_list(town, group, chair, owners[1])
    await town.forward(days=1)
    await candidates(town, chair)
    await too_early(town, scrutineer)
    await given_out(scrutineer, chair)
    await counted(town, scrutineer)
    await confirmed(town, group, chair, owners[0])


async def opens(person: Person) -> Message:
    """The election's page."""
    await person.starts("elec_1")
    return await person.sees("手机上不投", fresh=True)


async def runs(person: Person, words: str) -> Message:
    """What those who run it, or count, can do."""
    await person.presses("办这次选举", message=await opens(person))
    return await person.sees(words, fresh=True)


async def voters_list(town: Town, group: Group, chair: Person, resident: Person) -> None:
    """The list is posted by home; somebody looks whether theirs is on it, objects, and is answered."""
    await chair.presses("公布选民名单", message=await runs(chair, "可以公示的"))
    await chair.presses("公布选民名单", message=await chair.sees("每户住宅都在上面", fresh=True))
    await chair.sees("选民登记名单：10 户", fresh=True)
    await town.settle()
    told = await chair.sees("选民登记名单公布了", chat=group)
    assert "10 户" in told.text and "101" not in told.text, told.text
    await resident.presses("选民名单", message=await opens(resident))
    await resident.presses("对名单提异议", message=await resident.sees("您家在名单上：1号楼1单元102", fresh=True))
    await resident.sees("写明是哪一户", fresh=True)
    await resident.says("502 没有人住了，不该在名单上")
    await resident.presses("提出来", message=await resident.sees("提了不能撤回", fresh=True))
    await town.settle()
    await chair.presses("答复名单异议", message=await chair.sees("对居委会选举的选民名单提了异议", fresh=True))
    await chair.presses("不成立", message=await chair.sees("502 没有人住了", fresh=True))
    await chair.sees("群里会看到这个答复", fresh=True)
    await chair.says("名单按住宅登记，空着的也是一户，户主回来可以投票。")
    await chair.presses("这样答复", message=await chair.sees("这样答复可以吗", fresh=True))
    await town.settle()
    await resident.sees("对选民名单的异议不成立", fresh=True)


async def candidates(town: Town, chair: Person) -> None:
    """Six for five seats, recommended by the community's Party organisation, their consent at hand in writing."""
    async with town.script.aside("（社区党组织推荐 6 位，都有书面同意；公示 7 天，没有异议）"):
        for name in CANDIDATES:
            await chair.presses("录入组织推荐", message=await runs(chair, "可以公示的"))
            await chair.presses("社区党组织推荐", message=await chair.sees("哪里推荐的", fresh=True))
            await chair.sees("推荐哪一位", fresh=True)
            await chair.says(name)
            await chair.presses("是本小区的，有书面同意", message=await chair.sees("书面同意在不在手里", fresh=True))
            await chair.sees(f"推荐好了：{name}", fresh=True)
        await post(town, chair, 1)
        await town.forward(days=9)
        await settle(town, chair, 1)


async def too_early(town: Town, scrutineer: Person) -> None:
    """Twenty days are not over: no ballot is given out."""
    refused = await scrutineer.presses("记领票", message=await runs(scrutineer, "已发选票"))
    assert "还没公布满天数" in refused.text, refused.text
    await town.forward(days=13)


async def given_out(scrutineer: Person, chair: Person) -> None:
    """Door by door; nobody twice, and a wrong one is taken back in one tap."""
    await scrutineer.presses("记领票", message=await runs(scrutineer, "已发选票"))
    await scrutineer.sees("不记选了谁", fresh=True)
    for door in DOORS[:3]:
        await scrutineer.says(door)
        await scrutineer.sees(f"记好了：1号楼1单元{door}", fresh=True)
    await scrutineer.says("101")
    await scrutineer.sees("1号楼1单元101 已经发过票了", fresh=True)
    await scrutineer.says("402")
    await scrutineer.presses("记错了，撤回", message=await scrutineer.sees("已发选票 4/10 户", fresh=True))
    await scrutineer.sees("撤回了：1号楼1单元402", fresh=True)
    for door in DOORS[3:]:
        await scrutineer.says(door)
        await scrutineer.sees(f"记好了：1号楼1单元{door}", fresh=True)
    await runs(chair, "已发选票 7/10 户")


async def counted(town: Town, scrutineer: Person) -> None:
    """What was called out is typed; it must agree with the ballots given out, and be photographed."""
    await scrutineer.presses("录计票单", message=await runs(scrutineer, "已发选票"))
    await scrutineer.sees("一行一个数", fresh=True)
    await scrutineer.says(CALLED.replace("发出：7", "发出：8"))
    await scrutineer.sees("计票单上发出 8 张，领票记号 7 户，对不上", fresh=True)
    await scrutineer.says(CALLED)
    await scrutineer.sees("没有照片不能核对", fresh=True)
    await scrutineer.sends_photo(picture(240, 240, 230))
    await scrutineer.sees("等另一位在场的人核对", fresh=True)
    await town.settle()


async def confirmed(town: Town, group: Group, chair: Person, owner: Person) -> None:
    """Another who was there looks at the photo beside the sums; the groups read who was elected."""
    await chair.presses("办这次选举", message=await chair.sees("计票单录好了", fresh=True))
    await chair.presses("看照片核对", message=await chair.sees("照片到了", fresh=True))
    beside = await chair.sees("选民 10 户，发出 7，收回 7，作废 1", fresh=True)
    assert "photo" in beside.raw and "林书兰 6 票" in beside.text, beside.text
    await chair.presses("数字一致，确认", message=beside)
    await chair.sees("核对好了", fresh=True)
    await town.settle()
    counted = await owner.sees("选举计票结果", chat=group)
    assert "选民 10 户，发出 7，收回 7，作废 1" in counted.text and "许国庆 3 票" in counted.text, counted.text
    told = await owner.sees("居委会选出来了", chat=group)
    assert "5. 唐晓燕" in told.text and "许国庆" not in told.text, told.text
