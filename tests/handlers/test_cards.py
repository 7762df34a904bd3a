"""Cards at the door: a picture whose caption says the same, for whoever may read what it shows."""

from __future__ import annotations

from domain.deliberation.stages import Stage as Step
from tests.handlers.test_deliberation_full import lamps
from tests.stage import Compound, Stage


async def test_figures_are_looked_at_as_a_picture(compound: Compound, stage: Stage) -> None:
    await lamps(stage, compound, Step.DOING)
    chair, tenant = compound.chair, compound.tenant
    await chair.starts("matter_1")
    page = await chair.sees("院内路灯改造", fresh=True)
    assert "正在画" in (await chair.forges("1gcs:1", page)).text
    spent = await chair.sees("「院内路灯改造」的花费", fresh=True)
    assert (await chair.file(spent)).startswith(b"\x89PNG") and "做完的事 0/0 件" in spent.text
    await chair.forges("1gcm:1:202603", page)
    assert "报上来 0 件" in (await chair.sees("报事月报", fresh=True)).text
    for forged, said in (("1gcs:99", "没有找到"), ("1gcv:99", "没有找到"), ("1gcm:1:9", "按钮")):
        assert said in (await chair.forges(forged, page)).text
    await tenant.starts("matter_1")
    theirs = await tenant.sees("院内路灯改造", fresh=True)
    assert "正在画" not in (await tenant.forges("1gcm:1:202603", theirs)).text
