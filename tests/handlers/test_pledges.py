"""Money put together at the door: what is wrong is said, a number for a promise, a second look, nothing twice."""

from __future__ import annotations

from datetime import timedelta

from sandbox.client import Person
from stories.moves import invite, picture
from tests.pressing import again, answers, data_of, forged
from tests.stage import Compound, Stage

GONE = "这一份已经办完"


async def opens_an_account(chair: Person, grid: Person) -> None:
    """An account for mutual aid, signed by two."""
    await chair.says("/zhang")
    await chair.presses("开一个账户", message=await chair.sees("这里还没有账户", fresh=True))
    await chair.presses("互助捐款", message=await chair.sees("几种钱分开记", fresh=True))
    for question, answer in (
        ("账户叫什么", "互助"),
        ("账户在谁名下", "居委会"),
        ("最后四位", "0123"),
        ("有多少钱", "0"),
    ):
        await chair.sees(question, fresh=True)
        await chair.says(answer)
    await chair.presses("开这个账户", message=await chair.sees("这样开账户可以吗", fresh=True))
    await chair.sees("期初余额也要另一个人复核", fresh=True)
    await signs(grid)


async def signs(second: Person) -> None:
    await second.presses("去看看", message=await second.sees("有一笔账等您复核", fresh=True))
    await second.presses("账对，复核", message=await second.sees("待复核", fresh=True))
    await second.presses("账对，复核", message=await second.sees("签了就算进余额", fresh=True))
    await second.sees("两个人都签了", fresh=True)


async def to_the_gate(person: Person) -> None:
    await person.says("/yujiao")
    await person.presses("凑钱", message=await person.sees("大家交的钱用在哪", fresh=True))
    await person.presses("大门", message=await person.sees("议事亭不收钱", fresh=True))


async def begins(chair: Person) -> None:
    """What is missing is asked for again."""
    await chair.says("/yujiao")
    await chair.presses("凑钱", message=await chair.sees("大家交的钱用在哪", fresh=True))
    await chair.presses("要凑一笔", message=await chair.sees("现在没有在凑的", fresh=True))
    await chair.sees("叫什么", fresh=True)
    await chair.says("大门")
    await chair.sees("用在什么上", fresh=True)
    await chair.says("修小区大门和门禁")
    await chair.sees("一共要多少钱", fresh=True)
    await chair.says("不少")
    await chair.sees("请写清多少钱", fresh=True)
    await chair.says("300元")
    await chair.presses("7 天", message=await chair.sees("凑多少天", fresh=True))
    await chair.presses("全部退回", message=await chair.sees("没凑够怎么办", fresh=True))
    await chair.presses("对，请人核对", message=await chair.sees("要 300.00 元，凑 7 天", fresh=True))
    await chair.sees("等另一位委员核对", fresh=True)


async def goes_back(stage: Stage, chair: Person, grid: Person, wang: Person) -> None:
    """A week later it is short; by the rule that was said, the money goes back."""
    await stage.town.forward(days=8)
    await wang.sees("大门没凑够。您交的 200.00 元退给您，领的时候报 1 号", fresh=True)
    await to_the_gate(chair)
    await chair.presses("退一份", message=await chair.sees("到时候了，没凑够", fresh=True))
    await chair.sees("退几号的", fresh=True)
    await chair.says("1")
    await chair.sees("退 1 号 200.00 元。请本人签收", fresh=True)
    await chair.says("签了")
    await chair.sees("退钱要有签收单的照片", fresh=True)
    await chair.sends_photo(picture(90, 90, 20))
    await chair.presses("对", message=await chair.sees("退 1 号的 200.00 元", fresh=True))
    await chair.sees("等另一位委员复核，再退钱", fresh=True)
    await signs(grid)


async def is_named_and_no_more(wang: Person, tenant: Person) -> None:
    """She reads what will be read and by whom, is named, and no more as she says so; others read the name alone."""
    await to_the_gate(wang)
    await wang.presses("公布我的名字", message=await wang.sees("两个人签了", fresh=True))
    await wang.sees("您想怎么写", fresh=True)
    await answers(wang, ("王桂兰 200元", "只写名字"), ("王桂兰，电话13812345678", "只写名字"))
    await wang.says("王桂兰")
    sure = await wang.sees("这样公布：王桂兰", fresh=True)
    assert "在本小区登记的人" in sure.text and "不写您凑了多少" in sure.text
    await to_the_gate(tenant)
    assert (await tenant.sees("收到了 200.00 元（1 份）", fresh=True)).button("写了名字的（1）") is None, (
        "not before she said so"
    )
    await wang.presses("就这样公布", message=sure)
    await wang.sees("公布了", fresh=True)
    assert GONE in await again(wang, sure, "就这样公布")
    await to_the_gate(tenant)
    page = await tenant.sees("收到了 200.00 元（1 份）", fresh=True)
    assert "王桂兰" not in page.text and page.button("收回我的名字") is None
    await tenant.presses("写了名字的（1）", message=page)
    listed = await tenant.sees("王桂兰", fresh=True)
    assert "200" not in listed.text
    refused = await forged(tenant, listed, "cqh:1", "cqw:1:named")
    assert "这里没有您的名字" in refused[0] and "才能公布名字" in refused[1]
    await to_the_gate(wang)
    await wang.presses("收回我的名字", message=await wang.sees("两个人签了", fresh=True))
    await to_the_gate(tenant)
    assert (await tenant.sees("收到了 200.00 元（1 份）", fresh=True)).button("写了名字的（1）") is None


async def test_a_promise_is_a_number_and_what_is_short_goes_back(compound: Compound, stage: Stage) -> None:
    chair, grid, wang, tenant = compound.chair, compound.grid, compound.wang, compound.tenant
    await invite(compound.operator, grid, "请委员会成员", "自管会成员")
    await opens_an_account(chair, grid)
    await begins(chair)
    await grid.presses("去看看", message=await grid.sees("有一次凑钱等您核对", fresh=True))
    await grid.presses("对，开始", message=await grid.sees("还没有开始", fresh=True))

    await to_the_gate(wang)
    await wang.presses("我凑一份", message=await wang.sees("答应了 0.00 元（0 份）", fresh=True))
    await wang.sees("您愿意凑多少", fresh=True)
    await wang.says("随便")
    await wang.sees("请写清多少钱", fresh=True)
    await wang.says("200元")
    await wang.presses("对", message=await wang.sees("收钱的人会见到您", fresh=True))
    await wang.sees("您的号是 1", fresh=True)

    await to_the_gate(tenant)
    await tenant.presses("我凑一份", message=await tenant.sees("答应了 200.00 元（1 份）", fresh=True))
    await tenant.sees("您愿意凑多少", fresh=True)
    await tenant.says("50元")
    await tenant.presses("对", message=await tenant.sees("答应凑 50.00 元", fresh=True))
    await tenant.presses("去看看", message=await tenant.sees("您的号是 2", fresh=True))
    await tenant.presses("收回我的", message=await tenant.sees("您答应了 50.00 元", fresh=True))
    await tenant.presses("收回我的", message=await tenant.sees("收回您答应的", fresh=True))
    await tenant.sees("答应了 200.00 元（1 份）", fresh=True)

    await to_the_gate(chair)
    shown = await chair.sees("答应了 200.00 元（1 份）", fresh=True)
    assert "王阿姨" not in shown.text
    await chair.presses("收到一份", message=shown)
    await chair.sees("收到的是几号的", fresh=True)
    await chair.says("王阿姨的")
    await chair.sees("没有这个号", fresh=True)
    await chair.says("1号")
    await chair.presses("对", message=await chair.sees("1 号的 200.00 元？点清了再按", fresh=True))
    await chair.sees("等另一位委员复核", fresh=True)
    await wang.sees("您交的 200.00 元（1 号）收到了", fresh=True)
    await to_the_gate(wang)
    paid = await wang.sees("您的 200.00 元（1 号）收到了，等另一位委员复核", fresh=True)
    assert paid.button("收回我的") is None, paid
    await signs(grid)

    await is_named_and_no_more(wang, tenant)
    await goes_back(stage, chair, grid, wang)
    await to_the_gate(wang)
    shown = await wang.sees("退回了 200.00 元", fresh=True)
    assert "您的 200.00 元（1 号）退给您了" in shown.text and "要是没凑够" not in shown.text, shown


async def test_a_drive_is_written_word_by_word(compound: Compound, stage: Stage) -> None:
    chair, wang = compound.chair, compound.wang
    await invite(compound.operator, compound.grid, "请委员会成员", "自管会成员")
    await opens_an_account(chair, compound.grid)
    await chair.says("/yujiao")
    await chair.presses("凑钱", message=await chair.sees("大家交的钱用在哪", fresh=True))
    await chair.presses("要凑一笔", message=await chair.sees("现在没有在凑的", fresh=True))
    await chair.sees("叫什么", fresh=True)
    await chair.sends_photo(picture(90, 90, 20))
    await chair.sees("请写叫什么", fresh=True)
    await answers(chair, ("门" * 21, "名字最多 20 个字"), ("大门", "用在什么上"), ("修" * 101, "最多 100 个字"))
    await answers(chair, ("修大门，付到 https://pay.example.com/x", "这里不能写网址、账号"))
    await answers(chair, ("修大门", "一共要多少钱"), ("0", "请写清多少钱"), ("99999999万", "请写清多少钱"))
    await chair.says("３００元")
    days = await chair.sees("凑多少天", fresh=True)
    draft = data_of(days, "7 天").split(":")[1]
    assert GONE in (await forged(chair, days, f"cqd:{draft}:5"))[0]
    await chair.presses("30 天", message=days)
    unmet = await chair.sees("没凑够怎么办", fresh=True)
    assert GONE in (await forged(chair, unmet, f"cqu:{draft}:keep"))[0]
    assert GONE in (await forged(wang, await wang.sees("登记好了"), f"cqu:{draft}:use"))[0]
    await chair.presses("有多少办多少", message=unmet)
    sure = await chair.sees("要 300.00 元，凑 30 天", fresh=True)
    await chair.presses("算了", message=sure)
    await chair.sees("现在没有在凑的", fresh=True)
    assert GONE in await again(chair, sure, "对，请人核对")


async def test_who_may_do_what_and_once(compound: Compound, stage: Stage) -> None:
    chair, grid, wang, tenant = compound.chair, compound.grid, compound.wang, compound.tenant
    await invite(compound.operator, compound.grid, "请委员会成员", "自管会成员")
    await opens_an_account(chair, grid)
    await begins(chair)
    waiting = await chair.sees("等另一位委员核对")
    home = await wang.sees("登记好了")
    assert "是您自己提的" in (await forged(chair, waiting, "cqy:1:1"))[0]
    refused = await forged(wang, home, "cqn", "cqy:1:1", "cqs:1", "cqw:1:join")
    assert ["要由" in words for words in refused] == [True, True, False, False]
    assert all("找不到，或者您不能看" in words for words in refused[2:]), refused
    await grid.presses("去看看", message=await grid.sees("有一次凑钱等您核对", fresh=True))
    asked = await grid.sees("还没有开始", fresh=True)
    await grid.presses("对，开始", message=asked)
    await grid.sees("正在凑", fresh=True)
    assert "已经有人核对过了" in await again(grid, asked, "对，开始")
    assert "已经有人核对过了" in await again(grid, asked, "不凑了")
    for what in ("receive", "return"):
        assert "记账、复核要由" in (await forged(wang, home, f"cqw:1:{what}"))[0]
    assert "按钮已经过期" in (await forged(wang, home, "cqw:1:odd"))[0]
    outsider = await stage.town.person("过路的")
    await outsider.says("/yujiao")
    assert "不能看" in (await forged(outsider, await outsider.sees("收费和服务", fresh=True), "cqs:1"))[0]

    await to_the_gate(wang)
    await wang.presses("我凑一份", message=await wang.sees("答应了 0.00 元（0 份）", fresh=True))
    await answers(wang, ("０元", "请写清多少钱"), ("99999999万", "请写清多少钱"))
    await wang.says("两百元")
    sure = await wang.sees("收钱的人会见到您", fresh=True)
    await wang.presses("对", message=sure)
    await wang.sees("您的号是 1", fresh=True)
    assert GONE in await again(wang, sure, "对")
    assert (await forged(tenant, await tenant.sees("登记好了"), "cqt:1:1"))[0].startswith("您没有答应过")
    await to_the_gate(chair)
    await chair.presses("收到一份", message=await chair.sees("答应了 200.00 元（1 份）", fresh=True))
    await answers(chair, ("第一", "没有这个号"), ("0", "没有这个号"), ("7", "没有这个号"))
    for _ in range(2):
        await to_the_gate(chair)
        await chair.presses("收到一份", message=await chair.sees("答应了 200.00 元（1 份）", fresh=True))
        await chair.sees("收到的是几号的", fresh=True)
        await chair.says("１")
        counted = await chair.sees("1 号的 200.00 元？点清了再按", fresh=True)
        told = (await chair.presses("对", message=counted)).text
    assert "这个号的钱已经收过了" in told
    assert "钱已经交了" in (await forged(wang, home, "cqt:1:1"))[0]


async def test_a_return_begun_before_the_sum_was_kept_is_begun_anew(compound: Compound, stage: Stage) -> None:
    """A conversation that waited for its voucher while the program was replaced."""
    chair, grid = compound.chair, compound.grid
    await invite(compound.operator, grid, "请委员会成员", "自管会成员")
    await opens_an_account(chair, grid)
    await begins(chair)
    await forged(chair, await chair.sees("等另一位委员核对", fresh=True), "cqw:1:return")
    asked = await chair.sees("退几号的", fresh=True)
    number, at = int(data_of(asked, "算了").split(":")[1]), stage.clock.now()
    async with stage.house.database.transaction() as transaction:
        draft = await transaction.drafts.find(number, at=at)
        assert draft is not None
        earlier = {"body": {**draft.body, "number": 1}, "awaiting": "pledges.voucher"}
        assert await transaction.drafts.write(draft, **earlier, expires_at=at + timedelta(hours=1))
    await chair.sends_photo(picture(90, 90, 20))
    await chair.sees(GONE, fresh=True)
