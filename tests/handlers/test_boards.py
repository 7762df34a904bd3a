"""网上公示栏 at the door: one member asks, another agrees, residents find the address, anyone takes it down."""

from __future__ import annotations

import re

import httpx

from stories.moves import invite
from tests.stage import Compound, Stage


async def test_a_board_goes_up_by_two_and_down_by_one(compound: Compound, stage: Stage) -> None:
    chair, grid, wang = compound.chair, compound.grid, compound.wang
    await invite(compound.operator, grid, "请委员会成员", "自管会成员")
    await chair.says("/gongshi")
    await chair.presses("网上公示栏", message=await chair.sees("公示栏", fresh=True))
    await chair.presses("请人同意公开", message=await chair.sees("现在没有公开", fresh=True))
    await chair.sees("已请另一位委员会成员看")
    await grid.presses("去看看", message=await grid.sees("请您同意，把公示栏公开到网上", fresh=True))
    await grid.presses("同意公开", message=await grid.sees("姓名、门牌、电话都遮住", fresh=True))
    shown = await grid.sees("已公开，网址", fresh=True)
    await chair.sees("公示栏已公开到网上", fresh=True)

    await wang.says("/gongshi")
    shown_rows = (await wang.sees("公示栏", fresh=True)).raw["reply_markup"]["inline_keyboard"]
    (link,) = [key["url"] for row in shown_rows for key in row if "url" in key]
    assert re.fullmatch(r".*/b/[a-z]{6}", link) and link in shown.text
    async with httpx.AsyncClient(trust_env=False) as browser:
        assert "中华园公示栏" in (await browser.get(link)).text

    await chair.presses("去看看", message=await chair.sees("公示栏已公开到网上"))
    await chair.presses("收起来", message=await chair.sees("已公开，网址"))
    await chair.presses("确定收起来", message=await chair.sees("网址马上打不开"))
    await chair.sees("现在没有公开")
    await grid.sees("网址现在打不开", fresh=True)
