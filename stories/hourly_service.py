"""The story of a service by the hour (计时服务): listed by two, signed in with photos, accepted by two homes."""

from __future__ import annotations

from sandbox.client import Person, Town
from stories.moves import invite, picture


async def play(town: Town, code: str) -> None:
    """计时服务：楼道保洁每月两次，孙网格签到拍照，少做一次就扣钱；两户邻居验收；收费 0.30 改 0.50 要业主来定"""
    operator, chair, grid, wang, liu, leader = [
        await town.known(name) for name in ("周工", "赵主任", "孙网格", "王阿姨", "刘大爷", "李楼长")
    ]
    await invite(operator, leader, "请委员会成员", "自管会成员")
    await lists(town, chair, leader)
    await town.forward(days=8)
    await signs_in(grid)
    await town.forward(days=31)
    await own_work(grid)
    await doubts(town, wang, chair)
    await accepts(wang, "1/2 户说做得好", "前一个月")
    await town.forward(days=7)
    await chair.sees("1/2 户说做得好，0 人说有没做好的", fresh=True)
    await accepts(liu, "验收过了")
    await town.settle()
    await another_fee(chair)


async def lists(town: Town, chair: Person, second: Person) -> None:
    """赵主任 writes what is to be done; a second member looks; the groups hear of it."""
    await to_the_services(chair)
    await chair.presses("列一项", message=await chair.sees("这里还没有计时服务", fresh=True))
    answers = (
        *(("请人做什么", "楼道保洁"), ("每次做多久", "2小时"), ("每个月做几次", "2")),
        *(("做到什么样算好", "楼道无垃圾，扶手无灰"), ("每小时多少钱", "30元")),
    )
    for question, answer in answers:
        await chair.sees(question, fresh=True)
        await chair.says(answer)
    await chair.presses("对，请人核对", message=await chair.sees("每次 2 小时，每月 2 次，每小时 30.00 元", fresh=True))
    await chair.sees("等另一位委员核对", fresh=True)
    await town.settle()
    await second.presses("去看看", message=await second.sees("有一项计时服务等您核对", fresh=True))
    await second.presses("对，列上", message=await second.sees("还没有列上", fresh=True))
    await second.sees("楼道保洁：每次 2 小时", fresh=True)
    await town.settle()


async def to_the_services(person: Person) -> None:
    """By way of the doors."""
    await person.says("/yujiao")
    await person.presses("计时服务", message=await person.sees("大家交的钱用在哪", fresh=True))


async def to_the_month(person: Person, key: str = "验收2026年12月") -> None:
    """The month that is over; whoever may accept it reads so on the key."""
    await to_the_services(person)
    await person.presses("楼道保洁", message=await person.sees("按时间付钱", fresh=True))
    await person.presses(key, message=await person.sees("2027年1月", fresh=True))


async def signs_in(grid: Person) -> None:
    """孙网格 does it once, and sends a photo; without one it does not count."""
    await to_the_services(grid)
    await grid.presses("楼道保洁", message=await grid.sees("按时间付钱", fresh=True))
    await grid.presses("签到", message=await grid.sees("2026年12月：做了 0 分钟，约定 4 小时", fresh=True))
    await grid.sees("拍一张做完的样子", fresh=True)
    await grid.says("做完了")
    await grid.sees("签到要有一张照片", fresh=True)
    await grid.sends_photo(picture(20, 90, 20))
    await grid.presses("没做满", message=await grid.sees("都做完了吗", fresh=True))
    await grid.sees("做了多久", fresh=True)
    await grid.says("1小时30分")
    await grid.presses("做了 1 小时 30 分钟", message=await grid.sees("今天做了 1 小时 30 分钟，对吗", fresh=True))
    await grid.sees("这个月第 1 次，约定 2 次", fresh=True)


async def own_work(grid: Person) -> None:
    """Who did it has nothing to accept."""
    await to_the_month(grid, "前一个月")
    shown = await grid.sees("扣减：少做 2 小时 30 分钟，扣 75.00 元", fresh=True)
    assert shown.button("做得好") is None, shown


async def doubts(town: Town, wang: Person, chair: Person) -> None:
    """王阿姨 says first what was not right; the committee reads it without her name."""
    await to_the_month(wang)
    await wang.presses("有没做好的", message=await wang.sees("应付 45.00 元", fresh=True))
    await wang.sees("哪里没做好", fresh=True)
    await wang.says("二楼扶手还有灰")
    await wang.presses("告诉委员会", message=await wang.sees("看不到您是谁", fresh=True))
    await wang.sees("告诉委员会了", fresh=True)
    await town.settle()
    told = await chair.sees("有没做好的", fresh=True)
    assert "王阿姨" not in told.text and "扶手还有灰" in told.text, told


async def accepts(person: Person, then: str, key: str = "验收2026年12月") -> None:
    """Two homes say it was done, and it is paid without what was missed."""
    await to_the_month(person, key)
    await person.presses("做得好", message=await person.sees("应付 45.00 元", fresh=True))
    await person.presses("做得好", message=await person.sees("够两户就按下面付钱", fresh=True))
    await person.sees(then, fresh=True)


async def another_fee(chair: Person) -> None:
    """0.30 to 0.50 yuan: 24 to 40 yuan a month for a home of 80 ㎡. Nothing changes by this; it is to be discussed."""
    await to_the_services(chair)
    await chair.presses("改收费标准", message=await chair.sees("楼道保洁", fresh=True))
    await chair.sees("现在每平方米每月多少钱", fresh=True)
    await chair.says("0.30元")
    await chair.sees("想改成", fresh=True)
    await chair.says("0.50元")
    shown = await chair.sees("80.00㎡ 的一家：每月 24.00 → 40.00 元", fresh=True)
    assert "＋66.7%" in shown.text, shown
    await chair.presses("拿去商量", message=shown)
    matter = await chair.sees("每平方米每月 0.30 元改为 0.50 元", fresh=True)
    assert "还要全体业主表决" in matter.text and "过半数同意" in matter.text, matter
