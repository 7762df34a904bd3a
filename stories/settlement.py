"""The story of a year in one sheet (结算单): it must say what the account says, and a second person publishes it."""

from __future__ import annotations

from sandbox.client import Person, Town
from stories.moves import invite, picture
from stories.prepay import opens_an_account, signs


async def play(town: Town, code: str) -> None:
    """结算单：社区领办物业，一年一结：收入、工资、120户每户100元财产保险；有没有利益关系写明白；对不上账户就不让公布；另一位委员看过才公布"""
    operator, chair, grid, wang = [await town.known(name) for name in ("周工", "赵主任", "孙网格", "王阿姨")]
    await invite(operator, grid, "请委员会成员", "自管会成员")
    await opens_an_account(town, chair, grid)
    await posts(town, chair, grid, "收入", "60000元", "物业费")
    await posts(town, chair, grid, "支出", "42000元", "门卫工资和财产保险")
    await town.forward(days=40)
    await begins(chair)
    await adds(chair, "收入", "物业费", "60000元")
    await adds(chair, "工资", "门卫", "30000元")
    await does_not_agree(chair)
    await insures(chair)
    await declares(chair, "院委会成员任公司法人，定价时回避")
    await publishes(town, chair, grid)
    await reads(wang)


async def posts(town: Town, chair: Person, second: Person, way: str, amount: str, purpose: str) -> None:
    """A line of the account, by two."""
    await chair.says("/zhang")
    await chair.presses("卫生费", message=await chair.sees("每一笔都由两个人签", fresh=True))
    await chair.presses("记一笔", message=await chair.sees("尾号 0123", fresh=True))
    await chair.presses(way, message=await chair.sees("收进来的，还是付出去的", fresh=True))
    await chair.sees("多少钱", fresh=True)
    await chair.says(amount)
    await chair.sees("是什么钱", fresh=True)
    await chair.says(purpose)
    if way == "支出":
        await chair.presses("没有", message=await chair.sees("付给谁", fresh=True))
    await chair.presses("今天", message=await chair.sees("哪一天收付的", fresh=True))
    if way == "收入":
        await chair.presses("没有", message=await chair.sees("票据号是多少", fresh=True))
    await chair.sees("拍一张凭证", fresh=True)
    await chair.sends_photo(picture(90, 90, 20))
    await chair.presses("记下，请人复核", message=await chair.sees("凭证照片 1 张", fresh=True))
    await chair.sees("等另一个人复核", fresh=True)
    await signs(town, second)


async def begins(chair: Person) -> None:
    """The year is over; its sheet is begun."""
    await to_the_sheets(chair)
    await chair.presses("结一年", message=await chair.sees("这里还没有结算单", fresh=True))
    await chair.presses("卫生费", message=await chair.sees("结哪个账户的", fresh=True))
    await chair.sees("结哪一年", fresh=True)
    await chair.says("2026年")
    await chair.sees("还在写，别人看不到", fresh=True)


async def to_the_sheets(person: Person) -> None:
    """By way of the doors."""
    await person.says("/yujiao")
    await person.presses("结算单", message=await person.sees("大家交的钱用在哪", fresh=True))


async def adds(chair: Person, head: str, words: str, amount: str) -> None:
    """One line under its head."""
    await chair.presses("添一行", message=await chair.sees("2026年结算单"))
    await chair.presses(head, message=await chair.sees("这一行是哪一项", fresh=True))
    await chair.sees("是什么", fresh=True)
    await chair.says(words)
    await chair.sees("多少钱", fresh=True)
    await chair.says(amount)
    await chair.presses("对，添上", message=await chair.sees(f"{head}：{words}", fresh=True))
    await chair.sees(f"· {head}：", fresh=True)


async def does_not_agree(chair: Person) -> None:
    """12,000 yuan are missing: it is not published so."""
    refused = await chair.presses("请人核对", message=await chair.sees("本年结余 30,000.00 元"))
    assert "账户上这一年支出 42,000.00 元，对不上" in refused.text, refused


async def insures(chair: Person) -> None:
    """120 homes at 100 yuan are one line."""
    await chair.presses("添一行", message=await chair.sees("本年结余 30,000.00 元"))
    await chair.presses("财产保险", message=await chair.sees("这一行是哪一项", fresh=True))
    await chair.sees("给多少户买了", fresh=True)
    await chair.says("120户")
    await chair.sees("每户多少钱", fresh=True)
    await chair.says("100元")
    await chair.presses("对，添上", message=await chair.sees("120 户，每户 100.00 元，共 12,000.00 元", fresh=True))


async def declares(chair: Person, words: str) -> None:
    """Whose interests are in it is said before anybody is asked to look: of a post, not of a name."""
    await chair.presses("申报利益关系", message=await chair.sees("还在写，别人看不到"))
    await chair.sees("有没有人和这些钱有利益关系", fresh=True)
    await chair.says(words)
    await chair.presses("对，添上", message=await chair.sees(f"利益关系：{words}", fresh=True))
    await chair.sees("还在写，别人看不到。 利益关系：", fresh=True)


async def publishes(town: Town, chair: Person, grid: Person) -> None:
    """孙网格 looks, and the groups read it."""
    await chair.presses("请人核对", message=await chair.sees("本年结余 18,000.00 元"))
    await chair.sees("请了另一位委员核对", fresh=True)
    await town.settle()
    await grid.presses("去看看", message=await grid.sees("2026年结算单等您核对", fresh=True))
    await grid.presses("对，公布", message=await grid.sees("期末 18,000.00 元", fresh=True))
    await grid.presses("对，公布", message=await grid.sees("和账户对得上", fresh=True))
    await grid.sees("已公布", fresh=True)
    await town.settle()


async def reads(wang: Person) -> None:
    """王阿姨 reads it line by line, two taps away."""
    await to_the_sheets(wang)
    await wang.presses("卫生费 2026年", message=await wang.sees("2026年（已公布）", fresh=True))
    shown = await wang.sees("期初 0.00，本年结余 18,000.00", fresh=True)
    assert "利益关系：院委会成员任公司法人" in shown.text, shown
    await wang.presses("逐行看", message=shown)
    await wang.sees("财产保险：120 户", fresh=True)
