"""What comes without words, and what is dangerous, through the real bot."""

from __future__ import annotations

from tests.stage import Compound, Stage


async def test_a_voice_alone_asks_for_a_line_and_gets_it(stage: Stage, compound: Compound) -> None:
    wang = compound.wang
    await wang.sends_voice()
    await wang.sees("再写一句话发给我更清楚", fresh=True)
    await wang.says("谢谢")
    await wang.sees("一段语音", fresh=True)
    await wang.says("0099")
    await wang.sees("没有找到这件报事", fresh=True)
    await wang.says("电梯里的灯不亮")
    offer = await wang.sees("语音：1段", fresh=True)
    assert "电梯里的灯不亮" in offer.text
    assert "再写一句话" not in offer.text
    await wang.presses("报上去", message=offer)
    await wang.sees("共 1 件")


async def test_a_round_video_and_a_photo_after_it_are_one_report(stage: Stage, compound: Compound) -> None:
    wang = compound.wang
    await wang.sends_video_note()
    await wang.sees("一段视频", fresh=True)
    await wang.sends_voice()
    offer = await wang.sees("一段视频、一段语音", fresh=True)
    await wang.presses("报上去", message=offer)
    await wang.sees("共 2 件")


async def test_a_voice_alone_is_never_lost(stage: Stage, compound: Compound) -> None:
    wang = compound.wang
    await wang.sends_voice()
    await wang.presses("报上去", message=await wang.sees("一段语音", fresh=True))
    await wang.sees("已登记，编号 0001")


async def test_what_is_said_hours_later_is_another_report(stage: Stage, compound: Compound) -> None:
    wang = compound.wang
    await wang.sends_voice()
    await wang.sees("一段语音", fresh=True)
    await stage.town.forward(hours=2)
    await wang.says("电梯坏了")
    assert "语音" not in (await wang.sees("电梯坏了", fresh=True)).text


async def test_gas_says_what_not_to_touch_before_anything_else(stage: Stage, compound: Compound) -> None:
    wang = compound.wang
    await wang.says("楼道里有股煤气味")
    offer = await wang.sees("别碰开关", fresh=True)
    assert offer.text.startswith("有危险请先打电话")
    await wang.presses("报上去", message=offer)
    receipt = await wang.sees("燃气公司的抢修电话", fresh=True)
    assert "已登记，编号 0001" in receipt.text
