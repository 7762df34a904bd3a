"""用房和场地 over the wire: a place is written by one, checked by another, changed, let by a contract, taken off."""

from __future__ import annotations

from domain.deliberation.classification import Touch
from domain.deliberation.stages import Stage as MatterStage
from domain.outcomes import Done
from sandbox.client import Message, Person
from stories.accounts import checks, opens
from stories.moves import invite
from tests.deliberating import begin_full_matter, full_matter_in
from tests.handlers.test_elections import known
from tests.pressing import replies
from tests.stage import Compound, Stage

GONE = "这一份已经办完"


async def account(compound: Compound) -> None:
    """孙网格 serves too; 赵主任 opens an account."""
    await invite(compound.operator, compound.grid, "请委员会成员", "自管会成员")
    await opens(compound.chair, "公共收益", "中华园公共收益", "业委会", "0123", "10元")
    await checks(compound.grid, "中华园公共收益")


async def register(person: Person) -> None:
    """The register, two taps from anywhere."""
    await person.says("/zhang")
    await person.presses("用房和场地", message=await person.sees("账目", fresh=True, button="用房和场地"))


async def written(compound: Compound, words: str, area: str, use: str, owned: str = "全体业主共有") -> None:
    """赵主任 writes one down, 孙网格 stands for it."""
    chair = compound.chair
    await register(chair)
    await chair.presses("写一处", message=await chair.sees("公共用房和场地", fresh=True, button="写一处"))
    await chair.presses(owned, message=await chair.sees("这处地方归谁", fresh=True))
    await chair.sees("是哪一处", fresh=True)
    await chair.says(words)
    await chair.sees("有多大", fresh=True)
    await chair.says(area)
    await chair.presses(use, message=await chair.sees("现在做什么用", fresh=True))


async def stood_for(compound: Compound, words: str) -> None:
    """What is looked at once more is written down; 孙网格 signs."""
    chair, grid = compound.chair, compound.grid
    await chair.presses("记下，请人复核", message=await chair.sees("这样写下可以吗", fresh=True))
    await chair.sees("写下了，等另一个人复核", fresh=True)
    await grid.presses("去看看", message=await grid.sees(f"用房、场地：{words}", fresh=True))
    listed = await grid.sees("待复核", fresh=True)
    told = await grid.presses("账对，复核", message=listed)
    assert told.text is not None and "公开了" in told.text and "余额" not in told.text, "a place is no money"
    await grid.sees("两个人都签了", fresh=True)


async def lets(compound: Compound, page: Message, room: str, *, words: str, price: str, until: str) -> None:
    """赵主任, on the account's page, writes the contract by which a room is let; 孙网格 stands for it."""
    chair, grid, named = compound.chair, compound.grid, f"租的是：{room.replace(' · ', '. ')}"
    await chair.presses("对账、导出", message=page)
    await chair.presses("登记和合同", message=await chair.sees("两个人签了才公布", fresh=True))
    await chair.presses("加一份合同", message=await chair.sees("还没有合同", fresh=True))
    await chair.presses("公共用房", message=await chair.sees("这份合同的钱是哪里来的", fresh=True))
    await chair.presses(room, message=await chair.sees("这份合同租的是哪一处", fresh=True))
    await replies(chair, ("租的是什么", words), ("合同一共多少钱", price), ("合同到哪一天", until))
    await chair.presses("记下，请人复核", message=await chair.sees(named, fresh=True))
    await grid.presses("去看看", message=await grid.sees(f"合同：{words}", fresh=True))
    await grid.presses("账对，复核", message=await grid.sees(named, fresh=True))
    await grid.sees("两个人都签了", fresh=True)


async def test_a_place_is_written_step_by_step_and_read_by_everybody_once_two_signed(
    compound: Compound, stage: Stage
) -> None:
    chair, grid, wang = compound.chair, compound.grid, compound.wang
    await account(compound)
    await register(chair)
    await chair.presses("写一处", message=await chair.sees("还没有写下用房和场地", fresh=True))
    await chair.presses("全体业主共有", message=await chair.sees("这处地方归谁", fresh=True))
    await chair.sees("请不要写人名", fresh=True)
    await chair.says("架" * 61)
    await chair.sees("最多 60 个字", fresh=True)
    await chair.says("3号楼架空层东侧")
    await chair.sees("有多大", fresh=True)
    for wrong in ("很大", "0", "1.234", "200000"):
        await chair.says(wrong)
        await chair.sees("请写清有多大", fresh=True)
    await chair.says("1,200.5平方米")
    await chair.presses("大家用", message=await chair.sees("现在做什么用", fresh=True))
    asked = await chair.sees("这样写下可以吗", fresh=True)
    assert "3号楼架空层东侧，1,200.50㎡，大家用（业主共有）" in asked.text and "公示栏" in asked.text, asked.text
    await chair.presses("记下，请人复核", message=asked)
    await chair.presses("用房和场地", message=await chair.sees("写下了，等另一个人复核", fresh=True))
    await chair.sees("待复核", fresh=True)
    waits = await grid.sees("用房、场地：3号楼架空层东侧", fresh=True)
    await register(chair)
    here = await chair.sees("待复核", fresh=True)
    assert "还没有写下" not in here.text, here.text
    await register(wang)
    await wang.sees("还没有写下用房和场地", fresh=True)
    await grid.presses("去看看", message=waits)
    await grid.presses("不对，退回", message=await grid.sees("待复核", fresh=True))
    await grid.sees("哪里不对", fresh=True)
    await grid.says("是1,200.05")
    assert (await grid.sees("退回了", fresh=True)).button("用房和场地") is not None
    await chair.sees("是1,200.05", fresh=True)
    await written(compound, "3号楼架空层东侧", "1200.05", "大家用")
    await stood_for(compound, "3号楼架空层东侧")
    await register(wang)
    page = await wang.sees("一共 1 处，1,200.05㎡；其中出租 0 处，0.00㎡。", fresh=True)
    assert page.button("写一处") is None, page.text
    await wang.presses("看 2 号", message=page)
    read = await wang.sees("两个人都签了", fresh=True)
    assert "现在没有出租" in read.text and read.button("改这一处") is None, read.text


async def test_it_is_measured_anew_let_by_a_contract_and_taken_off_the_register(
    compound: Compound, stage: Stage
) -> None:
    chair, grid, wang = compound.chair, compound.grid, compound.wang
    await account(compound)
    await written(compound, "门面房", "89.37", "经营、出租")
    asked = await chair.sees("是哪次业主决定的", fresh=True)
    assert "四分之三" in asked.text and "民法典278条第一款第八项" in asked.text, asked.text
    await chair.presses("没有，或者早就这样用", message=asked)
    await stood_for(compound, "门面房")
    await register(chair)
    await chair.presses("看 1 号", message=await chair.sees("89.37㎡", fresh=True))
    page = await chair.sees("没有写是哪次业主决定的", fresh=True)
    await chair.presses("改这一处", message=page)
    await chair.presses("面积", message=await chair.sees("要改哪一样", fresh=True))
    await chair.sees("有多大", fresh=True)
    await chair.says("90")
    await stood_for(compound, "门面房")
    await register(chair)
    await chair.presses("回账户", message=await chair.sees("一共 1 处，90.00㎡", fresh=True))
    page = await chair.sees("余额", fresh=True)
    await lets(compound, page, "2 · 门面房", words="水果店", price="9000", until="2027年1月1日")
    await register(wang)
    page = await wang.sees("其中出租 1 处，90.00㎡", fresh=True)
    await wang.presses("看 2 号", message=page)
    await wang.sees("合同 3 出租，共 9,000.00 元，到2027年1月1日", fresh=True)
    await register(grid)
    await grid.presses("看 2 号", message=await grid.sees("其中出租 1 处", fresh=True))
    await grid.presses("作废", message=await grid.sees("合同 3 出租", fresh=True))
    await grid.sees("为什么作废", fresh=True)
    await grid.says("量错了")
    await grid.presses("记下，请人复核", message=await grid.sees("第 2 号作废，原因：量错了", fresh=True))
    await chair.presses("去看看", message=await chair.sees("作废：量错了", fresh=True))
    await chair.presses("账对，复核", message=await chair.sees("第 2 号作废", fresh=True))
    await chair.sees("两个人都签了", fresh=True)
    await register(wang)
    await wang.sees("一共 1 处，89.37㎡；其中出租 1 处，89.37㎡。", fresh=True)


async def test_what_is_the_owners_is_put_to_another_use_by_their_decision_alone(
    compound: Compound, stage: Stage
) -> None:
    chair = compound.chair
    await account(compound)
    await written(compound, "自行车棚", "60", "大家用")
    await stood_for(compound, "自行车棚")
    await register(chair)
    await chair.presses("看 1 号", message=await chair.sees("一共 1 处", fresh=True))
    await chair.presses("改这一处", message=await chair.sees("自行车棚", fresh=True, button="改这一处"))
    await chair.presses("做什么用", message=await chair.sees("要改哪一样", fresh=True))
    await chair.presses("经营、出租", message=await chair.sees("现在做什么用", fresh=True))
    told = await chair.sees("还没有这样的业主决定", fresh=True)
    assert told.button("没有，或者早就这样用") is None and told.button("商量的事") is not None, told.buttons
    assert GONE in (await chair.forges("1zrm:99:0")).text
    await decided(compound, stage)
    await register(chair)
    await chair.presses("看 1 号", message=await chair.sees("一共 1 处", fresh=True))
    await chair.presses("改这一处", message=await chair.sees("自行车棚", fresh=True, button="改这一处"))
    await chair.presses("做什么用", message=await chair.sees("要改哪一样", fresh=True))
    await chair.presses("经营、出租", message=await chair.sees("现在做什么用", fresh=True))
    await chair.presses("自行车棚改快递站", message=await chair.sees("是哪次业主决定的", fresh=True))
    await stood_for(compound, "自行车棚")
    await register(compound.wang)
    await compound.wang.presses("看 2 号", message=await compound.wang.sees("经营、出租", fresh=True))
    await compound.wang.sees("这样用，依据：第 1 号议题的决定", fresh=True)


async def decided(compound: Compound, stage: Stage) -> None:
    """The owners decided so, and it was published for its whole time."""
    chair, at = await known(stage, compound.chair), stage.clock.now()
    begun = await begin_full_matter(stage.house.database, 1, chair.actor, at)
    assert isinstance(begun, Done)
    await full_matter_in(stage.house.database, begun["matter_id"], MatterStage.DOING, at)
    async with stage.house.database.transaction() as transaction:
        said = {"title": "自行车棚改快递站", "touched": [Touch.COMMON_PARTS.value]}
        await transaction.deliberation.write(begun["matter_id"], **said)


async def test_strangers_and_forged_keys_get_a_clear_answer(compound: Compound, stage: Stage) -> None:
    chair, tenant = compound.chair, compound.tenant
    await opens(chair, "公共收益", "中华园公共收益", "业委会", "0123", "10元")
    for person, data, words in (
        (chair, "zrl:99:0", "找不到这个账户"),
        (chair, "zrn:99:owners", "找不到这个账户"),
        (tenant, "zrn:1:owners", "委员会"),
        (chair, "zrc:99:area", "找不到这个账户"),
        (chair, "zru:99:idle", GONE),
        (chair, "zrm:99:0", GONE),
        (chair, "zrt:99:1", GONE),
        (chair, "zrp:99:1", GONE),
    ):
        toast = await person.forges(f"1{data}")
        assert words in toast.text, (data, toast.text)
