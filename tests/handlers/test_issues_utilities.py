"""水电气 at the door: a neighbour reads how it stands, a stranger what to do first; in both languages."""

from __future__ import annotations

from tests.handlers.test_issues import reported
from tests.stage import Compound, Stage


async def test_a_neighbour_reads_how_water_power_and_gas_stand(stage: Stage, compound: Compound) -> None:
    number = await reported(compound.wang, "3号楼停水了")
    await compound.wang.says(number)
    await compound.wang.presses("水电气", message=await compound.wang.sees("报事 0001：", fresh=True))
    page = await compound.wang.sees("的水、电、气", fresh=True)
    assert "报着 1 件" in page.text and "30天内没有人报过" in page.text and "还没写" in page.text
    await compound.wang.presses(f"水 {number}", message=page)
    await compound.wang.sees(number, fresh=True)
    await compound.wang.says("/wode")
    await compound.wang.presses("English")
    await compound.wang.says("/utilities")
    page = await compound.wang.sees("Water, power and gas in", fresh=True)
    assert "Open reports: 1" in page.text
    await compound.wang.says("/shuidianqi", chat=compound.group.id)


async def test_a_forged_one_is_answered(stage: Stage, compound: Compound) -> None:
    answer = await compound.wang.forges("1iut:99")
    assert "没有找到您住的或者管的小区" in str(answer.text)
