"""Meetings at the door: one is set, a neighbour files a topic, it ends, promises and minutes are typed."""

from __future__ import annotations

from tests.stage import Compound, Stage


async def test_a_topic_day_from_the_first_word_to_the_minutes(compound: Compound, stage: Stage) -> None:
    chair, wang = compound.chair, compound.wang
    await chair.says("/yishihui")
    await chair.presses("定一个每月的会", message=await chair.sees("还没有定下来的议事会", fresh=True))
    await chair.presses("协商议事日", message=await chair.sees("定哪一个", fresh=True))
    await chair.sees("第一次哪天几点", fresh=True)
    await chair.says("有空再说")
    await chair.sees("请写清哪天几点", fresh=True)
    await chair.says("12月15日 14:00")
    await chair.sees("在哪里开", fresh=True)
    await chair.says("社区会议室")
    await chair.sees("定下来了", fresh=True)
    await wang.says("/yishihui")
    await wang.presses("协商议事日", message=await wang.sees("每月一次", fresh=True))
    await wang.presses("提个议题", message=await wang.sees("下一次：12月15日（周二）14:00", fresh=True))
    await wang.sees("想议什么", fresh=True)
    await wang.says("院里停车怎么划线")
    await wang.presses("回议程", message=await wang.sees("议题收下了，12月15日（周二）议", fresh=True))
    await wang.sees("议题 1 个", fresh=True)
    await stage.town.forward(days=22)
    await chair.says("/yishihui")
    await chair.presses("协商议事日", message=await chair.sees("每月一次", fresh=True))
    await chair.presses("议题 1", message=await chair.sees("现在提的归下一次", fresh=True))
    await chair.presses("部分采纳", message=await chair.sees("院里停车怎么划线", fresh=True))
    await chair.sees("写一句理由", fresh=True)
    await chair.says("先划南边")
    await chair.presses("回议程", message=await chair.sees("结论记下了", fresh=True))
    await chair.presses("要办的 0", message=await chair.sees("议题 1 个", fresh=True))
    await chair.presses("记一件要办的", message=await chair.sees("没有要办的事", fresh=True))
    for question, answer in (("议定要办什么", "南边划线"), ("谁来办", "物业")):
        await chair.sees(question, fresh=True)
        await chair.says(answer)
    await chair.presses("7 天", message=await chair.sees("多少天办好", fresh=True))
    await chair.presses("回议程", message=await chair.sees("下一次议程自己列出来", fresh=True))
    await chair.presses("开完了，记会议记录", message=await chair.sees("议题 1 个", fresh=True))
    await chair.sees("把会议记录发给我", fresh=True)
    await chair.says("到了 12 户，物业也来了")
    await chair.presses("回议程", message=await chair.sees("会议记录收好了", fresh=True))
    page = await chair.sees("到那天已过期的 1 件", fresh=True)
    assert "南边划线（物业，过期" in page.text
    await wang.says("/yishihui")
    await wang.presses("协商议事日", message=await wang.sees("每月一次", fresh=True))
    await wang.presses("上次的记录", message=await wang.sees("议题 0 个", fresh=True))
    record = await wang.sees("到了 12 户，物业也来了", fresh=True)
    assert "院里停车怎么划线：部分采纳" in record.text
