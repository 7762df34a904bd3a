"""Two of the committee write at once: the second reads what the first changed, and keeps what they wrote."""

from __future__ import annotations

from domain.deliberation.stages import Need
from domain.deliberation.stages import Stage as Step
from domain.outcomes import Done
from domain.registry import Actor, RoleKind
from services.deliberation_records import note_record
from services.deliberation_versions import redraft, revise, versions_of
from stories.moves import finds
from tests.builders import settle_in
from tests.handlers.test_deliberation_full import TEXT, TITLE, lamps
from tests.handlers.test_elections import town_of
from tests.stage import Compound, Stage


async def opens(compound: Compound, key: str) -> None:
    """The chair runs the matter, and presses this."""
    chair = compound.chair
    await chair.starts("matter_1")
    await chair.presses("办这件事", message=await chair.sees("由居民定", fresh=True))
    await finds(chair, key, await chair.sees("还差", fresh=True))


async def writes(compound: Compound, text: str, why: str) -> None:
    await compound.chair.sees("请把改好的全文发给我", fresh=True)
    await compound.chair.says(text)
    await compound.chair.sees("为什么改", fresh=True)
    await compound.chair.says(why)


async def another_member(stage: Stage, compound: Compound) -> Actor:
    """A second one of the committee."""
    town = await town_of(stage, compound)
    async with stage.house.database.transaction() as transaction:
        member = await settle_in(transaction, "林委员", 980, RoleKind.COMMITTEE, town.place, stage.clock.now())
    return member.actor


async def another(stage: Stage, compound: Compound, act: object, text: str, base: int = 1) -> None:
    """Somebody else writes the text anew meanwhile."""
    values = {"matter_id": 1, "base": base, "title": TITLE, "text": text, "why": "灯太密"}
    write = {"redraft": redraft, "revise": revise}[str(act)]
    actor, at = await another_member(stage, compound), stage.clock.now()
    done = await write(stage.house.database, actor=actor, source=f"other {text}", at=at, **values)
    assert isinstance(done, Done), done


async def standing(stage: Stage) -> list[str]:
    return [one.text for one in await versions_of(stage.house.database, matter_id=1)]


async def test_two_write_the_text_anew_and_neither_is_lost(compound: Compound, stage: Stage) -> None:
    await lamps(stage, compound, Step.PROPOSING)
    chair, mine, theirs = compound.chair, TEXT.replace("36", "40"), TEXT.replace("36", "30")
    await opens(compound, "改方案")
    await writes(compound, mine, "少算了四盏")
    seen = await chair.sees("改为：40", fresh=True)
    await another(stage, compound, "redraft", theirs)
    await chair.presses("就用这一稿", message=seen)
    told = await chair.sees("已经改成第2稿了", fresh=True)
    assert "改为：30" in told.text and "为什么改：灯太密" in told.text, told.text
    kept = await chair.sees("您写的还留着", fresh=True)
    assert mine in kept.text and await standing(stage) == [TEXT, theirs], kept.text
    await chair.presses("接着用我写的", message=kept)
    seen = await chair.sees("改为：40", fresh=True)
    assert "去掉：30" in seen.text, "what is different from what it has become"
    await chair.presses("就用这一稿", message=seen)
    await chair.sees("这一稿", fresh=True)
    assert await standing(stage) == [TEXT, theirs, mine]


async def test_what_changed_while_it_was_written_is_said_before_the_look(compound: Compound, stage: Stage) -> None:
    await lamps(stage, compound, Step.PROPOSING)
    await opens(compound, "改方案")
    await another(stage, compound, "redraft", TEXT.replace("36", "30"))
    await writes(compound, TEXT.replace("36", "40"), "少算了四盏")
    await compound.chair.sees("已经改成第2稿了", fresh=True)
    kept = await compound.chair.sees("您写的还留着", fresh=True)
    await compound.chair.presses("照新稿重写", message=kept)
    await compound.chair.sees("请把改好的全文发给我", fresh=True)


async def test_where_the_text_is_changed_no_more_the_words_are_kept(compound: Compound, stage: Stage) -> None:
    await lamps(stage, compound, Step.ANNOUNCING)
    await opens(compound, "改方案，重新征求")
    chair, mine = compound.chair, TEXT.replace("36", "40")
    await chair.sees("改了就要从头征求意见", fresh=True)
    await chair.says(mine)
    await chair.sees("为什么改", fresh=True)
    await chair.says("少算了四盏")
    seen = await chair.sees("前面的记录不再算数", fresh=True)
    await another(stage, compound, "revise", TEXT.replace("36", "30"))
    await chair.presses("就用这一稿", message=seen)
    kept = await chair.sees("还不能改方案", fresh=True)
    assert mine in kept.text and not kept.button("接着用我写的"), kept.text


async def test_two_put_the_same_on_record_and_the_second_reads_the_first(compound: Compound, stage: Stage) -> None:
    await lamps(stage, compound, Step.PROPOSING)
    await opens(compound, "记党组织研究")
    chair, at, actor = compound.chair, stage.clock.now(), await another_member(stage, compound)
    values = {"matter_id": 1, "need": Need.STUDIED, "words": "3月2日研究，同意", "seen": 0}
    other = await note_record(stage.house.database, actor=actor, source="other", at=at, **values)
    assert isinstance(other, Done), other
    await chair.sees("社区党组织哪天研究的", fresh=True)
    await chair.says("3月1日研究，同意提交")
    asked = await chair.sees("已经有人补了", fresh=True)
    assert "3月2日研究，同意" in asked.text and "3月1日研究，同意提交" in asked.text, asked.text
    await chair.presses("还是用我写的", message=asked)
    await chair.sees("记下了", fresh=True)
    await compound.wang.starts("matter_1")
    await finds(compound.wang, "看记录", await compound.wang.sees("36盏", fresh=True))
    read = await compound.wang.sees("3月1日研究，同意提交", fresh=True)
    assert "3月2日研究，同意" in read.text, read.text
