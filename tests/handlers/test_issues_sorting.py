"""What a report is about, through the real bot, in both languages."""

from __future__ import annotations

from tests.handlers.test_issues import data_of, reported
from tests.stage import Compound, Stage


async def test_the_guess_stands_on_the_offer_and_another_is_one_tap_away(stage: Stage, compound: Compound) -> None:
    wang = compound.wang
    await wang.says("电梯停电了")
    offer = await wang.sees("类别：停电", fresh=True)
    assert offer.buttons[:3] == ["✓ 停电", "电梯", "别的类"]
    await wang.presses("电梯", message=offer)
    chosen = await wang.sees("类别：电梯", fresh=True)
    await wang.presses("别的类", message=chosen)
    every = await wang.sees("是哪一类的事", fresh=True)
    assert len(every.buttons) == 16
    await wang.presses("公共照明", message=every)
    await wang.sees("类别：公共照明", fresh=True)
    await wang.presses("报上去")
    await stage.town.settle()
    assert "类别：公共照明，物业牵头" in (await compound.chair.sees("新报事 0001")).text


async def test_staff_correct_it_in_one_tap_and_residents_cannot(stage: Stage, compound: Compound) -> None:
    await reported(compound.wang, "换电柜插不进去")
    await stage.town.settle()
    await compound.chair.says("0001")
    await compound.chair.presses("其他办法", message=await compound.chair.sees("反映人：王阿姨", fresh=True))
    desk = await compound.chair.sees("报事 0001：", fresh=True, button="改类别")
    ask = data_of(desk, "改类别")
    await compound.chair.presses("改类别", message=desk)
    picker = await compound.chair.sees("0001 是哪一类的事", fresh=True)
    pick = data_of(picker, "停车")
    pressed = await compound.chair.presses("停车", message=picker)
    assert "0001 归到「停车」" in str(pressed.text)
    await compound.chair.sees("类别：停车，物业牵头", fresh=True)
    for forged in (ask, pick, pick.replace("parking", "nonsense"), ask.replace("1", "99", 1)):
        await compound.tenant.forges(forged)
    await compound.chair.says("0001")
    await compound.chair.sees("类别：停车", fresh=True)


async def test_in_english_all_of_it_is_english(stage: Stage, compound: Compound) -> None:
    wang = compound.wang
    await wang.says("/wode")
    await wang.presses("English", message=await wang.sees("语言可以在下面选", fresh=True))
    await wang.says("The lift in building 3 does not move")
    offer = await wang.sees("About: Lift", fresh=True)
    assert offer.buttons[:2] == ["✓ Lift", "Something else"]
    await wang.presses("Something else", message=offer)
    await wang.sees("What is it about? Tap one.", fresh=True)
