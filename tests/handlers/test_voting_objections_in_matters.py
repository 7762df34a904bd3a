"""The vote of a matter at the door: once its resolution is disclosed one way to object, nothing is lost."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import update

from domain.deliberation.stages import Stage as Step
from domain.outcomes import Done
from domain.registry import Place, RoleKind
from domain.voting.votes import VoteState
from services import voting_matters
from storage.schema.deliberation import matters
from storage.schema.voting import votes
from tests.handlers.test_deliberation_full import lamps
from tests.handlers.test_elections import known, town_of
from tests.stage import Compound, Stage


@pytest.fixture
async def decided(compound: Compound, stage: Stage) -> Compound:
    """The representatives have agreed to the lamps of the yard; that is published."""
    await lamps(stage, compound, Step.ANNOUNCING)
    town, at = await town_of(stage, compound), stage.clock.now()
    chair, place = town["赵主任"].actor, Place(town.compound_id)
    meets = at + timedelta(days=20)
    representatives = [await known(stage, person) for person in (compound.leader, compound.grid, compound.tenant)]
    async with stage.house.database.transaction() as transaction:
        for one in representatives:
            await transaction.registry.grant(one.person_id, RoleKind.REPRESENTATIVE, place, by=None, at=at)
    called = await voting_matters.call_meeting(
        stage.house.database, actor=chair, matter_id=1, meets_at=meets, source="call", at=at
    )
    assert isinstance(called, Done), called
    async with stage.house.database.transaction() as transaction:
        published = update(votes).values(state=VoteState.PUBLISHED.value, objections_until=meets)
        await transaction.voting.run(published)
        await transaction.deliberation.run(update(matters).values(stage=Step.OWNERS.value))
    return compound


async def disclosed(stage: Stage) -> None:
    async with stage.house.database.transaction() as transaction:
        await transaction.deliberation.enter(1, Step.DISCLOSING, stage.clock.now())


async def test_before_it_is_disclosed_the_votes_own_and_then_the_matters(decided: Compound, stage: Stage) -> None:
    wang = decided.wang
    await wang.starts("vote_1")
    page = await wang.sees("院内路灯改造", fresh=True)
    assert page.button("我有异议") and not page.button("提异议")
    await wang.presses("我有异议", message=page)
    await wang.says("我家没收到通知")
    looked = await wang.sees("我家没收到通知", fresh=True)
    await disclosed(stage)
    await wang.presses("提出来", message=looked)
    again = await wang.sees("发出去以后，大家看到的是", fresh=True)
    assert "我家没收到通知" in again.text, "what was written is not lost, nor read by others unseen"
    await wang.presses("发出去", message=again)
    await wang.sees("由居民会议决定", fresh=True)  # one of three homes is a tenth


async def test_a_page_has_one_button_and_an_old_one_leads_to_the_same(decided: Compound, stage: Stage) -> None:
    wang = decided.wang
    await wang.starts("vote_1")
    old = await wang.sees("院内路灯改造", fresh=True)
    await disclosed(stage)
    await wang.presses("我有异议", message=old)
    await wang.sees("您写的话和答复都会公开", fresh=True)
    await wang.starts("vote_1")
    page = await wang.sees("结果公示", fresh=True)
    assert page.button("提异议") and not page.button("我有异议")
    await wang.presses("提异议", message=page)
    await wang.says("灯太亮")
    await wang.sees("发出去以后，大家看到的是", fresh=True)
