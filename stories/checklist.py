"""The story of a list (问题清单): one item, done by the property company, struck off by a neighbour, wrong again."""

from __future__ import annotations

from sandbox.client import Message, Person, Town
from stories.moves import picture


async def play(town: Town, code: str) -> None:
    """清单：车库缺灭火器，物业补上；记的人自己销不了号，王阿姨看过照片才销；一个月后回头看，又空了，重新办"""
    wang, chair = [await town.known(name) for name in ("王阿姨", "赵主任")]
    await makes_a_list(chair)
    await adds(chair)
    await finishes(town, chair)
    await own_work(chair)
    await wang.says("/qingdan")
    await strikes_off(town, wang)
    await looks_back(town, wang, chair)


async def makes_a_list(chair: Person) -> None:
    """赵主任 makes the list."""
    await chair.says("/qingdan")
    await chair.presses("列一张清单", message=await chair.sees("这里还没有清单", fresh=True))
    await chair.sees("清单叫什么", fresh=True)
    await chair.says("消防安全清单")
    await chair.presses("添一项", message=await chair.sees("清单列好了", fresh=True))


async def adds(chair: Person) -> None:
    """One item, with a photo of before."""
    await chair.sees("在哪里", fresh=True)
    await chair.says("地下车库入口")
    await chair.sees("什么问题", fresh=True)
    await chair.sends_photo(picture(90, 20, 20), caption="两个灭火器箱是空的")
    await chair.presses("别的单位", message=await chair.sees("谁来办", fresh=True))
    await chair.sees("哪个单位", fresh=True)
    await chair.says("物业")
    await chair.presses("15 天", message=await chair.sees("多少天办好", fresh=True))
    await chair.presses("看这一项", message=await chair.sees("添上了", fresh=True))


async def finishes(town: Town, chair: Person) -> None:
    """The property company has filled the boxes; 赵主任 writes it down."""
    await chair.presses("办完了，传照片", message=await chair.sees("谁来办：物业", fresh=True))
    await chair.sees("拍张整改后的照片", fresh=True)
    await chair.says("补了四个")
    await chair.sees("缺整改后的照片", fresh=True)
    await chair.sends_photo(picture(20, 90, 20))
    await chair.presses("看这一项", message=await chair.sees("等别的邻居看过销号", fresh=True))
    await town.settle()


async def own_work(chair: Person) -> None:
    """Who wrote it down cannot strike it off."""
    refused = await chair.presses("验收，销号", message=await chair.sees("办了，请住在这里", fresh=True))
    assert "自己不能销号" in refused.text, refused


async def strikes_off(town: Town, wang: Person) -> None:
    """王阿姨 looks at both photos, then strikes it off."""
    await wang.presses("消防安全清单", message=await wang.sees("已销号 0/1 项", fresh=True))
    await wang.presses("第1项", message=await wang.sees("等验收", fresh=True))
    item = await wang.sees("补了四个", fresh=True)
    await wang.presses("看照片", message=item)
    await wang.sees("整改后", fresh=True)
    await wang.presses("验收，销号", message=item)
    await wang.presses("看过了，销号", message=await wang.sees("整改后的照片您看过了吗", fresh=True))
    await wang.sees("已销号", fresh=True)
    await town.settle()


async def looks_back(town: Town, wang: Person, chair: Person) -> None:
    """A month later it is empty again."""
    await town.forward(days=31)
    told: Message = await wang.sees("销号有 30 天了", fresh=True)
    await wang.presses("看这一项", message=told)
    await wang.presses("又不行了", message=await wang.sees("已销号", fresh=True))
    await wang.sees("哪里不行", fresh=True)
    await wang.says("又少了一个")
    await wang.sees("这一项重新办", fresh=True)
    await town.settle()
    await chair.sees("邻居说没弄好", fresh=True)
