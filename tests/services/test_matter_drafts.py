"""What was typed for a matter is gone once it was used (草稿用完就没有了), so that no later word is taken for it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime

import pytest

from domain.deliberation.stages import Need, Stage
from domain.outcomes import Outcome
from services.deliberation_moves import return_move
from services.deliberation_objections import answer_objection, object_to_matter
from services.deliberation_records import note_record
from services.deliberation_stops import decline_stop, stop_matter
from services.deliberation_versions import decline_revision, redraft, revise
from services.drafts import find_draft
from storage.database import Database
from tests.deliberating import GARDEN_LAMPS
from tests.full_matters import Compound, found_compound

TITLE, TEXT = GARDEN_LAMPS
ANEW: Mapping[str, object] = {"title": TITLE, "text": TEXT + "\n灯罩朝下。", "base": 1, "why": "住户提的"}
AGAINST: Mapping[str, object] = {"words": "太亮"}

Act = Callable[..., Awaitable[Outcome]]


async def nothing(compound: Compound) -> None: ...


async def revising(compound: Compound) -> None:
    await compound.done(revise, compound.member, **ANEW)


async def stopping(compound: Compound) -> None:
    await compound.done(stop_matter, compound.member, reason="不装了")


async def moving(compound: Compound) -> None:
    async with compound.database.transaction() as transaction:
        await transaction.deliberation.write(compound.matter_id, move_by=compound.member.person_id)


async def objecting(compound: Compound) -> None:
    await compound.done(object_to_matter, compound.homes[0], **AGAINST)


@pytest.mark.parametrize(
    ("act", "stage", "before", "given"),
    [
        (revise, Stage.ANNOUNCING, nothing, ANEW),
        (revise, Stage.DISCLOSING, nothing, ANEW),
        (decline_revision, Stage.DISCLOSING, revising, {"words": "不改"}),
        (redraft, Stage.PROPOSING, nothing, ANEW),
        (stop_matter, Stage.PROPOSING, nothing, {"reason": "不装了"}),
        (decline_stop, Stage.PROPOSING, stopping, {"words": "接着办"}),
        (return_move, Stage.PROPOSING, moving, {"words": "再看看"}),
        (note_record, Stage.PROPOSING, nothing, {"need": Need.STUDIED, "words": "3月2日研究"}),
        (answer_objection, Stage.DISCLOSING, objecting, {"number": 1, "words": "灯罩朝下"}),
    ],
)
async def test_a_draft_is_gone_once_it_was_used(
    embedded: Database,
    at: datetime,
    act: Act,
    stage: Stage,
    before: Callable[[Compound], Awaitable[None]],
    given: Mapping[str, object],
) -> None:
    compound = await found_compound(embedded, at)
    await compound.stands(stage)
    await before(compound)
    chair = compound.town["赵主任"]
    async with embedded.transaction() as transaction:
        draft = await transaction.drafts.begin(
            person_id=chair.person_id,
            chat_id=chair.chat_id,
            kind="matter_writing",
            body={},
            awaiting=None,
            expires_at=at,
        )
    await compound.done(act, "赵主任", draft_id=draft.id, **given)
    assert await find_draft(embedded, draft_id=draft.id, at=at) is None
