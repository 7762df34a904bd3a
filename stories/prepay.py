"""The story of fees paid ahead (预交): two people begin it, a leader takes them, the building pays of its own."""

from __future__ import annotations

from sandbox.client import Person, Town
from stories.moves import invite, make_doors, picture


async def play(town: Town, code: str) -> None:
    """预交：卫生费按户预交，两位委员签了才开始；李楼长上门收、给收据、交账；花一笔也要两个人；只公布户数，余下的转下期"""
    operator, chair, grid, leader, wang = [
        await town.known(name) for name in ("周工", "赵主任", "孙网格", "李楼长", "王阿姨")
    ]
    await invite(operator, grid, "请委员会成员", "自管会成员")
    await make_doors(chair, "3号楼：1单元、3层、每层4户")
    await opens_an_account(town, chair, grid)
    await begins(town, chair, grid, "2027年卫生费")
    await takes(leader, "101")
    await takes(leader, "102")
    await hands_in(town, leader, chair)
    await pays(town, chair, grid)
    await reads(wang)
    await begins(town, chair, grid, "2028年卫生费")
    await settles(town, chair, grid)
    await reads_what_is_left(wang)


async def opens_an_account(town: Town, chair: Person, grid: Person) -> None:
    """An account of its own: the kinds of money never mix."""
    await chair.says("/zhang")
    await chair.presses("开一个账户", message=await chair.sees("这里还没有账户", fresh=True))
    await chair.presses("物业费、卫生费预交", message=await chair.sees("几种钱分开记", fresh=True))
    for question, answer in (("账户叫什么", "卫生费"), ("账户在谁名下", "自管会"), ("最后四位", "0123")):
        await chair.sees(question, fresh=True)
        await chair.says(answer)
    await chair.sees("现在账上有多少钱", fresh=True)
    await chair.says("0")
    await chair.presses("开这个账户", message=await chair.sees("这样开账户可以吗", fresh=True))
    await chair.sees("期初余额也要另一个人复核", fresh=True)
    await signs(town, grid)


async def signs(town: Town, second: Person) -> None:
    """A second person stands for the line of the account that waits."""
    await town.settle()
    await second.presses("去看看", message=await second.sees("有一笔账等您复核", fresh=True))
    await second.presses("账对，复核", message=await second.sees("待复核", fresh=True))
    await second.presses("账对，复核", message=await second.sees("签了就算进余额", fresh=True))
    await second.sees("两个人都签了", fresh=True)


async def begins(town: Town, chair: Person, grid: Person, name: str) -> None:
    """赵主任 asks, 孙网格 looks; only then the groups hear of it."""
    await chair.says("/yujiao")
    await chair.presses("预交", message=await chair.sees("大家交的钱用在哪", fresh=True))
    await chair.presses("开一期预交", message=await chair.sees("每栋楼的钱自己用", fresh=True))
    await chair.sees("这一期叫什么", fresh=True)
    await chair.says(name)
    await chair.presses("按每户收", message=await chair.sees("按什么收", fresh=True))
    await chair.sees("每月收多少钱", fresh=True)
    await chair.says("20元")
    await chair.sees("预交几个月", fresh=True)
    await chair.says("12")
    await chair.presses("对，请人核对", message=await chair.sees("每户每月 20.00 元，共 12 个月", fresh=True))
    await chair.sees("等另一位委员核对", fresh=True)
    await town.settle()
    await grid.presses("去看看", message=await grid.sees("有一期预交等您核对", fresh=True))
    await grid.presses("对，开始", message=await grid.sees("还没有开始", fresh=True))
    await grid.sees("交齐 0/12 户", fresh=True)
    await town.settle()


async def takes(leader: Person, door: str) -> None:
    """At the door: what this home is asked, and a receipt. There is no list of who has not paid."""
    await to_the_building(leader, "2027年卫生费")
    await leader.presses("收一户", message=await leader.sees("余 ", fresh=True))
    await leader.sees("收哪一家的", fresh=True)
    await leader.says(door)
    await leader.presses("收 240.00 元", message=await leader.sees("应交 240.00 元，已交 0.00 元", fresh=True))
    await leader.sees("这家交齐了", fresh=True)


async def to_the_building(person: Person, name: str) -> None:
    """By way of the doors."""
    await person.says("/yujiao")
    await person.presses("预交", message=await person.sees("大家交的钱用在哪", fresh=True))
    await person.presses(name, message=await person.sees("每栋楼的钱自己用", fresh=True))
    await person.presses("3号楼", message=await person.sees("每户每月 20.00 元", fresh=True))


async def hands_in(town: Town, leader: Person, chair: Person) -> None:
    """All of it at once; it counts when somebody else has counted it."""
    await to_the_building(leader, "2027年卫生费")
    await leader.presses("交账", message=await leader.sees("您手里还有 2 户、480.00 元没有交账", fresh=True))
    await leader.presses("交账", message=await leader.sees("2 户，共 480.00 元", fresh=True))
    await leader.sees("等另一位委员点清", fresh=True)
    await signs(town, chair)


async def pays(town: Town, chair: Person, grid: Person) -> None:
    """The building pays of its own, with a voucher, by two."""
    await to_the_building(chair, "2027年卫生费")
    await chair.presses("花一笔", message=await chair.sees("收 480.00", fresh=True))
    await chair.sees("花了多少钱", fresh=True)
    await chair.says("260元")
    await chair.sees("花在什么上", fresh=True)
    await chair.says("11月保洁")
    await chair.sees("拍一张凭证", fresh=True)
    await chair.sends_photo(picture(90, 90, 20))
    await chair.presses("对，请人核对", message=await chair.sees("付出 260.00 元", fresh=True))
    await chair.sees("等另一位委员复核", fresh=True)
    await signs(town, grid)


async def reads(wang: Person) -> None:
    """王阿姨 reads counts and sums; who has not paid stands nowhere."""
    await to_the_building(wang, "2027年卫生费")
    shown = await wang.sees("交齐 2/12 户（16.66%）", fresh=True)
    assert "101" not in shown.text and shown.button("收一户") is None, shown
    await wang.sees("收 480.00，转 0.00，花 260.00，退 0.00，余 220.00 元")


async def settles(town: Town, chair: Person, grid: Person) -> None:
    """What is left goes to the next round, by what each home paid; the building's group reads the sums."""
    await to_the_building(chair, "2027年卫生费")
    await chair.presses("结算", message=await chair.sees("余 220.00 元", fresh=True))
    await chair.presses("结算", message=await chair.sees("转到「2028年卫生费」", fresh=True))
    await chair.sees("等另一位委员核对结算", fresh=True)
    await town.settle()
    await grid.presses("去看看", message=await grid.sees("3号楼的结算等您核对", fresh=True))
    await grid.presses("3号楼", message=await grid.sees("2027年卫生费", fresh=True))
    await grid.presses("对，结算", message=await grid.sees("要结算，余 220.00 元", fresh=True))
    await grid.sees("已结算，220.00 元", fresh=True)
    await town.settle()


async def reads_what_is_left(wang: Person) -> None:
    """The next round begins with what was left."""
    await to_the_building(wang, "2028年卫生费")
    await wang.sees("收 0.00，转 220.00，花 0.00，退 0.00，余 220.00 元", fresh=True)
