"""A late report through the real bot: who reads what, who holds it, what is said to 12345; in both languages."""

from __future__ import annotations

import pytest

from tests import sheets
from tests.handlers.test_issues import data_of, reported
from tests.pressing import in_english
from tests.stage import Compound, Stage


async def test_a_late_report_goes_up_and_is_held(stage: Stage, compound: Compound) -> None:
    people = compound
    number = await reported(people.wang, "3号楼2单元301门口路灯坏了")
    await people.tenant.says(number)
    await people.tenant.sees("前答复，最迟", fresh=True)
    await stage.town.forward(hours=25)
    told = await people.grid.sees("请去看一眼，催一下")
    assert "答复已过时限，原定11月25日（周三）10:00" in told.text
    hold = data_of(told, "我来盯")
    await people.grid.presses("我来盯", message=told)
    await people.grid.sees("您来盯。到")
    again = await people.grid.forges(hold)
    assert "已经有人在盯了" in str(again.text)
    refused = await people.wang.forges(hold)
    assert "网格员" in str(refused.text)
    await people.chair.says(number)
    await people.chair.sees("在盯的：", fresh=True)
    await stage.town.forward(days=9)
    await people.chair.sees("请委员会过问")


async def test_at_the_end_the_words_for_12345_are_ready(stage: Stage, compound: Compound) -> None:
    people = compound
    await reported(people.wang, "3号楼2单元301门口路灯坏了")
    await stage.town.forward(days=50)
    last = await people.chair.sees("给12345的话已经写好")
    await people.chair.presses("打12345怎么说", message=last)
    letter = await people.chair.sees("照这个说", fresh=True)
    assert "301" not in letter.text and "王阿姨" not in letter.text
    await people.chair.presses("打印成一页", message=letter)
    seen = await people.chair.sees("给12345的信，印出来是这样：共 1 页", fresh=True)
    assert (await people.chair.file(seen)).startswith(b"\x89PNG"), "looked at before there is a file"
    await people.chair.presses("打印", message=seen)
    paper = await people.chair.sees("给12345的信，一页纸", fresh=True)
    content = await people.chair.file(paper)
    assert (
        sheets.page_count(content) == 1 and "路灯坏了" in sheets.words(content) and "301" not in sheets.words(content)
    )
    mine = await people.wang.sees("您可以打12345")
    await people.wang.presses("打12345怎么说", message=mine)
    await people.wang.presses("打印成一页", message=await people.wang.sees("照这个说", fresh=True))
    await people.wang.sees("印出来是这样", fresh=True)
    for forged in (data_of(last, "打12345怎么说"), data_of(last, "打印成一页"), data_of(seen, "打印")):
        refused = await people.tenant.forges(forged)
        assert "没有" in str(refused.text)


async def test_there_is_no_letter_while_it_is_not_late(stage: Stage, compound: Compound) -> None:
    await reported(compound.wang, "路灯坏了")
    answer = await compound.wang.forges("1idb:1")
    assert "还没有晚" in str(answer.text)
    answer = await compound.grid.forges("1ida:1")
    assert "现在没有晚" in str(answer.text)


async def test_the_committee_writes_down_whom_to_call(stage: Stage, compound: Compound) -> None:
    chair = compound.chair
    await reported(compound.wang, "楼上漏水")
    await chair.says("报事待办")
    await chair.presses("水电气找谁", message=await chair.sees("待办报事：1件", fresh=True))
    shown = await chair.sees("水：还没写", fresh=True)
    await chair.presses("水", message=shown)
    await chair.sees("请写单位和电话", fresh=True)
    await chair.says("…")
    await chair.sees("没有看到单位和电话", fresh=True)
    await chair.says("自来水公司 96510")
    await chair.sees("水：自来水公司 96510", fresh=True)
    await chair.says("0001")
    await chair.sees("先找：自来水公司 96510", fresh=True)
    for data, words in (
        ("1ide:1:lift", "按钮"),
        ("1ide:1:water", "委员会"),
        ("1idd:1", "委员会"),
        ("1idd:0", "委员会"),
    ):
        answer = await compound.wang.forges(data)
        assert words in str(answer.text), data


@pytest.mark.parametrize("days", [2, 50])
async def test_all_of_it_in_english(stage: Stage, compound: Compound, days: int) -> None:
    people = compound
    await reported(people.wang, "路灯坏了")
    await in_english(people.grid, people.chair, people.wang)
    await stage.town.forward(days=days)
    await people.grid.sees("Please look and press for it")
    await people.wang.says("0001")
    page = await people.wang.sees("it was", fresh=True)
    await people.wang.presses("What to tell 12345", message=page)
    await people.wang.sees("You can call 12345 and say this", fresh=True)
