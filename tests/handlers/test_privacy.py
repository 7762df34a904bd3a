"""/yinsi over the wire: agreeing, seeing, exporting, correcting, taking back, erasing."""

from __future__ import annotations

import json
import shutil
import sqlite3
from pathlib import Path

import pytest

from domain.outcomes import Done
from domain.registry import Actor
from sandbox.client import Person
from services.slips import make_slips
from stories.moves import join_by_code, make_doors, wants_reminders
from tests.stage import Compound, Stage


async def opened(person: Person) -> None:
    """我的信息, after agreeing where that was still to be done."""
    await person.says("/yinsi")
    shown = await person.sees("", fresh=True)
    if shown.button("同意，接着用"):
        await person.presses("同意，接着用", message=shown)
        await person.presses("返回我的信息", message=await person.sees("记下了"))
    await person.sees("您的信息")


async def test_whoever_serves_and_has_not_read_the_notice_is_asked_once(compound: Compound) -> None:
    await compound.grid.says("/yinsi")
    asked = await compound.grid.sees("单独问您一件", fresh=True)
    await compound.grid.presses("先看看全文", message=asked)
    await compound.grid.sees("Telegram Messenger Inc.", fresh=True)
    await compound.grid.presses("同意，接着用", message=asked)
    await compound.grid.sees("记下了")
    await compound.grid.says("/yinsi")
    page = await compound.grid.sees("您的信息", fresh=True)
    assert page.button("导出给我")
    await compound.grid.presses("更多", message=page)
    assert not (await compound.grid.sees("还可以")).button("写明由谁负责")


async def test_in_a_group_the_page_is_for_the_private_chat(compound: Compound) -> None:
    await compound.wang.says("/yinsi", chat=compound.group)
    shown = await compound.wang.sees("", chat=compound.group, fresh=True)
    assert "您的信息" not in shown.text


async def test_what_is_not_agreed_to_takes_no_service_away(stage: Stage, compound: Compound) -> None:
    """陈租客 agrees to what is necessary and to nothing else."""
    await opened(compound.tenant)
    await compound.tenant.presses("同意的事项")
    shown = await compound.tenant.sees("一项一项由您定")
    for line in ("登记：同意了（11月24日（周二））", "截止前私下提醒：没有同意", "任职时公开姓名：没有同意"):
        assert line in shown.text
    await compound.tenant.says("楼道灯不亮")
    await compound.tenant.presses("报上去")
    await compound.tenant.sees("已登记，编号", fresh=True)
    await compound.tenant.says("/gongshi")
    await compound.tenant.sees("公告", fresh=True)
    await stage.town.settle()
    await compound.leader.presses("答复", message=await compound.leader.sees("楼道灯不亮"))
    await compound.leader.says("明天来修")
    await compound.tenant.sees("明天来修")


async def test_a_free_consent_is_turned_on_and_off(compound: Compound) -> None:
    await wants_reminders(compound.wang)
    await compound.wang.presses("不要提醒了")
    await compound.wang.sees("截止前私下提醒：没有同意")
    await compound.wang.presses("可以公开我的姓名")
    await compound.wang.sees("任职时公开姓名：同意了")


async def test_taking_back_what_is_necessary_says_what_stops_and_ends_the_registration(compound: Compound) -> None:
    await opened(compound.wang)
    await compound.wang.presses("同意的事项")
    await compound.wang.presses("撤回：经过境外")
    said = await compound.wang.sees("在纸上办")
    assert said.button("再想想") and said.button("删除我的记录")
    await compound.wang.presses("撤回，停止登记")
    await compound.wang.sees("您家的登记停了")
    await compound.wang.says("/wode")
    assert "3号楼" not in (await compound.wang.sees("", fresh=True)).text
    await compound.wang.says("楼道灯不亮")
    await compound.wang.sees("报上去", fresh=True)


async def test_who_serves_may_not_slip_away(compound: Compound) -> None:
    for data in ("1vy:registration", "1vz", "1ve:1"):
        press = await compound.leader.forges(data)
        assert "您还担任楼长" in press.text
    press = await compound.operator.forges("1ve:2")
    assert "唯一的管理员" in press.text


async def test_forged_buttons_are_answered(compound: Compound) -> None:
    for data in ("1vt:registration:0:1", "1vt:nonsense:1:1", "1vw:reminders", "1vw:x", "1vy:x", "1vf:99", "1vu:99"):
        press = await compound.wang.forges(data)
        assert press.answered, data
    press = await compound.wang.forges("1vt:reminders:1:0")
    assert "说明改过了" in press.text
    press = await compound.wang.forges("1vq:1")
    assert "要由" in press.text


async def test_what_is_held_is_shown_and_taken_away(stage: Stage, compound: Compound) -> None:
    await opened(compound.wang)
    await compound.wang.says("2单元电梯又坏了")
    await compound.wang.presses("报上去")
    await compound.wang.sees("已登记")
    await compound.wang.says("/yinsi")
    await compound.wang.presses("看看记了什么")
    shown = await compound.wang.sees("记着您的")
    assert "名字和账号、身份 1 个" in shown.text and "报的事 1 件" in shown.text
    await compound.wang.presses("导出给我")
    readable = await compound.wang.sees("可以看、可以打印")
    assert (await compound.wang.file(readable)).startswith(b"%PDF")
    told = await compound.wang.sees("给电脑读的")
    facts = json.loads(await compound.wang.file(told))
    assert facts["tables"]["issues"][0]["text"] == "2单元电梯又坏了"
    assert {"people", "roles", "consents", "chats"} <= facts["tables"].keys()
    await compound.wang.presses("返回我的信息", message=told)
    assert (await compound.wang.sees("您的信息", fresh=True)).id > told.id, "a file cannot turn into a screen"


@pytest.mark.parametrize("away", ["/start", "报个事"])
async def test_a_name_asked_for_does_not_take_the_report_that_comes_instead(
    stage: Stage, compound: Compound, away: str
) -> None:
    wang = compound.wang
    await opened(wang)
    await wang.presses("更多")
    await wang.presses("改名字", message=await wang.sees("还可以", fresh=True))
    await wang.sees("您想叫什么", fresh=True)
    await (wang.says(away) if away.startswith("/") else wang.presses(away))
    await wang.sees("有事直接发给我", fresh=True)
    await wang.says("电梯坏了")
    await wang.sees("这样报上去可以吗", fresh=True)


async def test_every_look_can_be_read(stage: Stage, compound: Compound) -> None:
    await opened(compound.wang)
    await compound.wang.presses("谁看过")
    await compound.wang.sees("还没有人查看过")
    await compound.wang.says("2单元电梯又坏了")
    await compound.wang.presses("报上去")
    number = (await compound.wang.sees("已登记，编号")).text.split("编号 ")[1][:4]
    await stage.town.settle()
    await compound.leader.says(number)
    await compound.leader.sees("2单元电梯又坏了", fresh=True)
    await compound.wang.says(number)
    await compound.wang.sees("2单元电梯又坏了", fresh=True)
    await compound.wang.says("/yinsi")
    await compound.wang.presses("谁看过")
    shown = await compound.wang.sees("谁看过您的信息")
    assert shown.text.count("：看了报的事") == 1 and "李楼长（楼长）：看了报的事" in shown.text


async def test_a_name_is_corrected(stage: Stage, compound: Compound) -> None:
    await opened(compound.wang)
    await compound.wang.presses("更多")
    await compound.wang.presses("改名字")
    await compound.wang.sees("您想叫什么")
    await compound.wang.says("王桂兰")
    await compound.wang.sees("这里都叫您王桂兰了")
    await compound.wang.says("2单元电梯又坏了")
    await compound.wang.presses("报上去")
    await stage.town.settle()
    await compound.leader.sees("王桂兰")
    await compound.wang.says("/yinsi")
    await compound.wang.presses("更多", message=await compound.wang.sees("您的信息", fresh=True))
    await compound.wang.presses("改名字")
    await compound.wang.presses("还用 Telegram 上的名字")
    await compound.wang.sees("还用 Telegram 上的名字")
    await compound.wang.says("/yinsi")
    await compound.wang.presses("更多", message=await compound.wang.sees("您的信息", fresh=True))
    await compound.wang.presses("改名字")
    await compound.wang.presses("算了")
    await compound.wang.sees("您的信息")


async def test_how_long_everything_stays(compound: Compound) -> None:
    await opened(compound.wang)
    await compound.wang.presses("更多")
    await compound.wang.presses("留多久")
    shown = await compound.wang.sees("每天夜里自动删")
    assert "搬走3年后删" in shown.text and "谁看过您的信息：1年" in shown.text


async def test_the_committee_says_who_answers_for_the_data(compound: Compound) -> None:
    await opened(compound.chair)
    await compound.chair.presses("更多", message=await compound.chair.sees("您的信息"))
    await compound.chair.presses("写明由谁负责")
    await compound.chair.sees("由哪个组织负责")
    await compound.chair.says("！！")
    await compound.chair.sees("没有看到名字", fresh=True)
    await compound.chair.says("中华园自管会")
    await compound.chair.sees("怎么找到它", fresh=True)
    await compound.chair.says("9号楼值班室")
    await compound.chair.sees("「中华园自管会」负责这些信息，联系：9号楼值班室")
    await compound.wang.says("/yinsi")
    await compound.wang.sees("「中华园自管会」负责这些信息", fresh=True)


async def test_an_erasure_is_asked_twice_and_leaves_somebody_new(stage: Stage, compound: Compound) -> None:
    await opened(compound.wang)
    await compound.wang.says("2单元电梯又坏了")
    await compound.wang.presses("报上去")
    await compound.wang.sees("已登记")
    await stage.town.settle()
    await compound.wang.says("/yinsi")
    await compound.wang.presses("删除我的记录")
    first = await compound.wang.sees("1 件事还没办完")
    assert first.button("先导出一份") and first.button("不删了")
    await compound.wang.presses("继续删")
    await compound.wang.sees("现在还什么都没删")
    await compound.wang.presses("不删了")
    await compound.wang.presses("删除我的记录", message=await compound.wang.sees("您的信息"))
    await compound.wang.presses("继续删")
    await compound.wang.presses("删除")
    await compound.wang.sees("这里不再认得您")
    await compound.wang.says("/wode")
    assert "3号楼" not in (await compound.wang.sees("", fresh=True)).text
    await compound.leader.says("/mingce")
    assert "业主 0 人" in (await compound.leader.sees("", fresh=True)).text


# A stolen file

CODE = "482177603391"
CODES = (CODE, "4821-7760-3391", "4821 7760 3391", "4821-7760-3392")
SECRETS = ("王阿姨", "陈租客", "李楼长", "赵主任", "电梯里有异味", "还没写完的话", "刘大爷", *CODES)


async def with_a_slip(stage: Stage, chair: Person, code: str) -> None:
    """刘大爷 joins by the code of his home's slip."""
    await make_doors(chair, "9栋、每栋2单元、6层、每层2户")
    database, at = stage.house.database, stage.clock.now()
    async with database.reading() as transaction:
        me = await transaction.registry.by_telegram(chair.id)
        assert me is not None
        actor = Actor(me.id, await transaction.registry.roles_of(me.id, at))
        (home, *_) = await transaction.units.of_compound(1)
    made = await make_slips(database, actor=actor, codes={home.id: code}, reprint=False, source="print", at=at)
    assert isinstance(made, Done), made
    liu = await stage.town.person("刘大爷")
    await liu.starts()
    await join_by_code(liu, f"{code[:4]}-{code[4:8]}-{code[8:]}", "业主")


def stolen(stage: Stage, folder: Path) -> bytes:
    """A copy of the database file and what lies beside it, as it is at this moment."""
    source = stage.house.settings.data_dir
    for path in source.glob("yishiting.sqlite3*"):
        shutil.copy(path, folder / path.name)
    return b"".join(path.read_bytes() for path in sorted(folder.glob("yishiting.sqlite3*")))


async def test_a_stolen_file_shows_no_code_no_name_and_no_word(stage: Stage, tmp_path: Path) -> None:
    """The whole evening is played, from the claim on; what is planted in public is found, what is sealed is not."""
    code = await stage.claim_code()
    await stage.settle_compound(code)
    wang, chair = await stage.town.known("王阿姨"), await stage.town.known("赵主任")
    await wang.says("电梯里有异味")
    await wang.presses("报上去")
    await wang.sees("已登记")
    await with_a_slip(stage, chair, CODE)
    await wang.says("4821-7760-3392")
    await wang.sees("", fresh=True)
    await wang.says("还没写完的话")
    await wang.sees("这样报上去可以吗", fresh=True)
    await chair.says("/gonggao")
    await stage.town.settle()
    folder = tmp_path / "stolen"
    folder.mkdir()
    found = stolen(stage, folder)
    assert (folder / "yishiting.sqlite3-wal").stat().st_size > 0
    assert "中华园".encode() in found and "府河社区".encode() in found, "what is not sealed is found this way"
    assert [word for word in (*SECRETS, code, code.replace("-", "")) if word.encode() in found] == []
    with sqlite3.connect(folder / "yishiting.sqlite3") as copy:
        assert copy.execute("SELECT count(*) FROM people").fetchone()[0] >= 6
        assert copy.execute("SELECT count(*) FROM drafts").fetchone()[0] >= 1
        assert copy.execute("SELECT count(*) FROM slips WHERE used_at IS NOT NULL").fetchone()[0] == 1
    copy.close()
