"""The story of a small wish (微心愿): made without a name, claimed by a neighbour, somebody between, thanked for."""

from __future__ import annotations

from sandbox.client import Person, Town


async def play(town: Town, code: str) -> None:
    """微心愿：王阿姨想要人陪着配老花镜，陈租客认领，赵主任居中；忘了一周提醒一次，办到了，道声谢；另一个没办，自己回到板上"""
    wang, tenant, chair = [await town.known(name) for name in ("王阿姨", "陈租客", "赵主任")]
    await makes_one(wang)
    await claims(tenant)
    await town.settle()
    await stands_between(chair)
    await town.settle()
    await arrange(town, tenant, chair)
    await reminded(town, tenant)
    await thanks(town, wang, tenant)
    await takes_down(chair)
    await comes_back(town, tenant, chair)


async def makes_one(wang: Person) -> None:
    """王阿姨 writes more than she needs to; what others read says less."""
    await wang.says("/xinyuan")
    await wang.presses("许个愿", message=await wang.sees("共 0 个", fresh=True))
    await wang.sees("您想要什么", fresh=True)
    await wang.says("我是王阿姨，今年72岁，想有人陪我去配老花镜")
    asked = await wang.sees("怎么找您", fresh=True)
    assert "王阿姨" not in asked.text and "72" not in asked.text, asked
    await wang.presses("请委员会的人居中", message=asked)
    await wang.presses("挂上去", message=await wang.sees("只有这一位知道是您", fresh=True))
    await wang.sees("挂上去了，微心愿 1号", fresh=True)


async def claims(tenant: Person) -> None:
    """陈租客 claims it, and reads first who will learn what."""
    await tenant.says("/xinyuan")
    await tenant.presses("1号", message=await tenant.sees("配老花镜", fresh=True))
    await tenant.presses("我来认领", message=await tenant.sees("等人认领", fresh=True))
    await tenant.presses("我来认领", message=await tenant.sees("许愿的人和别人都不知道您是谁", fresh=True))
    await tenant.sees("委员会还没有人居中", fresh=True)


async def stands_between(chair: Person) -> None:
    """赵主任 is asked, and alone learns who the two are."""
    told = await chair.sees("请一位点开", fresh=True)
    assert "王阿姨" not in told.text and "陈租客" not in told.text, told
    await chair.presses("看这个心愿", message=told)
    await chair.presses("我来居中", message=await chair.sees("有人认领了，正在办", fresh=True))
    await chair.presses("两头是谁", message=await chair.sees("捎句话", fresh=True))
    await chair.sees("许愿的：王阿姨", fresh=True)


async def arrange(town: Town, tenant: Person, chair: Person) -> None:
    """A word goes over, and nobody needs a telephone."""
    await tenant.presses("看这个心愿", message=await tenant.sees("成员居中了", fresh=True))
    await tenant.presses("捎句话", message=await tenant.sees("要说什么", fresh=True))
    await tenant.sees("我捎给对方", fresh=True)
    await tenant.says("周六上午九点，大门口等")
    await tenant.sees("捎过去了", fresh=True)
    await town.settle()
    await chair.sees("对方捎话：周六上午九点", fresh=True)


async def reminded(town: Town, tenant: Person) -> None:
    """A week later: one reminder."""
    await town.forward(days=7)
    await tenant.presses("看这个心愿", message=await tenant.sees("这个心愿还在您手里", fresh=True))
    await tenant.presses("办到了", message=await tenant.sees("自己回到心愿板上", fresh=True))
    await town.settle()


async def thanks(town: Town, wang: Person, tenant: Person) -> None:
    """王阿姨 says it is so, and thanks."""
    await wang.presses("看这个心愿", message=await wang.sees("您收到了吗", fresh=True))
    await wang.presses("收到了", message=await wang.sees("等许愿的人说收到", fresh=True))
    await wang.presses("说声谢谢", message=await wang.sees("办到了", fresh=True))
    await wang.sees("谢谢的话", fresh=True)
    await wang.says("看得清报纸了，谢谢")
    await wang.sees("带到了", fresh=True)
    await town.settle()
    await tenant.sees("对方说：看得清报纸了", fresh=True)


async def takes_down(chair: Person) -> None:
    """What somebody wished at the door, with their yes."""
    await chair.says("/xinyuan")
    await chair.presses("代别人登记", message=await chair.sees("办到了 1/1", fresh=True))
    await chair.presses("入户", message=await chair.sees("在哪里听到的", fresh=True))
    await chair.sees("不要写是谁", fresh=True)
    await chair.says("8岁的孩子想要一个书包")
    await chair.presses("同意了，挂上去", message=await chair.sees("要监护人同意", fresh=True))
    await chair.sees("微心愿 2号", fresh=True)


async def comes_back(town: Town, tenant: Person, chair: Person) -> None:
    """Two weeks without the bag, and it waits for another, kindly."""
    await tenant.says("/xinyuan")
    await tenant.presses("2号", message=await tenant.sees("书包", fresh=True))
    await tenant.presses("我来认领", message=await tenant.sees("孩子想要一个书包", fresh=True))
    await tenant.presses("我来认领", message=await tenant.sees("14 天里办", fresh=True))
    await town.settle()
    await chair.sees("有人认领了", fresh=True)
    await town.forward(days=15)
    await tenant.sees("先回到板上", fresh=True)
    await chair.sees("等下一位", fresh=True)
