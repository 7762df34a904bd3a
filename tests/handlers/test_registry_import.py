"""The workbook over the wire: sent in private, compared, confirmed by a press; and handed out again."""

from __future__ import annotations

from typing import Any

from sandbox.client import Message, Person
from tests.stage import Compound, Stage
from tests.workbooks import HEADINGS, xlsx

ROWS = [
    HEADINGS,
    ["3号楼", "2单元", "301", 89.37, "登记", "王秀英", ""],
    ["3号楼", "2单元", "302", 62.5, "登记", "王秀英", ""],
    ["10号楼", "1单元", "101", "", "", "", ""],
]
FAULTY = [HEADINGS, *(["3号楼", "2单元", 300 + at, 0, "", "", ""] for at in range(1, 9))]


async def sent(person: Person, rows: list[Any], name: str = "名册.xlsx") -> None:
    await person.sends_document(xlsx(rows), name)


async def confirmed(person: Person, rows: list[Any]) -> Message:
    await sent(person, rows)
    await person.sees("对比好了", fresh=True)
    await person.presses("就这样导入")
    return await person.sees("导入好了")


async def test_a_workbook_is_compared_and_imported_by_a_press(compound: Compound) -> None:
    await sent(compound.chair, ROWS)
    shown = await compound.chair.sees("对比好了，还没有改动", fresh=True)
    assert "新的门牌 3 户，新的楼 1 栋" in shown.text and "同名的业主 1 组" in shown.text
    await compound.chair.sees("全部都在这份表里", fresh=True)
    await compound.chair.presses("就这样导入", message=shown)
    done = await compound.chair.sees("新的门牌 3 户，改动 0 户")
    assert done.buttons == ["名册"]
    await sent(compound.chair, ROWS)
    await compound.chair.sees("0 处变化", fresh=True)
    pressed = await compound.chair.forges("1wbb:1")
    assert "已经办完" in pressed.text


async def test_a_faulty_workbook_is_told_what_is_wrong(compound: Compound) -> None:
    await sent(compound.chair, FAULTY)
    shown = await compound.chair.sees("8 处要先改", fresh=True)
    assert "第2行「面积」（D列）：面积为0" in shown.text and "还有 3 处" in shown.text
    assert not shown.buttons
    await compound.chair.sees("全部都在这份表里", fresh=True)
    await compound.chair.sends_document(b"no workbook at all", "名册.xlsx")
    await compound.chair.sees("这不是 .xlsx 表格", fresh=True)
    await compound.chair.sends_document(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "名册.xls")
    await compound.chair.sees("旧版的 .xls", fresh=True)


async def test_whoever_may_not_import_gets_the_ordinary_answer(compound: Compound) -> None:
    for person in (compound.leader, compound.wang):
        await sent(person, ROWS)
        await person.sees("这样报上去可以吗", fresh=True)
    await compound.chair.sends_document(b"%PDF-1.7", "通知.pdf")
    await compound.chair.sees("这样报上去可以吗", fresh=True)


async def test_not_now_changes_nothing(compound: Compound) -> None:
    await sent(compound.chair, ROWS)
    shown = await compound.chair.sees("对比好了", fresh=True)
    await compound.chair.presses("先不导入", message=shown)
    await compound.chair.sees("没有导入，什么都没有动")
    late = await compound.chair.forges("1wbb:1")
    assert "已经办完" in late.text
    await sent(compound.chair, ROWS)
    assert "新的门牌 3 户" in (await compound.chair.sees("对比好了", fresh=True)).text


async def test_a_register_that_changed_meanwhile_is_compared_anew(compound: Compound) -> None:
    await sent(compound.chair, ROWS)
    shown = await compound.chair.sees("对比好了", fresh=True)
    await confirmed(compound.operator, [*ROWS[:2], ["9号楼", "", "101", "", "", "", ""]])
    pressed = await compound.chair.presses("就这样导入", message=shown)
    assert "刚才有人改过" in pressed.text
    again = await compound.chair.sees("这是新的对比")
    assert "新的门牌 2 户" in again.text and "1 栋楼：留着不动" in again.text
    await compound.chair.presses("就这样导入", message=again)
    await compound.chair.sees("新的门牌 2 户，改动 0 户")


async def test_of_several_compounds_one_is_chosen(compound: Compound) -> None:
    operator = compound.operator
    await operator.says("/mingce")
    await operator.presses("建一个小区")
    for answer in ("春晖街道", "府河社区", "府河苑", "2"):
        await operator.says(answer)
    await operator.presses("就这样建")
    await operator.sees("府河苑建好了")
    await sent(operator, ROWS)
    await operator.presses("府河苑", message=await operator.sees("这是哪个小区的名册", fresh=True))
    await operator.sees("府河苑的名册对比好了")
    await operator.presses("就这样导入")
    await operator.sees("府河苑的名册导入好了")
    forged = await operator.forges("1wba:999:1")
    assert "已经办完" in forged.text


async def test_a_file_that_cannot_be_fetched_is_asked_for_again(compound: Compound, stage: Stage) -> None:
    await stage.town.faults([{"method": "getFile", "kind": "403"}])
    await sent(compound.chair, ROWS)
    await compound.chair.sees("请再发一次", fresh=True)
    await sent(compound.chair, ROWS)
    shown = await compound.chair.sees("对比好了", fresh=True)
    await stage.town.faults([{"method": "getFile", "kind": "403"}])
    await compound.chair.presses("就这样导入", message=shown)
    await compound.chair.sees("请再发一次")


async def test_what_takes_long_says_so(compound: Compound, stage: Stage) -> None:
    await stage.town.faults([{"method": "getFile", "kind": "slow", "seconds": 1.5}])
    await sent(compound.chair, ROWS)
    await compound.chair.sees("正在看这份表格", fresh=True)
    await compound.chair.sees("对比好了")


async def test_too_large_a_file_is_not_even_fetched(compound: Compound, stage: Stage) -> None:
    before = len(await stage.town.calls("getFile"))
    await compound.chair.sends_document(bytes(11 * 1024**2), "名册.xlsx")
    await compound.chair.sees("文件太大了", fresh=True)
    assert len(await stage.town.calls("getFile")) == before


async def test_the_roster_hands_out_the_register(compound: Compound) -> None:
    await confirmed(compound.chair, ROWS)
    await compound.chair.says("/mingce")
    roster = await compound.chair.sees("中华园，10栋楼", fresh=True)
    await compound.chair.presses("名册的其他事", message=roster)
    await compound.chair.presses("导入、导出名册")
    await compound.chair.presses("导出名册", message=await compound.chair.sees("直接发给我就行"))
    await compound.chair.sees("中华园的名册，3 户。里面有姓名", fresh=True)
    await compound.leader.says("/mingce")
    await compound.leader.presses("导出名册", message=await compound.leader.sees("中华园，10栋楼", fresh=True))
    await compound.leader.sees("中华园的名册，2 户。里面有姓名", fresh=True)


async def test_a_grid_worker_gets_doors_without_names(compound: Compound) -> None:
    await confirmed(compound.chair, ROWS)
    await compound.grid.says("/mingce")
    offered = await compound.grid.sees("您负责的那些门牌", fresh=True)
    await compound.grid.presses("导出名册", message=offered)
    await compound.grid.sees("中华园的名册，3 户，不带姓名", fresh=True)


async def test_a_forged_press_hands_out_nothing(compound: Compound) -> None:
    for person in (compound.wang, compound.tenant):
        press = await person.forges("1wbe:1")
        assert "导出名册要由" in press.text


async def test_before_there_is_a_compound_there_is_nothing_to_import_into(stage: Stage) -> None:
    operator = await stage.town.person("周工")
    await operator.says(await stage.claim_code())
    await operator.sees("您是管理员了", fresh=True)
    await sent(operator, ROWS)
    await operator.sees("先建一个", fresh=True)
