"""The story of an announcement (公告): written, timed, changed, sent, corrected where everyone sees it."""

from __future__ import annotations

from sandbox.client import Town
from stories.moves import announce, picture, the_group


async def play(town: Town, code: str) -> None:
    """公告：先看一眼再发，定时、改期、置顶、更正都有痕迹，送没送到查得着"""
    chair, wang, tenant = [await town.known(name) for name in ("赵主任", "王阿姨", "陈租客")]
    group = await the_group(town)
    await tenant.says("/gonggao")
    await tenant.sees("由", fresh=True)

    photos = (picture(200, 180, 120), picture(120, 160, 200))
    words = "本周日上午在东门口收旧衣旧书，请放进纸箱。"
    await announce(chair, words, *photos, when="明天9:00", options=("要置顶",))
    await chair.presses("定时发出")
    await chair.sees("还没发出")
    await wang.sees_nothing_of("收旧衣旧书", chat=group)

    await town.forward(days=1)
    post = await wang.sees("收旧衣旧书", chat=group)
    assert "中华园公告〔" in post.text, post.text
    assert post.id in await wang.pinned(group), "pinned as asked"
    await corrected(town)
    await wang.says("/gongshi")
    await wang.sees("公示栏", fresh=True)


async def corrected(town: Town) -> None:
    """A slip is corrected in place, and the correction shows."""
    chair, wang = await town.known("赵主任"), await town.known("王阿姨")
    group = await the_group(town)
    await chair.says("/gonggao")
    await chair.presses("本周日上午")
    await chair.presses("更正")
    await chair.says("本周日上午在西门口收旧衣旧书，请放进纸箱。")
    await chair.presses("照这样更正")
    await town.settle()
    post = await wang.sees("西门口", chat=group)
    assert "更正，原文见记录" in post.text, post.text
    await wang.sees_nothing_of("东门口", chat=group)
    await chair.presses("送达情况")
    await chair.sees("已发出 1/1 个群")
