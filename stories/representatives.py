"""The story of a representatives' meeting (居民代表会议): too few have come, then enough; by button and by hands."""

from __future__ import annotations

from collections.abc import Sequence

from sandbox.client import Message, Person, Town
from stories.moves import days_go_by, invite, the_group

NAMES = ("王代表", "李代表", "孙代表", "周代表", "吴代表")
UNREACHED = ("郑大爷", "冯奶奶")
TITLE = "居民公约：楼道不停电动车"


async def play(town: Town, code: str) -> None:
    """居民代表会议：先通知，再签到，人不够不能表决；人到齐了，有的按一下，有的举手；两个人核对，再公示"""
    chair, operator = await town.known("赵主任"), await town.known("周工")
    scrutineer = await town.person("钱老师", note="监票人")
    representatives = [await town.person(name, note="居民代表") for name in NAMES]
    group = await the_group(town)
    await invite(operator, scrutineer, "请监票人")
    for one in representatives:
        await invite(chair, one, "请居民代表", "本小区")
    await notice(town, chair)
    notice_seen = await chair.sees(f"表决公示 第1号：{TITLE}", chat=group)
    assert "会议成员：7 人" in notice_seen.text and "可以签到" in notice_seen.text, notice_seen.text
    for one in representatives:
        assert "提前1小时起可以签到" in (await one.sees("请您参加 第1号", fresh=True)).text

    card = await days_go_by(town, chair, "居民代表会议 第1号", group)
    assert "到会 0/7 人" in card.text and "还差 5 人到会" in card.text, card.text
    await town.forward(hours=1, minutes=30)
    await gather(town, chair, representatives)
    await decide(town, chair, scrutineer, representatives)
    await publish(town, chair, scrutineer, group)


async def notice(town: Town, chair: Person) -> None:
    """The motion, the day, and who has no phone."""
    await town.settle()
    await chair.says("/yishi")
    await chair.presses("发起正式表决", message=await chair.sees("现在没有表决", fresh=True))
    await chair.presses("居民代表会议", message=await chair.sees("由谁表决", fresh=True))
    await chair.says(TITLE)
    await chair.says("电动车停到车棚去充电，楼道里一辆也不停。")
    await chair.sees("哪天几点开会")
    await chair.says("明天19:30")
    await chair.sees("开会要提前10天通知")
    await chair.says("15天后19:30")
    await chair.sees("还有不用手机的居民代表吗")
    await chair.says("\n".join(UNREACHED))
    seen = await chair.sees(f"请看一遍：{TITLE}")
    assert "居委会组织法第29条" in seen.text and "到会三分之二才能表决" in seen.text, seen.text
    await chair.presses("公示出去")
    await chair.sees("第1号表决已公示")
    await town.settle()


async def gather(town: Town, chair: Person, representatives: Sequence[Person]) -> None:
    """Three come, and it cannot be voted; then two more."""
    for one in representatives[:3]:
        await signs_in(town, one)
    refused = await chair.presses("开始表决", message=await page(town, chair))
    assert "到会 3/7 人，还差 2 人" in refused.text, refused.text
    await signs_in(town, representatives[3])
    await chair.presses("替没带手机的签到", message=await page(town, chair))
    pressed = await chair.presses("郑大爷", message=await chair.sees("替这位签到", fresh=True))
    assert pressed.text == "郑大爷签到了", pressed.text
    early = await page(town, representatives[0])
    assert not early.button("同意"), early.text
    pressed = await chair.presses("开始表决", message=await page(town, chair))
    assert pressed.text == "可以投了", pressed.text


async def decide(town: Town, chair: Person, scrutineer: Person, representatives: Sequence[Person]) -> None:
    """Four by button, one by hand; who did not come cannot."""
    for one, choice in zip(representatives[:4], ("同意", "同意", "同意", "反对"), strict=True):
        await one.presses(choice, message=await page(town, one))
        sure = await one.sees(f"您选的是{choice}", fresh=True)
        assert "这是记名表决" in sure.text and "主持人结束表决以前可以改" in sure.text, sure.text
        await one.presses("投出去", message=sure)
        await one.sees(f"投好了：{choice}", fresh=True)
    absent = representatives[4]
    unsigned = await page(town, absent)
    assert unsigned.button("我到了，签到") and not unsigned.button("同意"), unsigned.buttons
    await chair.presses("记举手", message=await page(town, chair))
    await chair.presses("郑大爷：没记", message=await chair.sees("还没投的 1 人", fresh=True))
    await chair.presses("请另一位核对", message=await chair.sees("记了 1 人", fresh=True))
    await chair.sees("已请另一位核对", fresh=True)
    await chair.presses("结束表决", message=await page(town, chair))
    refused = await chair.presses("结束表决", message=await chair.sees("没表态", fresh=True))
    assert "还有举手没核对" in refused.text, refused.text
    await town.settle()
    await scrutineer.presses("核对举手", message=await scrutineer.sees("请核对举手"))
    await scrutineer.presses("一样，计入", message=await scrutineer.sees("郑大爷：同意", fresh=True))
    await scrutineer.sees("举手已计入", fresh=True)
    await chair.presses("结束表决", message=await page(town, chair))
    pressed = await chair.presses("结束表决", message=await chair.sees("没表态", fresh=True))
    assert "票数点好了" in pressed.text, pressed.text


async def publish(town: Town, chair: Person, scrutineer: Person, group: int) -> None:
    """A second person confirms; everybody reads the result, and who voted how."""
    asked = await days_go_by(town, scrutineer, "请核对结果 第1号")
    await scrutineer.presses("去核对", message=asked)
    await scrutineer.presses("核对结果", message=await scrutineer.sees("参加：", fresh=True))
    await scrutineer.presses("核对无误，公布", message=await scrutineer.sees("公布以后不能收回", fresh=True))
    result = await days_go_by(town, chair, "表决结果 第1号", group)
    for words in (
        "结果：通过（居委会组织法第29条）",
        "参加：人数 5/7 人，达到三分之二",
        "同意：人数 4/5 人，超过一半",
        "到会没表态 0 人，没到会 2 人",
    ):
        assert words in result.text, result.text
    wang = await town.known("王阿姨")
    await wang.presses("谁投了什么", message=await page(town, wang))
    names = await wang.sees("周代表：反对", fresh=True)
    for words in ("郑大爷：同意", "冯奶奶：没到会"):
        assert words in names.text, names.text


async def signs_in(town: Town, one: Person) -> None:
    pressed = await one.presses("我到了，签到", message=await page(town, one))
    assert pressed.text == f"{one.name}签到了", pressed.text


async def page(town: Town, person: Person) -> Message:
    """The vote as this person sees it now."""
    await person.starts("vote_1")
    await town.settle()
    return (await person.messages())[-1]
