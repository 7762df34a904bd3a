"""The file of a matter at the door: for the committee and for a resident, once it is over."""

from __future__ import annotations

import io
from zipfile import ZipFile

from bot.bundling import examine
from domain.deliberation.stages import Stage as Step
from sandbox.client import Person
from tests.handlers.test_deliberation_full import lamps
from tests.stage import Compound, Stage


async def fetched(person: Person) -> bytes:
    await person.starts("matter_1")
    await person.presses("取归档", message=await person.sees("这件事办结了", fresh=True))
    sent = await person.sees("里面没有姓名和门牌", fresh=True)
    assert "核对码：" in sent.text and sent.raw["document"]["file_name"] == "归档-中华园-第1号-院内路灯改造.zip"
    return await person.file(sent)


async def test_the_committee_and_a_resident_get_the_same_file(compound: Compound, stage: Stage) -> None:
    await lamps(stage, compound, Step.ARCHIVED)
    given = await fetched(compound.chair)
    assert given == await fetched(compound.wang)
    assert examine(io.BytesIO(given)) == []
    with ZipFile(io.BytesIO(given)) as archive:
        assert "院内路灯改造" in archive.read("目录.html").decode()


async def test_there_is_none_before_it_is_over(compound: Compound, stage: Stage) -> None:
    await lamps(stage, compound, Step.DOING)
    chair = compound.chair
    await chair.starts("matter_1")
    page = await chair.sees("正在办", fresh=True)
    assert not page.button("取归档")
    assert "办结以后才有归档" in (await chair.forges("1mtj:1", page)).text
    assert "没有找到这件事" in (await chair.forges("1mtj:99", page)).text
