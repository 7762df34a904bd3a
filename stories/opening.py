"""The opening (开张): how 中华园 (built 1981, 9 buildings, 382 households) came to have its pavilion."""

from __future__ import annotations

from sandbox.client import Town
from stories.moves import announce, ask, bind, claim_and_found, invite, move_in, picture, shows_done, the_group


async def play(town: Town, code: str) -> None:
    """开张：从一台空机器到一个有群、有楼长、有报事的中华园"""
    operator = await town.person("周工", note="管理员，街道请来装机器人的人")
    chair = await town.person("赵主任", note="自管会主任")
    leader = await town.person("李楼长", note="楼长·3号楼")
    grid = await town.person("孙网格", note="网格员")
    wang = await town.person("王阿姨", note="业主·3号楼")
    liu = await town.person("刘大爷", note="业主·3号楼")
    tenant = await town.person("陈租客", note="租户·3号楼")
    ma = await town.person("小马", note="还没登记的新邻居")

    await claim_and_found(town, operator, code, "中华园", "9")
    await invite(operator, chair, "请委员会成员", "自管会成员")
    await invite(chair, leader, "请楼长", "3号楼")
    await invite(chair, grid, "请网格员")
    group = await town.group("中华园邻里群", [chair, leader, grid, wang, liu, tenant, ma], creator=chair)
    await bind(town, group, chair, "中华园（整个小区）")

    stairs = await town.group("3号楼邻居群", [leader, wang, liu, tenant], creator=leader)
    await bind(town, stairs, leader, "3号楼")

    await move_in(wang, "3号楼", "业主", leader)
    await move_in(liu, "3号楼", "业主", leader)
    await move_in(tenant, "3号楼", "租户", leader)

    await first_reports(town)
    await first_words(town)
    await first_question(town)
    await town.forward(days=1, hours=1)
    await first_answers(town)
    await town.forward(days=1)


async def first_reports(town: Town) -> None:
    """Two reports: one is answered and closed, one still waits."""
    wang, liu, leader = [await town.known(name) for name in ("王阿姨", "刘大爷", "李楼长")]
    await wang.sends_photo(picture(38, 36, 34), caption="3号楼2单元三层楼道灯不亮，晚上看不清台阶")
    await wang.presses("报上去")
    await wang.sees("已登记，编号 0001")
    await liu.says("院门口的井盖松了，走上去咣当响")
    await liu.presses("报上去")
    await liu.sees("已登记，编号 0002")
    await town.settle()
    await leader.presses("答复", message=await leader.sees("新报事 0001"))
    await leader.says("灯泡已经买好，明天上午电工来换")
    await wang.sees("明天上午电工来换")


async def first_words(town: Town) -> None:
    """What the group talks about, and what the committee announces."""
    chair, liu, ma = [await town.known(name) for name in ("赵主任", "刘大爷", "小马")]
    group = await the_group(town)
    await ma.says("大家好，刚搬来9号楼", chat=group)
    await liu.says("凉亭里的石凳该修修了", chat=group)
    await announce(chair, "自来水公司检修管道，周六上午9点到12点院里停水，请大家提前接好水。", when="现在")
    await chair.presses("发出去")
    await town.settle()
    await liu.sees("上午9点到12点院里停水", chat=group)


async def first_question(town: Town) -> None:
    """The committee asks what the pavilion needs; some answer at once."""
    chair, wang, ma = [await town.known(name) for name in ("赵主任", "王阿姨", "小马")]
    group = await the_group(town)
    await ask(chair, "凉亭的石凳怎么修好？", ("换木面", "补水泥", "先不修"), group="中华园邻里群", closes="7天后")
    await town.settle()
    await wang.votes(await wang.sees("凉亭的石凳怎么修好？", chat=group), "换木面")
    await ma.votes(await ma.sees("凉亭的石凳怎么修好？", chat=group), "补水泥")


async def first_answers(town: Town) -> None:
    """Next day: the lamp burns, the report is closed, a further announcement is set for later."""
    leader, wang, chair = [await town.known(name) for name in ("李楼长", "王阿姨", "赵主任")]
    await shows_done(town, leader, "0001", "电工上午换好了灯泡，三层四层都亮了")
    await chair.presses("看过，办好了", message=await chair.sees("说是办好了，请您去看看"))
    await wang.presses("修好了", message=await wang.sees("您报的 0001，说是办好了"))
    await wang.sees("0001 已办结")
    await announce(chair, "下周三下午3点在凉亭开碰头会，说说石凳怎么修，谁都可以来。", when="后天9点")
    await chair.presses("定时发出")
    await chair.sees("还没发出")


async def publish(town: Town, _: str) -> None:
    """网上公示栏：赵主任提出来，林委员看过同意，谁都能打开"""
    operator, chair = await town.known("周工"), await town.known("赵主任")
    member = await town.person("林委员", note="自管会成员")
    await invite(operator, member, "请委员会成员", "自管会成员")
    await chair.says("/gongshi")
    await chair.presses("网上公示栏", message=await chair.sees("公示栏", fresh=True))
    await chair.presses("请人同意公开", message=await chair.sees("现在没有公开", fresh=True))
    await member.presses("去看看", message=await member.sees("把公示栏公开到网上", fresh=True))
    await member.presses("同意公开", message=await member.sees("姓名、门牌、电话都遮住", fresh=True))
    await chair.sees("公示栏已公开到网上", fresh=True)
    await town.settle()
