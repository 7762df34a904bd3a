"""我的日历 over the wire: the screen, a page to keep, taking it back."""

from __future__ import annotations

from stories.moves import ask
from tests.stage import Compound, Stage


async def test_the_days_ahead_are_seen_kept_and_taken_back(compound: Compound, stage: Stage) -> None:
    wang = compound.wang
    await ask(compound.chair, "门口路灯换不换？", ("换", "不换"), group="中华园邻里群", closes="3天后")
    await stage.town.settle()
    await wang.says("/start")
    await wang.presses("我家", message=await wang.sees("您好", fresh=True))
    await wang.presses("我的日历", message=await wang.sees("您登记的家", fresh=True))
    days = await wang.sees("今天是11月24日（周二），上班", fresh=True)
    assert "征询「门口路灯换不换？」" in days.text and "11月27日（周五）" in days.text
    await wang.presses("给我一个网页", message=days)
    page = await wang.sees("您的日历网页，用到12月24日（周四）为止", fresh=True)
    url = page.raw["reply_markup"]["inline_keyboard"][0][0]["url"]
    assert url.startswith(f"{stage.house.settings.public_url}/l/")
    async with stage.town.wire.session.get(url) as answer:
        assert answer.status == 200
        read = await answer.text()
    assert "门口路灯换不换" in read and "王阿姨" not in read
    await wang.presses("收回网页", message=page)
    await wang.sees("收回了，那个网址打不开了", fresh=True)
    async with stage.town.wire.session.get(url) as answer:
        assert answer.status == 410


async def test_whoever_serves_finds_it_among_their_roles(compound: Compound) -> None:
    await compound.leader.says("/wode")
    await compound.leader.presses("我的日历", message=await compound.leader.sees("楼长", fresh=True))
    await compound.leader.sees("今天是11月24日（周二），上班", fresh=True)


async def test_old_and_foreign_buttons_are_answered(compound: Compound, stage: Stage) -> None:
    ma = await stage.town.person("小马")
    await ma.starts()
    await ma.sees("您好")
    for data in ("1da", "1db", "1dc:99"):
        press = await ma.forges(data)
        assert press.text, data
