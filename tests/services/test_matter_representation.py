"""Too few representatives for the homes are said when their meeting is called and beside what they decide."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import update

from domain.deliberation.representation import Representation
from domain.deliberation.stages import Stage
from domain.voting.votes import VoteState
from rendering.deliberation_lines import decided_lines
from rendering.texts import texts
from services import deliberation, voting_matters
from services.deliberation_pages import representation
from storage.database import Database
from storage.schema.voting import votes
from tests.builders import queued
from tests.full_matters import Compound, found_compound

COUNTED = [{"criterion": one, "measure": "heads", "count": 4, "of": 4} for one in ("quorum", "majority")]
CARRIED = {"passed": True, "findings": COUNTED, "rejected": {"heads": 0}, "abstained": {"heads": 0}}


@pytest.fixture
async def compound(database: Database, at: datetime) -> Compound:
    return await found_compound(database, at)


async def stands_for(compound: Compound, homes: int) -> None:
    """Three representatives and one by name alone, for so many homes."""
    async with compound.database.transaction() as transaction:
        words = {"words": "中华园", "ids": list(range(1, homes + 1))}
        await transaction.deliberation.write(compound.matter_id, homes=words)
    await compound.stands(Stage.ANNOUNCING)
    meets = compound.at + timedelta(days=20)
    await compound.done(voting_matters.call_meeting, "赵主任", meets_at=meets, unreached=["孙代表"])


async def decided(compound: Compound) -> dict[str, object]:
    """The representatives agree, and it is published."""
    vote = (await compound.page()).matter.vote_id
    async with compound.database.transaction() as transaction:
        published = {"state": VoteState.PUBLISHED.value, "result": CARRIED}
        await transaction.voting.run(update(votes).where(votes.c.id == vote).values(**published))
    await compound.stands(Stage.RESOLVING)
    subject, source = f"matter:{compound.matter_id}", "it is published"
    await deliberation.settle_matter(compound.database, subject=subject, due=compound.at, source=source, at=compound.at)
    matter = (await compound.page()).matter
    assert matter.stage is Stage.DISCLOSING, "nothing is refused for it"
    return dict(matter.figures or {})


async def test_too_few_are_said_beside_the_result_and_refuse_nothing(compound: Compound) -> None:
    await stands_for(compound, 201)
    matter = (await compound.page()).matter
    told = await representation(compound.database, matter=matter, unreached=1, at=compound.at)
    assert told == Representation(4, 201) and told.few
    figures = await decided(compound)
    assert figures["few"] == {"representatives": 4, "homes": 201}
    (_, few) = decided_lines(texts("zh_Hans"), matter.procedure_name, figures)
    assert "只有 4 名" in few and "201 户" in few and "至少要 5 名" in few and "13条" in few, few
    announced = dict(await queued(compound.database, compound.town.building_group))["deliberation.announced"]
    assert announced["figures"]["few"] == figures["few"], "the group reads it with the resolution"


async def test_enough_of_them_are_no_remark(compound: Compound) -> None:
    await stands_for(compound, 200)
    assert "few" not in await decided(compound)
