"""The month and the week at the door: files for the committee, a line for the group, one tap to stop it."""

from __future__ import annotations

from tests.handlers.test_whistles import reported
from tests.stage import Compound, Stage

FILES = (
    ("表格", "11月的报事月报。里面", "xlsx"),
    ("文稿", "接着写", "docx"),
    ("打印", "贴在楼下。里面", "pdf"),
)


async def test_the_committee_reads_its_month_and_takes_its_files(compound: Compound, stage: Stage) -> None:
    await reported(compound.wang)
    await stage.town.forward(days=7)
    page = await compound.chair.sees("2026年11月报事月报", fresh=True)
    assert "报上来 1 件，上个月 0 件" in page.text
    for key, words, ending in FILES:
        await compound.chair.presses(key, message=page)
        sent = await compound.chair.sees(words, fresh=True)
        assert sent.raw["document"]["file_name"].endswith(ending)
    for forged in ("imx:1:0", "imp:1:202613", "imd:1:202613", "imx:9999:202611"):
        assert (await compound.chair.forges(f"1{forged}", page)).text, forged


async def test_the_group_has_a_line_a_week_until_those_in_charge_stop_it(compound: Compound, stage: Stage) -> None:
    await reported(compound.wang)
    await stage.town.forward(days=6)
    line = await compound.chair.sees("这一周的报事", chat=compound.group.id, fresh=True)
    assert "报上来 1 件，办结 0 件，还在办 1 件" in line.text
    assert (await compound.wang.forges("1imw:1", line)).text
    await compound.chair.presses("不再每周发", message=line)
    stopped = await compound.chair.sees("不再每周发这一条", chat=compound.group.id, fresh=True)
    await compound.chair.presses("再每周发", message=stopped)
    await compound.chair.sees("下周一起再每周发一条", chat=compound.group.id, fresh=True)
