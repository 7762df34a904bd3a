"""The registry over the wire: claiming, founding, inviting, moving in, /wode."""

from __future__ import annotations

from sandbox.client import Person
from stories.moves import LINK, agrees
from tests.stage import Compound, Stage


async def claimed(stage: Stage) -> Person:
    """周工, who has just sent the code."""
    operator = await stage.town.person("周工")
    await operator.says(await stage.claim_code())
    await operator.sees("您是管理员了", fresh=True)
    return operator


async def test_reports_from_before_the_claim_are_shown_and_come_along(stage: Stage) -> None:
    wang = await stage.town.person("王阿姨")
    await wang.says("电梯又坏了")
    await wang.presses("报上去")
    await wang.sees("编号 0001")
    operator = await claimed(stage)
    told = await operator.sees("已经有1件报事在等")
    assert "0001 电梯又坏了" in told.text
    await operator.presses("建一个小区")
    await operator.presses("不清楚")
    await operator.presses("不清楚")
    await operator.says("中华园")
    await operator.says("很多")
    await operator.sees("请发一个 1 到 200 的数", fresh=True)
    await operator.says("九栋")
    check = await operator.sees("这样建可以吗", fresh=True)
    assert "街道：未填写" in check.text
    assert "中华园，9栋楼" in check.text
    await operator.presses("就这样建")
    await operator.sees("先前的1件报事已经归到这里")
    again = await operator.forges(f"1rf:{check.raw['reply_markup']['inline_keyboard'][0][0]['callback_data'][4:]}")
    assert "已经办完" in again.text


async def test_a_wrong_code_says_how_many_tries_are_left_then_locks(stage: Stage) -> None:
    code, guesser = await stage.claim_code(), await stage.town.person("路人")
    wrong = "0000-0001" if code != "0000-0001" else "0000-0002"
    for left in (4, 3, 2, 1):
        await guesser.says(wrong)
        await guesser.sees(f"还可以试{left}次", fresh=True)
    await guesser.says(wrong)
    await guesser.sees("11月24日（周二）11:00以后再试", fresh=True)
    await guesser.says(code)
    await guesser.sees("11:00以后再试", fresh=True)
    operator = await stage.town.person("周工")
    await operator.says("".join(chr(ord(sign) + 0xFEE0) if sign.isdigit() else " " for sign in code))
    await operator.sees("您是管理员了", fresh=True)
    await guesser.says(code.replace("-", ""))
    await guesser.sees("没有找到", fresh=True)  # eight digits are the number of a report now


async def test_a_photo_or_a_skip_out_of_turn_does_not_break_the_questions(stage: Stage) -> None:
    operator = await claimed(stage)
    await operator.presses("建一个小区")
    first = await operator.sees("第1步")
    await operator.sends_voice()
    await operator.sees("没有看到名字", fresh=True)
    await operator.says("春晖街道")
    await operator.sees("第2步", fresh=True)
    old = await operator.presses("不清楚", message=first)
    assert "最新的那一条" in old.text
    await operator.presses("算了")
    await operator.sees("好，没有建")
    await operator.says("/start")
    await operator.sees("先建一个，再请委员会成员", fresh=True)


async def test_an_invitation_works_once(compound: Compound, stage: Stage) -> None:
    await compound.operator.says("/mingce")
    await compound.operator.presses("请人帮忙")
    await compound.operator.presses("请委员会成员")
    await compound.operator.presses("业委会成员")
    await compound.operator.presses("就这样请")
    letter = await compound.operator.sees("点这里看看", fresh=True)
    link = LINK.search(letter.text)
    assert link is not None
    newcomer = await stage.town.person("周大姐")
    await newcomer.starts(link[1])
    await newcomer.sees("周工请您当中华园的业委会成员")
    await newcomer.presses("先不")
    await newcomer.starts(link[1])
    await newcomer.presses("接受")
    await newcomer.sees("您现在是中华园的业委会成员了")
    await stage.town.settle()
    assert "gonggao" in await newcomer.commands()
    await compound.operator.sees("周大姐接受了邀请")
    await compound.wang.starts(link[1])
    await compound.wang.sees("已经用过了", fresh=True)
    await compound.wang.starts("r_forged")
    await compound.wang.sees("邀请链接不对", fresh=True)
    assert "gonggao" not in await compound.wang.commands()


async def test_a_tenant_cannot_do_a_committees_acts(compound: Compound) -> None:
    await compound.tenant.says("/mingce")
    await compound.tenant.sees("看名册要由", fresh=True)
    for data in ("1rc", "1rk:1", "1ofa:1:committee:::0", "1ofa:1:emperor:::0", "1off:1", "1hc:1", "1hc:99", "1ro:1"):
        press = await compound.tenant.forges(data)
        assert press.answered
        assert press.text


async def test_a_leader_looks_after_the_building(compound: Compound, stage: Stage) -> None:
    liu = await stage.town.person("刘大爷")
    await liu.starts()
    await liu.presses("登记我家")
    await liu.presses("3号楼")
    await liu.presses("业主家人")
    await agrees(liu)
    await liu.sees("中华园3号楼家人，等人确认")
    await stage.town.settle()
    await compound.leader.says("/mingce")
    roster = await compound.leader.sees("等待确认：1 人", fresh=True)
    assert "业主 1 人，家人 0 人，租户 1 人" in roster.text
    await compound.leader.presses("确认邻居", message=roster)
    await compound.leader.presses("不是", message=await compound.leader.sees("等待确认 1 人"))
    await compound.leader.sees("没有确认：刘大爷")
    await liu.sees("请找楼长或委员会当面说一声")
    late = await compound.leader.presses("确认是邻居", message=await compound.leader.sees("刘大爷登记为"))
    assert "有人处理过了" in late.text


async def test_my_page_shows_roles_and_speaks_english_on_request(compound: Compound) -> None:
    wang = compound.wang
    await wang.says("/wode")
    page = await wang.sees("中华园3号楼业主，11月24日（周二）起", fresh=True)
    await wang.presses("English", message=page)
    page = await wang.sees("中华园3号楼 owner, since Tue 24 Nov")
    assert "me" in await wang.commands()
    await wang.presses("My home", message=page)
    await wang.presses("I have moved out")
    await wang.presses("Let me think")
    await wang.presses("I have moved out")
    await wang.presses("Moved out")
    await wang.sees("you are no longer registered in 中华园3号楼")
    await wang.says("/wode")
    page = await wang.sees("You are not registered yet", fresh=True)
    await wang.presses("中文", message=page)
    await wang.sees("您还没有登记")


async def test_the_last_operator_is_kept(compound: Compound) -> None:
    await compound.operator.says("/wode")
    await compound.operator.presses("交接或卸下")
    await compound.operator.presses("卸下", message=await compound.operator.sees("周工：议事亭管理员"))
    press = await compound.operator.presses("卸下", message=await compound.operator.sees("真的要卸下"))
    assert "您是唯一的管理员" in press.text


async def test_before_there_is_a_compound_registering_has_to_wait(stage: Stage) -> None:
    wang = await stage.town.person("王阿姨")
    await wang.starts()
    await wang.sees("这里还没有启用")
    await wang.presses("登记我家")
    await wang.sees("登记要等一等")


async def test_two_compounds_are_told_apart(compound: Compound, stage: Stage) -> None:
    await compound.operator.says("/mingce")
    await compound.operator.presses("建一个小区")
    for answer in ("春晖街道", "府河社区", "府河苑", "60"):
        await compound.operator.says(answer)
    await compound.operator.presses("就这样建")
    await compound.operator.sees("府河苑建好了，60栋楼")
    await compound.operator.says("/mingce")
    await compound.operator.presses("府河苑", message=await compound.operator.sees("您照看 2 个小区", fresh=True))
    await compound.operator.sees("府河苑，60栋楼")
    await compound.operator.presses("请人帮忙")
    await compound.operator.presses("请楼长")
    await compound.operator.presses("后面的")
    await compound.operator.presses("48号楼")
    await compound.operator.presses("就这样请")
    await compound.operator.sees("请您来当府河苑48号楼的楼长")
    ma = await stage.town.person("小马")
    await ma.starts()
    await ma.presses("登记我家")
    await ma.presses("府河苑")
    await ma.presses("后面的")
    await ma.presses("25号楼")
    await ma.presses("租户")
    await agrees(ma)
    await ma.sees("府河苑25号楼租户，等人确认")
    await compound.operator.sees("小马登记为府河苑25号楼租户")


async def test_forged_places_and_roles_are_refused(compound: Compound) -> None:
    for data in (
        "1hb:99:0",
        "1hk:99",
        "1ha:1:emperor",
        "1ha:99:owner",
        "1re:99",
        "1rz:99",
        "1ro:99",
        "1rk:99",
        "1ofa:1:emperor:::0",
        "1ofb:99:kind:committee",
        "1ofc:99:0",
        "1ofd:99:3",
        "1ofe:99:1",
        "1off:99",
        "1sea:99:0",
        "1seb:99:0",
        "1sec:99:0",
        "1sed:99:0",
        "1see:99",
        "1sef:99",
        "1gra:99:0",
        "1grc:1:99",
        "1gre:1:99:1",
        "1rdy:99",
    ):
        press = await compound.operator.forges(data)
        assert press.answered
        assert press.text, data


async def test_the_operator_without_a_compound_is_led_to_one(stage: Stage) -> None:
    operator = await claimed(stage)
    await operator.says("/mingce")
    await operator.sees("先建一个", fresh=True)
