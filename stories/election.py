"""The story of an election (换届): 和顺苑 chooses its owners' committee; 施营院's 物管委 is appointed, not elected.

和顺苑 goes by the rules of 郑州 (业委会 5–11 人单数, 面积和人数都过半), 施营院 by those of 全国 (居民代表不少于一半).
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from sandbox.client import Group, Message, Person, Town
from stories.moves import (
    accept,
    agrees,
    bind,
    claim_and_found,
    days_go_by,
    invite,
    join_as_owner,
    owners_book,
    print_slips,
    printed_codes,
)

NAMES = ("王桂兰", "刘德胜", "张秀英", "陈志强", "杨春梅", "赵国平", "黄丽华", "周建军", "吴小红", "徐大勇")


async def play(town: Town, code: str) -> None:
    """换届：和顺苑选业委会，有自荐、联名和社区党组织推荐；施营院的物管委由街道聘任，不投票"""
    await town.forward(hours=9)
    operator = await town.person("周工", note="管理员")
    chair = await town.person("赵主任", note="和顺苑自管会主任")
    scrutineer = await town.person("钱老师", note="监票人")
    owners = [await town.person(name, note="和顺苑业主") for name in NAMES]
    group = await settled(town, code, operator, chair, scrutineer, owners)
    await petition(town, group, chair, owners)
    await conditions(town, group, chair, "业委会", "5")
    await nominations(town, group, chair, owners)
    await candidates_notice(town, group, chair, owners)
    await voted(town, group, chair, scrutineer, owners)
    await property_committee(town, operator)


async def settled(
    town: Town, code: str, operator: Person, chair: Person, scrutineer: Person, owners: Sequence[Person]
) -> Group:
    """An estate under the rules of 郑州, its register from a workbook, its group, its owners registered."""
    await claim_and_found(town, operator, code, "和顺苑", "1")
    await operator.presses("选城市规则", message=await operator.sees("和顺苑建好了"))
    await operator.presses("郑州")
    await operator.presses("就用郑州的")
    await operator.sees("郑州市物业管理条例（2021）第17条")
    await invite(operator, chair, "请委员会成员", "自管会成员")
    await invite(chair, scrutineer, "请监票人")
    homes = [(f"{at // 2 + 1}0{at % 2 + 1}", "住宅", 80, name) for at, name in enumerate(NAMES)]
    await chair.sends_document(owners_book("和顺苑", homes), "和顺苑名册.xlsx")
    await chair.presses("就这样导入", message=await chair.sees("新的门牌 10 户", fresh=True))
    await chair.sees("导入好了")
    group = await town.group("和顺苑业主群", [chair, scrutineer, *owners], creator=chair)
    await bind(town, group, chair, "和顺苑（整个小区）")
    slips = await printed_codes(chair, await print_slips(chair, "1号楼"))
    async with town.script.aside(f"（{len(owners)} 位业主凭纸条登记）"):
        await asyncio.gather(*(join_as_owner(owner, slip) for owner, slip in zip(owners, slips, strict=True)))
        await town.settle()
    return group


async def petition(town: Town, group: Group, chair: Person, owners: Sequence[Person]) -> None:
    """It begins with owners who ask for it: a home counts once, in one tap, and the card counts along."""
    first, second, *_ = owners
    await first.says("/yishi")
    await first.presses("选举和换届", message=await first.sees("", fresh=True))
    await first.presses("联名申请", message=await first.sees("现在没有选举"))
    await first.presses("业委会", message=await first.sees("哪个组织"))
    await first.presses("发起", message=await first.sees("发起联名申请", fresh=True))
    await first.sees("联名申请成立业委会：1/10 户", fresh=True)
    await town.settle()
    card = await second.sees("要 2 户（依据：物业管理条例第13条）", chat=group)
    pressed = await second.presses("我家签名", message=card)
    assert pressed.text == "您家签上了，现在 2/10 户", pressed.text
    await town.settle()
    await chair.sees("联名申请成立业委会：2/10 户，够数了")


async def conditions(town: Town, group: Group, chair: Person, organ: str, seats: str) -> None:
    """What a candidate must fulfil is published before anybody is nominated."""
    await chair.says("/yishi")
    await chair.presses("选举和换届", message=await chair.sees("", fresh=True))
    await chair.presses("办一次选举")
    await chair.presses(organ, message=await chair.sees("哪个组织"))
    await chair.sees("一共几个席位")
    if organ == "业委会":
        await chair.says("4")  # too few, and even
        await chair.sees("席位要在 5 到 11 个之间")
    await chair.says(seats)
    await chair.presses("用常用的条件", message=await chair.sees("候选人要符合什么条件", fresh=True))
    await chair.presses("公布条件", message=await chair.sees("公布以后不能改"))
    await chair.sees("条件公布了")
    await town.settle()
    await chair.sees(f"{organ}要选了，{seats} 席", chat=group)


async def stands(town: Town, person: Person, election: int) -> Message:
    """From the group's card to standing: the conditions, and one tap."""
    await person.starts(f"elec_{election}")
    await person.presses("我来报名", message=await person.sees("推荐报名中", fresh=True))
    await person.presses("都符合，我愿意参选", message=await person.sees("邻居会看到您的姓名"))
    return await person.sees("可以公示了", fresh=True)


async def nominations(town: Town, group: Group, chair: Person, owners: Sequence[Person]) -> None:
    """By themselves, by neighbours together, by the community's Party organisation."""
    wang, liu, zhang, chen, yang, zhao, huang, *_ = owners
    await wang.starts("elec_1")
    await wang.presses("我来报名", message=await wang.sees("明天起可以报名", fresh=True))
    refused = await wang.presses("都符合，我愿意参选")
    assert "明天起才可以报名" in refused.text, refused.text
    await town.forward(days=1)
    await stands(town, wang, 1)
    await wang.presses("公开身份、职务")
    await wang.sees("不写也可以", fresh=True)
    await wang.says("退休会计")
    await wang.sees("王桂兰（自荐、退休会计）", fresh=True)
    for person in (zhang, yang, huang):
        await stands(town, person, 1)
    await together(town, liu, chen, zhang)
    await entered(town, chair, zhao)


async def together(town: Town, proposer: Person, candidate: Person, neighbour: Person) -> None:
    """刘德胜 recommends 陈志强: one home is not together, and nobody signs for themselves."""
    await proposer.starts("elec_1")
    await proposer.presses("推荐一位邻居", message=await proposer.sees("推荐报名中", fresh=True))
    await proposer.sees("推荐哪一位")
    await proposer.says(candidate.name)
    await proposer.presses("推荐", message=await proposer.sees("您是第一个联名的"))
    letter = await proposer.sees("有人推荐陈志强做业委会候选人", fresh=True)
    await proposer.hands(letter, candidate)
    await proposer.hands(letter, neighbour)
    await candidate.starts("cand_5")
    await candidate.presses("我就是，我愿意", message=await candidate.sees("还差：联名还差 1 户；本人还没同意"))
    await candidate.sees("还差：联名还差 1 户", fresh=True)
    refused = await candidate.forges("1eln:5", await candidate.sees("联名 1 户，要 2 户"))
    assert "自己不能给自己联名" in refused.text, refused.text
    await neighbour.starts("cand_5")
    await neighbour.presses("我也联名", message=await neighbour.sees("联名 1 户，要 2 户", fresh=True))
    assert not (await neighbour.sees("联名 2 户，要 2 户", fresh=True)).button("我也联名"), "a home signs once"


async def entered(town: Town, chair: Person, candidate: Person) -> None:
    """The Party organisation's recommendation is entered by the committee; the candidate agrees on the phone."""
    await chair.starts("elec_1")
    await chair.presses("办这次选举", message=await chair.sees("推荐报名中", fresh=True))
    await chair.presses("录入组织推荐")
    await chair.presses("社区党组织推荐", message=await chair.sees("哪里推荐的"))
    await chair.sees("推荐哪一位", fresh=True)
    await chair.says(candidate.name)
    await chair.presses("是本小区的，等本人点同意", message=await chair.sees("书面同意在不在手里"))
    letter = await chair.sees(f"有人推荐{candidate.name}", fresh=True)
    await chair.hands(letter, candidate)
    await candidate.starts("cand_6")
    await candidate.presses("我就是，我愿意", message=await candidate.sees("还差：本人还没同意"))
    await candidate.sees("可以公示了", fresh=True)


async def candidates_notice(town: Town, group: Group, chair: Person, owners: Sequence[Person]) -> None:
    """Seven full days; an objection is answered before the list is settled."""
    neighbour, objected = owners[7], owners[6]
    await post(town, chair, 1)
    notice = await chair.sees("业委会候选人公示，5 席", chat=group)
    assert "5. 陈志强（业主联名推荐）" in notice.text, notice.text
    await neighbour.starts("elec_1")
    await neighbour.presses("看候选人", message=await neighbour.sees("候选人公示中", fresh=True))
    await neighbour.presses(objected.name, message=await neighbour.sees("1. 王桂兰", fresh=True))
    await neighbour.presses("提异议", message=await neighbour.sees(f"{objected.name}（自荐）", fresh=True))
    await neighbour.says("黄丽华欠了两年物业费，没有履行业主义务")
    await neighbour.presses("提出来", message=await neighbour.sees("提了不能撤回"))
    await town.forward(days=9)
    await town.settle()
    await chair.starts("elec_1")
    await chair.presses("办这次选举", message=await chair.sees("候选人公示中", fresh=True))
    refused = await chair.presses("定下名单")
    assert "还有异议没答复" in refused.text, refused.text
    await chair.presses("答复异议")
    await chair.presses("不成立", message=await chair.sees("黄丽华欠了两年物业费", fresh=True))
    await chair.says("物业查了账：黄丽华的物业费已经交清，收据在业委会。")
    await chair.presses("这样答复", message=await chair.sees("这样答复可以吗"))
    await town.settle()
    await neighbour.sees("您对黄丽华的异议不成立", fresh=True)
    await settle(town, chair, 1)
    await chair.sees("业委会候选人名单定了，5 席", chat=group)


async def post(town: Town, chair: Person, election: int) -> None:
    """The candidates go on notice."""
    await chair.starts(f"elec_{election}")
    await chair.presses("办这次选举", message=await chair.sees("推荐报名中", fresh=True))
    await chair.presses("公示候选人")
    await chair.presses("公示出去", message=await chair.sees("公示这", fresh=True))
    await chair.sees("候选人公示中", fresh=True)
    await town.settle()


async def settle(town: Town, chair: Person, election: int) -> None:
    """The list is settled."""
    await chair.starts(f"elec_{election}")
    await chair.presses("办这次选举", message=await chair.sees("候选人公示中", fresh=True))
    await chair.presses("定下名单")
    await chair.sees("名单已定", fresh=True)
    await town.settle()


async def voted(town: Town, group: Group, chair: Person, scrutineer: Person, owners: Sequence[Person]) -> None:
    """Five seats, six candidates: four have a majority, so one seat stays empty."""
    await chair.starts("elec_1")
    await chair.presses("办这次选举", message=await chair.sees("名单已定", fresh=True))
    await chair.presses("发起投票")
    await chair.presses("7天", message=await chair.sees("每张票最多选 5 位", fresh=True))
    await chair.sees("正在表决", fresh=True)
    await days_go_by(town, chair, "正在表决 第1号：选举业委会", group)
    await votes(owners[0], "王桂兰", "张秀英", "杨春梅", "陈志强")
    async with town.script.aside("（另外 8 户也投了票，有的只选三位）"):
        for owner in owners[1:5]:
            await votes(owner, "王桂兰", "张秀英", "杨春梅", "陈志强", "黄丽华")
        for owner in owners[5:9]:
            await votes(owner, "王桂兰", "张秀英", "杨春梅", "赵国平")
        await town.settle()
    asked = await days_go_by(town, scrutineer, "请核对结果 第1号")
    await scrutineer.presses("去核对", message=asked)
    await scrutineer.presses(
        "核对结果",
        message=await scrutineer.sees("赵国平：面积 320.00/720.00 ㎡、人数 4/9 人，没有超过一半", fresh=True),
    )
    await scrutineer.presses("核对无误，公布", message=await scrutineer.sees("公布以后不能收回", fresh=True))
    result = await days_go_by(town, chair, "表决结果 第1号", group)
    assert "当选" in result.text and "选中" not in result.text, result.text
    told = (await days_go_by(town, chair, "业委会选出来了", group)).text
    for words in ("1. 王桂兰（自荐、退休会计）", "空缺 1 席"):
        assert words in told, told
    assert "赵国平" not in told and "黄丽华" not in told, told
    await chair.starts("elec_1")
    page = await chair.sees("成员：王桂兰、张秀英、杨春梅、陈志强", fresh=True)
    assert "备案：" in page.text and "移交：" in page.text, page.text
    await owners[0].says("/wode")
    await owners[0].sees("业委会", fresh=True)


async def votes(owner: Person, *names: str) -> None:
    """Marks and sends."""
    await owner.starts("vote_1")
    await owner.sees("您代表：", fresh=True)
    for name in names:
        await owner.presses(name)
    await owner.presses("选好了")
    await owner.presses("投出去")
    await owner.sees("投好了", fresh=True)


async def property_committee(town: Town, operator: Person) -> None:
    """施营院: recommended through three channels, checked, on notice for seven days, appointed by the street office."""
    secretary = await town.person("孙书记", note="施营社区党支部书记")
    residents = [await town.person(name, note="施营院住户") for name in ("马桂芳", "胡师傅", "郭老师")]
    group = await second_compound(town, operator, secretary, residents)
    await conditions(town, group, secretary, "物管委", "5")
    await town.forward(days=1)
    ma, hu, guo = residents
    await stands(town, ma, 2)
    for name, from_where in (("韩科长", "街道物业科科长"), ("冯干事", "社区工作人员")):
        await from_the_street(secretary, name, from_where)
    refused = await tries_to_post(secretary)
    assert "还不行：3 人里居民只有 1 人，要占一半以上" in refused, refused
    await stands(town, guo, 2)
    await stands(town, hu, 2)
    await post(town, secretary, 2)
    notice = await secretary.sees("物管委候选人公示，5 席", chat=group)
    assert "2. 韩科长（街道社区推荐、街道物业科科长）" in notice.text, notice.text
    await town.forward(days=4)
    await secretary.starts("elec_2")
    await secretary.presses("办这次选举", message=await secretary.sees("候选人公示中", fresh=True))
    refused = (await secretary.presses("定下名单")).text
    assert "公示期还没满" in refused, refused
    await town.forward(days=6)
    await settle(town, secretary, 2)
    checker = await town.person("丁监票", note="施营院监票人")
    await invite(secretary, checker, "请监票人")
    await appointed(town, group, secretary, checker, ma)


async def second_compound(town: Town, operator: Person, secretary: Person, residents: Sequence[Person]) -> Group:
    """Another compound of the same street, under the rules of 全国."""
    await operator.says("/mingce")
    await operator.presses("建一个小区", message=await operator.sees("", fresh=True))
    for answer in ("春晖街道", "施营社区", "施营院", "1"):
        await operator.sees("例如", fresh=True)
        await operator.says(answer)
    await operator.presses("就这样建")
    await operator.sees("施营院建好了")
    await town.settle()
    await operator.presses("请委员会成员", message=await operator.sees("施营院建好了"))
    for choice in ("党支部成员", "本小区", "就这样请"):
        await operator.presses(choice)
    letter = await operator.sees("点这里看看", fresh=True)
    await operator.hands(letter, secretary)
    await accept(secretary, letter)
    group = await town.group("施营院邻居群", [secretary, *residents], creator=secretary)
    await bind(town, group, secretary, "施营院（整个小区）")
    for resident in residents:
        await resident.starts()
        await resident.presses("登记我家")
        for choice in ("施营院", "1号楼", "业主"):
            await resident.presses(choice)
        await agrees(resident)
        await resident.sees("等人确认")
        await secretary.presses("确认是邻居", message=await secretary.sees(resident.name, fresh=True))
        await resident.sees("登记好了")
    return group


async def from_the_street(secretary: Person, name: str, from_where: str) -> None:
    """Somebody from elsewhere: their post is declared, their consent is at hand in writing."""
    await secretary.starts("elec_2")
    await secretary.presses("办这次选举", message=await secretary.sees("推荐报名中", fresh=True))
    await secretary.presses("录入组织推荐")
    await secretary.presses("街道社区推荐", message=await secretary.sees("哪里推荐的"))
    await secretary.sees("推荐哪一位", fresh=True)
    await secretary.says(f"{name}\n{from_where}")
    await secretary.presses("外单位的，有书面同意", message=await secretary.sees(name, fresh=True))
    await secretary.sees(f"推荐好了：{name}", fresh=True)


async def tries_to_post(secretary: Person) -> str:
    """Too few residents: refused in words."""
    await secretary.starts("elec_2")
    await secretary.presses("办这次选举", message=await secretary.sees("推荐报名中", fresh=True))
    await secretary.presses("公示候选人")
    return (await secretary.presses("公示出去", message=await secretary.sees("公示这 3 位", fresh=True))).text


async def appointed(town: Town, group: Group, secretary: Person, checker: Person, member: Person) -> None:
    """The document is recorded by one, confirmed by another; whoever is on the list holds office, nobody has voted."""
    await secretary.starts("elec_2")
    page = await secretary.sees("由街道聘任，不投票", fresh=True)
    assert not page.button("去投票"), page.buttons
    await secretary.presses("办这次选举", message=page)
    await secretary.presses("记街道的聘任")
    await secretary.says("春晖街办〔2026〕12号\n2027年1月8日")
    await secretary.presses("记下，请人核对", message=await secretary.sees("他们从那时起任职"))
    await secretary.sees("等另一位对着文件核对", fresh=True)
    await town.settle()
    await checker.presses("办这次选举", message=await checker.sees("请另一位对着文件核对", fresh=True))
    await checker.presses("和文件一样，公布", message=await checker.sees("春晖街办〔2026〕12号", fresh=True))
    await checker.sees("韩科长、冯干事还没有在这里登记", fresh=True)
    await town.settle()
    told = await secretary.sees("物管委成立了，街道聘任", chat=group)
    assert "街道文件：春晖街办〔2026〕12号，1月8日（周五）" in told.text, told.text
    await member.says("/wode")
    await member.sees("物管委", fresh=True)
